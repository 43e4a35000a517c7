"""Splitting: what reports say of one record is of two, and the curator chooses which goes to the new one."""

from collections.abc import Collection
from typing import Any

from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.utils.translation import gettext

from archive.database.refusals import refusal
from archive.identity.decisions import Judgement
from archive.identity.edges import Refused, wait_for_others
from archive.identity.names import validate_slug
from events.identity.kinds import Kind
from events.identity.merging import decide
from events.identity.rows import Line, lines, move, settle
from events.models import Session


def split(kind: Kind, record: Any, keys: Collection[str], slug: str, name: str, reason: str, user: Any) -> Any:
    """Move the chosen lines to a new record, which is decided not to be the same: the decision. Raises Refused."""
    with transaction.atomic():
        wait_for_others(kind.decisions)
        every = lines(kind, record, more=1)  # of more than are listed, all that are listed may go
        chosen = [line for line in every if line.key in keys]
        _check(kind, record, chosen, every, slug, name)
        try:
            with transaction.atomic():
                return _split(kind, record, chosen, _new(kind, record, slug, name), reason, user)
        except DatabaseError as error:
            raise Refused(refusal(error).words) from error


def _check(kind: Kind, record: Any, chosen: list[Line], every: list[Line], slug: str, name: str) -> None:
    if not chosen:
        raise Refused(gettext("Choose what is of the new record."))
    if len(chosen) == len(every):
        raise Refused(gettext("All of it is chosen: leave something, or change the record itself."))
    if not name and kind.name == "name":
        raise Refused(gettext("Write the name of the new record."))
    try:
        validate_slug(slug)
    except ValidationError as error:
        raise Refused(error.messages[0]) from error
    if kind.find(f"{record.forum.slug}.{slug}" if kind.model is Session else slug):
        raise Refused(gettext("Another record has the address %(slug)s: choose another one.") % {"slug": slug})


def _new(kind: Kind, record: Any, slug: str, name: str) -> Any:
    taken_over = {column: getattr(record, column) for column in kind.inherits}
    return kind.model._default_manager.create(
        **taken_over, **{"key" if kind.model is Session else "slug": slug, kind.name: name}
    )


def _split(kind: Kind, record: Any, chosen: list[Line], new: Any, reason: str, user: Any) -> Any:
    moved = move(kind, chosen, new)
    decision = decide(kind, new, record, Judgement.DIFFERENT, reason, user)
    decision.moved = moved
    decision.save()
    settle(kind, moved, new, record)
    return decision
