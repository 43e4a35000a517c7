"""Whether an installation is sound: checks, each of which finds what is wrong and says how to mend it, in one line.

A check reads and never writes. What a table holds is compared by the database, which gives only how many rows are wrong
and the first of them; what Python has to derive anew comes in pieces. So memory stays flat however big the archive is.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connection, connections

from archive.database.edition import moment_of
from archive.program import as_called


@dataclass(frozen=True)
class Finding:
    """What is wrong, and what to do about it."""

    what: str
    mend: str

    def __str__(self) -> str:
        return as_called(f"{' '.join(self.what.split())}: {' '.join(self.mend.split())}.")


Findings = Iterator[Finding]


@dataclass(frozen=True)
class Check:
    """What is looked at, and how; without a needed one the others would look in vain."""

    name: str
    find: Callable[[], Findings]
    is_needed: bool = False


def rows(what: str, sql: str, mend: str) -> Findings:
    """Rows that should not be, by a statement that names each."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*), min(one) FROM ({sql}) AS found (one)")  # noqa: S608
        many, first = cursor.fetchone()
    yield from counted(what, many, first, mend)


def counted(what: str, many: int, first: object, mend: str) -> Findings:
    if many:
        yield Finding(f"{what} ({many}, such as {first})", mend)


def last_change(using: str = DEFAULT_DB_ALIAS) -> datetime:
    """When a database, as it is committed there, last changed."""
    with connections[using].cursor() as cursor:
        cursor.execute("SELECT number FROM archive_edition")
        return moment_of(cursor.fetchone()[0])


def names(sql: str, *params: Any) -> list[str]:
    """The first column, as text."""
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return [str(row[0]) for row in cursor.fetchall()]
