"""Many rows in one statement, prepared once for any number of rows.

Django's bulk_create builds and parses a statement for each number of rows; here the values travel as one array for
each column. Rules, triggers and history see the rows as ever.
"""

import re
from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import connection, models
from psycopg import Cursor


def insert(model: type[models.Model], rows: Sequence[Mapping[str, Any]], unique: Collection[str] = ()) -> list[int]:
    """Insert rows (all with the same columns, by column name); their ids, in order.

    With `unique`, columns of a unique constraint, a row that is there already is left as it is, and its id given.
    """
    if not rows:
        return []
    columns = tuple(rows[0])
    found = fetch(_statement(model, columns, tuple(unique)), [_array(model, rows, column) for column in columns])
    return [pk for (pk,) in found]


def fetch(statement: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
    """The rows of a statement that the server keeps prepared; Django's own cursor sends and plans it anew each time."""
    connection.ensure_connection()
    with connection.wrap_database_errors, Cursor(connection.connection) as cursor:
        return cursor.execute(statement, values, prepare=True).fetchall()


@lru_cache(maxsize=100)
def _statement(model: type[models.Model], columns: tuple[str, ...], unique: tuple[str, ...]) -> str:
    fields = [_field(model, column) for column in columns]
    quote = connection.ops.quote_name
    names = [quote(column) for column in columns]
    arrays = ", ".join("%s::text[]" if isinstance(field, ArrayField) else f"%s::{_type(field)}[]" for field in fields)
    values = ", ".join(
        f"{name}::{_type(field)}" if isinstance(field, ArrayField) else name
        for name, field in zip(names, fields, strict=True)
    )
    statement = (
        f"INSERT INTO {quote(model._meta.db_table)} ({', '.join(names)}) "  # noqa: S608
        f"SELECT {values} FROM unnest({arrays}) AS given ({', '.join(names)})"
    )
    if unique:  # writing a column as it is makes PostgreSQL return the rows that are there already
        same = f"{quote(unique[-1])} = EXCLUDED.{quote(unique[-1])}"
        statement += f" ON CONFLICT ({', '.join(map(quote, unique))}) DO UPDATE SET {same}"
    return statement + " RETURNING id"


def _field(model: type[models.Model], column: str) -> Any:
    return next(field for field in model._meta.concrete_fields if field.column == column)


def _type(field: Any) -> str:
    return re.sub(r"\(.*?\)", "", str(field.cast_db_type(connection)))


def _array(model: type[models.Model], rows: Sequence[Mapping[str, Any]], column: str) -> list[Any]:
    values = [row[column] for row in rows]
    if isinstance(_field(model, column), ArrayField):
        return ["{" + ",".join(map(str, value)) + "}" for value in values]  # arrays of numbers
    return values
