"""What is derived of other rows, and kept by triggers or as a row is written: it is as it would be anew."""

from collections.abc import Iterator
from functools import partial
from typing import Any

from django.apps import apps
from django.db import models, transaction

from archive.dates import EdtfField, parse
from archive.doctor import Check, Findings, counted, rows
from archive.history.changes import Changing
from archive.identity.decisions import Decision
from archive.identity.names import SortKeyField, sort_key

# Of each record that decisions join to others, the one that stands for them: none of them leads on from it, and it is
# the oldest (as the trigger `settles_identity` has it). A record that no decision joins stands for itself.
STANDING = """
    SELECT record.id::text FROM {record} record LEFT JOIN (
        WITH RECURSIVE side (one, other) AS (
            SELECT record_id, other_id FROM {decision} WHERE judgement = 'same'
            UNION ALL SELECT other_id, record_id FROM {decision} WHERE judgement = 'same'
        ), member (id, part) AS (
            SELECT one, one FROM side UNION SELECT member.id, side.other FROM member JOIN side ON side.one = member.part
        )
        SELECT DISTINCT ON (id) id, part FROM member ORDER BY id, EXISTS (
            SELECT FROM {decision} edge WHERE edge.judgement = 'same' AND edge.record_id = part), part
    ) AS stands ON stands.id = record.id
    WHERE record.canonical_id IS DISTINCT FROM coalesce(stands.part, record.id)
"""
# First each for itself, then each decision again.
STAND_ANEW = """
    UPDATE {record} SET canonical_id = id WHERE canonical_id <> id; UPDATE {decision} SET judgement = judgement
"""
TORN = """
    SELECT edge.id::text FROM {decision} edge JOIN {record} one ON one.id = edge.record_id
    JOIN {record} other ON other.id = edge.other_id
    WHERE edge.judgement = 'different' AND one.canonical_id = other.canonical_id
"""
LATER = "SELECT DISTINCT parent.id::text FROM {child} child JOIN {parent} parent ON parent.id = child.{column} {older}"
OLDER = "AND parent.changed_at < child.changed_at"
TOUCH = "UPDATE {parent} parent SET changed_at = now() FROM {child} child WHERE parent.id = child.{column} {older}"


def ours(of: type | None = None) -> Iterator[Any]:
    every = (model for model in apps.get_models() if not hasattr(model, "pgh_id"))
    return (model for model in every if of is None or issubclass(model, of))


def identity() -> Findings:
    for model in ours(Decision):
        record = model._meta.get_field("record").related_model
        tables = {"decision": model._meta.db_table, "record": record._meta.db_table}
        what = f"Rows of {tables['record']} that do not stand for whom decisions say"
        yield from rows(what, STANDING.format(**tables), STAND_ANEW.format(**tables))
        what = f"Decisions of {tables['decision']} that two records differ, which others make the same"
        yield from rows(what, TORN.format(**tables), "take one of them back at /admin/identity/")


def dates() -> Findings:
    """The days that a date spans; each date is derived once, however many rows have it."""
    for model in ours():
        for field in model._meta.fields:
            if isinstance(field, EdtfField):
                columns = ("earliest", "latest", "years") if model.GIVES_YEARS else ("earliest", "latest")
                kept = model._base_manager.order_by().values_list(field.name, *columns).distinct()
                wrong = (text for text, *days in pieces(kept) if days != _derived(text, columns))
                what = f"Dates in {model._meta.db_table} whose days or years are not those of the date"
                yield from _all(what, wrong, "save each again in the admin")


def _derived(text: str, columns: tuple[str, ...]) -> list[Any]:
    if not text:
        return [[] if column == "years" else None for column in columns]
    return [getattr(parse(text), column) for column in columns]


def keys() -> Findings:
    """The keys that put names in order."""
    for model in ours():
        for field in model._meta.fields:
            if isinstance(field, SortKeyField):
                what = f"Rows of {model._meta.db_table} that are not in order by their names"
                yield from _all(what, _out_of_order(model, field), "save each again in the admin")


def _out_of_order(model: Any, field: SortKeyField) -> Iterator[str]:
    for row in pieces(model._base_manager.order_by("pk")):
        if getattr(row, field.name) != sort_key(getattr(row, field.source))[: field.max_length]:
            yield str(row.pk)


def changes(*children: type[models.Model]) -> Findings:
    """A record changed no earlier than what is said of it."""
    for child in children:
        for field in child._meta.fields:
            parent = field.related_model
            if isinstance(parent, type) and issubclass(parent, Changing):
                tables = {"child": child._meta.db_table, "parent": parent._meta.db_table, "column": field.column}
                what = f"Rows of {tables['parent']} that changed earlier than a row of {tables['child']} about them"
                yield from rows(what, LATER.format(**tables, older=OLDER), TOUCH.format(**tables, older=OLDER))


def pieces(queryset: Any) -> Iterator[Any]:
    """The rows, some thousands at a time."""
    with transaction.atomic():
        yield from queryset.iterator(chunk_size=2000)


def _all(what: str, wrong: Iterator[str], mend: str) -> Findings:
    first, many = next(wrong, None), 1
    for _ in wrong:
        many += 1
    if first is not None:
        yield from counted(what, many, first, mend)


CHECKS = (
    Check("who stands for whom", identity),
    Check("dates", dates),
    Check("order of names", keys),
)


def changing(*children: type[models.Model]) -> Check:
    return Check("last changes", partial(changes, *children))
