"""Organizations and places as plain data."""

from collections.abc import Iterable, Mapping
from typing import Any

from archive.formats.plain import plain
from archive.identity.identifiers import identifiers
from archive.pages.portions import Portion
from orgs.models import Organization, Place


@plain.register
def _(organization: Organization) -> dict[str, Any]:
    facts = {
        "involvements": Portion.all_of(organization.involvements_latest_first),
        "mentions": Portion.all_of(organization.mentions_made),
        "agreements": Portion.all_of(organization.agreements_made),
    }
    return told(organization, organization.printed_names, facts)


def told(organization: Organization, printed: Iterable[str], facts: Mapping[str, Portion]) -> dict[str, Any]:
    """An organization with the names that reports print and these facts."""
    known = [{"text": name.text, "kind": name.kind} for name in organization.known_names]
    return {
        "slug": organization.slug,
        "name": organization.name,
        "abbreviation": organization.abbreviation or None,
        "kind": organization.kind,
        "country": organization.country.canonical.slug if organization.country else None,
        "parent": organization.parent.canonical.slug if organization.parent else None,
        "note": organization.note or None,
        "names": [*known, *({"text": text, "kind": "printed"} for text in printed)],
        "identifiers": [one.as_json() for one in identifiers(organization)],
        **{called: [plain(fact) for fact in portion.rows] for called, portion in facts.items()},
        "counts": {called: portion.total for called, portion in facts.items()},
    }


@plain.register
def _(place: Place) -> dict[str, Any]:
    return {
        "slug": place.slug,
        "name": place.name,
        "kind": place.kind,
        "country": place.land.slug,
        "parent": place.parent.canonical.slug if place.parent else None,
        "names": [{"text": name.text, "kind": name.kind} for name in place.known_names],
        "identifiers": [one.as_json() for one in identifiers(place)],
        "latitude": place.latitude and float(place.latitude),
        "longitude": place.longitude and float(place.longitude),
    }
