"""Writing a dump: everything of one moment, into a folder that is there whole or not at all."""

import json
import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from hashlib import file_digest
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from django.core.management.base import CommandError
from django.db import connection, transaction

from archive.database.edition import edition
from events.interop.dump import database
from events.interop.dump.columns import Table
from events.interop.dump.descriptor import DATABASE, csv_path, data_package, datasette, read_me
from events.interop.dump.tables import tables
from events.models import Report
from events.reportfile.definitions import KINDS
from events.reportfile.exporting import exported_files

MARK = "datapackage.json"
SUMS = "SHA256SUMS"
ZIP, DATABASE_FILE = f"{DATABASE}.zip", f"{DATABASE}.sqlite"
Step = Callable[[], object]


def steps() -> int:
    """About how many steps a dump takes."""
    return len(tables()) + len(KINDS) + Report.objects.count() + 2


def write(folder: Path, done: Step = lambda: None) -> None:
    """Write the dump; what an earlier one left in the folder is replaced once this one is whole."""
    if folder.exists() and not (folder / MARK).exists() and any(folder.iterdir()):
        raise CommandError(f"{folder} holds something else than a dump: name an empty or a new folder.")
    half = folder.with_name(f"{folder.name}.half")
    shutil.rmtree(half, ignore_errors=True)
    half.mkdir(parents=True)
    try:
        _write(half, done)
        _put(half, folder)
    finally:
        shutil.rmtree(half, ignore_errors=True)


def _put(half: Path, folder: Path) -> None:
    """Whoever opens a file of the old dump goes on reading that."""
    old = folder.with_name(f"{folder.name}.old")
    shutil.rmtree(old, ignore_errors=True)
    if folder.exists():
        folder.rename(old)
    half.rename(folder)
    shutil.rmtree(old, ignore_errors=True)


def _write(folder: Path, done: Step) -> None:
    every = tables()
    with transaction.atomic(), connection.cursor() as cursor:
        if not connection.savepoint_ids:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        when = as_of()
        for table in every:
            copy(table, _made(folder / csv_path(table)))
            done()
        for name, text in exported_files():
            _made(folder / "files" / name).write_text(text, encoding="utf-8", newline="\n")
            done()
    database.write(folder, folder / DATABASE_FILE, every)
    done()
    _json(folder / MARK, data_package(every, dict(digests(folder)), when))
    _json(folder / "metadata.json", datasette(every))
    (folder / "README.md").write_text(read_me(when), encoding="utf-8", newline="\n")
    _zip(folder)
    sums = [f"{digest}  {name}\n" for name, (_, digest) in digests(folder)]
    (folder / SUMS).write_text("".join(sums), encoding="utf-8", newline="\n")
    done()


def as_of() -> str:
    """When the archive was last changed."""
    return datetime.fromtimestamp(edition() / 1_000_000, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _made(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    return path


def copy(table: Table, file: Path) -> None:
    """The rows as CSV, as PostgreSQL sends them: none is ever held."""
    sql, params = table.query.query.sql_with_params()
    heads = ",".join(column.name for column in table.columns)
    with file.open("wb") as target, connection.wrap_database_errors, connection.connection.cursor() as cursor:
        target.write(f"{heads}\n".encode())
        with cursor.copy(f"COPY ({sql}) TO STDOUT (FORMAT csv)", params) as copy:
            for some in copy:
                target.write(some)


def _json(file: Path, said: dict[str, Any]) -> None:
    file.write_text(json.dumps(said, ensure_ascii=False, indent=1) + "\n", encoding="utf-8", newline="\n")


def digests(folder: Path) -> Iterator[tuple[str, tuple[int, str]]]:
    """(path below the folder, (size in bytes, SHA-256)) of every file, in order."""
    for path in files(folder):
        with path.open("rb") as source:
            yield path.relative_to(folder).as_posix(), (path.stat().st_size, file_digest(source, "sha256").hexdigest())


def files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def _zip(folder: Path) -> None:
    """All but the database as one file, the same bytes for the same files."""
    inside = [path for path in files(folder) if path.suffix != ".sqlite"]
    with ZipFile(folder / ZIP, "w", ZIP_DEFLATED) as target:
        for path in inside:
            entry = ZipInfo(f"{DATABASE}/{path.relative_to(folder).as_posix()}", (1980, 1, 1, 0, 0, 0))
            entry.compress_type, entry.external_attr = ZIP_DEFLATED, 0o644 << 16
            with path.open("rb") as source, target.open(entry, "w") as into:
                shutil.copyfileobj(source, into, 1 << 20)
