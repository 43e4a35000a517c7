"""A body printed once for several: On behalf of Body, Mayor X and Mayor Y; X, Director, Y, Deputy Director of Body."""

import re
from collections.abc import Iterator
from dataclasses import replace

from events.desk.recognisers.capacities import printed_of, read_capacities
from events.desk.recognisers.found import Found
from events.desk.recognisers.places import gazetteer
from events.desk.recognisers.titles import LINKS, title_at
from events.desk.recognisers.tokens import Token, tokenize
from events.desk.recognisers.words import COUNTRIES, REGIONS

LONGEST_BODY, MOST_BRACKETS = 12, 4
TO_A_BODY = frozenset(["of", "from", "at"])
OF_BOTH = re.compile(r"\s?\) (?:of|from|at) (?:the )?[A-Z]")
TO_ANOTHER = re.compile(r"\s?\)(?:,| and|, and) (?:[A-Z][a-z]{1,3}\. ?)?")
OF_ITS = re.compile(r"(?:,| and|, and) its ")
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
    for at, (former, one, after) in enumerate(zip([None, *found], found, [*found[1:], None], strict=False)):
        if len(one.capacities) > 1 or not one.capacities[0].title or one.capacities[0].body:
            yield one
            continue
        body = next((body for body, start, end in on_behalf if start <= one.start < end), None)
        if not body and former and (_is_officer_with(paragraph, former, one) or _is_of_its(paragraph, former, one)):
            body = former.capacities[0].body
        if not body and after and _is_deputy(paragraph, one, after):
            body = after.capacities[0].body
        if not body and former and _is_deputy(paragraph, former, one):
            body = former.capacities[0].body
        body = body or _behind_brackets(paragraph, tokens, found[at : at + MOST_BRACKETS])
        yield replace(one, capacities=(replace(one.capacities[0], body=body),)) if body else one


def _on_behalf(paragraph: str, tokens: list[Token]) -> Iterator[tuple[str, int, int]]:
    """The body and the sentence whose people it stands for: On behalf of the Lake Council, …"""
    texts = [token.text for token in tokens]
    for at, word in enumerate(texts):
        led = 2 if word == "behalf" and at and texts[at - 1] == "On" else 1 if _opens_with_from(tokens, at) else 0
        if led and "," in texts[at : at + LONGEST_BODY]:
            comma = texts.index(",", at)
            first = at + led + (texts[at + led] == "the")
            stop = texts.index(".", comma) if "." in texts[comma:] else len(tokens) - 1
            if body := printed_of(paragraph, tokens[first:comma]):
                yield body, tokens[comma].start, tokens[stop].end


def _opens_with_from(tokens: list[Token], at: int) -> bool:
    """From Iberglas, the Head of Ports Ada Moe spoke."""
    comma = next((i for i in range(at, min(at + LONGEST_BODY, len(tokens))) if tokens[i].text == ","), None)
    if tokens[at].text != "From" or comma is None or (at and tokens[at - 1].text not in ".:”"):
        return False
    body = tokens[at + 1 : comma]
    place = all(token.bare in COUNTRIES | REGIONS | {"the"} or token.text in gazetteer() for token in body)
    return (
        all(token.capital or token.text in LINKS for token in body)
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
    words = [token.bare for token in tokenize(other or "") if token.bare not in DEPUTIES]
    return between in {",", ", and", "and"} and words == [token.bare for token in tokenize(title or "")]
