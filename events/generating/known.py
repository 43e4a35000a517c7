"""What a made-up archive knows beside its reports: places, bodies, people, topics, series, and who is the same."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from archive.identity.decisions import Judgement
from events.generating.chance import Chance
from events.generating.copying import Copies, Model
from events.generating.naming import EVERY_CITY, EVERY_FIELD, Body, Named, body, person, unit
from events.generating.words import TITLES
from events.models import Series, Topic
from orgs.models import Organization, OrganizationDecision, OrganizationName, Place, PlaceName
from people.models import Person, PersonDecision, PersonName

MARK = "generated-"  # what every address of a made-up record begins with
PEOPLE_PER_FORUM, FORUMS_PER_BODY, FORUMS_PER_SERIES = 3, 5 / 3, 50
KEPT = 20_000  # records that are not thought of anew
DECIDED_ON = date(2024, 1, 1)
REASON = "They share a name, a city and a year."


@dataclass(frozen=True, slots=True, eq=False)
class Record:
    """A record as facts need it: its id, its name, and for a person the title and body it mostly has."""

    pk: int
    name: Named
    title: str = ""
    body: Any = None


@dataclass(frozen=True)
class Known:
    """All of it; the first of each are the most frequent."""

    cities: Sequence[Record]
    bodies: Sequence[Record]
    people: Sequence[Record]
    topics: Sequence[int]
    series: Sequence[int]


class Thought(Sequence[Record]):
    """Records that are thought of anew whenever they are asked for, each the same: a million take no memory.

    `think` makes one up, from its number and the id it has; their ids follow one another.
    """

    def __init__(self, chance: Chance, think: Callable[[Chance, int, int], Record], first: int, many: int) -> None:
        self.seed, self.think, self.first, self.many = chance.getrandbits(64), think, first, many
        self.kept = lru_cache(KEPT)(lambda number: think(self.chance(number), number, first + number))

    def __len__(self) -> int:
        return self.many

    def __getitem__(self, place: Any) -> Any:
        places = range(self.many)[place]
        return self.kept(places) if isinstance(places, int) else [self.kept(one) for one in places]

    def chance(self, number: int) -> Chance:
        return Chance(f"{self.seed} {number}")

    @property
    def ids(self) -> range:
        return range(self.first, self.first + self.many)


def known(chance: Chance, copies: Copies, forums: int) -> Known:
    lands, cities = _places(copies)
    bodies = _bodies(chance, copies, lands, max(8, int(forums / FORUMS_PER_BODY)))
    people = _people(chance, copies, bodies, forums * PEOPLE_PER_FORUM)
    topics = [copies.add(Topic, slug=_slug("topic", n), name=one.name) for n, one in enumerate(EVERY_FIELD)]
    many = max(1, forums // FORUMS_PER_SERIES)
    series = [copies.add(Series, slug=_slug("series", n), name=f"Series no. {n + 1}") for n in range(many)]
    judge(chance, copies, OrganizationDecision, bodies.ids)
    judge(chance, copies, PersonDecision, people.ids)
    return Known(cities, bodies, people, topics, series)


def _slug(kind: str, number: int) -> str:
    return f"{MARK}{kind}-{number + 1}"


def _places(copies: Copies) -> tuple[list[int], list[Record]]:
    countries = list(dict.fromkeys(city.country for city in EVERY_CITY))
    lands = {
        name: copies.add(Place, slug=_slug("land", n), name=name, kind="country") for n, name in enumerate(countries)
    }
    cities = []
    for n, city in enumerate(EVERY_CITY):
        where = {"latitude": city.latitude, "longitude": city.longitude, "country_id": lands[city.country]}
        pk = copies.add(Place, slug=_slug("city", n), name=city.name.name, kind="city", source="made up", **where)
        copies.add(PlaceName, place_id=pk, kind="native", text=city.name.han, language="zh-Hans")
        cities.append(Record(pk, city.name))
    return list(lands.values()), cities


def _bodies(chance: Chance, copies: Copies, lands: list[int], many: int) -> Thought:
    bodies = Thought(
        chance,
        lambda chance, number, pk: Record(pk, _body(chance, number)[0].name),
        copies.last[Organization] + 1,
        many,
    )
    for n in range(many):
        is_body, whole = _body(bodies.chance(n), n)
        pk = copies.add(
            Organization,
            slug=_slug("body", n),
            name=is_body.name.name,
            abbreviation=is_body.abbreviation,
            kind=is_body.kind,
            parent_id=None if whole is None else bodies.ids[whole],
            country_id=chance.one_of(lands) if chance.happens(0.8) else None,
        )
        if is_body.name.han and chance.happens(0.3):
            copies.add(OrganizationName, organization_id=pk, kind="native", text=is_body.name.han, language="zh-Hans")
        if chance.happens(0.1):
            copies.add(
                OrganizationName, organization_id=pk, kind="alias", text=f"The {is_body.name.name}", language="en"
            )
        copies.write_some()
    return bodies


def _body(chance: Chance, number: int) -> tuple[Body, int | None]:
    """A body; one in six is a unit of an earlier one, of the number given, which may be a unit itself."""
    if number and chance.happens(1 / 6):
        return unit(chance), chance.one_of(range(number))
    return body(chance), None


def _people(chance: Chance, copies: Copies, bodies: Thought, many: int) -> Thought:
    people = Thought(
        chance,
        lambda chance, _, pk: Record(pk, person(chance), chance.one_of(TITLES, 1.5), chance.one_of(bodies)),
        copies.last[Person] + 1,
        many,
    )
    for n, one in enumerate(people):
        name = one.name
        parts = {"family": name.family, "given": name.given} if name.han or chance.happens(0.3) else {}
        pk = copies.add(Person, slug=_slug("person", n), name=name.name, **parts)
        if name.han:
            copies.add(PersonName, person_id=pk, kind="native", text=name.han, language="zh-Hans")
        if not name.han and chance.happens(0.1):
            copies.add(PersonName, person_id=pk, kind="alias", text=f"{name.given[0]}. {name.family}", language="en")
        copies.write_some()
    return people


def judge(chance: Chance, copies: Copies, decision: Model, records: Sequence[int], every: int = 40) -> None:
    """Here and there a record turns out to be the same as the one before it, or not to be."""
    for one, other in zip(records[1::every], records[::every], strict=False):
        same = chance.happens(0.5)
        copies.add(
            decision,
            record_id=one,
            other_id=other,
            judgement=Judgement.SAME if same else Judgement.DIFFERENT,
            reason=REASON,
            decided_on=DECIDED_ON,
        )
