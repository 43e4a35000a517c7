"""Persons as rows of a table."""

from typing import Any

from archive.formats.tables import Columns, columns
from archive.identity.identifiers import identifiers
from people.models import Person


@columns.register
def _(record: Person) -> Columns:
    return {
        "slug": lambda one: one.slug,
        "name": lambda one: one.name,
        "family": lambda one: one.family,
        "given": lambda one: one.given,
        "note": lambda one: one.note,
        "names": lambda one: [name.text for name in one.known_names],
        "identifiers": lambda one: [known.uri for known in identifiers(one)],
        "appearances": lambda one: one.appearances_made,
        "latest_forum": lambda one: one.latest and one.latest.forum.canonical.slug,
        "latest_session": lambda one: one.latest and one.latest.session and one.latest.session.canonical.public_id,
        "latest_role": lambda one: one.latest and one.latest.role,
        "latest_standing": lambda one: one.latest and one.latest.standing,
        "latest_titles": lambda one: [capacity.title for capacity in _held(one)],
        "latest_organizations": lambda one: [
            capacity.organization.canonical.slug for capacity in _held(one) if capacity.organization
        ],
    }


def _held(person: Person) -> list[Any]:
    """What stands with the name at the latest appearance."""
    latest: Any = person.latest  # type: ignore[attr-defined]
    return list(latest.capacities) if latest else []
