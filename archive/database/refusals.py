"""Refusals in words: what the database refuses, said in a form as the rule's own message.

Forms ask the constraints before they save, but not those about columns that the form does not show, or about a
parent that is not saved yet, and never the triggers. So a save is tried, and what the database says is put next to
the form that was being saved.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import DatabaseError
from django.db.models import BaseConstraint, Model, ProtectedError, RestrictedError, UniqueConstraint
from django.utils.translation import gettext, ngettext

from archive.languages import listed

# Of SQLSTATE: data exceptions, broken constraints, and exceptions that our triggers raise.
REFUSED = ("22", "23", "P0001")
ENDS = (".", "。")
# How many of the records that refer to one are named.
NAMED = 5


@dataclass(frozen=True)
class Refusal:
    """Why the database refused, and the prefix of the form that it refused (None for the page's main form)."""

    words: str
    prefix: str | None = None


@contextmanager
def refused_at(prefix: str | None) -> Iterator[None]:
    """Note on an error of the database which form was being saved."""
    try:
        yield
    except DatabaseError as error:
        error.prefix = prefix  # type: ignore[attr-defined]
        raise


def refusal(error: DatabaseError) -> Refusal:
    """The refusal that an error is; an error that is none (a lost connection, a wrong query) goes on its way."""
    if isinstance(error, ProtectedError | RestrictedError):
        return Refusal(_still_used(error), getattr(error, "prefix", None))
    diagnosis = getattr(error.__cause__, "diag", None)
    if diagnosis is None or not (diagnosis.sqlstate or "").startswith(REFUSED):
        raise error
    return Refusal(in_words(diagnosis), getattr(error, "prefix", None))


def _still_used(error: ProtectedError | RestrictedError) -> str:
    users = error.protected_objects if isinstance(error, ProtectedError) else error.restricted_objects
    names = sorted(f"{user._meta.verbose_name} {user}" for user in users)
    shown, more = listed(names[:NAMED]), len(names) - NAMED
    if more <= 0:
        return gettext("It can't go while others refer to it: %(names)s.") % {"names": shown}
    words = ngettext(
        "It can't go while others refer to it: %(names)s and %(more)d more.",
        "It can't go while others refer to it: %(names)s and %(more)d more.",
        more,
    )
    return words % {"names": shown, "more": more}


def in_words(diagnosis: Any) -> str:
    rule = rules().get(diagnosis.constraint_name) or _unique(diagnosis)
    if rule:
        return message(*rule)
    if "Cannot update rows" in diagnosis.message_primary:
        return gettext(
            "What addresses are made of can't be changed: make another record, and decide that both are the same."
        )
    # Our triggers raise messages of the catalogue.
    words = (gettext(diagnosis.message_primary), diagnosis.message_detail)
    return " ".join(word if word.endswith(ENDS) else f"{word}." for word in words if word)


def _unique(diagnosis: Any) -> tuple[type[Model], BaseConstraint] | None:
    """The rule that one field alone is unique, which has a name by its table and column."""
    for model in apps.get_models():
        for field in model._meta.fields:
            if field.unique and diagnosis.constraint_name == f"{model._meta.db_table}_{field.column}_key":
                return model, UniqueConstraint(fields=[field.name], name=diagnosis.constraint_name)
    return None


def message(model: type[Model], constraint: BaseConstraint) -> str:
    """The message of a constraint, as its form would give it."""
    if isinstance(constraint, UniqueConstraint) and constraint.fields and not _has_own_words(constraint):
        error: ValidationError = model().unique_error_message(model, constraint.fields)
        return error.messages[0]
    return str(constraint.get_violation_error_message())


def _has_own_words(constraint: BaseConstraint) -> bool:
    return constraint.violation_error_message != constraint.default_violation_error_message


@cache
def rules() -> dict[str, tuple[type[Model], BaseConstraint]]:
    """Every named constraint of the archive."""
    return {
        constraint.name: (model, constraint) for model in apps.get_models() for constraint in model._meta.constraints
    }
