"""Columns are loaded from the database: each kind of row once, in bulk."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from django.db import connections
from django.db.models import F, QuerySet

from archive.database.paging import Order
from archive.facets import arrays
from archive.facets.columns import Columns, Group, Pairs, codes, numbered
from archive.facets.facet import Facet
from archive.facets.sets import FacetSet
from archive.facets.tallies import Array, Names
from archive.facets.values import UNKNOWN, Subjects
from archive.trees import Wholes

FEW = 1000  # values of which the wholes are asked for one by one


def load(filters: type[FacetSet], queryset: QuerySet[Any], orders: Mapping[str, Order], edition: int) -> Columns:
    """The columns of a list as they are in the snapshot of the transaction around."""
    loading = Loading(filters)
    return loading.columns(edition, {order: loading.in_order(order, queryset) for order in orders.values()})


class Loading:
    """Loads what the database has of a list; with `among`, of these subjects of each kind alone."""

    def __init__(self, filters: type[FacetSet], among: Mapping[Subjects, Sequence[int]] | None = None) -> None:
        self.among = among
        self.listed = self._some(filters.listed).rows.order_by()
        self.facets, self.plain = filters.counted_by(), filters.asked_beside()
        self.ids = np.sort(arrays.ids(self.listed.values("pk")))
        self.groups = {group: Numbering(group, self._loaded(group), self.ids) for group in filters.groups()}

    def _some(self, subjects: Subjects) -> Subjects:
        return subjects if self.among is None else subjects.among(self.among[subjects])

    def _loaded(self, group: Group) -> list[tuple[Array, Array]]:
        """For each kind of subjects their ids, sorted, and the ids of their records."""
        loaded = []
        for subjects in group:
            ids, records = arrays.pairs(self._some(subjects).rows.order_by().values_list("pk", subjects.record))
            order = np.argsort(ids)
            loaded.append((ids[order], records[order]))
        return loaded

    def columns(self, edition: int, orders: Mapping[Order, Array]) -> Columns:
        return Columns(
            edition,
            self.ids,
            {group: numbering.members for group, numbering in self.groups.items()},
            {name: self.pairs(facet) for name, facet in self.facets.items()},
            orders,
            {name: {one: self.left_by(plain, one) for one in plain.outcomes} for name, plain in self.plain.items()},
        )

    def in_order(self, order: Order, queryset: QuerySet[Any]) -> Array:
        found = arrays.ids(order.put(queryset).values_list("pk"))
        return np.searchsorted(self.ids, found).astype(np.int32)

    def left_by(self, plain: Any, outcome: Any) -> Array:
        """A mask of the records that a plain filter leaves."""
        mask = np.zeros(len(self.ids) + 1, dtype=bool)
        mask[np.searchsorted(self.ids, arrays.ids(plain.filter(self.listed, outcome).values("pk")))] = True
        return mask

    def pairs(self, facet: Facet) -> Pairs:
        numbering, parts = self.groups[facet.subjects], []
        for values in facet.values:
            some = values if self.among is None else values.among(self.among[values.subjects])
            rows = some.valued().order_by().values_list(F(values.subject), *values.shown())
            labels, many, ids = arrays.by_value(rows)
            parts.append((labels, many, numbering.codes(values.subjects, ids)))
        return Pairing(facet, parts, len(numbering.members), self.listed.db).pairs()


class Numbering:
    """The subjects of a group, numbered in the order of their records."""

    def __init__(self, group: Group, loaded: list[tuple[Array, Array]], records: Array) -> None:
        many = [len(ids) for ids, _ in loaded]
        kinds = np.repeat(np.arange(len(group), dtype=np.int8), many)
        ids, owners = (np.concatenate(those) for those in zip(*loaded, strict=True))
        self.members, code = numbered(records, kinds, ids, owners)
        parts = np.split(code, np.cumsum(many)[:-1])
        self._of = {one: (ids, part) for one, (ids, _), part in zip(group, loaded, parts, strict=True)}

    def codes(self, subjects: Subjects, ids: Array) -> Array:
        """The codes of subjects by id; −1 for what is none."""
        known, code = self._of[subjects]
        places = codes(known, ids)
        return np.append(code, -1)[places]


class Pairing:
    """Subjects and values of a facet, put together: from all the kinds of rows that tell them, with wholes and gaps."""

    def __init__(self, facet: Facet, parts: list[tuple[dict[str, str], Array, Array]], many: int, using: str) -> None:
        self.facet, self.many, self.using = facet, many, using
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
        with connections[self.using].cursor() as cursor:
            cursor.execute(*(wholes.above(list(self.numbers)) if len(self.numbers) < FEW else (wholes.sql,)))
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
