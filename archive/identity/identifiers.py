"""External identifiers: what registers elsewhere call a record.

The database keeps their form, and lets no two records hold one unless they are the same.
"""

from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any

import pgtrigger
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from archive.identity.registers import SCHEMES, NotAnIdentifier, Scheme
from archive.texts import plain


@dataclass(frozen=True)
class External:
    """What a register calls a record."""

    scheme: Scheme
    value: str

    @classmethod
    def of(cls, called: str) -> "External":
        """From a scheme and a value, joined by a colon."""
        scheme, _, value = called.partition(":")
        return cls(SCHEMES[scheme], value)

    @property
    def uri(self) -> str:
        """Its address on the web, whole."""
        return self.scheme.uri.format(self.value)

    def as_json(self) -> dict[str, str]:
        return {"scheme": self.scheme.name, "value": self.value, "uri": self.uri}

    def __str__(self) -> str:
        return f"{self.scheme.label} {self.value}"


def identifiers(record: Any) -> list[External]:
    """What registers call a record and those that are the same, each once; none for kinds that no register has."""
    rows = getattr(record, "external", ())
    return list(dict.fromkeys(External(SCHEMES[row["scheme"]], row["value"]) for row in rows))


class Identifier(models.Model):
    """What a register elsewhere calls a record. Subclasses add the schemes and the record."""

    value = models.CharField(
        max_length=200, help_text=_("The identifier, or its address: Q42, https://orcid.org/0000-0002-1825-0097.")
    )
    source = models.CharField(
        max_length=300, blank=True, help_text=_("Where it is known from that this is the identifier.")
    )

    class Meta:
        abstract = True
        ordering = ("scheme", "value")

    def __str__(self) -> str:
        return f"{self.get_scheme_display()} {self.value}"  # type: ignore[attr-defined]

    def clean(self) -> None:
        if scheme := SCHEMES.get(self.scheme):  # type: ignore[attr-defined]
            try:
                self.value = scheme.normal(self.value)
            except NotAnIdentifier as error:
                raise ValidationError({"value": str(error)}) from error


class Registered(models.Model):
    """A record that registers elsewhere may have an identifier for: the rows along `identifiers`."""

    class Meta:
        abstract = True

    @cached_property
    def external(self) -> list[dict[str, str]]:
        """The identifiers as plain rows; asked for here where they did not come with the record."""
        link: Any = self._meta.get_field("identifiers")
        rows = link.related_model._default_manager.filter(**{f"{link.field.name}__canonical": self})
        return list(rows.order_by("scheme", "value").values("scheme", "value"))

    @property
    def known_identifiers(self) -> list[External]:
        return identifiers(self)


def scheme_of(*names: str) -> Any:
    """The field that says whose identifier it is."""
    return models.CharField(
        max_length=20, choices=[(name, SCHEMES[name].label) for name in names], help_text=_("Whose identifier it is.")
    )


def rules_of(model: str, owner: str, *names: str) -> list[Any]:
    """The constraints of an Identifier model with these schemes."""
    written = (Q(scheme=name, value__regex=f"^{SCHEMES[name].form}$") for name in names)
    return [
        plain(model, lines=("source",)),
        models.CheckConstraint(
            condition=reduce(or_, written),
            name=f"{model}_well_formed",
            violation_error_message=_("This is not how an identifier of that scheme is written."),
        ),
        models.UniqueConstraint(
            fields=("scheme", "value", owner),
            name=f"{model}_once",
            violation_error_message=_("The record has this identifier already."),
        ),
    ]


HELD = gettext_noop(
    "One identifier stands for one record: where two are the same, decide so (merge them); else one of them is wrong."
)
# Looked at when the transaction ends: a file gives identifiers first, and decides who is the same after. Two that end
# at once wait for each other, or neither would see what the other one wrote.
ALONE = """
    FOR held IN SELECT scheme, value FROM {table} WHERE {which} ORDER BY 1, 2 LOOP
        PERFORM pg_advisory_xact_lock('{table}'::regclass::oid::int, hashtext(held.scheme || ':' || held.value));
    END LOOP;
    SELECT identifier.scheme, identifier.value, string_agg(DISTINCT shown.slug, ', ') AS slugs INTO held
        FROM {table} identifier
        JOIN {owners} owner ON owner.id = identifier.{column} JOIN {owners} shown ON shown.id = owner.canonical_id
        WHERE (identifier.scheme, identifier.value) IN (SELECT scheme, value FROM {table} WHERE {which})
        GROUP BY 1, 2 HAVING count(DISTINCT shown.id) > 1 LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION '{words}' USING ERRCODE = 'check_violation', CONSTRAINT = '{table}_held_once',
            DETAIL = format('%s %s: %s', held.scheme, held.value, held.slugs);
    END IF;
    RETURN NULL;
"""


def held_once(table: str, owners: str, column: str) -> pgtrigger.Trigger:
    """The trigger of an Identifier model: only records that are the same hold one identifier."""
    return _alone("id = NEW.id", table, owners, column, pgtrigger.Insert | pgtrigger.Update, None)


def stays_held_once(table: str, owners: str, column: str) -> pgtrigger.Trigger:
    """The trigger of the records: so it stays when a decision is taken back."""
    moved = pgtrigger.UpdateOf("canonical_id")
    return _alone(f"{column} = NEW.id", table, owners, column, moved, pgtrigger.AnyChange("canonical"))


def _alone(which: str, table: str, owners: str, column: str, operation: Any, condition: Any) -> pgtrigger.Trigger:
    return pgtrigger.Trigger(
        name="identifier_held_once",
        when=pgtrigger.After,
        timing=pgtrigger.Deferred,
        operation=operation,
        condition=condition,
        declare=[("held", "record")],
        func=ALONE.format(table=table, owners=owners, column=column, which=which, words=HELD),
    )
