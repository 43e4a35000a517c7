"""The load runner's own arithmetic: what is counted as borne, refused, late or stale."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import repeat

import pytest

from tests.load.__main__ import bearable
from tests.load.crowd import NONE, Answer, Crowd
from tests.load.mix import SHARES
from tests.load.table import figures, percentile, recovery

NOW = 0x10


def answer(seconds: float = 0.1, status: int = 200, due: float = 0, **more: bool) -> Answer:
    return Answer("search", due, seconds, status, **more)


class Page(BaseHTTPRequestHandler):
    """Answers that show an edition, as their address says."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        status, edition = self.path.strip("/").split("-")
        self.send_response(int(status))
        for name, value in (("ETag", f'W/"{edition}-abc"'), ("Retry-After", "10"), ("Content-Length", "0")):
            self.send_header(name, value)
        self.end_headers()

    def log_message(self, *said: object) -> None:
        pass


@pytest.fixture
def port() -> Iterator[int]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Page) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield server.server_port
        server.shutdown()
        thread.join()


@pytest.mark.parametrize(
    ("address", "status", "polite", "stale"),
    [("/200-10", 200, False, False), ("/200-f", 200, False, True), ("/503-10", 503, True, False)],
)
def test_an_answer_is_held_against_what_was_saved_when_it_was_asked_for(
    port: int, address: str, status: int, polite: bool, stale: bool
) -> None:
    crowd = Crowd(port, repeat(("search", address)), lambda: NOW, 1)
    answers = crowd.ask(100, 0.2)
    assert len(answers) > 1
    assert {(one.status, one.is_polite, one.is_stale) for one in answers} == {(status, polite, stale)}


def test_what_nobody_answers_is_an_error() -> None:
    answers = Crowd(1, repeat(("search", "/")), lambda: NOW, 1).ask(100, 0.1)
    assert {one.status for one in answers} == {NONE}


def test_times_are_those_of_what_was_answered() -> None:
    answers = [answer(number / 1000) for number in range(1, 101)]
    refused = [answer(9, 503, is_polite=True), answer(9, 500), answer(9, NONE), answer(0.001, is_stale=True)]
    assert figures([*answers, *refused]) == ["104", "101", "1", "2", "1", "50", "95", "99"]
    assert percentile([], 0.5) == 0


@pytest.mark.parametrize("status", [200, 503])
def test_the_capacity_is_the_last_rate_at_which_all_are_answered_soon(status: int) -> None:
    rates: list[float] = []

    def ask(rate: float) -> list[Answer]:
        rates.append(rate)
        too_much = rate > 8
        return [answer(), answer(2 if too_much and status == 200 else 0.1, status if too_much else 200)]

    assert bearable(ask, within=1) == 1.5**5
    assert rates == [1.5**step for step in range(7)]


def test_recovery_is_told_by_the_last_who_was_refused() -> None:
    told = [answer(due=10.5), answer(due=11.5, status=503), answer(due=12)]
    assert recovery(told, end=10) == "Readers were last refused 1.5 s after the crowd was gone."


def test_the_shares_are_of_a_hundred() -> None:
    assert sum(SHARES.values()) == 100
