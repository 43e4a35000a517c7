"""Known or new? The records that each name of a draft may mean, the likeliest first, with reasons for and against.

Nothing is linked here: a curator decides. However many names are asked about, the database is asked as often.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from events.desk import finding
from events.desk.evidence import Asked, evidence, named, weigh
from events.desk.records import Record, records

MOST, LEAST = 6, {"forum": 0.3, "session": 0.4}
LEAST_OF_A_NAME = 0.5
FOR = 0.5


@dataclass(frozen=True)
class Candidate:
    """A canonical record that a name may mean."""

    record: Record
    score: float
    is_exact: bool
    reasons_for: tuple[str, ...]
    reasons_against: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        return {
            "slug": self.record.slug,
            "name": str(self.record.it),
            "url": self.record.it.get_absolute_url(),
            "note": self.record.note,
            "for": list(self.reasons_for),
            "against": list(self.reasons_against),
            "exact": self.is_exact,
            "score": self.score,
            "decided_different": sorted(self.record.different),
        }


def candidates(asked: Sequence[Asked]) -> dict[str, list[Candidate]]:
    """The candidates for each name, by its id."""
    found = _found(asked)
    known = {kind: records(kind, ids) for kind, ids in _of_kinds(asked, found).items()}
    return {
        one.id: _best(one, {record.it.pk: record for pk in ids if (record := known[one.kind].get(pk))})
        for one, ids in zip(asked, found, strict=True)
    }


def _found(asked: Sequence[Asked]) -> list[set[int]]:
    """Ids of records for each: by name, forums by their day and their people too."""
    forums = [(place, one) for place, one in enumerate(asked) if one.kind == "forum"]
    every = (
        finding.by_name([(one.kind, one.name) for one in asked]),
        finding.forums_near([(place, one.date) for place, one in forums if one.date]),
        finding.forums_with([(place, name) for place, one in forums for name in one.people]),
    )
    return [set().union(*(found.get(place, ()) for found in every)) for place in range(len(asked))]


def _of_kinds(asked: Sequence[Asked], found: Sequence[set[int]]) -> dict[str, set[int]]:
    kinds: dict[str, set[int]] = defaultdict(set)
    for one, ids in zip(asked, found, strict=True):
        kinds[one.kind] |= ids
    return kinds


def _best(asked: Asked, those: dict[int, Record]) -> list[Candidate]:
    every = [one for record in those.values() if (one := _candidate(asked, record))]
    best = sorted(every, key=lambda one: (-one.score, one.record.slug))[:MOST]
    return [_told_apart(one, {other.record.slug for other in best}) for one in best]


def _candidate(asked: Asked, record: Record) -> Candidate | None:
    name = named(asked, record)
    pieces = evidence(asked, record, name)
    score = weigh(pieces)
    if score < LEAST.get(asked.kind, LEAST_OF_A_NAME) or not (name or asked.kind in LEAST):
        return None
    words_for, words_against = (
        tuple(one.words for one in pieces if (one.value >= FOR) == speaks) for speaks in (True, False)
    )
    return Candidate(record, score, name.is_exact, words_for, words_against)


def _told_apart(one: Candidate, others: set[str]) -> Candidate:
    """With a warning where a decision says that it is not another of the candidates."""
    names = [name for slug, name in one.record.different.items() if slug in others]
    against = tuple(_("decided not to be the same as %(name)s") % {"name": name} for name in names)
    return Candidate(one.record, one.score, one.is_exact, one.reasons_for, one.reasons_against + against)
