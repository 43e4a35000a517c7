"""A record's company: who had a part in the same events, and in how many."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Count, DateField, F, Model, QuerySet, Value, Window
from django.db.models.functions import Coalesce, RowNumber
from django.utils.functional import cached_property

Pair = tuple[int, int]  # another record and an event


@dataclass(frozen=True)
class Companion:
    """Another record, the number of events it shared, and the latest of them."""

    record: Any
    many: int
    events: list[Any]

    @property
    def more(self) -> int:
        return self.many - len(self.events)


@dataclass(frozen=True)
class Company:
    """Those that shared the most events with a record, and how many they are in all."""

    companions: list[Companion]
    total: int

    @property
    def more(self) -> int:
        return self.total - len(self.companions)


class TogetherQuerySet(QuerySet[Any]):
    """Facts that put a record (a person, an organization) into an event (a forum, a session)."""

    def company(self, record: Model, event: str, most: int, few: int) -> Company:
        return Together(self, record, event).company(most, few)


@dataclass(frozen=True)
class Together:
    """A record, and the facts that put others into its events: `event` is the column of the facts that names them."""

    facts: TogetherQuerySet
    record: Model
    event: str

    @cached_property
    def own(self) -> list[int]:
        """The record's events, asked for first: how many they are tells the database how to look for the others."""
        rows = self.facts.filter(**{self.who: self.record, f"{self.at}__isnull": False}).order_by()
        return list(rows.values_list(self.at, flat=True).distinct())

    @property
    def who(self) -> str:
        return f"{self.record._meta.model_name}__canonical"

    @property
    def at(self) -> str:
        return f"{self.event}__canonical"

    @property
    def events(self) -> QuerySet[Any]:
        """Events, with what their names and addresses take."""
        model: Any = self.facts.model._meta.get_field(self.event).related_model
        return model._default_manager.select_related(*model.ABOUT)  # type: ignore[no-any-return]

    def sharing(self, *, only: Collection[int] | None = None) -> QuerySet[Any]:
        """Rows {record, many} of the others in the record's events, or of some of them; those with the most first."""
        shared = self._beside(only).values(self.who).annotate(many=Count(self.at, distinct=True))
        return shared.order_by("-many", f"{self.who}__sort_name", self.who)

    def sharing_which(self) -> QuerySet[Any]:
        """Rows as those of `sharing`, each with the ids of the events."""
        return self.sharing().annotate(events=ArrayAgg(self.at, distinct=True, default=[]))

    def company(self, most: int, few: int, after: int = 0) -> Company:
        """The first of those who share events with the record, each with a few events; five queries."""
        rows = list(self.sharing().annotate(total=Window(Count("*")))[after : after + most])
        many, total = {row[self.who]: row["many"] for row in rows}, rows[0]["total"] if rows else 0
        others, latest = type(self.record)._default_manager.in_bulk(many), self._latest(many, few)
        return Company([Companion(others[pk], count, latest[pk]) for pk, count in many.items()], total)

    def pairs(self, others: Collection[int]) -> Iterator[Pair]:
        """Each of the others with each event shared, the latest first."""
        rows = self._events_of(others).order_by("-day", f"-{self.at}")
        return ((who, at) for who, at, _ in rows)

    def _latest(self, others: Collection[int], few: int) -> dict[int, list[Any]]:
        place = Window(RowNumber(), partition_by=self.who, order_by=(F("day").desc(), F(self.at).desc()))
        rows = self._events_of(others).annotate(place=place).filter(place__lte=few)
        pairs = [row[:2] for row in rows.order_by(self.who, "place")]
        found = self.events.in_bulk({pk for _, pk in pairs})
        return {pk: [found[one] for _, one in same] for pk, same in groupby(pairs, key=lambda pair: pair[0])}

    def _events_of(self, others: Collection[int]) -> QuerySet[Any]:
        """Rows (other, event, its day), each once."""
        day = Coalesce(f"{self.at}__earliest", f"{self.at}__latest", Value(date.min), output_field=DateField())
        rows = self._beside(others).annotate(day=day).values_list(self.who, self.at, "day")
        return rows.alias(many=Count("pk"))

    def _beside(self, only: Collection[int] | None) -> QuerySet[Any]:
        """The facts that put others into the record's events."""
        there = self.facts.filter(**{f"{self.at}__in": self.own}).order_by()
        return there.exclude(**{self.who: self.record}) if only is None else there.filter(**{f"{self.who}__in": only})
