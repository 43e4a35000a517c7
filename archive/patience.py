"""How long a reader's page may ask the database: a page that would take longer says so, and holds up nobody else."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import OperationalError, connection, transaction
from psycopg.errors import QueryCanceled

SECONDS = 5


class Impatience(Exception):
    """A statement took longer than a page may wait."""


@contextmanager
def patience(seconds: float = SECONDS) -> Iterator[None]:
    """Within it each statement may take so long. The limit is the transaction's: a pooled connection keeps none."""
    try:
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SELECT set_config('statement_timeout', %s, true)", [f"{seconds * 1000:.0f}ms"])
            yield
    except OperationalError as error:
        if isinstance(error.__cause__, QueryCanceled):
            raise Impatience from error
        raise
