"""Where a title begins that stands before a name, and the body before it: Lake Board (LB) Deputy Chair."""

import re

from events.desk.recognisers.abbreviations import abbreviation
from events.desk.recognisers.names import (
    owns,
)
from events.desk.recognisers.places import gazetteer
from events.desk.recognisers.titles import LINKS, in_a_bodys_name
from events.desk.recognisers.tokens import Token
from events.desk.recognisers.words import (
    COUNTRIES,
    FUNCTION,
    HEADS,
    HONOURED,
    MODIFIERS,
    RANKS,
    REGIONS,
    SPEAKING,
    SUBJECTS,
    SURE,
    TOPICAL,
)

# What a body works for until then: 2050 Energy Commission.
YEAR = re.compile(r"20[2-9]0")
# Of cities: St. Louis Mayor.
SAINTS = frozenset(["St.", "Sta.", "Sto.", "Ft.", "Mt."])
# What is said of somebody before a title: Renowned Chilean economist.
PRAISED = frozenset(["award-winning", "famous", "influential", "noted", "prominent", "renowned", "veteran"])
# Of companies: Reed Bros. Chairman.
COMPANIES = frozenset(["Bros.", "Co.", "Corp.", "Inc.", "Ltd."])
LONGEST, LONGEST_SMALL = 20, 9
NO_NOUNS = (
    FUNCTION
    | LINKS
    | SPEAKING
    | {
        "met",
        "thanked",
        "invited",
        "visited",
        "received",
        "while",
        "whereas",
        "led",
        "whose",
        "including",
        "late",
        "hopes",
        "new",
        "comprising",
        "podium",
        "stage",
    }
)
# Subjects of ministers.
OF_MINISTERS = SUBJECTS | {"economic", "education", "water"}
ADJECTIVES = ("al", "ic")
# What bodies are for, where a title follows: School of Business Professor.
FIELDS = (SUBJECTS | {"strategy"}) - HEADS
# Modifiers of titles that end names of bodies, too.
ENDS_A_BODY = frozenset(["laboratory", "services", "agency", "institute", "association"])


def title_before(tokens: list[Token], head: int) -> tuple[int, int]:
    """Where the title that ends at a head begins, and where the body before it begins."""
    head -= tokens[head].bare == "a.i" and head > 0
    title = head
    while title > max(0, head - LONGEST) and _of_a_title(tokens, title - 1, head):
        title -= 1
    title = first = _before_a_series(tokens, _past_a_body(tokens, _past_a_field(tokens, title), head), head)
    led = title > 1 and tokens[title - 2].bare in {"and", "the", "a", "an", "by", ","}
    if led and _plain_noun(tokens[title - 1]) and not _tells(tokens, title - 1):
        return title - 1, title - 1
    while title > 1 and not tokens[head].capital and _lower_subject(tokens, title - 1):
        title = first = title - 1
    first = _before_a_bracket(tokens, _before_an_owner(tokens, title))
    first = _before_small_words(tokens, first)
    while first > 0 and (_names_a_body(tokens, first - 1) or _joined(tokens, first - 1)):
        first = _before_a_bracket(tokens, first - 1)
    first = _past_a_place(tokens, first, title)
    if tokens[first].bare == "visiting" and first < head and tokens[first + 1].bare in COUNTRIES | TOPICAL:
        first, title = first + 1, max(first + 1, title)  # Visiting Chilean Minister
    numbered = first > 0 and first < title and YEAR.fullmatch(tokens[first - 1].text)
    return title, first - bool(numbered)


def _tells(tokens: list[Token], at: int) -> bool:
    """Whether a verb stands before a title, as in: Ada Moe, Dean of Lakes, applauded Ambassador Olu Bello."""
    return tokens[at].text.endswith("ed") and tokens[at - 1].text == "," and tokens[at + 1].capital


def _past_a_place(tokens: list[Token], first: int, title: int) -> int:
    """Past where something is: In Oslo U.S. Ambassador Ada Moe …"""
    placed = 0 < first < title and tokens[first - 1].text in {"In", "in"} and tokens[first].text in gazetteer()
    return first + 1 if placed and tokens[first].bare not in COUNTRIES | REGIONS else first


def _past_a_field(tokens: list[Token], title: int) -> int:
    """Past what a body is for: School of Business Professor."""
    at = title - 1
    while at > max(0, title - LONGEST_SMALL) and (tokens[at].capital or tokens[at].text == "and"):
        at -= 1
    led = at > 0 and tokens[at].text in {"of", "for"} and tokens[at - 1].capital and tokens[at - 1].bare in SURE
    while led and tokens[title].capital and tokens[title].bare in FIELDS and not _is_a_minister(tokens, title):
        title += 1
    return title


def _is_a_minister(tokens: list[Token], subject: int) -> bool:
    return any(token.bare in {"minister", "secretary"} for token in tokens[subject : subject + 3])


def _past_a_body(tokens: list[Token], title: int, head: int) -> int:
    """Past modifiers that end a body's name: Naval Laboratory Director, Lake Information Services Director."""
    ends = [i for i in range(title, head) if tokens[i].capital and tokens[i].bare in ENDS_A_BODY]
    return ends[-1] + 1 if ends and title > 0 and _of_a_name(tokens[title - 1]) else title


def _before_a_series(tokens: list[Token], title: int, head: int) -> int:
    """Before the subjects of a minister's title that a comma parts: Economy, Water Resources and Trade Minister."""
    if tokens[head].bare != "minister" or not any(token.bare == "and" for token in tokens[title:head]):
        return title
    while title > 1:
        word = title - 2 if tokens[title - 1].text == "," else title - 1
        if not tokens[word].capital or tokens[word].bare not in OF_MINISTERS:
            break
        title = word
    return title


def _of_a_title(tokens: list[Token], at: int, head: int) -> bool:
    """Whether a word belongs to the title that ends at a head; in "Lake Industry president" the capitals do not."""
    token = tokens[at]
    if token.bare in {"and", "&"}:
        if tokens[head].bare == "minister" and {tokens[at - 1].bare, tokens[at + 1].bare} <= OF_MINISTERS:
            return True  # deputy Trade and Industry Minister
        if tokens[at - 1].bare.endswith(ADJECTIVES) and tokens[at + 1].bare.endswith(ADJECTIVES):
            return True  # Economic and Commercial Counsellor
        former = tokens[at - 2 if at > 1 and tokens[at - 1].bare == "general" else at - 1]
        return at > 0 and former.bare in HEADS and tokens[at + 1].bare in MODIFIERS | HEADS
    if tokens[head].bare == "minister" and at > 1 and tokens[at - 1].bare == "and":
        pair = {token.bare, tokens[at - 2].bare}
        if pair <= OF_MINISTERS and token.capital and tokens[at - 2].capital:
            return True  # Education and Sports Minister
    if token.bare == "lt" and tokens[at + 1].bare == "governor":
        return True
    if token.bare == "under" and tokens[at + 1].bare != "secretary":
        return False
    if token.capital and not tokens[head].capital:
        return token.bare in RANKS or (token.bare in HEADS and tokens[at + 1].bare == "and")
    return token.bare in MODIFIERS | HEADS or (token.bare == "general" and tokens[at + 1].bare == "and")


def _before_a_bracket(tokens: list[Token], end: int) -> int:
    """Before the abbreviation of a body: Department of Lakes (DOL) Secretary Ada Brandt."""
    if end < 4 or tokens[end - 1].text != ")":
        return end
    first = next((i for i in range(end - 2, max(end - 6, 0), -1) if tokens[i].text == "("), end)
    if first == end - 3 and tokens[first + 1].bare in COUNTRIES and tokens[first - 1].capital:
        return first
    return first if first < end and abbreviation(tokens, first)[1] else end


def _lower_subject(tokens: list[Token], at: int) -> bool:
    """State agriculture director, national liaison officer."""
    described = _plain_noun(tokens[at]) and tokens[at - 1].text.islower() and tokens[at - 1].bare in MODIFIERS
    return tokens[at].text.islower() and (tokens[at].bare in SUBJECTS | MODIFIERS or described)


def _before_an_owner(tokens: list[Token], title: int) -> int:
    """Before an owner's small words: Lake stock exchange's chief executive, Reed Properties' chairman."""
    first = title - (title > 1 and tokens[title - 1].text in "'’" and tokens[title - 2].text.endswith("s"))
    at = first
    while at > 0 and first - at < 2 and tokens[at - 1].text.islower() and (at < first or owns(tokens[at - 1])):
        at -= 1
    return at if at > 0 and at < first and _of_a_name(tokens[at - 1]) else first


def _before_small_words(tokens: list[Token], title: int) -> int:
    """Before a body in small letters but for its place: Lake state tourism and creative economy committee."""
    first = title
    if not (first > 1 and tokens[first - 1].text.islower() and tokens[first - 1].bare in SURE):
        return title
    while first > max(0, title - LONGEST_SMALL) and (_plain_noun(tokens[first - 1]) or _joins_nouns(tokens, first - 1)):
        first -= 1
    return first if first < title - 1 and first > 0 and _of_a_name(tokens[first - 1]) else title


def _joins_nouns(tokens: list[Token], at: int) -> bool:
    around = tokens[at - 1 : at] + tokens[at + 1 : at + 2]
    return tokens[at].text in {"and", "of", "for"} and all(map(_plain_noun, around)) and len(around) == 2


def _names_a_body(tokens: list[Token], at: int) -> bool:
    return _of_a_name(tokens[at]) or in_a_bodys_name(tokens, at)


def _plain_noun(token: Token) -> bool:
    return token.word and token.text.islower() and token.bare not in NO_NOUNS and not owns(token)


def _of_a_name(token: Token) -> bool:
    return (
        token.word
        and token.capital
        and not token.bare.endswith("-based")
        and token.bare not in FUNCTION - {"building", "home", "press"}
        and token.bare not in HEADS | HONOURED | PRAISED | {"former", "h.e", "h.h"}
        and (token.text[-1] != "." or token.text.count(".") > 1 or token.text in SAINTS | COMPANIES)
    )


def _joins_subjects(tokens: list[Token], at: int) -> bool:
    """Whether capitals and a body's word stand around "and": National Growth and Reform Commission."""
    before, (one, two), after = tokens[at - 2], (tokens[at - 1], tokens[at + 1]), tokens[at + 2 : at + 4]
    subjects = {one.bare, two.bare} <= SUBJECTS | {"reform"} and one.capital and two.capital
    return subjects and _of_a_name(before) and any(token.capital and token.bare in SURE for token in after)


def _joined(tokens: list[Token], at: int) -> bool:
    if tokens[at].text == "the" and at > 1 and tokens[at - 1].text in {"for", "of"}:
        return tokens[at - 2].capital and tokens[at - 2].bare in SURE  # Council for the Promotion of Trade
    if tokens[at].text in {"for", "of"} and tokens[at + 1].text == "the":
        return at > 0 and tokens[at - 1].capital and tokens[at - 1].bare in SURE
    if tokens[at].text == "and":
        if at > 1 and _joins_subjects(tokens, at):
            return True
        return at > 1 and tokens[at - 2].text in {"of", ","} and {tokens[at - 1].bare, tokens[at + 1].bare} <= SUBJECTS
    in_a_land = tokens[at].text == "in" and tokens[at + 1].bare in COUNTRIES
    return (in_a_land or tokens[at].text in {"of", "for", "&"}) and at > 0 and _of_a_name(tokens[at - 1])
