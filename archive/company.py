"""A record's company: who had a part in the same events, and in how many."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Count, DateField, F, Model, QuerySet, Value, Window
from django.db.models.functions import Coalesce, RowNumber

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

    def sharing(self, record: Model, event: str) -> "TogetherQuerySet":
        """Rows {record, many} of the others in the record's events; those with the most first."""
        who, at = _ways(record, event)
        shared = self._beside(record, event).values(who).annotate(many=Count(at, distinct=True))
        return shared.order_by("-many", f"{who}__sort_name", who)

    def sharing_which(self, record: Model, event: str) -> "TogetherQuerySet":
        """Rows as those of `sharing`, each with the ids of the events."""
        return self.sharing(record, event).annotate(events=ArrayAgg(_ways(record, event)[1], distinct=True, default=[]))

    def company(self, record: Model, event: str, most: int, few: int, *, after: int = 0) -> Company:
        """The first of those who share events with the record, each with a few events; four queries."""
        who, _ = _ways(record, event)
        rows = self.sharing(record, event).annotate(total=Window(Count("*")))[after : after + most]
        many, total = {row[who]: row["many"] for row in rows}, max((row["total"] for row in rows), default=0)
        others = type(record)._default_manager.in_bulk(many)
        latest = self._latest(record, event, many, few)
        companions = [Companion(others[pk], count, latest.get(pk, [])) for pk, count in many.items()]
        return Company(companions, total)

    def pairs(self, record: Model, event: str, others: Collection[int]) -> Iterator[Pair]:
        """Each of the others with each event shared, the latest first."""
        rows = self._events_of(record, event, others).order_by("-day", f"-{_ways(record, event)[1]}")
        return ((who, at) for who, at, _ in rows)

    def events(self, event: str) -> QuerySet[Any]:
        """The events, with what their names and addresses take."""
        model: Any = self.model._meta.get_field(event).related_model
        return model._default_manager.select_related(*model.ABOUT)  # type: ignore[no-any-return]

    def _latest(self, record: Model, event: str, others: Collection[int], few: int) -> dict[int, list[Any]]:
        who, at = _ways(record, event)
        place = Window(RowNumber(), partition_by=who, order_by=(F("day").desc(), F(at).desc()))
        rows = self._events_of(record, event, others).annotate(place=place).filter(place__lte=few)
        pairs = [row[:2] for row in rows.order_by(who, "place")]
        found = self.events(event).in_bulk({pk for _, pk in pairs})
        return {pk: [found[one] for _, one in same] for pk, same in groupby(pairs, key=lambda pair: pair[0])}

    def _events_of(self, record: Model, event: str, others: Collection[int]) -> "TogetherQuerySet":
        """Rows (other, event, its day), each once."""
        who, at = _ways(record, event)
        day = Coalesce(f"{at}__earliest", f"{at}__latest", Value(date.min), output_field=DateField())
        theirs = self._beside(record, event).filter(**{f"{who}__in": others})
        return theirs.annotate(day=day).values_list(who, at, "day").alias(many=Count("pk"))

    def _beside(self, record: Model, event: str) -> "TogetherQuerySet":
        """The facts that put others into the record's events."""
        who, at = _ways(record, event)
        own = self.filter(**{who: record, f"{at}__isnull": False}).values(at)
        return self.filter(**{f"{at}__in": own}).exclude(**{who: record}).order_by()


def _ways(record: Model, event: str) -> tuple[str, str]:
    return f"{record._meta.model_name}__canonical", f"{event}__canonical"
