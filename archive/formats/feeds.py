"""What changed last, as a feed (Atom): new records and changed ones, the newest first, and what is gone.

Each app registers how its own kinds are told in a sentence or two with `summary.register`.
"""

from collections.abc import Callable
from datetime import datetime
from functools import singledispatch
from typing import Any

from django.http import HttpResponse
from django.utils.feedgenerator import Atom1Feed, rfc3339_date
from django.utils.html import escape
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from archive.database.edition import moment_of
from archive.formats.format import Format
from archive.languages import fixed_address, tag

MOST = 100
MEDIA_TYPE = "application/atom+xml"
TOMBSTONES = "http://purl.org/atompub/tombstones/1.0"


@singledispatch
def summary(record: Any) -> str:
    """What there is to tell of the record beside its name, in words."""
    raise TypeError(f"{type(record).__name__} has no summary: register one with summary.register.")


class Feed(Atom1Feed):
    """With what is gone (RFC 6721)."""

    def root_attributes(self) -> dict[str, str]:
        return super().root_attributes() | {"xmlns:at": TOMBSTONES}  # type: ignore[no-any-return]

    def write_items(self, handler: Any) -> None:
        super().write_items(handler)
        for address, when in self.feed["gone"]:
            handler.addQuickElement("at:deleted-entry", None, {"ref": address, "when": rfc3339_date(when)})

    def latest_post_date(self) -> datetime:
        """Of a feed without entries, when the archive last changed; never the time of asking."""
        last = [item["updateddate"] for item in self.items] + [when for _, when in self.feed["gone"]]
        return max(last, default=self.feed["made"])  # type: ignore[no-any-return]


def as_feed(page: Any) -> HttpResponse:
    whole = page.request.build_absolute_uri
    feed = Feed(
        title=f"{page.title_in_full} · Rostrum",
        link=whole(page.in_format("")),
        feed_url=whole(page.in_format(ATOM.name)),
        feed_guid=whole(page.in_format(ATOM.name)),
        description="",
        subtitle=gettext("New and changed records, the last first; %(most)d at most.") % {"most": MOST},
        author_name="Rostrum",
        feed_copyright="CC0 1.0",
        language=tag(str(get_language())),
        made=moment_of(page.edition),
        gone=[(_name(one, whole), one.changed_at) for one in page.gone[:MOST]],
    )
    for record in newest(page):
        feed.add_item(
            title=str(record),
            link=whole(record.get_absolute_url()),
            unique_id=_name(record, whole),
            updateddate=record.changed,
            description=escape(summary(record)),
            categories=[record._meta.model_name],
        )
    response = HttpResponse(content_type=f"{MEDIA_TYPE}; charset=utf-8")
    feed.write(response, "utf-8")
    return response


def _name(record: Any, whole: Callable[[str], str]) -> str:
    """What an entry is known by, whatever the language."""
    return whole(fixed_address(record.get_absolute_url))


ATOM = Format("atom", _("Feed (Atom)"), MEDIA_TYPE, as_feed, is_counted=False)


def newest(page: Any) -> list[Any]:
    """Of all kinds that the page tells of."""
    found = [record for selection in page.news for record in selection.newest(MOST)]
    return sorted(found, key=lambda record: record.changed, reverse=True)[:MOST]
