"""An archive moves: from the embedded server to another PostgreSQL, older and without a superuser, and back."""

import os
import subprocess
import sys
from pathlib import Path
from urllib.parse import quote

import pytest
from django.conf import settings

from archive.embedded.postgres import Cluster

DEBIAN = Path("/usr/lib/postgresql/15/bin")
pytestmark = [pytest.mark.slow, pytest.mark.skipif(not DEBIAN.exists(), reason="needs Debian's PostgreSQL 15")]


class Archive:
    """`manage.py` for an archive of its own."""

    def __init__(self, folder: Path, **more: str) -> None:
        self.env = os.environ | {"ROSTRUM_DATA": str(folder)} | more

    def __call__(self, *arguments: str, sql: str = "") -> str:
        line = [sys.executable, "manage.py", *arguments]
        done = subprocess.run(line, cwd=settings.BASE_DIR, env=self.env, input=sql, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def taken_out(self, folder: Path) -> dict[str, bytes]:
        """What others may take of it, byte for byte: report files, and the dump with its tables."""
        self("export_reports", str(folder / "files"))
        self("dump", str(folder / "dump"))
        return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def keeper(folder: Path) -> Archive:
    """An empty database of Debian's server, whose owner may do no more than own it."""
    debian = Archive(folder, ROSTRUM_PG_BIN=str(DEBIAN))
    debian("db", "start")
    debian("db", "psql", sql="CREATE ROLE keeper LOGIN; CREATE DATABASE kept OWNER keeper;")
    socket = quote(str(Cluster(folder, DEBIAN).socket), safe="")
    return Archive(folder, DATABASE_URL=f"postgres://keeper@{socket}:5432/kept", SECRET_KEY="x" * 60)


def test_it_moves_to_an_older_server_of_an_ordinary_owner_and_back(ground: Path, tmp_path: Path) -> None:
    first, last = Archive(ground / "first"), Archive(ground / "last")
    first("migrate")
    first("load_reports", str(settings.FIXTURES))
    first("give_roles", "anna", "curator")
    taken_out = first.taken_out(tmp_path / "out-first")
    try:
        first("backup", str(tmp_path / "first.backup"))
        other = keeper(ground / "debian")
        other("restore", str(tmp_path / "first.backup"))
        other("backup", str(tmp_path / "other.backup"))
    finally:
        Archive(ground / "debian", ROSTRUM_PG_BIN=str(DEBIAN))("db", "stop")
    last("restore", str(tmp_path / "other.backup"))
    assert last.taken_out(tmp_path / "out-last") == taken_out
    assert "anna: curator" in last("give_roles", "anna", "curator")


def test_a_backup_is_proved_where_no_archive_is(ground: Path, tmp_path: Path) -> None:
    archive = Archive(ground / "archive", TMPDIR=str(ground))
    archive("migrate")
    archive("give_roles", "anna", "curator")
    archive("backup", str(tmp_path / "file"))
    elsewhere = Archive(ground / "elsewhere", TMPDIR=str(ground))
    assert f"{tmp_path / 'file'} can be restored: " in elsewhere("restore", "--check", str(tmp_path / "file"))
    assert [path.name for path in ground.iterdir()] == ["archive"]
