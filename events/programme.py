"""The programme of a forum: its sessions in their order, those within others below them."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from typing import Any

from events.models import Choice, Detail, Report, Session
from events.models.forums import Event
from events.roles import PersonRole

HOURS = ("start", "end")


@dataclass(frozen=True)
class Property:
    """One property of an event: each value that reports print, and which of them a curator chose."""

    name: str
    label: str
    values: list[Detail]
    choice: Choice | None

    @property
    def differs(self) -> bool:
        """Two values in one language; a title in another language contradicts nothing."""
        return len({value.language for value in self.values}) < len({value.value for value in self.values})


@dataclass(frozen=True)
class Group:
    """Facts under one heading."""

    label: str
    facts: list[Any]


@dataclass(frozen=True)
class Item:
    """A session in a programme, with the sessions within it."""

    session: Session
    properties: list[Property]
    people: list[Group]
    bodies: list[Group]
    parts: list["Item"]

    @property
    def hours(self) -> str:
        """Its time of day, where no two reports differ on it."""
        start, end = (self._agreed(name) for name in HOURS)
        return f"{start}–{end}" if start and end else start or (end and f"–{end}")

    @property
    def beside_hours(self) -> list[Property]:
        """What else is printed of it, but for what its heading says."""
        said = ("title", "date", *(name for name in HOURS if self._agreed(name)))
        return [one for one in self.properties if one.name not in said]

    def _agreed(self, name: str) -> str:
        values = [value for one in self.properties if one.name == name for value in one.values]
        return values[0].value if len(values) == 1 and values[0].is_past else ""


def programme(sessions: Iterable[Session]) -> list[Item]:
    """The sessions as a tree; one whose parent is not among them stands at the top."""
    listed = [session for session in sessions if session.is_told]
    above = {session.pk: session.parent.canonical_id if session.parent else None for session in listed}
    return [_item(session, listed, above) for session in listed if above[session.pk] not in above]


def _item(session: Session, listed: list[Session], above: dict[int, int | None]) -> Item:
    parts = [_item(part, listed, above) for part in listed if above[part.pk] == session.pk]
    return Item(session, properties(session), agenda(session.people), by_role(session.bodies), parts)


def properties(event: Event) -> list[Property]:
    """What reports print of the event itself: title, date, theme, venue…"""
    choices = {choice.property: choice for choice in event.choices_made}
    return [
        Property(name, label, values, choices.get(name))
        for name, label in Choice.Property.choices
        if (values := [detail for detail in event.details_stated if detail.property == name])
    ]


def by_role(facts: list[Any]) -> list[Group]:
    """Bodies under what they did, in the order of the list of roles."""
    order = {role: place for place, role in enumerate(dict(facts[0]._meta.get_field("role").choices))} if facts else {}
    ordered = sorted(facts, key=lambda fact: (order[fact.role], fact.role_words))
    return [Group(words, list(same)) for words, same in groupby(ordered, key=attrgetter("role_words"))]


def agenda(people: list[Any]) -> list[Group]:
    """Moderators, then the others as the reports have them; those who follow one another in a role under its words."""
    ordered = sorted(people, key=lambda fact: fact.role != PersonRole.MODERATOR)
    return [Group(words, list(same)) for words, same in groupby(ordered, key=attrgetter("role_words"))]


def reports_of(*events: Event) -> list[Report]:
    """The reports that state anything of the events, the earliest first."""
    citations = [citation for event in events for citation in event.every_citation]
    return list(dict.fromkeys(citation.report for citation in sorted(citations, key=attrgetter("age"))))
