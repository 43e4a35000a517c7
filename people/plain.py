"""Persons as plain data."""

from collections.abc import Iterable, Mapping
from typing import Any

from archive.formats.plain import plain
from archive.identity.identifiers import identifiers
from archive.pages.portions import Portion
from people.models import Person


@plain.register
def _(person: Person) -> dict[str, Any]:
    facts = {
        "appearances": Portion.all_of(person.appearances_latest_first),
        "mentions": Portion.all_of(person.mentions_made),
        "agreements": Portion.all_of(person.agreements_made),
    }
    return told(person, person.printed_names, facts)


def told(person: Person, printed: Iterable[str], facts: Mapping[str, Portion]) -> dict[str, Any]:
    """A person with the names that reports print and these facts."""
    known = [{"text": name.text, "kind": name.kind} for name in person.known_names]
    return {
        "slug": person.slug,
        "name": person.name,
        "note": person.note or None,
        "names": [*known, *({"text": text, "kind": "printed"} for text in printed)],
        "identifiers": [one.as_json() for one in identifiers(person)],
        **{called: [plain(fact) for fact in portion.rows] for called, portion in facts.items()},
        "counts": {called: portion.total for called, portion in facts.items()},
    }
