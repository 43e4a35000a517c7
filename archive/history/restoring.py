"""Putting back: rows as they stood after a moment, or as they were before one, with what they cannot be without.

A plan says what would be done, row by row; carrying it out is one transaction, which the database may refuse.
"""

from collections.abc import Iterable, Mapping
from copy import copy
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth import get_permission_codename
from django.db import DatabaseError, connection, transaction
from django.db.models import ForeignKey, Model

from archive.history.hanging import in_order, is_tracked
from archive.history.trail import CHANGED, DELETED, MADE, Step, Trail, changed, events, kept_fields, told

Key = tuple[type[Model], int]


@dataclass(frozen=True)
class Aim:
    """A row as it is, and as it shall be; None where it is not, or shall not be, there."""

    model: type[Model]
    pk: int
    now: Any
    then: Any

    @property
    def action(self) -> str:
        return CHANGED if self.now and self.then else DELETED if self.now else MADE


@dataclass(frozen=True)
class Plan:
    """What putting back comes to."""

    aims: list[Aim]

    @property
    def steps(self) -> list[Step]:
        return told([(aim.now, aim.then) for aim in self.aims])

    def may(self, user: Any) -> bool:
        """Whether the user may do all of it by hand."""
        words = {MADE: "add", CHANGED: "change", DELETED: "delete"}
        wanted = {(aim.model._meta, words[aim.action]) for aim in self.aims}
        return all(user.has_perm(f"{o.app_label}.{get_permission_codename(action, o)}") for o, action in wanted)

    def carry_out(self) -> list[Model]:
        """Do it; the records concerned. Where rows stand in each other's way, those that shall go, go first."""
        orders = ((MADE, CHANGED, DELETED), (DELETED, CHANGED, MADE))
        try:
            with transaction.atomic():
                return self._in_turn(orders[0])
        except DatabaseError:
            with transaction.atomic():
                return self._in_turn(orders[1])

    def _in_turn(self, actions: Iterable[str]) -> list[Model]:
        models = in_order({aim.model for aim in self.aims})
        records: list[Model] = []
        for action in actions:
            for model in reversed(models) if action == DELETED else models:
                for aim in self.aims:
                    if aim.model is model and aim.action == action:
                        records += DOING[action](aim)
        connection.check_constraints()
        return records


def as_of(trail: Trail, at: datetime) -> Plan:
    """The record and all that hangs on it, as they stood after the moment."""
    return _plan(trail.now(), trail.then(at))


def without(trail: Trail, at: datetime) -> Plan:
    """What the one moment did, undone: fields that it changed are as before, whatever changed them since."""
    now = trail.now()
    then = dict(now)
    for row, before in reversed(trail.pairs):
        if row.pgh_created_at == at:
            key = (row.pgh_tracked_model, row.pgh_obj_id)
            then[key] = _undone(row, before, then[key])
    return _plan(now, then)


def _undone(row: Any, before: Any, now: Any) -> Any:
    if row.pgh_label == MADE:
        return None
    if row.pgh_label == DELETED:
        return row
    if now is None or before is None:
        return now
    state = copy(now)
    for field in changed(before, row):
        setattr(state, field.attname, getattr(before, field.attname))
    return state


def _plan(now: Mapping[Key, Any], then: Mapping[Key, Any]) -> Plan:
    differing = {key: row for key, row in then.items() if _differs(now[key], row)}
    wanted = differing | _needed(differing)
    return Plan([Aim(*key, now.get(key), row) for key, row in wanted.items()])


def _differs(old: Any, new: Any) -> bool:
    return bool(changed(old, new)) if old and new else old is not new


def _needed(wanted: Mapping[Key, Any]) -> dict[Key, Any]:
    """What the rows refer to and is gone, as it last was; and what that refers to."""
    found: dict[Key, Any] = {}
    todo = [row for row in wanted.values() if row]
    while todo:
        gone = _gone(todo) - wanted.keys() - found.keys()
        todo = [row for model, pk in gone if (row := events(model).filter(pgh_obj=pk).order_by("pgh_id").last())]
        found |= {(row.pgh_tracked_model, row.pgh_obj_id): row for row in todo}
    return found


def _gone(rows: Iterable[Any]) -> set[Key]:
    refers: dict[type[Model], set[int]] = {}
    for row in rows:
        for field in kept_fields(row):
            value = getattr(row, field.attname)
            if isinstance(field, ForeignKey) and is_tracked(field.related_model) and value is not None:
                refers.setdefault(field.related_model, set()).add(value)
    return {(model, pk) for model, pks in refers.items() for pk in pks - set(model._base_manager.in_bulk(pks))}


def _values(row: Any) -> dict[str, Any]:
    return {field.attname: getattr(row, field.attname) for field in kept_fields(row)}


def _make(aim: Aim) -> list[Model]:
    record = aim.model(pk=aim.pk, **_values(aim.then))
    record.save(force_insert=True)
    return [record]


def _change(aim: Aim) -> list[Model]:
    record = aim.model._base_manager.select_for_update().get(pk=aim.pk)
    for field in changed(aim.now, aim.then):
        setattr(record, field.attname, getattr(aim.then, field.attname))
    record.save()
    return [record]


def _delete(aim: Aim) -> list[Model]:
    """A row that went with another is gone already."""
    records = list(aim.model._base_manager.filter(pk=aim.pk))
    for record in records:
        record.delete()
        record.pk = aim.pk
    return records


DOING = {MADE: _make, CHANGED: _change, DELETED: _delete}
