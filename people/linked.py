"""Persons as linked data."""

from collections.abc import Iterable, Mapping
from typing import Any

from archive.formats.linked import Node, kind_of, linked, reference, same_as, told_by
from archive.pages.portions import facts_of
from orgs.linked import names
from people.held import held
from people.models import Person


@kind_of.register
def _(person: Person) -> str:
    return "Person"


@linked.register
def _(person: Person, shown: Mapping[str, Any]) -> list[Node]:
    facts = facts_of(shown)
    told = {report: None for fact in facts for report in fact.reports}
    itself = reference(person) | {
        "url": person.get_absolute_url(),
        "alternateName": names(person, (form.text for form in shown["printed"])),
        "givenName": person.given,
        "familyName": person.family,
        "disambiguatingDescription": person.note,
        "affiliation": affiliations(facts),
        "sameAs": same_as(person),
        "subjectOf": told_by(told),
    }
    return [itself, *(node for fact in facts for node in linked(fact, shown)), *map(reference, told)]


def affiliations(facts: Iterable[Any]) -> list[Node]:
    """The bodies printed with a name, each with the title and the reports that print it."""
    return [
        {
            "@type": "OrganizationRole",
            "name": one.capacity.printed,
            "roleName": one.capacity.title,
            "affiliation": reference(one.capacity.organization.canonical),
            "subjectOf": told_by(one.reports),
        }
        for one in held(facts)
    ]
