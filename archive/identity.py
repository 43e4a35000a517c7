"""Identity is a decision, not a string.

A decision is an edge between two records: the same, not the same, or undecided; by whom, when and why. Records that
are the same form a component, and each row knows the canonical record of its component (`canonical`, derived by a
trigger of the database). Facts keep the record they were asserted with; pages, facets and exports read the canonical
one. Taking an edge away undoes a merge exactly, because no fact was moved. Only a split moves facts: its "not the same"
edge remembers which, and from where.

The canonical record of a component is the one that no "same" edge leaves (an edge leads from a record to the one
that is kept); where several stand at the end, the oldest. A component that holds a "not the same" pair is refused.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils.functional import cached_property
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from archive.changes import touches
from archive.search import Searched
from archive.texts import plain


class IdentifiedQuerySet(Searched):
    def canonical(self) -> "IdentifiedQuerySet":
        """Only the records that stand for their component: what lists show."""
        return self.filter(canonical=F("pk"))

    def having(self, *relations: str) -> "IdentifiedQuerySet":
        """Those that a row along one of the relations tells of, itself or through a record that is the same."""
        return self.filter(reduce(or_, map(self._told, relations)))

    def _told(self, relation: str) -> Exists:
        link = self.model._meta.get_field(relation)
        rows = link.related_model._default_manager
        return Exists(rows.filter(**{f"{link.field.name}__canonical": OuterRef("pk")}))

    def known(self) -> "IdentifiedQuerySet":
        """With what is known of each apart from reports; the facts are asked for by the page that shows them."""
        return self.select_related("canonical").prefetch_related("same_records__names")

    def with_facts(self, *relations: str) -> "IdentifiedQuerySet":
        """With the rows along the relations, those of records that are the same too, ready to be read."""
        told = {relation: self.model._meta.get_field(relation).related_model._default_manager for relation in relations}
        rows = (Prefetch(relation, manager.to_read()) for relation, manager in told.items())
        return self.prefetch_related(Prefetch("same_records", self.model._default_manager.prefetch_related(*rows)))

    def counting(self, relation: str) -> "IdentifiedQuerySet":
        """Annotated with how many rows along a relation tell of each (`appearances_made`)."""
        link = self.model._meta.get_field(relation)
        canonical = f"{link.field.name}__canonical"
        rows = link.related_model._default_manager.filter(**{canonical: OuterRef("pk")}).order_by().values(canonical)
        return self.annotate(**{f"{relation}_made": Coalesce(Subquery(rows.values_list(Count("pk"))), 0)})

    def with_latest(self, relation: str) -> "IdentifiedQuerySet":
        """Annotated with the id of the latest row along a relation (`latest_id`)."""
        link = self.model._meta.get_field(relation)
        rows = link.related_model._default_manager.filter(**{f"{link.field.name}__canonical": OuterRef("pk")})
        return self.annotate(latest_id=Subquery(rows.latest_first().values("pk")[:1]))

    def by_old_slug(self, slugs: Iterable[str]) -> Iterable[tuple[str, str]]:
        """Pairs (slug, slug of the record that stands for it) of records that stand for themselves no longer."""
        return self.filter(slug__in=slugs).exclude(canonical=F("pk")).values_list("slug", "canonical__slug")


def tell_latest(records: Iterable[Any], facts: Any) -> None:
    """Give records, from `with_latest`, their `latest` row, ready to be read."""
    records = list(records)
    found = facts.to_read().in_bulk([record.latest_id for record in records if record.latest_id])
    for record in records:
        record.latest = found.get(record.latest_id)


def tell_all(records: Sequence[Any], relation: str) -> None:
    """Give records `told`, all rows along a relation that tell of them, ready to be read."""
    if records:
        link = type(records[0])._meta.get_field(relation)
        key = f"{link.field.name}__canonical"
        rows = list(link.related_model._default_manager.to_read().filter(**{f"{key}__in": records}).order_by("pk"))
        for record in records:
            record.told = [row for row in rows if getattr(row, link.field.name).canonical_id == record.pk]


class Identified(models.Model):
    """A record that may turn out to be the same as another."""

    canonical = models.ForeignKey(
        "self",
        on_delete=models.RESTRICT,  # a record that stands for others does not go before them
        related_name="same_records",
        editable=False,
        help_text=_("The record that stands for this one; itself, unless decisions say otherwise."),
    )

    class Meta:
        abstract = True

    @property
    def is_canonical(self) -> bool:
        return self.canonical_id == self.pk

    @cached_property
    def compared(self) -> list["Comparison"]:
        """Whom curators compared it with, and what they found."""
        decisions = type(self)._meta.get_field("decisions").related_model
        about = decisions._default_manager.about(self)
        return [decision.seen_from(self) for decision in about if not decision.is_settled_by_others]

    @property
    def joined(self) -> list["Comparison"]:
        """The records that were found to be the same."""
        return [one for one in self.compared if one.is_same]

    def together(self, relation: str) -> list[Any]:
        """The rows along a relation, of this record and all that are the same."""
        return [row for record in self.same_records.all() for row in getattr(record, relation).all()]  # type: ignore[attr-defined]


# A record is saved with the canonical one it was loaded with, if with any: only decisions, by their trigger, change it.
CONTRADICTION = gettext_noop(
    "These records would be the same through others, but a decision says that two of them are not."
)

CANONICAL_BY_DEFAULT = pgtrigger.Trigger(
    name="canonical_by_default",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.UpdateOf("canonical_id"),
    func="""
        IF TG_OP = 'INSERT' THEN
            NEW.canonical_id = coalesce(NEW.canonical_id, NEW.id);
        ELSIF pg_trigger_depth() = 1 THEN
            NEW.canonical_id = OLD.canonical_id;
        END IF;
        RETURN NEW;
    """,
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
                condition=~Q(reason=""),
                name="%(app_label)s_%(class)s_has_reason",
                violation_error_message=_("Say why."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.record} / {self.other}: {self.get_judgement_display()}"  # type: ignore[attr-defined]

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
                UPDATE {table} SET canonical_id = chosen, changed_at = transaction_timestamp()
                    WHERE id = ANY(members) AND canonical_id <> chosen;
            END LOOP;
            RETURN NULL;
        """,  # noqa: S608
    )
