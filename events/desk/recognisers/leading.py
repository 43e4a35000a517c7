"""Titles that lead their names throughout a run: the Chair of Lakes, Ada Moe, Head of Ports, Olu Bello and …

Each name of such a run but the last has the next one's title behind it, so that none can be read by itself: where a run
begins with a title and ends with a name, its titles lead.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from events.desk.recognisers.before_name import of_a_land
from events.desk.recognisers.bodywords import bodylike
from events.desk.recognisers.capacities import Capacity, all_of_lands, printed_of, read_capacities
from events.desk.recognisers.found import Found, found_at
from events.desk.recognisers.names import honorific, is_name, name_before, name_from, owns, past_honorifics
from events.desk.recognisers.run_on import is_plain
from events.desk.recognisers.segments import name_at_the_end, starts_person
from events.desk.recognisers.title_start import title_before
from events.desk.recognisers.titles import title_at
from events.desk.recognisers.tokens import Token, tokenize
from events.desk.recognisers.words import (
    COUNTRIES,
    HEADS,
    MODIFIERS,
    PINYIN_SURNAMES,
    REGIONS,
    SMALL,
    SPEAKING,
    SUBJECTS,
    TOPICAL,
    UNITS,
)

MARKS, ENDS, AND = frozenset(",;"), frozenset('.:!?”"()'), frozenset(["and", "&"])
JOINING = MARKS | AND
# What stands between a title with its body and the name that it leads to, the same throughout a run.
LEADS = frozenset([",", "–", "—", "-"])
# So many stretches between marks may stand from a title to its name, of so many words together.
LANDS, BEFORE = TOPICAL | COUNTRIES | REGIONS, AND | {"of", "in", "at", "for", "the"}
OF_A_TITLE = HEADS | MODIFIERS | SUBJECTS | SMALL | {"general"}
MOST_STRETCHES, LONGEST = 5, 40
TOLD = SPEAKING | {"also", "has", "says", "stated", "in", "while", "who"}


@dataclass(frozen=True)
class Entry:
    """A title with its body, up to the comma before its name; and the name."""

    first: int
    comma: int
    name: int
    end: int
    stretches: int


def leading(paragraph: str, tokens: list[Token]) -> Iterator[Found]:
    """Title of Body, NAME, Title of Body, NAME and Title of Body, NAME; the Title, Unit, Body, NAME, said."""
    past = 0
    for comma, token in enumerate(tokens):
        if token.text in LEADS and comma >= past and (first := _first_title(tokens, comma)) is not None:
            entries, past = _run(tokens, first, token.text)
            if len(entries) > 1 or (entries and _is_alone(tokens, entries[0])):
                yield from _each(paragraph, tokens, entries)


def _first_title(tokens: list[Token], comma: int) -> int | None:
    """Where the title that reaches up to a comma begins, with the body before it; none where a name has it behind."""
    start = _opened(tokens, comma)
    head = next((i for i in range(start, comma) if tokens[i].bare in HEADS), None)
    if head is None or tokens[head + 1].bare in PINYIN_SURNAMES:  # Director Li from Reed, …
        return None
    title, first = title_before(tokens, head)
    first = title if tokens[first].text.islower() or not _is_an_owner(tokens[first:title]) else first
    before = first - (first > 0 and tokens[first - 1].text in {"the", "The", "a", "an"})
    if before > 0 and tokens[before - 1].text in JOINING | {"(", "as", "is", "was"}:
        return None if _follows_a_name(tokens, before - 1) else first
    return None if before > 0 and tokens[before - 1].capital else first


def _is_an_owner(words: list[Token]) -> bool:
    """Whether a body or its land stands before a title: Reed Lab's Director, Lake Board Chair."""
    return bool(words) and (bodylike(words) or owns(words[-1]) or all(word.bare in LANDS for word in words))


def _opened(tokens: list[Token], comma: int) -> int:
    """Where the stretch that a comma ends begins; letters in brackets stand within it."""
    start = comma
    while start > max(0, comma - LONGEST):
        letters = [token.text for token in tokens[start - 3 : start : 2]] == ["(", ")"]
        if not letters and tokens[start - 1].text in MARKS | ENDS:
            break
        start -= 3 if letters else 1
    return start


def _follows_a_name(tokens: list[Token], mark: int) -> bool:
    end = mark - (mark > 0 and tokens[mark].bare in AND and tokens[mark - 1].text in MARKS)
    return name_before(tokens, end) is not None


def _run(tokens: list[Token], first: int, mark: str) -> tuple[list[Entry], int]:
    """The entries from a title on, and the token after them; none where the last name has a title behind it, too."""
    entries: list[Entry] = []
    past = first
    while entry := _entry(tokens, past, mark):
        entries.append(entry)
        past = _past_marks(tokens, entry.end)
        if past == entry.end or not _leads(tokens, past) or starts_person(tokens, past):
            return entries, entry.end
    return [], past


def _leads(tokens: list[Token], at: int) -> bool:
    """Whether a title begins here, and not words that tell who else there was: … and attendees include Chair …"""
    head = title_at(tokens, at)
    before = tokens[at : head or at]
    return head is not None and all(token.capital or token.bare in OF_A_TITLE for token in before)


def _past_marks(tokens: list[Token], at: int) -> int:
    """Past a comma, "and" and an article."""
    while at < len(tokens) and tokens[at].text in JOINING | {"the", "by", "with", "as", "well"}:
        at += 1
    return at


def _entry(tokens: list[Token], first: int, mark: str) -> Entry | None:
    """The entry whose title begins here: of what stands between marks, the first that is nothing but a name."""
    stretches = 0
    for at in range(first, min(len(tokens), first + LONGEST)):
        if tokens[at].text in ENDS - {"(", ")"} or tokens[at].text == ";" or stretches == MOST_STRETCHES:
            return None
        if tokens[at].text == mark:
            for name in (at + 1, _past_a_rank(tokens, at + 1)):
                if end := _named(tokens, name):
                    return Entry(first, at, name, end, stretches)
            if _ends_in_a_name(tokens, first, at):
                return None
            stretches += 1
    return None


def _ends_in_a_name(tokens: list[Token], first: int, comma: int) -> bool:
    """Whether a title has its holder at once behind it: Secretary of State Ada Moe, …"""
    name = name_before(tokens, comma)
    held = name is not None and name > first and is_plain(tokens[name:comma]) and tokens[name - 1].bare not in BEFORE
    of_state = any(tokens[cut - 1].text == "State" and is_name(tokens[cut:comma]) for cut in (comma - 3, comma - 2))
    return held or of_state or name_at_the_end(tokens, first, comma) is not None


def _past_a_rank(tokens: list[Token], at: int) -> int:
    """Past a further title in small letters right before the name: …, federal deputy Ada Moe."""
    while at < len(tokens) and tokens[at].text.islower() and tokens[at].bare in HEADS | MODIFIERS:
        at += 1
    return at


def _named(tokens: list[Token], at: int) -> int | None:
    """Where a name ends that is all that stands here up to a mark, "and" or a verb."""
    end = name_from(tokens, at)
    if end is None or not is_plain(tokens[at:end]):
        return None
    closed = end == len(tokens) or tokens[end].text in MARKS | ENDS or tokens[end].text.islower()
    return end if closed else None


def _is_alone(tokens: list[Token], entry: Entry) -> bool:
    """Whether a title leads to its name without others beside it."""
    if tokens[entry.comma].text == ",":
        return _is_of_a_sentence(tokens, entry)
    return honorific(tokens[entry.name])  # the Dean of Lakes – Dr. Ada Moe


def _is_of_a_sentence(tokens: list[Token], entry: Entry) -> bool:
    """The Head, West Africa, Reed Ltd, Ada Moe, said: between the start of a sentence and a verb."""
    opened = entry.first - (entry.first > 0 and tokens[entry.first - 1].text in {"the", "The"})
    opens = opened == 0 or tokens[opened].text == "The" or tokens[opened - 1].text in ENDS
    opens = opens or (opened < entry.first and tokens[opened - 1].text == ",")
    if opened > 0 and tokens[opened - 1].text in SPEAKING:  # …, said Reed Bank's chief economist for Asia, Ada Moe
        return True
    verb = entry.end + (tokens[entry.end : entry.end + 1] != [] and tokens[entry.end].text == ",")
    return bool(entry.stretches and opens and tokens[verb : verb + 1] and _tells(tokens[verb]))


def _tells(verb: Token) -> bool:
    return verb.text in TOLD or (verb.text.islower() and verb.bare.endswith("ed"))


def _each(paragraph: str, tokens: list[Token], entries: list[Entry]) -> Iterator[Found]:
    owner: str | None = None
    for entry in entries:
        opened = max(entry.first - 1, 0)
        capacities, _ = read_capacities(paragraph, tokens[opened : entry.comma], entry.first - opened, listed=True)
        if not capacities or not capacities[0].title:
            continue
        if len(capacities) == 1 and _names_a_subject(capacities[0]):
            capacities = [Capacity(printed_of(paragraph, tokens[entry.first : entry.comma]), None)]
        if not capacities[0].body:
            capacities[0] = _with_an_owner(paragraph, tokens, entry) or capacities[0]
        if entry.name > entry.comma + 1:
            capacities.append(Capacity(printed_of(paragraph, tokens[entry.comma + 1 : entry.name]), None))
        if entry is entries[0] and _is_printed_first(paragraph, tokens[entry.first], capacities[0]):
            owner = capacities[0].body
        elif owner:
            whole = printed_of(paragraph, tokens[entry.first : entry.comma])
            capacities = [_of_the_owner(one, owner, whole) for one in capacities]
        name = slice(past_honorifics(tokens, entry.name, entry.end), entry.end)
        reach = slice(entry.first, entry.end)
        yield found_at(paragraph, tokens, name, reach, capacities, "a title before each name of a run", 8)


def _names_a_subject(one: Capacity) -> bool:
    """Whether what follows a title is no body, but what it is for: Executive Director, Operations."""
    words = tokenize(one.body or "")
    return bool(words) and all(word.bare in SUBJECTS or word.bare in AND for word in words)


def _with_an_owner(paragraph: str, tokens: list[Token], entry: Entry) -> Capacity | None:
    """A title with what stands before it, be it named like a body or not: Iberglas Chairman."""
    head = next((i for i in range(entry.first, entry.comma) if tokens[i].bare in HEADS), None)
    title, first = title_before(tokens, head) if head is not None else (0, 0)
    title, body = of_a_land(tokens, first, title)
    if first != entry.first or not body:
        return None
    owner = re.sub(r"['’]s?$", "", printed_of(paragraph, body) or "")
    return Capacity(printed_of(paragraph, tokens[title : entry.comma]), owner)


def _is_printed_first(paragraph: str, first: Token, capacity: Capacity) -> bool:
    """Whether the body stands before its title: Reed Lab's Director."""
    led = capacity.body and paragraph.startswith(capacity.body, first.start)
    return bool(led and not all_of_lands(tokenize(capacity.body or "")))


def _of_the_owner(one: Capacity, owner: str, whole: str | None) -> Capacity:
    """With the body that the run begins with, of which later titles name only parts: Head of Ports Department."""
    if not one.body:
        return replace(one, body=owner)
    return Capacity(whole, owner) if one.body.split()[-1].lower() in UNITS else one
