"""What is told of a record, before it is put in the words of one format."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import singledispatch
from itertools import chain
from typing import Any

from django.db.models import F

from archive.languages import fixed_address
from events.interop.oai.heads import Head
from events.models import Appearance, Forum, ForumTopic, Involvement, Report, Session
from events.models.forums import Event
from events.roles import RoleGroup
from orgs.models import Organization, Place
from people.models import Person


@dataclass(frozen=True)
class Named:
    """Somebody, or a body, that has to do with the record."""

    name: str
    role: str
    address: str
    is_person: bool = False


@dataclass(frozen=True)
class Description:
    """A record in the terms that formats share; `address` and those of `reports` and `whole` begin at the root."""

    type: str
    title: str
    address: str
    genre: str = ""
    language: str = ""
    others: tuple[str, ...] = ()
    names: tuple[Named, ...] = ()
    date: str = ""
    published: str = ""
    publisher: str = ""
    places: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    note: str = ""
    whole: tuple[str, str] | None = None
    reports: tuple[tuple[str, str], ...] = ()
    series: str = ""
    original: str = ""


def described(heads: Iterable[Head]) -> dict[Head, Description]:
    """What is told of those that are there, in as many queries for one of a kind as for many."""
    there: dict[str, dict[int, Head]] = defaultdict(dict)
    for head in heads:
        if not head.is_deleted:
            there[head.set][head.at[1]] = head
    return {kind[pk]: made for name, kind in there.items() for pk, made in _of_kind(name, list(kind))}


def _of_kind(name: str, keys: list[int]) -> Iterable[tuple[int, Description]]:
    made = {row.pk: description(row) for row in ROWS[name].filter(pk__in=keys)}
    if name not in EVENTS:
        return made.items()
    names, topics = _names(EVENTS[name], keys), _topics(EVENTS[name], keys)
    return [(pk, replace(one, names=tuple(names[pk]), topics=tuple(topics[pk]))) for pk, one in made.items()]


def _names(event: str, keys: list[int]) -> dict[int, list[Named]]:
    """Who convened the events and who spoke there, each once in a role."""
    those = {f"{event}__canonical__in": keys}
    found: dict[int, list[Named]] = defaultdict(list)
    bodies = Involvement.objects.convening().filter(**those).select_related("organization__canonical")
    people = Appearance.objects.past().filter(role_group=RoleGroup.SPOKE, **those).select_related("person__canonical")
    told = (rows.annotate(told_of=F(f"{event}__canonical")).order_by("pk") for rows in (bodies, people))
    for fact in chain(*told):
        found[fact.told_of].append(_named(fact.named, fact.role))
    return defaultdict(list, {pk: list(dict.fromkeys(names)) for pk, names in found.items()})


def _named(record: Any, role: str) -> Named:
    return Named(record.name, role, fixed_address(record.get_absolute_url), isinstance(record, Person))


def _topics(event: str, keys: list[int]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    given = ForumTopic.objects.filter(**{f"{event}__canonical__in": keys}).order_by("topic__sort_name", "pk")
    for pk, name in given.values_list(f"{event}__canonical", "topic__name"):
        if name not in found[pk]:
            found[pk].append(name)
    return found


EVENT_FACTS = ("citations", "details", "locations")
EVENTS = {"forums": "forum", "sessions": "session"}
ROWS: dict[str, Any] = {
    "forums": Forum.objects.select_related(*Forum.ABOUT).with_facts(*EVENT_FACTS),
    "sessions": Session.objects.select_related(*Session.ABOUT).with_facts(*EVENT_FACTS),
    "speakers": Person.objects.known(),
    "organizations": Organization.objects.known(),
    "places": Place.objects.known().select_related("country__canonical"),
    "reports": Report.objects.to_read(),
}


@singledispatch
def description(record: object) -> Description:
    raise TypeError(f"{type(record).__name__} is not harvested.")


def _event(event: Event) -> Description:
    titles = [one.value for one in event.details_stated if one.property == "title"]
    return Description(
        type="Event",
        title=str(event),
        address=fixed_address(event.get_absolute_url),
        genre=event.kind_in_words,
        language=event.language,
        others=tuple(title for title in dict.fromkeys(titles) if title != event.title),
        date=event.edtf,
        places=tuple(where.place.name for where in event.places),
        note=event.standing_in_words,
        reports=tuple(_linked(report) for report in event.reports),
    )


@description.register
def _(forum: Forum) -> Description:
    whole = _linked(forum.part_of.canonical) if forum.part_of else None
    note = forum.summary or forum.standing_in_words
    return replace(_event(forum), whole=whole, note=note, series=forum.series.name if forum.series else "")


@description.register
def _(session: Session) -> Description:
    return replace(_event(session), whole=_linked(session.forum.canonical))


@description.register
def _(person: Person) -> Description:
    return replace(_known(person), type="Person")


@description.register
def _(organization: Organization) -> Description:
    country = organization.country and organization.country.canonical.name
    whole = _linked(organization.parent.canonical) if organization.parent else None
    made = replace(_known(organization), type="Organization", genre=organization.get_kind_display(), whole=whole)
    return replace(made, places=(country,) if country else ())


@description.register
def _(place: Place) -> Description:
    land = (place.land.name,) if place.land and place.land != place else ()
    return replace(_known(place), type="Place", genre=place.get_kind_display(), places=land)


def _known(record: Any) -> Description:
    """What is known of a person, a body or a place: its names, and what tells it from others."""
    others = dict.fromkeys(name.text for name in record.known_names if name.text != record.name)
    address = fixed_address(record.get_absolute_url)
    return Description("", record.name, address, others=tuple(others), note=getattr(record, "note", ""))


@description.register
def _(report: Report) -> Description:
    authors = (one.mention.named for one in report.author_citations)
    return Description(
        type="Text",
        title=report.name,
        address=fixed_address(report.get_absolute_url),
        genre=report.get_kind_display(),
        language=report.language,
        names=tuple(_named(one, "author") for one in authors),
        published=report.edtf,
        publisher=report.publisher.canonical.name if report.publisher else "",
        original=report.url,
    )


def _linked(record: Any) -> tuple[str, str]:
    return str(record), fixed_address(record.get_absolute_url)
