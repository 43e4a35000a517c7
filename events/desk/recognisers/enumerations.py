"""Bodies without a body's word of their own: in lists, beside others that have one, or beside a sort of body.

Companies such as Iberglas, Sandrea and Klarwerk; hosted by A, B and C; the carmaker Iberglas; Barnes & Moe law firm.
"""

from collections.abc import Iterator

from events.desk.recognisers.names import owns
from events.desk.recognisers.phrases import is_a_land, phrase_at, run_at
from events.desk.recognisers.tokens import Token
from events.desk.recognisers.words import (
    COLLECTIVES,
    COUNTRIES,
    EVENT,
    HEADS,
    HOSTING,
    LISTING,
    PINYIN_SURNAMES,
    SENT,
    SORTS,
    TOPICAL,
)

MOST, FARTHEST = 40, 8
# Of a list that nothing leads to: so many items, of which so many are named like bodies, and the others are too.
LONG, SURE = 3, 2
BETWEEN = frozenset([",", ";", "and", "&", "/"])
SKIPPED = frozenset(["the", "The", "by", "as", "well", "them"])
Span = tuple[int, int]


def beside(tokens: list[Token]) -> Iterator[Span]:
    """(start, end) of each body that the words beside it tell."""
    yield from listed(tokens)
    for at, token in enumerate(tokens):
        if token.bare in SORTS and token.text.islower():
            after = run_at(tokens, at + 1) if at + 1 < len(tokens) else None
            if after and not _is_common(tokens[at + 1 : after]):
                yield at + 1, after


def listed(tokens: list[Token]) -> Iterator[Span]:
    """The items of the lists of bodies of a paragraph."""
    at = 0
    while at < len(tokens):
        led = _leads_to_a_list(tokens, at)
        if not (led or phrase_at(tokens, at)):
            at += 1
            continue
        items, end = _items(tokens, at + led)
        sure = sum(phrase_at(tokens, start) == stop for start, stop in items)
        if (led and (sure or tokens[at].bare != "from")) or (sure >= SURE and len(items) >= LONG):
            yield from items
        at = max(end, at + 1)


def _leads_to_a_list(tokens: list[Token], at: int) -> bool:
    """Whether bodies follow this word: "companies including …", "organized by …", "Sponsors: …"."""
    word = tokens[at]
    near = {token.bare for token in tokens[max(0, at - FARTHEST) : at]}
    if word.text == ":":
        return at < FARTHEST and bool(near & (HOSTING | COLLECTIVES))
    if word.text == ",":
        return at > 0 and tokens[at - 1].bare in HOSTING | COLLECTIVES and tokens[at - 1].bare.endswith("s")
    if word.bare in {"by", "with"}:
        return at > 0 and tokens[at - 1].bare in HOSTING | {"partnership", "collaboration", "cooperation", "support"}
    if word.bare == "from":
        return at > 0 and tokens[at - 1].bare in SENT
    return word.bare in LISTING and bool(near & COLLECTIVES)


def _items(tokens: list[Token], at: int) -> tuple[list[Span], int]:
    """The items from here on, and the token after them: names in capitals with commas or "and" between."""
    items: list[Span] = []
    while len(items) < MOST:
        while at < len(tokens) and (tokens[at].text in BETWEEN or tokens[at].text in SKIPPED):
            at += 1
        end = (phrase_at(tokens, at) or run_at(tokens, at)) if at < len(tokens) else None
        if end is None or end == at:
            break
        if _is_closed(tokens, end) and not _is_common(tokens[at:end]):
            items.append((at, end))
        at = end
        if at >= len(tokens) or tokens[at].text not in BETWEEN:
            break
    return items, at


def _is_closed(tokens: list[Token], end: int) -> bool:
    """Whether the name ends here: no title, bracket or further name comes at once."""
    after = tokens[end] if end < len(tokens) else None
    return after is None or after.text in BETWEEN | {".", "(", ")", "—", "–"} or after.text.islower()


def _is_common(run: list[Token]) -> bool:
    """Whether the words name a land, a subject, an event or, alone, a family."""
    if len(run) == 1 and run[0].bare in PINYIN_SURNAMES:
        return True
    return (
        is_a_land(run)
        or (len(run) == 1 and owns(run[0]) and run[0].bare[:-2] in COUNTRIES)
        or all(token.bare in TOPICAL | EVENT | HEADS | COUNTRIES for token in run)
        or run[-1].bare in EVENT
    )
