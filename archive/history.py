"""History of every change, kept by triggers of the database: one line above a class."""

from collections.abc import Callable
from typing import TypeVar

import pghistory
from django.db import models

M = TypeVar("M", bound=type[models.Model])

# What the archive derives from other rows is no change of the record.
DERIVED = ("changed_at", "canonical")


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
