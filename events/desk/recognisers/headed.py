"""A body at the head of a list of its people, with titles of its units or none: The Lake University team included …"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from events.desk.recognisers.bodywords import bodylike
from events.desk.recognisers.capacities import Capacity, printed_of
from events.desk.recognisers.found import Found
from events.desk.recognisers.names import honorific, owns
from events.desk.recognisers.places import is_a_place
from events.desk.recognisers.tokens import Token, tokenize
from events.desk.recognisers.words import (
    FUNCTION,
    HEADS,
    LEGAL,
    NO_BODIES,
    OF_A_LAND,
    OPENS,
    SPEAKING,
    SUBJECT_ACRONYMS,
    TEAM,
    UNITS,
)

# What leads to the one at the head; what may stand before the first name of a list and between names.
LED_BY = frozenset(["led", "headed", "represented"])
BEFORE_A_NAME = frozenset(["of", "its", "their", "the", "several", "senior", "officials"])
BETWEEN = OPENS | {",", ";", "and", "&", "as", "well", "its", "the", "by", "(", ")"}
FARTHEST, LONGEST_BODY, LONGEST_BETWEEN, FEW = 24, 14, 40, 6
JOINS = frozenset(["of", "for", "and", "&"])
TO_A_UNIT = r",? (?:(?:of|at|for|in) )?(?:the )?"
# Units that a title is printed with; a ministry or an embassy is a body of its own.
WHOLE = frozenset(["agency", "consulate", "delegation", "embassy", "group", "line", "ministry", "mission"])
ITS_OWN = OF_A_LAND - {"commissioner", "delegate", "representative", "secretary"}


def headed(paragraph: str, tokens: list[Token], found: list[Found]) -> list[Found]:
    """Those found; who stands in a list that a body heads and has none, with that body."""
    of_heads = dict(_of_heads(paragraph, tokens, found))
    return [_of(paragraph, one, of_heads[one.start]) if one.start in of_heads else one for one in found]


def _of_heads(paragraph: str, tokens: list[Token], found: list[Found]) -> Iterator[tuple[int, str]]:
    """Where a name of a list begins, and the body at the head of the list."""
    reached = [one.reach[0] for one in found]
    for at, token in enumerate(tokens[:-1]):
        if not found or (token.bare not in OPENS | {"by", ":"} and tokens[at - 1].bare != "side"):
            continue
        first = bisect_left(reached, token.end)
        if first == len(found) or not _is_next(tokens, at + 1, found[first].reach[0]):
            continue
        leader = _leader(paragraph, tokens, at, found[first - 1]) if first else None
        if body := leader or printed_of(paragraph, _head(tokens, at)):
            yield from ((one.start, body) for one in _listed(paragraph, found, first))


def _leader(paragraph: str, tokens: list[Token], opening: int, former: Found) -> str | None:
    """The body of who leads those that are told of: The delegation, led by Reed President Ada Moe, included …"""
    if tokens[opening].start - former.reach[1] > FEW:
        return None
    between = paragraph[former.reach[1] : tokens[opening].start].strip()
    before = paragraph[max(0, former.reach[0] - FARTHEST) : former.reach[0]].rstrip()
    led = before.endswith(("led by", "headed by"))
    return former.capacities[0].body if led and between in {",", "and", ", and"} else None


def _is_next(tokens: list[Token], at: int, start: int) -> bool:
    """Whether a name, or its title, is next."""
    ahead = [token for token in tokens[at : at + FEW] if token.start < start]
    return len(ahead) < FEW and all(token.bare in BEFORE_A_NAME or honorific(token) for token in ahead)


def _listed(paragraph: str, found: list[Found], first: int) -> Iterator[Found]:
    """The people of a list, until something else stands between or somebody is of another body."""
    for number in range(first, len(found)):
        one = found[number]
        between = paragraph[found[number - 1].reach[1] : one.reach[0]] if number > first else ""
        if len(between) > LONGEST_BETWEEN or any(map(_parts, tokenize(between))) or not _waits_for_a_body(one):
            return
        yield one


def _parts(token: Token) -> bool:
    return token.bare not in BETWEEN and not honorific(token)


def _waits_for_a_body(one: Found) -> bool:
    body = one.capacities[0].body
    return len(one.capacities) == 1 and (not body or _is_a_unit(tokenize(body)))


def _is_a_unit(words: list[Token]) -> bool:
    """Whether words name a part of a body and no body: Office of International Relations, Language Institute."""
    parts = [word for word in words if word.bare in UNITS - WHOLE]
    return bool(parts) and not any(bodylike([word]) for word in words if word not in parts)


def _of(paragraph: str, one: Found, body: str) -> Found:
    """With the body, and a unit with the title that is printed before it: Dean of the College of Trade."""
    title, unit = one.capacities[0].title, one.capacities[0].body
    if title and not unit and _is_of_a_land(tokenize(title)):
        return one
    if title and unit:
        whole = re.compile(rf"{re.escape(title)}{TO_A_UNIT}{re.escape(unit)}").search(paragraph, one.reach[0])
        title = whole and whole[0]
    return replace(one, capacities=(Capacity(title, body),)) if title or not unit else one


def _is_of_a_land(title: list[Token]) -> bool:
    """Whether a title has its land with it: Governor, Secretary of Education."""
    office = any(word.bare in OF_A_LAND and after.text == "of" for word, after in pairwise(title))
    return title[-1].bare in ITS_OWN or office


def _head(tokens: list[Token], opening: int) -> list[Token]:
    """The body whose people are told of behind this word; nothing where none is printed."""
    behalf = _back_from(tokens, opening)
    if tokens[opening].bare == "by" and behalf:
        return behalf if _is_for(tokens, opening - len(behalf)) else []
    if tokens[opening].bare == "by" and (opening < 2 or tokens[opening - 1].bare not in LED_BY):
        return []
    if tokens[opening - 1].bare == "represented" and tokens[opening - 2].text in {"was", "were", "is", ","}:
        return _body(_back_from(tokens, opening - 2))
    if (
        tokens[opening].bare == "by"
        and tokens[opening - 2].text == ","
        and (body := _with_body(_before(tokens, opening - 2)))
    ):
        return body
    team = opening - 1
    while team > max(0, opening - FARTHEST) and _is_between(tokens[team]):
        team -= 1
    if tokens[team].bare in TEAM:
        return _with_body(_back_from(tokens, _past_adjectives(tokens, team)))
    run = _back_from(tokens, team + 1)
    return _with_body(run) if _is_of_a_team(tokens, team + 1 - len(run)) else []


def _before(tokens: list[Token], comma: int) -> list[Token]:
    """The name before a comma and letters in brackets: the Lake Business Club, Inc. (LBC), led by …"""
    end = comma - 3 * ([token.text for token in tokens[comma - 3 : comma : 2]] == ["(", ")"])
    legal = end > 1 and tokens[end - 1].bare in LEGAL and tokens[end - 2].text == ","
    run = _back_from(tokens, end - 2) if legal else _back_from(tokens, end)
    return [*run, *tokens[end - 2 : end]] if legal and run else run


def _is_between(token: Token) -> bool:
    """Whether a word may stand between a team and the word that opens the list: at the signing, led."""
    plain = token.text.islower() and token.bare not in TEAM | SPEAKING | {"and", "met", "visited", "with"}
    return token.text == "," or plain


def _past_adjectives(tokens: list[Token], team: int) -> int:
    at = team
    while at > max(0, team - 3) and tokens[at - 1].text.islower() and tokens[at - 1].bare not in FUNCTION | JOINS:
        at -= 1
    return at


def _is_of_a_team(tokens: list[Token], at: int) -> bool:
    """Whether what begins here is whom a team is of, or who is represented: a delegation from the Lake Council."""
    at -= at > 0 and tokens[at - 1].text == "the"
    before = [token.bare for token in tokens[max(0, at - 2) : at]]
    return before[-1:] == ["representing"] or before in (["attending", "from"], ["present", "from"]) or _is_team(before)


def _is_team(before: list[str]) -> bool:
    return len(before) == 2 and before[0] in TEAM and before[1] in {"from", "of"}


def _is_for(tokens: list[Token], at: int) -> bool:
    """Whether somebody acts for what begins here: signed on behalf of the Lake Council by …"""
    at -= at > 0 and tokens[at - 1].text == "the"
    return [token.bare for token in tokens[max(0, at - 2) : at]] == ["behalf", "of"]


def _back_from(tokens: list[Token], end: int) -> list[Token]:
    """The words in capitals that end here, with the small ones that join them."""
    at = end
    while at > max(0, end - LONGEST_BODY) and _is_of_a_name(tokens, at - 1):
        at -= 1
    while at < end and (tokens[at].bare in FUNCTION | JOINS or tokens[at].bare in {"the", "representing"}):
        at += 1
    return [*tokens[at : end - 1], _without_s(tokens[end - 1])] if at < end else []


def _without_s(token: Token) -> Token:
    return Token(token.text[:-2], token.start, token.end - 2) if owns(token) else token


def _is_of_a_name(tokens: list[Token], at: int) -> bool:
    before = tokens[at - 1] if at else None
    if tokens[at].text == "the":
        return bool(before and before.bare in {"of", "for"})
    if tokens[at].bare in JOINS:
        return bool(before and before.capital)
    return tokens[at].word and tokens[at].capital


def _with_body(words: list[Token]) -> list[Token]:
    return _body(words) if bodylike(words) else []


def _body(words: list[Token]) -> list[Token]:
    """The words where they name one body that people come for: no land, no government, no holder of an office."""
    two = any(word.bare == "and" and bodylike(words[:at]) and bodylike(words[at:]) for at, word in enumerate(words))
    office = any(word.bare in HEADS | {"government"} for word in words)
    land = all(is_a_place(word) or word.text in NO_BODIES | SUBJECT_ACRONYMS for word in words)
    return [] if two or office or land else words
