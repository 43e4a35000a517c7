import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest


@pytest.fixture(scope="module")
def common_ground() -> Iterator[Path]:
    """A folder that every account can enter, unlike pytest's own."""
    path = Path(tempfile.mkdtemp(prefix="rostrum-test-"))
    path.chmod(0o711)
    yield path
    shutil.rmtree(path)


@pytest.fixture
def ground(common_ground: Path) -> Iterator[Path]:
    """A part of it for one test alone."""
    path = Path(tempfile.mkdtemp(dir=common_ground))
    path.chmod(0o711)
    yield path
    shutil.rmtree(path)
