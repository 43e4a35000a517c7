"""Where a list finds the values that it can be narrowed by, and which of them a choice names."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import BooleanField, F, Func, Q, QuerySet, TextField, Value
from django.db.models.functions import Cast

UNKNOWN = "unknown"
SPAN = re.compile(r"(?P<first>[0-9]{0,4})\.\.(?P<last>[0-9]{0,4})")
LAST_YEAR = 9999


class Shared:
    """Plain data that every request reads and none changes: a copy of a filter keeps the original."""

    def __deepcopy__(self, memo: dict[int, Any]) -> "Shared":
        return self


@dataclass(frozen=True, eq=False)
class Subjects(Shared):
    """The rows that choices select; `record` is the way from one of them to the record listed."""

    rows: QuerySet[Any]
    record: str = "pk"


@dataclass(frozen=True, eq=False)
class Values(Shared):
    """Where a facet finds its values; `subject` is the way from a value row to its subject."""

    subjects: Subjects
    rows: QuerySet[Any]
    value: Any
    label: Any = None
    subject: str = "pk"

    def valued(self) -> QuerySet[Any]:
        """The rows that have a value and a subject."""
        rows = self.rows.alias(facet_value=_expression(self.value))
        return rows.exclude(Q(facet_value=None) | Q(facet_value="") | Q(**{f"{self.subject}__isnull": True}))

    def having(self, values: Any) -> Q:
        """The subjects that have one of the values, listed or selected by an expression."""
        if self.rows is self.subjects.rows and isinstance(self.value, str):
            return Q(**{f"{self.value}__in": values})
        return Q(pk__in=self.valued().filter(facet_value__in=values).values(self.subject))

    def lacking(self) -> Q:
        """The subjects that have no value at all."""
        return ~Q(pk__in=self.valued().values(self.subject))

    def shown(self) -> tuple[Any, Any]:
        """What a row gives: its value, and the label for it."""
        return text(self.value), text(self.label or self.value)

    @property
    def record(self) -> str:
        return "__".join(step for step in (self.subject, self.subjects.record) if step != "pk") or "pk"


@dataclass(frozen=True, eq=False)
class Years(Values):
    """Values that stand in an array of integers: each of them is one."""

    def valued(self) -> QuerySet[Any]:
        return self.rows.alias(facet_years=_expression(self.value)).exclude(facet_years=[])

    def having(self, values: Iterable[str]) -> Q:
        spans = [years for value in values if (years := years_of(value))]
        wanted = Value("{" + ",".join(f"[{years[0]},{years[-1]}]" for years in spans) + "}")
        within = Func(
            wanted,
            Func("facet_years", function="ANY"),
            template="(%(expressions)s)",
            arg_joiner="::int4multirange @> ",
            output_field=BooleanField(),
        )
        return Q(pk__in=self.valued().filter(within).values(self.subject))

    def shown(self) -> tuple[Any, Any]:
        year = text(Func(_expression(self.value), function="unnest"))
        return year, year


def years_of(value: str) -> range:
    """The years that a value names: 2024, or a span of them (2018..2023, 2018.., ..2023); none where it names none."""
    first, _, last = value.partition("..") if SPAN.fullmatch(value) else (value, "", value)
    if SPAN.fullmatch(f"{first}..{last}") and (first or last):
        return range(int(first or 0), int(last or LAST_YEAR) + 1)
    return range(0)


def _expression(value: Any) -> Any:
    return F(value) if isinstance(value, str) else value


def text(value: Any) -> Cast:
    return Cast(_expression(value), TextField())
