"""A body printed once for several: On behalf of Body, Mayor X and Mayor Y; X, Director, Y, Deputy Director of Body."""

import re
from collections.abc import Iterator
from dataclasses import replace

from events.desk.recognisers.bodywords import bodylike
from events.desk.recognisers.capacities import printed_of, read_capacities
from events.desk.recognisers.found import Found
from events.desk.recognisers.phrases import phrase_at
from events.desk.recognisers.places import gazetteer
from events.desk.recognisers.titles import LINKS, title_at
from events.desk.recognisers.tokens import Token, tokenize
from events.desk.recognisers.words import COUNTRIES, LEGAL, REGIONS

LONGEST_BODY, MOST_BRACKETS = 12, 4
TO_A_BODY = frozenset(["of", "from", "at"])
OF_BOTH = re.compile(r"\s?\) (?:of|from|at) (?:the )?[A-Z]")
TO_ANOTHER = re.compile(r"\s?\)(?:,| and|, and) (?:[A-Z][a-z]{1,3}\. ?)?")
OF_ALL = re.compile(r",? (?:both|all) (?:of|from|at|with) (?:the )?(?=[A-Z])")
BETWEEN_TITLED = frozenset([",", "and", ", and", ";", "; and", "&"])
OF_ITS = re.compile(r"(?:,| and|, and) its ")
HONORIFIC = re.compile(r"\b(?:[A-Z][a-z]{1,3}\.?|H\.E\.|Professor)(?= |$)")
OFFICERS = frozenset(
    [
        "president",
        "vice-president",
        "chairman",
        "vice-chairman",
        "general",
        "secretary-general",
        "treasurer",
        "director",
    ]
)
DEPUTIES = frozenset(["deputy", "vice", "assistant", "associate"])


def with_shared_bodies(paragraph: str, tokens: list[Token], found: list[Found]) -> Iterator[Found]:
    """Those found; who has a title and no body, with the body that stands for them and others."""
    on_behalf = list(_on_behalf(paragraph, tokens))
    of_all = dict(_of_all(paragraph, tokens, found))
    for at, (former, one, after) in enumerate(zip([None, *found], found, [*found[1:], None], strict=False)):
        if len(one.capacities) > 1 or not one.capacities[0].title or one.capacities[0].body:
            yield one
            continue
        body = next((body for body, start, end in on_behalf if start <= one.start < end), None)
        body = body or of_all.get(one.start) or _whose(paragraph, tokens, one)
        if not body and former and (_is_officer_with(paragraph, former, one) or _is_of_its(paragraph, former, one)):
            body = former.capacities[0].body
        if not body and after and _is_deputy(paragraph, one, after):
            body = after.capacities[0].body
        if not body and former and _is_deputy(paragraph, former, one):
            body = former.capacities[0].body
        body = body or _behind_brackets(paragraph, tokens, found[at : at + MOST_BRACKETS])
        yield replace(one, capacities=(replace(one.capacities[0], body=body),)) if body else one


def _of_all(paragraph: str, tokens: list[Token], found: list[Found]) -> Iterator[tuple[int, str]]:
    """Where names begin, and their body: Ada Moe, Chair, and Olu Brandt, Treasurer, both of the Lake Council."""
    for last, one in enumerate(found):
        link = OF_ALL.match(paragraph, one.reach[1])
        if not link:
            continue
        at = next(at for at, token in enumerate(tokens) if token.start >= link.end())
        capacities, _ = read_capacities(paragraph, tokens, at)
        if not capacities or capacities[0].title or not capacities[0].body:
            continue
        first = last
        while first and _stands_beside(paragraph, found[first - 1], found[first]):
            first -= 1
        yield from ((each.start, capacities[0].body) for each in found[first : last + 1])


def _stands_beside(paragraph: str, former: Found, one: Found) -> bool:
    """Whether nothing but a mark or an honorific is between two, and the former has no body."""
    between = HONORIFIC.sub("", paragraph[former.reach[1] : one.reach[0]]).strip()
    return between in BETWEEN_TITLED and not former.capacities[0].body


def _whose(paragraph: str, tokens: list[Token], one: Found) -> str | None:
    """The body before "whose": the Lake Council, whose President, Ada Moe, spoke."""
    opened = next((at for at, token in enumerate(tokens) if token.start == one.reach[0]), 0) - 1
    if opened < 1 or tokens[opened].text != "whose":
        return None
    end = opened - (tokens[opened - 1].text == ",")
    first = next((at for at in range(max(0, end - LONGEST_BODY), end) if phrase_at(tokens, at) == end), end)
    first = first if first < end else _first_capital(tokens, end)  # Lake Executive Board
    return printed_of(paragraph, tokens[first:end]) if bodylike(tokens[first:end]) else None


def _first_capital(tokens: list[Token], end: int) -> int:
    while end > 0 and tokens[end - 1].word and tokens[end - 1].capital:
        end -= 1
    return end


def _on_behalf(paragraph: str, tokens: list[Token]) -> Iterator[tuple[str, int, int]]:
    """The body and the sentence whose people it stands for: On behalf of the Lake Council, …"""
    texts = [token.text for token in tokens]
    for at, word in enumerate(texts):
        led = 2 if word == "behalf" and at and texts[at - 1] == "On" else 1 if _opens_with_from(tokens, at) else 0
        comma = _comma(tokens, at) if led else None
        if comma:
            first = at + led + (texts[at + led] == "the")
            stop = texts.index(".", comma) if "." in texts[comma:] else len(tokens) - 1
            if body := printed_of(paragraph, tokens[first:comma]):
                yield body, tokens[comma].start, tokens[stop].end


def _comma(tokens: list[Token], at: int) -> int | None:
    """The comma that ends a body's name: From Reed Co., Ltd., …"""
    near = range(at, min(at + LONGEST_BODY, len(tokens) - 1))
    return next((i for i in near if tokens[i].text == "," and tokens[i + 1].bare not in LEGAL), None)


def _opens_with_from(tokens: list[Token], at: int) -> bool:
    """From Iberglas, the Head of Ports Ada Moe spoke."""
    comma = _comma(tokens, at)
    opens = tokens[at].text == "From" and (not at or tokens[at - 1].text in ".:”")
    goes_on = tokens[at].text == "from" and at > 1 and ";" in {tokens[at - 1].text, tokens[at - 2].text}
    if comma is None or not (opens or (goes_on and bodylike(tokens[at:comma]))):
        return False
    body = tokens[at + 1 : comma]
    place = all(token.bare in COUNTRIES | REGIONS | {"the"} or token.text in gazetteer() for token in body)
    return (
        all(token.capital or token.text in LINKS | {",", "."} for token in body)
        and not place
        and title_at(tokens, comma + 1) is not None
    )


def _behind_brackets(paragraph: str, tokens: list[Token], found: list[Found]) -> str | None:
    """The body behind the titles in brackets: Ada Moe (Chair) and Olu Brandt (Treasurer) of the Lake Council."""
    for one, after in zip(found, [*found[1:], None], strict=True):
        past = paragraph[one.reach[1] : after.start if after else None]
        if OF_BOTH.match(past):
            link = next(at for at, token in enumerate(tokens) if token.start > one.reach[1] and token.text in TO_A_BODY)
            capacities, _ = read_capacities(paragraph, tokens, link + 1)
            return capacities[0].body if capacities and not capacities[0].title else None
        if not TO_ANOTHER.fullmatch(past):
            return None
    return None


def _is_officer_with(paragraph: str, former: Found, one: Found) -> bool:
    """LFB President Ada Moe and Secretary General Olu Brandt."""
    titled = former.reach[1] == former.end and former.capacities[0].body
    words = tokenize(one.capacities[0].title or "")
    office = paragraph[former.end : one.reach[0]].strip() == "and" and one.reach[1] == one.end
    return bool(titled and office and {word.bare for word in words[-1:]} <= OFFICERS)


def _is_of_its(paragraph: str, former: Found, one: Found) -> bool:
    """LFB President Ada Moe, its treasurer Olu Brandt."""
    return bool(OF_ITS.fullmatch(paragraph, former.reach[1], one.reach[0])) and one.reach[1] == one.end


def _is_deputy(paragraph: str, one: Found, after: Found) -> bool:
    """Whether the next of a list has the same title with "deputy" or "vice", and nothing else stands between."""
    title, other = one.capacities[0].title, after.capacities[0].title
    between = paragraph[one.reach[1] : after.reach[0]].strip()
    words = tokenize(other or "")
    deputy = any(word.text.lower().partition("-")[0] in DEPUTIES for word in words)
    same = [word.bare for word in words if word.bare not in DEPUTIES] == [word.bare for word in tokenize(title or "")]
    return between in {",", ", and", "and"} and deputy and same
