"""Persons and their memberships as Popolo has them."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from archive.formats.popolo import Item, issued, other_names, popolo, sources
from archive.identity.names import slugify
from archive.pages.portions import facts_of
from orgs.popolo import named as body
from people.held import Held, held
from people.models import Person


@popolo.register
def _(person: Person, shown: Mapping[str, Any]) -> Iterator[Item]:
    facts = facts_of(shown)
    yield (
        "persons",
        {
            **named(person),
            "other_names": other_names(person, shown.get("printed", ())),
            "identifiers": issued(person),
            "family_name": person.family,
            "given_name": person.given,
            "sort_name": person.sort_name,
            "summary": person.note,
            "updated_at": person.changed_at.isoformat(),
            "sources": sources(report for fact in facts for report in fact.reports),
        },
    )
    yield from memberships(facts)
    for fact in facts:
        yield from popolo(fact, shown)


def named(person: Person) -> dict[str, Any]:
    """What is said of a person wherever one is named."""
    return {"id": person.slug, "name": person.name, "links": [{"url": person.get_absolute_url()}]}


def memberships(facts: Iterable[Any]) -> Iterator[Item]:
    """What is printed with names. When it began or ended no report says: `reported_on` has the events' dates."""
    for one in held(facts):
        yield "organizations", body(one.capacity.organization.canonical)
        yield "memberships", _membership(one)


def _membership(one: Held) -> dict[str, Any]:
    person, organization = one.person, one.capacity.organization.canonical
    parts = (person.slug, organization.slug, *map(slugify, (one.capacity.title, one.capacity.printed)))
    return {
        "id": "/".join(part for part in (*parts, one.capacity.relation) if part),
        "label": str(one.capacity),
        "role": one.capacity.title,
        "person_id": person.slug,
        "organization_id": organization.slug,
        "relation": one.capacity.relation,
        "reported_on": one.days,
        "sources": sources(one.reports),
    }
