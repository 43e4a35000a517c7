"""Records that may turn out to be the same as others: how they are asked for, with what is said of all of them.

Which records are the same, decisions say (`decisions`); each row knows the one that stands for it.
"""

from collections.abc import Iterable, Sequence
from functools import reduce
from operator import attrgetter, or_
from typing import Any

import pgtrigger
from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import Count, Exists, F, Func, OuterRef, Prefetch, Subquery
from django.db.models.functions import Coalesce, JSONObject
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from archive.database.fetched import fetched
from archive.identity.decisions import Comparison
from archive.search import Searched

# Written so that PostgreSQL looks up how many rows that is (`KnowsWhatStands`): by itself it takes it for one of 200.
STANDS_FOR_ITSELF = Func(
    F("canonical"), F("pk"), template="(%(expressions)s) IS TRUE", arg_joiner=" = ", output_field=models.BooleanField()
)


class IdentifiedQuerySet(Searched):
    def canonical(self) -> "IdentifiedQuerySet":
        """Only the records that stand for their component: what lists show."""
        return self.filter(STANDS_FOR_ITSELF)

    def called_elsewhere(self, scheme: str, value: str) -> "IdentifiedQuerySet":
        """The record that has the identifier, itself or through one that is the same."""
        link = self.model._meta.get_field("identifiers")
        held = link.related_model._default_manager.filter(scheme=scheme, value=value)
        return self.filter(pk__in=held.values(f"{link.field.name}__canonical"))

    def only_this(self, record: Any) -> "IdentifiedQuerySet":
        """The record alone, as a queryset."""
        return self.filter(pk=record.pk)

    def having(self, *relations: str) -> "IdentifiedQuerySet":
        """Those that a row along one of the relations tells of, itself or through a record that is the same."""
        return self.filter(reduce(or_, map(self._told, relations)))

    def _told(self, relation: str) -> Exists:
        link = self.model._meta.get_field(relation)
        rows = link.related_model._default_manager
        return Exists(rows.filter(**{f"{link.field.name}__canonical": OuterRef("pk")}))

    def known(self) -> "IdentifiedQuerySet":
        """With what is known of each apart from reports; the facts are asked for by the page that shows them."""
        return self.select_related("canonical").prefetch_related("same_records__names").identified()

    def identified(self) -> "IdentifiedQuerySet":
        """Annotated with what registers elsewhere call each and those that are the same (`external`)."""
        link = self.model._meta.get_field("identifiers")
        rows = link.related_model._default_manager.filter(**{f"{link.field.name}__canonical": OuterRef("pk")})
        told = rows.order_by("scheme", "value").values(json=JSONObject(scheme="scheme", value="value"))
        return self.annotate(external=ArraySubquery(told))

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
    def compared(self) -> list[Comparison]:
        """Whom curators compared it with, and what they found."""
        decisions = type(self)._meta.get_field("decisions").related_model
        about = decisions._default_manager.about(self)
        return [decision.seen_from(self) for decision in about if not decision.is_settled_by_others]

    @property
    def joined(self) -> list[Comparison]:
        """The records that were found to be the same."""
        return [one for one in self.compared if one.is_same]

    def together(self, relation: str) -> list[Any]:
        """The rows along a relation, of this record and all that are the same."""
        return [row for record in fetched(self, "same_records") for row in fetched(record, relation)]

    def as_they_came(self, relation: str) -> list[Any]:
        """The same rows, those that came in first first."""
        return sorted(self.together(relation), key=attrgetter("pk"))


# A record is saved with the canonical one it was loaded with, if with any: only decisions, by their trigger, change it.
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
