"""Identity is a decision, not a string.

A decision is an edge between two records: the same, not the same, or undecided; by whom, when and why. Records that
are the same form a component, and each row knows the canonical record of its component (`canonical`, derived by a
trigger of the database). Facts keep the record they were asserted with; pages, facets and exports read the canonical
one. Taking an edge away undoes a merge exactly, because no fact was moved.

The canonical record of a component is the one that no "same" edge leaves (an edge leads from a record to the one
that is kept); where several stand at the end, the oldest. A component that holds a "not the same" pair is refused.
"""

from typing import Any

import pgtrigger
from django.conf import settings
from django.contrib.postgres.functions import TransactionNow
from django.db import models
from django.db.models import F, Q


class IdentifiedQuerySet(models.QuerySet[Any]):
    def canonical(self) -> "IdentifiedQuerySet":
        """Only the records that stand for their component: what lists show."""
        return self.filter(canonical=F("pk"))


class Identified(models.Model):
    """A record that may turn out to be the same as another."""

    canonical = models.ForeignKey(
        "self",
        on_delete=models.RESTRICT,  # a record that stands for others does not go before them
        related_name="same_records",
        editable=False,
        help_text="The record that stands for this one; itself, unless decisions say otherwise.",
    )

    class Meta:
        abstract = True

    @property
    def is_canonical(self) -> bool:
        return self.canonical_id == self.pk


CANONICAL_BY_DEFAULT = pgtrigger.Trigger(
    name="canonical_by_default",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert,
    func="NEW.canonical_id = coalesce(NEW.canonical_id, NEW.id); RETURN NEW;",
)


class Judgement(models.TextChoices):
    SAME = "same", "the same"
    DIFFERENT = "different", "not the same"
    UNDECIDED = "undecided", "undecided"


class Decision(models.Model):
    """A judgement on two records of one kind. Subclasses add `record` and `other` foreign keys to it."""

    judgement = models.CharField(
        max_length=10, choices=Judgement, help_text="“The same” keeps both addresses and shows the second record."
    )
    reason = models.TextField(help_text="Why: what a reader would need in order to agree.")
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,  # the decision outlives the account
        help_text="Who decided; empty when it came with an authority file.",
        related_name="+",
    )
    decided_at = models.DateTimeField(db_default=TransactionNow(), editable=False, help_text="When it was decided.")

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=~Q(record=F("other")),
                name="%(app_label)s_%(class)s_two_records",
                violation_error_message="Choose two records: a decision is about two of them.",
            ),
            models.UniqueConstraint(
                models.functions.Least("record", "other"),
                models.functions.Greatest("record", "other"),
                name="%(app_label)s_%(class)s_one_per_pair",
                violation_error_message="These two records have a decision already: change that one.",
            ),
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="%(app_label)s_%(class)s_has_reason",
                violation_error_message="Say why.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.record} / {self.other}: {self.get_judgement_display()}"  # type: ignore[attr-defined]


def settles(table: str) -> pgtrigger.Trigger:
    """The trigger of a Decision model: derive `canonical` of every record of `table` that the change can concern.

    Walks the components of both ends, so the work grows with the component, not with the archive.
    """
    return pgtrigger.Trigger(
        name="settles_identity",
        when=pgtrigger.After,
        operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
        declare=[("member", "bigint"), ("members", "bigint[]"), ("chosen", "bigint"), ("todo", "bigint[]")],
        func=f"""
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
                    'SELECT id FROM unnest($1) id ORDER BY EXISTS (
                        SELECT FROM %I edge WHERE edge.judgement = ''same'' AND edge.record_id = id
                    ), id LIMIT 1', TG_TABLE_NAME) INTO chosen USING members;
                EXECUTE format(
                    'SELECT edge.id FROM %I edge WHERE edge.judgement = ''different''
                    AND edge.record_id = ANY($1) AND edge.other_id = ANY($1) LIMIT 1', TG_TABLE_NAME) INTO member USING members;
                IF member IS NOT NULL THEN
                    RAISE EXCEPTION 'These records would be the same through others, but a decision says that two of them are not.'
                        USING ERRCODE = 'check_violation', CONSTRAINT = TG_TABLE_NAME || '_no_contradiction';
                END IF;
                UPDATE {table} SET canonical_id = chosen, changed_at = transaction_timestamp()
                    WHERE id = ANY(members) AND canonical_id <> chosen;
            END LOOP;
            RETURN NULL;
        """,  # noqa: S608
    )
