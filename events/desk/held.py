"""What the archive knows already of the records that a draft refers to."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from events.desk.outline import Document
from events.models import Agreement, Forum, Report, Session
from events.models.stated import Cited
from events.reportfile.definitions import KINDS, stored_definitions
from orgs.models import Organization, Place
from people.models import Person

# The fields that name a record, and of what kind.
NAMING = {
    "person": "person",
    "organization": "organization",
    "place": "place",
    "country": "place",
    "forum": "forum",
    "part_of": "forum",
    "agreement": "agreement",
    "to": "report",
}
MODELS: dict[str, Any] = {
    "person": Person,
    "organization": Organization,
    "place": Place,
    "forum": Forum,
    "agreement": Agreement,
    "report": Report,
}


def known_records(document: Document) -> dict[str, dict[str, str]]:
    """The archive's records among those a draft names: name, address and what tells them apart, by `kind:slug`."""
    wanted: dict[str, set[str]] = defaultdict(set)
    for kind, slug in _named(document):
        wanted[kind].add(slug)
    return {
        f"{kind}:{row.slug}": {"name": str(row), "url": row.get_absolute_url(), "note": getattr(row, "note", "")}
        for kind, slugs in wanted.items()
        for row in MODELS[kind].objects.filter(slug__in=slugs)
    }


def _named(value: Any) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        yield from (
            (NAMING[name], slug) for name, slug in value.items() if name in NAMING and isinstance(slug, str) and slug
        )
    for part in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _named(part)


def known_forum(forum: Forum) -> dict[str, Any]:
    """What reports have stated of a forum and its sessions, in the shape in which a draft would state it."""
    sessions = list(Session.objects.in_programme(forum).to_read())
    said = [(None, forum), *((session.key, session) for session in sessions)]
    return {
        "slug": forum.slug,
        "name": forum.name,
        "definition": _definition(forum),
        "date": forum.edtf,
        "details": [_detail(key, one) for key, event in said for one in event.details_stated],
        "places": [_place(key, one) for key, event in said for one in event.facts("locations")],
        "figures": [_figure(key, one) for key, event in said for one in event.numbers],
        "involvements": [_involvement(key, one) for key, event in said for one in event.bodies],
        "appearances": [_appearance(key, one) for key, event in said for one in event.people],
        "sessions": [{"key": one.key, "kind": one.kind, "title": one.name} for one in sessions],
        "reports": [_report(one) for one in {report: None for _, event in said for report in _reports(event)}],
    }


def _definition(forum: Forum) -> dict[str, Any]:
    """As a file would define it, without its sessions: a draft that adds a session repeats it."""
    kind = next(kind for kind in KINDS if kind.kind == "forum")
    item = stored_definitions(kind, [forum.slug])[forum.slug]
    return item.model_dump(mode="json", exclude={"sessions"}, exclude_defaults=True)


def _reports(event: Any) -> Iterator[Report]:
    for citation in sorted(event.every_citation, key=lambda citation: citation.age):
        yield citation.report


def _printed(fact: Cited) -> list[str]:
    return list(dict.fromkeys(citation.name for citation in fact.sources if citation.name))


def _detail(session: str | None, one: Any) -> dict[str, Any]:
    return {"session": session, "property": one.property, "value": one.value, "language": one.language}


def _place(session: str | None, one: Any) -> dict[str, Any]:
    return {"session": session, "place": one.place.canonical.slug, "name": one.place.canonical.name}


def _figure(session: str | None, one: Any) -> dict[str, Any]:
    return {"session": session, "counted": one.counted, "low": one.low, "high": one.high}


def _involvement(session: str | None, one: Any) -> dict[str, Any]:
    body = one.organization.canonical
    names = [body.name, *_printed(one)]
    return {"session": session, "organization": body.slug, "names": list(dict.fromkeys(names)), "role": one.role}


def _appearance(session: str | None, one: Any) -> dict[str, Any]:
    person = one.person.canonical
    return {
        "session": session,
        "person": person.slug,
        "names": list(dict.fromkeys([person.name, *_printed(one)])),
        "role": one.role,
        "capacities": [
            {
                "title": capacity.title,
                "organization": capacity.organization and capacity.organization.canonical.slug,
                "name": capacity.printed or (capacity.organization.name if capacity.organization else ""),
            }
            for citation in one.sources
            for capacity in citation.capacities.all()
        ],
    }


def _report(report: Report) -> dict[str, str]:
    return {"slug": report.slug, "name": report.name, "url": report.get_absolute_url()}
