"""Facets worked out by the database: one statement counts them all."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING, Any

from django.db import connections
from django.db.models import BooleanField, ExpressionWrapper, F, Q, QuerySet, Value
from django.db.models.expressions import RawSQL

from archive.database.paging import Order, Ordered, Page, page
from archive.facets.facet import Facet
from archive.facets.tallies import Names, Tally
from archive.facets.values import UNKNOWN, Subjects, text

if TYPE_CHECKING:
    from archive.facets.sets import FacetSet

COUNTS = """
    WITH {sets} SELECT facet, value, min(label), count(DISTINCT record) FILTER (WHERE meets)
    FROM ({pairs}) AS pair (facet, value, label, record, meets) GROUP BY facet, value
"""
WITH_PARTS = """
    SELECT pair.facet, inside.whole, inside.label, pair.record, pair.meets
    FROM ({pairs}) AS pair (facet, value, label, record, meets) JOIN ({parts}) AS inside ON inside.part = pair.value
"""


class BySql:
    """What the choices of a list come to, by statements over the rows themselves."""

    def __init__(self, filters: "FacetSet") -> None:
        self.filters, self.facets, self.chosen = filters, filters.facets, filters.chosen

    @cached_property
    def offered(self) -> QuerySet[Any]:
        """The records that the plain filters leave."""
        return self.filters.plainly(self.filters.queryset.all())

    @property
    def rows(self) -> QuerySet[Any]:
        return self.offered.filter(self._records())

    @property
    def number(self) -> int:
        return self._counted[""][""][1] if self._counted[""] else 0

    def page(self, order: Order, size: int, **marks: str) -> Page:
        return page(Ordered(self.rows, order), size, **marks)

    @cached_property
    def tallies(self) -> dict[str, Tally]:
        return {name: self._tally(facet, self._counted[name]) for name, facet in self.facets.items()}

    def _tally(self, facet: Facet, counted: dict[str, tuple[str, int]]) -> Tally:
        names = Names({value: label for value, (label, _) in counted.items()}, latest_first=facet.latest_first)
        return Tally(facet, names, [counted[value][1] for value in names.values])

    @cached_property
    def _counted(self) -> dict[str, dict[str, tuple[str, int]]]:
        """By facet and value, the label and the count; under no facet's name, how many records are listed."""
        counted: dict[str, dict[str, tuple[str, int]]] = defaultdict(dict)
        for name, value, label, count in self._counts():
            counted[name][value] = label, count
        return counted

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
        named, none = NamedSets(), text(Value(""))
        listed = self.rows.order_by().values_list(none, none, none, F("pk"), _bool(Q(pk__isnull=False)))
        every = [_sql(listed)]
        for name, facet in self.facets.items():
            for pairs in self._pairs(name, named):
                sql, params = _sql(pairs)
                every.append((sql, params))
                if facet.wholes:
                    every.append((WITH_PARTS.format(pairs=sql, parts=facet.wholes.sql), params))
        sql = COUNTS.format(sets=named.sql, pairs=" UNION ALL ".join(sql for sql, _ in every))
        with connections[self.filters.queryset.db].cursor() as cursor:
            cursor.execute(sql, [*named.params, *chain.from_iterable(params for _, params in every)])
            return cursor.fetchall()

    def _pairs(self, name: str, named: "NamedSets") -> Iterator[QuerySet[Any]]:
        """Rows (facet, value, label, record, whether the other choices are met)."""
        facet, kind = self.facets[name], text(Value(name))
        for values in facet.values:
            meets = self._meeting(values.subjects, name, named)
            yield (
                values.valued()
                .order_by()
                .values_list(kind, *values.shown(), F(values.record), _bool(Q(**{f"{values.subject}__in": meets})))
            )
            if facet.unknown:
                unknown, record = text(Value(UNKNOWN)), F(values.subjects.record)
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


class Uncounted(BySql):
    """The rows alone: what is left where to count would take too long."""

    @property
    def number(self) -> None:  # type: ignore[override]
        return None

    @property
    def tallies(self) -> dict[str, Tally]:  # type: ignore[override]
        return {name: Tally(facet, Names({}), []) for name, facet in self.facets.items()}


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
