"""What takes a decision back: which records part, what would still hold them together, what stood there before.

A decision is an edge between two records. Taking one back parts its two sides, unless others join them too. What the
pair was before (left undecided, say) is read from the history of the decision.
"""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db import connection

from archive.identity.decisions import Decision, Judgement

WORDS = ("record_id", "other_id", "judgement", "reason", "decided_on", "decided_by_id")


class Refused(Exception):
    """It cannot be done; the words say why, and what to do first."""


def wait_for_others(decisions: type[Decision]) -> None:
    """Until the transaction ends, nobody else decides on records of this kind: what was checked stays true."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s::regclass::oid::int, 0)", [decisions._meta.db_table])


def of_component(decision: Decision) -> list[Any]:
    """The decisions, other than this, that hold its component together."""
    same: Any = type(decision)._default_manager.filter(judgement=Judgement.SAME)  # type: ignore[attr-defined]
    joined = same.filter(record__canonical=decision.record.canonical_id)  # type: ignore[attr-defined]
    return list(joined.exclude(pk=decision.pk).select_related("record", "other").order_by("pk"))


def side(edges: Iterable[Any], start: int) -> dict[int, list[Any]]:
    """The records that the edges join to one, each with the edges of the way there."""
    beside: dict[int, list[tuple[int, Any]]] = defaultdict(list)
    for edge in edges:
        beside[edge.record_id].append((edge.other_id, edge))
        beside[edge.other_id].append((edge.record_id, edge))
    ways: dict[int, list[Any]] = {start: []}
    waiting = [start]
    for pk in waiting:
        for other, edge in beside[pk]:
            if other not in ways:
                ways[other] = [*ways[pk], edge]
                waiting.append(other)
    return ways


def before(decision: Decision) -> dict[str, Any] | None:
    """What was decided on the pair before, as columns; None where nothing was."""
    history: Any = decision.history  # type: ignore[attr-defined]
    stood: list[dict[str, Any]] = []
    for row in history.order_by("pgh_id").values(*WORDS):
        if len(stood) > 1 and row == stood[-2]:
            stood.pop()  # the last one was taken back
        elif stood and row["judgement"] == stood[-1]["judgement"]:
            stood[-1] = row  # said in other words
        else:
            stood.append(row)
    return stood[-2] if len(stood) > 1 else None


def version(decision: Decision) -> int:
    """The number of the last change of a decision."""
    history: Any = decision.history  # type: ignore[attr-defined]
    return history.order_by("-pgh_id").values_list("pgh_id", flat=True).first() or 0


def take_back(decision: Decision) -> None:
    """Put the pair back as it was before the decision."""
    was = before(decision)
    if was is None:
        decision.delete()
        return
    for column, value in was.items():
        setattr(decision, column, value)
    decision.save()
