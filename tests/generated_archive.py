"""A large archive, the same for the same seed: skewed as real ones are, with all that could be miscounted.

A few bodies and people are everywhere and most appear once; people share names, some have one in Chinese; bodies have
units, are merged and renamed; forums last over New Year, are held in several cities, or have no date at all.
Rows are written in bulk.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, TypeVar

from django.db import connection, models, transaction
from pytest_django import DjangoDbBlocker

from archive.database.bulk import create
from archive.dates import parse
from archive.identity.decisions import Judgement
from events.generating import chance
from events.models import (
    Appearance,
    Capacity,
    Citation,
    Forum,
    ForumDecision,
    ForumTopic,
    Involvement,
    Location,
    Report,
    Series,
    Session,
    Topic,
)
from events.roles import BodyRole, PersonRole
from orgs.models import Organization, OrganizationDecision, OrganizationName, Place, PlaceName
from people.models import Person, PersonDecision, PersonName

M = TypeVar("M", bound=models.Model)
T = TypeVar("T")

AT_ONCE = 1000  # the server keeps the plans it made for its triggers while a table was small, until it looks again
COUNTRIES = 12
CITIES = 60
THEMES = ("Energy", "Finance", "Harbour", "Water", "Trade", "Steel", "Food", "Health", "Culture", "Travel")
# Characters that have one sound each, and that no name in the five reports is written with.
HAN, PINYIN = "孟魏蒋磊琴鹏勇斌霞旺森", "meng wei jiang lei qin peng yong bin xia wang sen"
SOUNDS = dict(zip(HAN, PINYIN.split(" "), strict=True))
EVENTS = ("Forum", "Dialogue", "Seminar", "Workshop", "Summit", "Day", "Mission")


def store(rows: Iterable[M]) -> list[M]:
    """Insert new records of one model, in few statements, with what saving them one by one would compute."""
    rows = list(rows)
    for start in range(0, len(rows), AT_ONCE):
        create(rows[start : start + AT_ONCE])
        with connection.cursor() as cursor:
            cursor.execute(f"ANALYZE {rows[0]._meta.db_table}")
    return rows


@contextmanager
def standing(blocker: DjangoDbBlocker) -> Iterator[None]:
    """Rows made within stand in a transaction that is taken back: for all tests of a module."""
    with blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


class Chance(chance.Chance):
    def characters(self) -> str:
        return "".join(self.choices(list(SOUNDS), k=self.randint(2, 3)))


def generated_archive(forums: int = 2000, seed: int = 1) -> None:
    chance = Chance(seed)
    lands, cities = _places()
    bodies = _organizations(chance, lands, forums // 4)
    people = _people(chance, forums)
    reports = _reports(chance, bodies, forums // 2)
    held = _forums(chance, forums)
    sessions = _sessions(chance, held)
    _topics(chance, held, sessions)
    cite = Citing(chance, reports)
    cite.all_of("forum", held)
    cite.all_of("session", sessions)
    events = [(one, None) for one in held] + [(one.forum, one) for one in sessions]
    cite.all_of("location", _locations(chance, events, [*cities, *lands[:3]]))
    cite.all_of("involvement", _involvements(chance, events, bodies))
    cited = cite.all_of("appearance", _appearances(chance, events, people))
    store(_capacities(chance, cited, bodies))
    for kind, named in ((PersonName, people), (OrganizationName, bodies), (PlaceName, cities)):
        store(_native(chance, kind, named))
    _merge(chance, OrganizationDecision, bodies)
    _merge(chance, PersonDecision, people)
    _merge(chance, ForumDecision, held)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _places() -> tuple[list[Place], list[Place]]:
    lands = store(Place(slug=f"land-{n}", name=f"Land {n}", kind="country") for n in range(COUNTRIES))
    return lands, store(
        Place(slug=f"city-{n}", name=f"City {n}", kind="city", country=lands[n % COUNTRIES]) for n in range(CITIES)
    )


def _organizations(chance: Chance, lands: list[Place], many: int) -> list[Organization]:
    """Bodies, then as many units of the first of them, then units of units."""
    made: list[Organization] = []
    for depth in range(3):
        made += store(
            Organization(
                slug=f"body-{depth}-{n}",
                name=f"{chance.choice(THEMES)} Body {n}",
                kind=chance.choice(Organization.Kind.values),
                country=chance.choice([None, *lands]),
                parent=chance.one_of(made) if depth else None,
            )
            for n in range(many // (depth + 1))
        )
    return made


def _people(chance: Chance, many: int) -> list[Person]:
    """People of whom some share a name."""
    return store(Person(slug=f"speaker-{n}", name=f"Speaker {int(many * chance.random() ** 2)}") for n in range(many))


def _native(chance: Chance, kind: Any, named: Sequence[Any]) -> list[Any]:
    """Names in Chinese of some of them."""
    about = kind.__name__.removesuffix("Name").lower()
    return [
        kind(kind="native", text=chance.characters(), language="zh-Hans", **{about: one})
        for one in named
        if chance.happens(0.2)
    ]


def _title(chance: Chance, words: str) -> str:
    return f"{chance.characters()} {words}" if chance.happens(0.2) else f"{chance.choice(THEMES)} {words}"


def _reports(chance: Chance, bodies: list[Organization], many: int) -> list[Report]:
    return store(
        Report(
            slug=f"told-{n}",
            title=_title(chance, f"report {n}"),
            kind=chance.one_of(Report.Kind.values),
            language=chance.choice(("en", "en", "zh-Hans", "fr")),
            publisher=chance.one_of(bodies) if chance.happens(0.6) else None,
            edtf=_date(chance),
        )
        for n in range(many)
    )


def _date(chance: Chance) -> str:
    year = 2024 - int(18 * chance.random() ** 2)
    month, day = chance.randint(1, 12), chance.randint(1, 28)
    return chance.choice(
        [
            "",
            f"{year}",
            f"{year}-{month:02}",
            f"{year}-{month:02}-{day:02}",
            f"{year}-{month:02}-{day:02}",
            f"{year}-12-28/{year + 1}-01-03",
            f"/{year}-{month:02}-{day:02}",
            f"{year}-{month:02}-{day:02}?",
            f"{year // 10}X",
        ]
    )


def _dated(event: Any, text: str) -> Any:
    """The date as settling would derive it."""
    event.edtf = text
    event.years = parse(text).years if text else []
    return event


def _forums(chance: Chance, many: int) -> list[Forum]:
    series = store(Series(slug=f"series-{n}", name=f"Series {n}") for n in range(many // 100))
    made = []
    for n in range(many):
        title = _title(chance, f"{chance.choice(EVENTS)} {n}")
        forum = Forum(
            slug=f"gathering-{n}",
            title=title,
            kind=chance.one_of(Forum.Kind.values),
            coverage="mentioned" if chance.happens(0.1) else "reported",
            series=chance.one_of(series) if series and chance.happens(0.4) else None,
        )
        made.append(_dated(forum, _date(chance)))
    return store(made)


def _sessions(chance: Chance, forums: list[Forum]) -> list[Session]:
    return store(
        _dated(
            Session(
                forum=forum,
                key=f"part-{n}",
                title=_title(chance, f"Part {n}"),
                kind=chance.one_of(Session.Kind.values),
                order=n,
            ),
            _date(chance) if chance.happens(0.2) else "",
        )
        for forum in forums
        for n in range(chance.choice((0, 0, 1, 2, 3)))
    )


def _topics(chance: Chance, forums: list[Forum], sessions: list[Session]) -> None:
    topics = store(Topic(slug=word.lower(), name=word) for word in THEMES)
    store(
        [ForumTopic(forum=forum, topic=topic) for forum in forums for topic in chance.some_of(topics, 2)]
        + [
            ForumTopic(forum=one.forum, session=one, topic=topic)
            for one in sessions
            for topic in chance.some_of(topics, 1)
        ]
    )


Event = tuple[Forum, Session | None]


def _locations(chance: Chance, events: list[Event], places: list[Place]) -> list[Location]:
    return store(
        Location(forum=forum, session=session, place=place)
        for forum, session in events
        if not session or chance.happens(0.1)
        for place in chance.some_of(places, 1 if session or chance.happens(0.8) else 5)
    )


def _involvements(chance: Chance, events: list[Event], bodies: list[Organization]) -> list[Involvement]:
    return store(
        Involvement(forum=forum, session=session, organization=body, role=chance.one_of(BodyRole.values))
        for forum, session in events
        for body in chance.some_of(bodies, 1 if session else 3)
    )


def _appearances(chance: Chance, events: list[Event], people: list[Person]) -> list[Appearance]:
    return store(
        Appearance(forum=forum, session=session, person=person, role=chance.one_of(PersonRole.values))
        for forum, session in events
        for person in chance.some_of(people, 3)
    )


class Citing:
    """Citations of facts, by reports taken as they come."""

    def __init__(self, chance: Chance, reports: list[Report]) -> None:
        self.chance, self.reports, self.position = chance, reports, 0

    def all_of(self, kind: str, facts: list[Any]) -> list[Citation]:
        return store(self.citation(kind, fact) for fact in facts for _ in range(1 + self.chance.happens(0.1)))

    def citation(self, kind: str, fact: Any) -> Citation:
        self.position += 1
        mode = self.chance.choice(Citation._meta.get_field("mode").choices)[0] if kind == "appearance" else ""
        return Citation(
            report=self.reports[self.position % len(self.reports)],
            position=self.position,
            paragraphs=[1 + self.position % 9],
            standing=self.chance.one_of(Citation._meta.get_field("standing").choices)[0],
            mode=mode if self.chance.happens(0.3) else "",
            **{kind: fact},
        )


def _capacities(chance: Chance, citations: list[Citation], bodies: list[Organization]) -> list[Capacity]:
    return [
        Capacity(
            citation=citation,
            order=order,
            title="Chair",
            organization=chance.one_of(bodies) if chance.happens(0.9) else None,
            relation=chance.one_of(Capacity.Relation.values),
        )
        for citation in citations
        for order in range(1, chance.choice((1, 2, 2, 3)))
    ]


def _merge(chance: Chance, decision: Any, records: list[Any]) -> None:
    """Some records turn out to be the same as the one before them."""
    store(
        decision(record=one, other=other, judgement=Judgement.SAME, reason="They share a name and a place.")
        for one, other in zip(records[1::20], records[::20], strict=False)
        if chance.happens(0.5)
    )
