"""The tables of an archive as PostgreSQL's own catalogue tells them, and their rows as COPY writes and reads them.

Everything here is an owner's right, and the same in every version: rows are in the order of their keys, dates and
numbers written in one way.
"""

from collections.abc import Iterable, Iterator
from hashlib import sha256
from typing import Any, NamedTuple

from django.db import connection
from django.db.backends.utils import CursorWrapper

from archive.backups.files import PORTION, Table

# A new place makes its own sessions, signed with its own key; what it is migrated to, it knows; what was changed within
# the hour concerns those who read before it; and who guessed at passwords is to be forgotten within minutes.
NOTES = ["archive_change", "archive_moved"]
GUESSES = ["axes_accessattempt", "axes_accessattemptexpiration", "axes_accessfailurelog", "axes_accesslog"]
LEFT = ["django_migrations", "django_session", *NOTES, *GUESSES]
OURS = "(SELECT oid FROM pg_namespace WHERE nspname = current_schema())"
NOT_OF_EXTENSIONS = "NOT EXISTS (SELECT FROM pg_depend WHERE objid = c.oid AND deptype = 'e')"
ONE_WAY = """
    SET LOCAL datestyle = 'ISO'; SET LOCAL timezone = 'UTC'; SET LOCAL intervalstyle = 'postgres';
    SET LOCAL extra_float_digits = 1; SET LOCAL bytea_output = 'hex';
    SET LOCAL statement_timeout = 0; SET LOCAL lock_timeout = 0; SET LOCAL idle_in_transaction_session_timeout = 0;
"""
KINDS = f"""
    SELECT c.relname, greatest(c.reltuples, 0)::bigint,
        ARRAY(SELECT attname FROM pg_attribute
            WHERE attrelid = c.oid AND attnum > 0 AND NOT attisdropped AND attgenerated = '' ORDER BY attnum),
        (SELECT string_agg(quote_ident(attname) || CASE WHEN attcollation = 0 THEN '' ELSE ' COLLATE "C"' END, ', '
                ORDER BY array_position(indkey::int2[], attnum))
            FROM pg_index JOIN pg_attribute ON attrelid = indrelid AND attnum = ANY(indkey)
            WHERE indrelid = c.oid AND indisprimary)
    FROM pg_class c
    WHERE relnamespace = {OURS} AND relkind = 'r' AND relpersistence = 'p' AND relname <> ALL(%s)
        AND {NOT_OF_EXTENSIONS}
    ORDER BY c.relname COLLATE "C"
"""
COUNT = f"""
    SELECT count(*) FROM pg_class c
    WHERE relnamespace = {OURS} AND relkind IN ('r', 'p', 'v', 'm', 'f') AND {NOT_OF_EXTENSIONS}
"""
SEQUENCES = "SELECT sequencename, last_value FROM pg_sequences WHERE schemaname = current_schema() ORDER BY 1"


class Kind(NamedTuple):
    """A table: about how many rows it has, the columns that are not computed, and what its rows are ordered by."""

    name: str
    about: int
    columns: list[str]
    key: str


def kinds(cursor: CursorWrapper) -> list[Kind]:
    cursor.execute(KINDS, [LEFT])
    return [Kind(*row) for row in cursor.fetchall()]


def count(cursor: CursorWrapper) -> int:
    """How many tables, and what reads like one, there are of any sort."""
    cursor.execute(COUNT)
    return int(cursor.fetchone()[0])


def sequences(cursor: CursorWrapper) -> dict[str, int]:
    """The last number that each has given, unless it has given none."""
    cursor.execute(SEQUENCES)
    return {name: last for name, last in cursor.fetchall() if last is not None}


def listed(names: Iterable[str]) -> str:
    return ", ".join(map(connection.ops.quote_name, names))


def rows(cursor: CursorWrapper, kind: Kind) -> Iterator[bytes]:
    """The rows as text, in portions."""
    of = f"SELECT {listed(kind.columns)} FROM {listed([kind.name])} ORDER BY {kind.key}"
    portion = bytearray()
    with cursor.copy(f"COPY ({of}) TO STDOUT") as copy:
        for row in copy:
            portion += row
            if len(portion) >= PORTION:
                yield bytes(portion)
                portion.clear()
    yield bytes(portion)


def load(cursor: CursorWrapper, name: str, columns: list[str], portions: Iterable[bytes], bar: Any) -> None:
    """Rows for a table that this transaction has emptied, so that they are there for all at once."""
    with cursor.copy(f"COPY {listed([name])} ({listed(columns)}) FROM STDIN (FREEZE)") as copy:
        for portion in portions:
            copy.write(portion)
            bar.update(portion.count(b"\n"))


class Tally:
    """What went by of a table."""

    def __init__(self, columns: list[str]) -> None:
        self._columns, self._rows, self._digest = columns, 0, sha256()

    def add(self, portion: bytes) -> int:
        count = portion.count(b"\n")  # within a value it is written as \n
        self._rows += count
        self._digest.update(portion)
        return count

    @property
    def table(self) -> Table:
        return Table(columns=self._columns, rows=self._rows, sha256=self._digest.hexdigest())
