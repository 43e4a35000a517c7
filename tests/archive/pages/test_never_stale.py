"""After a change is acknowledged no reader is sent an older page: writers and readers at once, on the real server."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from archive.embedded.postgres import PORT, USER
from tests.markers import crowd
from tests.served import Site, free_port


@pytest.fixture(scope="module")
def site(common_ground: Path) -> Iterator[Site]:
    site = Site(common_ground, free_port()).wait_for("/sign-in/")
    site.patience.cancel()
    yield site
    site.kill()
    site.cluster.stop()


@pytest.mark.parametrize("requests", [400, pytest.param(50_000, marks=pytest.mark.slow)])
def test_no_reader_is_sent_a_page_older_than_what_was_saved(site: Site, requests: int) -> None:
    database = f"host={site.cluster.socket} port={PORT} user={USER} dbname=postgres"
    with crowd(site, database, requests) as told:
        pass
    assert told.stale == []
    assert set(told.statuses) == {200, 304} and told.statuses.total() == requests
    assert min(told.saved) > 1
