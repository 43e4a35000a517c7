"""Restoring a backup into an empty place: the schema by migrations, as it was, the rows by COPY, then what is newer.

Rules and history have seen these rows before: triggers rest meanwhile, indexes and foreign keys are made afterwards,
over all rows at once. What the tables then hold has to be what the backup says they held.
"""

from pathlib import Path

from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from django.db.backends.utils import CursorWrapper
from django.db.migrations.executor import MigrationExecutor

from archive.backups import tables
from archive.backups.files import Backup, Manifest, Unusable, opened
from archive.backups.tables import OURS, Kind, Tally
from archive.database.bulk import settle_down
from archive.progress import progress

NOTHING = "The place is empty as before."
# How each is dropped, and made again.
FOREIGN_KEYS = f"""
    SELECT format('ALTER TABLE %s DROP CONSTRAINT %I', conrelid::regclass, conname),
        format('ALTER TABLE %s ADD CONSTRAINT %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid))
    FROM pg_constraint WHERE connamespace = {OURS} AND contype = 'f'
"""
INDEXES = f"""
    SELECT format('DROP INDEX %s', indexrelid::regclass), pg_get_indexdef(indexrelid)
    FROM pg_index JOIN pg_class c ON c.oid = indexrelid
    WHERE relnamespace = {OURS} AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid)
"""


def restore(file: Path) -> Manifest:
    with opened(file) as backup:
        executor = MigrationExecutor(connection)
        _refuse_what_is_newer(backup.manifest, executor)
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                _refuse_a_full_place(cursor)
                executor.migrate(_ends(executor, backup.manifest))
                _fill(cursor, backup)
        except DatabaseError as error:
            raise CommandError(f"{NOTHING} PostgreSQL refused: {error}") from error
    call_command("migrate", interactive=False, verbosity=0)
    settle_down()
    return backup.manifest


def _refuse_what_is_newer(manifest: Manifest, executor: MigrationExecutor) -> None:
    unknown = [f"{app}.{name}" for app, name in manifest.migrations if (app, name) not in executor.loader.graph.nodes]
    if unknown:
        raise Unusable(
            f"This backup was taken by Rostrum {manifest.rostrum}, whose tables this version does not know "
            f"({unknown[-1]}): restore it with that version or a newer one."
        )


def _refuse_a_full_place(cursor: CursorWrapper) -> None:
    if count := tables.count(cursor):
        raise CommandError(
            f"The database {connection.settings_dict['NAME']} is not empty, it has {count} tables: restore into a "
            "place of its own, by another folder in ROSTRUM_DATA or an empty database in DATABASE_URL."
        )


def _ends(executor: MigrationExecutor, manifest: Manifest) -> list[tuple[str, str]]:
    """The last migrations of each app, as the backup knew them."""
    applied, nodes = set(manifest.migrations), executor.loader.graph.node_map
    return [
        key
        for key in sorted(applied)
        if not any(child.key in applied and child.key[0] == key[0] for child in nodes[key].children)
    ]


def _fill(cursor: CursorWrapper, backup: Backup) -> None:
    kinds = tables.kinds(cursor)
    _refuse_another_schema(kinds, backup.manifest)
    cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET LOCAL maintenance_work_mem = '256MB';" + tables.ONE_WAY)
    _let_triggers(cursor, "DISABLE", kinds)
    aside = [*_set_aside(cursor, FOREIGN_KEYS), *_set_aside(cursor, INDEXES)]
    _load(cursor, backup)
    with progress(len(aside), "indexes and keys", NOTHING) as bar:
        for statement in reversed(aside):
            cursor.execute(statement)
            bar.update()
    _let_triggers(cursor, "ENABLE", kinds)
    _verify(cursor, kinds, backup.manifest)


def _refuse_another_schema(kinds: list[Kind], manifest: Manifest) -> None:
    made = {kind.name: sorted(kind.columns) for kind in kinds}
    said = {name: sorted(table.columns) for name, table in manifest.tables.items()}
    if differing := [name for name in made | said if made.get(name) != said.get(name)]:
        raise Unusable(f"{NOTHING} The backup's tables are not what its migrations make: {', '.join(differing)}.")


def _let_triggers(cursor: CursorWrapper, state: str, kinds: list[Kind]) -> None:
    for kind in kinds:
        cursor.execute(f"ALTER TABLE {tables.listed([kind.name])} {state} TRIGGER USER")


def _set_aside(cursor: CursorWrapper, what: str) -> list[str]:
    """Drop them; what makes them again."""
    cursor.execute(what)
    found = cursor.fetchall()
    for drop, _ in found:
        cursor.execute(drop)
    return [make for _, make in found]


def _load(cursor: CursorWrapper, backup: Backup) -> None:
    said = backup.manifest.tables
    cursor.execute(f"TRUNCATE {tables.listed(said)}")  # of what migrations write themselves
    with progress(sum(table.rows for table in said.values()), "rows", NOTHING) as bar:
        for name, table in said.items():
            tables.load(cursor, name, table.columns, backup.rows(name), bar)
    for name, last in backup.manifest.sequences.items():
        cursor.execute("SELECT setval(%s::regclass, %s)", [tables.listed([name]), last])


def _verify(cursor: CursorWrapper, kinds: list[Kind], manifest: Manifest) -> None:
    with progress(sum(table.rows for table in manifest.tables.values()), "rows verified", NOTHING) as bar:
        for kind in kinds:
            said = manifest.tables[kind.name]
            tally = Tally(said.columns)
            for portion in tables.rows(cursor, kind._replace(columns=said.columns)):
                bar.update(tally.add(portion))
            if tally.table != said:
                raise Unusable(f"{NOTHING} {kind.name} came out otherwise than the backup says: report this.")
