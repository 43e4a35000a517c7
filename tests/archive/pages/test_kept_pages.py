"""Pages made once in each edition: who gets one, who does not, and when one ends."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
import pytest
from django.contrib.auth.models import User
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client, RequestFactory, override_settings
from django.test.signals import template_rendered

from archive.access.roles import give
from archive.database.edition import READ, edition
from archive.database.patience import patience
from archive.pages import kept_pages
from archive.pages.kept_pages import KeptPages, shelf
from archive.pages.page import ReadPage
from archive.pages.shelf import OVERHEAD, Kept, Shelf
from events.staff import CURATOR
from orgs.models import Organization
from tests import records as make
from tests.aside import beside

on_its_own = pytest.mark.django_db(transaction=True)
PATH = "/organizations/"


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The addresses of the pages that were made, not taken from the shelf."""
    paths: list[str] = []
    setup = ReadPage.setup

    def noted(self: ReadPage, request: Any, *args: Any, **where: Any) -> None:
        paths.append(request.get_full_path())
        setup(self, request, *args, **where)

    monkeypatch.setattr(ReadPage, "setup", noted)
    return paths


@on_its_own
def test_a_page_is_made_once_and_sent_alike(client: Client, made: list[str]) -> None:
    first, second = (someone.get(PATH, headers={"X-Request-ID": "of-both-alike"}) for someone in (client, Client()))
    assert (first.content, dict(first.headers)) == (second.content, dict(second.headers))
    assert made == [PATH]


@on_its_own
def test_a_page_ends_with_its_edition(client: Client, made: list[str]) -> None:
    client.get(PATH)
    make.mention(make.organization("Quokka Society"))
    assert "Quokka Society" in client.get(PATH).content.decode()
    assert made == [PATH, PATH]


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch, settings: Any) -> list[str]:
    """Every statement sent to the database, also those that Django does not count."""
    said: list[str] = []
    execute = psycopg.Cursor.execute

    def noted(self: psycopg.Cursor, query: Any, *args: Any, **more: Any) -> psycopg.Cursor:
        said.append(str(query))
        return execute(self, query, *args, **more)

    monkeypatch.setattr(psycopg.Cursor, "execute", noted)
    return said


@on_its_own
def test_a_page_that_the_reader_or_the_shelf_has_costs_one_row(client: Client, asked: list[str]) -> None:
    tag = client.get(PATH).headers["ETag"]
    asked.clear()
    client.get(PATH)
    assert asked == [READ]
    shelf.clear()  # as in another process, which never made it
    again = client.get(PATH, headers={"If-None-Match": tag})
    assert (again.status_code, again.content, again.headers["ETag"]) == (304, b"", tag)
    assert asked == [READ, READ]


@on_its_own
def test_what_a_reader_has_of_an_older_edition_or_other_code_does_not_hold(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    tags = [client.get(PATH).headers["ETag"]]
    make.organization()
    tags.append(client.get(PATH, headers={"If-None-Match": tags[0]}).headers["ETag"])
    monkeypatch.setattr(kept_pages, "code", lambda: "the next version")
    shelf.clear()
    tags.append(client.get(PATH, headers={"If-None-Match": tags[1]}).headers["ETag"])
    assert len(set(tags)) == 3


@on_its_own
def test_each_address_language_host_and_scheme_has_its_own(client: Client, made: list[str]) -> None:
    ways: list[Any] = [
        {"path": "/", "headers": {"Accept-Language": "en"}},
        {"path": "/", "headers": {"Accept-Language": "zh-CN"}},  # sent to the page in Chinese
        {"path": "/en/"},
        {"path": "/zh-hans/"},
        {"path": PATH},
        {"path": f"/zh-hans{PATH}"},
        {"path": f"{PATH}?format=json"},
        {"path": PATH, "headers": {"Host": "localhost"}},
        {"path": PATH, "secure": True},
    ]
    first = [client.get(**way) for way in ways]
    again = [client.get(**way) for way in ways]
    assert [one.content for one in first] == [one.content for one in again]
    assert [one.headers.get("Location") for one in again] == [None, "/zh-hans/", *[None] * 7]
    assert len({one.headers["ETag"] for one in again if one.status_code == 200}) == len(made) == 8


@on_its_own
def test_the_first_page_does_not_depend_on_how_a_browser_words_its_languages(client: Client, made: list[str]) -> None:
    for words in ("en", "en-GB,en;q=0.9", "fr, en"):
        client.get("/", headers={"Accept-Language": words})
    assert made == ["/"]


@on_its_own
def test_whoever_is_signed_in_gets_pages_of_their_own_and_leaves_none(client: Client, made: list[str]) -> None:
    curator = User.objects.create_user("curator")
    give(curator, [CURATOR])
    client.force_login(curator)
    own = client.get(PATH)
    assert (own.headers["Cache-Control"], "ETag" in own.headers) == ("private, no-cache", False)
    Client().get(PATH)
    client.get(PATH)
    assert made == [PATH] * 3


@on_its_own
@pytest.mark.parametrize(
    ("path", "status"),
    [("/organizations/none/", 404), ("/corrections/new/", 200), ("/admin/login/", 200), ("/robots.txt", 200)],
)
def test_what_is_no_page_of_the_archive_is_not_kept(path: str, status: int, client: Client) -> None:
    """A form that carries a token of its reader, above all."""
    client.get(path)
    answer = client.get(path)
    assert (answer.status_code, "ETag" in answer.headers) == (status, False)
    assert shelf.size == 0


@on_its_own
@pytest.mark.parametrize(("path", "status"), [("/organizations/?q=", 302)])
def test_a_way_to_another_page_is_kept(path: str, status: int, client: Client, made: list[str]) -> None:
    assert [client.get(path).status_code for _ in range(2)] == [status, status]
    assert made == [path]


def answering(**headers: str) -> tuple[KeptPages, list[Any]]:
    """The layer around a page that depends on what it is told, and who asked it."""
    asked: list[Any] = []

    def page(request: Any) -> HttpResponse:
        asked.append(request.headers.get("HX-Request"))
        response = HttpResponse(str(asked[-1]), headers=headers)
        if "Set" in headers:
            response.set_cookie("taste", "sweet")
        with patience() as number:
            response.edition = number  # type: ignore[attr-defined]
        return response

    return KeptPages(page), asked


@on_its_own
def test_a_page_that_varies_by_a_header_is_kept_for_each_of_its_values() -> None:
    layer, asked = answering(Vary="HX-Request")
    request = RequestFactory()
    for _ in range(3):
        assert layer(request.get("/", headers={"HX-Request": "true"})).content == b"true"
        assert layer(request.get("/")).content == b"None"
    assert asked == ["true", None]


@on_its_own
def test_a_page_that_sets_a_cookie_is_nobody_elses() -> None:
    layer, asked = answering(Set="cookie")
    for _ in range(2):
        assert "ETag" not in layer(RequestFactory().get("/")).headers
    assert asked == [None, None]


@on_its_own
def test_only_looks_are_answered_from_the_shelf() -> None:
    layer, asked = answering()
    for method in ("get", "head", "post", "options"):
        layer(getattr(RequestFactory(), method)("/"))
    assert len(asked) == 3


@on_its_own
def test_within_a_transaction_that_writes_nothing_is_kept(client: Client) -> None:
    with transaction.atomic():
        make.organization()
        assert "ETag" not in client.get(PATH).headers
    assert shelf.size == 0


@on_its_own
def test_what_browsers_and_a_cdn_may_do_is_a_setting(client: Client) -> None:
    said = [client.get(PATH)]
    shelf.clear()
    with override_settings(CACHE_CONTROL="public, max-age=0, s-maxage=60"):
        said.append(client.get(PATH))
    assert [one.headers["Cache-Control"] for one in said] == ["no-cache", "public, max-age=0, s-maxage=60"]
    assert {one.headers["Vary"] for one in said} == {"Accept, Cookie"}
    assert client.get("/en/").headers["Vary"] == "Accept, Cookie"
    assert client.get("/").headers["Vary"] == "Accept, Accept-Language, Cookie"


@on_its_own
def test_a_page_is_made_of_one_moment_to_the_last_word_of_its_template(client: Client) -> None:
    """What is written while it is made is not in it, and it names the edition that it shows."""
    make.mention(make.organization("Wombat Union"))
    before = edition()
    with patience() as number:
        beside(lambda: make.mention(make.organization("Quokka Society")))
        assert (number, [one.name for one in Organization.objects.all()]) == (before, ["Wombat Union"])
    assert Organization.objects.count() == 2
    levels: list[str] = []
    with level_noted(levels):
        client.get(PATH)
    assert levels == ["repeatable read"]


@contextmanager
def level_noted(levels: list[str]) -> Iterator[None]:
    """Note the level of the transaction in which templates are rendered."""

    def note(template: Any, context: Any, **more: Any) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SHOW transaction_isolation")
            levels.extend(level for (level,) in cursor.fetchall() if template.name == "list.html")

    template_rendered.connect(note)
    try:
        yield
    finally:
        template_rendered.disconnect(note)


def page(number: int, size: int) -> Kept:
    return Kept(number, 200, {}, b"x" * (size - OVERHEAD))


def test_a_shelf_keeps_what_was_asked_for_last_within_its_bytes() -> None:
    shelf = Shelf(10 * 2000)
    for key in range(10):
        shelf.put(key, page(1, 2000))
    shelf.get(0)
    shelf.put("new", page(1, 2000))
    assert [key for key in [*range(10), "new"] if shelf.get(key)] == [0, *range(2, 10), "new"]
    assert shelf.size == 20000


def test_a_page_too_large_for_a_shelf_pushes_nothing_off() -> None:
    shelf = Shelf(20000)
    shelf.put("small", page(1, 2000))
    shelf.put("large", page(1, 2501))
    assert (bool(shelf.get("small")), shelf.get("large")) == (True, None)


def test_a_page_of_an_older_moment_that_comes_late_does_not_replace_a_newer_one() -> None:
    shelf = Shelf(20000)
    for number in (2, 1):
        shelf.put("key", page(number, 2000))
    kept = shelf.get("key")
    assert kept and (kept.edition, shelf.size) == (2, 2000)
