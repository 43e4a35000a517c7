"""Decisions on identity: read from the archive, compared, and written to it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models

from events.models import ForumDecision, Session, SessionDecision
from events.reportfile.schema import DecisionItem
from events.reportfile.slugs import Slugs
from orgs.models import OrganizationDecision, PlaceDecision
from people.models import PersonDecision

DECISIONS: dict[str, type[models.Model]] = {
    "place": PlaceDecision,
    "organization": OrganizationDecision,
    "person": PersonDecision,
    "forum": ForumDecision,
    "session": SessionDecision,
}


def stored_decisions() -> list[DecisionItem]:
    """All decisions, by kind and the slugs of the two records."""
    return [item for kind, model in DECISIONS.items() for item in _decisions(kind, model)]


def _decisions(kind: str, model: type[models.Model]) -> list[DecisionItem]:
    rows = model._base_manager.select_related("record", "other")
    if kind == "session":
        rows = rows.select_related("record__forum", "other__forum")
    items = [
        DecisionItem(
            kind=kind,
            record=_address(row.record),
            other=_address(row.other),
            judgement=row.judgement,
            reason=row.reason,
            decided_on=row.decided_on,
        )
        for row in rows
    ]
    return sorted(items, key=lambda item: (item.record, item.other))


def _address(record: Any) -> str:
    return record.public_id if isinstance(record, Session) else record.slug


@dataclass
class Decided:
    """One decision to be written, and what the archive has decided on the pair."""

    item: DecisionItem
    before: DecisionItem | None

    @property
    def lines(self) -> Iterator[str]:
        was = f": {self.before.judgement} → {self.item.judgement}" if self.before else ""
        yield f"{'~' if self.before else '+'} decision {self.item.record} / {self.item.other}{was}"


def decision_changes(items: Sequence[DecisionItem]) -> list[Decided]:
    """The decisions that are new or differ from the archive's."""
    stored = {_pair(item): item for item in (stored_decisions() if items else [])}
    found = [Decided(item, stored.get(_pair(item))) for item in items]
    return [one for one in found if one.before is None or _unlike(one.item, one.before)]


def _unlike(item: DecisionItem, before: DecisionItem) -> bool:
    """A file that does not say when something was decided agrees with any day."""
    return item != (before if item.decided_on else before.model_copy(update={"decided_on": None}))


def _pair(item: DecisionItem) -> tuple[str, frozenset[str]]:
    return item.kind, frozenset((item.record, item.other))


def write_decision(item: DecisionItem, slugs: Slugs) -> None:
    """Make the decision, or change the one on this pair. Raises IntegrityError where it contradicts others."""
    slugs.find({item.kind: {item.record, item.other}})
    record, other = slugs.get(item.kind, item.record), slugs.get(item.kind, item.other)
    model: Any = DECISIONS[item.kind]
    row = model.objects.filter(
        models.Q(record=record, other=other) | models.Q(record=other, other=record)
    ).first() or model(record_id=record, other_id=other)
    row.between(record, other)
    row.judgement, row.reason = item.judgement, item.reason
    if item.decided_on:
        row.decided_on = item.decided_on
    row.save()
