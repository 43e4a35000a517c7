"""What a recogniser gets and what it gives: a text in, spans with proposed values out."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import NamedTuple, Protocol

from events.desk.recognisers.runs import runs
from events.desk.recognisers.tokens import Token, tokenize
from events.paragraphs import split

Value = str | int | None


@dataclass(frozen=True)
class Suggestion:
    """Words of one paragraph and what they may mean. `start` and `end` count characters of that paragraph."""

    kind: str  # person, organization, forum, session, date, place, figure or role
    paragraph: int
    start: int
    end: int
    printed: str
    values: Mapping[str, Value]
    reason: str
    known: str | None = None
    """The slug of the one record that is called so, letter for letter: to be offered, never linked unasked."""
    id: str = ""
    """The same whenever the same words of the same paragraph are read; given by `suggest`."""


class Named(NamedTuple):
    """A record of the archive: its preferred name, and its slug unless several are called so."""

    name: str
    slug: str | None


class Known(Protocol):
    """What the archive knows. It takes every name of a kind at once, so that a text costs one query for each kind."""

    def named(self, kind: str, names: Collection[str]) -> Mapping[str, Named]:
        """The records that have one of the names, letter for letter, by the name."""


class Nothing:
    """An archive that knows nothing, for plain texts."""

    def named(self, kind: str, names: Collection[str]) -> Mapping[str, Named]:
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

    @cached_property
    def tokens(self) -> list[list[Token]]:
        """The words of each paragraph: every recogniser reads them."""
        return [tokenize(paragraph) for paragraph in self.paragraphs]

    @cached_property
    def bodies_known(self) -> Mapping[str, Named]:
        return self.known.named("organization", self._runs)

    @cached_property
    def places_known(self) -> Mapping[str, Named]:
        return self.known.named("place", self._runs)

    @cached_property
    def _runs(self) -> set[str]:
        """Every run of words that may be a name: what the archive is asked for."""
        return set(runs(zip(self.paragraphs, self.tokens, strict=True)))


# The pluggable place: another recogniser, a language model among them, is one more such function.
Recogniser = Callable[[Text], Iterable[Suggestion]]
