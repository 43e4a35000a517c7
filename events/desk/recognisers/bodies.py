"""Organizations of English texts: known names, "Full Name (ABBR)", phrases with a body's word in them, and lists."""

import re
from collections.abc import Collection, Iterator, Mapping

from events.desk.recognisers.abbreviations import abbreviation
from events.desk.recognisers.enumerations import beside
from events.desk.recognisers.kinds import kind_of_body
from events.desk.recognisers.phrases import phrase_at
from events.desk.recognisers.places import gazetteer
from events.desk.recognisers.runs import LONGEST as LONGEST_RUN
from events.desk.recognisers.spans import Suggestion, Text, Value
from events.desk.recognisers.tokens import Token

KNOWN, BESIDE, PHRASE = "known", "told by the words beside it", "named like a body"

# A line that names a venue names no body.
VENUE = re.compile(r"\W*(?:venue|location|place)\W", re.IGNORECASE)


# Who the news are from: LUND (LNA) — The council …; … in May. (LNA)
CREDIT = re.compile(r"[^.()]{2,40} \((?P<first>[A-Z]{3,12})\) ?[–—-]|.*[.!?”] ?\((?P<last>[A-Z]{3,12})\)$", re.DOTALL)


def bodies(text: Text, named: Collection[tuple[int, int]] = ()) -> Iterator[Suggestion]:
    """Every body of the text, in English; a known one by its preferred name; none over a person's name.

    `named` holds where names of people are: (paragraph, character).
    """
    known = {**_shortened(text), **{printed: one.name for printed, one in text.bodies_known.items()}}
    for number, paragraph in text.numbered:
        tokens = text.tokens[number - 1] if not VENUE.match(paragraph) else []
        credit = CREDIT.match(paragraph)
        credited = credit.start(credit.lastgroup or 0) if credit else None
        for at, end, reason in _spans(paragraph, tokens, known):
            if tokens[at].start != credited and not any((number, one.start) in named for one in tokens[at:end]):
                start, stop = tokens[at].start, tokens[end - 1].end
                printed = paragraph[start:stop]
                short = abbreviation(tokens, end)[1]
                yield Suggestion("organization", number, start, stop, printed, _values(printed, short, known), reason)


def _values(printed: str, short: str | None, known: Mapping[str, str]) -> dict[str, Value]:
    name = known.get(printed) or re.sub(r"['’]s$", "", printed)
    return {"name": name, "abbreviation": short, "kind": kind_of_body(name)}


def _spans(paragraph: str, tokens: list[Token], known: Mapping[str, str]) -> Iterator[tuple[int, int, str]]:
    """(first token, token after the last, reason) of each body, one after another."""
    items = {
        at: end for at, end in beside(tokens) if paragraph[tokens[at].start : tokens[end - 1].end] not in gazetteer()
    }
    at = 0
    while at < len(tokens):
        end, reason = _known(paragraph, tokens, at, known), KNOWN
        if end is None:
            end, reason = phrase_at(tokens, at), PHRASE
        if end is None:
            end, reason = items.get(at), BESIDE
        if end is None:
            at += 1
            continue
        yield at, end, reason
        at = abbreviation(tokens, end)[0]


def _shortened(text: Text) -> dict[str, str]:
    """The abbreviations that the text itself gives in brackets: each stands for the full name before it."""
    shortened: dict[str, str] = {}
    for paragraph, tokens in zip(text.paragraphs, text.tokens, strict=True):
        for at in range(len(tokens)):
            if (end := phrase_at(tokens, at)) and (short := abbreviation(tokens, end)[1]):
                shortened.setdefault(short, paragraph[tokens[at].start : tokens[end - 1].end])
    return shortened


def _known(paragraph: str, tokens: list[Token], at: int, known: Mapping[str, str]) -> int | None:
    if not tokens[at].capital:
        return None
    ends = range(min(at + LONGEST_RUN, len(tokens)), at, -1)
    return next((end for end in ends if paragraph[tokens[at].start : tokens[end - 1].end] in known), None)
