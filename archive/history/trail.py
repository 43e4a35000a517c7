"""What happened to a record: its history rows, and those of the rows that hang on it, told field by field."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import ForeignKey, Model, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from archive.history.hanging import hanging, in_order, is_tracked
from archive.languages import listed

Values = Mapping[tuple[type[Model], Any], str]
MADE, CHANGED, DELETED = "insert", "update", "delete"
LABELS = {MADE: _("made"), CHANGED: _("changed"), DELETED: _("deleted")}
MANY = 12  # rows of one moment that are shown at once


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
    """All that one transaction did: when, through which page by whom, if it was a page, and why, if that was said."""

    at: datetime
    user: str
    url: str
    steps: list[Step]
    reason: str = ""

    @property
    def mark(self) -> str:
        """What an address names it by."""
        return self.at.isoformat()

    @property
    def is_long(self) -> bool:
        return len(self.steps) > MANY


class Trail:
    """All history rows of a record and of what hangs on it, each with the row before it; one query for each model."""

    def __init__(self, record: type[Model], pk: Any, edited: Iterable[tuple[type[Model], str]] = ()) -> None:
        self.pairs: list[tuple[Any, Any]] = []
        ids: dict[type[Model], set[Any]] = {record: {pk}}
        parts = hanging(record, edited)
        for model in in_order({record, *(part.model for part in parts)}):
            which = Q(pgh_obj__in=ids.get(model, ()))
            for part in parts:
                if part.model is model:
                    ever = events(model).filter(**{f"{part.link}__in": ids[part.of]})
                    which |= Q(pgh_obj__in=ever.values("pgh_obj"))
            rows = list(_rows(model, which)) if is_tracked(model) else []
            self.pairs += rows
            ids[model] = {row.pgh_obj_id for row, _before in rows} | ids.get(model, set())

    @cached_property
    def moments(self) -> list[Moment]:
        """Latest first."""
        pairs = [(row, before) for row, before in self.pairs if _differs(row, before)]
        labels, users = labels_of(pairs), _users(pairs)
        moments = defaultdict(list)
        for row, before in sorted(pairs, key=lambda pair: (pair[0].pgh_created_at, pair[0].pgh_id), reverse=True):
            moments[row.pgh_created_at, row.pgh_context].append(_step(row, before, labels))
        return [Moment(at, *_who(context, users), steps, _why(context)) for (at, context), steps in moments.items()]

    def then(self, at: datetime) -> dict[tuple[type[Model], int], Any]:
        """Each row as it stood after the moment; None where it was not there."""
        states: dict[tuple[type[Model], int], Any] = {}
        for row, _before in self.pairs:
            key = (row.pgh_tracked_model, row.pgh_obj_id)
            states.setdefault(key, None)
            if row.pgh_created_at <= at:
                states[key] = None if row.pgh_label == DELETED else row
        return states

    def now(self) -> dict[tuple[type[Model], int], Any]:
        return self.then(datetime.max.replace(tzinfo=self.pairs[0][0].pgh_created_at.tzinfo)) if self.pairs else {}

    def compared(self, one: datetime, other: datetime) -> list[Step]:
        """What is otherwise after one moment than after the other."""
        old, new = self.then(one), self.then(other)
        return told([(old[key], new[key]) for key in old])


def trail(record: type[Model], pk: Any, edited: Iterable[tuple[type[Model], str]] = ()) -> list[Moment]:
    """The moments of a record, latest first; `edited` are the models on its page, each with its key to it."""
    return Trail(record, pk, edited).moments


def events(model: type[Model]) -> Any:
    return model._meta.get_field("history").related_model._default_manager  # type: ignore[union-attr]


def _rows(model: type[Model], which: Q) -> Iterator[tuple[Any, Any]]:
    """Each history row with the one before it of the same record."""
    last: dict[Any, Any] = {}
    for row in events(model).filter(which).select_related("pgh_context").order_by("pgh_id"):
        yield row, last.get(row.pgh_obj_id)
        last[row.pgh_obj_id] = row


def kept_fields(row: Any) -> list[Any]:
    """The fields that history keeps of a row."""
    return [field for field in row._meta.fields if not field.name.startswith("pgh_") and field.name != "id"]


def _differs(row: Any, before: Any) -> bool:
    return row.pgh_label != CHANGED or before is None or bool(changed(before, row))


def changed(old: Any, new: Any) -> list[Any]:
    """The fields in which two states of a row differ."""
    return [field for field in kept_fields(new) if getattr(old, field.attname) != getattr(new, field.attname)]


def told(pairs: Iterable[tuple[Any, Any]]) -> list[Step]:
    """How the second state of each row differs from the first; of those that do."""
    differing = [(old, new) for old, new in pairs if (old is None) != (new is None) or (old and changed(old, new))]
    labels = labels_of(differing)
    return [_difference(old, new, labels) for old, new in differing]


def _difference(old: Any, new: Any, labels: Values) -> Step:
    row, action = new or old, CHANGED if old and new else MADE if new else DELETED
    told = [(field, _told(field, old, labels), _told(field, new, labels)) for field in kept_fields(row)]
    changes = [Change(str(field.verbose_name), was, now) for field, was, now in told if was != now]
    return Step(str(row.pgh_tracked_model._meta.verbose_name), row.pgh_obj_id, str(LABELS[action]), changes)


def _step(row: Any, before: Any, labels: Values) -> Step:
    old, new = {MADE: (None, row), CHANGED: (before, row), DELETED: (row, None)}[row.pgh_label]
    step = _difference(old, new, labels)
    return Step(step.kind, step.pk, str(LABELS[row.pgh_label]), step.changes)


def _told(field: Any, row: Any, labels: Values) -> str:
    value = getattr(row, field.attname, None)
    if value in (None, "", []):
        return ""
    if isinstance(field, ForeignKey):
        return labels.get((field.related_model, value), gettext("no. %(number)s, since deleted") % {"number": value})
    if isinstance(value, list):
        return listed(value)
    return str(dict(field.flatchoices).get(value, value))


def labels_of(pairs: Iterable[tuple[Any, Any]]) -> Values:
    """The names of all records that the rows refer to, one query for each kind of record."""
    wanted: dict[type[Model], set[Any]] = defaultdict(set)
    for row in (row for pair in pairs for row in pair if row):
        for field in kept_fields(row):
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
    name = users.get(user, gettext("user no. %(number)s") % {"number": user} if user else "")
    return name, context.metadata.get("url", "")


def _why(context: Any) -> str:
    return context.metadata.get("reason", "") if context else ""
