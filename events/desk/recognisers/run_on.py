"""Title, body and name without a mark between them: CEO LFB Dr. Ada Moe; Ada Moe President Lake Chamber, …"""

from collections.abc import Iterator

from events.desk.recognisers.bodywords import bodylike
from events.desk.recognisers.capacities import Capacity, printed_of, read_capacities
from events.desk.recognisers.found import Found, found_at
from events.desk.recognisers.given import is_given
from events.desk.recognisers.names import honorific, name_before, name_from, past_honorifics
from events.desk.recognisers.places import gazetteer
from events.desk.recognisers.title_start import title_before
from events.desk.recognisers.tokens import Token
from events.desk.recognisers.words import COUNTRIES, HEADS, REGIONS, SMALL, SUBJECTS, TOPICAL

LONGEST_BODY = 15
OPENING = frozenset([",", ";", "and", "&", ":", "-", "–", "•", "*"])
LEADING = OPENING | {"by", "including", "included", "were", "are", "with"}
NO_NAME = TOPICAL | SUBJECTS | COUNTRIES | REGIONS


def run_on(paragraph: str, tokens: list[Token]) -> Iterator[Found]:
    """Everyone whose title, body and name stand side by side."""
    for head, token in enumerate(tokens[:-1]):
        if token.bare in HEADS:
            yield from _title_body_name(paragraph, tokens, head)
            yield from _name_title_body(paragraph, tokens, head)


def _title_body_name(paragraph: str, tokens: list[Token], head: int) -> Iterator[Found]:
    """Chairman Lake Fish Board Dr. Ada Moe; with a body of one acronym also without honorific or known given name."""
    end = head + 1
    while (
        end < min(len(tokens), head + LONGEST_BODY) and _of_a_body(tokens, end, head) and not _opens_a_name(tokens, end)
    ):
        end += 1
    if not _opens_a_name(tokens, end):
        end = head + 2
    name = name_from(tokens, end) if end < len(tokens) and bodylike(tokens[head + 1 : end]) else None
    if name is None or not is_plain(tokens[end:name]):
        return
    title = title_before(tokens, head)[0]
    capacity = Capacity(printed_of(paragraph, tokens[title : head + 1]), printed_of(paragraph, tokens[head + 1 : end]))
    first = past_honorifics(tokens, end, name)
    yield found_at(paragraph, tokens, slice(first, name), slice(title, name), [capacity], "title, body and name", 7)


def _of_a_body(tokens: list[Token], at: int, head: int) -> bool:
    """Whether a word may stand in the name of the body behind a title."""
    inner = at > head + 1 and tokens[at].bare in SMALL and tokens[at - 1].capital
    return inner or (tokens[at].capital and tokens[at].bare not in HEADS)


def _opens_a_name(tokens: list[Token], at: int) -> bool:
    """Whether an honorific or a given name opens a name, not within a body's: Lake Board of Ada Moe."""
    if at >= len(tokens) or name_from(tokens, at) is None:
        return False
    return honorific(tokens[at]) or (is_given(tokens[at]) and tokens[at - 1].capital)


def _name_title_body(paragraph: str, tokens: list[Token], head: int) -> Iterator[Found]:
    """…, Ada Moe President Lake Chamber, …"""
    title = title_before(tokens, head)[0]
    name = name_before(tokens, title)
    if name is None or not is_plain(tokens[name:title]) or title - name < 2:
        return
    opened = name - (name > 0 and honorific(tokens[name - 1]))
    capacities, end = read_capacities(paragraph, tokens, title)
    apart = opened == 0 or tokens[opened - 1].text in LEADING
    led = tokens[head + 1].text in {"at", "of"} and capacities and capacities[0].body
    if apart and capacities and all(one.title for one in capacities) and (led or bodylike(tokens[head + 1 : end])):
        yield found_at(
            paragraph, tokens, slice(name, title), slice(name, end), capacities, "name, title and body run on", 5
        )


def is_plain(name: list[Token]) -> bool:
    """Whether words that may be a name are no body, subject, land or city."""
    place = " ".join(token.text for token in name) in gazetteer()
    return not place and not bodylike(name) and not any(token.bare in NO_NAME for token in name)
