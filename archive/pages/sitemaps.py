"""Sitemaps for search engines: an index, and files of at most 50,000 addresses each.

A file holds the records whose ids lie between two numbers: it is read by the key whatever stands before it, and its
address stays the same. Every page stands in it once for each language.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from xml.sax.saxutils import escape

from django.conf import settings
from django.db.models import F, Max, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse, translate_url

from archive.formats.format import Format
from archive.pages.page import ReadPage

LIMIT = 50_000  # addresses in a file, by the protocol
RECORDS = LIMIT // len(settings.LANGUAGES)
PROTOCOL = "http://www.sitemaps.org/schemas/sitemap/0.9"

Entry = tuple[str, datetime | None]


@dataclass(frozen=True)
class Kind:
    """The public records of a kind, the name of their pages' address, and what it takes of each, joined by dots."""

    rows: QuerySet[Any]
    page: str
    columns: tuple[str, ...] = ("slug",)

    def files(self) -> Iterable[tuple[int, datetime]]:
        """The number of each file, with its last change: when a record came, changed or left it."""
        every = self.rows.model._default_manager.order_by().values_list(F("pk") / RECORDS)
        changes = every.annotate(changed=Max("changed_at")).order_by(F("pk") / RECORDS)
        return ((file, changed) for file, changed in changes if self.within(file).exists())

    def within(self, file: int) -> QuerySet[Any]:
        return self.rows.filter(pk__gte=file * RECORDS, pk__lt=(file + 1) * RECORDS)

    def entries(self, file: int) -> Iterator[Entry]:
        example = ".".join("0" for _ in self.columns)
        pages = [page.replace(example, "{}") for page in in_each_language(reverse(self.page, args=[example]))]
        for *parts, changed in self.within(file).order_by("pk").values_list(*self.columns, "changed_at"):
            for page in pages:
                yield page.format(".".join(parts)), changed


def in_each_language(page: str) -> list[str]:
    return [translate_url(page, code) for code, _ in settings.LANGUAGES]


class Sitemap(ReadPage):
    """A page of XML: addresses, each with the moment of its last change where that is known."""

    formats: tuple[Format, ...] = ()
    lists: tuple[str, ...] = ()
    kinds: dict[str, Kind] = {}
    root, item = "urlset", "url"

    def get(self, request: HttpRequest, **where: Any) -> HttpResponse:
        host = escape(request.build_absolute_uri("/")[:-1])
        body = "".join(self._entry(f"{host}{address}", changed) for address, changed in self.entries())
        head = f'<?xml version="1.0" encoding="UTF-8"?>\n<{self.root} xmlns="{PROTOCOL}">\n'
        return HttpResponse(f"{head}{body}</{self.root}>\n", content_type="application/xml")

    def _entry(self, address: str, changed: datetime | None) -> str:
        when = f"<lastmod>{changed.isoformat(timespec='seconds')}</lastmod>" if changed else ""
        return f"<{self.item}><loc>{address}</loc>{when}</{self.item}>\n"

    def entries(self) -> Iterable[Entry]:
        raise NotImplementedError


class SitemapIndex(Sitemap):
    """The files there are."""

    root, item = "sitemapindex", "sitemap"

    def entries(self) -> Iterator[Entry]:
        yield reverse("sitemap-of-lists"), None
        for name, kind in self.kinds.items():
            yield from ((reverse("sitemap-of-records", args=[name, file]), changed) for file, changed in kind.files())


class SitemapOfLists(Sitemap):
    """The pages that are no records."""

    def entries(self) -> Iterator[Entry]:
        return ((page, None) for name in self.lists for page in in_each_language(reverse(name)))


class SitemapOfRecords(Sitemap):
    """One file of the records of a kind."""

    def entries(self) -> Iterator[Entry]:
        if self.kwargs["kind"] not in self.kinds:
            raise Http404
        return self.kinds[self.kwargs["kind"]].entries(self.kwargs["file"])
