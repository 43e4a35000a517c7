"""What is no backup, or not whole, is refused in words that name what is wrong; no half a backup is ever left."""

import json
import os
import random
from collections.abc import Callable
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from zipfile import ZipFile

import pytest
from django.core.management import CommandError

from archive.backups.files import MANIFEST, Manifest, Table, opened, written

ROWS = {name: random.Random(name).randbytes(5000) for name in ("events_forum", "people_person")}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    tables = {name: Table(columns=["id"], rows=1, sha256=sha256(rows).hexdigest()) for name, rows in ROWS.items()}
    said = Manifest(rostrum="0.1.0", taken_at="2026-11-22", migrations=[], tables=tables, sequences={})
    with written(tmp_path / "whole") as archive:
        for name, rows in ROWS.items():
            archive.writestr(name, rows)
        archive.writestr(MANIFEST, said.model_dump_json())
    return tmp_path / "whole"


def refusal(file: Path) -> str:
    with pytest.raises(CommandError) as refused, opened(file):
        pass
    return str(refused.value).removeprefix(f"{file} is not restored: ")


def flipped(data: bytes, at: int) -> bytes:
    return data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]


def test_what_was_written_is_read(file: Path) -> None:
    with opened(file) as backup:
        assert {name: b"".join(backup.rows(name)) for name in backup.manifest.tables} == ROWS


def test_any_zip_program_reads_it(file: Path) -> None:
    with ZipFile(file) as archive:
        assert archive.testzip() is None
        assert archive.namelist() == [*ROWS, MANIFEST]


@pytest.mark.parametrize(
    ("harm", "words"),
    [
        (lambda data: b"", "it is no backup."),
        (lambda data: b"rubbish " * 100, "it is no backup."),
        (lambda data: data[:-1], "its end is missing, it was cut short."),
        (lambda data: data[:-64], "its end is missing, it was cut short."),
        (lambda data: data[:6000], "its end is missing, it was cut short."),
        (lambda data: data[:10], "its end is missing, it was cut short."),
        (lambda data: flipped(data, 2000), "it is damaged, in events_forum."),
        (lambda data: flipped(data, 8000), "it is damaged, in people_person."),
        (lambda data: flipped(data, len(data) - 10), "it is damaged, between its tables."),
        (lambda data: data[:100] + data[200:], "it is damaged, in events_forum."),
    ],
)
def test_what_is_not_whole_is_refused(file: Path, harm: Callable[[bytes], bytes], words: str) -> None:
    file.write_bytes(harm(file.read_bytes()))
    assert refusal(file) == words


def test_no_flipped_bit_goes_unseen(file: Path) -> None:
    """Least of all in what zip itself does not sum up."""
    whole = file.read_bytes()
    for at in [*range(0, len(whole), 97), *range(len(whole) - 400, len(whole))]:
        file.write_bytes(flipped(whole, at))
        assert refusal(file).startswith(("it is ", "its end ")), at


def test_another_zip_is_no_backup(tmp_path: Path) -> None:
    with ZipFile(tmp_path / "other.zip", "w") as archive:
        archive.writestr("notes.txt", "notes")
    assert refusal(tmp_path / "other.zip") == "it is no backup, but another zip."


def test_a_file_of_another_format_is_refused(tmp_path: Path) -> None:
    with written(tmp_path / "newer") as archive:
        archive.writestr(MANIFEST, json.dumps({"format": 2}))
    assert refusal(tmp_path / "newer") == "it is of format 2, and this version of Rostrum reads format 1."


def test_a_file_that_cannot_be_read_or_written_is_named(tmp_path: Path) -> None:
    missing = tmp_path / "missing" / "file"
    assert refusal(missing) == f"{missing} cannot be read (No such file or directory)."
    with pytest.raises(CommandError) as refused, written(missing):
        pass
    assert str(refused.value) == (
        f"{missing} cannot be written (No such file or directory): mend that or choose another file."
    )


def test_a_backup_that_fails_leaves_the_last_one(file: Path) -> None:
    whole = file.read_bytes()
    with suppress(KeyboardInterrupt), written(file) as archive:
        archive.writestr("events_forum", b"half")
        raise KeyboardInterrupt
    assert file.read_bytes() == whole
    assert os.listdir(file.parent) == [file.name]
