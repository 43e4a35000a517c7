"""Organizations and places as rows of a table."""

from archive.formats.tables import Columns, columns
from archive.identity.identifiers import identifiers
from orgs.models import Organization, Place


@columns.register
def _(record: Organization) -> Columns:
    return {
        "slug": lambda one: one.slug,
        "name": lambda one: one.name,
        "abbreviation": lambda one: one.abbreviation,
        "kind": lambda one: one.kind,
        "country": lambda one: one.country and one.country.canonical.slug,
        "parent": lambda one: one.parent and one.parent.canonical.slug,
        "note": lambda one: one.note,
        "names": lambda one: [name.text for name in one.known_names],
        "identifiers": lambda one: [known.uri for known in identifiers(one)],
        "involvements": lambda one: one.involvements_made,
        "latest_involvement": lambda one: one.latest and one.latest.forum.canonical.slug,
        "latest_role": lambda one: one.latest and one.latest.role,
    }


@columns.register
def _(record: Place) -> Columns:
    return {
        "slug": lambda one: one.slug,
        "name": lambda one: one.name,
        "kind": lambda one: one.kind,
        "country": lambda one: one.land.slug,
        "parent": lambda one: one.parent and one.parent.canonical.slug,
        "names": lambda one: [name.text for name in one.known_names],
        "identifiers": lambda one: [known.uri for known in identifiers(one)],
        "latitude": lambda one: one.latitude,
        "longitude": lambda one: one.longitude,
    }
