"""A million appearances are sent in the memory of a hundred thousand: however long a list is, no more is ever held.

`STREAMED_FORUMS=10000 make test ARGS="-m slow -n 0 -k hold"` asks the same of a smaller archive.
"""

import os
import resource
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import pytest
from django.test import Client
from pytest_django import DjangoDbBlocker

from archive.formats.selections import AT_ONCE
from events.generating.making import generate
from events.interop.dump import facts
from events.interop.dump.writing import copy
from tests.benchmarks.archives import UNIT
from tests.generated_archive import standing

pytestmark = [pytest.mark.slow, pytest.mark.django_db]
FORUMS = int(os.environ.get("STREAMED_FORUMS", 100_000))
FEW = FORUMS // AT_ONCE // 11  # pieces of the shortest of the lists
MORE = 8_000_000  # bytes, less than the ids of all would take as objects, let alone the records


@pytest.fixture(scope="module", autouse=True)
def archive(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    with standing(django_db_blocker):
        generate(FORUMS)
        yield


@pytest.mark.parametrize("path", ["/speakers/?format=csv", "/sessions/?format=ics", "/forums/?format=jsonl"])
def test_a_long_list_is_sent_without_being_held(client: Client, path: str) -> None:
    pieces: Iterator[bytes] = client.get(path).streaming_content  # type: ignore[attr-defined]
    few = sum(1 for _ in islice(pieces, FEW))
    before = peak()
    assert sum(1 for _ in pieces) >= 10 * few
    assert peak() - before < MORE


def test_a_table_of_a_million_rows_is_written_without_being_held(tmp_path: Path) -> None:
    table, before = facts.appearances(), peak()
    copy(table, tmp_path / "appearances.csv")
    assert peak() - before < MORE
    with (tmp_path / "appearances.csv").open() as written:
        assert sum(1 for _ in written) - 1 == table.query.count() > 9 * FORUMS


def peak() -> int:
    """The most memory that this process ever had."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * UNIT
