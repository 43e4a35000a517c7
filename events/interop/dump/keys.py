"""What rows of the dump are known by: public addresses, and what is made of them.

The key of a fact is made of the addresses that it was asserted with, which never change; the columns beside it name
the records that stay where several are the same.
"""

from typing import Any

from django.db.models import Case, Count, F, OuterRef, Q, Subquery, TextField, When
from django.db.models.functions import Coalesce

from events.interop.dump.columns import Column, joined, link
from events.models import Citation

FACT_KEY = "What the fact is known by, for ever: the addresses it was asserted with, joined by dots."
# What the key of a fact is made of; EVENT is the address of its session, else of its forum.
EVENT = "event"
KEYS = {
    "detail": (EVENT, "property", "value"),
    "location": (EVENT, "place__slug"),
    "figure": (EVENT, "counted", "low", "high"),
    "involvement": (EVENT, "organization__slug", "role"),
    "appearance": (EVENT, "person__slug", "role"),
    "party": ("agreement__slug", "person__slug", "organization__slug", "role"),
    "mention": ("person__slug", "organization__slug", "role"),
}


def session_id(prefix: str = "") -> Any:
    return joined(".", f"{prefix}forum__slug", f"{prefix}key")


def own_session(path: str = "session__canonical__") -> Case:
    """The public id of a row's session, if it has one."""
    return Case(When(**{f"{path}key__isnull": False}, then=session_id(path)), output_field=TextField())


def fact_key(kind: str, prefix: str = "") -> Any:
    """What a fact of this kind is known by, as an expression along the prefix."""
    if kind == "session":
        return session_id(prefix)
    if kind not in KEYS:
        return F(f"{prefix}slug")
    return joined(".", *(event_key(kind, prefix) if part == EVENT else f"{prefix}{part}" for part in KEYS[kind]))


def event_key(kind: str, prefix: str) -> Any:
    """The address of what the fact was asserted about."""
    otherwise = [F(f"{prefix}agreement__slug")] if kind == "detail" else []
    return Coalesce(own_session(f"{prefix}session__"), F(f"{prefix}forum__slug"), *otherwise, output_field=TextField())


def number_in_report(prefix: str = "") -> Any:
    """Which of its report's citations it is: 1, 2, 3…"""
    here = {name: OuterRef(f"{prefix}{name}") for name in ("report", "position", "pk")}
    before = Citation.objects.filter(
        Q(position__lt=here["position"]) | Q(position=here["position"], pk__lte=here["pk"]), report=here["report"]
    )
    return Subquery(before.order_by().values("report").annotate(many=Count("pk")).values("many"))


def citation_key(prefix: str = "") -> Any:
    return joined("#", f"{prefix}report__slug", number_in_report(prefix))


def fact_id(kind: str) -> Column:
    return Column("id", fact_key(kind), "string", FACT_KEY)


def of_event() -> tuple[Column, Column]:
    return (
        link("forum", "forum__canonical__slug", "forums", "The forum: key of `forums`."),
        Column(
            "session",
            own_session(),
            "string",
            "The session, if it is about one: key of `sessions`.",
            "sessions",
        ),
    )
