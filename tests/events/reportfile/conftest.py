from pathlib import Path

import pytest

from tests.events.reportfile.keeping import loaded, write
from tests.events.reportfile.malformed import BASE


@pytest.fixture
def base(db: None, tmp_path: Path) -> Path:
    """A small archive, and the folder of the files it was loaded from."""
    folder = write(tmp_path / "base", BASE)
    loaded(folder)
    return folder
