"""What a page asks thousands of times: a row itself, rows fetched beside it, and the words for a choice.

Django sets each attribute of the first through its descriptor and sends two signals that nobody hears, makes a manager
and a query for the second, and goes through all choices for the third, each time anew.
"""

from collections.abc import Collection
from functools import cache
from typing import Any, Self

from django.db.models import Field, Model
from django.db.models.base import ModelState
from django.utils.encoding import force_str


def fetched(record: Model, relation: str) -> list[Any]:
    """The rows along a relation, as they were fetched with the record; else they are fetched now."""
    kept = getattr(record, "_prefetched_objects_cache", {}).get(relation)
    return list(getattr(record, relation).all() if kept is None else kept)


class Worded:
    """A model whose rows are made at once from what the database sent, and whose `get_…_display` know their words."""

    @classmethod
    def from_db(cls, db: str | None, field_names: Collection[str], values: Collection[Any]) -> Self:
        row = cls.__new__(cls)
        row.__dict__.update(zip(field_names, values, strict=True))
        row._state = ModelState()  # type: ignore[attr-defined]
        row._state.adding, row._state.db = False, db  # type: ignore[attr-defined]
        return row

    def _get_FIELD_display(self, field: Any) -> str:  # noqa: N802
        value = getattr(self, field.attname)
        return force_str(_words(field).get(value, value), strings_only=True)


@cache
def _words(field: "Field[Any, Any]") -> dict[Any, Any]:
    """By value; each is said in the language at hand when it is shown."""
    return dict(field.flatchoices)
