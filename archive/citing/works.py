"""What is cited, in the terms that all formats of citations share.

Each app registers its own kinds with `work.register`. A citation names the thing, the reports that state it, and the
record of it here: its permanent address and the day of its version.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import singledispatch

from django.utils.translation import gettext

from archive.dates import day_in_words

ARCHIVE = "Rostrum"


class Kind(StrEnum):
    TALK = "talk"
    EVENT = "event"
    NEWS = "news"
    PAGE = "page"


@dataclass(frozen=True)
class Author:
    """Somebody's name: with its parts only where they are known, since word order tells nothing."""

    name: str
    family: str = ""
    given: str = ""

    @property
    def is_split(self) -> bool:
        return bool(self.family and self.given)

    @property
    def inverted(self) -> str:
        return f"{self.family}, {self.given}" if self.is_split else self.name


@dataclass(frozen=True)
class Work:
    """One thing as citations tell of it; `date` is EDTF, `record` and `source` are addresses here and elsewhere."""

    key: str
    kind: Kind
    title: str
    record: str
    changed_at: datetime
    date: str = ""
    authors: tuple[Author, ...] = ()
    organizers: tuple[str, ...] = ()
    event: str = ""
    place: str = ""
    genre: str = ""
    publisher: str = ""
    language: str = ""
    source: str = ""
    stated: str = ""

    @property
    def url(self) -> str:
        return self.source or self.record

    @property
    def version(self) -> str:
        return self.changed_at.date().isoformat()

    @property
    def note(self) -> str:
        """Who says so, and which version of the record is cited."""
        return " ".join(filter(None, (self.stated, self.recorded)))

    @property
    def recorded(self) -> str:
        said = {"archive": ARCHIVE, "day": day_in_words(self.changed_at.date()), "address": self.record}
        if self.source:
            return gettext("%(archive)s, %(address)s, version of %(day)s.") % said
        return gettext("%(archive)s, version of %(day)s.") % said


def described(name: str, label: str) -> str:
    """A title; in brackets, as citations do, the words that describe what has none."""
    return name or f"[{label}]"


@singledispatch
def work(record: object) -> Work:
    """The record as it is cited, its address beginning at the root of the site."""
    raise TypeError(f"{type(record).__name__} is not cited: register it with work.register.")
