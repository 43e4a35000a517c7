"""Who gets a place, who waits for one, and who is asked to come again; nothing here depends on how long it takes."""

from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Event
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory, override_settings

from archive.embedded.server import THREADS_A_PAGE
from archive.serving.admission import Admission, Room, _signature
from tests import records as make

PATH = "/organizations/"
COOKIE = settings.STAFF_COOKIE_NAME


class Kitchen:
    """A middleware with one place for readers and one for the staff, whose pages are ready when they are told to be."""

    def __init__(self) -> None:
        self.door = Admission(self.make)
        self.door.readers, self.door.staff = Room(1, 1, 60), Room(1, 1, 60)
        self.begun: dict[str, Event] = {}
        self.ready = Event()
        self.pool = ThreadPoolExecutor(9)

    def make(self, request: HttpRequest) -> HttpResponse:
        self.begun.setdefault(request.path, Event()).set()
        assert self.ready.wait(60)
        return HttpResponse(request.path)

    def ask(self, path: str, **more: Any) -> "Future[HttpResponse]":
        return self.pool.submit(self.door, RequestFactory(**more).get(path))

    def ask_and_begin(self, path: str, **more: Any) -> "Future[HttpResponse]":
        self.begun[path] = Event()
        answer = self.ask(path, **more)
        assert self.begun[path].wait(60)
        return answer

    def seat(self, room: Room, path: str) -> "Future[HttpResponse]":
        """Ask, and see that it waits."""
        answer = self.ask(path)
        while room._chairs._value:  # type: ignore[attr-defined]
            assert not answer.done()
        return answer


@pytest.fixture
def kitchen() -> Iterator[Kitchen]:
    kitchen = Kitchen()
    yield kitchen
    kitchen.ready.set()
    kitchen.pool.shutdown()


def as_staff(session: str = "abc", shown: str = "") -> dict[str, str]:
    return {"HTTP_COOKIE": f"sessionid={session}; {COOKIE}={shown or _signature(session)}"}


def body(answer: "Future[HttpResponse]") -> tuple[int, str]:
    return answer.result(60).status_code, answer.result().content.decode()


def test_one_is_served_one_waits_and_the_next_is_refused_at_once(kitchen: Kitchen) -> None:
    first = kitchen.ask_and_begin("/first/")
    second = kitchen.seat(kitchen.door.readers, "/second/")
    refused = kitchen.ask("/third/").result(60)
    assert (refused.status_code, refused.headers["Retry-After"], refused.headers["Cache-Control"]) == (
        503,
        "10",
        "no-store",
    )
    assert "Too many ask at once." in refused.content.decode()
    kitchen.ready.set()
    assert (body(first), body(second)) == ((200, "/first/"), (200, "/second/"))
    assert body(kitchen.ask("/fourth/")) == (200, "/fourth/")
    assert sorted(kitchen.begun) == ["/first/", "/fourth/", "/second/"]


def test_who_has_waited_long_enough_is_refused(kitchen: Kitchen) -> None:
    kitchen.door.readers.patience = 0
    kitchen.ask_and_begin("/first/")
    assert kitchen.ask("/second/").result(60).status_code == 503
    assert kitchen.door.readers._chairs._value == 1  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("path", "media_type", "said"),
    [
        (PATH, "text/html; charset=utf-8", "Too many ask at once."),
        (f"{PATH}?format=json", "application/json", '"error": "Too many ask at once."'),
        ("/api/v1/organizations", "application/problem+json", '"Too many ask at once. Try again in a moment."'),
    ],
)
def test_a_refusal_is_in_the_form_asked_for(kitchen: Kitchen, path: str, media_type: str, said: str) -> None:
    kitchen.door.readers.patience = 0
    kitchen.ask_and_begin("/first/")
    refused = kitchen.ask(path).result(60)
    assert (refused.status_code, refused.headers["Content-Type"]) == (503, media_type)
    assert said in refused.content.decode()


def test_the_staff_is_served_while_readers_are_refused(kitchen: Kitchen) -> None:
    kitchen.door.readers.patience = 0
    kitchen.ask_and_begin("/first/")
    desk = kitchen.ask_and_begin("/admin/desk/", **as_staff())
    assert kitchen.ask("/second/").result(60).status_code == 503
    kitchen.ready.set()
    assert body(desk) == (200, "/admin/desk/")


@pytest.mark.parametrize("shown", ["x", _signature("another")], ids=["made up", "of another session"])
def test_nobody_gets_in_by_the_door_of_the_staff_with_a_cookie_of_their_own(kitchen: Kitchen, shown: str) -> None:
    kitchen.door.readers.patience = 0
    kitchen.ask_and_begin("/first/")
    assert kitchen.ask("/admin/desk/", **as_staff("abc", shown)).result(60).status_code == 503


@pytest.mark.parametrize("pages", [1, 4, 9])
def test_when_all_places_and_chairs_are_taken_a_thread_is_left_to_say_so(pages: int) -> None:
    with override_settings(PAGES_AT_ONCE=pages):
        door = Admission(HttpResponse)  # type: ignore[arg-type]
    rooms = (door.readers, door.staff)
    taken = sum(room._places._value + room._chairs._value for room in rooms)  # type: ignore[attr-defined]
    assert taken <= THREADS_A_PAGE * pages


@pytest.mark.django_db
def test_refusals_do_not_fill_the_log(
    client: Client, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(Room, "enter", lambda room: False)
    assert client.get(PATH).status_code == 503
    assert caplog.records == []


def test_a_page_that_breaks_leaves_its_place() -> None:
    with override_settings(PAGES_AT_ONCE=1):
        door = Admission(lambda request: 1 / 0)  # type: ignore[arg-type,return-value]
    for _ in range(2):
        with pytest.raises(ZeroDivisionError):
            door(RequestFactory().get("/"))


@pytest.mark.django_db
@pytest.mark.parametrize("is_staff", [True, False])
def test_who_signs_in_is_known_by_a_cookie_if_they_are_of_the_staff(client: Client, is_staff: bool) -> None:
    User.objects.create_user("anna", password="a long pass phrase", is_staff=is_staff)
    client.post("/admin/login/", {"login": "anna", "password": "a long pass phrase"})
    given = {name: cookie.value for name, cookie in client.cookies.items()}
    assert given.get(COOKIE) == (_signature(given["sessionid"]) if is_staff else None)
    if is_staff:
        assert (client.cookies[COOKIE]["httponly"], client.cookies[COOKIE]["samesite"]) == (True, "Strict")


@pytest.mark.django_db(transaction=True)
def test_what_is_ready_is_sent_where_nothing_new_can_be_made(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    make.mention(make.organization("Quokka Society"))
    client.get(PATH)
    monkeypatch.setattr(Room, "enter", lambda room: False)
    assert [client.get(path).status_code for path in (PATH, "/speakers/")] == [200, 503]
    static = client.get("/static/rostrum.css")
    assert static.status_code == 200 and b"".join(static.streaming_content)
    static.close()
    refused = client.get("/zh-hans/reports/")
    assert refused.status_code == 503 and 'lang="zh-Hans"' in refused.content.decode()
    assert "Content-Security-Policy" in refused.headers
