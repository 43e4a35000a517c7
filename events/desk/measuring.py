"""How good suggestions are, held against answer keys: precision and recall for each kind.

A key `NAME.key.json` stands beside its text `NAME.txt` and says what a curator would enter:

    {"forum": {"name": …, "date_edtf": …, "cities": […]},
     "people": [{"name": …, "title": …, "organization": …, "role": …}],
     "organizations": […]}

with null for what the text does not print; a person with two capacities stands in it twice. `"published"` beside them
is the publication's day, which "yesterday" is reckoned from.

Lines that were only wrapped are joined first, as the desk does. Two printed values are the same when they agree after
folding: case, accents, blanks, punctuation, "&" for "and", "the" at the start and an abbreviation in brackets at the
end do not count, nor a body's land or state before or behind it ("Chile's Lake Office", "Lake Office, Ohio"). A
person's name agrees with its words in any order and without an honorific; a title printed once for several people
agrees in the singular ("state Sens."), and titles under one body may stand together or apart ("Chairman and CEO",
"书记、院长"). A body that is printed with its units or parents ("Trade Department, Ministry of X") agrees with the
whole or with any of them, for a curator may record each; a title agrees with or without such a unit ("Director of the
Trade Department"). Nor does it count where title and body are divided, so long as every word of both is there: "Mayor
of Lund" is the same as "Mayor", "Lund"; nor a land that only one of them names: "China's Envoy" is the same as
"Envoy". Roles are not compared: the key's may be any words. What is compared:

- people: name, title and organization together; names alone; titles, organizations and both, each with its name;
- organizations: every one named in the text, by full name or by its abbreviation;
- forum name, date and cities: each value of the likeliest forum. A forum's name agrees with or without a year in front.

Of `NAME.marked.txt` only people are compared: documents with marks that say who holds which title for which body, as
"{P1|Ada Moe}, {T1|Director} of the {B1|Reed Club}"; their form is told in events/desk/marked.py.
"""

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from events.desk.gathering import Gathered, gather
from events.desk.marked import MarkRefused, documents
from events.desk.recognisers.chinese.words import TITLED
from events.desk.recognisers.spans import Known, Text
from events.desk.recognisers.tokens import tokenize
from events.desk.recognisers.words import COUNTRIES, HEADS, HONORIFICS, REGIONS, SMALL
from events.desk.suggesting import suggest
from events.desk.texts import joined

KINDS = ("person, title and body", "person", "title", "body", "organization", "forum name", "forum date", "city")
NO_FORUM = {"name": None, "date_edtf": None, "cities": []}
BRACKET = re.compile(r"\s*[(（]([^()（）]*)[)）]")
TAIL = re.compile(r"[^\w]+|_")
INITIALS = re.compile(r"\b[a-z](?:\.[a-z])+\b\.?")
BETWEEN_TITLES = re.compile(r",\s+(?:and\s+)?|\s+and\s+|\s*[&/、]\s*")
OWNER = re.compile(r"^(\w+)['’]s ")
HAN = re.compile(r"[\u4e00-\u9fff]")
OF_A_LAND = COUNTRIES | REGIONS | {"people", "s", "republic", "of"}
JOINING = SMALL | {"a", "an", "at", "from", "s", "with"}


class KeyRefused(ValueError):
    """The folder or a key cannot be read; the message names the file and the mend."""


@dataclass(frozen=True)
class Score:
    """How many were proposed, how many the key expects, and how many of each are right."""

    proposed: int = 0
    expected: int = 0
    right: int = 0
    found: int = 0

    @property
    def precision(self) -> float | None:
        return self.right / self.proposed if self.proposed else None

    @property
    def recall(self) -> float | None:
        return self.found / self.expected if self.expected else None

    def __add__(self, other: "Score") -> "Score":
        return Score(
            self.proposed + other.proposed,
            self.expected + other.expected,
            self.right + other.right,
            self.found + other.found,
        )


Scores = dict[str, Score]


def measure(folder: Path, known: Known | None = None) -> dict[str, Scores]:
    """The scores of each text, and of each file of marked texts, of a folder, by its name."""
    keys, marked = sorted(folder.glob("*.key.json")), sorted(folder.glob("*.marked.txt"))
    if not keys and not marked:
        raise KeyRefused(f"{folder} holds no answer key: write NAME.key.json beside each NAME.txt.")
    scores = {path.name.removesuffix(".key.json"): _measure(path, known) for path in keys}
    return scores | {path.name.removesuffix(".marked.txt"): _measure_marked(path) for path in marked}


def total(scores: Iterable[Scores]) -> Scores:
    every = list(scores)
    return {kind: sum((one[kind] for one in every), Score()) for kind in KINDS}


def _measure(path: Path, known: Known | None) -> Scores:
    key = _read(path)
    source = path.with_name(path.name.removesuffix(".key.json") + ".txt")
    try:
        printed = source.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise KeyRefused(f"{source} cannot be read as UTF-8 text: {error}") from error
    published = date.fromisoformat(key["published"]) if key.get("published") else None
    text = Text.of(joined(printed).text, published, known)
    return compare(key, gather(text, suggest(text)))


def _measure_marked(path: Path) -> Scores:
    try:
        every = [_compare_people(one.people, one.text) for one in documents(path.read_text(encoding="utf-8"))]
    except (OSError, UnicodeDecodeError, MarkRefused) as error:
        raise KeyRefused(f"{path} cannot be read: {error}") from error
    return total(every)


def _compare_people(people: list[dict[str, str | None]], printed: str) -> Scores:
    text = Text.of(printed)
    nothing = Gathered(None, None, [], gather(text, suggest(text)).people, [])
    return compare({"forum": NO_FORUM, "people": people, "organizations": []}, nothing)


def _read(path: Path) -> dict[str, Any]:
    try:
        key = json.loads(path.read_text(encoding="utf-8"))
        forum = key["forum"]
        whole = isinstance(forum["cities"], list) and {"name", "date_edtf"} <= forum.keys()
        named = all(isinstance(person["name"], str) for person in key["people"])
        if not (whole and named and all(isinstance(body, str) for body in key["organizations"])):
            raise TypeError("a value is not of its kind")
        date.fromisoformat(key.get("published") or "2000-01-01")
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise KeyRefused(
            f"{path} is not an answer key ({error}); its form is told by measure_suggestions --help."
        ) from error
    return key


def compare(key: dict[str, Any], gathered: Gathered) -> Scores:
    """The scores of what was gathered from one text."""
    people, expected = gathered.people, key["people"]
    forum = key["forum"]
    return {
        "person, title and body": _whole(people, expected),
        "person": score(_once(people), _once(expected), _named),
        "title": score(_with(people, "title"), _with(expected, "title"), _same_title),
        "body": score(_with(people, "organization"), _with(expected, "organization"), _same_employer),
        "organization": score(gathered.organizations, key["organizations"], same_body),
        "forum name": score(_some(gathered.name), _some(forum["name"]), _same_forum),
        "forum date": score(_some(gathered.date_edtf), _some(forum["date_edtf"]), str.__eq__),
        "city": score(gathered.cities, forum["cities"], lambda a, b: fold(a) == fold(b)),
    }


def _whole(proposed: list[dict[str, Any]], expected: list[dict[str, Any]]) -> Score:
    """Name, title and body together; titles that share a body may stand together or apart."""
    right = sum(_is_among(one, expected) for one in proposed)
    return Score(len(proposed), len(expected), right, sum(_is_among(one, proposed) for one in expected))


def _is_among(person: dict[str, Any], others: list[dict[str, Any]]) -> bool:
    every = [*others, *(part for other in others for part in _apart(other))]
    return any(_same_holder(person, other) for other in every) or all(
        any(_same_holder(part, other) for other in every) for part in _apart(person)
    )


def _apart(person: dict[str, Any]) -> list[dict[str, Any]]:
    """A person's titles that one body shares, one by one: "Chairman and CEO" is two."""
    titles = BETWEEN_TITLES.split(person.get("title") or "")
    several = all(map(_is_a_title, titles))
    return [{**person, "title": title} for title in titles] if several else [person]


def _is_a_title(printed: str) -> bool:
    chinese = any(match.end() == len(printed) for match in TITLED.finditer(printed))
    return chinese or not HEADS.isdisjoint(_title({"title": printed}).split())


def _same_holder(one: dict[str, Any], other: dict[str, Any]) -> bool:
    return _named(one, other) and _same_capacity(one, other)


def score(proposed: list[Any], expected: list[Any], same: Callable[[Any, Any], bool]) -> Score:
    """Each proposal is right when some expected value agrees, each expected one found when some proposal does."""
    right = sum(any(same(one, other) for other in expected) for one in proposed)
    found = sum(any(same(one, other) for one in proposed) for other in expected)
    return Score(len(proposed), len(expected), right, found)


def fold(value: str | None) -> str:
    """The words of a value, with nothing that printing varies."""
    plain = unicodedata.normalize("NFKD", (value or "").replace("&", " and ")).casefold()
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    plain = INITIALS.sub(lambda match: match[0].replace(".", "") + " ", plain)
    return " ".join(TAIL.sub(" ", plain).split()).removeprefix("the ")


def same_body(one: str | None, other: str | None) -> bool:
    return not _forms(one).isdisjoint(_forms(other))


def _forms(body: str | None) -> set[str]:
    """A body's name without brackets, whole, and what the last bracket holds."""
    if not body:
        return {""}
    short = [bracket for bracket in BRACKET.findall(body) if len(bracket) < 16 and " " not in bracket]
    body = OWNER.sub(lambda match: "" if match[1].lower() in COUNTRIES | REGIONS else match[0], body)
    whole, _, land = body.rpartition(", ")
    without_land = whole if set(fold(land).split()) <= OF_A_LAND else ""
    printed = (form for one in (body, without_land) for form in (fold(BRACKET.sub("", one)), fold(one)))
    return {form for form in (*printed, *map(fold, short)) if form}


def _same_capacity(one: dict[str, Any], other: dict[str, Any]) -> bool:
    """Whether title and body agree, or all their words, however divided: "Mayor of Lund", or "Mayor" and "Lund"."""
    if _titled(one, other) and _bodied(one, other):
        return True
    return any(_same_words(mine, yours) for mine in _wholes(one) for yours in _wholes(other))


def _same_words(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether both have the same words, but for a land that only one of them names."""
    fewer, more = (Counter(words) for words in sorted((one, other), key=len))
    without = fewer and fewer <= more and COUNTRIES.isdisjoint(fewer)
    return one == other or bool(without and (more - fewer).keys() <= COUNTRIES)


def _wholes(person: dict[str, Any]) -> set[tuple[str, ...]]:
    """The words of title and body together, in no order, without those that join them; in Chinese, the characters."""
    said = [_title(person)] if person.get("title") else []
    bodies = _forms(person.get("organization"))
    if HAN.search("".join([*said, *bodies])):
        return {tuple(sorted("".join([body, *said]).replace(" ", ""))) for body in bodies}
    wholes = (" ".join([*said, form]) for form in bodies)
    return {tuple(sorted(word for word in whole.split() if word not in JOINING)) for whole in wholes}


def _bodied(one: dict[str, Any], other: dict[str, Any]) -> bool:
    mine, yours = (_bodies(person) for person in (one, other))
    return any(same_body(body, printed) for body in mine for printed in yours)


def _bodies(person: dict[str, Any]) -> list[str | None]:
    return (
        [person.get("organization"), *(person.get("parts") or "").split("\n")]
        if person.get("parts")
        else [person.get("organization")]
    )


def _titled(one: dict[str, Any], other: dict[str, Any]) -> bool:
    return not set(_titles(one)).isdisjoint(_titles(other))


def _titles(person: dict[str, Any]) -> Iterator[str]:
    yield _title(person)
    for unit in (person.get("parts") or "").split("\n")[:1]:
        if unit:
            yield fold(f"{person.get('title')} of the {unit}")
            yield fold(f"{person.get('title')} of {unit}")


def _title(person: dict[str, Any]) -> str:
    """The title's words, spelt out, without an abbreviation in brackets, in the singular."""
    printed = BRACKET.sub("", person.get("title") or "")
    words = fold(" ".join(token.bare for token in tokenize(printed))).split()
    return " ".join(word[:-1] if word[-1] == "s" and word[:-1] in HEADS else word for word in words)


def _same_title(one: dict[str, Any], other: dict[str, Any]) -> bool:
    return _named(one, other) and (_titled(one, other) or _same_capacity(one, other))


def _same_employer(one: dict[str, Any], other: dict[str, Any]) -> bool:
    return _named(one, other) and (_bodied(one, other) or _same_capacity(one, other))


def _named(one: dict[str, Any], other: dict[str, Any]) -> bool:
    return _name(one["name"]) == _name(other["name"])


def _name(name: str) -> tuple[str, ...]:
    words = fold(BRACKET.sub("", name)).split()
    return tuple(sorted(word for word in words if word not in HONORIFICS) or words)


def _same_forum(one: str, other: str) -> bool:
    bare = [re.sub(r"^(?:19|20)\d\d ?年? ?| (?:19|20)\d\d$", "", fold(BRACKET.sub("", name))) for name in (one, other)]
    return bare[0] == bare[1]


def _once(people: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return list({_name(person["name"]): person for person in people}.values())


def _with(people: list[dict[str, Any]], part: str) -> list[dict[str, Any]]:
    return [person for person in people if person.get(part)]


def _some(value: str | None) -> list[str]:
    return [value] if value else []
