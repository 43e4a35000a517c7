"""Columns brought up to date by what has changed: these subjects alone are loaded anew, the others stay as they are."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np
from django.db.models import QuerySet

from archive.database.paging import Order
from archive.facets import arrays
from archive.facets.changes import Changes
from archive.facets.columns import Columns, Group, Members, Pairs, codes, numbered
from archive.facets.facet import Facet
from archive.facets.loading import Loading
from archive.facets.sets import FacetSet
from archive.facets.tallies import Array
from archive.facets.values import Subjects

MOST = 20_000  # subjects that are loaded anew; of more, all are
STEPS = 16  # places that a record is held against at once, to find its own
FEW = 300  # records that places are found for; of more, all are put in order

Touched = Mapping[Subjects, Array]


def update(
    columns: Columns, filters: type[FacetSet], queryset: QuerySet[Any], changes: Changes, edition: int
) -> Columns | None:
    """The columns as they are in the snapshot of the transaction around; none where too much has changed."""
    touched = _touched(filters, changes)
    if touched is None or sum(map(len, touched.values())) > MOST:
        return None
    if not any(map(len, touched.values())):
        return replace(columns, edition=edition)
    loading = Loading(filters, {subjects: ids.tolist() for subjects, ids in touched.items()})
    return Updating(filters, columns, loading.columns(edition, {}), touched).columns(queryset)


def _touched(filters: type[FacetSet], changes: Changes) -> Touched | None:
    """The ids of the subjects of each kind that may have other values, or other records, than before."""
    every = {filters.listed, *(subjects for group in filters.groups() for subjects in group)}
    if changes.is_everything or any(subjects.touched is None for subjects in every):
        return None
    return {subjects: _touched_of(subjects, changes) for subjects in every}


def _touched_of(subjects: Subjects, changes: Changes) -> Array:
    rows = subjects.rows.model._base_manager.order_by()
    found = [changes.of(subjects.kind)]
    for kind, way in (subjects.touched or {}).items():
        if len(noted := changes.of(kind)):
            found.append(arrays.ids(rows.filter(**{f"{way}__in": noted.tolist()}).values("pk")))
    return np.unique(np.concatenate(found))


class Updating:
    """Columns as they were, and a part of them as it is now, put together."""

    def __init__(self, filters: type[FacetSet], old: Columns, part: Columns, touched: Touched) -> None:
        self.filters, self.old, self.part, self.touched = filters, old, part, touched
        self.stays = ~_among(old.ids, touched[filters.listed])
        self.ids = np.sort(np.concatenate([old.ids[self.stays], part.ids]))
        self.groups = {group: self._numbered(group) for group in old.members}

    def columns(self, queryset: QuerySet[Any]) -> Columns:
        return Columns(
            self.part.edition,
            self.ids,
            {group: members for group, (members, _, _) in self.groups.items()},
            {name: self._pairs(name, facet) for name, facet in self.filters.counted_by().items()},
            {order: self._in_order(order, queryset) for order in self.old.orders},
            {name: {one: self._left_by(name, one) for one in masks} for name, masks in self.old.outcomes.items()},
        )

    def _left_by(self, name: str, outcome: Any) -> Array:
        mask = np.zeros(len(self.ids) + 1, dtype=bool)
        mask[codes(self.ids, self.old.ids[self.stays & self.old.outcomes[name][outcome][:-1]])] = True
        mask[codes(self.ids, self.part.ids[self.part.outcomes[name][outcome][:-1]])] = True
        return mask

    def _numbered(self, group: Group) -> tuple[Members, Array, Array]:
        """The members of a group; the codes of those that were there, −1 of those touched; those of the part."""
        old, part = self.old.members[group], self.part.members[group]
        stays = np.ones(len(old), dtype=bool)
        for kind, subjects in enumerate(group):
            stays &= (old.kinds != kind) | ~_among(old.ids, self.touched[subjects])
        both = (np.concatenate([getattr(old, name)[stays], getattr(part, name)]) for name in ("kinds", "ids", "owners"))
        members, code = numbered(self.ids, *both)
        many = int(np.count_nonzero(stays))
        of_old = np.full(len(old), -1, dtype=np.int32)
        of_old[stays] = code[:many]
        return members, of_old, code[many:]

    def _pairs(self, name: str, facet: Facet) -> Pairs:
        old, part = self.old.pairs[name], self.part.pairs[name]
        members, of_old, of_part = self.groups[facet.subjects]
        subjects = of_old[old.subjects]
        stays = subjects >= 0
        gone = self._gone(facet, old, part, stays)
        names, value_of_old = old.names.changed(dict(zip(part.names.values, part.names.labels, strict=True)), gone)
        value_of_part = np.array([names.codes[value] for value in part.names.values], dtype=np.int64)
        width = max(len(members), 1)
        keys = np.concatenate(
            [
                (np.repeat(value_of_old, np.diff(old.starts)) * width + subjects)[stays],
                np.repeat(value_of_part, np.diff(part.starts)) * width + of_part[part.subjects],
            ]
        )
        keys.sort(kind="stable")  # two runs in order, which it merges
        value, subject = np.divmod(keys, width)
        starts = np.concatenate(([0], np.cumsum(np.bincount(value, minlength=len(names)))))
        return Pairs(names, starts, subject.astype(np.int32))

    def _gone(self, facet: Facet, old: Pairs, part: Pairs, stays: Array) -> set[str]:
        """The values that no subject has any more, and no other row."""
        many = np.concatenate(([0], np.cumsum(stays)))[old.starts]
        empty = {old.names.values[code] for code in np.flatnonzero(many[1:] == many[:-1])} - part.names.codes.keys()
        return empty - facet.still(empty) if empty else empty

    def _in_order(self, order: Order, queryset: QuerySet[Any]) -> Array:
        old = self.old.orders[order]
        kept = codes(self.ids, self.old.ids[old[self.stays[old]]]).astype(np.int32)
        if len(self.part.ids) > FEW:
            return np.searchsorted(self.ids, arrays.ids(order.put(queryset).values_list("pk"))).astype(np.int32)
        found = Places(order, queryset, self.ids[kept]).of(self.part.ids.tolist())
        added = codes(self.ids, np.array([pk for pk, _ in found], dtype=np.int64))
        return np.insert(kept, [place for _, place in found], added).astype(np.int32)


class Places:
    """Where records belong among others that are in order: the database says so, of a few of them at a time."""

    def __init__(self, order: Order, queryset: QuerySet[Any], among: Array) -> None:
        self.order, self.queryset, self.among = order, queryset, among

    def of(self, ids: list[int]) -> list[tuple[int, int]]:
        """The records in order, each with the place before which it comes."""
        low, high = dict.fromkeys(ids, 0), dict.fromkeys(ids, len(self.among))
        while searched := [pk for pk in ids if low[pk] < high[pk]]:
            places = {pk: np.unique(np.linspace(low[pk], high[pk] - 1, STEPS).astype(int)) for pk in searched}
            rank = self._ranks([*searched, *self.among[np.concatenate([*places.values()])].tolist()])
            for pk in searched:
                before = sum(rank[one] < rank[pk] for one in self.among[places[pk]].tolist())
                low[pk] = int(places[pk][before - 1]) + 1 if before else low[pk]
                high[pk] = int(places[pk][before]) if before < len(places[pk]) else high[pk]
        rank = self._ranks(ids)
        return sorted(low.items(), key=lambda one: rank[one[0]])

    def _ranks(self, ids: list[int]) -> dict[int, int]:
        found = self.order.put(self.queryset.filter(pk__in=ids)).values_list("pk", flat=True)
        return {pk: rank for rank, pk in enumerate(found)}


def _among(ids: Array, few: Array) -> Array:
    """A mask of those ids that are among a few, which are sorted."""
    return codes(few, ids) < len(few)
