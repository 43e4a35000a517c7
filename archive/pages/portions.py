"""A portion of a record's rows: as many as a page shows, and how many there are in all.

Which those are is asked of the rows bare; what is told of each is joined and fetched for them alone.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet, Window
from django.db.models.functions import RowNumber
from django.http import Http404, HttpRequest
from django.utils.functional import cached_property

from archive.formats.plain import plain
from archive.identity.names import Form
from archive.languages import neutral
from archive.pages.page import ListPage, RecordPage, corrections

LISTED = 100  # facts of one kind on a page of a record
FEW = 10  # facts of one kind that a list tells of each record
LATER_PAGE = re.compile(r"[1-9][0-9]{0,4}")


# By what JSON calls them: the facts of a kind in their order, and the same with what is told of each.
Facts = Mapping[str, tuple[Any, QuerySet[Any]]]


@dataclass(frozen=True)
class Portion:
    """Some rows in their order, how many there are in all, and how many come after these."""

    rows: list[Any]
    total: int
    more: int

    @classmethod
    def all_of(cls, rows: list[Any]) -> "Portion":
        return cls(rows, len(rows), 0)

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
    total = found[0][1] if found else rows.count() if start else 0
    every = told.in_bulk([pk for pk, _ in found])
    return Portion([every[pk] for pk, _ in found], total, max(total - start - most, 0))


def first_of_each(records: list[Any], rows: QuerySet[Any], told: QuerySet[Any], most: int = FEW) -> dict[int, Portion]:
    """By the id of each record, the first few of its rows."""
    if not records:
        return {}
    whom = f"{records[0]._meta.model_name}__canonical"
    theirs = rows.filter(**{f"{whom}__in": records})
    placed = theirs.annotate(
        in_all=Window(Count("*"), partition_by=whom),
        place=Window(RowNumber(), partition_by=whom, order_by=[*map(str, rows.query.order_by)]),
    )
    found = placed.filter(place__lte=most).order_by(whom, "place").values_list(whom, "pk", "in_all")
    every = told.in_bulk([pk for _, pk, _ in found])
    firsts: dict[int, list[Any]] = defaultdict(list)
    totals = dict.fromkeys((record.pk for record in records), 0)
    for record, pk, total in found:
        firsts[record].append(every[pk])
        totals[record] = total
    return {pk: Portion(firsts[pk], total, total - len(firsts[pk])) for pk, total in totals.items()}


def each(rows: QuerySet[Any], told: QuerySet[Any]) -> list[Any]:
    """All of the rows, where they are few, each as `told` tells it."""
    found = list(rows.values_list("pk", flat=True))
    every = told.in_bulk(found)
    return [every[pk] for pk in found]


def facts_of(shown: Mapping[str, Any]) -> list[Any]:
    """The facts of every kind that are shown of a record."""
    return [fact for portion in shown["facts"].values() for fact in portion.rows]


class PortionedPage(RecordPage):
    """A record with the facts that tell of it: a hundred of each kind, and JSON goes on to the next."""

    citations: Any  # the manager of what prints the record's name
    stated: Callable[[], Facts]  # what tells of records of the kind
    told: Callable[..., dict[str, Any]]  # the record as JSON has it, by the names that reports print and by its facts

    @cached_property
    def facts(self) -> dict[str, Portion]:
        stated = type(self).stated().items()
        facts = {called: portion(rows.of(self.record), told, self.number) for called, (rows, told) in stated}
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

    def data(self) -> dict[str, Any]:
        goes_on = any(one.more for one in self.facts.values())
        here = self.request.path
        return {
            **type(self).told(self.record, [form.text for form in self.printed], self.facts),
            "next": self.request.build_absolute_uri(f"{here}{self.rest}") if goes_on else None,
            "corrections": [plain(one) for one in corrections(self.record)],
        }

    def context(self) -> dict[str, Any]:
        return {**super().context(), "facts": self.facts, "printed": self.printed, "rest": self.rest}


class PortionedList(ListPage):
    """Records with the facts that tell of them: a page of JSON has the first few of each kind, JSON Lines have all."""

    citations: Any
    stated: Callable[[], Facts]
    told: Callable[..., dict[str, Any]]

    def plain_rows(self, rows: list[Any]) -> list[dict[str, Any]]:
        facts = self.first_facts(rows)
        printed = self.citations.names_printed(rows) if self.tells("names") else {}
        return [type(self).told(row, printed.get(row.pk, []), facts[row.pk]) for row in rows]

    def first_facts(self, rows: list[Any]) -> dict[int, dict[str, Portion]]:
        """Of each record, by its id, the first few facts of the kinds that are to be told."""
        asked = {
            called: one for called, one in type(self).stated().items() if self.tells(called) or self.tells("counts")
        }
        found = {called: first_of_each(rows, *one) for called, one in asked.items()}
        return {row.pk: {called: firsts[row.pk] for called, firsts in found.items()} for row in rows}
