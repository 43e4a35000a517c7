"""What the facets of a list are counted by, in memory: rows as numbers.

A *code* is the number of a record, subject or value, from 0. Records are numbered by their ids, the subjects of a
group by their records, values by their labels. The columns hold what the archive was at one edition, and never change.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from archive.facets.facet import Facet
from archive.facets.tallies import Array, Names
from archive.facets.values import UNKNOWN, Subjects, years_of

Group = tuple[Subjects, ...]


@dataclass(frozen=True, eq=False)
class Pairs:
    """Which subjects have which value of a facet: by value, and for each in the order of the subjects' records."""

    names: Names
    starts: Array
    subjects: Array

    def having(self, codes: Iterable[int], many: int) -> Array:
        """A mask of so many subjects: those that have one of the values."""
        mask = np.zeros(many, dtype=bool)
        for code in codes:
            mask[self.subjects[self.starts[code] : self.starts[code + 1]]] = True
        return mask

    def repeats(self, record: Array) -> bool:
        """Whether a record has several subjects with one value."""
        return not _new(record.take(self.subjects), self.starts).all()

    def count(self, meeting: Array) -> Array:
        """By code, how many subjects meet the choices and have the value."""
        return np.diff(_before(meeting.take(self.subjects))[self.starts])

    def count_distinct(self, meeting: Array, record: Array) -> Array:
        """By code, how many distinct records have a subject that meets the choices and has the value."""
        places = np.flatnonzero(meeting.take(self.subjects))
        starts = np.searchsorted(places, self.starts)
        return np.diff(_before(_new(record.take(self.subjects.take(places)), starts))[starts])


def _new(records: Array, starts: Array) -> Array:
    """Which of the records of some values, a value after the other, are not those before them of the same value."""
    new = np.ones(len(records) + 1, dtype=bool)
    np.not_equal(records[1:], records[:-1], out=new[1:-1])
    new[starts] = True
    return new[:-1]


def _before(mask: Array) -> Array:
    """How many are in the mask before each place, and before its end."""
    many = np.zeros(len(mask) + 1, dtype=np.int32)
    np.cumsum(mask, dtype=np.int32, out=many[1:])
    return many


@dataclass(frozen=True, eq=False)
class Members:
    """The subjects of a group, by code: of which of its kinds each is, its id, the id and the code of its record.

    The code after that of the last record is none that is listed.
    """

    kinds: Array
    ids: Array
    owners: Array
    record: Array

    def __len__(self) -> int:
        return len(self.ids)


@dataclass(frozen=True, eq=False)
class Columns:
    """The columns of one list at one edition.

    `orders` has the records in each order that the list can be put in; `outcomes` those that plain filters with few
    outcomes leave, by filter and value; `whole` the counts of the whole list, once they are asked for.
    """

    edition: int
    ids: Array
    members: Mapping[Group, Members]
    pairs: Mapping[str, Pairs]
    orders: Mapping[Any, Array]
    outcomes: Mapping[str, Mapping[Any, Array]]
    whole: dict[str, Array] = field(default_factory=dict)
    repeating: dict[str, bool] = field(default_factory=dict)

    @property
    def many(self) -> int:
        return len(self.ids)

    def count(self, name: str, group: Group, meeting: Array) -> Array:
        """By code of a facet's values, how many records have one of these subjects of its group with the value."""
        pairs, record = self.pairs[name], self.members[group].record
        if name not in self.repeating:
            self.repeating[name] = pairs.repeats(record)
        return pairs.count_distinct(meeting, record) if self.repeating[name] else pairs.count(meeting)

    def records(self, ids: Array) -> Array:
        """A mask of the records with these ids."""
        mask = np.zeros(self.many + 1, dtype=bool)
        mask[codes(self.ids, ids)] = True
        mask[-1] = False
        return mask


def codes(known: Array, ids: Array) -> Array:
    """The places of ids among those known, which are sorted; one after the last for what is not there."""
    places = np.searchsorted(known, ids)
    if len(known):
        places[known[np.minimum(places, len(known) - 1)] != ids] = len(known)
    return places


def numbered(records: Array, kinds: Array, ids: Array, owners: Array) -> tuple[Members, Array]:
    """Subjects of records, as members of their group; and the codes that they have now."""
    record = codes(records, owners).astype(np.int32)
    order = np.argsort(record, kind="stable")
    code = np.empty(len(order), dtype=np.int32)
    code[order] = np.arange(len(order), dtype=np.int32)
    return Members(kinds[order], ids[order], owners[order], record[order]), code


def chosen_codes(facet: Facet, names: Names, values: Iterable[str]) -> set[int]:
    """The codes of the values chosen; of a span of years, those of every year in it."""
    if not facet.has_years:
        return {names.codes[value] for value in values if value in names.codes}
    spans = [years for value in values if (years := years_of(value))]
    within = {names.codes[year] for year in names.values if year.isdecimal() and any(int(year) in one for one in spans)}
    return within | ({names.codes[UNKNOWN]} if UNKNOWN in values and UNKNOWN in names.codes else set())
