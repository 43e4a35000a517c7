"""Proving a backup: it is restored where no archive is, by a server made for that, which both go again."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from shutil import rmtree

from django.conf import settings
from django.core.management import CommandError

from archive.backups.files import Manifest, opened
from archive.embedded.postgres import Cluster


def check(file: Path) -> Manifest:
    with opened(file) as backup, _ground() as ground:
        _restore_at(ground / "archive", file.absolute())
    return backup.manifest


@contextmanager
def _ground() -> Iterator[Path]:
    """A folder that the server's account may enter; without the socket's, too, when it is left."""
    ground = Path(tempfile.mkdtemp(prefix="rostrum-check-"))
    ground.chmod(0o711)
    try:
        yield ground
    finally:
        scratch = Cluster(ground / "archive", settings.ROSTRUM_PG_BIN, settings.ROSTRUM_PG_USER)
        scratch.stop()
        with suppress(OSError):
            scratch.socket.rmdir()
        rmtree(scratch.ground)  # elsewhere, if the account may not enter TMPDIR
        rmtree(ground, ignore_errors=True)


def _restore_at(folder: Path, file: Path) -> None:
    """In a process of its own, since the settings of this one name the archive."""
    env = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "REPLICA_URLS")}
    env |= {"ROSTRUM_DATA": str(folder), "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    line = [sys.executable, "-m", "django", "restore", str(file), "--settings", "archive.settings", "--verbosity", "0"]
    done = subprocess.run(line, env=env, stdout=subprocess.DEVNULL, cwd=settings.BASE_DIR)
    if done.returncode:
        raise CommandError(f"{file} could not be restored.", returncode=done.returncode)
