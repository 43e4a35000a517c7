"""The tables of a dump as a SQLite file: the same bytes for the same rows."""

import csv
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from itertools import islice
from pathlib import Path
from typing import Any

from events.interop.dump.columns import Column, Table
from events.interop.dump.descriptor import csv_path, keys

AT_ONCE = 10_000
TYPES = {"integer": "INTEGER", "number": "REAL"}


def write(folder: Path, file: Path, tables: Sequence[Table]) -> None:
    """Make the file of the folder's CSV files."""
    with closing(sqlite3.connect(file, isolation_level=None)) as database:
        database.execute("PRAGMA journal_mode = OFF")
        database.execute("PRAGMA synchronous = OFF")
        database.execute("BEGIN")
        for table in tables:
            _make(database, table, keys(tables))
            _fill(database, table, folder / csv_path(table))
        for table in tables:
            _index(database, table)
        database.execute("COMMIT")
        database.execute("ANALYZE")
        database.execute("VACUUM")


def _make(database: sqlite3.Connection, table: Table, known: dict[str, str]) -> None:
    columns = [_declared(table, column) for column in table.columns]
    links = [f'FOREIGN KEY ("{one.name}") REFERENCES "{one.to}" ("{known[one.to]}")' for one in table.columns if one.to]
    database.execute(f'CREATE TABLE "{table.name}" ({", ".join([*columns, *links])})')


def _declared(table: Table, column: Column) -> str:
    kind = TYPES.get(column.type, "TEXT")
    return f'"{column.name}" {kind}' + (" PRIMARY KEY NOT NULL" if column.name == table.key else "")


def _fill(database: sqlite3.Connection, table: Table, file: Path) -> None:
    statement = f'INSERT INTO "{table.name}" VALUES ({", ".join("?" for _ in table.columns)})'  # noqa: S608
    with file.open(encoding="utf-8", newline="") as source:
        rows = csv.reader(source)
        next(rows)
        while some := list(islice(rows, AT_ONCE)):
            database.executemany(statement, [[_cell(cell) for cell in row] for row in some])


def _cell(cell: str) -> Any:
    return cell or None


def _index(database: sqlite3.Connection, table: Table) -> None:
    for column in table.columns:
        if column.to:
            database.execute(f'CREATE INDEX "{table.name}_{column.name}" ON "{table.name}" ("{column.name}")')
