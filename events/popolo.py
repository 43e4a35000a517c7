"""Forums and sessions as Popolo's events, with who took part."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from archive.formats.linked import dates
from archive.formats.popolo import Item, popolo, sources
from events.models import Appearance, Forum, Involvement, Mention, Party, Session
from events.models.forums import Event
from events.programme import Item as Part
from events.programme import reports_of
from events.roles import CONVENERS, RoleGroup
from orgs.popolo import named as body
from people.popolo import memberships, named


@popolo.register
def _(forum: Forum, shown: Mapping[str, Any]) -> Iterator[Item]:
    whole = forum.part_of and forum.part_of.canonical
    places = ", ".join(str(where.place) for where in forum.places)
    yield "events", _named(forum) | {"parent_id": whole and whole.slug, "location": places, "status": forum.standing}
    if whole:
        yield "events", _named(whole)
    if shown:
        yield from _told(forum)
        yield from _programme(shown["programme"])


def _programme(parts: Iterable[Part]) -> Iterator[Item]:
    for part in parts:
        yield "events", _named(part.session)
        yield from _told(part.session)
        yield from _programme(part.parts)


def _named(event: Event) -> dict[str, Any]:
    """What is said of an event wherever it is named."""
    found = dates(event)
    said = {"name": str(event), "start_date": found["startDate"], "end_date": found["endDate"]}
    if isinstance(event, Session):
        whole = event.parent.canonical.public_id if event.parent else event.forum.canonical.slug
        return {"id": event.public_id, "classification": event.kind, "parent_id": whole, **said}
    return {"id": event.slug, "classification": event.kind, **said}


def _told(event: Event) -> Iterator[Item]:
    """What facts tell of an event: who was there and for whom, who convened it, who says so."""
    there = [fact for fact in event.people if fact.is_past and fact.role_group != RoleGroup.NAMED]
    convened = [fact.named for fact in event.bodies if fact.is_past and fact.role in CONVENERS]
    attendees = [named(person) for person in dict.fromkeys(fact.named for fact in there)]
    said = {"attendees": attendees, "sources": sources(reports_of(event))}
    said["organization_id"] = convened[0].slug if convened else ""
    yield "events", _named(event) | said
    yield from (("persons", named(fact.named)) for fact in event.people)
    yield from (("organizations", body(fact.named)) for fact in event.bodies)
    yield from memberships(event.people)


@popolo.register
def _(fact: Appearance, shown: Mapping[str, Any]) -> Iterator[Item]:
    yield "persons", named(fact.named)
    yield from memberships([fact])
    yield from _at(fact)


@popolo.register
def _(fact: Involvement, shown: Mapping[str, Any]) -> Iterator[Item]:
    yield from _at(fact)


def _at(fact: Any) -> Iterator[Item]:
    """The event of a fact, and the forum whose part it is."""
    yield "events", _named(fact.event)
    if fact.session:
        yield "events", _named(fact.forum.canonical)


@popolo.register(Mention)
@popolo.register(Party)
def _(fact: Any, shown: Mapping[str, Any]) -> Iterator[Item]:
    """Outside of any event: what it prints of a person, the person tells."""
    return iter(())
