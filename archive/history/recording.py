"""History of every change, kept by triggers of the database: one line above a class."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

import pghistory
from django.db import models

from archive.database.bulk import fetch

M = TypeVar("M", bound=type[models.Model])

# What the archive derives from other rows is no change of the record.
DERIVED = ("changed_at", "canonical")
LONGEST_REASON = 500
SET_CONTEXT = """
    SELECT set_config('pghistory.context_id', %s, true), set_config('pghistory.context_metadata', %s, true)
"""


def because(reason: str) -> None:
    """Keep with all that this request changes why it does; nothing happens where no reason is given."""
    words = " ".join(reason.replace("\0", "").split())[:LONGEST_REASON]
    if words:
        pghistory.context(reason=words)


@contextmanager
def reason(words: str) -> Iterator[None]:
    """Keep with all that is changed within, in one transaction, why: also with what no cursor of Django's writes."""
    with pghistory.context(reason=words) as context:
        fetch(SET_CONTEXT, [str(context.id), json.dumps(context.metadata)])
        yield


def tracked(*derived: str) -> Callable[[M], M]:
    """Keep each insert, update and delete of the model's rows, but for the columns named, which are derived."""

    def decorate(model: M) -> M:
        names = {field.name for field in model._meta.fields}
        exclude = [name for name in (*DERIVED, *derived) if name in names]
        return pghistory.track(
            pghistory.InsertEvent(),
            pghistory.UpdateEvent(),
            pghistory.DeleteEvent(),
            obj_field=pghistory.ObjForeignKey(related_name="history", db_index=True),
            level=pghistory.Statement,
            exclude=exclude,
            model_name=f"{model.__name__}History",
            meta={"default_permissions": ("view",)},
        )(model)

    return decorate
