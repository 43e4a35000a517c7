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


def test_a_server_of_somebody_else_is_left_alone(db: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgres://127.0.0.1:1/x")
    monkeypatch.setenv("SECRET_KEY", "x")
    assert db("stop").stderr == (
        "CommandError: DATABASE_URL is set: use that server's own tools, or unset it for the embedded one.\n"
    )
