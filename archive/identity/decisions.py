"""Identity is a decision, not a string.

A decision is an edge between two records: the same, not the same, or undecided; by whom, when and why. Records that
are the same form a component, and each row knows the canonical record of its component (`canonical`, derived by a
trigger of the database). Facts keep the record they were asserted with; pages, facets and exports read the canonical
one. Taking an edge away undoes a merge exactly, because no fact was moved. Only a split moves facts: its "not the same"
edge remembers which, and from where.

The canonical record of a component is the one that no "same" edge leaves (an edge leads from a record to the one
that is kept); where several stand at the end, the oldest. A component that holds a "not the same" pair is refused.
"""

from dataclasses import dataclass
from typing import Any

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from archive.history.changes import touches
from archive.texts import plain

CONTRADICTION = gettext_noop(
    "These records would be the same through others, but a decision says that two of them are not."
)


class Judgement(models.TextChoices):
    SAME = "same", _("the same")
    DIFFERENT = "different", _("not the same")
    UNDECIDED = "undecided", _("undecided")


class DecisionQuerySet(models.QuerySet[Any]):
    def about(self, record: models.Model) -> "DecisionQuerySet":
        """Decisions on the record or one that is the same, with both sides."""
        ends = (self.filter(**{f"{end}__canonical": record}).values("pk") for end in ("record", "other"))
        both = self.select_related("record__canonical", "other__canonical")
        return both.filter(pk__in=next(ends).union(*ends)).order_by("pk")


@dataclass(frozen=True)
class Comparison:
    """Another record, whether it is the same, and why."""

    other: Any
    is_same: bool
    judgement: str
    reason: str
    is_open: bool = False


class Decision(models.Model):
    """A judgement on two records of one kind. Subclasses add `record` and `other` foreign keys to it."""

    judgement = models.CharField(
        max_length=10, choices=Judgement, help_text=_("“The same” keeps both addresses and shows the second record.")
    )
    reason = models.TextField(help_text=_("Why: what a reader would need in order to agree."))
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,  # the decision outlives the account
        help_text=_("Who decided; empty when it came with an authority file."),
        related_name="+",
    )
    decided_on = models.DateField(default=localdate, help_text=_("The day it was decided."))
    moved = models.JSONField(
        default=list, editable=False, help_text=_("What a split moved: (what, its id, the record it was of) of each.")
    )

    objects = DecisionQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = [
            plain("%(app_label)s_%(class)s", prose=("reason",)),
            models.CheckConstraint(
                condition=~Q(record=F("other")),
                name="%(app_label)s_%(class)s_two_records",
                violation_error_message=_("Choose two records: a decision is about two of them."),
            ),
            models.UniqueConstraint(
                models.functions.Least("record", "other"),
                models.functions.Greatest("record", "other"),
                name="%(app_label)s_%(class)s_one_per_pair",
                violation_error_message=_("These two records have a decision already: change that one."),
            ),
            models.CheckConstraint(
                condition=Q(moved=[]) | Q(judgement=Judgement.DIFFERENT),
                name="%(app_label)s_%(class)s_split_stands",
                violation_error_message=_("A split stands on this decision: take it back where decisions are listed."),
            ),
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="%(app_label)s_%(class)s_has_reason",
                violation_error_message=_("Say why."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.record} / {self.other}: {self.get_judgement_display()}"  # type: ignore[attr-defined]

    def between(self, record: int, other: int) -> None:
        """Make it lead from the one to the other; a split leads from the new record as long as it stands."""
        if not self.moved:
            self.record_id, self.other_id = record, other  # type: ignore[attr-defined]

    @property
    def is_same(self) -> bool:
        return self.judgement == Judgement.SAME

    @property
    def is_settled_by_others(self) -> bool:
        """Whether it was left undecided, and later decisions made the two the same."""
        one, other = self.record, self.other  # type: ignore[attr-defined]
        return not self.is_same and bool(one.canonical_id == other.canonical_id)

    def seen_from(self, record: Any) -> "Comparison":
        """What it says of the other record to somebody who looks at this one."""
        sides = (self.record, self.other)  # type: ignore[attr-defined]
        is_same = self.judgement == Judgement.SAME
        others = [
            side if is_same else side.canonical for side in sides if (side if is_same else side.canonical) != record
        ]
        is_open = self.judgement == Judgement.UNDECIDED
        return Comparison(next(iter(others), record), is_same, self.get_judgement_display(), self.reason, is_open)


def judged(model: type[models.Model]) -> Any:
    """The `record` of a decision on two records of the model."""
    return models.ForeignKey(
        model,
        on_delete=models.CASCADE,
        related_name="decisions",
        help_text=_("The record judged; shown as the other one."),
    )


def kept(model: type[models.Model]) -> Any:
    """The `other` of a decision on two records of the model."""
    return models.ForeignKey(
        model,
        on_delete=models.CASCADE,
        related_name="decisions_as_other",
        help_text=_("The record it is compared with, and kept."),
    )


def decides(table: str) -> list[pgtrigger.Trigger]:
    """The triggers of a decision on two records of the table."""
    return [settles(table), *touches(record_id=table, other_id=table)]


def settles(table: str) -> pgtrigger.Trigger:
    """The trigger of a Decision model: derive `canonical` of every record of `table` that the change can concern.

    Walks the components of both ends, so the work grows with the component, not with the archive. Decisions on one kind
    wait for each other: two that are made at once could each be right alone and contradict each other.
    """
    return pgtrigger.Trigger(
        name="settles_identity",
        when=pgtrigger.After,
        operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
        declare=[("member", "bigint"), ("members", "bigint[]"), ("chosen", "bigint"), ("todo", "bigint[]")],
        func=f"""
            PERFORM pg_advisory_xact_lock(TG_RELID::int, 0);
            todo := CASE TG_OP
                WHEN 'INSERT' THEN ARRAY[NEW.record_id, NEW.other_id]
                WHEN 'DELETE' THEN ARRAY[OLD.record_id, OLD.other_id]
                ELSE ARRAY[NEW.record_id, NEW.other_id, OLD.record_id, OLD.other_id] END;
            FOREACH member IN ARRAY todo LOOP
                EXECUTE format(
                    'WITH RECURSIVE component(id) AS (
                        SELECT $1 UNION
                        SELECT CASE WHEN edge.record_id = component.id THEN edge.other_id ELSE edge.record_id END
                        FROM %I edge JOIN component ON component.id IN (edge.record_id, edge.other_id)
                        WHERE edge.judgement = ''same''
                    ) SELECT array_agg(id) FROM component', TG_TABLE_NAME) INTO members USING member;
                EXECUTE format(
                    'SELECT candidate.id FROM unnest($1) AS candidate (id) ORDER BY EXISTS (
                        SELECT FROM %I edge WHERE edge.judgement = ''same'' AND edge.record_id = candidate.id
                    ), candidate.id LIMIT 1', TG_TABLE_NAME) INTO chosen USING members;
                EXECUTE format(
                    'SELECT edge.id FROM %I edge WHERE edge.judgement = ''different''
                    AND edge.record_id = ANY($1) AND edge.other_id = ANY($1) LIMIT 1', TG_TABLE_NAME)
                    INTO member USING members;
                IF member IS NOT NULL THEN
                    RAISE EXCEPTION '{CONTRADICTION}'
                        USING ERRCODE = 'check_violation', CONSTRAINT = TG_TABLE_NAME || '_no_contradiction';
                END IF;
                -- The one that stands for others changes with them.
                UPDATE {table} SET canonical_id = chosen, changed_at = transaction_timestamp()
                    WHERE id = ANY(members)
                    AND (canonical_id <> chosen OR id = chosen AND changed_at < transaction_timestamp());
            END LOOP;
            RETURN NULL;
        """,  # noqa: S608
    )
