"""Persons as plain data."""

from typing import Any

from archive.plain import plain
from people.models import Person


@plain.register
def _(person: Person) -> dict[str, Any]:
    known = [{"text": name.text, "kind": name.kind} for name in person.known_names]
    printed = [{"text": text, "kind": "printed"} for text in person.printed_names]
    return {
        "slug": person.slug,
        "name": person.name,
        "note": person.note or None,
        "names": [*known, *printed],
        "appearances": [plain(appearance) for appearance in person.appearances_latest_first],
        "mentions": [plain(mention) for mention in person.mentions_made],
        "agreements": [plain(party) for party in person.agreements_made],
    }
