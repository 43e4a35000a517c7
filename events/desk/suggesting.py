"""The suggestions for a text: every recogniser's spans, in the order of the text."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from hashlib import sha256
from itertools import chain, zip_longest

from archive.identity.pinyin import family_name, pinyin_of_person
from events.desk.recognisers import bodies, chinese, dates, forums, lists, numbers, people, places, roles, sessions
from events.desk.recognisers.found import Found
from events.desk.recognisers.in_full import in_full
from events.desk.recognisers.introductions import introductions
from events.desk.recognisers.kinds import kind_of_body
from events.desk.recognisers.phrases import names_a_body
from events.desk.recognisers.spans import Recogniser, Suggestion, Text, Value
from events.desk.recognisers.tokens import tokenize

# Below a name, as lists print them: the title, the body, and whatever comes next.
LINES_OF_A_PERSON, REACH = 3, 600
# A name in Latin letters behind the same in Chinese is no further person: 艾达（Ms. Ada Moe）.
GLOSS, GLOSS_REACH = re.compile(r"[\u4e00-\u9fff]\s?[（(](?:[A-Z][a-z]+\.?\s?)?$"), 16

# Whom newspapers may ask, who did not speak.
CONTACT = re.compile(r"\W*(?:media|press) (?:contacts?|enquiries|inquiries)\b", re.IGNORECASE)


def _persons(text: Text) -> Iterator[Suggestion]:
    """People, one suggestion for each capacity; `again` where the text has introduced them already."""
    printed = ((number, one) for number, paragraph in text.numbered for one in _found(text, number, paragraph))
    found = list(in_full(text, printed))
    told = _roles(text, found)
    for number, one, introduced in introductions(found):
        yield from _person(number, text.paragraphs[number - 1], one, told[number, one.start], introduced)


def _found(text: Text, number: int, paragraph: str) -> Iterator[Found]:
    if any(CONTACT.match(line) for line in text.paragraphs[max(number - 2, 0) : number]):
        return
    following = text.paragraphs[number : number + LINES_OF_A_PERSON]
    found = people.find_people(paragraph, following, text.tokens[number - 1])
    yield from (one for one in found if not GLOSS.search(paragraph[: one.start][-GLOSS_REACH:]))
    yield from chinese.find_people(paragraph)


def _roles(text: Text, found: list[tuple[int, Found]]) -> dict[tuple[int, int], str | None]:
    """The role of each person by place: the nearest cue's, else the one that the list passes on."""
    told: dict[tuple[int, int], str | None] = {}
    above = lists.roles_above(text)
    former: tuple[int, Found] | None = None
    for number, one in sorted(found, key=lambda pair: (pair[0], pair[1].start)):
        paragraph = text.paragraphs[number - 1]
        role = roles.role_of("person", paragraph, *one.reach) or above.get(number)
        if not role and former and former[0] == number and lists.is_listed_with(paragraph, former[1], one):
            role = told[number, former[1].start]
        told[number, one.start] = role
        former = number, one
    return told


def _person(number: int, paragraph: str, one: Found, role: str | None, introduced: bool) -> Iterator[Suggestion]:
    for capacity in one.capacities:
        pinyin = pinyin_of_person(one.name)
        values: dict[str, Value] = {
            "name": one.name,
            "pinyin": pinyin or None,
            "family": family_name(one.name) if pinyin else None,
            "title": capacity.title,
            "organization": capacity.body,
            "body_printed": capacity.short,
            "parts": "\n".join(capacity.parts) or None,
            "role": role,
            "standing": roles.standing(paragraph, *one.reach),
            "again": None if introduced else 1,
        }
        yield Suggestion("person", number, one.start, one.end, paragraph[one.start : one.end], values, one.reason)


def people_and_bodies(text: Text) -> Iterator[Suggestion]:
    """People, then bodies in both scripts with what they did; none over a person's name."""
    known = list(_persons(text))
    yield from known
    named = {(one.paragraph, at) for one in known for at in range(one.start, one.end)}
    for suggestion in chain(bodies.bodies(text, named), _of_people(text, known), _han(text)):
        paragraph = text.paragraphs[suggestion.paragraph - 1]
        role = roles.role_of("organization", paragraph, suggestion.start, suggestion.end)
        values = {**suggestion.values, "role": role}
        yield Suggestion(
            "organization",
            suggestion.paragraph,
            suggestion.start,
            suggestion.end,
            suggestion.printed,
            values,
            suggestion.reason,
        )


def _of_people(text: Text, known: list[Suggestion]) -> Iterator[Suggestion]:
    """The bodies printed with people, where they are printed; each unit and parent is a body."""
    for one in known:
        names = [] if one.values["again"] else str(one.values["parts"] or one.values["organization"] or "").split("\n")
        for name, parent in zip_longest(names, names[1:]):
            if names_a_body(tokenize(name)):
                values: dict[str, Value] = {"name": name, "kind": kind_of_body(name), "parent": parent}
                number, start, end = _place_of(name, text, one)
                printed = text.paragraphs[number - 1][start:end]
                yield Suggestion("organization", number, start, end, printed, values, "a person's body")


def _place_of(name: str, text: Text, one: Suggestion) -> tuple[int, int, int]:
    """Where a person's body is printed: nearest to the name, or on a line below; the name's own place failing that."""
    paragraph = text.paragraphs[one.paragraph - 1]
    after = paragraph.find(name, one.end, one.end + REACH)
    before = paragraph.rfind(name, max(0, one.start - REACH), one.start)
    for place in sorted((place for place in (after, before) if place >= 0), key=lambda place: abs(place - one.start)):
        return one.paragraph, place, place + len(name)
    for number in range(one.paragraph + 1, min(one.paragraph + LINES_OF_A_PERSON, len(text.paragraphs)) + 1):
        if (place := text.paragraphs[number - 1][:REACH].find(name)) >= 0:
            return number, place, place + len(name)
    return one.paragraph, one.start, one.end


def _han(text: Text) -> Iterator[Suggestion]:
    known = chinese.any_of(text.bodies_known)
    for number, paragraph in text.numbered:
        for start, end, reason in chinese.find_bodies(paragraph, known):
            printed = paragraph[start:end]
            name = text.bodies_known[printed].name if reason == "known" else printed
            values: dict[str, Value] = {"name": name, "kind": kind_of_body(name)}
            yield Suggestion("organization", number, start, end, printed, values, reason)


SHIPPED: Sequence[Recogniser] = (
    forums.forums,
    sessions.sessions,
    dates.dates,
    places.places,
    people_and_bodies,
    numbers.figures,
    roles.cues,
)


def suggest(text: Text, recognisers: Iterable[Recogniser] = SHIPPED) -> list[Suggestion]:
    """What the recognisers find; forums in the order of their likelihood, all else in the order of the text."""
    found = [suggestion for recogniser in recognisers for suggestion in recogniser(text)]
    in_order = sorted(found, key=lambda one: (0, 0) if one.kind == "forum" else (one.paragraph, one.start))
    return list(_with_ids(text, _with_known(text, in_order)))


def _with_known(text: Text, found: Sequence[Suggestion]) -> Iterator[Suggestion]:
    """Each with the slug of the record that is called what it names or prints."""
    people = text.known.named("person", {str(one.values["name"]) for one in found if one.kind == "person"})
    known = {"person": people, "organization": text.bodies_known, "place": text.places_known}
    for one in found:
        names = known.get(one.kind, {})
        record = names.get(one.printed) or names.get(str(one.values.get("name")))
        yield replace(one, known=record.slug) if record else one


def _with_ids(text: Text, found: Iterable[Suggestion]) -> Iterator[Suggestion]:
    """An id for each, made of the paragraph's words and not of its number, so that others may come before it."""
    given: Counter[str] = Counter()
    paragraphs = [sha256(paragraph.encode()).hexdigest() for paragraph in text.paragraphs]
    for one in found:
        told = f"{one.kind} {one.start} {one.end} {paragraphs[one.paragraph - 1]}"
        digest = sha256(told.encode()).hexdigest()[:12]
        given[digest] += 1
        yield replace(one, id=f"{digest}-{given[digest]}")
