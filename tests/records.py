"""Records for tests, made by the models: each function makes one thing and what it cannot be without."""

from itertools import count
from typing import Any

from archive.identity import Judgement
from archive.names import slugify
from events.models import (
    Agreement,
    Appearance,
    Capacity,
    Citation,
    Detail,
    Figure,
    Forum,
    Involvement,
    Location,
    Mention,
    Party,
    Report,
    Session,
)
from events.settling import settle_agreements, settle_forums
from orgs.models import Organization, Place
from people.models import Person

number = count(1)


def report(slug: str = "", title: str = "A forum was held", on: str = "2024-11-05", **more: Any) -> Report:
    openings = [f"Paragraph {place} says" for place in range(1, 6)]
    defaults = {"kind": "news", "language": "en", "paragraphs": 5, "openings": openings}
    return Report.objects.create(slug=slug or f"report-{next(number)}", title=title, edtf=on, **{**defaults, **more})


def cite(fact: Any, by: Report, *, paragraphs: tuple[int, ...] = (1,), capacities: Any = (), **words: Any) -> Citation:
    """A citation of the fact; capacities are (title, organization) or (title, organization, printed, relation)."""
    kind = fact._meta.model_name
    citation = Citation.objects.create(report=by, paragraphs=list(paragraphs), **{kind: fact}, **words)
    for order, (title, body, *rest) in enumerate(capacities, start=1):
        said = dict(zip(("printed", "relation"), rest, strict=False))
        Capacity.objects.create(citation=citation, order=order, title=title, organization=body, **said)
    return citation


def forum(title: str, *, by: Report, on: str = "2024-11-04", slug: str = "", kind: str = "forum", **more: Any) -> Forum:
    """A forum with a title and a date, cited."""
    made = Forum.objects.create(slug=slug or slugify(title), kind=kind, **more)
    cite(made, by, name=title)
    detail(made, "title", title, by=by, name=title)
    if on:
        detail(made, "date", on, by=by, date=on, basis="stated")
    made.refresh_from_db()
    return made


def detail(event: Any, name: str, value: str, /, *, by: Report, **words: Any) -> Detail:
    session = event if isinstance(event, Session) else None
    made = Detail.objects.create(forum=event.forum if session else event, session=session, property=name, value=value)
    cite(made, by, **words)
    settle_forums([made.forum_id])
    return made


def session(forum: Forum, key: str, *, by: Report, title: str = "", kind: str = "panel", **more: Any) -> Session:
    made = Session.objects.create(forum=forum, key=key, kind=kind, label=title or key.title(), **more)
    cite(made, by, words=key)
    made.refresh_from_db()
    return made


def country(name: str) -> Place:
    return Place.objects.get_or_create(slug=slugify(name), defaults={"name": name, "kind": "country"})[0]


def city(name: str, land: str = "China") -> Place:
    defaults = {"name": name, "kind": "city", "country": country(land)}
    return Place.objects.get_or_create(slug=slugify(name), defaults=defaults)[0]


def held(event: Any, place: Place, *, by: Report, **words: Any) -> Location:
    session = event if isinstance(event, Session) else None
    made = Location.objects.create(forum=session.forum if session else event, session=session, place=place)
    cite(made, by, **words)
    return made


def person(name: str, slug: str = "", **more: Any) -> Person:
    return _fresh(Person.objects.create(slug=slug or slugify(name), name=name, **more))


def body(name: str, slug: str = "", kind: str = "company", **more: Any) -> Organization:
    return _fresh(Organization.objects.create(slug=slug or slugify(name), name=name, kind=kind, **more))


def appears(who: Person, event: Any, role: str = "speaker", *, by: Report, **words: Any) -> Appearance:
    session = event if isinstance(event, Session) else None
    forum = session.forum if session else event
    made = Appearance.objects.create(person=who, forum=forum, session=session, role=role)
    cite(made, by, **{"name": who.name, **words})
    return made


def involved(what: Organization, event: Any, role: str = "host", *, by: Report, **words: Any) -> Involvement:
    session = event if isinstance(event, Session) else None
    forum = session.forum if session else event
    made = Involvement.objects.create(organization=what, forum=forum, session=session, role=role)
    cite(made, by, **{"name": what.name, **words})
    return made


def figure(event: Any, counted: str, low: int | None, high: int | None, *, by: Report, **words: Any) -> Figure:
    session = event if isinstance(event, Session) else None
    forum = session.forum if session else event
    made = Figure.objects.create(forum=forum, session=session, counted=counted, low=low, high=high)
    cite(made, by, **words)
    return made


def mention(who: Person | Organization, role: str = "quoted", *, by: Report, **words: Any) -> Mention:
    made = Mention.objects.create(**{who._meta.model_name: who}, role=role)
    cite(made, by, **{"name": who.name, **words})
    return made


def agreement(title: str, *parties: Organization, by: Report, on: str = "") -> Agreement:
    made = Agreement.objects.create(slug=slugify(title), kind="memorandum")
    cite(made, by, name=title)
    for name, value in (("title", title), ("date", on)):
        if value:
            cite(Detail.objects.create(agreement=made, property=name, value=value), by, words=value)
    for one in parties:
        cite(Party.objects.create(agreement=made, organization=one), by, name=one.name)
    settle_agreements([made.pk])
    return _fresh(made)


def signs(who: Person, agreement: Agreement, *, by: Report, **words: Any) -> Party:
    made = Party.objects.create(agreement=agreement, person=who, role="signatory")
    cite(made, by, **{"name": who.name, **words})
    return made


def merge(record: Any, into: Any, reason: str = "They share a title and a body.") -> None:
    """Decide that the record is the same as another, which is kept."""
    _decision(record).objects.create(record=record, other=into, judgement=Judgement.SAME, reason=reason)


def tell_apart(record: Any, other: Any, reason: str = "They speak at one forum, for two bodies.") -> None:
    _decision(record).objects.create(record=record, other=other, judgement=Judgement.DIFFERENT, reason=reason)


def _decision(record: Any) -> Any:
    return record._meta.get_field("decisions").related_model


def _fresh(record: Any) -> Any:
    record.refresh_from_db()
    return record
