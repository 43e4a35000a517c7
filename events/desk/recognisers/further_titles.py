"""Whether a further title begins behind "and": Deputy Secretary of the Lake Committee and Governor."""

from events.desk.recognisers.bodywords import bodylike
from events.desk.recognisers.titles import title_at
from events.desk.recognisers.tokens import Token
from events.desk.recognisers.words import HEADS, OF_A_LAND, RANKS, SUBJECTS, SURE

# What opens a further title behind a body's name that may be any word.
OFFICES = RANKS | {"ceo", "chairman", "cmd", "director", "founder", "md", "past", "president"}


def _of_one_body(tokens: list[Token], at: int, link: int) -> bool:
    """Whether "and" joins subjects of a body before its title: Lake Chamber of Commerce and Industry President."""
    subjects = {token.bare for token in tokens[link - 1 : link + 2 : 2]} <= SUBJECTS
    return subjects and bodylike(tokens[at:link]) and is_untitled(tokens[at:link])


def is_ranked_behind(tokens: list[Token], at: int, link: int) -> bool:
    """Whether a body without a word of its own stands before "and" and a further title: Tata Sons & Past President."""
    after = tokens[link + 1 : link + 2]
    ranked = after != [] and after[0].capital and after[0].bare in OFFICES
    return (
        ranked
        and link > at
        and tokens[at - 1].text == ","
        and is_untitled(tokens[at:link])
        and new_title(tokens, link + 1, at)
    )


def is_untitled(words: list[Token]) -> bool:
    return not any(word.bare in HEADS for word in words)


def former_title(tokens: list[Token], at: int) -> bool:
    """Whether a former title follows a body or two titles: Barnes & Moe and former Solicitor General."""
    two = tokens[at - 3 : at - 2] != [] and tokens[at - 3].bare in {"and", "&"}
    former = at < len(tokens) and tokens[at].bare == "former" and (two or tokens[at - 2].bare not in HEADS)
    return former and title_at(tokens, at) is not None


def a_guest(tokens: list[Token], at: int) -> bool:
    """… and a Guest of Honour."""
    words = [token.bare for token in tokens[at : at + 3] if token.bare not in {"a", "the", "chief"}]
    return "guest" in words[:1]


def new_title(tokens: list[Token], at: int, first: int) -> bool:
    """Whether a further title begins behind the "and" of what began at `first`."""
    head = None if _of_one_body(tokens, first, at - 1) else title_at(tokens, at)
    if head is not None and any(tokens[i].bare == "and" and tokens[i - 1].bare not in HEADS for i in range(at, head)):
        return False
    if head is None or head + 1 >= len(tokens):
        return False
    governs = head == at and tokens[at].capital and tokens[at].bare in OF_A_LAND and tokens[at + 1].text in {";", "."}
    return governs or tokens[head + 1].bare in {"of", "at", "for", "in", "to", ","}


def owned_title(tokens: list[Token], at: int) -> bool:
    """Whether a body and its title follow: Vice Chairman and Lake Fish Association CEO."""
    head = title_at(tokens, at)
    before = tokens[at:head] if head else []
    return len(before) > 1 and before[0].capital and before[-1].bare in SURE
