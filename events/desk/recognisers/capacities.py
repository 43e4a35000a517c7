"""A title and a body as English prints them: "Vice President of X", "Head of Trade at Y", "Director, Z Co., Ltd."."""

import re
from dataclasses import dataclass, replace

from events.desk.recognisers.belonging import belongs, is_a_campus, is_subject_of
from events.desk.recognisers.bodywords import bodylike
from events.desk.recognisers.names import owns
from events.desk.recognisers.pieces import Piece, piece_of
from events.desk.recognisers.segments import (
    opens_with_honorific,
    segment_end,
    titles_a_name,
)
from events.desk.recognisers.titles import AFTER_HEAD, past_articles, title_at
from events.desk.recognisers.tokens import Token, tokenize
from events.desk.recognisers.two_bodies import of_two
from events.desk.recognisers.words import COUNTRIES, HEADS, MODIFIERS, OF_A_LAND, REGIONS, SUBJECTS, TOPICAL, UNITS

MOST_SEGMENTS = 10
AFTER_A_COMMA = frozenset([",", "and", "&"])
AFTER_A_CELL = AFTER_A_COMMA | {"|", "–", "—", "-"}
TO_A_BODY = frozenset(["at", "with", "from", "of"])
# What somebody is at the event, not for a body.
ROLES = frozenset(
    ["guest", "featured", "moderator", "speaker", "keynote", "panelist", "panellist", "host", "presenter"]
)
AGAIN = frozenset(["also", "concurrently", "now"])
# Common nouns that own a title and name no body: the city's Secretary for Trade.
NO_OWNERS = frozenset(
    ["city", "club", "country", "county", "island", "kingdom", "nation", "province", "region", "state", "town"]
)


@dataclass(frozen=True)
class Capacity:
    """A title and a body, as printed. `parts` are the body's units and parents, where it is printed with them;
    `short` is the word that stands for the body beside the person, where its name is printed in full elsewhere."""

    title: str | None
    body: str | None
    parts: tuple[str, ...] = ()
    short: str | None = None


def read_capacities(
    paragraph: str, tokens: list[Token], at: int, *, listed: bool = False
) -> tuple[list[Capacity], int]:
    """The capacities that begin at a token, and the token after them. `listed`: the whole line is one entry."""
    pieces: list[Piece] = []
    start: int | None = at
    end = at
    while start is not None and len(pieces) < MOST_SEGMENTS:
        first = past_articles(tokens, start)
        stop = segment_end(tokens, first)
        piece = None if pieces and titles_a_name(tokens, first) else piece_of(tokens[first:stop])
        if piece is None or (pieces and not belongs(tokens, start, stop, piece, pieces, listed)):
            break
        pieces.append(piece)
        start, end = _further(tokens, stop, AFTER_A_CELL if listed else AFTER_A_COMMA), stop
    pieces, end = _representing(tokens, pieces, end)
    capacities = [one for held in _assemble(paragraph, pieces) for one in _without_an_office(held)]
    return of_one(capacities) if at > 0 and tokens[at - 1].text in {"(", "["} else capacities, end


def _without_an_office(held: Capacity) -> list[Capacity]:
    """An office of a land apart from the title of a body: former Governor and current Chairman of the Lake Board."""
    office, link, title = (held.title or "").partition(" and ")
    words, others = tokenize(office), tokenize(title)
    if not (link and held.body and words and others and words[-1].bare in OF_A_LAND):
        return [held]
    of_a_land = any(word.bare in COUNTRIES | REGIONS | TOPICAL | {"former", "treasury"} for word in words)
    both = not of_a_land or any(word.bare in OF_A_LAND for word in others)
    return [held] if both else [Capacity(office, None), replace(held, title=title)]


def of_one(capacities: list[Capacity]) -> list[Capacity]:
    """A body and a title that one entry or bracket holds, in that order, are one capacity: Lake Daily, Editor."""
    if len(capacities) == 2 and not (capacities[0].title or capacities[1].body):
        return [replace(capacities[0], title=capacities[1].title)]
    return capacities


def _representing(tokens: list[Token], pieces: list[Piece], end: int) -> tuple[list[Piece], int]:
    """With the body that the holder of a title represents: Director of the Free Zone, representing the Lake Board."""
    led = [token.bare for token in tokens[end : end + 2]] == [",", "representing"]
    if not led or len(pieces) != 1 or not pieces[0].title or bodylike(pieces[0].body):
        return pieces, end
    words = pieces[0].title + pieces[0].body
    first = past_articles(tokens, end + 2)
    stop = segment_end(tokens, first)
    piece = piece_of(tokens[first:stop])
    if piece is None or piece.title or words[-1].start < words[0].start:
        return pieces, end
    return [Piece(words, piece.body)], stop


def _further(tokens: list[Token], end: int, marks: frozenset[str]) -> int | None:
    """Where a further stretch begins after a mark; none before the next person's body, or "and" without a title."""
    if end >= len(tokens):
        return None
    again = tokens[end].text == ";" and marks == AFTER_A_CELL and title_at(tokens, end + 1) is not None
    dashed = (
        tokens[end].text in {"–", "—", "-"} and tokens[end - 1].bare in HEADS and bodylike(tokens[end + 1 : end + 6])
    )
    if not (again or dashed) and tokens[end].text not in marks:
        return None
    start = end + 1
    if start < len(tokens) and tokens[start].bare in AGAIN:
        start += 1
    if start < len(tokens) and tokens[start].bare in {"and", "&"}:
        if (
            title_at(tokens, start + 1 + (tokens[start + 1 : start + 2] != [] and tokens[start + 1].bare in AGAIN))
            is None
        ):
            return None
        start += 1
        start += start < len(tokens) and tokens[start].bare in AGAIN
    start += tokens[end].bare == "and" and tokens[start : start + 1] != [] and tokens[start].text == "as"
    if start + 1 < len(tokens) and tokens[end].text == "," and tokens[start].bare in TO_A_BODY:
        start += 1
    if (
        start < len(tokens)
        and owns(tokens[start])
        and not (tokens[end].text == "," and tokens[start].bare[:-2] in COUNTRIES and _in_a_unit(tokens, end))
    ):
        return None
    return None if opens_with_honorific(tokens, start) else start


def _in_a_unit(tokens: list[Token], end: int) -> bool:
    """Whether a part of a body stands before, so that the body may follow: Department of Fish, Chile's Ministry."""
    return any(token.capital and token.bare in UNITS for token in tokens[max(0, end - 6) : end])


def _assemble(paragraph: str, pieces: list[Piece]) -> list[Capacity]:
    titles: list[list[Token]] = []
    bodies: list[list[list[Token]]] = []
    for number, piece in enumerate(pieces):
        if number and bodies[-1] and is_a_campus(piece.body, pieces[number - 1]) and not piece.title:
            bodies[-1][-1] = bodies[-1][-1] + piece.body
        elif piece.title:
            titles.append(piece.title)
            bodies.append([piece.body] if piece.body else [])
        elif titles and not bodies[-1] and _goes_on_with_the_title(pieces, number):
            titles[-1] = titles[-1] + piece.body
        elif titles and is_subject_of(pieces[number - 1]) and not all_of_lands(piece.body):
            titles[-1] = titles[-1] + bodies[-1][0]
            bodies[-1] = [piece.body]
        elif titles and bodylike(piece.body) and _opens_its_title(titles[-1], bodies[-1]):
            titles[-1], bodies[-1] = bodies[-1][0] + titles[-1], [piece.body]
        elif titles and not (bodies[-1] and all_of_lands(piece.body)):
            bodies[-1].append(piece.body)
        elif not titles:
            titles.append([])
            bodies.append([piece.body])
    owners = [
        (_shared(bodies, i) or _owned(titles, bodies, i)) if _shares(title) else bodies[i]
        for i, title in enumerate(titles)
    ]
    return [
        _capacity(paragraph, title, body)
        for title, owner in zip(titles, owners, strict=True)
        for body in (of_two(owner[0]) if len(owner) == 1 else [owner])
    ]


def _opens_its_title(title: list[Token], bodies: list[list[Token]]) -> bool:
    """Whether what stands before a title is of it, as a body follows: Moe Faculty Scholar, Lake School of Law."""
    return bool(title and bodies) and bodies[0][0].start < title[0].start


def _shares(title: list[Token]) -> bool:
    """Whether a title names no body or land, or is a professor's: then the next title's body may be its body, too."""
    taught = any(token.bare == "professor" for token in title) and not any(token.bare in COUNTRIES for token in title)
    return taught or all(token.bare in MODIFIERS | HEADS | SUBJECTS | {"and", "&", "of"} for token in title)


def all_of_lands(words: list[Token]) -> bool:
    """Whether the words name a land and no body: South Korea, Iowa."""
    lands = [word.bare in COUNTRIES | REGIONS for word in words]
    known = all(land or word.bare in TOPICAL for land, word in zip(lands, words, strict=True))
    return known and any(lands) and not bodylike(words) and not words[0].text.isupper()


def _is_subject(words: list[Token]) -> bool:
    return not bodylike(words) and words[-1].bare not in UNITS


def _goes_on_with_the_title(pieces: list[Piece], number: int) -> bool:
    """Whether a stretch after a comma is the title's: Professor in Trade, Emeritus; Head of Cranes, Winches, Moe."""
    body = pieces[number].body
    return body[-1].bare in AFTER_HEAD or (_is_subject(body) and _body_follows(pieces, number))


def _body_follows(pieces: list[Piece], number: int) -> bool:
    if number + 1 == len(pieces) or pieces[number + 1].title:
        return False
    subject = all(token.bare in SUBJECTS | TOPICAL | {"and", "&"} for token in pieces[number].body)
    return subject or not all_of_lands(pieces[number + 1].body)


def _shared(bodies: list[list[list[Token]]], i: int) -> list[list[Token]]:
    """The body of a title without one is that of the next title: "Founder, CEO, Acme"."""
    return next((body for body in bodies[i:] if body), [])


def _owned(titles: list[list[Token]], bodies: list[list[list[Token]]], i: int) -> list[list[Token]]:
    """The body printed before the first of two titles is that of both: Iberglas's CEO and President."""
    before = bodies[i - 1] if i and not bodies[i] else []
    return before if before and titles[i - 1] and before[0][0].start < titles[i - 1][0].start else []


def _capacity(paragraph: str, title: list[Token], body: list[list[Token]]) -> Capacity:
    printed = printed_of(paragraph, [token for part in body for token in part])
    owner = owner_of(printed)
    only_a_role = all(token.bare in ROLES for token in title) and not owner
    return Capacity(None if only_a_role else printed_of(paragraph, title), owner, _parts(paragraph, body))


def owner_of(printed: str | None) -> str | None:
    """What owns a title, without its apostrophe; nothing where a common noun does: the city's mayor."""
    owner = re.sub(r"['’]s?$", "", printed) if printed else None
    return None if owner in NO_OWNERS else owner


def _parts(paragraph: str, body: list[list[Token]]) -> tuple[str, ...]:
    """The units and parents that a body is printed with: at commas, at "at", at "of the" after a unit."""
    parts: list[list[Token]] = []
    for tokens in body:
        start = 0
        for i, token in enumerate(tokens):
            if (
                (token.bare in {"at", "from", "within", "under"} and not _is_on_a_campus(tokens[start:], i - start))
                or (token.bare == "in" and tokens[i + 1].text == "the" and bodylike(tokens[i + 2 :]))
                or (
                    token.bare == "of"
                    and i > start + 1
                    and bodylike(tokens[start:i])
                    and bodylike(_before_a_bracket(tokens[i + 1 :]))
                    and tokens[i - 1].bare not in {"ministry"}
                )
            ):
                parts.append(tokens[start:i])
                start = i + 1
        parts.append(tokens[start:])
    printed = [printed_of(paragraph, part[1:] if part and part[0].text == "the" else part) for part in parts]
    return tuple(part for part in printed if part) if len(printed) > 1 else ()


def _is_on_a_campus(tokens: list[Token], at: int) -> bool:
    """University of Texas at Austin: one body."""
    return [token.bare for token in tokens[:2]] == ["university", "of"] and not bodylike(tokens[at + 1 :])


def _before_a_bracket(tokens: list[Token]) -> list[Token]:
    """Without an abbreviation in brackets, which is the whole name's: Council for the Promotion of Trade (CPT)."""
    return tokens[: next((i for i, token in enumerate(tokens) if token.text == "("), len(tokens))]


def printed_of(paragraph: str, tokens: list[Token]) -> str | None:
    return paragraph[tokens[0].start : tokens[-1].end].strip() if tokens else None
