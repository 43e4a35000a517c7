"""Several names under one title or one body: Members NAME and NAME; NAME and NAME, both from Body."""

from collections.abc import Iterator

from events.desk.recognisers.before_name import body_after, of_a_land
from events.desk.recognisers.bodywords import bodylike
from events.desk.recognisers.capacities import Capacity, all_of_lands, printed_of, read_capacities
from events.desk.recognisers.found import NO_CAPACITY, Found, found_at
from events.desk.recognisers.given import is_given
from events.desk.recognisers.names import honorific, name_before, name_from, owns, past_honorifics
from events.desk.recognisers.places import gazetteer
from events.desk.recognisers.syllables import is_pinyin
from events.desk.recognisers.title_start import title_before
from events.desk.recognisers.tokens import Token, tokenize
from events.desk.recognisers.words import AREAS, COUNTRIES, HEADS, MODIFIERS, REGIONS, SUBJECTS, SURE, TOPICAL

MOST, FARTHEST, LONGEST_BRACKET = 12, 60, 9
# Of so many names in a row one may be like no other that is known.
MOST_UNKNOWN = 3
# Of each of them that shares a title; families share their names, too.
SEVERAL = "a title before several names"
TOGETHER = frozenset(["both", "all"])
JOINED = frozenset(["and", "&"])
FROM = frozenset(["from", "of", "at", "with"])
OWN = frozenset(["from", "of"])
# How several are called, and how one of them is.
ENDINGS = (("ies", "y"), ("men", "man"), ("s", ""))
OF_A_HOUSE = (["of", "Parliament"], ["of", "Congress"])
# What a row of people is led to by.
LEADING = frozenset([":", "include", "included", "were", "are"])
Span = tuple[int, int]


def grouped(paragraph: str, tokens: list[Token]) -> Iterator[Found]:
    """Everyone named with others under one title or one body."""
    for at, token in enumerate(tokens):
        if _plural(token):
            yield from _under_a_title(paragraph, tokens, at)
            yield from _each_with_its_own(paragraph, tokens, at)
        elif token.text == ",":
            yield from _before_their_body(paragraph, tokens, at)
        elif token.text in {"from", "of"}:
            yield from _from_a_body(paragraph, tokens, at)
        elif token.capital:
            yield from _in_a_row(paragraph, tokens, at)


def one_of(several: str) -> str:
    """What one of several is called: Secretaries, Chairmen, Directors."""
    for ending, single in ENDINGS:
        one = several.removesuffix(ending) + single
        if several.endswith(ending) and one.lower() in HEADS:
            return one
    return ""


def _plural(token: Token) -> bool:
    return one_of(token.bare) in HEADS


def _singular(token: Token) -> Token:
    """The word as a title of one person, where it stood."""
    return Token(one_of(token.text), token.start, token.end) if _plural(token) else token


def _under_a_title(paragraph: str, tokens: list[Token], head: int) -> Iterator[Found]:
    """Body Titles NAME, NAME and NAME of Body."""
    past = _past_their_title(tokens, head)
    names, end = _names_from(tokens, past + (past < len(tokens) and tokens[past].text == ","))
    if len(names) < 2:
        return
    title, body = _title_of_several(tokens, head)
    owner = printed_of(paragraph, body) or body_after(paragraph, tokens, title, _past_together(tokens, end))
    capacity = Capacity(printed_of(paragraph, tokens[title:past]), owner)
    yield from _each(paragraph, tokens, names, capacity, SEVERAL)


def _past_together(tokens: list[Token], end: int) -> int:
    """Past ", both", ", all", where their body follows."""
    words = [token.bare for token in tokens[end : end + 3]]
    return end + 2 if len(words) == 3 and words[0] == "," and words[1] in TOGETHER and words[2] in FROM else end


def _past_their_title(tokens: list[Token], head: int) -> int:
    """Past Members of Parliament."""
    return head + 3 if [token.text for token in tokens[head + 1 : head + 3]] in OF_A_HOUSE else head + 1


def _title_of_several(tokens: list[Token], head: int) -> tuple[int, list[Token]]:
    """Where the title of several begins, and the body before it."""
    title, first = title_before(tokens, head)
    title, body = of_a_land(tokens, first, title)
    if len(body) == 1 and body[0].bare in SURE and tokens[head].bare == "members":  # Board Members
        return first, []
    return title, body


def _each_with_its_own(paragraph: str, tokens: list[Token], head: int) -> Iterator[Found]:
    """Governors NAME of Land and NAME of Land; the co-chairs, NAME of Body and NAME of Body."""
    title, _ = _title_of_several(tokens, head)
    named: list[tuple[Span, str]] = []
    at = head + 1 + (head + 1 < len(tokens) and tokens[head + 1].text == ",")
    while len(named) < MOST and (stop := name_from(tokens, at)) and tokens[stop : stop + 1]:
        capacities, end = read_capacities(paragraph, tokens, stop + 1) if tokens[stop].text in OWN else ([], stop)
        if not capacities or not capacities[0].body or capacities[0].title:
            break
        named.append(((past_honorifics(tokens, at, stop), stop), capacities[0].body))
        at = end
        while at < len(tokens) and tokens[at].text in {",", "and", "&"}:
            at += 1
    if len(named) > 1:
        for name, body in named:
            capacity = Capacity(printed_of(paragraph, tokens[title : head + 1]), body)
            yield from _each(paragraph, tokens, [name], capacity, SEVERAL)


def _before_their_body(paragraph: str, tokens: list[Token], comma: int) -> Iterator[Found]:
    """NAME and NAME, both from Body; NAME and NAME, Members of Body; NAME and NAME, both Directors of Body."""
    at = comma + 1
    together = at < len(tokens) and tokens[at].bare in TOGETHER
    at += together
    if not (at < len(tokens) and ((together and tokens[at].bare in FROM) or _plural_title(tokens, at, together))):
        return
    names = _names_before(tokens, comma)
    if names and names[0][0] and _plural(tokens[names[0][0] - 1]):  # Senators Ada Moe and Olu Bello, members of …
        return
    ahead = [*tokens[:at], *map(_singular, tokens[at : at + FARTHEST])]
    capacities, _ = read_capacities(paragraph, ahead, at + (tokens[at].bare in FROM))
    if len(names) > 1 and capacities and (capacities[0].title or capacities[0].body):
        yield from _each(paragraph, tokens, names, capacities[0], "several names before a title or body", 7)


def _from_a_body(paragraph: str, tokens: list[Token], link: int) -> Iterator[Found]:
    """NAME, NAME and NAME from Body, or from a land; NAME and NAME of Body."""
    names = _names_before(tokens, link)
    capacities = read_capacities(paragraph, tokens, link + 1)[0] if len(names) > 1 else []
    if len(capacities) != 1 or not capacities[0].body or capacities[0].title:
        return
    body = tokenize(capacities[0].body)
    if tokens[link].text == "of" and not (bodylike(body) and len(names) == 2):
        return
    capacity = NO_CAPACITY if all_of_lands(body) or any(word.text in AREAS for word in body) else capacities[0]
    yield from _each(paragraph, tokens, names, capacity, "several names before a body")


def _in_a_row(paragraph: str, tokens: list[Token], at: int) -> Iterator[Found]:
    """Three names or more, known for names of people, or after Drs. or Messrs.: nothing else stands in such a row."""
    if at and (tokens[at - 1].capital or tokens[at - 1].text == ","):
        return
    plural = tokens[at].bare in {"drs", "messrs", "profs"}
    led = is_given(tokens[at]) and (at == 0 or tokens[at - 1].text in LEADING)
    if not plural and not led and not (at + 2 < len(tokens) and is_pinyin(tokens[at : at + 2])):
        return
    names, _ = _names_from(tokens, at, closed=plural)
    if len(names) > 2 and (plural or _are_people([tokens[slice(*name)] for name in names])):
        for start, end in names:
            yield found_at(paragraph, tokens, slice(start, end), slice(start, end), [], "names in a row", 1)


def _are_people(names: list[list[Token]]) -> bool:
    """Whether most names of a row are Chinese or begin with a known given name, and none owns something."""
    known = sum(is_pinyin(name) or is_given(name[0]) for name in names)
    return known * MOST_UNKNOWN >= len(names) * (MOST_UNKNOWN - 1) and not any(owns(name[-1]) for name in names)


def _plural_title(tokens: list[Token], at: int, together: bool) -> bool:
    while at < len(tokens) and tokens[at].bare in MODIFIERS | {"board"}:
        at += 1
    return at < len(tokens) and (_plural(tokens[at]) or (together and tokens[at].bare in HEADS))


def _names_from(tokens: list[Token], at: int, *, closed: bool = False) -> tuple[list[Span], int]:
    """The names that begin here, with commas and an "and" between, or `closed` by a bracket; the token after them."""
    names: list[Span] = []
    end = at
    while len(names) < MOST and (stop := name_from(tokens, at)):
        names.append((past_honorifics(tokens, at, stop), stop))
        at = end = _past_a_bracket(tokens, stop)
        at += at < len(tokens) and tokens[at].text == ","
        last = at < len(tokens) and tokens[at].bare in JOINED
        at += last
        if at == end or (len(names) > 1 and tokens[names[-1][0] - 1].bare in JOINED):
            break
    joined = len(names) > 1 and any(token.bare in JOINED for token in tokens[names[-2][1] : names[-1][0]])
    joined = joined or (closed and end < len(tokens) and tokens[end].text == ")")
    return (names if joined else []), end


def _past_a_bracket(tokens: list[Token], at: int) -> int:
    """Past a nickname, or a land, party and years, in brackets: Ada Moe (Adi), Olu Bello (Ohio, D, 2001-2005) and …"""
    if at == len(tokens) or tokens[at].text != "(":
        return at
    end = next((i for i in range(at + 2, min(at + LONGEST_BRACKET, len(tokens))) if tokens[i].text == ")"), None)
    inner = tokens[at + 1 : end or at]
    nickname = len(inner) == 1 and inner[0].text.istitle()
    land = next((i for i, token in enumerate(inner) if token.text == ","), len(inner))
    seat = land > 0 and all(token.bare in REGIONS | COUNTRIES for token in inner[:land])
    return end + 1 if end and (nickname or seat) else at


def _names_before(tokens: list[Token], end: int) -> list[Span]:
    """The names that end here: the last after "and", those before it after commas."""
    names: list[Span] = []
    while len(names) < MOST and (start := name_before(tokens, end)) is not None:
        words = tokens[start:end]
        if bodylike(words) or any(word.bare in TOPICAL | SUBJECTS for word in words) or _is_a_city(words):
            break
        names.insert(0, (start, end))
        end = start - 1
        while end > 0 and honorific(tokens[end]):
            end -= 1
        if end < 1 or tokens[end].bare not in (JOINED if len(names) == 1 else {","}):
            break
    return names


def _is_a_city(words: list[Token]) -> bool:
    return " ".join(word.text for word in words) in gazetteer()


def _each(
    paragraph: str, tokens: list[Token], names: list[Span], capacity: Capacity, reason: str, sure: int = 5
) -> Iterator[Found]:
    for start, end in names:
        yield found_at(paragraph, tokens, slice(start, end), slice(start, end), [capacity], reason, sure)
