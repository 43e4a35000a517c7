"""Persons, told in a line: by where they appeared last, else by what reports name them for."""

from typing import Any

from archive.formats.feeds import summary
from archive.formats.previews import in_a_line
from people.models import Person


@summary.register
def _(person: Person) -> str:
    latest: Any = person.latest  # type: ignore[attr-defined]
    if not latest:
        return in_a_line(person.note, *(fact.get_role_display() for fact in person.told))  # type: ignore[attr-defined]
    bodies = (capacity.organization for capacity in latest.capacities if capacity.organization)
    named = dict.fromkeys(body.canonical.name for body in bodies)
    return in_a_line(person.note, latest.role_words, latest.event, latest.dated.date_in_words, *named)
