"""What a page asks of a row thousands of times: rows fetched beside it, and the words for a choice.

Django makes a manager and a query for the one and goes through all choices for the other, each time anew.
"""

from functools import cache
from typing import Any

from django.db.models import Field, Model
from django.utils.encoding import force_str


def fetched(record: Model, relation: str) -> list[Any]:
    """The rows along a relation, as they were fetched with the record; else they are fetched now."""
    kept = getattr(record, "_prefetched_objects_cache", {}).get(relation)
    return list(getattr(record, relation).all() if kept is None else kept)


class Worded:
    """A model whose `get_…_display` know the words for each choice."""

    def _get_FIELD_display(self, field: Any) -> str:  # noqa: N802
        value = getattr(self, field.attname)
        return force_str(_words(field).get(value, value), strings_only=True)


@cache
def _words(field: "Field[Any, Any]") -> dict[Any, Any]:
    """By value; each is said in the language at hand when it is shown."""
    return dict(field.flatchoices)
