"""Answers made while they are sent: of one moment, which ends with them, however they end."""

import csv
import tracemalloc
from collections.abc import Iterator
from io import StringIO
from typing import Any

import psycopg
import pytest
from django.db import OperationalError, connection
from django.test import Client

from archive.database.edition import READ
from archive.formats import selections
from archive.formats.selections import Selection
from archive.serving.streams import MOST, end_what_was_left, places
from events.models import Citation, Forum
from tests import records as make
from tests.aside import beside
from tests.generated_archive import store

on_its_own = pytest.mark.django_db(transaction=True)
PATH = "/forums/?format=csv&sort=name"


@pytest.fixture(autouse=True)
def one_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(selections, "AT_ONCE", 1)


@pytest.fixture(autouse=True)
def nothing_is_left() -> Iterator[None]:
    yield
    left = places._value, connection.in_atomic_block  # type: ignore[attr-defined]
    end_what_was_left()
    assert left == (MOST, False)


def forums(*names: str) -> None:
    for name in names:
        make.forum(name, by=make.report(f"of-{name.lower()}"))


def begun(client: Client, path: str = PATH, pieces: int = 2) -> Any:
    """An answer of which some pieces were sent."""
    response = client.get(path)
    response.rest = iter(response.streaming_content)
    response.begun = [next(response.rest) for _ in range(pieces)]
    return response


def slugs(response: Any) -> list[str]:
    sent = b"".join([*response.begun, *response.rest]).decode("utf-8-sig")
    return [row["slug"] for row in csv.DictReader(StringIO(sent))]


@on_its_own
def test_all_pieces_are_of_one_moment(client: Client) -> None:
    forums("Alpha", "Gamma")
    response = begun(client)
    beside(lambda: forums("Beta"))
    assert slugs(response) == ["alpha", "gamma"]
    assert slugs(begun(client)) == ["alpha", "beta", "gamma"]


@on_its_own
def test_the_moment_ends_when_the_reader_goes(client: Client) -> None:
    forums("Alpha", "Gamma")
    response = begun(client)
    assert connection.in_atomic_block
    response.close()
    assert not connection.in_atomic_block


@on_its_own
def test_what_nobody_closed_ends_before_the_thread_answers_another(client: Client) -> None:
    forums("Alpha", "Gamma")
    begun(client)
    beside(lambda: forums("Beta"))
    assert client.get("/forums/?format=json").json()["count"] == 3


@on_its_own
def test_a_head_costs_no_moment(client: Client) -> None:
    forums("Alpha")
    response = client.head(PATH)
    assert not connection.in_atomic_block
    assert (response.status_code, response.getvalue()) == (200, b"")
    assert response.headers["Content-Disposition"].startswith('attachment; filename="forums-2')


@on_its_own
def test_what_fails_midway_breaks_off(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    forums("Alpha", "Gamma")
    response = begun(client)

    def too_slow(selection: Selection, ids: list[int]) -> list[Any]:
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL statement_timeout = 10; SELECT pg_sleep(10)")
        return []

    monkeypatch.setattr(Selection, "_fetched", too_slow)
    with pytest.raises(OperationalError):
        list(response.rest)


@on_its_own
def test_a_reader_who_takes_nothing_loses_the_moment(client: Client) -> None:
    forums("Alpha", "Gamma")
    response = begun(client)
    with connection.cursor() as cursor:
        cursor.execute("SHOW idle_in_transaction_session_timeout")
        assert cursor.fetchone() == ("1min",)
    response.close()
    with connection.cursor() as cursor:
        cursor.execute("SHOW idle_in_transaction_session_timeout")
        assert cursor.fetchone() == ("0",)


@on_its_own
@pytest.mark.parametrize(("name", "begins"), [("csv", b"\xef\xbb\xbfslug,"), ("ics", b"BEGIN:VCALENDAR\r\n")])
def test_it_begins_before_anything_is_looked_for(
    client: Client, name: str, begins: bytes, django_assert_num_queries: Any
) -> None:
    forums("Alpha")
    response = client.get(f"/forums/?format={name}")
    with django_assert_num_queries(0):
        assert next(response.streaming_content).startswith(begins)
    response.close()


@on_its_own
def test_a_piece_may_take_longer_than_a_page(client: Client) -> None:
    forums("Alpha", "Gamma")
    response = begun(client)
    with connection.cursor() as cursor:
        cursor.execute("SHOW statement_timeout")
        assert cursor.fetchone() == ("1min",)
    response.close()


@on_its_own
def test_only_a_few_are_sent_at_once(client: Client) -> None:
    forums("Alpha")
    for _ in range(MOST):
        places.acquire()
    refused = client.get(PATH)
    for _ in range(MOST):
        places.release()
    assert (refused.status_code, refused.headers["Retry-After"]) == (503, "10")
    assert refused.json()["mend"] == "Try again in a moment."
    assert slugs(begun(client)) == ["alpha"]


@on_its_own
def test_one_that_a_reader_has_costs_one_row(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    forums("Alpha")
    response = begun(client)
    assert slugs(response) == ["alpha"]
    asked: list[str] = []
    execute = psycopg.Cursor.execute

    def noted(self: psycopg.Cursor, query: Any, *args: Any, **more: Any) -> psycopg.Cursor:
        asked.append(str(query))
        return execute(self, query, *args, **more)

    monkeypatch.setattr(psycopg.Cursor, "execute", noted)
    again = client.get(PATH, headers={"If-None-Match": response.headers["ETag"]})
    assert (again.status_code, again.content, asked) == (304, b"", [READ])
    monkeypatch.undo()
    forums("Beta")
    assert slugs(begun(client, pieces=1)) == ["alpha", "beta"]
    assert client.get(PATH).headers["ETag"] != response.headers["ETag"]
    client.get("/")


@on_its_own
def test_pieces_are_in_the_language_of_the_address(client: Client) -> None:
    forums("Alpha")
    response = begun(client, "/zh-hans/forums/?format=ics")
    assert "论坛" in response.begun[1].decode()
    response.close()


@on_its_own
def test_ten_times_as_many_records_take_no_more_memory(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(selections, "AT_ONCE", 25)  # of tuples of up to 20 Python keeps 2,000 for the next
    report = make.report("source")
    made = store(
        Forum(slug=f"f-{n}", title=f"Forum {n}", kind="forum", coverage="reported" if n % 10 else "mentioned")
        for n in range(1000)
    )
    store(Citation(report=report, position=one.pk, paragraphs=[1], standing="occurred", forum=one) for one in made)
    _peak(client, "")  # what is made once
    few, many = _peak(client, "&coverage=mentioned"), _peak(client, "")
    assert (few[0], many[0]) == (100, 1000)
    assert many[1] < few[1] * 1.5


def _peak(client: Client, choice: str) -> tuple[int, int]:
    """How many records were sent, and the most memory that this took: at best, as the process does other things too."""
    peaks = []
    for _ in range(3):
        tracemalloc.start()
        sent = sum(piece.count(b"\n") for piece in client.get(f"/forums/?format=jsonl{choice}").streaming_content)
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    return sent, min(peaks)
