"""The rows of the archive at hand written anew by COPY: into tables with nothing on them, and into the real ones."""

import time
from contextlib import suppress
from typing import Any

from django.db import connection, transaction

from events.generating.making import IN_ORDER, clear

TO, FROM = "COPY {table} ({columns}) TO STDOUT (FORMAT binary)", "COPY {table} ({columns}) FROM STDIN (FORMAT binary)"
Rows = dict[str, tuple[str, bytes]]  # by table: its columns, and all its rows


class Undone(Exception):
    """Nothing of the measurement stays."""


def copied() -> dict[str, float]:
    """Seconds for all rows into bare tables, and into the archive's own with indexes, rules, history and search."""
    with suppress(Undone), transaction.atomic(), connection.cursor() as cursor:
        rows = {model._meta.db_table: _out(cursor, model) for model in IN_ORDER}
        for table in rows:
            cursor.execute(f"CREATE TABLE bare_{table} (LIKE {table})")
        bare = _in(cursor, {f"bare_{table}": one for table, one in rows.items()})
        clear()
        real = _in(cursor, rows)
        start = time.perf_counter()
        connection.check_constraints()
        real += time.perf_counter() - start
        raise Undone
    return {"bare": bare, "real": real, "bytes": sum(len(data) for _, data in rows.values())}


def _out(cursor: Any, model: Any) -> tuple[str, bytes]:
    columns = ", ".join(f'"{field.column}"' for field in model._meta.concrete_fields if not field.generated)
    with cursor.copy(TO.format(table=model._meta.db_table, columns=columns)) as copy:
        return columns, b"".join(bytes(block) for block in copy)


def _in(cursor: Any, rows: Rows) -> float:
    start = time.perf_counter()
    for table, (columns, data) in rows.items():
        with cursor.copy(FROM.format(table=table, columns=columns)) as copy:
            copy.write(data)
    return time.perf_counter() - start
