"""Arrays of ids from the database, without a Python object for each id."""

from typing import Any

import numpy as np
from django.db import connections
from django.db.models import QuerySet
from psycopg import Cursor

from archive.facets.tallies import Array

# An array as PostgreSQL sends it: its header, then of each element the length and the eight bytes.
HEADER = 20
ELEMENT = np.dtype([("length", ">i4"), ("id", ">i8")])
IDS = "SELECT array_send(ARRAY(SELECT id::bigint FROM ({rows}) AS listed (id)))"
PAIRS = """
    SELECT array_send(array_agg(one::bigint)), array_send(array_agg(other::bigint))
    FROM ({rows}) AS pair (one, other) WHERE other IS NOT NULL
"""
BY_VALUE = """
    SELECT value, min(label), array_send(array_agg(id::bigint)) FROM ({rows}) AS pair (id, value, label) GROUP BY value
"""


def ids(rows: QuerySet[Any]) -> Array:
    """The single column of the rows, in their order."""
    ((found,),) = _fetch(IDS, rows)
    return _ids(found)


def pairs(rows: QuerySet[Any]) -> tuple[Array, Array]:
    """The two columns of the rows, of which the second may be null: such rows are left out."""
    ((ones, others),) = _fetch(PAIRS, rows)
    return _ids(ones), _ids(others)


def by_value(rows: QuerySet[Any]) -> tuple[dict[str, str], Array, Array]:
    """Of rows (id, value, label): the values with their labels; how many ids each has; the ids, value after value."""
    found = _fetch(BY_VALUE, rows)
    labels = {value: label for value, label, _ in found}
    many = np.array([(len(sent) - HEADER) // ELEMENT.itemsize for _, _, sent in found], dtype=np.int64)
    return labels, many, _elements(b"".join(sent[HEADER:] for _, _, sent in found))


def _ids(sent: bytes | None) -> Array:
    return _elements((sent or b"")[HEADER:])


def _elements(sent: bytes) -> Array:
    return np.frombuffer(sent, dtype=ELEMENT)["id"].astype(np.int64)


def _fetch(statement: str, rows: QuerySet[Any]) -> list[tuple[Any, ...]]:
    connection = connections[rows.db]
    sql, params = rows.query.get_compiler(connection=connection, elide_empty=False).as_sql()
    connection.ensure_connection()
    with connection.wrap_database_errors, Cursor(connection.connection) as cursor:
        return cursor.execute(statement.format(rows=sql), params, binary=True).fetchall()
