"""Taking a backup: everything as it stands in one moment, while others go on reading and writing."""

from pathlib import Path
from typing import Any
from zipfile import ZipFile

from django.core.management import CommandError
from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper
from django.db.migrations.recorder import MigrationRecorder
from django.utils.timezone import now

import archive
from archive.backups import tables
from archive.backups.files import MANIFEST, Manifest, Table, written
from archive.backups.tables import Kind, Tally
from archive.progress import progress

MOMENT = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY;"


def back_up(file: Path) -> Manifest:
    with written(file) as target, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(MOMENT + tables.ONE_WAY)
        kinds = _locked(cursor)
        manifest = Manifest(
            rostrum=archive.__version__,
            taken_at=now().isoformat(timespec="seconds"),
            migrations=sorted(MigrationRecorder(connection).applied_migrations()),
            tables=_saved(cursor, kinds, target),
            sequences=tables.sequences(cursor),  # read last: they are never behind the rows
        )
        target.writestr(MANIFEST, manifest.model_dump_json(indent=1))
    return manifest


def _locked(cursor: CursorWrapper) -> list[Kind]:
    """The tables, which no `migrate` changes now."""
    kinds = tables.kinds(cursor)
    if not kinds:
        raise CommandError("There is no archive here yet, so there is nothing to back up.")
    cursor.execute(f"LOCK TABLE {tables.listed(kind.name for kind in kinds)} IN ACCESS SHARE MODE")
    return kinds


def _saved(cursor: CursorWrapper, kinds: list[Kind], target: ZipFile) -> dict[str, Table]:
    with progress(sum(kind.about for kind in kinds), "rows", "No backup was written.") as bar:
        return {kind.name: _save(cursor, kind, target, bar) for kind in kinds}


def _save(cursor: CursorWrapper, kind: Kind, target: ZipFile, bar: Any) -> Table:
    tally = Tally(kind.columns)
    with target.open(kind.name, "w", force_zip64=True) as member:
        for portion in tables.rows(cursor, kind):
            member.write(portion)
            bar.update(tally.add(portion))
    return tally.table
