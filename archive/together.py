"""Pages that show a record's company: as a graph, as a table, as JSON and as a spreadsheet."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.functional import cached_property
from django.utils.translation import gettext

from archive.company import Companion, Company, TogetherQuerySet, latest_first
from archive.graphs import Graph, Node, graph
from archive.languages import fixed_address
from archive.pages import RecordPage
from archive.spreadsheets import spreadsheet


class TogetherPage(RecordPage):
    """A record's company: drawn, as a table, as JSON and as a spreadsheet."""

    facts: TogetherQuerySet
    template_name = "together.html"
    drawn, shown = 24, 100

    def get(self, request: HttpRequest, **where: str) -> HttpResponse:
        response = super().get(request, **where)
        if response.status_code == 200 and self.is_csv:
            return spreadsheet(f"{self.record.slug}-co-appearances", self.table())
        return response

    def address(self, record: Any) -> str:
        return f"{record.get_absolute_url()}co-appearances/"

    @property
    def is_csv(self) -> bool:
        return self.request.GET.get("format") == "csv"

    @cached_property
    def company(self) -> Company:
        """All of it for machines, its first part for a page."""
        return self.facts.company(self.record, "forum", None if self.is_json or self.is_csv else self.shown)

    @cached_property
    def sessions(self) -> dict[int, int]:
        """How many sessions each shared."""
        who = f"{self.record._meta.model_name}__canonical"
        return {row[who]: row["many"] for row in self.facts.sharing(self.record, "session")}

    def table(self) -> list[list[Any]]:
        address = self.request.build_absolute_uri
        head = [gettext("Name"), gettext("Address"), gettext("Forums"), gettext("Sessions"), gettext("Which forums")]
        rows = [
            [
                one.record.name,
                address(fixed_address(one.record.get_absolute_url)),
                len(one.events),
                self.sessions.get(one.record.pk, 0),
                "; ".join(forum.name for forum in one.events),
            ]
            for one in self.company.companions
        ]
        return [head, *rows]

    def data(self) -> dict[str, Any]:
        results = [
            {
                "slug": one.record.slug,
                "name": one.record.name,
                "forums": [forum.slug for forum in one.events],
                "sessions": self.sessions.get(one.record.pk, 0),
            }
            for one in self.company.companions
        ]
        return {"slug": self.record.slug, "name": self.record.name, "count": len(results), "results": results}

    def beside(self, record: Any) -> dict[str, Any]:
        companions = self.company.companions
        return {
            "rows": [(one, self.sessions.get(one.record.pk, 0)) for one in companions],
            "company": self.company,
            "graph": drawing(companions[: self.drawn]),
        }


def drawing(companions: list[Companion]) -> Graph:
    """Forums on the left, those who were there on the right."""
    forums = {forum.pk: forum for one in companions for forum in one.events}
    left = [_node(forum) for forum in latest_first(forums.values())]
    right = [_node(one.record) for one in companions]
    ends = [(forum.get_absolute_url(), one.record.get_absolute_url()) for one in companions for forum in one.events]
    return graph(left, right, ends)


def _node(record: Any) -> Node:
    """With the note that tells a record from its namesakes, where it has one."""
    note = getattr(record, "note", "")
    name = gettext("%(name)s (%(note)s)") % {"name": record.name, "note": note} if note else record.name
    return Node(name, record.get_absolute_url())
