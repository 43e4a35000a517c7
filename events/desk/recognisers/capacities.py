"""A title and a body as English prints them: "Vice President of X", "Head of Trade at Y", "Director, Z Co., Ltd."."""

import re
from dataclasses import dataclass

from events.desk.recognisers.names import honorific, is_name, is_pinyin, name_word, surname_first
from events.desk.recognisers.tokens import Token
from events.desk.recognisers.words import (
    COMPANY_FORMS,
    FUNCTION,
    HEADS,
    LEGAL,
    MODIFIERS,
    OF_A_LAND,
    OF_A_SUBJECT,
    PARTICLES,
    SMALL,
    SORTS,
    SUBJECT_ACRONYMS,
    SUBJECTS,
    SURE,
    TOPICAL,
    UNITS,
)

# What a title or a body may end in, and what may stand within, in small letters.
ENDS = HEADS | UNITS | SUBJECTS
LINKS = SMALL | {"at", "with", "from", "an", "a", "as"}
LONGEST_TITLE, LONGEST_SEGMENT, MOST_SEGMENTS, LOOK_AHEAD = 9, 45, 6, 4
WITHIN = ENDS | LINKS | MODIFIERS | {"to", "under"}
A_SUBJECT = SUBJECTS | TOPICAL | LINKS
LONGEST_ACRONYM = 8
ARTICLES = frozenset(["the", "a", "an", "our", "its", "their", "his", "her"])


@dataclass(frozen=True)
class Capacity:
    """A title and a body, as printed. `parts` are the body's units and parents, where it is printed with them."""

    title: str | None
    body: str | None
    parts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Piece:
    """What one stretch between commas says: tokens of the title and of the body."""

    title: list[Token]
    body: list[Token]


def bodylike(tokens: list[Token]) -> bool:
    """Whether the words look like a body's name by themselves."""
    return any(
        (token.bare in SURE and (token.capital or token.bare in UNITS))
        or token.text in COMPANY_FORMS
        or _acronym(token.text)
        for token in tokens
    )


def _acronym(word: str) -> bool:
    """Letters for a body (CCPIT, GE, GO-Biz, iCET), not for a subject or a title (ESG, CEO)."""
    if word in SUBJECT_ACRONYMS or word.lower() in HEADS or "." in word:
        return False
    parts = [part for part in word.split("-") if part.isalpha()]
    return any(
        sum(map(str.isupper, part)) > 1 and len(part) < LONGEST_ACRONYM for part in parts
    ) and not word.startswith(("Mc", "Mac", "O'", "O’"))


def title_at(tokens: list[Token], at: int) -> int | None:
    """Where the last word of a title that begins here stands; None where none begins here."""
    at = _past_articles(tokens, at)
    head = next((i for i in range(at, min(at + LONGEST_TITLE, len(tokens))) if _ends_title(tokens, at, i)), None)
    if head is None or any(_breaks_title(tokens[i]) for i in range(at, head)):
        return None
    before = tokens[at:head]
    if any(token.bare in SMALL - {"and"} and token.bare != "&" for token in before) and not bodylike(before):
        return None
    return _extended(tokens, head)


def _past_articles(tokens: list[Token], at: int) -> int:
    while at < len(tokens) and tokens[at].text in ARTICLES | {"The", "then", "former", "currently", "A", "An"} - {
        "former"
    }:
        at += 1
    return at


def _ends_title(tokens: list[Token], start: int, i: int) -> bool:
    """A head; but not one that only opens a longer title, as the first word of "General Manager" might."""
    return tokens[i].bare in HEADS


def _breaks_title(token: Token) -> bool:
    if not token.word:
        return token.text not in "&'’-"
    if token.capital:
        return token.bare in FUNCTION - LINKS - MODIFIERS
    return token.bare in FUNCTION - LINKS - MODIFIERS or (
        token.bare.endswith(("ed", "ing")) and token.bare not in MODIFIERS
    )


def _extended(tokens: list[Token], head: int) -> int:
    """Past further words of the title: Secretary General, CEO and President, Chief Sustainability Officer."""
    i = head + 1
    while i < len(tokens):
        if tokens[i].bare in HEADS or (
            tokens[i].bare in {"general", "designate", "emeritus", "emerita"} and tokens[i].word
        ):
            head = i
        elif (
            not (tokens[i].bare in MODIFIERS or tokens[i].bare in {"and", "&", "cum"} or tokens[i].capital)
            or i - head > 4
        ) or tokens[i].text in {",", ";"}:
            break
        i += 1
    return _of_the_board(tokens, head)


def _of_the_board(tokens: list[Token], head: int) -> int:
    words = [token.bare for token in tokens[head + 1 : head + 6]]
    for phrase in (["of", "the", "board", "of", "directors"], ["of", "the", "board"], ["of", "board"], ["of", "staff"]):
        if words[: len(phrase)] == phrase:
            return head + len(phrase)
    return head


def name_from(tokens: list[Token], at: int) -> int | None:
    """Where a name that begins here ends (exclusive): the longest run of its words."""
    start = at
    while at < len(tokens) and honorific(tokens[at]):
        at += 1
    first = at
    if at < len(tokens) and surname_first(tokens, at):
        at += 1
    while at < len(tokens) and at - first < 6 and (name_word(tokens[at]) or _particle(tokens, at)):
        at += 1
    run = tokens[first + surname_first(tokens, first) : at]
    return (
        at
        if is_name(run, alone=first > start or len(run) < at - first)
        and not (at < len(tokens) and _joins_on(tokens[at]))
        else None
    )


def _particle(tokens: list[Token], at: int) -> bool:
    ahead = tokens[at + 1 : at + 3]
    return (
        tokens[at].text in PARTICLES
        and any(token.capital for token in ahead)
        and (ahead[0].capital or ahead[0].text in PARTICLES)
    )


def _joins_on(token: Token) -> bool:
    """Whether the run goes on with a capital that no name holds: then it is no name, but a body or an event."""
    return token.capital and token.bare not in FUNCTION and token.bare not in HEADS and not honorific(token)


def starts_person(tokens: list[Token], at: int) -> bool:
    """Whether the next person of a list begins here: a name, then a comma or bracket, then a title."""
    if at < len(tokens) and tokens[at].bare in {"and", "&", "as"}:
        at += 1
    end = name_from(tokens, at)
    if end is None or end >= len(tokens):
        return False
    return tokens[end].text in {",", "(", "–", "—"} and (
        title_at(tokens, end + 1) is not None or tokens[end].text == "("
    )


def read_capacities(
    paragraph: str, tokens: list[Token], at: int, *, listed: bool = False
) -> tuple[list[Capacity], int]:
    """The capacities that begin at a token, and the token after them. `listed`: the whole line is one entry."""
    pieces: list[Piece] = []
    end = at
    while len(pieces) < MOST_SEGMENTS:
        start = end + bool(pieces)
        if pieces and start < len(tokens) and tokens[start].bare in {"and", "&"}:
            if title_at(tokens, start + 1) is None:
                break
            start += 1
        if pieces and start < len(tokens) and tokens[start].text.endswith(("'s", "’s")):
            break
        first = _past_articles(tokens, start)
        stop = _segment_end(tokens, first)
        piece = None if pieces and _titles_a_name(tokens, first) else _piece(tokens[first:stop])
        if piece is None or (pieces and not _belongs(tokens, start, stop, piece, pieces, listed)):
            break
        pieces.append(piece)
        end = stop
        if not (
            end < len(tokens)
            and (tokens[end].text == "," or tokens[end].text == "and" or (listed and tokens[end].text in "|–—-"))
        ):
            break
    return _assemble(paragraph, pieces), end


def _titles_a_name(tokens: list[Token], at: int) -> bool:
    """Whether a title opens the next person: …, and Ambassador Ada Brandt."""
    head = next((i for i in range(at, min(at + LONGEST_TITLE, len(tokens))) if tokens[i].bare in HEADS), None)
    return head is not None and title_at(tokens, at) is not None and name_from(tokens, head + 1) is not None


def _segment_end(tokens: list[Token], at: int) -> int:
    in_body = False
    i = at
    while i < min(len(tokens), at + LONGEST_SEGMENT):
        token = tokens[i]
        if token.text == "," and i + 1 < len(tokens) and tokens[i + 1].bare in LEGAL:
            i += 1
            continue
        if token.text == "(" and i + 2 < len(tokens) and tokens[i + 2].text == ")" and tokens[i + 1].capital:
            i += 3
            continue
        if not _goes_on(tokens, i):
            break
        if (
            token.bare in {"and", "as"}
            and i > at
            and (
                starts_person(tokens, i + 1)
                or (in_body and _new_title(tokens, i + 1))
                or name_from_pinyin(tokens, i + 1)
                or _titles_a_name(tokens, i + 1)
                or (tokens[i + 1 : i + 2] and tokens[i + 1].text.endswith(("'s", "’s")))
            )
        ):
            break
        in_body = in_body or token.bare in {"of", "at", "for"}
        i += 1
    while (
        i > at
        and not tokens[i - 1].capital
        and tokens[i - 1].bare not in HEADS | UNITS | SUBJECTS
        and tokens[i - 1].text != ")"
    ):
        i -= 1
    return i


def name_from_pinyin(tokens: list[Token], at: int) -> bool:
    """Whether an honorific opens a further person here."""
    return at < len(tokens) and honorific(tokens[at]) and name_from(tokens, at) is not None


def _new_title(tokens: list[Token], at: int) -> bool:
    head = title_at(tokens, at)
    return head is not None and head + 1 < len(tokens) and tokens[head + 1].bare in {"of", "at", "for", "in", ","}


def _goes_on(tokens: list[Token], i: int) -> bool:
    token = tokens[i]
    if not token.word:
        return token.text in "&'’+"
    if (
        token.capital
        or token.bare in LINKS | HEADS | MODIFIERS | UNITS | SUBJECTS | {"to", "under"}
        or token.text.isdigit()
    ):
        return not (
            token.capital and token.text in {"He", "She", "They", "The", "In", "This"} and tokens[i - 1].text == "."
        )
    if token.bare in SORTS and i + 1 < len(tokens) and tokens[i + 1].capital:
        return True
    ahead = tokens[i : i + LOOK_AHEAD]
    for word in ahead:
        if word.bare in HEADS | UNITS:
            return True
        if not word.word or word.capital or word.bare in FUNCTION or word.bare.endswith(("ed", "ing")):
            return False
    return False


def _belongs(tokens: list[Token], start: int, stop: int, piece: Piece, pieces: list[Piece], listed: bool) -> bool:
    """Whether a further stretch after a comma still speaks of the same person."""
    if starts_person(tokens, start) or (not listed and _rather_a_name(tokens, start, stop, pieces)):
        return False
    if piece.title:
        return True
    if not listed and tokens[start].text in ARTICLES | {"The"} and any(one.body for one in pieces):
        return False
    if listed or bodylike(tokens[start:stop]):
        return True
    after = tokens[stop].text if stop < len(tokens) else "."
    return not any(one.body for one in pieces) and tokens[start].capital and (after in ",;.)" or tokens[stop].word)


def _rather_a_name(tokens: list[Token], start: int, stop: int, pieces: list[Piece]) -> bool:
    """Whether a stretch is the next person of a list; a company may look so, but then it ends the entry."""
    if name_from(tokens, start) != stop or bodylike(tokens[start:stop]):
        return False
    closed = stop >= len(tokens) or tokens[stop].text in ";.)"
    return is_pinyin(tokens[start:stop]) or any(piece.body for piece in pieces) or not closed


def _piece(tokens: list[Token]) -> Piece | None:
    while tokens and tokens[-1].bare in LINKS:
        tokens = tokens[:-1]
    if not tokens or tokens[0].bare in LINKS:
        return None
    head = title_at(tokens, 0)
    if head is None:
        return Piece([], tokens) if tokens[0].capital or bodylike(tokens) else None
    prefix, title = _without_body(tokens[: head + 1])
    rest = tokens[head + 1 :]
    if prefix:
        return Piece(title + rest, prefix)
    cut = _cut(title, rest)
    body = rest[cut:]
    while body and (body[0].bare in LINKS | {"in", "to"} or body[0].text in ARTICLES):
        body = body[1:]
    sort = max((i for i, token in enumerate(body[:-1]) if token.text in SORTS), default=-1)
    body = body[sort + 1 :]
    kept = rest[:cut]
    while kept and kept[-1].bare in LINKS:
        kept = kept[:-1]
    return Piece(title + kept, body)


def _without_body(tokens: list[Token]) -> tuple[list[Token], list[Token]]:
    """A body printed before the title: "Energy Commission" of "Energy Commission Chair"."""
    first = next((i for i, token in enumerate(tokens) if token.bare in HEADS), len(tokens) - 1)
    while (
        first > 0
        and tokens[first - 1].bare in MODIFIERS
        and not (tokens[first - 1].bare in SURE and tokens[0].capital and first > 1)
    ):
        first -= 1
    while first + 1 < len(tokens) and first and tokens[first - 1].bare in SMALL:
        first += 1
    owner = next((i for i, token in enumerate(tokens[:first]) if token.text.endswith(("'s", "’s"))), None)
    if owner is not None:
        return tokens[: owner + 1], tokens[owner + 1 :]
    prefix = tokens[:first]
    return (prefix, tokens[first:]) if bodylike(prefix) else ([], tokens)


def _cut(title: list[Token], rest: list[Token]) -> int:
    """How many of the words after the head still belong to the title."""
    if not rest:
        return 0
    words = [token.bare for token in rest]
    at = max((i for i, word in enumerate(words) if word in {"at", "with"}), default=None)
    if at:
        unit = words[at - 1] in UNITS and at > 2
        return 0 if (unit or bodylike(rest[:at])) and words[0] in {"of", "for", "in"} else at
    if words[0] in {"at", "with", "from"}:
        return 0
    if words[0] in {"in", "to", "on", "for"}:
        return (
            _after_of(title, rest, words)
            if words[0] == "for" and not bodylike(rest)
            else (0 if bodylike(rest) and words[0] != "to" else len(rest))
        )
    if words[0] == "of":
        return _after_of(title, rest, words)
    return 0 if bodylike(rest) else len(rest)


def _after_of(title: list[Token], rest: list[Token], words: list[str]) -> int:
    inner = next((i for i, word in enumerate(words) if i > 1 and word in {"of", "for"}), None)
    first = rest[1:inner]
    if bodylike(first):
        return 0
    subject = all(word in A_SUBJECT or not rest[i].word for i, word in enumerate(words[1:inner], start=1))
    if inner:
        return inner if (subject or title[-1].bare in OF_A_SUBJECT) and title[-1].bare != "chair" else 0
    if title[-1].bare in OF_A_LAND | {"professor", "lecturer"} or words[0] == "for":
        return len(rest)
    return len(rest) if subject and title[-1].bare in OF_A_SUBJECT | {"president", "partner", "analyst"} else 0


def _assemble(paragraph: str, pieces: list[Piece]) -> list[Capacity]:
    titles: list[list[Token]] = []
    bodies: list[list[list[Token]]] = []
    for number, piece in enumerate(pieces):
        if piece.title:
            titles.append(piece.title)
            bodies.append([piece.body] if piece.body else [])
        elif titles and not bodies[-1] and not bodylike(piece.body) and _body_follows(pieces, number):
            titles[-1] = titles[-1] + piece.body
        elif titles:
            bodies[-1].append(piece.body)
        else:
            titles.append([])
            bodies.append([piece.body])
    return [
        _capacity(paragraph, title, bodies[i] if any(token.bare == "of" for token in title) else _shared(bodies, i))
        for i, title in enumerate(titles)
    ]


def _body_follows(pieces: list[Piece], number: int) -> bool:
    return number + 1 < len(pieces) and not pieces[number + 1].title


def _shared(bodies: list[list[list[Token]]], i: int) -> list[list[Token]]:
    """The body of a title without one is that of the next title: "Founder, CEO, Acme"."""
    return next((body for body in bodies[i:] if body), [])


def _capacity(paragraph: str, title: list[Token], body: list[list[Token]]) -> Capacity:
    printed = printed_of(paragraph, [token for part in body for token in part])
    owner = printed and re.sub(r"['’]s$", "", printed)
    return Capacity(printed_of(paragraph, title), owner, _parts(paragraph, body))


def _parts(paragraph: str, body: list[list[Token]]) -> tuple[str, ...]:
    """The units and parents that a body is printed with: at commas, at "at", at "of the" after a unit."""
    parts: list[list[Token]] = []
    for tokens in body:
        start = 0
        for i, token in enumerate(tokens):
            if token.bare in {"at", "within", "under"} or (
                token.bare == "of"
                and i > start
                and bodylike(tokens[start:i])
                and bodylike(tokens[i + 1 :])
                and tokens[i - 1].bare not in {"ministry"}
            ):
                parts.append(tokens[start:i])
                start = i + 1
        parts.append(tokens[start:])
    printed = [printed_of(paragraph, part[1:] if part and part[0].text == "the" else part) for part in parts]
    return tuple(part for part in printed if part) if len(printed) > 1 else ()


def printed_of(paragraph: str, tokens: list[Token]) -> str | None:
    return paragraph[tokens[0].start : tokens[-1].end].strip() if tokens else None
