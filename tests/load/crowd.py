"""Requests that come when they come, whether or not the last ones were answered, each timed from when it was due."""

import re
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPResponse
from random import Random
from threading import Lock

from tests.load.site import HOST

ASKERS = 96  # at most so many requests are under way
PATIENCE = 30  # seconds until a request is given up
EDITION = re.compile(r'^W/"([0-9a-f]+)-')
FINE = (200, 301, 302, 304)
NONE = 0  # the status of what was not answered


@dataclass(frozen=True)
class Answer:
    kind: str
    due: float
    seconds: float
    status: int
    is_polite: bool = False  # refused as one should be
    is_stale: bool = False
    tells_edition: bool = False

    @property
    def is_fine(self) -> bool:
        return self.status in FINE


class Crowd:
    """Who asks at some rate; `saved` tells the edition of the last change that was acknowledged."""

    def __init__(self, port: int, requests: Iterator[tuple[str, str]], saved: Callable[[], int], seed: int) -> None:
        self.port, self.requests, self.saved = port, requests, saved
        self.chance, self.lock = Random(seed), Lock()
        self.tag = ""

    def ask(self, rate: float, seconds: float) -> list[Answer]:
        """All answers to what comes within so many seconds, at random moments, so many a second."""
        start = time.perf_counter()
        arrivals = self._arrivals(rate, start, start + seconds)
        with ThreadPoolExecutor(ASKERS) as pool:
            lists = list(pool.map(lambda _: self._keep_asking(arrivals), range(ASKERS)))
        return sorted((one for some in lists for one in some), key=lambda one: one.due)

    def _arrivals(self, rate: float, start: float, end: float) -> Iterator[tuple[float, str, str]]:
        due = start + self.chance.expovariate(rate)
        while due < end:
            yield (due, *next(self.requests))
            due += self.chance.expovariate(rate)

    def _keep_asking(self, arrivals: Iterator[tuple[float, str, str]]) -> list[Answer]:
        answers, asking = [], HTTPConnection(HOST, self.port, timeout=PATIENCE)
        while True:
            with self.lock:
                due, kind, address = next(arrivals, (0.0, "", ""))
            if not kind:
                asking.close()
                return answers
            time.sleep(max(0, due - time.perf_counter()))
            answers.append(self._ask(asking, due, kind, address))

    def _ask(self, asking: HTTPConnection, due: float, kind: str, address: str) -> Answer:
        saved = self.saved()
        headers = {"If-None-Match": self.tag} if kind == "not modified" else {}
        try:
            answer = _answer(asking, address, headers)
        except (OSError, HTTPException):
            asking.close()
            return Answer(kind, due, time.perf_counter() - due, NONE)
        took = time.perf_counter() - due
        tag = answer.headers.get("ETag", "")
        if address == "/en/" and tag:
            self.tag = tag
        shown = EDITION.match(tag)
        is_polite = answer.status == 503 and bool(answer.headers.get("Retry-After"))
        is_stale = bool(shown) and int(shown[1], 16) < saved
        return Answer(kind, due, took, answer.status, is_polite, is_stale, bool(shown))


def _answer(asking: HTTPConnection, address: str, headers: dict[str, str]) -> HTTPResponse:
    """The answer, read to its end; over a new connection where the server has closed the last."""
    try:
        return _once(asking, address, headers)
    except (ConnectionError, HTTPException):
        asking.close()
        return _once(asking, address, headers)


def _once(asking: HTTPConnection, address: str, headers: dict[str, str]) -> HTTPResponse:
    asking.request("GET", address, headers=headers)
    answer = asking.getresponse()
    answer.read()
    return answer
