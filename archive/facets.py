"""Facets: what a list can be narrowed by, with exact counts.

A *value row* (a location, a capacity…) ties a *subject*, the row that choices select (a forum, an appearance), to a
value; and the subject leads to the *record* that is listed. Values of one facet are OR, facets are AND, a value can
be excluded (`-ccpit`), what is not known is a value too (`unknown`), and where values have parts, so is a value with
all its parts (`ccpit*`). Facets that share their subjects must be met
by one and the same subject: organization and year on speakers mean one appearance, not two. A count says how many
distinct records would be listed if that value were the facet's only choice and all other facets stayed as they are.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import Any

import django_filters
from django import forms
from django.db import connections
from django.db.models import BooleanField, ExpressionWrapper, F, Func, Q, QuerySet, TextField, Value
from django.db.models.expressions import RawSQL
from django.db.models.functions import Cast
from django.utils.functional import Promise
from django.utils.translation import gettext

from archive.trees import WHOLE, Wholes

UNKNOWN = "unknown"
BESIDE = {"after", "before", "format", "sort", "from", "to"}
SPAN = re.compile(r"(?P<first>[0-9]{0,4})\.\.(?P<last>[0-9]{0,4})")
LAST_YEAR = 9999
COUNTS = """
    WITH {sets} SELECT facet, value, min(label), count(DISTINCT record) FILTER (WHERE meets)
    FROM ({pairs}) AS pair (facet, value, label, record, meets) GROUP BY facet, value
"""
WITH_PARTS = """
    SELECT pair.facet, inside.whole, inside.label, pair.record, pair.meets
    FROM ({pairs}) AS pair (facet, value, label, record, meets) JOIN ({parts}) AS inside ON inside.part = pair.value
"""


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
        return _text(self.value), _text(self.label or self.value)

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
        year = _text(Func(_expression(self.value), function="unnest"))
        return year, year


def find(facet: str) -> str:
    """What the address calls the words that a facet's values are looked up by."""
    return f"find-{facet}"


def years_of(value: str) -> range:
    """The years that a value names: 2024, or a span of them (2018..2023, 2018.., ..2023); none where it names none."""
    first, _, last = value.partition("..") if SPAN.fullmatch(value) else (value, "", value)
    if SPAN.fullmatch(f"{first}..{last}") and (first or last):
        return range(int(first or 0), int(last or LAST_YEAR) + 1)
    return range(0)


def _expression(value: Any) -> Any:
    return F(value) if isinstance(value, str) else value


def _text(value: Any) -> Cast:
    return Cast(_expression(value), TextField())


@dataclass(frozen=True)
class Chosen:
    """The values of one facet that the address names."""

    included: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.included or self.excluded)

    def __iter__(self) -> Iterator[str]:
        return iter((*self.included, *self.excluded))

    def toggled(self, value: str) -> "Chosen":
        return self.without(value) if value in self else Chosen((*self.included, value), self.excluded)

    def barring(self, value: str) -> "Chosen":
        rest = self.without(value)
        return rest if value in self.excluded else Chosen(rest.included, (*rest.excluded, value))

    def exchanged(self, value: str, other: str) -> "Chosen":
        rest = self.without(value).without(other)
        return Chosen((*rest.included, other), rest.excluded)

    def without(self, value: str) -> "Chosen":
        return Chosen(*(tuple(kept for kept in part if kept != value) for part in (self.included, self.excluded)))

    def in_address(self) -> list[str]:
        return [*sorted(self.included), *(f"-{value}" for value in sorted(self.excluded))]


def _printable(text: str) -> str:
    """The database refuses some characters, and no value has them."""
    return "".join(character if character.isprintable() else "\N{REPLACEMENT CHARACTER}" for character in text)


class ChosenField(forms.Field):
    widget = forms.MultipleHiddenInput

    def clean(self, value: Any) -> Chosen:
        texts = dict.fromkeys(_printable(text) for text in value or () if text.strip("-"))
        return Chosen(
            tuple(text for text in texts if not text.startswith("-")),
            tuple(text[1:] for text in texts if text.startswith("-")),
        )


class Facet(django_filters.Filter):
    """A filter with counted values.

    `names` gives the values of a controlled list their labels, `unknown` labels what has no value, `wholes` adds
    values that stand for a record with all its parts, and `moved` is a queryset of records with a slug and a canonical
    record, so that an address with a merged record's slug goes on.
    """

    field_class = ChosenField

    def __init__(
        self,
        *values: Values,
        names: Any = (),
        unknown: str | Promise = "",
        latest_first: bool = False,
        wholes: Wholes | None = None,
        moved: QuerySet[Any] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        self.values, self.names, self.unknown = values, dict(names), unknown
        self.latest_first, self.wholes, self.moved = latest_first, wholes, moved

    @property
    def subjects(self) -> tuple[Subjects, ...]:
        return tuple(values.subjects for values in self.values)

    def selecting(self, subjects: Subjects, chosen: Chosen) -> Q:
        """The subjects that have a value included and none excluded."""
        values = next(values for values in self.values if values.subjects is subjects)
        included = self._having(values, chosen.included) if chosen.included else Q()
        return included & ~self._having(values, chosen.excluded) if chosen.excluded else included

    def _having(self, values: Values, wanted: tuple[str, ...]) -> Q:
        having = values.having(wanted)
        if self.wholes and any(value.endswith(WHOLE) for value in wanted):
            having |= values.having(self.wholes.parts(wanted))
        return having | values.lacking() if self.unknown and UNKNOWN in wanted else having

    @property
    def has_years(self) -> bool:
        return any(isinstance(values, Years) for values in self.values)

    def is_among(self, value: str, known: Iterable[str]) -> bool:
        """Whether a value is known, or spans one that is."""
        known, years = set(known), years_of(value) if self.has_years else ()
        return value in known or any(int(one) in years for one in known if years and one.isdecimal())

    def label_of(self, value: str, label: str) -> str:
        if self.has_years and (span := SPAN.fullmatch(value)):
            first, last = span["first"] or gettext("the first"), span["last"] or gettext("the last")
            return gettext("%(first)s to %(last)s") % {"first": first, "last": last}
        if self.wholes and value.endswith(WHOLE):
            return self.wholes.words % {"whole": label.removesuffix(WHOLE)}
        return str(self.unknown if self.unknown and value == UNKNOWN else self.names.get(value, label))


class Named(django_filters.CharFilter):
    """The records with these words in a name."""

    def filter(self, qs: QuerySet[Any], value: str | None) -> QuerySet[Any]:
        return qs.matching(value) if value else qs  # type: ignore[attr-defined]


@dataclass(frozen=True)
class Counted:
    """A value that some record has, and how many of those offered have it under all other choices."""

    value: str
    label: str
    count: int


class FacetSet(django_filters.FilterSet):
    """The facets and plain filters of one list. `words` says how choices combine, where that needs saying."""

    words = ""

    @cached_property
    def facets(self) -> dict[str, Facet]:
        return {name: one for name, one in self.filters.items() if isinstance(one, Facet)}

    @cached_property
    def cleaned(self) -> dict[str, Any]:
        self.form.full_clean()
        return dict(self.form.cleaned_data)

    @cached_property
    def chosen(self) -> dict[str, Chosen]:
        return {name: self.cleaned[name] for name in self.facets}

    @cached_property
    def offered(self) -> QuerySet[Any]:
        """The records that the plain filters leave."""
        records = self.queryset.all()
        for name in self.filters.keys() - self.facets.keys():
            records = self.filters[name].filter(records, self.cleaned.get(name))
        return records

    @property
    def qs(self) -> QuerySet[Any]:
        return self.offered.filter(self._records())

    @cached_property
    def counted(self) -> dict[str, list[Counted]]:
        """The values of every facet, most records first, by one query for all."""
        values: dict[str, list[Counted]] = {name: [] for name in self.facets}
        for name, value, label, count in self._counts():
            values[name].append(Counted(value, self.facets[name].label_of(value, label), count))
        for name, facet in self.facets.items():
            values[name].sort(key=_latest_first if facet.latest_first else _most_first)
        return values

    def _records(self, *, beside: tuple[Subjects, ...] = ()) -> Q:
        """The records that meet the choices, but for those on the subjects named."""
        groups = {self.facets[name].subjects for name, chosen in self.chosen.items() if chosen} - {beside}
        return Q(*(self._records_of(group) for group in groups))

    def _records_of(self, group: tuple[Subjects, ...]) -> Q:
        met = Q()
        for subjects in group:
            conditions = self._conditions(subjects, group)
            is_record = subjects.record == "pk"
            met |= Q(*conditions) if is_record else Q(pk__in=subjects.rows.filter(*conditions).values(subjects.record))
        return met

    def _conditions(self, subjects: Subjects, group: tuple[Subjects, ...], *, without: str = "") -> list[Q]:
        """What the choices of a group ask of its subjects, but for one facet's."""
        return [
            self.facets[name].selecting(subjects, chosen)
            for name, chosen in self.chosen.items()
            if chosen and name != without and self.facets[name].subjects == group
        ]

    def _counts(self) -> list[tuple[str, str, str, int]]:
        named, every = NamedSets(), []
        for name, facet in self.facets.items():
            for pairs in self._pairs(name, named):
                sql, params = _sql(pairs)
                every.append((sql, params))
                if facet.wholes:
                    every.append((WITH_PARTS.format(pairs=sql, parts=facet.wholes.sql), params))
        sql = COUNTS.format(sets=named.sql, pairs=" UNION ALL ".join(sql for sql, _ in every))
        with connections[self.queryset.db].cursor() as cursor:
            cursor.execute(sql, [*named.params, *chain.from_iterable(params for _, params in every)])
            return cursor.fetchall()

    def _pairs(self, name: str, named: "NamedSets") -> Iterator[QuerySet[Any]]:
        """Rows (facet, value, label, record, whether the other choices are met)."""
        facet, kind = self.facets[name], _text(Value(name))
        for values in facet.values:
            meets = self._meeting(values.subjects, name, named)
            yield (
                values.valued()
                .order_by()
                .values_list(kind, *values.shown(), F(values.record), _bool(Q(**{f"{values.subject}__in": meets})))
            )
            if facet.unknown:
                unknown, record = _text(Value(UNKNOWN)), F(values.subjects.record)
                without = values.subjects.rows.filter(values.lacking()).order_by()
                yield without.values_list(kind, unknown, unknown, record, _bool(Q(pk__in=meets)))

    def _meeting(self, subjects: Subjects, name: str, named: "NamedSets") -> RawSQL:
        """The subjects that meet every choice but those of the facet named: the same for all facets without choices."""
        group, without = self.facets[name].subjects, name if self.chosen[name] else ""

        def records() -> QuerySet[Any]:
            return self.offered.filter(self._records(beside=group))

        def meeting() -> QuerySet[Any]:
            offered = Q(**{f"{subjects.record}__in": named.get((group,), records)})
            return subjects.rows.filter(offered, *self._conditions(subjects, group, without=without))

        return named.get((group, subjects, without), meeting)

    @cached_property
    def unmet(self) -> dict[str, list[str]]:
        """The values chosen that no record has, by facet."""
        known = {name: {one.value for one in values} for name, values in self.counted.items()}
        return {
            name: missing
            for name, chosen in self.chosen.items()
            if (missing := [value for value in chosen if not self.facets[name].is_among(value, known[name])])
        }

    @cached_property
    def wider(self) -> dict[tuple[str, str], Counted]:
        """The values chosen that nothing has itself while something has a part of it, each with that wider value."""
        return {
            (name, value): wider
            for name, chosen in self.chosen.items()
            for value in chosen.included
            if not self._count(name, value) and (wider := self._found(name, value + WHOLE)) and wider.count
        }

    def _found(self, name: str, value: str) -> Counted | None:
        return next((one for one in self.counted[name] if one.value == value), None)

    def _count(self, name: str, value: str) -> int:
        found = self._found(name, value)
        return found.count if found else 0

    @property
    def messages(self) -> list[str]:
        """What in the address is not understood, and what was done about it."""
        strange = sorted(set(self.data) - set(self.filters) - {find(name) for name in self.facets} - BESIDE)
        return [
            *(gettext("This list has no filter “%(name)s”: it was ignored.") % {"name": name} for name in strange),
            *(
                gettext("Nothing here has the %(name)s “%(value)s”.") % {"name": name, "value": value}
                for name, values in self.unmet.items()
                for value in values
                if (name, value) not in self.wider
            ),
            *(
                gettext("Nothing here has the %(name)s “%(value)s” itself; the choice “%(wider)s” finds %(many)d.")
                % {"name": name, "value": value, "wider": wider.value, "many": wider.count}
                for (name, value), wider in self.wider.items()
            ),
            *(
                gettext("The filter “%(name)s” was ignored: %(why)s") % {"name": name, "why": " ".join(errors)}
                for name, errors in self.form.errors.items()
            ),
        ]


class NamedSets:
    """Sets of ids that one statement works out once and reads in many places."""

    def __init__(self) -> None:
        self.names: dict[Any, str] = {}
        self.parts: list[str] = []
        self.params: list[Any] = []

    @property
    def sql(self) -> str:
        return ", ".join(self.parts)

    def get(self, key: Any, rows: Callable[[], QuerySet[Any]]) -> RawSQL:
        """The set of this key, made of the rows where it is not there yet."""
        if key not in self.names:
            sql, params = _sql(rows().order_by().values("pk"))
            self.names[key] = name = f"set_{len(self.names)}"
            self.parts.append(f"{name} (id) AS MATERIALIZED ({sql})")
            self.params += params
        return RawSQL(f"SELECT id FROM {self.names[key]}", ())  # noqa: S608, S611


def _sql(rows: QuerySet[Any]) -> tuple[str, list[Any]]:
    sql, params = rows.query.get_compiler(connection=connections[rows.db]).as_sql()
    return sql, list(params)


def _bool(condition: Q) -> ExpressionWrapper:
    return ExpressionWrapper(condition, output_field=BooleanField())


def _latest_first(one: Counted) -> tuple[bool, int]:
    return (one.value == UNKNOWN, -int(one.value) if one.value.isdecimal() else 0)


def _most_first(one: Counted) -> tuple[bool, int, str]:
    return (one.value == UNKNOWN, -one.count, one.label.casefold())
