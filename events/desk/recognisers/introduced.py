"""A title that leads on to a body or a subject before a name: Title of Body, NAME; the Title, NAME."""

from collections.abc import Iterator
from dataclasses import replace

from events.desk.recognisers.before_name import body_after, of_a_land
from events.desk.recognisers.bodywords import bodylike
from events.desk.recognisers.capacities import Capacity, owner_of, printed_of, read_capacities
from events.desk.recognisers.found import Found, found_at
from events.desk.recognisers.names import (
    honorific,
    name_before,
    name_from,
    owns,
    past_honorifics,
)
from events.desk.recognisers.places import place_end
from events.desk.recognisers.segments import (
    follows_a_title,
    name_at_the_end,
    opens_with_honorific,
    segment_end,
    titles_a_name,
)
from events.desk.recognisers.title_start import title_before
from events.desk.recognisers.titles import AFTER_HEAD, ARTICLES, title_at
from events.desk.recognisers.tokens import Token
from events.desk.recognisers.words import (
    COUNTRIES,
    HEADS,
    REGIONS,
    SPEAKING,
    SUBJECTS,
    TOPICAL,
)

IN_A_LAND = COUNTRIES | REGIONS | {"south", "north", "new", "hong", "kong", "union", "european", "nations", "eu", "un"}
# Whatever stands before them, an office is for them: Minister for Fish and Harbour Affairs.
AFFAIRS = frozenset(["affairs", "development", "relations", "resources", "security", "services"])
FEW, LONGEST_CLAUSE = 5, 12
# What may stand before a name though a title leads to it.
RANKED = frozenset(["ambassador", "chief", "prince", "princess", "senator"])
TO_A_BODY = frozenset(["of", "at", "for", "on", "to"])


def introduced(paragraph: str, tokens: list[Token]) -> Iterator[Found]:
    """Title of Body, NAME — Title of Body NAME in pinyin."""
    for at in range(len(tokens) - 1):
        leads = _ends_a_title(tokens, at) and (_leads_on(tokens, at + 1) or _names_its_holder(tokens, at))
        if not (leads or (_ends_a_title(tokens, at) and _then_a_subject(tokens, at))):
            continue
        start, first = title_before(tokens, at)
        if one := _of_a_subject(paragraph, tokens, (first, start, at)):
            yield one
            continue
        if not leads:
            continue
        stop = segment_end(tokens, start)
        stop = stop if name_at_the_end(tokens, start, stop) else len(tokens)
        stop = stop if _leads_on(tokens, at + 1) or _then_a_body(tokens, at) else at + 1
        capacities, end = read_capacities(paragraph, tokens[:stop], start)
        if not capacities or not capacities[0].title:
            continue
        capacities = _with_owner(paragraph, tokens, (first, start), capacities)
        past = _past_a_clause(tokens, _past_an_event(tokens, end))
        yield from _after_title(paragraph, tokens, (first, start), past, capacities)


def _with_owner(
    paragraph: str, tokens: list[Token], where: tuple[int, int], capacities: list[Capacity]
) -> list[Capacity]:
    """With the body or the land that stands before the first title."""
    (first, start), one = where, capacities[0]
    if not one.body and (bodylike(tokens[first:start]) or (start > first and owns(tokens[start - 1]))):
        owner = owner_of(printed_of(paragraph, tokens[first:start]))
        return [replace(one, body=owner), *capacities[1:]]
    land = _of_a_state(tokens, first, start)
    before = paragraph[tokens[land].start : tokens[start].start]
    return [replace(one, title=before + one.title) if one.title else one, *capacities[1:]]


def _of_a_state(tokens: list[Token], first: int, start: int) -> int:
    """Where a title begins with the land or state before it: Lagos State Commissioner for Trade."""
    state = tokens[start].text == "State" and start == first + 1
    return first if state else of_a_land(tokens, first, start)[0]


def _past_an_event(tokens: list[Token], end: int) -> int:
    """Past what somebody chairs, where an honorific follows: the convenor of the conference, Dr. Ada Moe."""
    comma = end
    while comma < min(len(tokens), end + FEW) and tokens[comma].text.islower():
        comma += 1
    led = end < comma < len(tokens) and tokens[end].text == "of" and tokens[comma].text == ","
    return comma if led and opens_with_honorific(tokens, comma + 1) else end


def _past_a_clause(tokens: list[Token], end: int) -> int:
    """Past what the holder of a title did, where a name and a verb follow: …, who led the mission, Ada Moe said."""
    who = end + (tokens[end : end + 1] != [] and tokens[end].text == ",")
    if not (tokens[who : who + 1] and tokens[who].text == "who"):
        return end
    comma = next((i for i in range(who, min(who + LONGEST_CLAUSE, len(tokens))) if tokens[i].text == ","), None)
    stop = name_from(tokens, comma + 1) if comma else None
    return comma if comma and stop and tokens[stop : stop + 1] and tokens[stop].text in SPEAKING else end


def _ends_a_title(tokens: list[Token], at: int) -> bool:
    return tokens[at].bare in HEADS or (at > 0 and tokens[at].bare in AFTER_HEAD and tokens[at - 1].bare in HEADS)


def _leads_on(tokens: list[Token], at: int) -> bool:
    """Whether "of", "at", "for" or "to" follows a title; "in" only with a place: Consul General in Lund."""
    place = tokens[at].text == "in" and place_end(tokens, at + 1) > at + 1
    seat = tokens[at].text == "in" and at + 1 < len(tokens) and tokens[at + 1].capital
    one_of_many = tokens[at].text == "from" and at > 1 and tokens[at - 2].text in {"a", "an", "An"}  # an official from
    return place or one_of_many or (seat and opens_with_honorific(tokens, at + 2)) or tokens[at].bare in TO_A_BODY


def _names_its_holder(tokens: list[Token], head: int) -> bool:
    """The Chief Secretary, Mr Alan Moe."""
    if head + 2 >= len(tokens) or tokens[head + 1].text != ",":
        return False
    if _then_a_body(tokens, head):
        return True
    title, first = title_before(tokens, head)
    owned = owns(tokens[title - 1]) or bodylike(tokens[first:title])
    if owned and name_from(tokens, head + 2) is not None:
        return True
    stop = name_from(tokens, head + 2)
    opens = first < title and (first == 0 or tokens[first - 1].text in '.”"')
    if opens and tokens[head].capital and stop and stop < len(tokens) and tokens[stop].text.islower():
        return True
    return opens_with_honorific(tokens, head + 2 + (tokens[head + 2].text == "the"))


def _then_a_subject(tokens: list[Token], head: int) -> bool:
    """Vice President, Public Affairs Ada Moe."""
    after = tokens[head + 1 : head + 3]
    return len(after) == 2 and after[0].text == "," and after[1].capital and after[1].bare in SUBJECTS


def _then_a_body(tokens: list[Token], head: int) -> bool:
    """The Permanent Secretary, Ministry of Lakes, Mr. Alan Moe."""
    if head + 2 >= len(tokens) or tokens[head + 1].text != ",":
        return False
    stop = segment_end(tokens, head + 2)
    closed = stop < len(tokens) and tokens[stop].text == "," and bodylike(tokens[head + 2 : stop])
    return closed and opens_with_honorific(tokens, stop + 1)


def _of_a_subject(paragraph: str, tokens: list[Token], where: tuple[int, int, int]) -> Found | None:
    """Body, Vice President for Trade, NAME: without a comma; Ambassador to China NAME, with one or without."""
    first, start, at = where
    name = at + 2
    affairs = next((i for i in range(name, min(name + 6, len(tokens))) if tokens[i].bare in AFFAIRS), None)
    if affairs and all(token.capital or token.bare in {"and", "the"} for token in tokens[name:affairs]):
        name = affairs + 1
    name = place_end(tokens, name) if tokens[at + 1].text == "in" else name
    while name < len(tokens) and tokens[name].bare in SUBJECTS | TOPICAL | IN_A_LAND | {"and", "&", "the", "of", "for"}:
        name = max(place_end(tokens, name), name + 1)
    name += name < len(tokens) and tokens[name].text == "," and tokens[name - 1].bare in COUNTRIES
    ranked = name < len(tokens) and tokens[name].bare in {"senator", "ambassador"}
    name += ranked
    stop = name_from(tokens, name) if at + 2 < name < len(tokens) else None
    closed = tokens[name - 1 - ranked].bare in SUBJECTS | IN_A_LAND | {","} or tokens[at + 1].text == "in"
    if stop is None or not closed:
        return None
    start, body = of_a_land(tokens, first, start)
    if ranked and _is_described(tokens, stop):
        return None
    comma = ranked + (tokens[name - 1 - ranked].text == ",")
    owner = printed_of(paragraph, body) or body_after(paragraph, tokens, start, stop)
    capacity = Capacity(printed_of(paragraph, tokens[start : name - comma]), owner)
    name = past_honorifics(tokens, name, stop)
    sure = 4 + ranked
    return found_at(paragraph, tokens, slice(name, stop), slice(first, stop), [capacity], "title before the name", sure)


def _is_described(tokens: list[Token], end: int) -> bool:
    """Whether a name has a title behind it, so that the one before is another's."""
    at = end + 1
    if at >= len(tokens) or tokens[end].text != "," or tokens[at].bare == "and" or title_at(tokens, at) is None:
        return False
    stop = segment_end(tokens, at)
    parted = tokens[at].text == "the" and tokens[stop : stop + 1] != [] and tokens[stop].text == ","
    another = titles_a_name(tokens, at) or name_at_the_end(tokens, at, stop)
    another = another or opens_with_honorific(tokens, stop + parted)
    return not another


def _is_said_of_a_name(tokens: list[Token], title: int) -> bool:
    """Whether a title follows a name without one: Ada Brandt, Director of Lakes, Dr. Li Wei, …"""
    comma = title - 1 - (title > 1 and tokens[title - 1].text in ARTICLES)
    former = name_before(tokens, comma) if comma > 0 and tokens[comma].text == "," else None
    if former is None or follows_a_title(tokens, former):
        return False
    return former == 0 or tokens[former - 1].bare not in HEADS or honorific(tokens[former - 1])


def _is_told_again(tokens: list[Token], title: int, at: int) -> bool:
    """The new Chairman of the Lake Board, Chairman Ada Moe."""
    return tokens[at].bare in HEADS and tokens[at].text in {token.text for token in tokens[title : title + FEW]}


def _after_title(
    paragraph: str, tokens: list[Token], where: tuple[int, int], end: int, capacities: list[Capacity]
) -> Iterator[Found]:
    start = where[1]
    apart = end < len(tokens) and tokens[end].text == ","
    name = (
        end
        + apart
        + (end + 1 < len(tokens) and tokens[end + 1].text == "the" and opens_with_honorific(tokens, end + 2))
    )
    royal = name + 1 < len(tokens) and (tokens[name].bare in RANKED or _is_told_again(tokens, start, name))
    name += royal
    if (not _is_said_of_a_name(tokens, start) if apart else opens_with_honorific(tokens, end)) and (
        stop := name_from(tokens, name)
    ) is not None:
        opened = name
        closed = stop >= len(tokens) or not tokens[stop].capital
        if closed and not _is_described(tokens, stop):
            name = past_honorifics(tokens, name, stop)
            sure = 5 if honorific(tokens[opened]) or royal else 3
            yield found_at(
                paragraph, tokens, slice(name, stop), slice(start, stop), capacities, "name after title and body", sure
            )
    if cut := name_at_the_end(tokens, start, end):
        shorter, _ = read_capacities(paragraph, tokens[:cut], start)
        if shorter and (shorter[0].body or any(token.text in {"of", "for"} for token in tokens[start:cut])):
            said = _with_owner(paragraph, tokens, where, shorter)
            yield found_at(paragraph, tokens, slice(cut, end), slice(start, end), said, "name after title and body", 3)
