"""Taking a decision back, at any later time: exactly, or not at all, with the decision that stands on it."""

from dataclasses import dataclass
from typing import Any

import pghistory
from django.db import DatabaseError, connection, transaction
from django.utils.translation import gettext

from archive.database.refusals import refusal
from archive.identity.decisions import Judgement
from archive.identity.edges import Refused, before, of_component, side, take_back, version, wait_for_others
from events.identity.kinds import Kind, named
from events.identity.merging import told
from events.identity.rows import move_back, settle
from events.models import Forum, Session, SessionDecision
from events.settling import settling_identity


def sides(decision: Any) -> tuple[dict[int, Any], dict[int, Any]]:
    """The records on either side of a "same" decision, were it not there."""
    edges = of_component(decision)
    return side(edges, decision.record_id), side(edges, decision.other_id)


def obstacle(kind: Kind, decision: Any) -> str:
    """Why the decision cannot be taken back now; empty where it can."""
    if decision.moved:
        return _of_split(kind, decision)
    return _of_merge(kind, decision) if decision.is_same else ""


def _of_merge(kind: Kind, decision: Any) -> str:
    here, there = sides(decision)
    if way := here.get(decision.other_id):
        said = " ".join(map(told, way))
        return gettext("They would be the same through other decisions still: take these back first. %(said)s") % {
            "said": said
        }
    for split in kind.decisions_with_both().exclude(moved=[]).filter(other__canonical=decision.record.canonical_id):
        rest = here if split.other_id in here else there
        if any(one["of"] not in rest for one in split.moved):
            words = gettext("A later split took from both of them: take that back first. %(said)s")
            return words % {"said": told(split)}
    return ""


def _of_split(kind: Kind, decision: Any) -> str:
    new = decision.record
    same = kind.decisions_with_both().filter(judgement=Judgement.SAME, record__canonical=new.canonical_id)
    if later := same.first():
        words = gettext("%(record)s was found to be the same as another since: take that back first. %(said)s")
        return words % {"record": new, "said": told(later)}
    again = kind.decisions_with_both().exclude(moved=[]).filter(other=new)
    if split := again.first():
        words = gettext("%(record)s was split again since: take that back first. %(said)s")
        return words % {"record": new, "said": told(split)}
    origins = {one["of"] for one in decision.moved}
    if kind.model._default_manager.filter(pk__in=origins).count() < len(origins):
        return gettext("The record it was split from is gone.")
    return ""


def undo(kind: Kind, pk: int, reason: str, user: Any, *, seen: str | None = None) -> None:
    """Take the decision back, as it stood when it was `seen`. Raises Refused where a later one stands on it."""
    with pghistory.context(reason=reason), transaction.atomic():
        wait_for_others(kind.decisions)
        decision = kind.decision(pk)
        if decision is None or (seen is not None and seen != str(version(decision))):
            raise Refused(gettext("The decision was changed meanwhile: look at it again."))
        if why := obstacle(kind, decision):
            raise Refused(why)
        with settling_identity(kind.model, [decision.record_id, decision.other_id]):
            try:
                with transaction.atomic():
                    _undo(kind, decision, reason, user)
                    connection.check_constraints()
            except DatabaseError as error:
                raise Refused(refusal(error).words) from error


def _undo(kind: Kind, decision: Any, reason: str, user: Any) -> None:
    if not decision.moved:
        take_back(decision)
        return
    moved = decision.moved
    move_back(kind, moved, decision.record)
    # The address of the record that a split made stays: it leads to the one it was split from.
    decision.judgement, decision.reason, decision.decided_by, decision.moved = Judgement.SAME, reason, user, []
    decision.decided_on = type(decision)._meta.get_field("decided_on").default()
    decision.save()
    if kind.model is Forum:
        _join_twins(moved, decision, reason, user)
    settle(kind, moved, decision.record, decision.other)


def _join_twins(moved: list[dict[str, Any]], decision: Any, reason: str, user: Any) -> None:
    """So do the addresses of the sessions that a split made."""
    for session in Session.objects.filter(pk__in={one["session"] for one in moved} - {None}):
        twin = Session.objects.get(forum=decision.record_id, key=session.key)
        if twin.canonical_id != session.canonical_id:
            said = {"judgement": Judgement.SAME, "reason": reason, "decided_by": user}
            SessionDecision.objects.create(record=twin, other=session, **said)


@dataclass(frozen=True)
class Undone:
    """The two sides once a "same" decision is taken back, and the other decisions, each with the side it stays on."""

    here: list[Any]
    there: list[Any]
    decisions: list[tuple[Any, str]]


def undone(kind: Kind, decision: Any) -> Undone | None:
    if not decision.is_same:
        return None
    here, there = sides(decision)
    records = kind.model._default_manager.select_related(*kind.related).in_bulk({*here, *there})
    about = kind.decisions._default_manager.about(decision.record.canonical).exclude(pk=decision.pk)
    stay = [(one, str(decision.record if {one.record_id, one.other_id} & {*here} else decision.other)) for one in about]
    return Undone(*([records[pk] for pk in sorted(side)] for side in (here, there)), stay)


def becomes(kind: Kind, decision: Any) -> str:
    """What the pair will be, in words."""
    if decision.moved:
        return gettext("What the split moved goes back, and the address of %(record)s leads to %(other)s.") % {
            "record": named(decision.record),
            "other": named(decision.other),
        }
    was = before(decision)
    if was is None:
        return gettext("Then no decision on the two is left.")
    return gettext("They are %(judgement)s again: %(reason)s") % {
        "judgement": Judgement(was["judgement"]).label,
        "reason": was["reason"],
    }
