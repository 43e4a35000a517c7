"""What the database refuses for a while, amid a request: said in words, nothing half saved, and well afterwards."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.contrib.sessions.backends.base import UpdateError
from django.contrib.sessions.backends.db import SessionStore
from django.db import DatabaseError, OperationalError, connection
from django.test import Client
from psycopg.errors import DiskFull

from archive import __main__ as program
from archive.access.roles import give
from archive.access.sittings import SEEN
from events.models import Correction, Draft
from events.reportfile.loader import LOADERS
from events.staff import CURATOR
from tests.events.reportfile.keeping import loaded, statuses, write
from tests.events.reportfile.malformed import BASE, HEAD

pytestmark = pytest.mark.django_db(transaction=True)

FORM, MESSAGE = "/corrections/new/", "The name is spelt otherwise in the release."
HELD = "Somebody else is saving the same just now."
SLOW = "This takes the archive’s database too long."
READ_ONLY = "The archive can only be read just now."
TRY_AGAIN = "Nothing was saved. Try again in a moment: what you typed is still here."


@contextmanager
def held(statement: str) -> Iterator[None]:
    """Somebody else holds what the statement locks."""
    other = connection.copy()
    other.set_autocommit(False)
    try:
        with other.cursor() as cursor:
            cursor.execute(statement)
        yield
        other.rollback()
    finally:
        other.close()


@contextmanager
def impatient(setting: str, value: str = "50ms") -> Iterator[None]:
    with connection.cursor() as cursor:
        cursor.execute(f"SET {setting} = '{value}'")
        try:
            yield
        finally:
            cursor.execute(f"RESET {setting}")


@pytest.fixture
def browser() -> Client:
    return Client(raise_request_exception=False)


def send(client: Client) -> Any:
    return client.post(FORM, {"page": "", "message": MESSAGE})


@pytest.mark.parametrize(("setting", "words"), [("lock_timeout", HELD), ("statement_timeout", SLOW)])
def test_a_reader_who_waits_in_vain_is_told_so_and_nothing_is_kept(browser: Client, setting: str, words: str) -> None:
    with held("SELECT pg_advisory_xact_lock(hashtext('corrections'))"), impatient(setting):
        refused = send(browser)
    assert (refused.status_code, refused.headers["Retry-After"], Correction.objects.count()) == (503, "10", 0)
    said = refused.content.decode()
    assert words in said and "what you typed is still there" in said
    assert (send(browser).status_code, Correction.objects.count()) == (302, 1)


@pytest.mark.parametrize(("setting", "words"), [("lock_timeout", HELD), ("statement_timeout", SLOW)])
def test_a_save_that_waits_in_vain_is_refused_in_words_that_programs_read(
    browser: Client, setting: str, words: str
) -> None:
    draft = signed_in_with_a_draft(browser)
    with held(f"SELECT FROM events_draft WHERE id = {draft.pk} FOR UPDATE"), impatient(setting):
        refused = save(browser, draft, "One")
    assert (refused.status_code, refused.headers["Retry-After"]) == (503, "10")
    assert refused.json() == {"error": words, "mend": TRY_AGAIN}
    draft.refresh_from_db()
    assert (draft.version, draft.document) == (1, {})
    assert save(browser, draft, "One").json()["version"] == 2


def test_a_server_that_may_only_be_read_serves_pages_and_refuses_what_is_sent(browser: Client) -> None:
    draft = signed_in_with_a_draft(browser)
    reader = Client(raise_request_exception=False)
    with impatient("default_transaction_read_only", "on"):
        assert [reader.get(path).status_code for path in ("/forums/", "/api/v1/forums/")] == [200, 200]
        refused, unsaved = send(reader), save(browser, draft, "One")
    assert (refused.status_code, refused.headers["Retry-After"]) == (503, "10")
    assert READ_ONLY in refused.content.decode()
    assert (unsaved.status_code, unsaved.json()) == (503, {"error": READ_ONLY, "mend": TRY_AGAIN})
    assert (send(reader).status_code, save(browser, draft, "One").status_code) == (302, 200)


def failing(cause: Exception) -> Any:
    def run(*words: Any) -> None:
        raise OperationalError("it failed\n") from cause

    return run


def test_a_command_says_what_is_the_matter_and_how_to_go_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(program, "execute_from_command_line", failing(DiskFull()))
    with pytest.raises(SystemExit) as ended:
        program.main()
    assert ended.value.code == (
        "The disk of the archive’s database is full. What is said to be done stays; start again when that is mended. "
        "(it failed)"
    )


def test_a_report_is_not_blamed_for_a_database_in_trouble(tmp_path: Path) -> None:
    loaded(write(tmp_path / "base", BASE))
    write(tmp_path / "more", {"news.yaml": HEAD})
    with held(f"SELECT pg_advisory_xact_lock({LOADERS})"), impatient("lock_timeout"), pytest.raises(OperationalError):
        loaded(tmp_path / "more")
    assert statuses(loaded(tmp_path / "more")) == ["new"]


def signed_in_with_a_draft(browser: Client) -> Draft:
    user = User.objects.create_user("anna")
    give(user, [CURATOR])
    browser.force_login(user)
    return Draft.objects.create(owner=user)


def save(browser: Client, draft: Draft, title: str) -> Any:
    said = {"document": {"report": {"title": title}}, "version": 1, "tab": "one"}
    return browser.put(f"/admin/desk/{draft.pk}/draft.json", json.dumps(said), content_type="application/json")


def test_a_session_that_the_database_cannot_save_is_no_fault_of_the_request(
    browser: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def save(session: SessionStore, must_create: bool = False) -> None:
        try:
            raise lost
        except DatabaseError:
            raise UpdateError from None

    browser.force_login(User.objects.create_user("anna", is_staff=True))
    session = browser.session
    session[SEEN] -= 90
    session.save()
    monkeypatch.setattr(SessionStore, "save", save)
    lost = OperationalError("the connection is lost")
    assert browser.get("/admin/").status_code == 503
    lost = DatabaseError("Save with update_fields did not affect any rows.")  # the session was ended elsewhere
    assert browser.get("/admin/").status_code == 400
