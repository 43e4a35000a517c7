"""Where a title begins and ends: Vice President, Chairman of the Board, CEO and President."""

from events.desk.recognisers.abbreviations import abbreviation
from events.desk.recognisers.bodywords import bodylike
from events.desk.recognisers.tokens import Token
from events.desk.recognisers.words import FUNCTION, HEADS, HONOURED, MODIFIERS, SMALL, SUBJECTS, UNITS

LINKS = SMALL | {"at", "with", "from", "an", "a", "as"}
ARTICLES = frozenset(["the", "a", "an", "our", "its", "their", "his", "her"])
LEADING = ARTICLES | {"esteemed", "distinguished", "The", "then", "currently", "A", "An"}
AFTER_HEAD = frozenset(["a.i", "magnificus", "general", "designate", "elect", "emeritus", "emerita", "tem", "tempore"])
# Bodies that officers join.
CIRCLES = frozenset(["academy", "association", "circle", "club", "council", "forum", "network", "society"])
# Whose board a title may name: chair of the board of trustees.
BOARDS = frozenset(["directors", "governors", "supervisors", "trustees"])
LONGEST, LONGEST_CHAIN, FARTHEST = 9, 20, 4


def title_at(tokens: list[Token], at: int) -> int | None:
    """Where the last word of a title that begins here stands; None where none begins here."""
    if at < len(tokens) and _is_a_paper(tokens, at):
        return None
    at = past_articles(tokens, at)
    head = next((i for i in range(at, min(at + LONGEST, len(tokens))) if _is_head(tokens, i)), None)
    if head is None or any(_breaks_title(token) for token in _unbracketed(tokens, at, head)):
        return None
    before = tokens[at:head]
    if any(token.bare == "office" for token in before) and before[-1].bare in {"of", "the"}:
        return None
    if any(token.bare in SMALL - {"and"} and token.bare != "&" for token in before) and not bodylike(before):
        return None
    return _extended(tokens, head)


def _is_a_paper(tokens: list[Token], at: int) -> bool:
    """The Economist, behind a title and a comma."""
    alone = at + 2 == len(tokens) or (at + 2 < len(tokens) and not tokens[at + 2].word)
    return alone and at > 0 and tokens[at].text == "The" and tokens[at - 1].text == ","


def _is_head(tokens: list[Token], at: int) -> bool:
    """The last word of a title; "associate" and "fellow" where nothing more of one follows."""
    after = tokens[at + 1].bare if at + 1 < len(tokens) else ","
    if tokens[at].bare == "deputy" and after == "to":
        return True
    if tokens[at].bare == "executive" and after in {"board", "committee", "council"}:
        return False
    if in_a_bodys_name(tokens, at) or (tokens[at].bare == "chief" and after in {"guest", "patron"}):
        return False
    return tokens[at].bare in HEADS or (
        tokens[at].bare == "associate" and after in {",", "at", "of", "in", "with", ";"}
    )


def in_a_bodys_name(tokens: list[Token], at: int) -> bool:
    """Whether a title in capitals is of a body's name: Lake CEO Forum."""
    after = [token.bare for token in tokens[at + 1 : at + 3]]
    return tokens[at].text.isupper() and after[:1] != [] and after[0] in CIRCLES and after[1:] != ["of"]


def _unbracketed(tokens: list[Token], at: int, head: int) -> list[Token]:
    """The tokens without the abbreviation of the body before the title: Lake Fish Board (LFB) Chairman."""
    bracket = next((i for i in range(at, head) if tokens[i].text == "("), head)
    past, short = abbreviation(tokens, bracket)
    return tokens[at:bracket] + tokens[past:head] if short and past <= head else tokens[at:head]


def past_articles(tokens: list[Token], at: int) -> int:
    while at < len(tokens) and (tokens[at].text in LEADING or _honours_an_office(tokens, at)):
        at += 1
    return at


def _honours_an_office(tokens: list[Token], at: int) -> bool:
    """The Honourable Minister of Lakes."""
    after = [token.bare for token in tokens[at + 1 : at + 3]]
    office = after[:1] != [] and (after[0] in HEADS | MODIFIERS or after == ["union", "minister"])
    return tokens[at].bare in HONOURED and office


def _breaks_title(token: Token) -> bool:
    if not token.word:
        return token.text not in "&'’-"
    if token.bare in FUNCTION - LINKS - MODIFIERS - SUBJECTS:
        return True
    return not token.capital and token.bare.endswith(("ed", "ing")) and token.bare not in MODIFIERS


def _extended(tokens: list[Token], head: int) -> int:
    """Past further words of the title: Secretary General, CEO and President, Chief Sustainability Officer."""
    for i in range(head + 1, min(head + LONGEST_CHAIN, len(tokens))):
        token = tokens[i]
        if token.bare in HEADS or (token.bare in AFTER_HEAD and token.word):
            head = i
        elif i - head > FARTHEST or not _may_lead_to_a_head(token):
            break
    return _of_the_board(tokens, head)


def _may_lead_to_a_head(token: Token) -> bool:
    return token.bare in MODIFIERS or token.bare in {"and", "&", "cum"} or token.capital


def _of_the_board(tokens: list[Token], head: int) -> int:
    words = [token.bare for token in tokens[head + 1 : head + 6]]
    whole = words[:4] == ["of", "the", "board", "of"] and words[4:5] != [] and words[4] in BOARDS
    if whole:
        return head + 5
    for phrase in (["of", "the", "board"], ["of", "board"], ["of", "staff"]):
        if words[: len(phrase)] == phrase:
            return head + len(phrase)
    return head + 2 if words[:1] == ["of"] and _closes_a_title(tokens, head + 2) else head


def _closes_a_title(tokens: list[Token], at: int) -> bool:
    """A bare part of a body that the title heads: Head of Unit, Head of Delegation; Secretary of State for Trade."""
    after = tokens[at + 1].bare if at + 1 < len(tokens) else ","
    if tokens[at : at + 1] and tokens[at].bare == "state":
        return after in {"for", ",", "("}
    return at < len(tokens) and tokens[at].bare in UNITS and after in {",", ";", "–", "-", "for", "at"}
