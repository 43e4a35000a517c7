"""Likeness: in what way two names, or two sets of forms of them, say the same; with a reason that people can read.

Ways are tried from the surest to the weakest. What no way but spelling connects is scored by its letters; names that
differ in a number (the 2nd and the 3rd forum) are never alike.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache

from anyascii import anyascii
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from rapidfuzz.distance import Indel

from archive.identity.pinyin import HAN, is_han, pinyin_of_person

LEGAL = re.compile(r"ab|ag|bv|co|company|corp|corporation|gmbh|inc|kg|limited|llc|llp|ltd|nv|oy|plc|pte|pty|sa|the")
SMALL = re.compile(r"an?d?|at|de|for|in|la|of|on|the|to|und|y")
LONGEST_OF_INITIALS = 12
# Below this share of common letters two names have nothing to do with each other.
ALIKE, WEIGHT_OF_SPELLING = 0.75, 0.85


@dataclass(frozen=True)
class Form:
    """One form of a name, and what each way of likeness compares of it."""

    text: str

    @cached_property
    def words(self) -> tuple[str, ...]:
        """Without accents, case and signs."""
        bare = re.sub(r"['’ʼ`]", "", unicodedata.normalize("NFKD", self.text.replace("&", " and ")).casefold())
        bare = "".join(letter for letter in bare if not unicodedata.combining(letter))
        return tuple(re.sub(r"[\W_]+", " ", _latin(re.sub(r"(?<=\b\w)\.(?=\w\b)", "", bare))).split())

    @cached_property
    def is_han(self) -> bool:
        return bool(HAN.search(self.text))

    @cached_property
    def joined(self) -> str:
        return "".join(self.words)

    @cached_property
    def in_any_order(self) -> tuple[str, ...]:
        return tuple(sorted(word for word in self.words if not SMALL.fullmatch(word)))

    @cached_property
    def without_legal_form(self) -> tuple[str, ...]:
        return tuple(word for word in self.words if not LEGAL.fullmatch(word))

    @cached_property
    def sounds(self) -> frozenset[str]:
        """Unspaced, and turned round as persons' names are; Chinese characters as they sound."""
        if self.is_han:
            pinyin = Form(pinyin_of_person(self.text)) if is_han(self.text) else Form("")
            return pinyin.sounds | {anyascii(self.joined).replace(" ", "").casefold()}
        turned = "".join(self.words[1:] + self.words[:1]), "".join(self.words[-1:] + self.words[:-1])
        return frozenset({self.joined, *turned} - {""})

    @cached_property
    def initials(self) -> frozenset[str]:
        """What the name may be shortened to: with its small words or without."""
        if not 2 < len(self.words) <= LONGEST_OF_INITIALS:
            return frozenset()
        return frozenset(
            "".join(word[0] for word in words)
            for words in (self.words, [word for word in self.words if not SMALL.fullmatch(word)])
        )

    @cached_property
    def numbers(self) -> frozenset[str]:
        return frozenset(re.findall(r"\d+", self.text))


Alike = Callable[[Form, Form], bool]


@dataclass(frozen=True)
class Way:
    """A way of being alike: how sure it is, how it is told, and when two forms are."""

    score: float
    reason: str | Promise
    alike: Alike


@dataclass(frozen=True)
class Likeness:
    """How alike two names are, from 0 to 1, and why; `is_exact` where they are the same letter for letter."""

    score: float = 0.0
    reason: str | Promise = ""
    is_exact: bool = False

    def __bool__(self) -> bool:
        return self.score > 0


def likeness(forms: Iterable[str], others: Iterable[str]) -> Likeness:
    """The greatest likeness of any form to any of the others."""
    mine, theirs = [_form(text) for text in forms if text], [_form(text) for text in others if text]
    every = (_alike(one, other) for one in mine for other in theirs)
    return max(every, key=lambda found: found.score, default=Likeness())


@lru_cache(maxsize=4096)
def _form(text: str) -> Form:
    return Form(text)


def _alike(one: Form, other: Form) -> Likeness:
    if one.text == other.text:
        return Likeness(1.0, _("the same name"), is_exact=True)
    if one.joined and other.joined:
        for way in WAYS:
            if way.alike(one, other):
                return Likeness(way.score, way.reason)
        return _spelled(one, other)
    return Likeness()


def _spelled(one: Form, other: Form) -> Likeness:
    if one.numbers != other.numbers:
        return Likeness()
    share = max(
        Indel.normalized_similarity(a, b, score_cutoff=ALIKE)
        for a, b in ((" ".join(one.words), " ".join(other.words)), (one.in_any_order, other.in_any_order))
    )
    return Likeness(round(WEIGHT_OF_SPELLING * share, 3), _("spelled much alike")) if share else Likeness()


def _in_another_order(one: Form, other: Form) -> bool:
    turned = not one.is_han and not other.is_han and not one.sounds.isdisjoint(other.sounds)
    return turned or (bool(one.in_any_order) and one.in_any_order == other.in_any_order)


def _same_sound(one: Form, other: Form) -> bool:
    return one.is_han != other.is_han and not one.sounds.isdisjoint(other.sounds)


def _short_for(one: Form, other: Form) -> bool:
    return one.joined in other.initials or other.joined in one.initials


def _initial_given_name(one: Form, other: Form) -> bool:
    """J. Smith and John Smith; not John Smith and Jane Smith."""
    return (
        len(one.words) > 1
        and len(one.words) == len(other.words)
        and one.words[-1] == other.words[-1]
        and all(1 in (len(a), len(b)) or a == b for a, b in zip(one.words, other.words, strict=True))
        and all(a[0] == b[0] for a, b in zip(one.words, other.words, strict=True))
    )


def _within(one: Form, other: Form) -> bool:
    """Whether all words of the shorter stand in the longer, one after another."""
    short, long = sorted((one.words, other.words), key=len)
    return len(short) > 1 and f" {' '.join(short)} " in f" {' '.join(long)} " and one.numbers == other.numbers


def _latin(text: str) -> str:
    """Letters of the Latin script that decompose into none with accents (ø, ß, ł) as plain ones; others as they are."""
    return "".join(
        anyascii(letter).casefold() if not letter.isascii() and "LATIN" in unicodedata.name(letter, "") else letter
        for letter in text
    )


WAYS = (
    Way(0.98, _("the same but for accents, capitals or signs"), lambda one, other: one.words == other.words),
    Way(0.96, _("the same but for blanks"), lambda one, other: one.joined == other.joined),
    Way(0.94, _("the same words in another order"), _in_another_order),
    Way(
        0.94,
        _("the same but for the legal form"),
        lambda one, other: bool(one.without_legal_form) and one.without_legal_form == other.without_legal_form,
    ),
    Way(0.92, _("the same in pinyin"), _same_sound),
    Way(0.88, _("one is short for the other"), _short_for),
    Way(0.80, _("the same, with initials"), _initial_given_name),
    Way(0.70, _("one is part of the other"), _within),
)
