"""People in English texts, with the title and the body printed around them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from events.desk.recognisers.capacities import (
    LINKS,
    Capacity,
    bodylike,
    name_from,
    printed_of,
    read_capacities,
    title_at,
)
from events.desk.recognisers.names import honorific, is_name, is_pinyin, name_word, surname_first
from events.desk.recognisers.tokens import Token, tokenize
from events.desk.recognisers.words import (
    CUES,
    FUNCTION,
    HEADS,
    LABELS,
    MODIFIERS,
    OF_A_LAND,
    PARTICLES,
    SPEAKING,
    SUBJECTS,
    TOPICAL,
)

NO_CAPACITY = Capacity(None, None)
BY = frozenset(
    ["by", "from", "with", "including", "included", "include", "were", "featuring", "featured", "features", "are"]
)
# Words between a name and a title: who is currently the Director of …
BEING = frozenset(("who", "is", "was", "now", "currently", "serves", "served", "also", "as"))
LONGEST_LINE = 220


@dataclass(frozen=True)
class Found:
    """A person in a paragraph: the name's place, the capacities and how far they reach, and why we think so."""

    name: str
    start: int
    end: int
    reach: tuple[int, int]
    capacities: tuple[Capacity, ...]
    reason: str
    strength: int = 2

    @property
    def told(self) -> int:
        return sum(bool(c.title) + bool(c.body) for c in self.capacities[:1])


def find_people(paragraph: str, following: str = "") -> list[Found]:
    """Everyone named in a paragraph; where two readings overlap, the one that says more stays."""
    tokens = tokenize(paragraph)
    found = [*_described(paragraph, tokens), *_titled(paragraph, tokens), *_introduced(paragraph, tokens)]
    found += [*_of_a_body(paragraph, tokens), *_cued(paragraph, tokens), *_on_a_line(paragraph, tokens)]
    found += _above_its_title(paragraph, tokens, following)
    return _best(found)


def _best(found: list[Found]) -> list[Found]:
    taken: list[Found] = []
    names: set[int] = set()
    reached: set[int] = set()
    for one in sorted(found, key=lambda one: (-one.strength, -one.told, one.start)):
        if not names.isdisjoint(range(one.start, one.end)):
            continue
        if one.strength == 1 and one.start in reached:
            continue
        taken.append(one)
        names.update(range(one.start, one.end))
        reached.update(range(*one.reach))
    return sorted(taken, key=lambda one: one.start)


def _found(
    paragraph: str,
    tokens: list[Token],
    name: slice,
    reach: slice,
    capacities: list[Capacity],
    reason: str,
    strength: int,
) -> Found:
    words = tokens[name]
    ends = tokens[reach] or words
    return Found(
        paragraph[words[0].start : words[-1].end],
        words[0].start,
        words[-1].end,
        (min(words[0].start, ends[0].start), max(words[-1].end, ends[-1].end)),
        tuple(capacities) or (NO_CAPACITY,),
        reason,
        strength,
    )


def name_before(tokens: list[Token], end: int) -> int | None:
    """Where a name that ends before this token begins."""
    start = end
    while start > 0 and end - start < 6 and (name_word(tokens[start - 1]) or _inner(tokens, start - 1, end)):
        start -= 1
    while start < end and (tokens[start].text in PARTICLES or tokens[start].bare in FUNCTION):
        start += 1
    if start > 0 and end - start == 1 and surname_first(tokens, start - 1):
        return start - 1
    alone = start > 0 and honorific(tokens[start - 1])
    if not is_name(tokens[start:end], alone=alone) or (start > 0 and tokens[start - 1].text in {"&", "/"}):
        return None
    if start > 0 and tokens[start - 1].text in {"of", "for", "the"} and not alone:
        return None
    return start


def _inner(tokens: list[Token], at: int, end: int) -> bool:
    if tokens[at].text not in PARTICLES or at + 1 >= end or at == 0:
        return False
    return name_word(tokens[at - 1]) or (tokens[at - 1].text in PARTICLES and at > 1 and name_word(tokens[at - 2]))


def _described(paragraph: str, tokens: list[Token]) -> Iterator[Found]:
    """NAME, Title of Body — NAME (Title, Body) — NAME is the Title of Body."""
    for comma, token in enumerate(tokens):
        if token.text not in {",", "(", "—", "–", "-", "|", "is", "was", "serves", "served", "who"} or comma == 0:
            continue
        at = comma + 1
        while at < len(tokens) and tokens[at].bare in BEING:
            at += 1
        if title_at(tokens, at) is None or (start := name_before(tokens, comma)) is None:
            continue
        capacities, end = read_capacities(paragraph, tokens, at)
        if capacities and capacities[0].title:
            yield _found(
                paragraph, tokens, slice(start, comma), slice(start, end), capacities, "title after the name", 6
            )


def _titled(paragraph: str, tokens: list[Token]) -> Iterator[Found]:
    """Body Title NAME."""
    for head, token in enumerate(tokens):
        if token.bare not in HEADS | {"general", "emeritus"} or head + 1 >= len(tokens):
            continue
        end = name_from(tokens, head + 1) or _lone_surname(tokens, head)
        if end is None:
            continue
        title, first = _title_before(tokens, head)
        if not any(tokens[i].bare in HEADS for i in range(title, head + 1)):
            continue
        title, body = _of_a_land(tokens, first, title)
        printed = (printed_of(paragraph, body) or "").removesuffix("’s").removesuffix("'s")
        if not printed and end < len(tokens) and tokens[end].text in {"of", "from", "at"}:
            after, stop = read_capacities(paragraph, tokens, end + 1)
            if len(after) == 1 and not after[0].title and bodylike(tokens[end + 1 : stop]):
                printed = after[0].body or ""
        capacity = Capacity(printed_of(paragraph, tokens[title : head + 1]), printed or None)
        name = head + 1
        while honorific(tokens[name]) and name + 1 < end:
            name += 1
        yield _found(paragraph, tokens, slice(name, end), slice(first, end), [capacity], "title before the name", 4)


def _of_a_land(tokens: list[Token], first: int, title: int) -> tuple[int, list[Token]]:
    """Where the title begins, and the body before it; a land before a title belongs to it: former U.S. Secretary."""
    body = tokens[first:title]
    land = tokens[title].bare in OF_A_LAND or all(one.bare in TOPICAL for one in body)
    if bodylike(body) or not land:
        return title, body
    return first - (first > 0 and tokens[first - 1].text == "former"), []


def _lone_surname(tokens: list[Token], head: int) -> int | None:
    """Governor Brown, where nothing more of the name is printed beside it."""
    name = head + 1
    if tokens[head].bare not in OF_A_LAND or not tokens[head].capital or not name_word(tokens[name]):
        return None
    known_word = tokens[name].bare in TOPICAL | SUBJECTS | MODIFIERS
    last = name + 1 == len(tokens) or not (tokens[name + 1].capital or tokens[name + 1].text in PARTICLES)
    return name + 1 if last and not known_word else None


def _title_before(tokens: list[Token], head: int) -> tuple[int, int]:
    """Where the title that ends at a head begins, and where the body before it begins."""
    title = head
    while title > 0 and tokens[title - 1].bare in MODIFIERS | HEADS:
        title -= 1
    first = title
    if title > 1 and _plain_noun(tokens[title - 1]) and tokens[title - 2].bare in {"and", "the", "a", "an", "by", ","}:
        return title - 1, title - 1
    while first > 0 and (_of_a_name(tokens[first - 1]) or _joined(tokens, first - 1)):
        first -= 1
    return title, first


def _plain_noun(token: Token) -> bool:
    return token.word and token.text.islower() and token.bare not in FUNCTION | LINKS


def _of_a_name(token: Token) -> bool:
    return (
        token.word
        and token.capital
        and token.bare not in FUNCTION
        and token.bare not in HEADS
        and (token.text[-1] != "." or token.text.count(".") > 1)
    )


def _joined(tokens: list[Token], at: int) -> bool:
    return tokens[at].text in {"of", "for", "&"} and at > 0 and _of_a_name(tokens[at - 1])


def _introduced(paragraph: str, tokens: list[Token]) -> Iterator[Found]:
    """Title of Body, NAME — Title of Body NAME in pinyin."""
    for at, token in enumerate(tokens):
        if not (token.bare in HEADS and at + 1 < len(tokens) and tokens[at + 1].bare in {"of", "at", "for", "to"}):
            continue
        start, first = _title_before(tokens, at)
        if one := _of_a_subject(paragraph, tokens, (first, start, at)):
            yield one
            continue
        capacities, end = read_capacities(paragraph, tokens, start)
        if not capacities or not capacities[0].title:
            continue
        if not capacities[0].body and bodylike(tokens[first:start]):
            owner = re.sub(r"['’]s$", "", printed_of(paragraph, tokens[first:start]) or "")
            capacities[0] = replace(capacities[0], body=owner)
        yield from _after_title(paragraph, tokens, start, end, capacities)


def _of_a_subject(paragraph: str, tokens: list[Token], where: tuple[int, int, int]) -> Found | None:
    """Body, Vice President for Trade, NAME: without a comma."""
    first, start, at = where
    name = at + 2
    while name < len(tokens) and tokens[name].bare in SUBJECTS | {"and", "&"}:
        name += 1
    stop = name_from(tokens, name) if at + 2 < name < len(tokens) else None
    if stop is None:
        return None
    start, body = _of_a_land(tokens, first, start)
    capacity = Capacity(printed_of(paragraph, tokens[start:name]), printed_of(paragraph, body))
    return _found(paragraph, tokens, slice(name, stop), slice(first, stop), [capacity], "title before the name", 4)


def _after_title(
    paragraph: str, tokens: list[Token], start: int, end: int, capacities: list[Capacity]
) -> Iterator[Found]:
    name = end + 1
    if end < len(tokens) and tokens[end].text == "," and (stop := name_from(tokens, name)) is not None:
        closed = stop >= len(tokens) or not tokens[stop].capital
        if closed and not (stop < len(tokens) and tokens[stop].text == "," and title_at(tokens, stop + 1) is not None):
            while honorific(tokens[name]) and name + 1 < stop:
                name += 1
            yield _found(
                paragraph, tokens, slice(name, stop), slice(start, stop), capacities, "name after title and body", 3
            )
    for length in (3, 2):
        cut = end - length
        if (
            cut > start + 2
            and is_pinyin(tokens[cut:end])
            and (is_name(tokens[cut:end]) or surname_first(tokens, cut))
            and tokens[cut - 1].bare not in LINKS
        ):
            shorter, _ = read_capacities(paragraph, tokens[:cut], start)
            if shorter and shorter[0].body:
                yield _found(
                    paragraph, tokens, slice(cut, end), slice(start, end), shorter, "name after title and body", 3
                )
                return


def _of_a_body(paragraph: str, tokens: list[Token]) -> Iterator[Found]:
    """NAME of Body, NAME from Body, NAME (Body), where the name is sure or the person speaks."""
    for link, token in enumerate(tokens):
        if token.text not in {"of", "from", "at", "with", "(", ","} or (start := name_before(tokens, link)) is None:
            continue
        capacities, end = read_capacities(paragraph, tokens, link + 1)
        if len(capacities) != 1 or capacities[0].title or not capacities[0].body:
            continue
        body = tokenize(capacities[0].body)
        sure = (
            is_pinyin(tokens[start:link]) or (start > 0 and _leads_to_a_name(tokens[start - 1])) or _cue(tokens, start)
        )
        speaks = end < len(tokens) and tokens[end].text in SPEAKING
        named = bodylike(body) or any(one.capital and one.bare not in TOPICAL for one in body)
        bracket = token.text == "(" and bodylike(body) and len(body) > 1 and not bodylike(tokens[start:link])
        plain = not any(one.bare in TOPICAL | SUBJECTS for one in tokens[start:link])
        if token.text == "," and not (
            plain and sure and bodylike(body) and (end >= len(tokens) or tokens[end].text in ";.)")
        ):
            continue
        if (named and (sure or speaks)) or bracket:
            yield _found(paragraph, tokens, slice(start, link), slice(start, end), capacities, "body after the name", 3)


def _leads_to_a_name(token: Token) -> bool:
    return honorific(token) or token.text in SPEAKING


def _cue(tokens: list[Token], at: int) -> bool:
    """Whether words such as "moderated by" or "panellists included" lead to this token, over other names or not."""
    i = at - 1
    while (
        i >= 0 and at - i < 40 and (tokens[i].capital or tokens[i].bare in LINKS | {"with"} or tokens[i].text in ",():")
    ):
        if tokens[i].bare in LABELS and tokens[i + 1].text == ":":
            return True
        if tokens[i].bare in {"by", "from", "with", "including"}:
            break
        i -= 1
    near = {token.bare for token in tokens[max(i - 4, 0) : i + 1]}
    return i >= 0 and tokens[i].bare in BY and bool(near & CUES)


def _cued(paragraph: str, tokens: list[Token]) -> Iterator[Found]:
    """A bare name after "moderated by", "remarks by", "panellists were", or with an honorific; pinyin that speaks."""
    at = 0
    while at < len(tokens):
        end = name_from(tokens, at) if tokens[at].capital and not (at and _glued(tokens, at)) else None
        if end is None:
            at += 1
            continue
        name = at
        while honorific(tokens[name]) and name + 1 < end:
            name += 1
        speaks = end < len(tokens) and tokens[end].text in SPEAKING
        words = tokens[name:end]
        plain = not any(word.bare in TOPICAL | SUBJECTS for word in words)
        if (
            len(words) > 1
            and plain
            and (
                (name > at)
                or _cue(tokens, at)
                or (speaks and (is_pinyin(words) or tokens[end].text in ("said", "moderated")))
            )
        ):
            yield _found(paragraph, tokens, slice(name, end), slice(name, end), [], "a cue before the name", 1)
        at = end


def _glued(tokens: list[Token], at: int) -> bool:
    """Whether the word before belongs to the same run of capitals, so that no name begins here."""
    before = tokens[at - 1]
    return (before.capital and before.bare not in FUNCTION) or before.text in {"&", "of", "the", "/"}


def _on_a_line(paragraph: str, tokens: list[Token]) -> Iterator[Found]:
    """A line of a programme or a list of speakers: [09:30] [Moderator:] NAME, Title, Body. A line "By NAME"."""
    if tokens and tokens[0].text in {"By", "BY"} and name_from(tokens, 1) == len(tokens):
        whole = slice(1, len(tokens))
        yield _found(paragraph, tokens, whole, whole, [], "the author's line", 5)
    if len(paragraph) > LONGEST_LINE or not tokens:
        return
    colon = max((i for i, token in enumerate(tokens[:14]) if token.text in {":", "•", "·", "*"}), default=-1)
    for at in {colon + 1, 0}:
        end = name_from(tokens, at)
        if end is None or end >= len(tokens) or tokens[end].text not in {",", "–", "—", "-", "|", "(", ";"}:
            continue
        capacities, stop = read_capacities(paragraph, tokens, end + 1, listed=True)
        closed = stop >= len(tokens) - 1 or tokens[stop].text in ".;)"
        name = at
        while honorific(tokens[name]) and name + 1 < end:
            name += 1
        titled = bool(capacities and capacities[0].title)
        if closed and capacities and (titled or bodylike(tokens[end + 1 : stop])):
            yield _found(
                paragraph,
                tokens,
                slice(name, end),
                slice(at, stop),
                capacities,
                "an entry of a list",
                7 if titled else 3,
            )


def _above_its_title(paragraph: str, tokens: list[Token], following: str) -> Iterator[Found]:
    """NAME on a line of its own, its title on the next."""
    if len(paragraph) > 60 or name_from(tokens, 0) != len(tokens) or len(following) > LONGEST_LINE:
        return
    below = tokenize(following)
    if not below or title_at(below, 0) is None:
        return
    capacities, stop = read_capacities(following, below, 0, listed=True)
    if stop >= len(below) - 1 and capacities and capacities[0].title:
        first = next(i for i, token in enumerate(tokens) if not honorific(token))
        name = slice(first, len(tokens))
        yield _found(paragraph, tokens, name, name, capacities, "title on the line below", 5)


def introductions(found: list[tuple[int, Found]]) -> list[tuple[int, Found, bool]]:
    """Each mention, and whether it introduces the person: later ones that add nothing only name them again."""
    first: dict[str, tuple[int, int]] = {}
    for number, (_, one) in enumerate(found):
        key = one.name.casefold()
        if key not in first or one.told > first[key][0]:
            same = key in first and one.told <= first[key][0]
            first[key] = first[key] if same else (one.told, number)
    chosen = {number for _, number in first.values()}
    kept = []
    for number, (paragraph, one) in enumerate(found):
        best = found[first[one.name.casefold()][1]][1]
        new_title = one.told == 2 and _titles(one).isdisjoint(_titles(best))
        kept.append(
            (
                paragraph,
                one,
                (number in chosen or new_title) and not _shorter(one, [other for _, other in found[:number]]),
            )
        )
    return kept


def _shorter(one: Found, before: list[Found]) -> bool:
    """Whether a name is a surname or a short form of someone named before: Minister Brown, Bob for Robert Brown."""
    words = one.name.casefold().split()
    same = [other for other in before if other.name.casefold().split()[-1] == words[-1] and other.name != one.name]
    if is_pinyin(tokenize(one.name)):
        return False
    return any(len(words) == 1 or _titles(one) & _titles(other) for other in same)


def _titles(found: Found) -> set[str]:
    return {(capacity.title or "").casefold() for capacity in found.capacities}


def again(found: Found) -> Found:
    return replace(found, capacities=(NO_CAPACITY,))
