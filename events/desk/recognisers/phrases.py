"""Phrases in capitals that are named like a body: Ministry of Industry and Trade, Kalinga Mills Ltd., City of Lund."""

import re

from events.desk.recognisers.abbreviations import abbreviation
from events.desk.recognisers.bodywords import acronym_before_title, bodylike
from events.desk.recognisers.going_on import in_series
from events.desk.recognisers.one_name import GENERIC, of_an_area, parts_letters, same_name
from events.desk.recognisers.places import gazetteer
from events.desk.recognisers.tokens import Token
from events.desk.recognisers.words import (
    ABROAD,
    BODY,
    CALENDAR,
    COUNTRIES,
    EVENT,
    FUNCTION,
    HEADLINE_VERBS,
    HEADS,
    LEGAL,
    NO_BODIES,
    RANKS,
    REGIONS,
    SMALL,
    SUBJECTS,
    TOPICAL,
    UNITS,
)

LONGEST = 18
OPENERS = FUNCTION - {"center", "building", "program", "programme"}
# Honorifics that open somebody's name, and no word of a body's.
HONOURS = frozenset(["dr", "h.e", "hon", "mr", "mrs", "ms", "prof"])
# Words that end a name though they are in capitals, as in headlines and captions.
BREAKERS = (OPENERS - SMALL - {"press", "home", "next", "place"}) | HEADLINE_VERBS | HEADS | HONOURS
OF_A_STATE = frozenset(
    ["people's", "people’s", "republic", "federal", "democratic", "kingdom", "p.r", "south", "north"]
)
UNIONS = frozenset(["EU", "UN", "US", "U.S.", "European"])
VENUES = frozenset(["convention", "conference", "exhibition", "expo", "congress"])
SHORTEST_SHOUT = 4
ORDINAL = re.compile(r"\d{1,3}(?:st|nd|rd|th)")


def phrase_at(tokens: list[Token], at: int) -> int | None:
    """Where a body's name that begins here ends; None where none begins."""
    if not _opens(tokens, at):
        return None
    run = _before_a_title(tokens, at, _run_end(tokens, at))
    end = at + len(run)
    if not run or is_a_land(run) or _is_event(run) or _shouted(run):
        return None
    if end < len(tokens) and tokens[end].bare in HEADS and acronym_before_title(run):
        return at + 1
    end = _past_a_branch(tokens, end)
    short = _of_a_body(abbreviation(tokens, end)[1])
    if len(run) == 1:
        return end if short or is_acronym(run[0]) else None
    return end if short or bodylike(run) or of_an_area(run) else None


def _before_a_title(tokens: list[Token], at: int, end: int) -> list[Token]:
    """The words of a name without those of the title behind it: Lake Fish Board of "Lake Fish Board Vice Chair"."""
    if tokens[end : end + 1] and tokens[end].bare in HEADS:
        while end > at and tokens[end - 1].bare in RANKS - {"foreign"}:
            end -= 1
    return tokens[at:end]


def _of_a_body(short: str | None) -> bool:
    """Whether letters in brackets may stand for a body; SDGs and NDCs are many things."""
    return short is not None and short.isupper() and short not in NO_BODIES


def _past_a_branch(tokens: list[Token], end: int) -> int:
    """Past the land behind a dash: Lake Chamber of Commerce – USA."""
    branch = tokens[end : end + 2]
    dashed = len(branch) == 2 and branch[0].text in {"-", "–", "—"} and branch[1].text.isupper()
    return end + 2 if dashed and branch[1].bare in COUNTRIES else end


def run_at(tokens: list[Token], at: int) -> int | None:
    """Where any name in capitals that begins here ends, whatever it names: for lists of bodies."""
    return _run_end(tokens, at) if _opens(tokens, at) else None


def is_acronym(token: Token) -> bool:
    """A lone word in capitals that stands for a body: CCPIT; not a word of a headline, not a city's dateline."""
    capitals = token.text.isupper() or sum(map(str.isupper, token.text)) > 3  # CalEPA
    several = {token.text.upper(), token.text.removesuffix("s")}  # SMEs, AfCFTA
    letters = token.text.isalpha() and capitals and len(token.text) > 2 and several.isdisjoint(NO_BODIES)
    return (
        letters
        and bodylike([token])
        and token.bare not in GENERIC | COUNTRIES
        and token.text.title() not in gazetteer()
    )


def _opens(tokens: list[Token], at: int) -> bool:
    token, before = tokens[at], tokens[at - 1] if at else None
    if token.bare.endswith(("-based", "-born")):
        return False
    if not token.capital or token.text == "I" or _is_gerund(tokens, at) or _is_dated(tokens, at):
        return False
    if token.bare in OPENERS | HEADS and not _is_of_an_office(tokens, at):
        return False
    if before is None or not before.capital:
        return True
    if before.bare in HEADS:
        return token.bare != "general" and not _is_of_an_office(tokens, at - 1)
    return before.bare in OPENERS or before.bare.endswith(("-based", "-born")) or before.text[-1] == "."


def _is_of_an_office(tokens: list[Token], at: int) -> bool:
    """Lake Representative Office in Chile: no person's title."""
    after = tokens[at + 1 : at + 2]
    return tokens[at].bare == "representative" and bool(after) and after[0].text in {"Office", "Offices"}


def _is_dated(tokens: list[Token], at: int) -> bool:
    """In May the Council met."""
    return tokens[at].bare in CALENDAR and at + 1 < len(tokens) and tokens[at + 1].text == "the"


def _is_gerund(tokens: list[Token], at: int) -> bool:
    """Reviving the Council, at the start of a sentence."""
    return tokens[at].bare.endswith("ing") and at + 1 < len(tokens) and tokens[at + 1].text == "the"


def _run_end(tokens: list[Token], at: int) -> int:
    end = at
    while end < len(tokens) and end - at < LONGEST and _goes_on(tokens, end, at):
        end += 1
    while end > at and not (
        tokens[end - 1].capital or tokens[end - 1].text.isdigit() or _is_small_subject(tokens, end - 1)
    ):
        end -= 1
    return end


def _shouted(run: list[Token]) -> bool:
    """A headline, label or dateline in capitals: FOR IMMEDIATE RELEASE."""
    words = [token.text for token in run if token.word and not token.text.isdigit()]
    return (
        len(words) + run[-1].text.isdigit() > 1
        and all(map(str.isupper, words))
        and max(map(len, words)) >= SHORTEST_SHOUT
    )


def _is_event(run: list[Token]) -> bool:
    """Whether the phrase names an event, a paper or a venue, not a body: Gala of the Lake Chamber, Lake Expo Center."""
    first = next((i for i, token in enumerate(run) if token.bare == "of"), len(run))
    if run[-1].bare in {"understanding", "agreement", "treaty", "protocol"} or (
        len(run) > 1 and run[-2].bare in VENUES and run[-1].bare in UNITS
    ):
        return True
    return run[-1].bare in EVENT or run[first - 1].bare in EVENT - {"assembly", "mission", "congress", "conference"}


def is_a_land(run: list[Token]) -> bool:
    """A country by its full name: People's Republic of Somewhere."""
    if [token.bare for token in run[1:2]] == ["federation"] and run[0].bare in TOPICAL:
        return len(run) == 2 or is_a_land(run[3:])  # Russian Federation in India
    lands = all(token.bare in COUNTRIES | OF_A_STATE or not token.capital for token in run)
    return lands and any(token.bare in COUNTRIES for token in run)


def _goes_on(tokens: list[Token], i: int, start: int) -> bool:
    token = tokens[i]
    if token.text == ",":
        led = any(token.bare in {"of", "for"} for token in tokens[start:i])
        listed = led and in_series(tokens, i)  # Ministry of Water, Irrigation and Energy
        return i + 1 < len(tokens) and (tokens[i + 1].bare in LEGAL or listed) and tokens[i + 1].capital
    if not token.word:
        return i > start and ((token.text == "&" and not parts_letters(tokens, i)) or token.text in "'’")
    if ORDINAL.fullmatch(token.text):
        return i > start and i + 1 < len(tokens) and tokens[i + 1].capital
    if token.text.isdigit():
        return i > start and tokens[i - 1].text.isupper()
    if token.capital:
        return i == start or token.bare not in BREAKERS or _is_of_an_office(tokens, i)
    if token.bare == "and":
        return i > start and same_name(tokens, i, start)
    if token.bare == "to" or (token.bare == "the" and tokens[i - 1].bare == "to"):
        return _is_sent(tokens, i, start)
    if token.bare in {"in", "the"} and tokens[i - (token.bare == "the")].bare == "in":
        return any(one.bare in ABROAD for one in tokens[start:i])
    if token.bare == "at":
        return _at_a_campus(tokens, i, start)
    if token.bare == "with":
        return i > start and tokens[i - 1].bare in {"friendship", "relations", "cooperation"}
    return token.bare in SMALL - {"on", "to", "et"} or (i > start and _is_small_subject(tokens, i))


def _is_small_subject(tokens: list[Token], i: int) -> bool:
    """Ministry of water, Irrigation and Energy."""
    led = i > 1 and tokens[i - 1].text == "of" and tokens[i - 2].bare in {"ministry", "department"}
    return led and tokens[i - 2].capital and tokens[i].bare in SUBJECTS


def _at_a_campus(tokens: list[Token], i: int, start: int) -> bool:
    """University of Texas at Austin."""
    of_a_state = [token.bare for token in tokens[start : start + 2]] == ["university", "of"] and tokens[i - 1].capital
    cities = (" ".join(token.text for token in tokens[i + 1 : end]) for end in (i + 2, i + 3))
    state = tokens[i - 2].text in {"North", "South"} or tokens[i - 1].bare in REGIONS
    named = i + 1 < len(tokens) and tokens[i + 1].capital
    return of_a_state and named and (state or any(city in gazetteer() for city in cities))


def _is_sent(tokens: list[Token], i: int, start: int) -> bool:
    """Whether "to" leads to where a body sits abroad: Lake Chamber of Commerce to the EU."""
    land = next((token for token in tokens[i + 1 : i + 3] if token.bare != "the"), None)
    abroad = any(one.capital and one.bare in ABROAD - {"office"} for one in tokens[start:i])
    return abroad and land is not None and land.capital and (land.bare in COUNTRIES or land.text in UNIONS)


def names_a_body(tokens: list[Token]) -> bool:
    """Whether the words printed with a person's title name a body, not a subject or a lone "Department"."""
    words = [token for token in tokens if token.word and token.bare not in SMALL]
    if is_a_land(tokens):
        return False
    if bodylike(tokens):
        return len(words) > 1 or (len(words) == 1 and words[0].bare not in UNITS | BODY)
    return any(token.capital and token.bare not in SUBJECTS | TOPICAL | UNITS | COUNTRIES for token in words)
