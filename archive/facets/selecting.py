"""Facets worked out from columns: masks of subjects and records instead of sets of ids."""

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
from django.db.models import QuerySet

from archive.database.paging import Order, Page, page
from archive.facets import arrays
from archive.facets.columns import Columns, Group, chosen_codes, codes
from archive.facets.tallies import Array, Tally

if TYPE_CHECKING:
    from archive.facets.sets import FacetSet


class ByColumns:
    """What the choices of a list come to, by the columns of its edition: the same as `BySql` has it."""

    def __init__(self, filters: "FacetSet", columns: Columns) -> None:
        self.filters, self.facets, self.chosen, self.columns = filters, filters.facets, filters.chosen, columns

    @property
    def rows(self) -> QuerySet[Any]:
        return self.filters.queryset.filter(pk__in=self.columns.ids[self._listed[:-1]].tolist())

    @cached_property
    def number(self) -> int:
        return int(np.count_nonzero(self._listed))

    @cached_property
    def tallies(self) -> dict[str, Tally]:
        return {name: self._tally(name) for name in self.facets}

    def _tally(self, name: str) -> Tally:
        return Tally(self.facets[name], self.columns.pairs[name].names, self._counts(name))

    def _counts(self, name: str) -> Array:
        is_whole = self._is_whole(name)
        if is_whole and name in self.columns.whole:
            return self.columns.whole[name]
        group = self.facets[name].subjects
        meeting = self._meeting(group, without=name if self.chosen[name] else "")
        counts = self.columns.count(name, group, meeting)
        if is_whole:
            self.columns.whole[name] = counts
        return counts

    def _is_whole(self, name: str) -> bool:
        """Whether nothing but the facet itself is asked: its counts are those of the whole list, kept once known."""
        return not any(asked for other, asked in self.filters.cleaned.items() if other != name)

    @cached_property
    def _offered(self) -> Array:
        """The records that the plain filters leave."""
        mask = np.ones(self.columns.many + 1, dtype=bool)
        mask[-1] = False
        known = self.columns.outcomes.keys() & self.filters.plain.keys()
        for name in known:
            mask &= self.columns.outcomes[name][self.filters.cleaned.get(name) or ""]
        if any(self.filters.cleaned.get(name) for name in self.filters.plain.keys() - known):
            every = self.filters.listed.rows.model._default_manager.order_by()  # those not listed have no code
            found = self.filters.plainly(every, beside=frozenset(known))
            mask &= self.columns.records(arrays.ids(found.values("pk")))
        return mask

    @cached_property
    def _groups(self) -> set[Group]:
        """Those on which something is chosen."""
        return {self.facets[name].subjects for name, chosen in self.chosen.items() if chosen}

    def _selected(self, group: Group, *, without: str = "") -> Array | np.bool_:
        """The subjects of a group that meet the choices, but for one facet's."""
        masks = [
            self._having(name)
            for name, chosen in self.chosen.items()
            if chosen and name != without and self.facets[name].subjects == group
        ]
        return np.logical_and.reduce(masks)

    def _having(self, name: str) -> Array:
        """The subjects that have a value included and none excluded."""
        if name not in self._masks:
            self._masks[name] = self._worked_out(name)
        return self._masks[name]

    @cached_property
    def _masks(self) -> dict[str, Array]:
        return {}

    def _worked_out(self, name: str) -> Array:
        facet, pairs, chosen = self.facets[name], self.columns.pairs[name], self.chosen[name]
        included, excluded = (
            pairs.having(chosen_codes(facet, pairs.names, values), len(self.columns.members[facet.subjects]))
            for values in (chosen.included, chosen.excluded)
        )
        return included & ~excluded if chosen.included else ~excluded

    @cached_property
    def _met(self) -> dict[Group, Array]:
        """By group on which something is chosen, the records that have a subject which meets the choices."""
        return {group: self._records(group) for group in self._groups}

    def _records(self, group: Group) -> Array:
        mask = np.zeros(self.columns.many + 1, dtype=bool)
        mask[self.columns.members[group].record.take(np.flatnonzero(self._selected(group)))] = True
        return mask

    @cached_property
    def _listed(self) -> Array:
        return np.logical_and.reduce([self._offered, *self._met.values()])

    def _meeting(self, group: Group, *, without: str) -> Array:
        """The subjects that meet every choice but those of the facet named."""
        if (group, without) not in self._met_but:
            others = [met for other, met in self._met.items() if other != group]
            offered = np.logical_and.reduce([self._offered, *others])
            of_record = offered.take(self.columns.members[group].record)
            self._met_but[group, without] = of_record & self._selected(group, without=without)
        return self._met_but[group, without]

    @cached_property
    def _met_but(self) -> dict[tuple[Group, str], Array]:
        return {}

    def page(self, order: Order, size: int, **marks: str) -> Page:
        return page(Ranked(self.filters, self.columns, self._listed, order), size, **marks)


@dataclass(frozen=True)
class Ranked:
    """The records listed, in an order that the columns have."""

    filters: "FacetSet"
    columns: Columns
    listed: Array
    order: Order

    @cached_property
    def _codes(self) -> Array:
        every = self.columns.orders[self.order]
        return every.take(np.flatnonzero(self.listed.take(every)))

    def first(self, many: int) -> list[Any]:
        return self._rows(self._codes[:many])

    def after(self, value: str, pk: int, many: int) -> list[Any]:
        _, rest = self._split(value, pk)
        return self._rows(rest[:many])

    def before(self, value: str, pk: int, many: int) -> list[Any]:
        back, _ = self._split(value, pk)
        itself = codes(self.columns.ids, np.array([pk]))
        return self._rows(back[back != itself][-many:][::-1])

    def _split(self, value: str, pk: int) -> tuple[Array, Array]:
        """The codes up to a place, and those after it."""
        every = self.columns.orders[self.order]
        place = self._place(value, pk)
        passed = int(np.count_nonzero(self.listed[every[:place]]))
        return self._codes[:passed], self._codes[passed:]

    def _place(self, value: str, pk: int) -> int:
        """Where in the whole order the rows after a place begin; most places are those of rows that are there."""
        every, rows = self.columns.orders[self.order], self.filters.queryset
        column = self.order.column
        if [value] == [str(own) for own in rows.filter(pk=pk).order_by().values_list(column, flat=True)]:
            return self._of(pk) + 1
        following = self.order.put(rows.filter(self.order.after(value, pk))).values_list("pk", flat=True).first()
        return len(every) if following is None else self._of(following)

    def _of(self, pk: int) -> int:
        return int(np.flatnonzero(self.columns.orders[self.order] == codes(self.columns.ids, np.array([pk])))[0])

    def _rows(self, found: Array) -> list[Any]:
        ids = self.columns.ids[found].tolist()
        rows = {row.pk: row for row in self.filters.queryset.filter(pk__in=ids).order_by()}
        return [rows[pk] for pk in ids]
