"""The values of a facet with their counts: of a hundred thousand, only those that are shown become objects."""

from bisect import bisect
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from functools import cached_property
from itertools import compress
from typing import Any

import numpy as np

from archive.facets.facet import Facet
from archive.facets.values import UNKNOWN
from archive.trees import WHOLE

Array = np.ndarray[Any, np.dtype[Any]]


@dataclass(frozen=True)
class Counted:
    """A value that some record has, and how many of those offered have it under all other choices."""

    value: str
    label: str
    count: int


class Names:
    """The values of a facet by their labels, years from the latest; a value's place among them is its code."""

    def __init__(self, labels: dict[str, str], *, latest_first: bool = False) -> None:
        """`labels` by value, as the database has them."""
        self.place = _latest_first if latest_first else _by_label
        self.values = sorted(labels, key=lambda value: self.place(value, labels[value]))
        self.labels = [labels[value] for value in self.values]

    def changed(self, labels: Mapping[str, str], gone: Collection[str]) -> tuple["Names", Array]:
        """With other values, or labels, and without those gone; and the codes of those that stay, −1 of others."""
        others = {value: label for value, label in labels.items() if self.label_of(value) != label}
        if not others and not gone:
            return self, np.arange(len(self))
        lost = [code for value in {*others, *gone} if (code := self.codes.get(value)) is not None]
        names, stays = copy(self), np.ones(len(self), dtype=bool)
        stays[lost] = False
        names.values, names.labels = (list(compress(those, stays)) for those in (self.values, self.labels))
        places = names._insert(others)
        kept = np.cumsum(stays) - 1
        kept += np.searchsorted(places, kept, side="right")
        return names, np.where(stays, kept, -1)

    def _insert(self, labels: Mapping[str, str]) -> list[int]:
        """Insert values; the places before which they come among those that are there, sorted."""
        added = sorted(labels.items(), key=lambda one: self.place(*one))
        places = [
            bisect(
                range(len(self)), self.place(*one), key=lambda code: self.place(self.values[code], self.labels[code])
            )
            for one in added
        ]
        for place, (value, label) in zip(reversed(places), reversed(added), strict=True):
            self.values.insert(place, value)
            self.labels.insert(place, label)
        vars(self).pop("codes", None)
        return places

    def label_of(self, value: str) -> str | None:
        code = self.codes.get(value)
        return None if code is None else self.labels[code]

    @cached_property
    def codes(self) -> dict[str, int]:
        return {value: code for code, value in enumerate(self.values)}

    def __len__(self) -> int:
        return len(self.values)


def _latest_first(value: str, label: str) -> tuple[bool, int]:
    return (value == UNKNOWN, -int(value) if value.isdecimal() else 0)


def _by_label(value: str, label: str) -> tuple[bool, str, str]:
    return (value == UNKNOWN, label.casefold(), value)


class Tally:
    """The values of one facet, most records first."""

    def __init__(self, facet: Facet, names: Names, counts: Sequence[int] | Array) -> None:
        self.facet, self.names, self.counts = facet, names, np.asarray(counts, dtype=np.int64)

    def __len__(self) -> int:
        return len(self.names)

    def __iter__(self) -> Iterator[Counted]:
        return map(self.at, self.first(len(self)))

    def at(self, code: int) -> Counted:
        value = self.names.values[code]
        return Counted(value, self.label(code), int(self.counts[code]))

    def get(self, value: str) -> Counted | None:
        code = self.names.codes.get(value)
        return None if code is None else self.at(code)

    def count(self, value: str) -> int:
        code = self.names.codes.get(value)
        return 0 if code is None else int(self.counts[code])

    def label(self, code: int) -> str:
        return self.facet.label_of(self.names.values[code], self.names.labels[code])

    def codes(self, values: Iterable[str]) -> list[int]:
        """The codes of those of the values that are here."""
        return [code for value in values if (code := self.names.codes.get(value)) is not None]

    def first(self, many: int) -> list[int]:
        """The codes of the values that come first, in order."""
        places = self._places
        some = np.argpartition(places, many)[:many] if many < len(places) else np.arange(len(places))
        return some[np.argsort(places[some])].tolist()  # type: ignore[no-any-return]

    def in_order(self, codes: Iterable[int]) -> list[int]:
        return sorted(codes, key=lambda code: int(self._places[code]))

    def having(self, words: str) -> list[int]:
        """The codes of the values with these words in their labels, in order."""
        words = words.casefold()
        return self.in_order(code for code in range(len(self)) if words in self._said(code).casefold())

    def _said(self, code: int) -> str:
        """The label: as stored, where it is shown so."""
        value = self.names.values[code]
        as_stored = not self.facet.names and not value.endswith(WHOLE) and value != UNKNOWN
        return self.names.labels[code] if as_stored else self.label(code)

    @cached_property
    def _places(self) -> Array:
        """By code, a number that puts values in order: all differ."""
        ranks = self._ranks
        if self.facet.latest_first:
            return ranks
        places = ranks - self.counts * len(self)
        if self.names.values[-1:] == [UNKNOWN]:
            places[-1] = len(self)
        return places

    @property
    def _ranks(self) -> Array:
        """What decides between values of one count: their labels, which a controlled list has in several languages."""
        codes = np.arange(len(self), dtype=np.int64)
        if self.facet.names:
            codes[sorted(range(len(self)), key=lambda code: self.label(code).casefold())] = codes.copy()
        return codes
