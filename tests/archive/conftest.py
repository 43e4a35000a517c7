import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.served import clear, ground_of_its_own


@pytest.fixture(scope="module")
def common_ground() -> Iterator[Path]:
    with ground_of_its_own() as path:
        yield path


@pytest.fixture
def ground(common_ground: Path) -> Iterator[Path]:
    """A part of it for one test alone."""
    path = Path(tempfile.mkdtemp(dir=common_ground))
    path.chmod(0o711)
    yield path
    clear(path)
