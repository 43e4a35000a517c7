"""What stands between a name and what is said of it, and says nothing of either: (left), (张伟), OBE, Ph.D."""

import re

from events.desk.recognisers.names import NO_NAME, honorific, name_word
from events.desk.recognisers.places import gazetteer
from events.desk.recognisers.titles import title_at
from events.desk.recognisers.tokens import SPELT, Token
from events.desk.recognisers.words import ASIDES, HEADS, POST_NOMINALS

LONGEST = 6
# How a lawmaker's party and place begin: D-Ohio.
PARTIES = ("R-", "D-", "I-")
ORDINAL = re.compile(r"\d{1,2}(?:st|nd|rd|th)")
HAN = ("\u2e80", "\u9fff")


def without_asides(tokens: list[Token]) -> list[Token]:
    """The tokens without pictures' places and Chinese names in brackets, and without letters behind a name."""
    kept: list[Token] = []
    at = 0
    lettered = -1
    while at < len(tokens):
        letters = _letters_end(tokens, at, more=lettered == at) if kept and name_word(kept[-1]) else None
        end = at + 1 if _is_skipped(tokens, at) else _bracket_end(tokens, at) or letters
        lettered = letters or lettered
        if end and tokens[at].text in "(（[" and kept and kept[-1].text == "," and tokens[end : end + 1]:
            end += tokens[end].text == ","  # Ada Moe, (IAS, Rtd), Secretary
        if letters and _goes_on_with_a_title(tokens, at, letters):
            kept.append(tokens[at])
            end = letters + 1
        if end is None and (comma := _letters_with_commas(tokens, at)):
            kept.append(Token("H.E.", tokens[at].start, tokens[comma].end))
            end = comma + 1
        if end is None and _is_in_a_picture(tokens, at):
            end = at + 2
        if end is None and [token.text for token in tokens[at : at + 3]] == ["as", "well", "as"]:
            kept.append(Token("and", tokens[at].start, tokens[at + 2].end))
            end = at + 3
        if end is None and _is_his_excellency(tokens, at):
            kept.append(Token("H.E.", tokens[at].start, tokens[at + 1].end))
            end = at + 2
        if end is None:
            kept.append(_with_points(tokens, at))
        at = end or at + 1
    return kept


def _is_in_a_picture(tokens: list[Token], at: int) -> bool:
    """Whether a comma and a word tell where somebody stands: Ada Moe, left, Dean of Lakes."""
    words = [token.text for token in tokens[at : at + 3]]
    return len(words) == 3 and words[0] == words[2] == "," and words[1] in {"left", "right", "center", "centre"}


def _is_his_excellency(tokens: list[Token], at: int) -> bool:
    """Whether the letters of an honorific stand apart before a name that they are no initials of: by H E Ada Moe."""
    letters, after = [token.text.rstrip(".") for token in tokens[at : at + 2]], tokens[at + 2 : at + 3]
    if letters not in (["H", "E"], ["H", "H"]) or (at and name_word(tokens[at - 1])):
        return False
    return bool(after) and (name_word(after[0]) or honorific(after[0]))


def _letters_with_commas(tokens: list[Token], at: int) -> int | None:
    """The last comma or letter of an honorific that is written with commas: H,E, Ada Moe; H,E Ada Moe."""
    texts = [token.text.rstrip(".") for token in tokens[at : at + 4]]
    if texts[:3] != ["H", ",", "E"] or tokens[at].end != tokens[at + 1].start or len(texts) < 4:
        return None
    return at + 3 if texts[3] in {",", "."} else at + 2


def _with_points(tokens: list[Token], at: int) -> Token:
    """HE before a full name is an honorific, before a lone given name a family name: HE Ada Moe, HE Weichen; so HH."""
    ahead = tokens[at + 1 : at + 3]
    full = len(ahead) == 2 and (name_word(ahead[0]) or honorific(ahead[0])) and name_word(ahead[1])
    pointed = {"HE": "H.E.", "HH": "H.H."}.get(tokens[at].text)
    return Token(pointed, tokens[at].start, tokens[at].end) if pointed and full else tokens[at]


def _is_skipped(tokens: list[Token], at: int) -> bool:
    """Whether a comma, article or rank says nothing where it stands: Ada Moe, Jr.; Director Sec. Ada Moe."""
    after = tokens[at + 1 : at + 2]
    if tokens[at].text == "," and after and after[0].bare in {"jr", "sr"}:
        return title_at(tokens, at + 2) is None  # Ada Moe, Sr. Vice President
    return _within_honorifics(tokens, at) or _is_a_rank(tokens, at)


def _is_a_rank(tokens: list[Token], at: int) -> bool:
    """Whether an office stands between a title and a name: Director Sec. Ada Moe, Dean Ambassador Ada Moe."""
    around = tokens[at - 1 : at + 2] if at else []
    if len(around) < 3 or tokens[at].text not in SPELT.keys() | {"Ambassador"} or tokens[at].bare not in HEADS:
        return False
    return around[0].bare in HEADS - {"assistant"} and name_word(around[2])


def _within_honorifics(tokens: list[Token], at: int) -> bool:
    """Whether a comma or article parts honorifics: His Excellency, Mr Ada Moe; Senator the Honourable Ada Moe."""
    around = tokens[at - 1 : at + 2] if at else []
    if len(around) < 3 or not honorific(around[2]):
        return False
    former, mark, _ = around
    rank = honorific(former) or former.text == "Senator"
    return (rank and mark.text == "the") or (former.bare == "excellency" and mark.text == ",")


def _bracket_end(tokens: list[Token], at: int) -> int | None:
    """The token after a bracket that is an aside."""
    if tokens[at].text not in "(（[" or at == 0:
        return None
    close = next((i for i in range(at + 1, min(at + LONGEST, len(tokens))) if tokens[i].text in ")）]"), None)
    inner = tokens[at + 1 : close] if close else []
    if len(inner) == 1 and inner[0].bare in HEADS and inner[0].text.isupper() and tokens[at - 1].bare in HEADS:
        return at + 3
    if len(inner) == 1 and tokens[at - 1].bare in HEADS and _initials(tokens[:at], inner[0].text):
        return at + 3
    if len(inner) == 1 and _is_a_nickname(tokens, at, inner[0]):
        return at + 3
    told = all(
        token.bare in ASIDES or ORDINAL.fullmatch(token.text) or _is_han(token) or not token.word for token in inner
    )
    return close + 1 if close and inner and (told or _is_a_seat(inner)) else None


def _is_a_nickname(tokens: list[Token], at: int, inner: Token) -> bool:
    """Whether a given name in brackets stands within a name, or before its title: Ada Moe (Adi), Chair of Lakes."""
    full = at > 1 and name_word(tokens[at - 1]) and name_word(tokens[at - 2])
    given = name_word(inner) and inner.text.istitle() and inner.bare not in NO_NAME and inner.text not in gazetteer()
    after = tokens[at + 3 : at + 4]
    if after and after[0].capital:  # Earl Anton (Toby) Moe
        return name_word(after[0]) and name_word(tokens[at - 1]) and given and after[0].bare not in NO_NAME
    titled = after and after[0].text == "," and title_at(tokens, at + 4) is not None
    return bool(full and titled and given)


def _initials(before: list[Token], short: str) -> bool:
    """Whether letters are those that a title's words begin with: Deputy Managing Director (DMD)."""
    words = before[-len(short) :]
    return len(short) > 1 and "".join(word.text[0] for word in words) == short


def _is_han(token: Token) -> bool:
    return HAN[0] <= token.text[0] <= HAN[1]


def _is_a_seat(inner: list[Token]) -> bool:
    """A lawmaker's party and place: (D-Ohio), (R-Lund)."""
    return inner[0].text.startswith(PARTIES) or [token.text for token in inner[:2]] in (["R", ","], ["D", ","])


def _goes_on_with_a_title(tokens: list[Token], at: int, letters: int) -> bool:
    """Whether "and" and a title follow letters behind a comma: Ada Moe, OBE and Founder of Reed Ltd."""
    joined = tokens[at].text == "," and tokens[letters : letters + 1] and tokens[letters].text == "and"
    return bool(joined) and title_at(tokens, letters + 1) is not None


def _letters_end(tokens: list[Token], at: int, *, more: bool) -> int | None:
    """The token after letters behind a name, with the comma before them; `more`: others stood before."""
    letters = at + (tokens[at].text == ",")
    if letters > at and letters < len(tokens) and tokens[letters].text.startswith(PARTIES):
        return letters + 1
    word = tokens[letters].text.replace(".", "") if letters < len(tokens) else ""
    if word == "MP" and tokens[letters + 1 : letters + 2] and tokens[letters + 1].text == "for":
        return None
    if word == "MD" and [token.text for token in tokens[letters + 1 : letters + 2]] in (["&"], ["and"], ["of"]):
        return None  # MD & CEO
    further = more and letters > at and word.isalpha() and word.isupper() and 1 < len(word) < LONGEST
    if tokens[letters : letters + 1] and tokens[letters].text == "S.C.":  # Columbia, S.C.
        return None
    if word not in POST_NOMINALS and not (further and tokens[letters].bare not in HEADS):
        return None
    pointed = "." in tokens[letters].text and letters + 1 < len(tokens) and tokens[letters + 1].text == "."
    return letters + 1 + pointed
