"""Organizations: names the archive knows, "Full Name (ABBR)", and phrases in capitals with a body's word in them."""

import re
from collections.abc import Collection, Iterator

from events.desk.recognisers.capacities import bodylike
from events.desk.recognisers.runs import LONGEST as LONGEST_RUN
from events.desk.recognisers.spans import Suggestion, Text
from events.desk.recognisers.tokens import Token, tokenize
from events.desk.recognisers.words import ABROAD, EVENT, FUNCTION, HEADS, LANDS, LEGAL, SMALL

LONGEST_NAME = 18
OPENERS = FUNCTION - {"center", "building", "program", "programme"}


def bodies(text: Text, named: Collection[tuple[int, int]] = ()) -> Iterator[Suggestion]:
    """Every body of the text, in English; a known one by its preferred name; none over a person's name.

    `named` holds where names of people begin: (paragraph, start).
    """
    known = {**_shortened(text), **{printed: one.name for printed, one in text.bodies_known.items()}}
    for number, paragraph in text.numbered:
        tokens = tokenize(paragraph)
        at = 0
        while at < len(tokens):
            end, reason = _known(paragraph, tokens, at, known), "known"
            if end is None:
                end, reason = _phrase(tokens, at), "named like a body"
            if end and any((number, token.start) in named for token in tokens[at:end]):
                end = None
            if end is None:
                at += 1
                continue
            printed = paragraph[tokens[at].start : tokens[end - 1].end]
            after, short = _abbreviation(tokens, end)
            values = {"name": known.get(printed, re.sub(r"['’]s$", "", printed)), "abbreviation": short}
            yield Suggestion("organization", number, tokens[at].start, tokens[end - 1].end, printed, values, reason)
            at = after


def _shortened(text: Text) -> dict[str, str]:
    """The abbreviations that the text itself gives in brackets: each stands for the full name before it."""
    shortened: dict[str, str] = {}
    for _, paragraph in text.numbered:
        tokens = tokenize(paragraph)
        for at in range(len(tokens)):
            if (end := _phrase(tokens, at)) and (short := _abbreviation(tokens, end)[1]):
                shortened.setdefault(short, paragraph[tokens[at].start : tokens[end - 1].end])
    return shortened


def _known(paragraph: str, tokens: list[Token], at: int, known: dict[str, str]) -> int | None:
    if not tokens[at].capital:
        return None
    ends = range(min(at + LONGEST_RUN, len(tokens)), at, -1)
    return next((end for end in ends if paragraph[tokens[at].start : tokens[end - 1].end] in known), None)


def _phrase(tokens: list[Token], at: int) -> int | None:
    """Where a body's name that begins here ends: capitals joined by small words, with a body's word among them."""
    if not _opens(tokens, at):
        return None
    end = at
    while end < len(tokens) and end - at < LONGEST_NAME and _goes_on(tokens, end, at):
        end += 1
    while end > at and not tokens[end - 1].capital:
        end -= 1
    run = tokens[at:end]
    long = len(run) > 1 or (len(run) == 1 and _abbreviation(tokens, end)[1])
    if not run or run[-1].bare in HEADS | EVENT or any(token.bare in HEADS for token in run):
        return None
    return end if (long and (bodylike(run) or _abbreviation(tokens, end)[1])) or _short(run) else None


def _opens(tokens: list[Token], at: int) -> bool:
    token = tokens[at]
    if not token.capital or token.bare in OPENERS or token.bare in HEADS:
        return False
    return not (
        at and tokens[at - 1].capital and tokens[at - 1].bare not in OPENERS | HEADS and tokens[at - 1].text[-1] != "."
    )


def _short(run: list[Token]) -> bool:
    return len(run) == 1 and bodylike(run) and run[0].text.isalpha() and run[0].text.isupper() and len(run[0].text) > 2


def _goes_on(tokens: list[Token], i: int, start: int) -> bool:
    token = tokens[i]
    if token.text == ",":
        return i + 1 < len(tokens) and tokens[i + 1].bare in LEGAL and tokens[i + 1].capital
    if not token.word:
        return token.text == "&" or (token.text in "'’" and i > start)
    if token.capital:
        return token.bare not in HEADS
    if token.bare == "and":
        return _same_name(tokens, i, start)
    if token.bare in {"in", "the"} and tokens[i - (token.bare == "the")].bare == "in":
        return any(one.bare in ABROAD for one in tokens[start:i])
    return token.bare in SMALL - {"on", "to", "et"}


def _same_name(tokens: list[Token], i: int, start: int) -> bool:
    """Whether "and" joins words of one name: Import and Export of …, Ministry of Industry and Trade."""
    before = tokens[start:i]
    last = max((n + 1 for n, token in enumerate(before) if token.bare in {"of", "for", "the", "and"}), default=0)
    ahead = []
    for token in tokens[i + 1 : i + 6]:
        if not token.capital and token.bare not in SMALL - {"and", "the"}:
            break
        ahead.append(token)
    if not ahead or not ahead[0].capital:
        return False
    if not bodylike(before[last:]) and before[-1].bare not in LANDS:
        return bodylike(ahead) or (last > 0 and not _acts(tokens, i))
    return False


def _acts(tokens: list[Token], i: int) -> bool:
    """Whether a verb follows the next word: then it is a name of its own."""
    return (
        i + 2 < len(tokens) and tokens[i + 2].word and tokens[i + 2].text.islower() and tokens[i + 2].bare not in SMALL
    )


def _abbreviation(tokens: list[Token], end: int) -> tuple[int, str | None]:
    """The token after "(ABBR)" and the abbreviation, where one follows."""
    if end + 2 < len(tokens) and tokens[end].text == "(" and tokens[end + 1].capital:
        close = next((i for i in range(end + 2, min(end + 5, len(tokens))) if tokens[i].text == ")"), None)
        short = tokens[end + 1 : close] if close else []
        if short and sum(map(str.isupper, "".join(token.text for token in short))) > 1:
            return (close or end) + 1, " ".join(token.text for token in short)
    return end, None
