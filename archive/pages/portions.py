"""A portion of a record's rows: as many as a page shows, and how many there are in all.

Which those are is asked of the rows bare; what is told of each is joined and fetched for them alone.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet, Window
from django.http import Http404, HttpRequest
from django.utils.functional import cached_property

from archive.formats.plain import plain
from archive.identity.names import Form
from archive.languages import neutral
from archive.pages.page import RecordPage, corrections

LISTED = 100  # facts of one kind on a page
LATER_PAGE = re.compile(r"[1-9][0-9]{0,4}")


@dataclass(frozen=True)
class Portion:
    """Some rows in their order, how many there are in all, and how many come after these."""

    rows: list[Any]
    total: int
    more: int

    def has(self, holds: Callable[[Any], bool], rows: QuerySet[Any]) -> bool:
        """Whether it holds of any: of these, which are at hand, or of what the query finds among all."""
        return any(map(holds, self.rows)) or (self.total > len(self.rows) and rows.exists())


def paged(request: HttpRequest) -> int:
    """Which page of a record's facts is asked for."""
    asked = request.GET.get("page", "")
    return int(asked) if LATER_PAGE.fullmatch(asked) else 1


def portion(rows: QuerySet[Any], told: QuerySet[Any], page: int = 1, most: int | None = None) -> Portion:
    """A page of the rows, each as `told` tells it."""
    most = most or LISTED
    start = (page - 1) * most
    counted = rows.annotate(in_all=Window(Count("*"))).values_list("pk", "in_all")
    found = list(counted[start : start + most])
    total = found[0][1] if found else 0
    every = told.in_bulk([pk for pk, _ in found])
    return Portion([every[pk] for pk, _ in found], total, max(total - start - most, 0))


def each(rows: QuerySet[Any], told: QuerySet[Any]) -> list[Any]:
    """All of the rows, where they are few, each as `told` tells it."""
    found = list(rows.values_list("pk", flat=True))
    every = told.in_bulk(found)
    return [every[pk] for pk in found]


class PortionedPage(RecordPage):
    """A record with the facts that tell of it: a hundred of each kind, and JSON goes on to the next."""

    citations: Any  # the manager of what prints the record's name

    def portions(self) -> dict[str, Portion]:
        raise NotImplementedError

    def told(self, printed: list[str], facts: dict[str, list[Any]]) -> dict[str, Any]:
        """The record as JSON has it, with the names that reports print and these facts."""
        raise NotImplementedError

    @cached_property
    def facts(self) -> dict[str, Portion]:
        facts = self.portions()
        if self.number > 1 and not any(one.rows for one in facts.values()):
            raise Http404
        return facts

    @cached_property
    def printed(self) -> list[Form]:
        return self.citations.forms_printed(self.record)  # type: ignore[no-any-return]

    @property
    def number(self) -> int:
        return paged(self.request)

    @property
    def rest(self) -> str:
        return f"?format=json&page={self.number + 1}"

    @property
    def later(self) -> str:
        goes_on = any(one.more for one in self.facts.values())
        return f"{neutral(self.request.path)}?page={self.number + 1}" if goes_on else ""

    def portion(self, rows: QuerySet[Any], told: QuerySet[Any]) -> Portion:
        return portion(rows, told, self.number)

    def data(self) -> dict[str, Any]:
        goes_on = any(one.more for one in self.facts.values())
        here = self.request.path
        return {
            **self.told([form.text for form in self.printed], {called: one.rows for called, one in self.facts.items()}),
            "counts": {called: one.total for called, one in self.facts.items()},
            "next": self.request.build_absolute_uri(f"{here}{self.rest}") if goes_on else None,
            "corrections": [plain(one) for one in corrections(self.record)],
        }

    def context(self) -> dict[str, Any]:
        return {**super().context(), "facts": self.facts, "printed": self.printed, "rest": self.rest}
