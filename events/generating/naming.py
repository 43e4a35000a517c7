"""Made-up names of people, bodies, places and events, in Latin letters and in Chinese."""

from dataclasses import dataclass

from events.generating.chance import Chance
from events.generating.words import (
    BODIES,
    CITIES,
    EVENTS,
    FAMILIES,
    FIELDS,
    GIVEN,
    GIVEN_HAN,
    LAST_NAMES,
    PARTS,
    UNITS,
)


@dataclass(frozen=True)
class Named:
    """A name, the same in Chinese characters where it has one, and family and given name where they are known."""

    name: str
    han: str = ""
    family: str = ""
    given: str = ""


@dataclass(frozen=True)
class City:
    name: Named
    country: str
    latitude: int
    longitude: int


@dataclass(frozen=True)
class Body:
    name: Named
    kind: str
    abbreviation: str = ""


def words(compact: str) -> str:
    return compact.replace("-", " ")


def city(line: str) -> City:
    name, han, country, latitude, longitude = line.split(" ")
    return City(Named(words(name), han), words(country), int(latitude), int(longitude))


EVERY_CITY = [city(line) for line in CITIES]
EVERY_FIELD = [Named(words(name), han) for name, han in (line.split(" ") for line in FIELDS)]


def person(chance: Chance) -> Named:
    return chinese(chance) if chance.happens(0.45) else western(chance)


def chinese(chance: Chance) -> Named:
    family = chance.one_of(FAMILIES, 2)
    given = [chance.one_of(GIVEN_HAN, 1.5) for _ in range(chance.choice((1, 2, 2)))]
    family_name, given_name = family[1:].capitalize(), "".join(one[1:] for one in given).capitalize()
    return Named(f"{family_name} {given_name}", "".join(one[0] for one in (family, *given)), family_name, given_name)


def western(chance: Chance) -> Named:
    given, family = chance.one_of(GIVEN, 1.5), chance.one_of(LAST_NAMES, 1.5)
    if chance.happens(0.1):
        family = f"{family}-{chance.choice(LAST_NAMES)}"
    middle = f" {chance.choice('ABCDEFGHJKLMNPRSTW')}." if chance.happens(0.5) else ""
    return Named(f"{given}{middle} {family}", "", family, f"{given}{middle}")


def body(chance: Chance) -> Body:
    """A body, named after a city, a field and what sort it is."""
    sort = chance.one_of(list(BODIES), 1.5)
    (han, kind), place, field = BODIES[sort], chance.one_of(EVERY_CITY, 1.5).name, chance.choice(EVERY_FIELD)
    name = f"{place.name} {field.name} {sort}"
    short = "".join(word[0] for word in name.split() if word[0].isupper())
    return Body(Named(name, f"{place.han}{field.han}{han}"), kind, short if chance.happens(0.3) else "")


def unit(chance: Chance) -> Body:
    """A unit of a body, named as it would be within it."""
    sort = chance.choice(UNITS)
    kind = "committee" if sort == "Working Group" else "other"
    return Body(Named(f"{sort} of {chance.choice(EVERY_FIELD).name}"), kind)


def event(chance: Chance, kind: str, place: Named, year: int) -> Named:
    """The title of a forum of the kind, in both scripts."""
    (sort, han), field = EVENTS[kind], chance.one_of(EVERY_FIELD, 1.5)
    return Named(f"{year} {place.name} {field.name} {sort}", f"{year}{place.han}{field.han}{han}")


def part(chance: Chance, kind: str) -> str:
    """The title of a session of the kind."""
    return PARTS[kind].format(field=chance.one_of(EVERY_FIELD, 1.5).name)


def otherwise(chance: Chance, name: Named) -> str:
    """The name as a report might print it: mostly as it is, else in Chinese, by initials, or without its accents."""
    if chance.happens(0.9):
        return name.name
    if name.han:
        return name.han
    return f"{name.given[:1]}. {name.family}" if name.family else name.name.upper()
