"""Reading from replicas: a primary and two standbys, which lag, stall, die and come back while pages are read."""

import re
import signal
import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from http.cookiejar import CookieJar
from typing import Any
from urllib.error import HTTPError
from urllib.request import HTTPCookieProcessor, build_opener

import pytest

from archive.embedded.postgres import Cluster
from tests.markers import crowd
from tests.served import Site, free_port, ground_of_its_own
from tests.standbys import Server

pytestmark = pytest.mark.slow
PLAIN = {"SECURE_SSL_REDIRECT": "0", "SECURE_COOKIES": "0", "SECRET_KEY": "not-a-secret-" * 5}
NOW = "SELECT clock_timestamp()::text"
SERVED = """
    SELECT count(*) > 0 FROM pg_stat_activity
    WHERE backend_type = 'client backend' AND pid <> pg_backend_pid() AND state_change > '{}'
"""
COPY = "This is a copy of the archive"


@dataclass
class Stage:
    site: Site
    primary: Server
    standbys: list[Server]

    def sign_in(self) -> Any:
        """A browser in which a curator is signed in."""
        anybody, self.site.browser = self.site.browser, build_opener(HTTPCookieProcessor(CookieJar()))
        (token,) = re.findall(r'name="csrfmiddlewaretoken" value="(\w+)"', self.get(self.site.link)[1])
        self.site.post(self.site.link, csrfmiddlewaretoken=token)
        curator, self.site.browser = self.site.browser, anybody
        return curator

    def get(self, path: str) -> tuple[int, str, Any]:
        try:
            return self.site.get(path)
        except HTTPError as error:
            return error.code, error.read().decode(), error.headers

    def served(self, pages: int = 40) -> list[bool]:
        """Which of the standbys serve, of pages that nobody has asked for."""
        before = [standby.ask(NOW) for standby in self.standbys]
        for number in range(pages):
            assert self.get(f"/reports/?format=json&q=x{time.monotonic_ns()}{number}")[0] == 200
        return [standby.ask(SERVED.format(moment)) for standby, moment in zip(self.standbys, before, strict=True)]


@pytest.fixture(scope="module")
def stage() -> Iterator[Stage]:
    with ExitStack() as after:
        ground = after.enter_context(ground_of_its_own())
        servers = [Server(Cluster(ground / "programs"), ground / name) for name in ("primary", "one", "other")]
        primary, *standbys = servers
        for server in servers:
            after.callback(server.kill)
        primary.make()
        for standby in standbys:
            standby.copy(primary)
        urls = {"DATABASE_URL": primary.url, "REPLICA_URLS": ",".join(standby.url for standby in standbys)}
        site = Site(ground / "site", free_port(), **urls, **PLAIN)
        after.callback(site.kill)
        yield Stage(site.wait_for("once:\n").wait_for("/sign-in/"), primary, standbys)


@pytest.fixture(scope="module")
def curator(stage: Stage) -> Any:
    return stage.sign_in()


def test_each_replica_serves(stage: Stage) -> None:
    assert stage.served() == [True, True]


def test_nobody_is_refused_or_sent_an_older_page_while_one_dies_and_one_stalls(stage: Stage) -> None:
    dying, stalling = stage.standbys
    with crowd(stage.site, stage.primary.url) as told:
        time.sleep(5)
        dying.kill()
        stalling.signal(signal.SIGSTOP)
        time.sleep(10)
        stalling.signal(signal.SIGCONT)
        dying.start()
        time.sleep(5)
    assert told.stale == []
    assert set(told.statuses) == {200, 304}
    assert min(told.saved) > 1


def test_they_serve_again_by_themselves(stage: Stage) -> None:
    time.sleep(3)
    assert stage.served() == [True, True]


def test_one_that_lags_is_passed_over(stage: Stage) -> None:
    for standby in stage.standbys:
        standby.ask("SELECT pg_wal_replay_pause()::text")
    stage.primary.ask("UPDATE events_report SET title = 'Quokka Society founded' WHERE id = 1 RETURNING 1")
    assert "Quokka Society founded" in stage.get("/reports/?q=quokka")[1]
    for standby in stage.standbys:
        standby.ask("SELECT pg_wal_replay_resume()::text")


@pytest.mark.parametrize("stalled", [False, True], ids=["dead", "stalled"])
def test_without_the_primary_pages_say_so_and_writing_is_refused_in_words(
    stage: Stage, curator: Any, stalled: bool
) -> None:
    token = form(stage)
    if stalled:
        stage.primary.signal(signal.SIGSTOP)
    else:
        stage.primary.kill()
    status, page, headers = stage.get("/reports/")
    assert (status, headers["Archive-Copy"], headers["Cache-Control"], COPY in page) == (200, "yes", "no-store", True)
    assert stage.get("/zh-hans/forums/?format=json")[2]["Archive-Copy"] == "yes"
    with curator.open(f"{stage.site.address}/reports/") as answer:
        assert (answer.status, answer.headers["Archive-Copy"]) == (200, "yes")
    refused = send(stage, token)
    assert refused[0] == 503 and "what you typed is still there" in refused[1]
    if stalled:
        stage.primary.signal(signal.SIGCONT)
    else:
        stage.primary.start()
    time.sleep(4)
    status, page, headers = stage.get("/reports/")
    assert (status, headers.get("Archive-Copy"), COPY in page) == (200, None, False)
    assert send(stage, token)[0] == 200


def form(stage: Stage) -> str:
    """The token of the form by which readers report errors."""
    (token,) = re.findall(r'name="csrfmiddlewaretoken" value="(\w+)"', stage.get("/corrections/new/")[1])
    return str(token)


def send(stage: Stage, token: str) -> tuple[int, str]:
    try:
        return stage.site.post(
            f"{stage.site.address}/corrections/new/", csrfmiddlewaretoken=token, message="A quokka spoke."
        )
    except HTTPError as error:
        return error.code, error.read().decode()
