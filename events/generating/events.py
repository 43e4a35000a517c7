"""Made-up forums and their sessions, with all that reports state of them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from archive.dates import parse
from events.generating.copying import Copies
from events.generating.known import MARK, Known, Record
from events.generating.naming import Named, event, otherwise, part
from events.generating.reports import Reporter, Telling
from events.generating.words import EVENTS, PARTS
from events.models import (
    Agreement,
    Appearance,
    Choice,
    Detail,
    Figure,
    Forum,
    ForumTopic,
    Involvement,
    Location,
    Party,
    Session,
)
from events.roles import BodyRole, PersonRole

APPEARANCES, SESSIONS = 10, 3  # in a forum, on average
FIRST_YEAR, LAST_YEAR = 2000, 2024
PERSON_ROLES, BODY_ROLES = PersonRole.values, BodyRole.values


@dataclass
class Stated:
    """What is stated of an event while it is made up: the values of its title and date, with what dates each."""

    values: dict[str, list[tuple[Any, str, str]]] = field(default_factory=lambda: {"title": [], "date": []})

    def settled(self) -> dict[str, Any]:
        """Columns as settling would have them: it looks at them all the same, and mends what is not so."""
        title, day, basis = self.first("title"), *(self.first("date", place) for place in (1, 2))
        dates = {value for _, value, _ in self.values["date"]}
        years = sorted({year for value in dates for year in parse(value).years})
        return {"title": title or "", "edtf": day or "", "basis": basis or "", "years": years}

    def first(self, prop: str, place: int = 1) -> str:
        return str(min(self.values[prop])[place]) if self.values[prop] else ""


@dataclass
class Making:
    """One event in the making: a forum, or a session of it."""

    forum: int
    session: int | None
    tellings: Sequence[Telling]
    stated: Stated = field(default_factory=Stated)

    @property
    def about(self) -> dict[str, Any]:
        return {"forum_id": self.forum, "session_id": self.session}


@dataclass
class EventMaker:
    """Who makes up events. `number` counts forums."""

    reporter: Reporter
    copies: Copies
    known: Known

    def __post_init__(self) -> None:
        self.chance = self.reporter.chance

    def forum(self, number: int, new_people: Sequence[Record], last: int | None) -> int:
        """A forum with its facts; people who are new appear in it, and it may be a part of the last one."""
        chance = self.chance
        kind, city, held = chance.one_of(list(EVENTS), 2), chance.one_of(self.known.cities, 2), self.day()
        title = event(chance, kind, city.name, (held or date(2012, 1, 1)).year)
        pk = self.copies.last[Forum] + 1
        tellings = [
            self.reporter.report(3 * number + n, f"{title.name}: {part(chance, 'panel')}", held)
            for n in range(1, chance.choice((1, 1, 1, 1, 1, 1, 2, 2, 3)) + 1)
        ]
        making, is_titled = Making(pk, None, tellings), chance.happens(0.95)
        self.print_title(making, title if is_titled else None)
        self.print_date(making, held)
        self.copies.add(
            Forum,
            slug=f"{MARK}forum-{number + 1}",
            kind=kind,
            label="" if is_titled else f"Unnamed {kind} no. {number + 1}",
            coverage="mentioned" if chance.happens(0.1) else "reported",
            summary=f"How {title.name} went." if chance.happens(0.1) else "",
            series_id=chance.one_of(self.known.series) if chance.happens(0.3) else None,
            part_of_id=last if chance.happens(0.02) else None,
            **making.stated.settled(),
        )
        for telling in tellings:
            self.reporter.cite(telling, "forum", pk, name=title.name if is_titled else "")
        self.state(making, city)
        sessions = [self.session(making, n, held) for n in range(chance.about(SESSIONS, 40))]
        self.appear([making, *sessions], new_people)
        self.topics(pk, None, 2)
        if chance.happens(0.03):
            self.agreement(making, number)
        return pk

    def day(self) -> date | None:
        """The day something was held: of late more often; now and then not known."""
        if self.chance.happens(0.03):
            return None
        year = LAST_YEAR - int((LAST_YEAR - FIRST_YEAR + 1) * self.chance.random() ** 2)
        return date(year, 1, 1) + timedelta(days=self.chance.randint(0, 364))

    def print_title(self, making: Making, title: Named | None) -> None:
        """The title as each report prints it; where they differ a curator may have chosen."""
        for telling in making.tellings if title else ():
            says = otherwise(self.chance, title) if title else ""
            self.detail(making, telling, "title", says, language="zh-Hans" if title and says == title.han else "en")
        said = {value for _, value, _ in making.stated.values["title"]}
        if len(said) > 1 and making.session is None and self.chance.happens(0.3):
            self.choose(making, "title", self.chance.choice(sorted(said)))

    def choose(self, making: Making, prop: str, value: str) -> None:
        self.copies.add(Choice, **making.about, property=prop, value=value, reason="The organizers' own.")
        chosen = making.stated.values[prop]
        chosen[:] = [one for one in chosen if one[1] == value]

    def print_date(self, making: Making, held: date | None) -> None:
        for telling in making.tellings if held else ():
            self.detail(making, telling, "date", self.edtf(held), basis="stated") if held else None

    def edtf(self, held: date) -> str:
        """A day as reports give it: mostly to the day, else to the month or year, with doubt, or with days after it."""
        later = held + timedelta(days=1 + self.chance.about(1, 9))
        ways = ("{0}",) * 10 + ("{0}/{1}",) * 6 + ("{0:%Y-%m}",) * 3 + ("{0:%Y}", "{0}?", "/{0}")
        return self.chance.choice(ways).format(held, later)

    def detail(
        self, making: Making, telling: Telling, prop: str, value: str, *, language: str = "", basis: str = ""
    ) -> None:
        """One more citation of a value; a value is one fact, however many reports print it."""
        stated = making.stated.values.setdefault(prop, [])
        facts = {says: pk for (_, pk), says, _ in stated}
        pk = facts.get(value) or self.copies.add(Detail, **making.about, property=prop, value=value, language=language)
        printed = {"date": value} if prop == "date" else {"name" if prop == "title" else "words": value}
        self.reporter.cite(telling, "detail", pk, basis=basis, **printed)
        stated.append(((telling.age, pk), value, basis))

    def state(self, making: Making, city: Record) -> None:
        """Where an event was, who held it, what it was about, how many came."""
        chance, first = self.chance, making.tellings[0]
        if making.session is None:
            many = chance.choice((0,) + (1,) * 18 + (2, 4))
            self.locate(making, ([city, *chance.some_of(self.known.cities, 5)] * many)[:many])
            for prop, words in (("theme", f"Ways to {city.name.name}"), ("venue", f"{city.name.name} Hall")):
                if chance.happens(0.5):
                    self.detail(making, first, prop, words)
        elif chance.happens(0.03):
            self.locate(making, [chance.one_of(self.known.cities)])
        self.involve(making, chance.about(3, 60) if making.session is None else chance.happens(0.15))
        if chance.happens(0.4 if making.session is None else 0.05):
            self.count(making)

    def locate(self, making: Making, cities: Sequence[Record]) -> None:
        for city in {one.pk: one for one in cities}.values():
            pk = self.copies.add(Location, **making.about, place_id=city.pk)
            self.reporter.cite(making.tellings[0], "location", pk, name=city.name.name)

    def involve(self, making: Making, many: int) -> None:
        keys = ((self.chance.one_of(self.known.bodies), self.chance.one_of(BODY_ROLES)) for _ in range(many))
        for (_, role), body in {(body.pk, role): body for body, role in keys}.items():
            pk = self.copies.add(Involvement, **making.about, organization_id=body.pk, role=role)
            for telling in self.tellings(making):
                printed = otherwise(self.chance, body.name)
                self.reporter.cite(telling, "involvement", pk, name=printed, role=f"was {role}")

    def count(self, making: Making) -> None:
        low = 20 + self.chance.about(150, 9000)
        pk = self.copies.add(Figure, **making.about, counted="participants", low=low, high=None)
        self.reporter.cite(making.tellings[0], "figure", pk, number=f"more than {low - 1}")

    def tellings(self, making: Making) -> Iterator[Telling]:
        """The first report, and now and then the others."""
        yield making.tellings[0]
        yield from (telling for telling in making.tellings[1:] if self.chance.happens(0.3))

    def session(self, forum: Making, number: int, held: date | None) -> Making:
        chance = self.chance
        kind = chance.one_of(list(PARTS), 1)
        pk = self.copies.last[Session] + 1
        making = Making(forum.forum, pk, forum.tellings)
        words = part(chance, kind)
        if is_titled := chance.happens(0.7):
            self.detail(making, forum.tellings[0], "title", words, language="en")
        if held and chance.happens(0.1):
            self.detail(making, forum.tellings[0], "date", held.isoformat(), basis="stated")
        self.copies.add(
            Session,
            forum_id=forum.forum,
            key=f"part-{number + 1}",
            kind=kind,
            label="" if is_titled else words,
            parent_id=pk - 1 if number and chance.happens(0.05) else None,
            order=number + 1 if chance.happens(0.9) else None,
            **making.stated.settled(),
        )
        self.reporter.cite(forum.tellings[0], "session", pk, name=words if is_titled else "")
        self.state(making, self.known.cities[0])
        self.topics(forum.forum, pk, 1 if chance.happens(0.2) else 0)
        return making

    def appear(self, events: Sequence[Making], new_people: Sequence[Record]) -> None:
        """People in the forum or a session: the new ones, and others who are in many."""
        more = self.chance.about(APPEARANCES - len(new_people), 200)
        people = [*new_people, *(self.chance.one_of(self.known.people, 2.5) for _ in range(more))]
        keys = {
            (self.chance.choice(events).session, one.pk, self.chance.one_of(PersonRole.values)): one for one in people
        }
        for (session, _, role), person in keys.items():
            made = self.copies.add(
                Appearance, forum_id=events[0].forum, session_id=session, person_id=person.pk, role=role
            )
            for telling in self.tellings(events[0]):
                printed = otherwise(self.chance, person.name)
                self.reporter.cite_appearance(telling, made, person, printed, f"as {role}")

    def topics(self, forum: int, session: int | None, most: int) -> None:
        for topic in self.chance.some_of(self.known.topics, most):
            self.copies.add(ForumTopic, forum_id=forum, session_id=session, topic_id=topic)

    def agreement(self, making: Making, number: int) -> None:
        """A memorandum that two bodies made there."""
        first = making.tellings[0]
        slug, label = f"{MARK}agreement-{number + 1}", f"Memorandum no. {number + 1}"
        pk = self.copies.add(Agreement, slug=slug, kind="memorandum", label=label)
        self.reporter.cite(first, "agreement", pk)
        bodies = [self.chance.one_of(self.known.bodies) for _ in range(2)]
        for body in {one.pk: one for one in bodies}.values():
            party = self.copies.add(Party, agreement_id=pk, organization_id=body.pk, role="party")
            self.reporter.cite(first, "party", party, name=body.name.name)
