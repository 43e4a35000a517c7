"""Entries of lists with a dash and little else: - Lake Chamber – Ada Moe & Olu Bello; • Ada Moe – Iberglas."""

from collections.abc import Iterator

from events.desk.recognisers.bodywords import bodylike
from events.desk.recognisers.capacities import ROLES, Capacity, printed_of
from events.desk.recognisers.found import NO_CAPACITY, Found, found_at
from events.desk.recognisers.names import name_from, past_honorifics
from events.desk.recognisers.tokens import Token
from events.desk.recognisers.words import COUNTRIES, CUES, EVENT, HEADS, LABELS, SUBJECTS, TOPICAL

LONGEST_LINE = 220
DASHES, BULLETS = frozenset("–—-"), frozenset("-–—•·*")
BETWEEN = frozenset([",", "and", "&", ";"])
Span = tuple[int, int]


def entered(paragraph: str, tokens: list[Token]) -> Iterator[Found]:
    """Body – NAME, NAME & NAME; Experts – NAME; and, behind a bullet, NAME – Body."""
    first = int(bool(tokens) and tokens[0].text in BULLETS)
    dash = max((i for i, token in enumerate(tokens) if token.text in DASHES and i > first), default=None)
    if dash is None or len(paragraph) > LONGEST_LINE:
        return
    names = _names(tokens, dash + 1)
    capacity = _of_all(paragraph, tokens[first:dash], len(names)) if names else None
    if first and not capacity and _is_before_its_body(tokens, first, dash):
        names, capacity = [(first, dash)], Capacity(None, printed_of(paragraph, tokens[dash + 1 :]))
    if not capacity:
        return
    for start, end in names:
        name = slice(past_honorifics(tokens, start, end), end)
        yield found_at(paragraph, tokens, name, slice(first, len(tokens)), [capacity], "an entry with a dash", 3)


def _names(tokens: list[Token], at: int) -> list[Span]:
    """The names that are all that stands here, with commas or "and" between; none where anything else does."""
    names: list[Span] = []
    while at < len(tokens):
        end = name_from(tokens, at)
        if end is None or not _is_plain(tokens[at:end]) or (end < len(tokens) and tokens[end].text not in BETWEEN):
            return []
        names.append((at, end))
        at = end + 1
        at += at < len(tokens) and tokens[at].text in BETWEEN
    return names


def _of_all(paragraph: str, before: list[Token], count: int) -> Capacity | None:
    """What stands before the dash: a body, what those named are, or only their part; a talk's title is nothing."""
    last = before[-1]
    several = last.bare.endswith("s") and last.bare[:-1] in HEADS
    role = all(token.bare in ROLES | LABELS | CUES | EVENT | TOPICAL for token in before)
    if role or last.bare in ROLES | LABELS or last.bare[:-1] in ROLES | LABELS:
        return NO_CAPACITY
    if several and len(before) > 1:
        return Capacity((printed_of(paragraph, before) or "")[:-1], None)
    if any(token.bare in HEADS for token in before):
        return None
    if bodylike(before) and last.bare not in EVENT:
        return Capacity(None, printed_of(paragraph, before))
    return NO_CAPACITY if count > 1 else None


def _is_before_its_body(tokens: list[Token], first: int, dash: int) -> bool:
    """Whether nothing but a name and another name in capitals stands here, of which the second is no subject."""
    body = tokens[dash + 1 :]
    named = name_from(tokens, first) == dash and _is_plain(tokens[first:dash])
    capitals = len(body) > 0 and all(token.word and token.capital for token in body)
    return named and capitals and not all(token.bare in TOPICAL | SUBJECTS | EVENT | HEADS for token in body)


def _is_plain(name: list[Token]) -> bool:
    return not bodylike(name) and not any(token.bare in TOPICAL | SUBJECTS | COUNTRIES for token in name)
