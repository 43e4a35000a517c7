import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings


class Database:
    """`manage.py db` on an archive of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __call__(self, *arguments: str, sql: str = "") -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "manage.py", "db", *arguments],
            cwd=settings.BASE_DIR,
            env=os.environ | {"ROSTRUM_DATA": str(self.folder)},
            input=sql,
            capture_output=True,
            text=True,
        )

    def state(self) -> str:
        return self("status").stdout.splitlines()[0]


@pytest.fixture
def db(ground: Path) -> Database:
    return Database(ground / ".archive")


def test_it_runs_from_start_to_stop(db: Database) -> None:
    states = [db.state()]
    db("start")
    states.append(db.state())
    db("stop")
    states.append(db.state())
    assert states == ["stopped", "running, until `db stop`", "stopped"]


def test_a_dump_brings_everything_back_and_only_its_owner_reads_it(db: Database, tmp_path: Path) -> None:
    file = tmp_path / "a dump"
    db("start")
    db("psql", sql="create table kept as select 'Zoë' as name")
    db("dump", str(file))
    db("psql", sql="drop table kept; create table newer ()")
    db("restore", str(file))
    tables = db("psql", sql="\\pset format unaligned\n\\t\nselect name from kept; select to_regclass('newer') is null")
    db("stop")
    assert file.stat().st_mode & 0o777 == 0o600
    assert tables.stdout.splitlines()[-2:] == ["Zoë", "t"]


def test_a_file_that_is_no_dump_changes_nothing(db: Database, tmp_path: Path) -> None:
    (tmp_path / "rubbish").write_text("rubbish " * 100)
    db("start")
    db("psql", sql="create table kept ()")
    refused = db("restore", str(tmp_path / "rubbish"))
    kept = db("psql", sql="\\t\nselect to_regclass('kept')")
    db("stop")
    assert refused.returncode == 1
    assert refused.stderr.startswith("CommandError: pg_restore failed, and the archive is as it was: ")
    assert kept.stdout.split()[-1] == "kept"


def test_a_server_of_somebody_else_is_left_alone(db: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgres://127.0.0.1:1/x")
    monkeypatch.setenv("SECRET_KEY", "x")
    assert db("stop").stderr == (
        "CommandError: DATABASE_URL is set: use that server's own tools, or unset it for the embedded one.\n"
    )
