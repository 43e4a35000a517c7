"""Organizations as Popolo has them."""

from collections.abc import Iterator, Mapping
from typing import Any

from archive.formats.popolo import Item, issued, other_names, popolo
from orgs.models import Organization


@popolo.register
def _(organization: Organization, shown: Mapping[str, Any]) -> Iterator[Item]:
    parent = organization.parent and organization.parent.canonical
    yield (
        "organizations",
        {
            **named(organization),
            "other_names": other_names(organization, shown.get("printed", ())),
            "identifiers": issued(organization),
            "parent_id": parent and parent.slug,
            "updated_at": organization.changed_at.isoformat(),
        },
    )
    if parent:
        yield "organizations", named(parent)
    for name in ("involvements", "people"):
        portion = shown.get("facts", {}).get(name) or shown.get(name)
        for fact in portion.rows if portion else ():
            yield from popolo(fact, shown)


def named(organization: Organization) -> dict[str, Any]:
    """What is said of a body wherever it is named."""
    return {
        "id": organization.slug,
        "name": organization.name,
        "classification": organization.kind,
        "links": [{"url": organization.get_absolute_url()}],
    }
