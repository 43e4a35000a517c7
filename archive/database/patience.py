"""What a reader's page may ask of the database: one moment of the archive, and no more than a few seconds of work."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import DEFAULT_DB_ALIAS, OperationalError, connections, transaction
from psycopg.errors import QueryCanceled

from archive.database import edition
from archive.database.outages import SHORTLY

SECONDS = 5
ONE_MOMENT = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY; "
LIMIT = f"SELECT ({edition.READ}), set_config('statement_timeout', '%d', true)"


class Impatience(Exception):
    """A statement took longer than a page may wait."""


@contextmanager
def patience(seconds: float = SECONDS, using: str = DEFAULT_DB_ALIAS) -> Iterator[int]:
    """Within it all is read as it was in one moment, of the edition given, and each statement may take so long.

    Both are the transaction's: a pooled connection keeps nothing. One that has begun keeps its own moments.
    """
    connection: Any = connections[using]
    begin = "" if connection.in_atomic_block else ONE_MOMENT
    try:
        with transaction.atomic(using):
            with connection.answering(SHORTLY), connection.cursor() as cursor:
                cursor.execute(begin + LIMIT % (seconds * 1000))
                cursor.nextset()
                [(number, _)] = cursor.fetchall()
            yield number
    except OperationalError as error:
        if isinstance(error.__cause__, QueryCanceled):
            raise Impatience from error
        raise
