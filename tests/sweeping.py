"""No plan is made by what another test left: its rows are taken back, but their space and the server's numbers stay.

The server's own sweeper comes when it likes. What it counts while a test's rows are not committed is none, and a table
of thousands that is taken for empty is read as a whole for each row of another.
"""

from django.db import connection
from django.db.backends.utils import CursorWrapper


def tables(cursor: CursorWrapper) -> list[str]:
    cursor.execute(
        "select format('%I.%I', nspname, relname) from pg_class join pg_namespace n on n.oid = relnamespace "
        "where relkind = 'r' and nspname = 'public'"
    )
    return [name for (name,) in cursor.fetchall()]


def leave_alone() -> None:
    """Keep the server's sweeper from the tables of the tests."""
    with connection.cursor() as cursor:
        cursor.execute("; ".join(f"alter table {name} set (autovacuum_enabled = off)" for name in tables(cursor)))


def sweep() -> None:
    """Give back the space of all rows that are gone, and count those that stand."""
    with connection.cursor() as cursor:
        cursor.execute(f"vacuum (analyze) {', '.join(tables(cursor))}")
