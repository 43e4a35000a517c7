"""The archive's edition: a number that is another after each transaction that changes what readers see.

It is one row, moved at the end of the writing transaction, so a snapshot of the database holds the edition of what it
shows: two pages of one edition are made of the same rows, on this server, on its replicas and on what a dump restored.
The number is the time of the change in microseconds, and always more than the last: an archive that was set back, or a
standby that took over and never heard of the last change, does not come to a number that has meant something else.

Migration events/0009_edition.py has the triggers; `archive.database.migrating.MovesEdition` gives them to a new table.
"""

from datetime import UTC, datetime

from django.db import DEFAULT_DB_ALIAS, connections
from django.utils.timezone import now
from psycopg import Cursor

# A transaction that has changed something itself sees what no edition has: pages within it are nobody else's.
UNSETTLED = 0
READ = "SELECT CASE WHEN current_setting('archive.moves', true) = 'yes' THEN 0 ELSE number END FROM archive_edition"
# To ask the constraints before the end is not to end: the row is left to other writers until then.
CHECK_CONSTRAINTS = """
    SELECT set_config('archive.waits', 'yes', true);
    SET CONSTRAINTS ALL IMMEDIATE;
    SET CONSTRAINTS ALL DEFERRED;
    SELECT set_config('archive.waits', '', true);
    UPDATE archive_moving SET writer = writer WHERE writer = pg_current_xact_id_if_assigned();
"""


def moment_of(number: int) -> datetime:
    """When the change was that made an edition; of what is unsettled, now."""
    return datetime.fromtimestamp(number / 1_000_000, UTC) if number else now()


def edition(using: str = DEFAULT_DB_ALIAS) -> int:
    """The edition in the transaction at hand; `UNSETTLED` where that has written."""
    connection = connections[using]
    connection.ensure_connection()
    with connection.wrap_database_errors, Cursor(connection.connection) as cursor:
        [(number,)] = cursor.execute(READ, prepare=True).fetchall()
    return int(number)
