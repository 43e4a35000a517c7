"""One box for all kinds: what is searched, and how what was found is told."""

from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import Any

from django.db.models import CharField, Value
from django.db.models.functions import Coalesce, Concat, NullIf
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from archive.dates import in_words
from archive.identity.registers import bare
from archive.languages import fixed_address
from archive.search import LONGEST, Hit, Kind, clean, hits, matching, parts
from events.models import Agreement, Forum, Report, Session
from events.models.forums import event_name
from orgs.models import Organization, Place
from people.models import Person

A_FEW, A_PAGE, SUGGESTED, GUESSES = 5, 50, 3, 3
ADDRESS = Concat("forum__canonical__slug", Value("."), "key", output_field=CharField())
NOTE = Coalesce(NullIf("note", Value("")), "abbreviation")
LAND = Coalesce("country__canonical__name", Value(""))
# In the order in which kinds come where hits fit alike.
KINDS = (
    Kind("speaker", Person.objects.public(), "name", note="note"),
    Kind("organization", Organization.objects.public(), "name", note=NOTE),
    Kind("forum", Forum.objects.public(), event_name(), note="edtf"),
    Kind("session", Session.objects.public(), event_name(), slug=ADDRESS, note=event_name("forum__canonical__")),
    Kind("place", Place.objects.each_public(), "name", note=LAND),
    Kind("report", Report.objects.all(), event_name(), note="edtf"),
    Kind("agreement", Agreement.objects.cited(), event_name(), note="edtf"),
)
DATED = ("forum", "report", "agreement")
HEADINGS = {
    "speaker": _("People"),
    "organization": _("Organizations"),
    "forum": _("Forums"),
    "session": _("Sessions"),
    "place": _("Places"),
    "report": _("Reports"),
    "agreement": _("Agreements"),
}


@dataclass(frozen=True)
class Shown:
    """A hit as a page shows it: its name, and the text it was found by where that is another."""

    hit: Hit
    words: str

    @property
    def url(self) -> str:
        return reverse(self.hit.kind, args=[self.hit.slug])

    @property
    def note(self) -> str:
        return in_words(self.hit.note) if self.hit.kind in DATED else self.hit.note

    @property
    def is_named_so(self) -> bool:
        return self.hit.text == self.hit.name

    @property
    def name_parts(self) -> list[tuple[str, bool]]:
        return parts(self.hit.name, self.words) if self.is_named_so else [(self.hit.name, False)]

    @property
    def note_parts(self) -> list[tuple[str, bool]]:
        return parts(self.note, self.words) if self.hit.text == self.note else [(self.note, False)]

    @property
    def text_parts(self) -> list[tuple[str, bool]]:
        """The text it was found by, unless that stands there already."""
        return [] if self.hit.text in (self.hit.name, self.note) else parts(self.hit.text, self.words)

    def as_json(self) -> dict[str, Any]:
        hit = self.hit
        return {
            "kind": hit.kind,
            "name": hit.name,
            "url": fixed_address(lambda: self.url),
            "note": hit.note,
            "found": hit.text,
        }

    def as_suggestion(self) -> dict[str, Any]:
        return {"url": self.url, "name": self.name_parts, "note": self.note_parts, "found": self.text_parts}


@dataclass(frozen=True)
class Group:
    """The hits of one kind; `more` is the address of all of them, where there are more."""

    kind: str
    hits: list[Shown]
    every: int
    more: str = ""

    @property
    def heading(self) -> str:
        return str(HEADINGS[self.kind])

    def as_json(self) -> dict[str, Any]:
        return {"kind": self.kind, "heading": self.heading, "hits": [one.as_suggestion() for one in self.hits]}


@dataclass(frozen=True)
class Question:
    """What is looked for: the words as typed, one kind or all, and which page of its hits."""

    typed: str
    kind: str = ""
    page: int = 1

    @cached_property
    def words(self) -> str:
        return clean(bare(self.typed))

    @property
    def has_letters(self) -> bool:
        return any(character.isalnum() for character in self.words)

    @cached_property
    def found(self) -> list[Shown]:
        kinds = [kind for kind in KINDS if self.kind in ("", kind.called)]
        most = A_PAGE if self.kind else A_FEW
        return self._shown(hits(kinds, self.words, most, after=(self.page - 1) * most)) if self.has_letters else []

    @property
    def matching(self) -> dict[str, Any]:
        """By kind, all records that have the words."""
        asked = [kind for kind in KINDS if self.kind in ("", kind.called) and self.has_letters]
        return {kind.called: matching(kind.rows, self.words) for kind in asked}

    @cached_property
    def similar(self) -> list[Shown]:
        """What is spelled much like the words, where nothing has them."""
        if self.found or self.page > 1 or not self.has_letters:
            return []
        return [Shown(hit, hit.text) for hit in hits(KINDS, self.words, GUESSES, similar=True)]

    @property
    def suggestions(self) -> list[dict[str, Any]]:
        """A few names of each kind, for somebody who is still typing."""
        found = hits(KINDS, self.words, SUGGESTED, typed=True) if self.has_letters else []
        return [group.as_json() for group in self.grouped(self._shown(found))]

    @property
    def did_you_mean(self) -> list[str]:
        """Names spelled much like the words."""
        return list(islice(dict.fromkeys(one.hit.text for one in self.similar), GUESSES))

    @property
    def count(self) -> int:
        return sum({one.hit.kind: one.hit.every for one in self.found}.values())

    @property
    def groups(self) -> list[Group]:
        """By kind, that of the best hit first."""
        return self.grouped(self.found or self.similar)

    @property
    def next(self) -> str:
        more = self.kind and self.found and self.found[0].hit.every > self.page * A_PAGE
        return self.address(kind=self.kind, page=self.page + 1) if more else ""

    @property
    def first(self) -> str:
        return self.address(kind=self.kind)

    @property
    def messages(self) -> list[str]:
        said = []
        if len(self.typed) > LONGEST:
            said.append(gettext("Only the first %(longest)d characters were looked for.") % {"longest": LONGEST})
        if self.typed.strip() and not self.has_letters:
            said.append(gettext("Nothing there can be looked for: write a letter, a digit or a Chinese character."))
        if self.similar:
            said.append(gettext("Nothing has all these words; these are spelled much like them."))
        return said

    @property
    def outcome(self) -> str:
        """How many were found, for eyes and ears."""
        return ngettext("%(count)d found for “%(words)s”", "%(count)d found for “%(words)s”", self.count) % {
            "count": self.count,
            "words": self.words,
        }

    def address(self, **more: Any) -> str:
        return f"{reverse('search')}?{urlencode({'q': self.words, **more})}"

    def grouped(self, found: list[Shown]) -> list[Group]:
        of_kind: dict[str, list[Shown]] = {}
        for one in found:
            of_kind.setdefault(one.hit.kind, []).append(one)
        return [Group(kind, those, those[0].hit.every, self._all(kind, those)) for kind, those in of_kind.items()]

    def _all(self, kind: str, those: list[Shown]) -> str:
        return self.address(kind=kind) if not self.kind and those[0].hit.every > len(those) else ""

    def _shown(self, found: list[Hit]) -> list[Shown]:
        return [Shown(hit, self.words) for hit in found]
