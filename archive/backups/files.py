"""A backup as a file: a zip of tables, each as COPY writes it, and a manifest of them; last comes the sum of it all.

Only its owner reads it, and it gets its name when it is whole and on the disk.
"""

import json
import os
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from tempfile import mkstemp
from typing import BinaryIO
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile

from django.core.management import CommandError
from pydantic import BaseModel

FORMAT = 1
MANIFEST = "manifest.json"
SUM = 64  # as hexadecimal digits, in the place of the zip's comment
PORTION = 1 << 20
CUT = "its end is missing, it was cut short."


class Table(BaseModel):
    """What a table held: its rows are those of COPY, in the order of the key, their sum that of the same bytes."""

    columns: list[str]
    rows: int
    sha256: str


class Manifest(BaseModel):
    format: int = FORMAT
    rostrum: str
    taken_at: str
    migrations: list[tuple[str, str]]
    tables: dict[str, Table]
    sequences: dict[str, int]


class Unusable(CommandError):
    """The file is no backup, or not whole; the message says what is wrong."""


class Backup:
    """A backup that was found whole."""

    def __init__(self, archive: ZipFile, manifest: Manifest) -> None:
        self._archive, self.manifest = archive, manifest

    def rows(self, table: str) -> Iterator[bytes]:
        with self._archive.open(table) as member:
            while portion := member.read(PORTION):
                yield portion


@contextmanager
def written(path: Path) -> Iterator[ZipFile]:
    """A zip to be filled, which is there wholly afterwards, or not at all."""
    half = None
    try:
        descriptor, half = mkstemp(prefix=f".{path.name}.", suffix=".half", dir=path.parent)
        with os.fdopen(descriptor, "w+b") as file:
            with ZipFile(file, "w", ZIP_DEFLATED, compresslevel=1) as archive:
                archive.comment = b"0" * SUM
                yield archive
            digest = _sum(file)
            file.write(digest.encode())
            file.flush()
            os.fsync(descriptor)
        Path(half).replace(path)
        _sync(path.parent)
    except OSError as error:
        raise CommandError(f"{path} cannot be written ({error.strerror}): mend that or choose another file.") from None
    finally:
        if half:
            Path(half).unlink(missing_ok=True)


@contextmanager
def opened(path: Path) -> Iterator[Backup]:
    """The backup in a file, if it is one, and whole."""
    try:
        file = path.open("rb")
    except OSError as error:
        raise Unusable(f"{path} cannot be read ({error.strerror}).") from None
    with file:
        try:
            backup = _sound(file)
        except ValueError as error:
            raise Unusable(f"{path} is not restored: {error}") from None
        yield backup


def _sound(file: BinaryIO) -> Backup:
    """The backup in an open file; a ValueError says what is wrong with it."""
    is_zip = file.read(2) == b"PK"
    try:
        archive = ZipFile(file)
    except (BadZipFile, OSError):
        raise ValueError(CUT if is_zip else "it is no backup.") from None
    if MANIFEST not in archive.namelist():
        raise ValueError("it is no backup, but another zip.")
    if len(archive.comment) < SUM:
        raise ValueError(CUT)
    if _sum(file) != file.read().decode("latin-1"):
        raise ValueError(f"it is damaged, {_damage(archive)}.")
    said = json.loads(archive.read(MANIFEST))
    if said["format"] != FORMAT:
        raise ValueError(f"it is of format {said['format']}, and this version of Rostrum reads format {FORMAT}.")
    return Backup(archive, Manifest.model_validate(said))


def _sum(file: BinaryIO) -> str:
    """The sum of all but the last words, which are read next."""
    left, digest = file.seek(0, os.SEEK_END) - SUM, sha256()
    file.seek(0)
    while portion := file.read(min(left, PORTION)):
        digest.update(portion)
        left -= len(portion)
    return digest.hexdigest()


def _damage(archive: ZipFile) -> str:
    for name in archive.namelist():
        try:
            with archive.open(name) as member:
                while member.read(PORTION):
                    pass
        except (BadZipFile, OSError, EOFError, NotImplementedError, RuntimeError, zlib.error):
            return f"in {name}"
    return "between its tables"


def _sync(folder: Path) -> None:
    """Have the folder know the new name even after a power cut."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
