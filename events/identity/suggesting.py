"""Pairs of records that may be one, each with what speaks for and against it; what was decided is not asked again."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import Q

from archive.identity.alike import Pair, alike
from archive.identity.decisions import Judgement
from archive.identity.likeness import Likeness, likeness
from events.identity.kinds import Kind, address
from events.identity.ties import Reason, reasons, ties_of
from events.models import Forum, Phrase, Session
from orgs.models import Organization

WINDOW = 50  # records looked at together, and so many times over for one page
WINDOWS = 10
ENOUGH, SHOWN = 20, 30
WORTH_ASKING = 0.75
UNNAMED = 0.4  # what events have that no name ties

# Forums of the same days in the same place; sessions of forums that are the same.
SAME_DAYS = """
    SELECT DISTINCT one.id, other.id
    FROM events_forum one
    JOIN events_location here ON here.forum_id = one.id AND here.session_id IS NULL
    JOIN orgs_place place ON place.id = here.place_id
    JOIN orgs_place same_place ON same_place.canonical_id = place.canonical_id
    JOIN events_location there ON there.place_id = same_place.id AND there.session_id IS NULL
    JOIN events_forum other ON other.id = there.forum_id AND other.id <> one.id AND other.canonical_id = other.id
        AND other.earliest <= one.latest AND one.earliest <= other.latest AND other.latest - other.earliest <= 31
    WHERE one.id = ANY(%s) AND one.latest - one.earliest <= 31
"""
SAME_PROGRAMME = """
    SELECT DISTINCT one.id, other.id
    FROM events_session one
    JOIN events_forum forum ON forum.id = one.forum_id
    JOIN events_forum same ON same.canonical_id = forum.canonical_id AND same.id <> forum.id
    JOIN events_session other ON other.forum_id = same.id AND other.canonical_id = other.id
    WHERE one.id = ANY(%s) AND (other.key = one.key OR other.kind = one.kind)
"""


@dataclass(frozen=True)
class Suggestion:
    """Two records that may be one."""

    one: Any
    other: Any
    name: Likeness
    why: list[Reason]

    @property
    def speak_for(self) -> list[str]:
        return [*([str(self.name.reason)] if self.name else []), *(one.words for one in self.why if one.speaks_for)]

    @property
    def speak_against(self) -> list[str]:
        return [one.words for one in self.why if not one.speaks_for]

    @property
    def score(self) -> float:
        """From 0 to 1."""
        counted = (self.name.score or UNNAMED) + sum(one.counts for one in self.why)
        return round(min(1, max(0, counted)), 3)

    @property
    def addresses(self) -> tuple[str, str]:
        return address(self.one), address(self.other)

    @property
    def key(self) -> str:
        return "/".join(self.addresses)

    @property
    def words(self) -> str:
        """The reasons as one, which a curator may agree with."""
        return "; ".join([*self.speak_for, *self.speak_against])


def suggestions(kind: Kind, ids: Collection[int]) -> list[Suggestion]:
    """What may be the same as one of these canonical records, the likeliest first; a dozen queries for any number."""
    pairs = {(min(pair), max(pair)) for pair in _pairs(kind, ids)}
    concerned = {pk for pair in pairs for pk in pair}
    return _weighed(kind, pairs - _decided(kind, concerned) - _units(kind, concerned))


def _pairs(kind: Kind, ids: Collection[int]) -> set[Pair]:
    if kind.model is Session:  # an opening is an opening: only in one programme is it worth a question
        return _found(SAME_PROGRAMME, ids)
    return alike(kind.model, ids, slips=True) | (_found(SAME_DAYS, ids) if kind.model is Forum else set())


def _found(statement: str, ids: Collection[int]) -> set[Pair]:
    with connection.cursor() as cursor:
        cursor.execute(statement, [list(ids)])
        return set(cursor.fetchall())


def _decided(kind: Kind, ids: Collection[int]) -> set[Pair]:
    """Pairs, by their canonical records, on which there is a decision."""
    about = Q(record__canonical__in=ids) | Q(other__canonical__in=ids)
    rows = kind.decisions._default_manager.filter(about).exclude(judgement=Judgement.SAME)
    found = rows.values_list("record__canonical", "other__canonical")
    return {(min(pair), max(pair)) for pair in found}


def _units(kind: Kind, ids: Collection[int]) -> set[Pair]:
    """A body and a unit of it, which often has its name in its own."""
    if kind.model is not Organization:
        return set()
    rows = Organization.objects.filter(canonical__in=ids).exclude(parent=None)
    found = rows.values_list("canonical", "parent__canonical")
    return {(min(pair), max(pair)) for pair in found}


def _weighed(kind: Kind, pairs: Iterable[Pair]) -> list[Suggestion]:
    pairs = sorted(pairs)
    ids = {pk for pair in pairs for pk in pair}
    if not ids:
        return []
    records = kind.model._default_manager.select_related(*kind.related).in_bulk(ids)
    names, ties = _names(kind, ids), ties_of(kind.called, ids)
    found = (
        Suggestion(records[one], records[other], likeness(names[one], names[other]), reasons(ties, one, other))
        for one, other in pairs
    )
    return sorted((one for one in found if _is_worth_asking(kind, one)), key=lambda one: (-one.score, one.key))


def _is_worth_asking(kind: Kind, found: Suggestion) -> bool:
    named_or_tied = found.name or kind.model in (Forum, Session)
    return bool(named_or_tied) and found.score >= WORTH_ASKING


def _names(kind: Kind, ids: Collection[int]) -> dict[int, list[str]]:
    """Every form of the name, known and printed, of each record and those that are the same."""
    found: dict[int, list[str]] = defaultdict(list)
    members = dict(kind.model._default_manager.filter(canonical__in=ids).values_list("pk", "canonical"))
    weights = (Phrase.Weight.KNOWN, Phrase.Weight.PRINTED)
    rows = Phrase.objects.filter(kind=kind.called, record__in=members, weight__in=weights).order_by("weight", "pk")
    for record, text in rows.values_list("record", "text"):
        found[members[record]].append(text)
    return found


@dataclass(frozen=True)
class Queue:
    """Suggestions for a run of records, and after which record to go on."""

    every: list[Suggestion]
    after: int | None

    @property
    def suggestions(self) -> list[Suggestion]:
        return self.every[:SHOWN]

    @property
    def left(self) -> int:
        """How many come once those are answered."""
        return len(self.every) - len(self.suggestions)


def queue(kind: Kind, after: int = 0) -> Queue:
    """Enough suggestions for a page, from the records after one: so many windows of records at most."""
    found: dict[str, Suggestion] = {}
    for _ in range(WINDOWS):
        records = kind.model._default_manager.canonical().filter(pk__gt=after).order_by("pk")
        ids = list(records.values_list("pk", flat=True)[:WINDOW])
        found |= {one.key: one for one in suggestions(kind, ids) if min(one.one.pk, one.other.pk) in ids}
        if len(ids) < WINDOW:
            return Queue(_likeliest(found), None)
        after = ids[-1]
        if len(found) >= ENOUGH:
            break
    return Queue(_likeliest(found), after)


def _likeliest(found: dict[str, Suggestion]) -> list[Suggestion]:
    return sorted(found.values(), key=lambda one: (-one.score, one.key))
