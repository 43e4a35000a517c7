"""Pages that show a record's company: as a graph, as a table, as JSON and as a spreadsheet."""

from collections import Counter
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from archive.formats.format import JSON, Format
from archive.formats.previews import Preview
from archive.formats.spreadsheets import spreadsheet
from archive.languages import fixed_address
from archive.pages.company import Company, Pair, Together, TogetherQuerySet
from archive.pages.graphs import MOST, Graph, Node, graph
from archive.pages.page import WHAT_IT_IS, RecordPage
from archive.pages.portions import LISTED, paged


def as_spreadsheet(page: "TogetherPage") -> HttpResponse:
    return spreadsheet(f"{page.record.slug}-co-appearances", page.table())


CSV = Format("csv", _("Spreadsheet (CSV)"), "text/csv", as_spreadsheet)


class TogetherPage(RecordPage):
    """A record's company: drawn, as a table, as JSON and as a spreadsheet."""

    formats = (JSON, CSV)
    facts: TogetherQuerySet
    template_name = "together.html"
    drawn, shown, few = 24, LISTED, 10

    def address(self, record: Any) -> str:
        return f"{record.get_absolute_url()}co-appearances/"

    @property
    def preview(self) -> Preview:
        return Preview(gettext(WHAT_IT_IS))

    @property
    def number(self) -> int:
        return paged(self.request)

    def together(self, event: str) -> Together:
        return Together(self.facts, self.record, event)

    @cached_property
    def forums(self) -> Together:
        return self.together("forum")

    @cached_property
    def company(self) -> Company:
        """A hundred of it, each with some forums: a few for a page, a hundred for machines."""
        few = self.shown if self.format else self.few
        found = self.forums.company(self.shown, few, after=(self.number - 1) * self.shown)
        if self.number > 1 and not found.companions:
            raise Http404
        return found

    @cached_property
    def sessions(self) -> dict[int, int]:
        """How many sessions each shared: each of those shown, or of all."""
        shown = None if self.format == CSV else [one.record.pk for one in self.company.companions]
        together = self.together("session")
        return {row[together.who]: row["many"] for row in together.sharing(only=shown)}

    def table(self) -> list[list[Any]]:
        """All of it, with the names of all forums."""
        rows = list(self.forums.sharing_which())
        others = type(self.record)._default_manager.in_bulk([row[self.forums.who] for row in rows])
        events = self.forums.events.in_bulk(self.forums.own)
        ordered = sorted(events.values(), key=lambda event: (event.day, event.pk), reverse=True)
        place = {event.pk: number for number, event in enumerate(ordered)}
        head = [gettext("Name"), gettext("Address"), gettext("Forums"), gettext("Sessions"), gettext("Which forums")]
        shared = ((others[row[self.forums.who]], sorted(row["events"], key=place.__getitem__)) for row in rows)
        return [head, *(self._line(other, which, events) for other, which in shared)]

    def _line(self, other: Any, shared: list[int], events: dict[int, Any]) -> list[Any]:
        address = self.request.build_absolute_uri(fixed_address(other.get_absolute_url))
        names = "; ".join(events[pk].name for pk in shared)
        return [other.name, address, len(shared), self.sessions.get(other.pk, 0), names]

    def data(self) -> dict[str, Any]:
        company = self.company
        results = [
            {
                "slug": one.record.slug,
                "name": one.record.name,
                "forums": [forum.slug for forum in one.events],
                "more_forums": one.more,
                "sessions": self.sessions.get(one.record.pk, 0),
            }
            for one in company.companions
        ]
        seen = (self.number - 1) * self.shown + len(results)
        rest = f"{self.request.path}?format=json&page={self.number + 1}"
        return {
            "slug": self.record.slug,
            "name": self.record.name,
            "count": company.total,
            "next": self.request.build_absolute_uri(rest) if seen < company.total else None,
            "results": results,
        }

    def beside(self, record: Any) -> dict[str, Any]:
        companions = self.company.companions
        drawn = {one.record.pk: one.record for one in companions[: self.drawn]}
        return {
            "rows": [(one, self.sessions.get(one.record.pk, 0)) for one in companions],
            "company": self.company,
            "graph": drawing(drawn, list(self.forums.pairs(list(drawn))), self.forums.events),
        }


def drawing(right: dict[int, Any], pairs: list[Pair], events: QuerySet[Any]) -> Graph:
    """Those of the forums with the most curves on the left, those who were there on the right."""
    many = Counter(event for _, event in pairs)
    kept = sorted(many, key=lambda event: -many[event])[:MOST]
    found = events.in_bulk(kept)
    left = [_node(found[pk]) for pk in many if pk in found]
    at, who_at = ({pk: one.get_absolute_url() for pk, one in those.items()} for those in (found, right))
    ends = [(at[pk], who_at[who]) for who, pk in pairs if pk in found]
    return graph(left, [_node(one) for one in right.values()], ends, left_out=len(many) - len(left))


def _node(record: Any) -> Node:
    """With the note that tells a record from its namesakes, where it has one."""
    note = getattr(record, "note", "")
    name = gettext("%(name)s (%(note)s)") % {"name": record.name, "note": note} if note else record.name
    return Node(name, record.get_absolute_url())
