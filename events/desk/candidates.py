"""Which records of the archive a name may mean."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from archive.names import sort_key
from events.models import Forum
from orgs.models import Organization, Place
from people.models import Person

MODELS: dict[str, Any] = {"person": Person, "organization": Organization, "place": Place, "forum": Forum}


@dataclass(frozen=True)
class Asked:
    """A name that a draft has, and what stands around it."""

    id: str
    kind: str
    name: str
    body: str = ""
    city: str = ""
    date: str = ""
    people: tuple[str, ...] = ()


@dataclass(frozen=True)
class Candidate:
    """A record that it may be."""

    slug: str
    name: str
    url: str
    note: str = ""
    reasons_for: list[str] = field(default_factory=list)
    reasons_against: list[str] = field(default_factory=list)
    exact: bool = False
    score: float = 0.0
    decided_different: list[str] = field(default_factory=list)


def candidates(asked: Sequence[Asked]) -> dict[str, list[Candidate]]:
    """For each name by its id, the likeliest first."""
    found: dict[str, list[Candidate]] = {one.id: [] for one in asked}
    for kind, model in MODELS.items():
        names = {one.id: sort_key(one.name) for one in asked if one.kind == kind}
        rows = model.objects.canonical().filter(sort_name__in=set(names.values())) if names else ()
        for row in rows:
            one = Candidate(row.slug, str(row), row.get_absolute_url(), getattr(row, "note", ""), [], [], True, 1.0)
            for key, name in names.items():
                if row.sort_name == name:
                    found[key].append(one)
    return found
