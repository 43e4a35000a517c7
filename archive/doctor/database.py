"""The server of the database, its tables, and what keeps them: triggers, indexes, constraints."""

import time
from collections.abc import Iterator
from typing import TypeVar

import pgtrigger
from django.apps import apps
from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.migrations.loader import MigrationLoader
from django.utils.timezone import now
from pgtrigger.core import INSTALLED

from archive.database.migrating import MovesEdition, NotesChanges
from archive.database.replicas import LOST, answers
from archive.doctor import Check, Finding, Findings, last_change, names
from archive.embedded.postgres import KNOWS_LETTERS
from archive.serving.probes import told, unapplied, unknown

T = TypeVar("T")

OLDEST = 15
EXTENSIONS = {"pg_trgm", "unaccent"}
APART = 5  # seconds that two clocks may differ
SET_CLOCKS = "have both set by NTP"
LATE = 60  # seconds that a replica may lag

SWITCHED_OFF = """
    SELECT DISTINCT tgrelid::regclass::text FROM pg_trigger
    WHERE tgenabled NOT IN ('O', 'A') AND tgrelid::regclass::text = ANY(%s) ORDER BY 1
"""
INVALID = """
    SELECT indexrelid::regclass::text FROM pg_index JOIN pg_class ON pg_class.oid = indrelid
    WHERE NOT (indisvalid AND indisready AND indislive) AND relnamespace = current_schema::regnamespace ORDER BY 1
"""
UNCHECKED = """
    SELECT format('ALTER TABLE %%s VALIDATE CONSTRAINT %%I', conrelid::regclass, conname) FROM pg_constraint
    WHERE NOT convalidated AND connamespace = current_schema::regnamespace ORDER BY 1
"""
THERE = """
    SELECT relname FROM pg_class WHERE relnamespace = current_schema::regnamespace
    UNION SELECT conname FROM pg_constraint WHERE connamespace = current_schema::regnamespace
"""


def reachable() -> Findings:
    try:
        connection.ensure_connection()
    except LOST as error:
        yield Finding("The database does not answer", str(error).strip().splitlines()[0].rstrip("."))


def server() -> Findings:
    if (version := connection.cursor().connection.info.server_version // 10_000) < OLDEST:
        yield Finding(f"PostgreSQL is of version {version}", f"move to {OLDEST} or newer (manage.py backup, restore)")
    for lacking in sorted(EXTENSIONS - set(names("SELECT extname FROM pg_extension"))):
        yield Finding(f"The extension {lacking} is not installed", f"as its owner: CREATE EXTENSION {lacking}")
    if names(KNOWS_LETTERS) != ["True"] or names("SHOW server_encoding") != ["UTF8"]:
        mend = "back it up, make a database with ENCODING 'UTF8' LOCALE 'C.UTF-8' and restore it there"
        yield Finding("The database has no UTF-8 locale, so search misses letters beyond ASCII", mend)


def clock() -> Findings:
    [there] = names("SELECT extract(epoch FROM clock_timestamp())")
    if abs(seconds := float(there) - time.time()) > APART:
        what = f"The clocks of the database and of this machine are {abs(seconds):.0f} seconds apart"
        yield Finding(what, SET_CLOCKS)
    if (ahead := last_change().timestamp() - float(there)) > APART:
        yield Finding(f"The last change is {ahead:.0f} seconds in the future", SET_CLOCKS)


def migrations() -> Findings:
    if lacking := unapplied():
        yield Finding(f"Migrations are not applied ({told(lacking)})", "run manage.py migrate")


def version() -> Findings:
    if ahead := unknown():
        mend = "run that one, or go back with it before (README, “Upgrading”)"
        yield Finding(f"The database was migrated by a newer version of Rostrum ({told(ahead)})", mend)


def triggers() -> Findings:
    """Those of the models, those of migrations, and none of any table switched off."""
    lacking = []
    for model, trigger in pgtrigger.registered():
        status, _ = trigger.get_installation_status(model)
        if status != INSTALLED:
            lacking.append(f"{model._meta.db_table}.{trigger.name}")
    if lacking:
        what = f"Triggers are missing or of another version ({', '.join(lacking)})"
        yield Finding(what, "run manage.py pgtrigger install")
    tables = [model._meta.db_table for model in apps.get_models()]
    for table in names(SWITCHED_OFF, [*tables, "archive_moving"]):
        yield Finding(f"Triggers of {table} are switched off", f"ALTER TABLE {table} ENABLE TRIGGER ALL")
    for table in sorted({table for one in _operations(MovesEdition) for table in one.tables} - set(names(MOVING))):
        mend = (
            f"CREATE TRIGGER edition_to_move AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION edition_to_move()"
        )
        yield Finding(f"What is written to {table} does not move the edition", mend)
    for name in sorted({name for one in _operations(NotesChanges) for name in one.triggers} - set(names(NOTING))):
        mend = "migrate back to before the migration that makes it, and forth again"
        yield Finding(f"The trigger {name} is missing, so that lists are not told of changes", mend)


MOVING = "SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname = 'edition_to_move'"
NOTING = "SELECT tgrelid::regclass::text || '.' || tgname FROM pg_trigger WHERE tgname LIKE '%%noted'"


def _operations(kind: type[T]) -> Iterator[T]:
    for migration in MigrationLoader(None, ignore_no_migrations=True).disk_migrations.values():
        yield from (one for one in migration.operations if isinstance(one, kind))


def indexes() -> Findings:
    for name in names(INVALID):
        yield Finding(f"The index {name} is not valid", f"REINDEX INDEX {name}")


def constraints() -> Findings:
    for statement in names(UNCHECKED):
        name = statement.rsplit(" ", 1)[-1]
        yield Finding(f"The constraint {name} was never held against all rows", f"{statement}")
    wanted = {one.name for model in apps.get_models() for one in (*model._meta.constraints, *model._meta.indexes)}
    if lacking := sorted(wanted - set(names(THERE))):
        mend = "migrate back to before the migration that makes them, and forth again"
        yield Finding(f"Constraints or indexes are missing ({', '.join(lacking)})", mend)


def replicas() -> Findings:
    for alias in connections:
        if alias == DEFAULT_DB_ALIAS:
            continue
        host, port = (connections[alias].settings_dict[part] for part in ("HOST", "PORT"))
        if not answers(alias):
            yield Finding(f"The replica {host} port {port} does not answer", "start it, or take it out of REPLICA_URLS")
        elif last_change(alias) != last_change() and (late := (now() - last_change()).total_seconds()) > LATE:
            what = f"The replica {host} port {port} has not heard of the last change, {late:.0f} seconds ago"
            yield Finding(what, "see pg_stat_replication of the primary")


CHECKS = (
    Check("database", reachable, is_needed=True),
    Check("migrations", migrations, is_needed=True),
    Check("version", version),
    Check("server", server),
    Check("clock", clock),
    Check("triggers", triggers),
    Check("indexes", indexes),
    Check("constraints", constraints),
    Check("replicas", replicas),
)
