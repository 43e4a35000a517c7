"""A record's company: who had a part in the same events, and in how many."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Count, Model, QuerySet


@dataclass(frozen=True)
class Companion:
    """Another record, and the events it shared."""

    record: Any
    events: list[Any]


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
        """Rows {record, many, events} of the others in the record's events; those with the most first."""
        who, at = f"{record._meta.model_name}__canonical", f"{event}__canonical"
        own = self.filter(**{who: record, f"{at}__isnull": False}).values(at)
        others = self.filter(**{f"{at}__in": own}).exclude(**{who: record}).order_by().values(who)
        shared = others.annotate(many=Count(at, distinct=True), events=ArrayAgg(at, distinct=True, default=[]))
        return shared.order_by("-many", f"{who}__sort_name", who)

    def company(self, record: Model, event: str, most: int | None = None) -> Company:
        """The first of those who share events with the record; four queries, whatever their number."""
        rows, who = self.sharing(record, event), f"{record._meta.model_name}__canonical"
        listed = list(rows[:most])
        others = type(record)._default_manager.in_bulk([row[who] for row in listed])
        events = self._events(event).in_bulk({pk for row in listed for pk in row["events"]})
        companions = [Companion(others[row[who]], latest_first(events[pk] for pk in row["events"])) for row in listed]
        return Company(companions, rows.count() if most is not None else len(companions))

    def _events(self, event: str) -> QuerySet[Any]:
        model: Any = self.model._meta.get_field(event).related_model
        return model._default_manager.select_related(*model.ABOUT)  # type: ignore[no-any-return]


def latest_first(events: Iterable[Any]) -> list[Any]:
    return sorted(events, key=lambda event: (event.day, event.pk), reverse=True)
