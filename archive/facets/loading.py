"""Columns are loaded from the database: each kind of row once, in bulk."""

from collections.abc import Mapping
from typing import Any

import numpy as np
from django.db import connections
from django.db.models import F, QuerySet

from archive.database.paging import Order
from archive.facets import arrays
from archive.facets.columns import Columns, Group, Pairs, codes
from archive.facets.facet import Facet
from archive.facets.sets import FacetSet
from archive.facets.tallies import Array, Names
from archive.facets.values import UNKNOWN, Subjects
from archive.trees import Wholes


def load(filters: type[FacetSet], queryset: QuerySet[Any], orders: Mapping[str, Order], edition: int) -> Columns:
    """The columns of a list as they are in the snapshot of the transaction around."""
    return Loading(filters, queryset).columns(orders, edition)


class Loading:
    def __init__(self, filters: type[FacetSet], queryset: QuerySet[Any]) -> None:
        self.queryset, self.listed = queryset, filters.listed.rows.order_by()
        self.facets = {name: one for name, one in filters.base_filters.items() if isinstance(one, Facet)}
        self.plain = {name: one for name, one in filters.base_filters.items() if hasattr(one, "outcomes")}
        self.ids = np.sort(arrays.ids(self.listed.values("pk")))
        self.groups = {group: Numbering(group, self.ids) for group in {one.subjects for one in self.facets.values()}}

    def columns(self, orders: Mapping[str, Order], edition: int) -> Columns:
        return Columns(
            edition,
            self.ids,
            {group: numbering.record for group, numbering in self.groups.items()},
            {name: self.pairs(facet) for name, facet in self.facets.items()},
            {order: self.in_order(order) for order in orders.values()},
            {name: {one: self.left_by(plain, one) for one in plain.outcomes} for name, plain in self.plain.items()},
        )

    def in_order(self, order: Order) -> Array:
        found = arrays.ids(order.put(self.queryset).values_list("pk"))
        return np.searchsorted(self.ids, found).astype(np.int32)

    def left_by(self, plain: Any, outcome: Any) -> Array:
        """A mask of the records that a plain filter leaves."""
        mask = np.zeros(len(self.ids) + 1, dtype=bool)
        mask[np.searchsorted(self.ids, arrays.ids(plain.filter(self.listed, outcome).values("pk")))] = True
        return mask

    def pairs(self, facet: Facet) -> Pairs:
        numbering, parts = self.groups[facet.subjects], []
        for values in facet.values:
            rows = values.valued().order_by().values_list(F(values.subject), *values.shown())
            labels, many, ids = arrays.by_value(rows)
            parts.append((labels, many, numbering.codes(values.subjects, ids)))
        return Pairing(facet, parts, len(numbering.record)).pairs()


class Numbering:
    """The subjects of a group, numbered in the order of their records."""

    def __init__(self, group: Group, records: Array) -> None:
        loaded = [self._load(subjects) for subjects in group]
        record = np.concatenate([codes(records, found) for _, found in loaded])
        order = np.argsort(record, kind="stable")
        self.record = record[order].astype(np.int32)
        code = np.empty(len(order), dtype=np.int32)
        code[order] = np.arange(len(order), dtype=np.int32)
        parts = np.split(code, np.cumsum([len(ids) for ids, _ in loaded])[:-1])
        self._of = {one: (ids, part) for one, (ids, _), part in zip(group, loaded, parts, strict=True)}

    def _load(self, subjects: Subjects) -> tuple[Array, Array]:
        ids, records = arrays.pairs(subjects.rows.order_by().values_list("pk", subjects.record))
        order = np.argsort(ids)
        return ids[order], records[order]

    def codes(self, subjects: Subjects, ids: Array) -> Array:
        """The codes of subjects by id; −1 for what is none."""
        known, code = self._of[subjects]
        places = codes(known, ids)
        return np.append(code, -1)[places]


class Pairing:
    """Subjects and values of a facet, put together: from all the kinds of rows that tell them, with wholes and gaps."""

    def __init__(self, facet: Facet, parts: list[tuple[dict[str, str], Array, Array]], many: int) -> None:
        self.facet, self.many = facet, many
        self.labels: dict[str, str] = {}
        for labels, _, _ in parts:
            self.labels |= {value: min(label, self.labels.get(value, label)) for value, label in labels.items()}
        self.numbers = {value: number for number, value in enumerate(self.labels)}
        self.values = np.concatenate([np.repeat(self._numbers(labels), many) for labels, many, _ in parts])
        self.subjects = np.concatenate([subjects for _, _, subjects in parts])

    def pairs(self) -> Pairs:
        found = self.subjects >= 0
        self.values, self.subjects = self.values[found], self.subjects[found]
        more = [self.in_wholes(self.facet.wholes)] if self.facet.wholes else []
        more += [self.lacking()] if self.facet.unknown else []
        for values, subjects in more:
            self.values = np.concatenate([self.values, values])
            self.subjects = np.concatenate([self.subjects, subjects])
        return self._sorted()

    def _number(self, value: str, label: str) -> int:
        self.labels.setdefault(value, label)
        return self.numbers.setdefault(value, len(self.numbers))

    def _numbers(self, values: Any) -> Array:
        return np.array([self.numbers[value] for value in values], dtype=np.int64)

    def lacking(self) -> tuple[Array, Array]:
        """The subjects without a value."""
        without = np.ones(self.many, dtype=bool)
        without[self.subjects] = False
        subjects = np.flatnonzero(without)
        number = self._number(UNKNOWN, UNKNOWN) if len(subjects) else 0
        return np.full(len(subjects), number, dtype=np.int64), subjects

    def in_wholes(self, wholes: Wholes) -> tuple[Array, Array]:
        """The subjects of parts, with the wholes that these are in."""
        with connections["default"].cursor() as cursor:
            cursor.execute(wholes.sql)
            inside = [(self.numbers[part], whole, label) for part, whole, label in cursor if part in self.numbers]
        part = np.array([number for number, _, _ in inside], dtype=np.int64)
        whole = np.array([self._number(whole, label) for _, whole, label in inside], dtype=np.int64)
        order = np.argsort(self.values, kind="stable")
        starts = np.searchsorted(self.values[order], np.arange(len(self.numbers) + 1))
        many = starts[part + 1] - starts[part]
        before = np.repeat(np.cumsum(many) - many, many)
        places = np.repeat(starts[part], many) + np.arange(len(before)) - before
        return np.repeat(whole, many), self.subjects[order][places]

    def _sorted(self) -> Pairs:
        """Each pair once, by value and subject."""
        names = Names(self.labels, latest_first=self.facet.latest_first)
        code = np.empty(len(names), dtype=np.int64)
        code[self._numbers(names.values)] = np.arange(len(names))
        width = max(self.many, 1)
        keys = np.sort(code[self.values] * width + self.subjects)  # np.unique takes twenty times as long
        keys = keys[np.diff(keys, prepend=-1) > 0]
        starts = np.searchsorted(keys, np.arange(len(names) + 1) * width)
        return Pairs(names, starts.astype(np.int64), (keys % width).astype(np.int32))
