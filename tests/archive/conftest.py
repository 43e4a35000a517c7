import shutil
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from archive.postgres import Cluster


@pytest.fixture(scope="module")
def common_ground() -> Iterator[Path]:
    """A folder that every account can enter, unlike pytest's own."""
    path = Path(tempfile.mkdtemp(prefix="rostrum-test-"))
    path.chmod(0o711)
    yield path
    clear(path)


@pytest.fixture
def ground(common_ground: Path) -> Iterator[Path]:
    """A part of it for one test alone."""
    path = Path(tempfile.mkdtemp(dir=common_ground))
    path.chmod(0o711)
    yield path
    clear(path)


def clear(path: Path) -> None:
    """Remove the archives below it, with the folders that a stopped or killed server left in /tmp."""
    for mark in path.rglob("id"):
        with suppress(OSError):
            Cluster(mark.parent).socket.rmdir()
    shutil.rmtree(path)
