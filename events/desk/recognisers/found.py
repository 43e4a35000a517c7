"""A person found in a paragraph, and which of two readings stays."""

from dataclasses import dataclass

from events.desk.recognisers.capacities import Capacity
from events.desk.recognisers.tokens import Token

NO_CAPACITY = Capacity(None, None)


@dataclass(frozen=True)
class Found:
    """A person in a paragraph: the name's place, the capacities and how far they reach, and why we think so."""

    name: str
    start: int
    end: int
    reach: tuple[int, int]
    capacities: tuple[Capacity, ...]
    reason: str
    strength: int = 2

    @property
    def told(self) -> int:
        return sum(bool(c.title) + bool(c.body) for c in self.capacities[:1])

    @property
    def said(self) -> list[str]:
        return [text for one in self.capacities for text in (one.title, one.body) if text]


def found_at(
    paragraph: str,
    tokens: list[Token],
    name: slice,
    reach: slice,
    capacities: list[Capacity],
    reason: str,
    strength: int,
) -> Found:
    words = tokens[name]
    ends = tokens[reach] or words
    name_end = words[-1].end - 2 * words[-1].text.endswith(("'s", "’s"))
    return Found(
        paragraph[words[0].start : name_end],
        words[0].start,
        name_end,
        (min(words[0].start, ends[0].start), max(words[-1].end, ends[-1].end)),
        tuple(capacities) or (NO_CAPACITY,),
        reason,
        strength,
    )


def best_of(found: list[Found]) -> list[Found]:
    taken: list[Found] = []
    names: set[int] = set()
    reached: set[int] = set()
    for one in sorted(found, key=lambda one: (-one.strength, -one.told, one.start)):
        if not names.isdisjoint(range(one.start, one.end)):
            continue
        if one.strength == 1 and one.start in reached:
            continue
        if any(one.name in told for other in taken for told in other.said):
            continue
        taken.append(one)
        names.update(range(one.start, one.end))
        reached.update(range(*one.reach))
    return sorted(taken, key=lambda one: one.start)
