"""Organizations and places as plain data."""

from typing import Any

from archive.plain import plain
from orgs.models import Organization, Place


@plain.register
def _(organization: Organization) -> dict[str, Any]:
    known = [{"text": name.text, "kind": name.kind} for name in organization.known_names]
    printed = [{"text": text, "kind": "printed"} for text in organization.printed_names]
    return {
        "slug": organization.slug,
        "name": organization.name,
        "abbreviation": organization.abbreviation or None,
        "kind": organization.kind,
        "country": organization.country.canonical.slug if organization.country else None,
        "parent": organization.parent.canonical.slug if organization.parent else None,
        "note": organization.note or None,
        "names": [*known, *printed],
        "involvements": [plain(involvement) for involvement in organization.involvements_latest_first],
        "mentions": [plain(mention) for mention in organization.mentions_made],
        "agreements": [plain(party) for party in organization.agreements_made],
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
        "latitude": place.latitude and float(place.latitude),
        "longitude": place.longitude and float(place.longitude),
    }
