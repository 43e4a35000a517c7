"""Forums, sessions, reports, agreements and the facts that reports state, as linked data."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from archive.dates import parse
from archive.formats.linked import SCHEMA, Node, brief, dates, gathered, kind_of, linked, reference, told_by
from events.models import (
    Agreement,
    Appearance,
    Capacity,
    Citation,
    Forum,
    Involvement,
    Mention,
    Party,
    Report,
    Session,
)
from events.models.forums import Event
from events.programme import Item, reports_of
from events.roles import CONVENERS, GROUPS, BodyRole, PersonRole, RoleGroup
from events.wording import DENIALS, DIFFERS
from orgs.linked import location
from people.linked import affiliations

EVENTS = {"exhibition": "ExhibitionEvent"}
REPORTS = {"news": "NewsArticle", "programme": "CreativeWork", "other": "CreativeWork"}
STATUSES = {"announced": f"{SCHEMA}EventScheduled", "cancelled": f"{SCHEMA}EventCancelled"}
# By which property an event names those who did what; of the others schema.org knows none.
WAYS: dict[type, dict[Any, str]] = {
    Appearance: {
        **dict.fromkeys(GROUPS[RoleGroup.SPOKE], "performer"),
        **dict.fromkeys(GROUPS[RoleGroup.TOOK_PART], "attendee"),
        PersonRole.INTERPRETER: "translator",
    },
    Involvement: {
        **dict.fromkeys(CONVENERS, "organizer"),
        **dict.fromkeys((BodyRole.SPEAKER, BodyRole.PRESENTER), "performer"),
        **dict.fromkeys((BodyRole.EXHIBITOR, BodyRole.DELEGATION, BodyRole.PARTICIPANT), "attendee"),
        **dict.fromkeys((BodyRole.SUPPORTER, BodyRole.PARTNER), "contributor"),
        BodyRole.SPONSOR: "sponsor",
    },
}


@kind_of.register
def _(forum: Forum) -> str:
    return EVENTS.get(forum.kind, "Event")


@kind_of.register
def _(session: Session) -> str:
    return "Event"


@kind_of.register
def _(report: Report) -> str:
    return REPORTS.get(report.kind, "Article")


@kind_of.register
def _(agreement: Agreement) -> str:
    return "CreativeWork"


@brief.register(Forum)
def _(forum: Forum) -> Node:
    return reference(forum) | dates(forum)


@brief.register(Session)
def _(session: Session) -> Node:
    return reference(session) | dates(session) | {"superEvent": reference(session.forum.canonical)}


@brief.register(Report)
def _(report: Report) -> Node:
    return reference(report) | _published(report)


@linked.register
def _(forum: Forum, shown: Mapping[str, Any]) -> list[Node]:
    sessions = [_session(item) for item in shown["programme"]]
    itself = _event(forum) | {
        "url": forum.get_absolute_url(),
        "description": forum.summary,
        "keywords": [topic.name for topic in shown["topics"]],
        "superEvent": [*_wholes(forum)],
        "subEvent": [*sessions, *map(brief, shown["parts"].rows)],
        "subjectOf": told_by(shown["reports"]),
    }
    return [itself, *map(brief, shown["reports"])]


@linked.register
def _(session: Session, shown: Mapping[str, Any]) -> list[Node]:
    whole = session.parent or session.forum
    itself = _event(session) | {
        "url": session.get_absolute_url(),
        "superEvent": brief(whole.canonical),
        "subEvent": [_session(item) for item in shown["programme"]],
        "subjectOf": told_by(shown["reports"]),
    }
    return [itself, *map(brief, shown["reports"])]


def _wholes(forum: Forum) -> Iterator[Node]:
    """The larger event that it was a part of, and the series that it belongs to."""
    if forum.part_of:
        yield brief(forum.part_of.canonical)
    if series := forum.series:
        yield {"@type": "EventSeries", "@id": f"/forums/?series={series.slug}", "name": series.name}


def _session(item: Item) -> Node:
    """A session of a programme, with those within it."""
    said = _event(item.session) | {"subjectOf": told_by(reports_of(item.session))}
    return said | {"subEvent": [_session(part) for part in item.parts]}


def _event(event: Event) -> Node:
    titles = [detail.value for detail in event.details_stated if detail.property == "title"]
    venues = [detail for detail in event.details_stated if detail.property == "venue"]
    return {
        **reference(event),
        **dates(event),
        "alternateName": [title for title in titles if title != event.title],
        "eventStatus": STATUSES.get(event.standing),
        "location": [
            *({**location(where.place), "subjectOf": told_by(where.reports)} for where in event.places),
            *({"@type": "Place", "name": venue.value, "subjectOf": told_by(venue.reports)} for venue in venues),
        ],
        **gathered(_part(fact, reference(fact.named)) for fact in event.bodies),
        **_people(event),
    }


def _people(event: Event) -> Node:
    return gathered(_part(fact, whom(fact)) for fact in event.people)


def whom(fact: Appearance) -> Node:
    """Who appeared, with the bodies printed there."""
    return reference(fact.named) | {"affiliation": affiliations([fact])}


def _part(fact: Any, whose: Node) -> Node:
    """What somebody did in an event, under the event's property for it; nothing where reports deny it."""
    way = WAYS[type(fact)].get(fact.role)
    if not way or fact.standing in (*DENIALS, DIFFERS):
        return {}
    capacities = fact.capacities if isinstance(fact, Appearance) else []
    role = {
        "@type": "PerformanceRole" if way == "performer" else "Role",
        "@id": fact.get_absolute_url() if isinstance(fact, Appearance) else "",
        "roleName": fact.role_words,
        "description": "; ".join(map(_as_printed, capacities)),
        way: whose,
        "subjectOf": told_by(fact.reports),
    }
    return {way: role}


def _as_printed(capacity: Capacity) -> str:
    """Title and body as printed then; a former one, or another's, is said to be that."""
    plain = capacity.relation in (Capacity.Relation.FOR, Capacity.Relation.ALSO)
    return str(capacity) if plain else f"{capacity.get_relation_display()}: {capacity}"


@linked.register(Appearance)
@linked.register(Involvement)
def _(fact: Any, shown: Mapping[str, Any]) -> list[Node]:
    """The event, with the part in it; of whom it tells, the page says the rest."""
    part = _part(fact, {"@id": fact.named.get_absolute_url()})
    return [brief(fact.event) | part] if part else []


@linked.register
def _(mention: Mention, shown: Mapping[str, Any]) -> list[Node]:
    way = "author" if mention.role == "author" else "mentions"
    whom = {"@id": mention.named.get_absolute_url()}
    return [reference(report) | {way: whom} for report in mention.reports]


@linked.register
def _(party: Party, shown: Mapping[str, Any]) -> list[Node]:
    return [reference(party.agreement) | {"contributor": _signing(party)}]


@linked.register
def _(agreement: Agreement, shown: Mapping[str, Any]) -> list[Node]:
    parties = list(agreement.parties.all())
    told = {report: None for fact in (agreement, *parties) for report in fact.reports}
    itself = reference(agreement) | {
        "url": agreement.get_absolute_url(),
        "dateCreated": dates(agreement)["startDate"],
        "contributor": [_signing(party) for party in parties],
        "subjectOf": told_by(told),
    }
    return [itself, *map(brief, told)]


def _signing(party: Party) -> Node:
    return {
        "@type": "Role",
        "roleName": party.get_role_display(),
        "contributor": reference(party.named),
        "subjectOf": told_by(party.reports),
    }


@linked.register
def _(report: Report, shown: Mapping[str, Any]) -> list[Node]:
    citations = [citation for paragraph in shown["paragraphs"] for citation in paragraph.citations]
    events = dict.fromkeys(filter(None, (citation.about for citation in citations)))
    subjects = {event: None for event in events if getattr(event, "coverage", "reported") == "reported"}
    named = dict.fromkeys(one for citation in citations for one in _named(citation))
    publisher = report.publisher and reference(report.publisher.canonical)
    itself = reference(report) | {
        "url": report.url or report.get_absolute_url(),
        "headline": report.title,
        **_published(report),
        "inLanguage": report.language,
        "publisher": publisher,
        "author": [reference(citation.mention.named) for citation in report.author_citations],
        "archivedAt": report.archived_url,
        "about": [brief(event) for event in subjects],
        "mentions": [reference(one) for one in (*(one for one in events if one not in subjects), *named)],
    }
    return [itself]


def _published(report: Report) -> Node:
    start = parse(report.edtf).start if report.edtf else None
    return {"datePublished": start.iso if start else ""}


def _named(citation: Citation) -> Iterable[Any]:
    """The people, bodies and places that a citation names."""
    fact: Any = citation.fact
    for whom in ("person", "organization", "place"):
        if one := getattr(fact, whom, None):
            yield one.canonical
    yield from (capacity.organization.canonical for capacity in citation.capacities.all() if capacity.organization)
