"""Titles that lead to their names without a comma, in a row: Head of the Lake Board and Mayor Ada Moe, Dean of …

By itself each but the first would be read as a further title of the name before it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from events.desk.recognisers.capacities import read_capacities
from events.desk.recognisers.found import Found, found_at
from events.desk.recognisers.names import honorific, name_from, name_word, past_honorifics
from events.desk.recognisers.places import place_end
from events.desk.recognisers.segments import name_at_the_end, segment_end
from events.desk.recognisers.titles import title_at
from events.desk.recognisers.tokens import Token
from events.desk.recognisers.words import COUNTRIES, HEADS, MODIFIERS, OF_A_LAND, REGIONS, SUBJECTS, TOPICAL

ENDS = frozenset('.!?:”"')
JOINING = frozenset([",", "and", "the"])
ARTICLES = frozenset(["a", "an"])
# What leads to somebody's titles.
OPENING = frozenset(
    ["by", "from", "with", "while", "whilst", "remarked", "said", "told", "include", "included", "including"]
)
# What opens a title that is another body's.
FORMERLY = frozenset(["former", "past"])
# Titles that one name may have before it.
MOST_TITLES = 4


@dataclass(frozen=True)
class Entry:
    """Where titles begin, where the name behind them begins and where it ends; how many titles there are."""

    first: int
    name: int
    end: int
    titles: int


def led(paragraph: str, tokens: list[Token]) -> Iterator[Found]:
    """Title of Body NAME, Title of Body and Title of Body NAME, and Title NAME attended."""
    past = 0
    for at in range(len(tokens)):
        if at >= past and _opens(tokens, at):
            entries, past = _run(tokens, at)
            yield from _each(paragraph, tokens, entries)


def _opens(tokens: list[Token], at: int) -> bool:
    """Whether titles may begin here that no name before them has: at a sentence's start, by the Dean …"""
    if title_at(tokens, at) is None or tokens[at].bare in JOINING | ARTICLES:
        return False
    before = at - (at > 0 and tokens[at - 1].text in {"the", "The"})
    if before == 0 or tokens[before - 1].text in ENDS | OPENING:
        return tokens[at].capital or before < at
    return tokens[before - 1].text == "," and tokens[at].capital and _is_by_the_way(tokens, before - 1)


def _is_by_the_way(tokens: list[Token], comma: int) -> bool:
    """Whether a sentence opens with words of which none is of a name or title: As was to be expected, …"""
    opened = comma
    while opened > 0 and tokens[opened - 1].text not in ENDS | {",", ";"}:
        opened -= 1
    first = opened == 0 or tokens[opened - 1].text in ENDS
    return first and not any(token.capital for token in tokens[opened + 1 : comma])


def _run(tokens: list[Token], at: int) -> tuple[list[Entry], int]:
    """The entries from a title on, and the token after them; none where no name has several or the last one behind."""
    entries: list[Entry] = []
    first = at
    while entry := _entry(tokens, first):
        entries.append(entry)
        first = _past_marks(tokens, entry.end)
        if first == entry.end:
            break
    behind = bool(entries) and first > entries[-1].end and title_at(tokens, first) is not None
    several = any(entry.titles > 1 or len(_parts(tokens, entry)) > 1 for entry in entries)
    return (entries, entries[-1].end) if several and not behind else ([], at)


def _past_marks(tokens: list[Token], at: int) -> int:
    while at < len(tokens) and tokens[at].text in JOINING:
        at += 1
    return at


def _entry(tokens: list[Token], first: int) -> Entry | None:
    """The titles that begin here, up to the name that ends the last of them."""
    at = first
    for titles in range(1, MOST_TITLES + 1):
        head = title_at(tokens, at) if at < len(tokens) else None
        if head is None:
            return None
        head = _before_a_name(tokens, at, head)
        if _has_a_surname(tokens, head) or (titles > 1 and name_from(tokens, at)):
            return None
        behind = _past_a_post(tokens, head + 1)
        if end := name_from(tokens, behind):
            return Entry(first, past_honorifics(tokens, behind, end), end, titles)
        stop = segment_end(tokens, at)
        if name := name_at_the_end(tokens, at, stop):
            return Entry(first, name, stop, titles)
        at = _past_marks(tokens, stop)
        if at == stop or (at < len(tokens) and tokens[at].bare in SUBJECTS):  # Minister for Finance and Revenue
            return None
    return None


def _before_a_name(tokens: list[Token], at: int, last: int) -> int:
    """The first head that has a name behind it, before others: treasurer Ada Moe and Reed Club President."""
    heads = (i for i in range(at, last) if tokens[i].bare in HEADS)
    return next((i for i in heads if tokens[i + 1].bare not in MODIFIERS and name_from(tokens, i + 1)), last)


def _has_a_surname(tokens: list[Token], head: int) -> bool:
    """Whether a lone family name stands behind a title: Minister Moe, President Bello and …"""
    pair = tokens[head + 1 : head + 3]
    return len(pair) == 2 and name_word(pair[0]) and pair[1].text in JOINING


def _past_a_post(tokens: list[Token], at: int) -> int:
    """Past where somebody is sent: Ambassador to Chile Ada Moe, Consul General in Los Angeles Ada Moe."""
    sent = tokens[at : at + 1] != [] and tokens[at].text in {"to", "in"}
    return max(place_end(tokens, at + 1), at) if sent else at


def _parts(tokens: list[Token], entry: Entry) -> list[slice]:
    """The titles up to "and former", and those behind: Lake Board Chair and former Reed Club President Ada Moe."""
    end = entry.name
    while honorific(tokens[end - 1]):
        end -= 1
    inner = range(entry.first + 1, end - 1)
    cut = next((i for i in inner if tokens[i].bare == "and" and _opens_another(tokens, i + 1)), None)
    if cut is None or title_at(tokens[:cut], entry.first) is None or _holds_another(tokens[entry.first : cut]):
        return [slice(entry.first, end)]
    return [slice(entry.first, cut), slice(cut + 1, end)]


def _holds_another(words: list[Token]) -> bool:
    """Whether "and" joins more than titles and subjects: Head of Lakes Ada Moe and Reed Club Chair."""
    joined = [former for former, word in pairwise(words) if word.bare == "and"]
    return any(former.bare not in HEADS | SUBJECTS for former in joined)


def _opens_another(tokens: list[Token], at: int) -> bool:
    """Whether a former title or an office of a land begins here: Lake Board Chair and U.S. Senator Ada Moe."""
    office = tokens[at + 1 : at + 2] != [] and tokens[at + 1].bare in OF_A_LAND
    return tokens[at].bare in FORMERLY or (office and tokens[at].bare in COUNTRIES | REGIONS | TOPICAL)


def _each(paragraph: str, tokens: list[Token], entries: list[Entry]) -> Iterator[Found]:
    for entry in entries:
        parts = _parts(tokens, entry)
        capacities = [one for part in parts for one in read_capacities(paragraph, tokens[: part.stop], part.start)[0]]
        if capacities and all(one.title for one in capacities):
            name, reach = slice(entry.name, entry.end), slice(entry.first, entry.end)
            yield found_at(paragraph, tokens, name, reach, capacities, "titles before each name of a run", 8)
