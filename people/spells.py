"""A speaker's appearances in time, with the bodies they were for: where these change, a new spell begins."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Any

FORMER = "former"


@dataclass(frozen=True)
class Spell:
    """Appearances that follow one another, all for the same bodies; or all without a known date."""

    bodies: list[Any]
    facts: list[Any]
    dated: bool


def spells(appearances: Iterable[Any]) -> list[Spell]:
    """The appearances, which come latest first; those without a date say nothing of an order and stand at the end."""
    every = [(_bodies(fact), fact, bool(fact.dated.edtf)) for fact in appearances]
    dated = [one for one in every if one[2]]
    undated = [one for one in every if not one[2]]
    grouped = [list(same) for part in (dated, undated) for _, same in groupby(part, key=lambda one: (one[0], one[2]))]
    return [Spell(group[0][0], [fact for _, fact, _ in group], group[0][2]) for group in grouped]


def _bodies(fact: Any) -> list[Any]:
    """The bodies printed with an appearance, each once, but for former ones."""
    held = (one.organization for one in fact.capacities if one.organization and one.relation != FORMER)
    return list(dict.fromkeys(body.canonical for body in held))
