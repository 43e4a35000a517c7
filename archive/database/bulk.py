"""Many rows in one statement, prepared once for any number of rows.

Django's bulk_create builds and parses a statement for each number of rows; here the rows travel as one JSON text.
Rules, triggers and history see the rows as ever.
"""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from django.db import connection, models
from psycopg import Cursor
from psycopg.types.json import Json, Jsonb


def settle_down() -> None:
    """After many rows: let indexes alone answer what all may see, and plans know how many there are of what.

    The server comes to it by itself, but minutes later; and not while a transaction is open.
    """
    if not connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("VACUUM (ANALYZE)")


def insert(model: type[models.Model], rows: Sequence[Mapping[str, Any]], unique: Collection[str] = ()) -> list[int]:
    """Insert rows (all with the same columns, by column name); their ids, in order.

    With `unique`, columns of a unique constraint, a row that is there already is left as it is, and its id given.
    """
    if not rows:
        return []
    statement = _statement(model, tuple(rows[0]), tuple(unique))
    return [pk for (pk,) in fetch(statement, [json.dumps(rows, default=_in_json)])]


def create(records: Sequence[models.Model]) -> None:
    """Insert new records of one model, with what saving them one by one would compute; each is given its id."""
    if not records:
        return
    fields = [field for field in records[0]._meta.concrete_fields if not field.generated and not field.primary_key]
    rows = [_saved(record, [field for field in fields if not field.has_db_default()], True) for record in records]
    for record, pk in zip(records, insert(type(records[0]), rows), strict=True):
        record.pk, record._state.adding = pk, False


def update(records: Sequence[models.Model], names: Collection[str]) -> None:
    """Write these fields of records of one model, with what saving them one by one would compute."""
    if not records:
        return
    fields = [field for field in records[0]._meta.concrete_fields if field.name in names]
    rows = [{"id": record.pk} | _saved(record, fields, False) for record in records]
    fetch(_update(type(records[0]), tuple(rows[0])), [json.dumps(rows, default=_in_json)])


def _in_json(value: Any) -> Any:
    """What JSON has no form for: what a JSON column is to hold as it is, dates and the like as text."""
    return value.obj if isinstance(value, Json | Jsonb) else str(value)


def _saved(record: models.Model, fields: Iterable[Any], is_new: bool) -> dict[str, Any]:
    """By column, what saving a record would write."""
    return {field.column: field.get_db_prep_save(field.pre_save(record, is_new), connection) for field in fields}


def fetch(statement: str, values: Sequence[Any] | Mapping[str, Any]) -> list[tuple[Any, ...]]:
    """The rows of a statement that the server keeps prepared; Django's own cursor sends and plans it anew each time."""
    connection.ensure_connection()
    with connection.wrap_database_errors, Cursor(connection.connection) as cursor:
        return cursor.execute(statement, values, prepare=True).fetchall()


@lru_cache(maxsize=100)
def _statement(model: type[models.Model], columns: tuple[str, ...], unique: tuple[str, ...]) -> str:
    quote = connection.ops.quote_name
    names = ", ".join(map(quote, columns))
    statement = f"INSERT INTO {quote(model._meta.db_table)} ({names}) SELECT {names} FROM {_given(model, columns)}"  # noqa: S608
    if unique:  # writing a column as it is makes PostgreSQL return the rows that are there already
        same = f"{quote(unique[-1])} = EXCLUDED.{quote(unique[-1])}"
        statement += f" ON CONFLICT ({', '.join(map(quote, unique))}) DO UPDATE SET {same}"
    return statement + " RETURNING id"


@lru_cache(maxsize=100)
def _update(model: type[models.Model], columns: tuple[str, ...]) -> str:
    quote = connection.ops.quote_name
    table = quote(model._meta.db_table)
    values = ", ".join(f"{quote(column)} = given.{quote(column)}" for column in columns if column != "id")
    return f"UPDATE {table} SET {values} FROM {_given(model, columns)} WHERE {table}.id = given.id RETURNING given.id"  # noqa: S608


def _given(model: type[models.Model], columns: tuple[str, ...]) -> str:
    """Rows that travel as one JSON text."""
    quote = connection.ops.quote_name
    types = {field.column: str(field.cast_db_type(connection)) for field in model._meta.concrete_fields}
    return f"json_to_recordset(%s) AS given ({', '.join(f'{quote(column)} {types[column]}' for column in columns)})"
