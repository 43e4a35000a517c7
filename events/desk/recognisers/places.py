"""Cities, from a gazetteer that comes with the code; places the archive knows win."""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from events.desk.recognisers.spans import Suggestion, Text, Value
from events.desk.recognisers.tokens import Token
from events.desk.recognisers.words import COUNTRIES, FUNCTION, RATHER_WORDS, REGIONS

GAZETTEER = Path(__file__).parent / "cities.txt"
LONGEST, LONGEST_HAN = 4, 7
SURE_LENGTH = 4
UNIONS = frozenset(["the", "european", "union", "eu", "united", "nations"])
DIRECTIONS = frozenset(["east", "west", "south", "north", "central", "southeast", "greater"])
HAN = re.compile(r"[\u4e00-\u9fff]{2,}")


@cache
def gazetteer() -> dict[str, tuple[str, str]]:
    """(preferred name, country) by name; of namesakes the largest, which comes first."""
    known: dict[str, tuple[str, str]] = {}
    for line in GAZETTEER.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            country, *names = line.split("|")
            for name in names:
                known.setdefault(name, (names[0], country))
    return known


def is_a_place(token: Token) -> bool:
    return token.bare in COUNTRIES | UNIONS | REGIONS | DIRECTIONS or (token.capital and token.text in gazetteer())


def place_end(tokens: list[Token], at: int) -> int:
    """Behind the longest name of a place that begins here, or here where none does: Lund, Los Angeles."""
    ends = range(min(at + LONGEST, len(tokens)), at + 1, -1)
    longer = (end for end in ends if _printed(tokens[at:end]) in gazetteer())
    return next(longer, at + (at < len(tokens) and is_a_place(tokens[at])))


def _printed(tokens: list[Token]) -> str:
    return " ".join(token.text for token in tokens)


def places(text: Text) -> Iterator[Suggestion]:
    """Every city named, not inside a longer name in capitals."""
    known = {printed: one.name for printed, one in text.places_known.items()}
    for number, paragraph in text.numbered:
        tokens = text.tokens[number - 1]
        for start, end, name, country in [*_latin(paragraph, tokens, known), *_han(paragraph, known)]:
            values: dict[str, Value] = {"name": name, "country": country}
            yield Suggestion("place", number, start, end, paragraph[start:end], values, "a city's name")


def _latin(paragraph: str, tokens: list[Token], known: Mapping[str, str]) -> Iterator[tuple[int, int, str, str | None]]:
    at = 0
    while at < len(tokens):
        length = next(
            (
                n
                for n in range(LONGEST, 0, -1)
                if at + n <= len(tokens)
                and (_city(paragraph, tokens[at : at + n], known) or _opens_a_dateline(tokens, at, n))
            ),
            0,
        )
        if length:
            printed = paragraph[tokens[at].start : tokens[at + length - 1].end]
            city = printed if printed in gazetteer() else printed.title()
            name, country = (known[printed], None) if printed in known else (city, gazetteer()[city][1])
            yield tokens[at].start, tokens[at + length - 1].end, name, country
        at += length or 1


def _opens_a_dateline(tokens: list[Token], at: int, length: int) -> bool:
    """A city in capitals before the first comma: NEW DELHI, 4 March."""
    words = tokens[at : at + length]
    shouted = at == 0 and all(word.text.isupper() for word in words) and len(words[0].text) > 2
    after = tokens[length].text if length < len(tokens) else ""
    return shouted and after in {",", ":", "("} and " ".join(word.text.title() for word in words) in gazetteer()


def _city(paragraph: str, tokens: list[Token], known: Mapping[str, str]) -> bool:
    if not tokens or not tokens[0].text[0].isupper():
        return False
    printed = paragraph[tokens[0].start : tokens[-1].end]
    if printed in known:
        return True
    return (
        printed in gazetteer()
        and printed not in RATHER_WORDS
        and len(printed) >= SURE_LENGTH
        and tokens[0].bare not in FUNCTION
    )


def _han(paragraph: str, known: Mapping[str, str]) -> Iterator[tuple[int, int, str, str | None]]:
    """Chinese has no blanks between words: the longest name that begins at each character."""
    for row in HAN.finditer(paragraph):
        at = row.start()
        while at < row.end():
            printed = (paragraph[at:end] for end in range(min(at + LONGEST_HAN, row.end()), at + 1, -1))
            name = next((name for name in printed if name in known or name in gazetteer()), "")
            if name:
                yield at, at + len(name), *((known[name], None) if name in known else gazetteer()[name])
            at += len(name) or 1
