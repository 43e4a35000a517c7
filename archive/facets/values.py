"""Where a list finds the values that it can be narrowed by, and which of them a choice names."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
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
    """The rows that choices select; `record` is the way from one of them to the record listed.

    `touched` has, for each kind of notes on changes, the ways from a row to what is noted: these rows may have other
    values than before, as may those whose own ids are noted. Without it, it is not known which may.
    """

    rows: QuerySet[Any]
    record: str = "pk"
    touched: Mapping[str, str] | None = None

    @property
    def kind(self) -> str:
        """What notes call the rows themselves."""
        return str(self.rows.model._meta.db_table)

    def among(self, ids: Sequence[int]) -> "Subjects":
        return replace(self, rows=self.rows.filter(pk__in=ids))


@dataclass(frozen=True, eq=False)
class Values(Shared):
    """Where a facet finds its values; `subject` is the way from a value row to its subject."""

    subjects: Subjects
    rows: QuerySet[Any]
    value: Any
    label: Any = None
    subject: str = "pk"

    def among(self, subjects: Sequence[int]) -> "Values":
        return replace(self, rows=self.rows.filter(**{f"{self.subject}__in": subjects}))

    def still(self, values: Any) -> set[str]:
        """Those of the values, listed or selected by an expression, that some row has."""
        found = self.valued().order_by().filter(facet_value__in=values)
        return set(found.values_list(text(self.value), flat=True).distinct())

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

    def still(self, values: Iterable[str]) -> set[str]:
        return {value for value in values if self.valued().filter(self._within([value])).exists()}

    def valued(self) -> QuerySet[Any]:
        return self.rows.alias(facet_years=_expression(self.value)).exclude(facet_years=[])

    def having(self, values: Iterable[str]) -> Q:
        return Q(pk__in=self.valued().filter(self._within(values)).values(self.subject))

    def _within(self, values: Iterable[str]) -> Func:
        spans = [years for value in values if (years := years_of(value))]
        wanted = Value("{" + ",".join(f"[{years[0]},{years[-1]}]" for years in spans) + "}")
        return Func(
            wanted,
            Func("facet_years", function="ANY"),
            template="(%(expressions)s)",
            arg_joiner="::int4multirange @> ",
            output_field=BooleanField(),
        )

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
