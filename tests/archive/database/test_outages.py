"""Databases that do not answer, and what is said while none does; with real servers: test_replicas.py."""

import time
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import IntegrityError, InterfaceError, InternalError, OperationalError, connection, transaction
from django.http import HttpRequest
from django.test import Client
from psycopg import errors

from archive.database.outages import Outages
from archive.database.replicas import PRIMARY, Router, Source, Unusable, answers, reading, sources
from archive.pages.page import ReadPage
from archive.serving.breakdowns import CROWDED, trouble
from orgs.models import Organization

# A server that was left goes on with what it was asked.
LEFT = """
    SELECT count(pg_terminate_backend(pid, 5000)) FROM pg_stat_activity
    WHERE datname = current_database() AND query LIKE '%as long as a page%' AND pid <> pg_backend_pid()
"""


def test_what_is_out_is_asked_anew_until_it_answers() -> None:
    asked: list[str] = []
    there: set[str] = set()

    def answers(name: str) -> bool:
        asked.append(name)
        return name in there

    outages = Outages(answers, every=0.01)
    outages.note("one")
    outages.note("other")
    wait_until(lambda: len(asked) > 4)
    assert {"one", "other"} == set(asked) and "one" in outages and "other" in outages
    there.add("one")
    wait_until(lambda: "one" not in outages)
    assert "other" in outages
    there.add("other")
    wait_until(lambda: "other" not in outages)
    outages.note("one")
    wait_until(lambda: "one" not in outages)


def test_what_is_doubted_is_out_only_if_it_does_not_answer() -> None:
    asked: list[str] = []

    def answers(name: str) -> bool:
        asked.append(name)
        return name == "there"

    outages = Outages(answers, every=0.01)
    outages.doubt("gone")
    assert "gone" not in outages
    wait_until(lambda: "gone" in outages)
    outages.doubt("there")
    wait_until(lambda: "there" in asked and asked[-2:] == ["gone", "gone"])
    assert "there" not in outages


def wait_until(is_so: Any) -> None:
    for _ in range(500):
        if is_so():
            return
        time.sleep(0.01)
    pytest.fail("it never came about")


@pytest.mark.django_db(transaction=True)
def test_a_database_that_is_there_answers() -> None:
    assert answers("default")


def test_pages_come_from_the_primary_where_there_are_no_replicas() -> None:
    assert list(sources(HttpRequest())) == [PRIMARY]


def test_a_replica_that_went_out_meanwhile_is_asked_by_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    out: set[str] = set()
    monkeypatch.setattr("archive.database.replicas.outages", out)
    monkeypatch.setattr("archive.database.replicas.replicas", lambda: ["one", "other"])
    request: Any = HttpRequest()
    request.edition = 7
    there = sources(request)
    assert next(there) == Source("one", 7)
    out.add("other")
    assert list(there) == [PRIMARY]


@pytest.mark.django_db
def test_only_reading_goes_to_the_source_of_a_page() -> None:
    router = Router()
    with reading(Source("default")):
        assert (Organization.objects.all().db, router.db_for_write(Organization)) == ("default", "default")
    assert [router.allow_migrate(alias, "orgs") for alias in ("default", "replica1")] == [True, False]


@pytest.fixture
def outages(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[set[str]]:
    """Those that do not answer when somebody doubts it, of an archive with replicas."""
    silent: set[str] = set()
    settings.REPLICA_URLS = ["postgres://standby/"]
    monkeypatch.setattr("archive.database.replicas.LONG", 0)
    found = Outages(lambda name: name not in silent, every=0.01)
    monkeypatch.setattr("archive.database.replicas.outages", found)
    connection.close()  # the next one heeds the settings
    yield silent
    silent.clear()
    connection.close()
    ask(LEFT)
    connection.close()


def ask(statement: str) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchone()[0]


@pytest.mark.django_db(transaction=True)
def test_a_page_half_made_leaves_a_server_that_is_found_to_have_stalled(outages: set[str]) -> None:
    outages.add("default")
    with pytest.raises(Unusable), reading(PRIMARY), transaction.atomic():
        ask("SELECT pg_sleep(5)::text || 'as long as a page may ask'")
    assert connection.connection is None


@pytest.mark.django_db(transaction=True)
def test_a_page_waits_for_a_statement_that_takes_long_while_the_server_answers_others(outages: set[str]) -> None:
    with reading(PRIMARY):
        assert ask("SELECT pg_sleep(0.5)::text || 'in the end'") == "in the end"


@pytest.mark.django_db(transaction=True)
def test_who_leaves_a_transaction_whose_connection_is_lost_makes_no_other_for_that() -> None:
    with pytest.raises(OperationalError), transaction.atomic():
        ask("SELECT pg_terminate_backend(pg_backend_pid())")
    assert connection.connection is None
    with transaction.atomic():
        assert ask("SELECT 1") == 1


def broken(*args: Any, **more: Any) -> Any:
    raise OperationalError("the server is gone")


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/organizations/", "/organizations/?format=json"])
def test_while_no_database_answers_pages_say_so(path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ReadPage, "get", broken)
    answer = Client(raise_request_exception=False).get(path)
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "10")
    if "json" in path:
        assert sorted(answer.json()) == ["error", "mend"]
    else:
        assert "The archive’s database does not answer." in answer.content.decode()


def failed(kind: type[Exception], cause: Exception | None, said: str = "it failed") -> Exception:
    error = kind(said)
    error.__cause__ = cause
    return error


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (failed(OperationalError, errors.DiskFull()), "The disk of the archive’s database is full."),
        (failed(OperationalError, errors.TooManyConnections()), "Too many ask the archive’s database at once."),
        (failed(OperationalError, None, "FATAL:  sorry, too many clients already"), str(CROWDED)),
        (failed(OperationalError, errors.QueryCanceled()), "This takes the archive’s database too long."),
        (failed(OperationalError, errors.LockNotAvailable()), "Somebody else is saving the same just now."),
        (failed(OperationalError, errors.DeadlockDetected()), "Somebody else is saving the same just now."),
        (failed(InternalError, errors.ReadOnlySqlTransaction()), "The archive can only be read just now."),
        (failed(OperationalError, errors.AdminShutdown()), "The archive’s database does not answer."),
        (failed(InterfaceError, None, "the connection is closed"), "The archive’s database does not answer."),
        (failed(InternalError, errors.RaiseException()), None),
        (failed(IntegrityError, errors.UniqueViolation()), None),
        (ValueError("ours"), None),
    ],
)
def test_what_is_the_matter_is_said_where_it_passes(error: Exception, words: str | None) -> None:
    assert trouble(error) == words


@pytest.mark.django_db
def test_what_breaks_otherwise_is_our_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ReadPage, "get", lambda *args, **more: 1 / 0)
    answer = Client(raise_request_exception=False).get("/organizations/")
    assert answer.status_code == 500 and "Something broke on our side." in answer.content.decode()
