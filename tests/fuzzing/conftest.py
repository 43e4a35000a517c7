"""An archive that stands for all parsers."""

import logging
from collections.abc import Iterator

import pytest
from pytest_django import DjangoDbBlocker

from tests.fuzzing import arena
from tests.generated_archive import standing


@pytest.fixture(scope="module")
def archive(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    with standing(django_db_blocker):
        arena.made()
        logging.disable()  # thousands of refusals take longer to log than to make
        yield
        logging.disable(logging.NOTSET)
