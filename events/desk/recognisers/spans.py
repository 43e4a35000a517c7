"""What a recogniser gets and what it gives: a text in, spans with proposed values out."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Protocol

from events.paragraphs import split

Value = str | int | None


@dataclass(frozen=True)
class Suggestion:
    """Words of one paragraph and what they may mean. `start` and `end` count characters of that paragraph."""

    kind: str  # person, organization, forum, date, place, figure or role
    paragraph: int
    start: int
    end: int
    printed: str
    values: Mapping[str, Value]
    reason: str


class Known(Protocol):
    """What the archive knows. Both take every candidate of a text at once, so that a text costs one query each."""

    def bodies(self, candidates: Collection[str]) -> Mapping[str, str]:
        """Preferred names of organizations, by the candidate that is one of their names."""

    def places(self, candidates: Collection[str]) -> Mapping[str, str]:
        """Preferred names of places, by the candidate that is one of their names."""


class Nothing:
    """An archive that knows nothing, for plain texts."""

    def bodies(self, candidates: Collection[str]) -> Mapping[str, str]:
        return {}

    def places(self, candidates: Collection[str]) -> Mapping[str, str]:
        return {}


@dataclass(frozen=True)
class Text:
    """A report's text as recognisers read it. `published` is the day that "yesterday" is reckoned from."""

    paragraphs: tuple[str, ...]
    published: date | None = None
    known: Known = field(default_factory=Nothing)

    @classmethod
    def of(cls, text: str, published: date | None = None, known: Known | None = None) -> "Text":
        return cls(tuple(split(text)), published, known or Nothing())

    @cached_property
    def numbered(self) -> list[tuple[int, str]]:
        return list(enumerate(self.paragraphs, start=1))


# The pluggable place: another recogniser, a language model among them, is one more such function.
Recogniser = Callable[[Text], Iterable[Suggestion]]
