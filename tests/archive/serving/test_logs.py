"""Requests in the log: each by an id and the name of its page, none with a reader's words, name or address."""

import json
import logging
from collections.abc import Iterator
from io import StringIO
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.db import IntegrityError, transaction
from django.test import Client, override_settings

from archive.pages.page import ReadPage
from archive.serving.logs import Json, Text
from archive.serving.observed import known_as, request_id
from people.models import Person
from tests import records as make

pytestmark = pytest.mark.django_db
# A reader's: her words, where she is, and what she is called.
WOMBATS = "a burrow of the wombat"
PRIVATE = ("quokka", "192.0.2.77", "wombat")
NUMBER = "0123456789abcdef"
MASK, PAGE, CREATED = f'"{"*" * 20}"', '"/admin/login/"', "Created new record in the database."


@pytest.fixture(autouse=True)
def between_requests() -> None:
    request_id.set("")


@pytest.fixture
def written() -> Iterator[StringIO]:
    """All that any logger says, as JSON."""
    handler = logging.StreamHandler(StringIO())
    handler.setFormatter(Json())
    loggers = [logging.getLogger(name) for name in ("django", "archive", "axes", "gunicorn.error")]
    for logger in loggers:
        logger.addHandler(handler)
    with override_settings(LOG_REQUESTS=True):
        yield handler.stream
    for logger in loggers:
        logger.removeHandler(handler)


def lines(written: StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in written.getvalue().splitlines()]


def ask(client: Client, path: str, **more: Any) -> Any:
    return client.get(path, REMOTE_ADDR="192.0.2.77", HTTP_X_REQUEST_ID=NUMBER, **more)


@pytest.mark.django_db(transaction=True)
def test_a_request_is_a_line_with_its_page_and_what_came_of_it(client: Client, written: StringIO) -> None:
    make.person("Li Xiang")
    for _ in range(2):
        ask(client, "/speakers/li-xiang/?strange=1")
    for line in (said := lines(written)):
        assert (line.pop("at")[:2], line.pop("milliseconds") > 0) == ("20", True)
    same = {"level": "info", "logger": "archive.requests", "request": NUMBER, "message": "GET speaker 200"}
    told = {**same, "method": "GET", "route": "speaker", "status": 200}
    assert said == [{**told, "kept": False}, {**told, "kept": True}]


def test_what_a_browser_has_already_is_known_by_its_page(client: Client, written: StringIO) -> None:
    tag = ask(client, "/forums/").headers["ETag"]
    assert ask(client, "/forums/", HTTP_IF_NONE_MATCH=tag).status_code == 304
    assert [line["message"] for line in lines(written)] == ["GET forums 200", "GET forums 304"]


def test_without_the_setting_a_request_has_no_line(client: Client, written: StringIO) -> None:
    with override_settings(LOG_REQUESTS=False):
        ask(client, "/forums/")
    assert written.getvalue() == ""


def test_nothing_of_a_reader_is_written(client: Client, written: StringIO, monkeypatch: pytest.MonkeyPatch) -> None:
    """Found, not found, refused, forged, broken: whatever comes of a request."""
    client.raise_request_exception = False
    wombat = User.objects.create_user("wombat", is_staff=True, password=WOMBATS)
    ask(client, "/search/?q=quokka")
    ask(client, "/speakers/quokka/")
    ask(client, "/quokka?quokka=quokka")
    ask(client, "/admin/sign-in/quokka/")
    ask(client, "/speakers/", HTTP_HOST="quokka.example.org")
    Client(enforce_csrf_checks=True).post("/admin/login/?next=/quokka", {"login": "wombat"}, HTTP_REFERER="quokka")
    client.post("/admin/login/", {"login": "wombat", "password": "quokka"}, REMOTE_ADDR="192.0.2.77")
    client.post("/admin/login/", {"login": "wombat", "password": WOMBATS})
    client.force_login(wombat)
    ask(client, "/admin/people/person/?q=quokka")
    monkeypatch.setattr(ReadPage, "get", _breaks)
    assert ask(client, "/forums/?q=quokka").status_code == 500
    logging.getLogger("gunicorn.error").warning("Invalid request from ip=192.0.2.77: bad header")
    logging.getLogger("gunicorn.error").error("Error handling request GET /search/?q=quokka")
    assert [word for word in PRIVATE if word in written.getvalue()] == []
    assert [line["message"] for line in lines(written)] == [
        "GET search 200",
        "GET speaker 404",
        "404 speaker",
        "GET (nowhere) 404",
        "404 (nowhere)",
        "GET sign-in 410",
        "410 sign-in",
        "400 (nowhere)",
        "GET (nowhere) 400",
        "403 account_login",
        "POST account_login 403",
        f"AXES: New login failure by {{username: {MASK}, ip_address: {MASK}, path_info: {PAGE}}}. {CREATED}",
        "POST account_login 200",
        "POST account_login 302",
        "403 admin:people_person_changelist",
        "GET admin:people_person_changelist 403",
        "500 forums",
        "GET forums 500",
        "Invalid request from ip=… bad header",
        "Error handling request GET …",
    ]


def _breaks(*args: Any, **more: Any) -> Any:
    """As the database refuses it, naming the row."""
    with transaction.atomic():
        User.objects.create(username="wombat")


def test_an_error_is_told_by_its_class_and_the_way_to_it() -> None:
    Person.objects.create(slug="quokka", name="Quokka")
    try:
        with transaction.atomic():
            Person.objects.create(slug="quokka", name="Quokka")
    except IntegrityError as error:
        record = logging.LogRecord("archive", logging.ERROR, "", 1, "It broke.", None, (IntegrityError, error, None))
    first, step, *steps = json.loads(Json().format(record))["error"]
    assert (first, step.startswith(__file__), "quokka" in str(steps)) == ("IntegrityError", True, False)
    assert "UniqueViolation (23505)" in steps
    text = Text().format(record).splitlines()
    assert text[:3] == ["ERROR archive: It broke.", "  IntegrityError", f"  {step}"]


@pytest.mark.parametrize("path", ["/forums/", "/no-such-page/", "/api/v1/forums/", "/admin/", "/robots.txt"])
def test_each_answer_carries_the_id(client: Client, path: str) -> None:
    assert ask(client, path).headers["X-Request-ID"] == NUMBER
    assert ask(client, path).headers["X-Request-ID"] == NUMBER
    made = [client.get(path, HTTP_X_REQUEST_ID="a b").headers["X-Request-ID"] for _ in range(2)]
    assert [len(number) for number in made] == [32, 32] and made[0] != made[1]


@pytest.mark.parametrize(
    "given", ["", "short", "x" * 65, "with space 12", "wombat@example.org", "1234567\n", "１２３４５６７８"]
)
def test_an_id_that_is_none_is_not_taken(given: str) -> None:
    assert (known_as(given) != given, len(known_as(given))) == (True, 32)


@pytest.mark.parametrize(("path", "words"), [("/forums/", "name this request"), ("/zh-hans/forums/", NUMBER)])
def test_a_broken_page_shows_the_id_to_report(
    client: Client, monkeypatch: pytest.MonkeyPatch, path: str, words: str
) -> None:
    client.raise_request_exception = False
    monkeypatch.setattr(ReadPage, "get", lambda *args, **more: 1 / 0)
    page = ask(client, path).text
    assert words in page and page.count(f"<code>{NUMBER}</code>") == 1


def test_text_is_for_people_and_tells_as_little(settings: Any) -> None:
    record = logging.LogRecord("archive.requests", logging.INFO, "", 1, "GET %s", ("forums",), None)
    assert Text().format(record) == "INFO archive.requests: GET forums"
    settings.DEBUG = True
    assert Text().format(record) == "GET forums"


def test_the_form_of_the_log_is_a_setting() -> None:
    assert settings.LOGGING["handlers"]["console"]["formatter"] == "text"
