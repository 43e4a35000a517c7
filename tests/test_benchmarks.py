"""The benchmarks ask for pages that are there, and tell what they cost."""

import asyncio
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.db.models import Count

from archive.database.patience import patience
from events.models import Appearance, Forum
from events.reportfile.reading import open_source, read
from events.reportfile.schema import ReportFile
from events.reportfile.statements import statements
from tests.benchmarks import beside, serving
from tests.benchmarks.asking import Server
from tests.benchmarks.copies import copied
from tests.benchmarks.files import FACTS, write_files
from tests.benchmarks.flat import write_tables
from tests.benchmarks.pages import every_page, most_frequent_first
from tests.benchmarks.table import report
from tests.events.reportfile.keeping import dump
from tests.five_reports import five_reports


@pytest.fixture
def one_connection(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The test's transaction lasts for many requests; a slow machine is given no page of 503."""
    monkeypatch.setattr("archive.pages.page.patience", partial(patience, 60))
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.mark.usefixtures("db", "one_connection")
def test_every_page_measured_is_there() -> None:
    five_reports()
    server = Server()
    pages = dict(every_page(server))
    some = {"front page", "forums, 3 broad", "speakers, 1 mid", "sessions, 1 narrow", "organization, heaviest"}
    assert some | {"search, a slip"} <= {*pages}
    assert {name: status for name, address in pages.items() if (status := server.get(address)[0]) != 200} == {}


@pytest.mark.usefixtures("db", "one_connection")
def test_a_cost_counts_queries_and_bytes() -> None:
    server = Server()
    cost = server.cost("/forums/?format=json")
    assert (cost.status, cost.size) == (200, len(server.get("/forums/?format=json")[1]))
    assert cost.queries > 1 and 0 < cost.sql < cost.cold <= cost.p95


def test_values_are_chosen_by_how_frequent_they_are_and_not_as_they_are_shown() -> None:
    counts = {"2025": 1, "2024": 9, "2023": 0, "2022": 4, "unknown": 7, "board-of-tea*": 8}
    values = [{"value": value, "count": count} for value, count in counts.items()]
    assert most_frequent_first(values) == ["2024", "2022", "2025"]


def test_a_page_is_measured_once_every_worker_keeps_it(monkeypatch: pytest.MonkeyPatch) -> None:
    uncounted, counted = ("", 70), ('W/"1"', 270)
    answers = iter([uncounted, counted, uncounted, *[counted] * serving.IN_A_ROW, uncounted])
    monkeypatch.setattr(serving, "_tag_and_size", lambda port, address: next(answers))
    assert serving._ask(0, "/forums/") == counted
    assert list(answers) == [uncounted]


def a_cost(**more: float) -> dict[str, Any]:
    usual = {"cold": 0.02, "p95": 0.03, "sql": 0.01, "bare": 0.008, "queries": 5, "size": 12000, "status": 200}
    return {**usual, "warm": 0.001, "warm_p95": 0.002, "warm_queries": 1, **more}


def rows(text: str, title: str) -> list[list[str]]:
    """What the table under the title has, without its head."""
    lines = text.split(f"## {title}\n")[1].split("\n## ")[0].splitlines()
    return [line.strip("| ").split(" | ") for line in lines if line.startswith("|")][2:]


def test_the_table_sets_each_page_beside_five_reports_and_datasette() -> None:
    run = {
        "heading": "Today",
        "pages": {"forums": a_cost(cold=0.06), "forums, far in": a_cost(status=503, bare=0)},
        "five": {"forums": a_cost()},
        "beside": {"forums": 0.3},
    }
    assert rows(report(run), "Pages") == [
        ["forums", "60", "30", "10", "7.50", "5", "12", "300", "5.00", "20", "3.00", "1.0", "2.0", "1.00", "1"],
        ["forums, far in (503)", "20", "30", "10", "", "5", "12", "", "", "", "", "1.0", "2.0", "", "1"],
    ]


FASTER = "cold list pages: times faster than Datasette"
QUICK = "cold list pages, mid and narrow: 95 % within, ms"
SERVED = "warm page: of the throughput of a static file of its size"


def test_a_goal_says_how_many_reach_it_and_by_which_factor_the_worst_misses() -> None:
    run = {
        "heading": "Today",
        "pages": {"forums": a_cost(), "forums, 1 mid": a_cost(p95=0.25, queries=9)},
        "beside": {"forums": 0.4, "forums, 1 mid": 0.1},
        "serving": {"front": {"warm": 900, "not modified": 1500, "static": 1000, "size": 9000, "generator": 0.2}},
    }
    assert rows(report(run), "Goals") == [
        [FASTER, "≥ 10", "1 of 2", "5.00 (forums, 1 mid)", "missed by 2.0 ×"],
        [QUICK, "≤ 100", "0 of 1", "250.00 (forums, 1 mid)", "missed by 2.5 ×"],
        ["list pages: queries", "≤ 8", "1 of 2", "9.00 (forums, 1 mid)", "missed by 1.1 ×"],
        [SERVED, "≥ 0.6", "1 of 1", "0.90 (front)", "reached"],
    ]


def test_what_was_not_measured_is_not_in_the_tables() -> None:
    lines = report({"heading": "Today"}).splitlines()
    assert [line for line in lines if line.startswith(("#", "|"))] == ["# Benchmarks"]


def test_made_up_report_files_are_the_same_for_a_seed_and_state_twenty_facts_each(tmp_path: Path) -> None:
    for name in ("one", "other"):
        write_files(tmp_path / name, 3)
    one, other = ({file.name: file.read_text() for file in (tmp_path / name).iterdir()} for name in ("one", "other"))
    assert one == other
    for number in range(3):
        path = tmp_path / "one" / f"report-{number}.yaml"
        assert len(list(statements(read(open_source(path, path.name), ReportFile)))) == FACTS


@pytest.mark.django_db(transaction=True)
def test_copying_an_archive_once_more_leaves_it_as_it_was(tmp_path: Path) -> None:
    write_files(tmp_path, 2)
    call_command("load_reports", str(tmp_path), verbosity=0)
    before = dump()
    took = copied()
    assert min(took.values()) > 0
    assert dump() == before


@pytest.mark.usefixtures("db")
def test_the_flat_tables_have_a_row_for_each_forum_and_appearance(tmp_path: Path) -> None:
    write_files(tmp_path, 2)
    call_command("load_reports", str(tmp_path), verbosity=0)
    assert write_tables(str(tmp_path / "flat.sqlite")) == {"forums": 2, "speakers": 20}
    with closing(sqlite3.connect(tmp_path / "flat.sqlite")) as flat:
        assert flat.execute("SELECT role, count(*) FROM speakers GROUP BY role ORDER BY role").fetchall() == list(
            Appearance.objects.order_by("role").values_list("role").annotate(Count("pk"))
        )
        assert flat.execute("SELECT slug, city FROM forums ORDER BY slug").fetchall() == list(
            Forum.objects.order_by("slug").values_list("slug", "locations__place__slug")
        )


def test_datasette_is_beside_a_page_only_where_its_table_has_such_rows(tmp_path: Path) -> None:
    file = tmp_path / "flat.sqlite"
    with closing(sqlite3.connect(file)) as flat:
        flat.executescript(
            "CREATE TABLE forums (id INTEGER PRIMARY KEY, year TEXT); INSERT INTO forums VALUES (1, '24')"
        )
    asked = {"all": ("forums", ""), "some": ("forums", "year=24&coverage=x"), "none": ("forums", "year=25")}
    took = asyncio.run(beside.seconds(file, 100, {"forums": ["year"]}, asked))
    assert {name: seconds is not None for name, seconds in took.items()} == {"all": True, "some": True, "none": False}
