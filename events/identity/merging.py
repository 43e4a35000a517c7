"""Merging: two records are found to be the same; nothing is moved, and one of them is shown for both."""

from dataclasses import dataclass
from typing import Any

from django.db import DatabaseError, connection, transaction
from django.db.models import Q
from django.utils.translation import gettext

from archive.database.refusals import refusal
from archive.identity.decisions import Judgement
from archive.identity.edges import Refused, wait_for_others
from events.identity import rows
from events.identity.kinds import Kind, address
from events.identity.rows import Line, lines
from events.settling import settling_identity


@dataclass(frozen=True)
class Value:
    """One thing that is known of both: what each says, and what is shown once they are one."""

    label: str
    kept: str
    other: str
    shown: str


@dataclass(frozen=True)
class Side:
    """One of the two, and what reports say of it and of those that are the same."""

    record: Any
    lines: list[Line]

    @property
    def most(self) -> int:
        """How many are listed, where there may be more."""
        return rows.MOST if len(self.lines) >= rows.MOST else 0


@dataclass(frozen=True)
class Preview:
    """What a merge concerns: all that is said of either record, under which names, at which addresses."""

    kind: Kind
    kept: Any
    other: Any

    @property
    def values(self) -> list[Value]:
        found = (self._value(self.kind.model._meta.get_field(column)) for column in self.kind.columns)
        return [value for value in found if value.kept or value.other]

    def _value(self, field: Any) -> Value:
        kept, other = (_told(field, record) for record in (self.kept, self.other))
        fills = field.name in ("title", "edtf")  # settled anew from what is stated of either
        return Value(str(field.verbose_name), kept, other, kept or (other if fills else ""))

    @property
    def sides(self) -> list[Side]:
        return [Side(record, lines(self.kind, record)) for record in (self.kept, self.other)]

    @property
    def kept_address(self) -> str:
        return address(self.kept)

    @property
    def other_address(self) -> str:
        return address(self.other)

    @property
    def names(self) -> list[str]:
        """Every form known or printed, of both: each finds the record that is kept."""
        known = [name.text for record in (self.kept, self.other) for name in getattr(record, "known_names", [])]
        printed = [form for record in (self.kept, self.other) for form in getattr(record, "printed_names", {})]
        return list(dict.fromkeys([str(self.kept), str(self.other), *known, *printed]))

    @property
    def identifiers(self) -> list[Any]:
        """What registers elsewhere call either."""
        both = [one for record in (self.kept, self.other) for one in getattr(record, "known_identifiers", [])]
        return list(dict.fromkeys(both))

    @property
    def addresses(self) -> list[str]:
        """Of every record that will be shown as the one kept."""
        records = [*self.kept.same_records.all(), *self.other.same_records.all()]
        return sorted(record.get_absolute_url() for record in records if record != self.kept)


def _told(field: Any, record: Any) -> str:
    value = getattr(record, f"get_{field.name}_display", lambda: getattr(record, field.name))()
    return "" if value is None else str(value)


def between(kind: Kind, one: Any, other: Any) -> list[Any]:
    """The decisions between records that are shown as one and those that are shown as the other."""
    pair = Q(record__canonical=one.canonical_id, other__canonical=other.canonical_id)
    turned = Q(record__canonical=other.canonical_id, other__canonical=one.canonical_id)
    return list(kind.decisions_with_both().filter(pair | turned).order_by("pk"))


def decide(kind: Kind, one: Any, other: Any, judgement: str, reason: str, user: Any) -> Any:
    """Decide on a pair that is not the same so far, anew where it was decided on before. Raises Refused."""
    with transaction.atomic(), settling_identity(kind.model, [one.pk, other.pk]):
        wait_for_others(kind.decisions)
        one, other = (kind.model._default_manager.get(pk=record.pk) for record in (one, other))
        if one.canonical_id == other.canonical_id:
            raise Refused(gettext("%(one)s and %(other)s are the same already.") % {"one": one, "other": other})
        decision = _row(kind, one, other)
        decision.between(one.pk, other.pk)
        decision.judgement, decision.reason, decision.decided_by = judgement, reason, user
        decision.decided_on = type(decision)._meta.get_field("decided_on").default()
        try:
            with transaction.atomic():
                decision.save()
                connection.check_constraints()
        except DatabaseError as error:
            raise Refused(_why_not(kind, one, other) or refusal(error).words) from error
        return decision


def _row(kind: Kind, one: Any, other: Any) -> Any:
    pair = Q(record=one, other=other) | Q(record=other, other=one)
    return kind.decisions._default_manager.filter(pair).first() or kind.decisions()


def merge(kind: Kind, kept: Any, other: Any, reason: str, user: Any) -> Any:
    """Show the other record as the one kept. Raises Refused where decisions say that they are not the same."""
    with transaction.atomic():
        wait_for_others(kind.decisions)
        kept, other = (kind.model._default_manager.get(same_records=record) for record in (kept, other))
        apart = [one for one in between(kind, kept, other) if one.judgement == Judgement.DIFFERENT]
        if apart:
            raise Refused(_kept_apart(apart))
        decision = decide(kind, other, kept, Judgement.SAME, reason, user)
        if kind.model._default_manager.values_list("canonical", flat=True).get(pk=other.pk) != kept.pk:
            raise Refused(
                gettext("%(kept)s is shown as another record still: turn the decisions on it round first.")
                % {"kept": address(kept)}
            )
        return decision


def _why_not(kind: Kind, one: Any, other: Any) -> str:
    apart = [decision for decision in between(kind, one, other) if decision.judgement == Judgement.DIFFERENT]
    return _kept_apart(apart) if apart else ""


def _kept_apart(decisions: list[Any]) -> str:
    said = " ".join(told(decision) for decision in decisions)
    return gettext("A decision keeps them apart: take it back first. %(said)s") % {"said": said}


def told(decision: Any) -> str:
    """A decision, so that a curator finds it."""
    words = gettext("No. %(number)d, of %(day)s: %(record)s and %(other)s are %(judgement)s (%(reason)s)")
    return words % {
        "number": decision.pk,
        "day": decision.decided_on.isoformat(),
        "record": address(decision.record),
        "other": address(decision.other),
        "judgement": decision.get_judgement_display(),
        "reason": decision.reason,
    }
