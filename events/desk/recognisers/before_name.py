"""A title right before a name: Body Title NAME; Title NAME of Body."""

from collections.abc import Iterator

from events.desk.recognisers.bodywords import acronym_before_title, bodylike
from events.desk.recognisers.capacities import ROLES, Capacity, owner_of, printed_of, read_capacities
from events.desk.recognisers.found import Found, found_at
from events.desk.recognisers.going_on import SMALL_BODIES, bracketed_end
from events.desk.recognisers.names import (
    honorific,
    name_from,
    owns,
    past_honorifics,
)
from events.desk.recognisers.places import gazetteer
from events.desk.recognisers.surnames import lone_surname
from events.desk.recognisers.title_start import title_before
from events.desk.recognisers.titles import AFTER_HEAD
from events.desk.recognisers.tokens import Token
from events.desk.recognisers.words import (
    AREAS,
    COUNTRIES,
    EVENT,
    HEADS,
    HONOURED,
    OF_A_LAND,
    REGIONS,
    SUBJECTS,
    TOPICAL,
)

# What "of" leads from to somebody who is only spoken of.
BACKGROUND = frozenset(
    [
        "leadership",
        "instructions",
        "guidance",
        "honor",
        "honour",
        "memory",
        "patronage",
        "inauguration",
        "thought",
        "visit",
        "administration",
        "advice",
        "agenda",
        "commitment",
        "vision",
        "agreement",
        "announcement",
        "proposal",
    ]
)
# By whom something was made that is only spoken of: announced by President X.
MADE = frozenset(["announced", "appointed", "initiated", "nominated", "proposed", "reached", "sent", "unveiled"])
# What somebody sends who does not come: a message from President X.
SENT = frozenset(["greetings", "letter", "message", "telegram"])
# Of these, who only owns something is spoken of: President X's visit.
HEADS_OF_STATE = frozenset(["president", "premier", "minister", "king", "queen", "emperor", "chancellor"])
# Of companies, whose names may be any word: CEO X of Iberglas.
OFFICERS = frozenset(["ceo", "cfo", "coo", "cto", "founder", "co-founder"])
# To whom they are something, that one is only spoken of: Adviser to President X.
ADVISERS = frozenset(["adviser", "advisor", "aide", "assistant", "counsellor", "counselor"])
SPEAKING_FOR = frozenset(f"spokes{ending}" for ending in ("man", "men", "person", "persons", "woman", "women"))
SHORT_LANDS = (["EU"], ["UK"], ["US"])
FORMERLY = frozenset(["former", "senior", "then", "acting", "outgoing", "incoming"])


def titled(paragraph: str, tokens: list[Token]) -> Iterator[Found]:
    """Body Title NAME, and Title NAME of Body."""
    for head, token in enumerate(tokens[:-1]):
        if token.bare not in HEADS | AFTER_HEAD:
            continue
        past = head + 1 + bracketed_end(tokens, head + 1)
        titled_to = past
        past += past + 1 < len(tokens) and tokens[past].bare == "the" and tokens[past + 1].bare in HONOURED
        end = name_from(tokens, past) or lone_surname(tokens, head)
        title, first = title_before(tokens, head)
        if end is None or not any(tokens[i].bare in HEADS for i in range(title, head + 1)):
            continue
        title, body = of_a_land(tokens, first, title)
        if title and tokens[title - 1].bare == "board" and tokens[title].bare == "member" and len(body) < 2:
            title, body = title - 1, tokens[title - 2 : title - 1] if title > 1 else []
            body = body if body and body[0].capital and bodylike(body) else []
            first = title - len(body)
        if acronym_before_title(body) and body[1:] == tokens[first + 1 : title]:
            title, body = first + 1, body[:1]
        if first and tokens[first - 1].bare in FORMERLY and body:
            title, first, body = first - 1, first - 1, []
        printed = owner_of(printed_of(paragraph, body)) or body_after(paragraph, tokens, title, end)
        role = all(token.bare in ROLES for token in tokens[title : head + 1])
        capacity = Capacity(None if role else printed_of(paragraph, tokens[title:titled_to]), printed or None)
        name = past_honorifics(tokens, past, end)
        if not bodylike(body) and name == past and owns(tokens[end - 1]) and tokens[head].bare in HEADS_OF_STATE:
            continue
        yield found_at(paragraph, tokens, slice(name, end), slice(first, end), [capacity], "title before the name", 4)


def is_background(tokens: list[Token], first: int) -> bool:
    """Whether somebody is only spoken of: under the leadership of President X, under President X."""
    while first > 1 and honorific(tokens[first - 1]):
        first -= 1
    led = first - 1 - (first > 0 and tokens[first - 1].text in {"the", "our"})
    if first and tokens[first - 1].text == "between":
        return tokens[first].bare in HEADS_OF_STATE | {"prime"}
    if first and tokens[first - 1].text in {"under", "Neither", "neither", "nor", "late"}:
        return True
    if led > 0 and tokens[led].text == "to" and tokens[led - 1].bare in ADVISERS:
        return True
    if led > 0 and tokens[led].text == "by" and tokens[led - 1].bare in MADE:
        return any(token.bare in HEADS_OF_STATE for token in tokens[first : first + 2])
    if led > 0 and tokens[led].text == "from" and tokens[led - 1].bare in SENT:
        return any(token.bare in HEADS_OF_STATE for token in tokens[first : first + 3])
    if led > 0 and tokens[led].text == "for" and tokens[led - 1].bare in SPEAKING_FOR:
        return True
    return led > 0 and tokens[led].text == "of" and tokens[led - 1].bare in BACKGROUND


def body_after(paragraph: str, tokens: list[Token], title: int, end: int) -> str | None:
    """The body of Captain NAME of Lake Tankers; a governor's land is none."""
    if end >= len(tokens) or tokens[end].text not in {"of", "from", "at", "(", "[", ","}:
        return None
    after, stop = read_capacities(paragraph, tokens, end + 1)
    if not after or after[0].title or (len(after) > 1 and tokens[end].text == ","):
        return None
    if tokens[end].text == "," and not (
        bodylike(tokens[end + 1 : stop]) and (stop >= len(tokens) or tokens[stop].text in ",.;")
    ):
        return None
    if tokens[end].text == "at" and any(token.bare in EVENT for token in tokens[end + 1 : stop]):
        return None
    if owns(tokens[stop - 1]) and tokens[stop - 1].bare[:-2] in HEADS:  # at the Ambassador's residence
        return None
    words = [token for token in tokens[end + 1 : stop] if token.capital or token.bare in SMALL_BODIES]
    governs = any(token.bare in OF_A_LAND for token in tokens[title:end])
    land = all(word.bare in TOPICAL | COUNTRIES for word in words)
    alone = len(words) == 1 and tokens[title].bare in OFFICERS and words[0].text not in gazetteer()
    return after[0].body if bodylike(words) or governs or ((len(words) > 1 or alone) and not land) else None


def of_a_land(tokens: list[Token], first: int, title: int) -> tuple[int, list[Token]]:
    """Where the title begins, and the body before it; a land before a title belongs to it: former U.S. Secretary."""
    body = tokens[first:title]
    seat = tokens[title].bare in AREAS and tokens[title + 1].bare in OF_A_LAND
    land = seat or tokens[title].bare in OF_A_LAND or all(map(_of_lands, body))
    if not land or (bodylike(body) and [token.text for token in body] not in SHORT_LANDS):
        return title, body
    return first - (first > 0 and tokens[first - 1].bare == "former"), []


def _of_lands(token: Token) -> bool:
    """A land, a subject, or a land that owns: China's Special Representative."""
    named = token.bare in TOPICAL | SUBJECTS | REGIONS or [token.text] in SHORT_LANDS
    return named or (owns(token) and token.bare[:-2] in COUNTRIES)
