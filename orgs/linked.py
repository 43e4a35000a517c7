"""Organizations and places as linked data."""

from collections.abc import Iterable, Mapping
from typing import Any

from archive.formats.linked import Node, brief, kind_of, linked, reference, same_as, told_by
from orgs.models import Organization, Place

KINDS = {"government": "GovernmentOrganization", "ngo": "NGO", "media": "NewsMediaOrganization"}
PLACES = {"city": "City", "region": "AdministrativeArea", "country": "Country"}


@kind_of.register
def _(organization: Organization) -> str:
    return KINDS.get(organization.kind, "Organization")


@kind_of.register
def _(place: Place) -> str:
    return PLACES[place.kind]


@linked.register
def _(organization: Organization, shown: Mapping[str, Any]) -> list[Node]:
    facts = [fact for portion in shown["facts"].values() for fact in portion.rows]
    published = shown["reports"].rows
    told = {report: None for fact in facts for report in fact.reports}
    return [
        _body(organization, shown) | {"subjectOf": told_by(told)},
        *(node for fact in facts for node in linked(fact, shown)),
        *(reference(report) | {"publisher": {"@id": organization.get_absolute_url()}} for report in published),
        *(reference(report) for report in told if report not in published),
    ]


def _body(organization: Organization, shown: Mapping[str, Any]) -> Node:
    parent, country = organization.parent, organization.country
    return reference(organization) | {
        "url": organization.get_absolute_url(),
        "alternateName": names(organization, [organization.abbreviation, *(form.text for form in shown["printed"])]),
        "disambiguatingDescription": organization.note,
        "parentOrganization": parent and reference(parent.canonical),
        "subOrganization": [reference(unit) for unit in shown["units"]],
        "location": country and reference(country.canonical),
        "sameAs": same_as(organization),
    }


@linked.register
def _(place: Place, shown: Mapping[str, Any]) -> list[Node]:
    held = [row for name in ("forums", "sessions") for row in shown[name].rows]
    above = place.parent or place.country
    itself = location(place) | {
        "url": place.get_absolute_url(),
        "alternateName": names(place),
        "containedInPlace": above and reference(above.canonical),
        "sameAs": same_as(place),
    }
    return [itself, *(_held(event, place) for event in held)]


def _held(event: Any, place: Place) -> Node:
    """An event that was held in the place, or in a part of it."""
    return brief(event) | {"location": {"@id": place.get_absolute_url()}}


def location(place: Place) -> Node:
    """A place where something is held: where it lies, and where on the map."""
    country = place.land
    return reference(place) | {
        "address": {
            "@type": "PostalAddress",
            "addressLocality": place.name if place.kind == "city" else "",
            "addressRegion": place.name if place.kind == "region" else "",
            "addressCountry": country and country.name,
        },
        "geo": _point(place),
    }


def _point(place: Place) -> Node | None:
    if place.latitude is None or place.longitude is None:
        return None
    return {"@type": "GeoCoordinates", "latitude": float(place.latitude), "longitude": float(place.longitude)}


def names(record: Any, others: Iterable[str] = ()) -> list[str]:
    """Every other name of a record, each once."""
    every = [*(name.text for name in record.known_names), *others]
    return [name for name in dict.fromkeys(every) if name not in ("", record.name)]
