"""The benchmarks ask for pages that are there, and tell what they cost."""

from collections.abc import Iterator
from functools import partial
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command
from django.core.signals import request_finished, request_started
from django.db import close_old_connections

from archive.patience import patience
from tests.benchmarks.asking import Server
from tests.benchmarks.pages import every_page
from tests.benchmarks.table import table


@pytest.fixture
def one_connection(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The test's transaction lasts for many requests; a slow machine is given no page of 503."""
    monkeypatch.setattr("archive.pages.patience", partial(patience, 60))
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.mark.usefixtures("db", "one_connection")
def test_every_page_measured_is_there() -> None:
    call_command("load_reports", settings.FIXTURES, verbosity=0)
    server = Server()
    pages = dict(every_page(server))
    assert {"front page", "forums, 3 broad", "speakers, 1 narrow", "organization, heaviest", "search, a slip"} <= {
        *pages
    }
    assert {name: status for name, address in pages.items() if (status := server.get(address)[0]) != 200} == {}


@pytest.mark.usefixtures("db", "one_connection")
def test_a_cost_counts_queries_and_bytes() -> None:
    server = Server()
    cost = server.cost("/forums/?format=json")
    assert (cost.status, cost.size) == (200, len(server.get("/forums/?format=json")[1]))
    assert cost.queries > 1 and 0 < cost.sql < cost.median <= cost.p95


def test_the_table_sets_each_page_beside_the_same_of_five_reports() -> None:
    def cost(**more: float) -> dict[str, Any]:
        usual = {"first": 0.02, "median": 0.01, "p95": 0.015, "sql": 0.005, "bare": 0.004, "queries": 5, "size": 12000}
        return {**usual, "status": 200, **more}

    text = table({"forums": cost()}, {"forums": cost(median=0.03), "far": cost(status=503, bare=0)}, "Today")
    assert text.splitlines()[-2:] == [
        "| forums | 20 | 30 | 15 | 5 | 7.5 | 5 | 12 | 10 | 3.0 |",
        "| far (503) | 20 | 10 | 15 | 5 |  | 5 | 12 |  |  |",
    ]
