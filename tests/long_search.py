"""What a search finds, worked out the long way: every text read, words compared in plain Python.

This states the rule of archive.search for words that are their own English stems, and for the Chinese characters whose
sounds the generated archive knows: the tests ask for nothing else.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from events.models import Capacity, Citation, Detail, Forum, Report, Session
from orgs.models import Organization, OrganizationName, Place, PlaceName
from people.models import Person, PersonName
from tests.generated_archive import SOUNDS

NAMES, BESIDE, PROSE = "names", "beside", "prose"
FACTS = {"person": ("appearance", "mention", "party"), "organization": ("involvement", "mention", "party")}
LITTLE = "a an and as at by for from i in into is its me my of on or our over s t the to under up we with"

Said = tuple[str, int | None, str, str]


def everything_said() -> Iterator[Said]:
    """Every text that a record is found by: (kind, id, text, what sort of text)."""
    for model, texts in (
        (Person, {"name": NAMES, "note": BESIDE}),
        (Organization, {"name": NAMES, "abbreviation": NAMES, "note": BESIDE}),
        (Place, {"name": NAMES}),
        (Forum, {"title": NAMES, "label": NAMES, "summary": PROSE}),
        (Session, {"title": NAMES, "label": NAMES}),
        (Report, {"title": NAMES, "label": NAMES, "publisher_printed": BESIDE}),
    ):
        for text, sort in texts.items():
            yield from _column(model, model._meta.model_name or "", "pk", text, sort)
    for model in (PersonName, OrganizationName, PlaceName):
        kind = (model._meta.model_name or "").removesuffix("name")
        yield from _column(model, kind, kind, "text", NAMES)
    for kind, facts in FACTS.items():
        for fact in facts:
            yield from _column(Citation, kind, f"{fact}__{kind}", "name", NAMES)
    for fact in FACTS["person"]:
        held = Capacity.objects.values_list(f"citation__{fact}__person", "title", "printed")
        yield from (("person", pk, ", ".join(filter(None, words)), BESIDE) for pk, *words in held)
    yield from _column(Capacity, "organization", "organization", "printed", NAMES)
    yield from _column(Citation, "forum", "forum", "name", NAMES)
    yield from _column(Citation, "session", "session", "name", NAMES)
    told = {"title": NAMES, "theme": BESIDE, "edition": BESIDE, "venue": BESIDE, "room": BESIDE}
    for one in Detail.objects.filter(agreement=None, property__in=told).values():
        yield *_event(one), one["value"], told[one["property"]]
    for one in Citation.objects.exclude(location=None).values("name", "location__forum_id", "location__session_id"):
        where = {key.removeprefix("location__"): value for key, value in one.items()}
        yield *_event(where), one["name"], BESIDE


def _column(model: Any, kind: str, record: str, text: str, sort: str) -> Iterator[Said]:
    yield from ((kind, pk, words, sort) for pk, words in model.objects.values_list(record, text))


def _event(about: dict[str, Any]) -> tuple[str, int]:
    return ("session", about["session_id"]) if about["session_id"] else ("forum", about["forum_id"])


@dataclass(frozen=True)
class Text:
    """A text as search knows it: its words, for names their other spellings too."""

    words: tuple[str, ...]
    sort: str

    def has(self, word: str) -> bool:
        if is_chinese(word):
            return self.pairs >= pairs(word)
        within = len(word) > 2 and self.sort != PROSE
        return any(one.startswith(word) or (within and word in one) for one in self.words)

    @cached_property
    def pairs(self) -> set[str]:
        return {pair for word in self.words for pair in pairs(word)}


class LongSearch:
    """The texts of all records, by the records that stand for them; `canonical` says which by kind and id."""

    def __init__(self, canonical: dict[str, dict[int, int]]) -> None:
        every: dict[str, dict[int, set[tuple[str, str]]]] = defaultdict(lambda: defaultdict(set))
        for kind, pk, text, sort in everything_said():
            if pk and text:
                every[kind][canonical[kind][pk]].add((text, sort))
        self.names = {
            kind: sorted({text for said in of.values() for text, sort in said if sort == NAMES})
            for kind, of in every.items()
        }
        self.texts = {
            kind: {pk: [Text(tuple(spelled(kind, text, sort)), sort) for text, sort in said] for pk, said in of.items()}
            for kind, of in every.items()
        }

    def found(self, kind: str, words: str) -> set[int]:
        """The records that have each word in one text or another, or all together, unspaced, in one."""
        asked = fold(words).split()
        joined = "".join(asked) if len(asked) > 1 and not is_chinese(words) else ""
        return {
            pk
            for pk, texts in self.texts[kind].items()
            if all(any(text.has(word) for text in texts) for word in asked)
            or (joined and any(text.has(joined) for text in texts))
        }


def fold(text: str) -> str:
    """Lower case, without accents and punctuation, Chinese apart from other scripts."""
    plain = "".join(one for one in unicodedata.normalize("NFKD", text) if not unicodedata.combining(one))
    plain = re.sub(r"['’ʼ`]", "", unicodedata.normalize("NFC", plain).lower())
    plain = re.sub(r"(?<=\b\w)\.(?=\w\b)", "", plain)
    apart = re.sub(r"([^\u4e00-\u9fff\s])(?=[\u4e00-\u9fff])|([\u4e00-\u9fff])(?=[^\u4e00-\u9fff\s])", r"\1\2 ", plain)
    return re.sub(r"[\W_]+", " ", apart).strip()


def is_chinese(text: str) -> bool:
    return any("\u4e00" <= one <= "\u9fff" for one in text)


def pairs(word: str) -> set[str]:
    """Its Chinese characters, one by one and in pairs."""
    return {
        one for start in range(len(word)) for one in (word[start], word[start : start + 2]) if is_wholly_chinese(one)
    }


def is_wholly_chinese(text: str) -> bool:
    return all(is_chinese(one) for one in text)


def spelled(kind: str, text: str, sort: str) -> Iterator[str]:
    """The words of a text; of a name also unspaced, turned round (persons), by its initials (others), in pinyin."""
    words = fold(text).split()
    yield from words
    if sort != NAMES:
        return
    if 2 <= len(words) <= 6:
        yield "".join(words)
    if kind != "person" and 3 <= len(words) <= 12:
        yield "".join(word[0] for word in words if word not in LITTLE.split())
    if kind == "person" and 2 <= len(words) <= 4:
        yield "".join([*words[1:], words[0]])
        yield "".join([words[-1], *words[:-1]])
    characters = [one for one in "".join(words) if is_chinese(one)]
    turns = range(1, 3) if kind == "person" and len(characters) <= 4 else ()
    for turn in (0, *(turn for turn in turns if turn < len(characters))):
        yield sounds([*characters[turn:], *characters[:turn]])


def sounds(characters: Iterable[str]) -> str:
    return "".join(SOUNDS.get(one, "") for one in characters)
