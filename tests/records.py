"""Records for tests: each function makes one thing, and what it cannot be without.

What reports state is made with a citation, `by` the report given or a new one. Forums, sessions and agreements are
bare, as authority files know them, unless a report is given that tells of them.
"""

from itertools import count
from typing import Any

from archive.identity.decisions import Judgement
from archive.identity.names import slugify
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
    Topic,
)
from events.settling import settle_agreements, settle_forums
from orgs.models import Organization, Place
from people.models import Person

numbers = count(1)


def named(kind: str, name: str = "", slug: str = "") -> dict[str, str]:
    """A name and the slug made of it; for no name, one that nothing else has."""
    name = name or f"{kind.title()} {next(numbers)}"
    return {"slug": slug or slugify(name), "name": name}


def report(slug: str = "", title: str = "", on: str = "2024-11-05", paragraphs: int = 5, **more: Any) -> Report:
    slug = slug or f"report-{next(numbers)}"
    openings = [f"Paragraph {place} says" for place in range(1, paragraphs + 1)]
    text = {"file": f"{slug}.txt", "sha256": "0" * 64, "paragraphs": paragraphs, "openings": openings}
    named = {"slug": slug, "title": title or f"Title of {slug}", "kind": "news", "language": "en"}
    return Report.objects.create(edtf=on, **{**named, **text, **more})


def cite(
    fact: Any, by: Report | None = None, *, paragraphs: tuple[int, ...] = (1,), capacities: Any = (), **words: Any
) -> Citation:
    """A citation of the fact; capacities are (title, organization) or (title, organization, printed, relation)."""
    kind = fact._meta.model_name
    citation = Citation.objects.create(report=by or report(), paragraphs=list(paragraphs), **{kind: fact}, **words)
    for order, (title, body, *rest) in enumerate(capacities, start=1):
        said = dict(zip(("printed", "relation"), rest, strict=False))
        Capacity.objects.create(citation=citation, order=order, title=title, organization=body, **said)
    return citation


def cited(fact: Any, by: Report | None = None, **words: Any) -> Any:
    """The fact, with a citation of it."""
    cite(fact, by, **words)
    return fact


def forum(title: str = "", *, by: Report | None = None, on: str = "2024-11-04", slug: str = "", **more: Any) -> Forum:
    """A forum, which the report gives its title and its date; without one a curator labels it."""
    known = named("forum", title, slug)
    label = {} if by else {"label": known["name"]}
    made = Forum.objects.create(slug=known["slug"], **{"kind": "forum", **label, **more})
    if by:
        cite(made, by, name=title)
        detail(made, "title", title, by=by, name=title)
        if on:
            detail(made, "date", on, by=by, date=on, basis="stated")
        made.refresh_from_db()
    return made


def about(event: Forum | Session | None) -> dict[str, Any]:
    """What a fact about the forum or session is about."""
    return {"forum": event.forum, "session": event} if isinstance(event, Session) else {"forum": event or forum()}


def detail(event: Any, name: str, value: str, /, *, by: Report | None = None, **words: Any) -> Detail:
    made = cited(Detail.objects.create(**about(event), property=name, value=value), by, **words)
    settle_forums([made.forum_id])
    return made


def session(
    of: Forum | None = None, key: str = "", *, by: Report | None = None, title: str = "", **more: Any
) -> Session:
    """A session, cited where a report is given."""
    key = key or f"session-{next(numbers)}"
    made = Session.objects.create(forum=of or forum(), key=key, **{"kind": "panel", "label": title, **more})
    if by:
        cite(made, by, words=key)
        made.refresh_from_db()
    return made


def country(name: str = "") -> Place:
    known = named("country", name)
    return Place.objects.get_or_create(slug=known["slug"], defaults={**known, "kind": "country"})[0]


def city(name: str = "", land: str = "China", **more: Any) -> Place:
    defaults = {**named("city", name), "kind": "city", "country": more.get("country") or country(land)}
    return Place.objects.get_or_create(slug=defaults["slug"], defaults={**defaults, **more})[0]


def held(event: Any, place: Place, *, by: Report | None = None, **words: Any) -> Location:
    return cited(Location.objects.create(**about(event), place=place), by, **words)


def person(name: str = "", slug: str = "", **more: Any) -> Person:
    return Person.objects.create(**named("person", name, slug), **more)


def organization(name: str = "", slug: str = "", kind: str = "company", **more: Any) -> Organization:
    return Organization.objects.create(**named("organization", name, slug), kind=kind, **more)


def appears(
    who: Person | None = None, event: Any = None, role: str = "speaker", *, by: Report | None = None, **words: Any
) -> Appearance:
    who = who or person()
    return cited(Appearance.objects.create(person=who, **about(event), role=role), by, **{"name": who.name, **words})


def involved(
    what: Organization, event: Any, role: str = "host", *, by: Report | None = None, **words: Any
) -> Involvement:
    made = Involvement.objects.create(organization=what, **about(event), role=role)
    return cited(made, by, **{"name": what.name, **words})


def figure(
    event: Any, counted: str, low: int | None, high: int | None, *, by: Report | None = None, **words: Any
) -> Figure:
    return cited(Figure.objects.create(**about(event), counted=counted, low=low, high=high), by, **words)


def mention(who: Person | Organization, role: str = "quoted", *, by: Report | None = None, **words: Any) -> Mention:
    made = Mention.objects.create(**{who._meta.model_name: who}, role=role)
    return cited(made, by, **{"name": who.name, **words})


def agreement(title: str = "", *parties: Organization, by: Report | None = None, on: str = "") -> Agreement:
    """An agreement, which the report gives its title and parties; without one a curator labels it."""
    known = named("agreement", title)
    label = "" if by else known["name"]
    made = Agreement.objects.create(slug=known["slug"], kind="memorandum", label=label)
    if by:
        cite(made, by, name=title)
        for name, value in (("title", title), ("date", on)):
            if value:
                cite(Detail.objects.create(agreement=made, property=name, value=value), by, words=value)
        for one in parties:
            cite(Party.objects.create(agreement=made, organization=one), by, name=one.name)
        settle_agreements([made.pk])
        made.refresh_from_db()
    return made


def signs(who: Person, agreement: Agreement, *, by: Report | None = None, **words: Any) -> Party:
    made = Party.objects.create(agreement=agreement, person=who, role="signatory")
    return cited(made, by, **{"name": who.name, **words})


def topic(name: str = "") -> Topic:
    return Topic.objects.create(**named("topic", name))


def merge(record: Any, into: Any, reason: str = "They share a title and a body.") -> None:
    """Decide that the record is the same as another, which is kept."""
    _decision(record).objects.create(record=record, other=into, judgement=Judgement.SAME, reason=reason)


def tell_apart(record: Any, other: Any, reason: str = "They speak at one forum, for two bodies.") -> None:
    _decision(record).objects.create(record=record, other=other, judgement=Judgement.DIFFERENT, reason=reason)


def _decision(record: Any) -> Any:
    return record._meta.get_field("decisions").related_model
