"""What happened to a record: its history rows, and those of the rows that hang on it, told field by field."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import ForeignKey, Model, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from archive.languages import listed

Values = Mapping[tuple[type[Model], Any], str]
LABELS = {"insert": _("made"), "update": _("changed"), "delete": _("deleted")}


@dataclass(frozen=True)
class Change:
    """One field of one row: old and new, each in words; empty where there was or is nothing."""

    field: str
    old: str
    new: str


@dataclass(frozen=True)
class Step:
    """One row made, changed or deleted."""

    kind: str
    pk: int
    action: str
    changes: list[Change]


@dataclass(frozen=True)
class Moment:
    """All that one transaction did: when, and through which page by whom, if it was a page."""

    at: datetime
    user: str
    url: str
    steps: list[Step]


def is_tracked(model: type[Model]) -> bool:
    return hasattr(model, "history")


def trail(record_model: type[Model], pk: Any, parts: Iterable[tuple[type[Model], str]] = ()) -> list[Moment]:
    """The moments of a record, latest first; `parts` are the models that hang on it, each with its key to it."""
    rows = list(_rows(record_model, Q(pgh_obj=pk))) if is_tracked(record_model) else []
    for model, link in parts:
        if is_tracked(model):
            ever = _events(model).filter(**{link: pk}).values("pgh_obj")
            rows += _rows(model, Q(pgh_obj__in=ever))
    pairs = [(row, before) for row, before in rows if _differs(row, before)]
    labels, users = _labels(pairs), _users(pairs)
    moments = defaultdict(list)
    for row, before in sorted(pairs, key=lambda pair: (pair[0].pgh_created_at, pair[0].pgh_id), reverse=True):
        moments[row.pgh_created_at, row.pgh_context].append(_step(row, before, labels))
    return [Moment(at, *_who(context, users), steps) for (at, context), steps in moments.items()]


def _events(model: type[Model]) -> Any:
    return model._meta.get_field("history").related_model._default_manager  # type: ignore[union-attr]


def _rows(model: type[Model], which: Q) -> Iterator[tuple[Any, Any]]:
    """Each history row with the one before it of the same record."""
    last: dict[Any, Any] = {}
    for row in _events(model).filter(which).select_related("pgh_context").order_by("pgh_id"):
        yield row, last.get(row.pgh_obj_id)
        last[row.pgh_obj_id] = row


def _fields(row: Any) -> list[Any]:
    return [field for field in row._meta.fields if not field.name.startswith("pgh_") and field.name != "id"]


def _differs(row: Any, before: Any) -> bool:
    return row.pgh_label != "update" or any(_changed(field, row, before) for field in _fields(row))


def _changed(field: Any, row: Any, before: Any) -> bool:
    return before is None or getattr(row, field.attname) != getattr(before, field.attname)


def _step(row: Any, before: Any, labels: Values) -> Step:
    old, new = {"insert": (None, row), "update": (before, row), "delete": (row, None)}[row.pgh_label]
    told = [(field, _told(field, old, labels), _told(field, new, labels)) for field in _fields(row)]
    changes = [Change(_name(field), was, now) for field, was, now in told if was != now]
    kind = row.pgh_tracked_model._meta.verbose_name
    return Step(str(kind), row.pgh_obj_id, str(LABELS[row.pgh_label]), changes)


def _name(field: Any) -> str:
    return str(field.verbose_name)


def _told(field: Any, row: Any, labels: Values) -> str:
    value = getattr(row, field.attname, None)
    if value in (None, "", []):
        return ""
    if isinstance(field, ForeignKey):
        return labels.get((field.related_model, value), gettext("no. %(number)s, since deleted") % {"number": value})
    if isinstance(value, list):
        return listed(value)
    return str(dict(field.flatchoices).get(value, value))


def _labels(pairs: Iterable[tuple[Any, Any]]) -> Values:
    """The names of all records that the rows refer to, one query for each kind of record."""
    wanted: dict[type[Model], set[Any]] = defaultdict(set)
    for row in (row for pair in pairs for row in pair if row):
        for field in _fields(row):
            if isinstance(field, ForeignKey):
                wanted[field.related_model].add(getattr(row, field.attname))
    return {
        (model, pk): gettext("%(record)s (no. %(number)s)") % {"record": record, "number": pk}
        for model, pks in wanted.items()
        for pk, record in _named(model).in_bulk(pks - {None}).items()
    }


def _named(model: type[Model]) -> Any:
    """Records with what their names are made of."""
    related = [field.name for field in model._meta.fields if field.many_to_one and field.editable]
    return model._default_manager.select_related(*related)


def _users(pairs: Iterable[tuple[Any, Any]]) -> Mapping[Any, str]:
    pks = {row.pgh_context.metadata.get("user") for row, _ in pairs if row.pgh_context}
    return {pk: user.get_username() for pk, user in get_user_model()._default_manager.in_bulk(pks - {None}).items()}


def _who(context: Any, users: Mapping[Any, str]) -> tuple[str, str]:
    if context is None:
        return "", ""
    user = context.metadata.get("user")
    return users.get(user, gettext("user no. %(number)s") % {"number": user} if user else ""), context.metadata.get(
        "url", ""
    )
