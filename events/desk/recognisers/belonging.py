"""Whether a further stretch behind a comma still speaks of the same person, or opens the next."""

from itertools import takewhile

from events.desk.recognisers.bodywords import bodylike
from events.desk.recognisers.going_on import A_SUBJECT
from events.desk.recognisers.names import name_before, name_from
from events.desk.recognisers.pieces import Piece
from events.desk.recognisers.places import gazetteer
from events.desk.recognisers.segments import names_another, starts_person
from events.desk.recognisers.syllables import is_pinyin
from events.desk.recognisers.titles import ARTICLES
from events.desk.recognisers.tokens import Token
from events.desk.recognisers.words import COUNTRIES, OF_A_SUBJECT, REGIONS, SPEAKING, UNITS


def belongs(tokens: list[Token], start: int, stop: int, piece: Piece, pieces: list[Piece], listed: bool) -> bool:
    """Whether a further stretch after a comma still speaks of the same person."""
    if pieces and is_a_campus(tokens[start:stop], pieces[-1]):
        return True
    if starts_person(tokens, start) or (not listed and _rather_a_name(tokens, start, stop, pieces)):
        return False
    if not listed and _opens_an_entry(tokens, start, stop):
        return False
    if piece.title:
        return True
    if not listed and tokens[start].text in ARTICLES | {"The"} and any(one.body for one in pieces):
        return False
    speaks = stop < len(tokens) and tokens[stop].text in SPEAKING
    if not listed and speaks and any(bodylike(one.body) for one in pieces):
        return False  # Head of the Lake Board, LFB staff told
    if listed or bodylike(tokens[start:stop]):
        return True
    after = tokens[stop].text if stop < len(tokens) else "."
    if _ends_an_entry(tokens, stop, pieces) and tokens[start].capital:
        return True
    if any(one.body for one in pieces) and not is_subject_of(pieces[-1]) and not _all_of_a_subject(pieces[-1]):
        return False
    return tokens[start].capital and (after in ",;.)-–—" or tokens[stop].word)


def _opens_an_entry(tokens: list[Token], start: int, stop: int) -> bool:
    """Whether the next name of a list stands here with its body: Ada Moe of Reed Ltd, Olu Bello of Iberglas."""
    end = name_from(tokens, start)
    return end is not None and end < stop and tokens[end].text != "." and names_another(tokens, start)


def is_a_campus(words: list[Token], piece: Piece) -> bool:
    """Whether a city is where one of a land's universities has its seat: University of California, Los Angeles."""
    last = piece.body[-3:]
    state = len(last) == 3 and [token.bare for token in last[:2]] == ["university", "of"] and last[2].bare in REGIONS
    city = takewhile(lambda token: token.text != "(", words)  # University of California, Los Angeles (UCLA)
    return state and " ".join(token.text for token in city) in gazetteer()


def _ends_an_entry(tokens: list[Token], stop: int, pieces: list[Piece]) -> bool:
    """Whether the entries of the list end in semicolons and this one's title waits for its body."""
    return stop < len(tokens) and tokens[stop].text == ";" and not any(one.title and one.body for one in pieces)


def is_subject_of(piece: Piece) -> bool:
    """Whether what follows "of" may be what the person does, not for whom: Head of Mobile Cranes, Sandrea."""
    return bool(piece.title and piece.body and piece.title[-1].bare in OF_A_SUBJECT and _is_subject(piece.body))


def _all_of_a_subject(piece: Piece) -> bool:
    """Whether a stretch names nothing but a subject: Manager, Public Affairs, Baltic Gas."""
    return not piece.title and all(token.bare in A_SUBJECT or token.bare == "and" for token in piece.body)


def _is_subject(words: list[Token]) -> bool:
    return not bodylike(words) and words[-1].bare not in UNITS and len(words) > 1


def _is_of_a_name(tokens: list[Token], piece: Piece) -> bool:
    """Whether a name stands right before the first stretch."""
    first = next((i for i, token in enumerate(tokens) if piece.title and token is piece.title[0]), 0)
    comma = first - 1 - (first > 0 and tokens[first - 1].text in ARTICLES)
    return comma > 0 and tokens[comma].text == "," and name_before(tokens, comma) is not None


def _is_an_act(token: Token) -> bool:
    """Whether a verb follows, so that what stands before it ends the entry: …, CEO, Reed Air, presented."""
    return token.text in SPEAKING or (token.text.islower() and token.bare.endswith("ed"))


def _rather_a_name(tokens: list[Token], start: int, stop: int, pieces: list[Piece]) -> bool:
    """Whether a stretch is the next person of a list; a company may look so, but then it ends the entry."""
    if name_from(tokens, start) != stop or bodylike(tokens[start:stop]) or tokens[stop - 1].bare in COUNTRIES:
        return False
    if _ends_an_entry(tokens, stop, pieces):
        return is_pinyin(tokens[start:stop]) or not _is_of_a_name(tokens, pieces[0])
    acts = tokens[stop : stop + 1] and tokens[stop].text == "," and tokens[stop + 1 : stop + 2]
    closed = (
        stop >= len(tokens)
        or tokens[stop].text in ".)"
        or bool(acts and _is_an_act(tokens[stop + 1]) and _is_of_a_name(tokens, pieces[0]))
    )
    return is_pinyin(tokens[start:stop]) or any(piece.body for piece in pieces) or not closed
