"""Real servers in trouble: a disk that is full, connections used up, a standby that takes over; nobody mends it."""

import os
import re
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from http.cookiejar import CookieJar
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import HTTPCookieProcessor, build_opener

import psycopg
import pytest

from archive.embedded.postgres import PORT, USER, Cluster
from tests.served import Site, free_port, ground_of_its_own
from tests.standbys import Server

pytestmark = pytest.mark.slow
PLAIN = {"SECURE_SSL_REDIRECT": "0", "SECURE_COOKIES": "0", "SECRET_KEY": "not-a-secret-" * 5}
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="(\w+)"')
FORM, DESK = "/corrections/new/", "/admin/desk/"
DISK, MEGABYTE, TEXT = 700, 1_000_000, 400_000


@pytest.fixture(scope="module")
def small_disk() -> Iterator[Path]:
    with ground_of_its_own() as ground:
        disk = ground / "disk"
        disk.mkdir()
        mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={DISK}m,mode=711", "none", str(disk)])
        if mounted.returncode:
            pytest.skip("NO DISK OF ITS OWN: only root can mount one")
        yield disk
        subprocess.run(["umount", "--lazy", str(disk)], check=True)


@pytest.fixture(scope="module")
def site(small_disk: Path) -> Iterator[Site]:
    """With its database on the small disk, and a curator signed in."""
    site = Site(small_disk, free_port()).wait_for("once:\n").wait_for("/sign-in/")
    site.post(site.link, csrfmiddlewaretoken=token(site, site.link))
    yield site
    site.kill()
    site.cluster.stop()


def token(site: Site, path: str) -> str:
    return str(TOKEN.findall(site.get(path)[1])[0])


def answer(do: Callable[[], Any]) -> tuple[int, str, Any]:
    try:
        said = do()
        return said[0], said[1], None
    except HTTPError as error:
        return error.code, error.read().decode(), error.headers.get("Retry-After")


def until_well(do: Callable[[], Any]) -> int:
    """Try again for a while, as a reader would."""
    for _ in range(60):
        status = answer(do)[0]
        if status != 503:
            return status
        time.sleep(0.5)
    return 503


def drafts(site: Site) -> list[str]:
    return sorted(set(re.findall(r"/admin/desk/(\d+)/", site.get(DESK)[1])))


def fill(disk: Path) -> Path:
    path = disk / "full"
    with path.open("wb", buffering=0) as file, suppress(OSError):
        while file.write(b"x" * MEGABYTE) == MEGABYTE:
            pass
    with path.open("ab", buffering=0) as file, suppress(OSError):
        while file.write(b"x" * 512):
            pass
    return path


def test_a_full_disk_refuses_what_is_saved_in_words_and_keeps_what_was(site: Site, small_disk: Path) -> None:
    secret = token(site, DESK)

    def begin(text: str) -> tuple[int, str]:
        return site.post(site.address + DESK, csrfmiddlewaretoken=secret, text=text)

    assert begin("The tide was out.\n")[0] == 200
    before = drafts(site)
    full = fill(small_disk)
    refused = [answer(lambda: begin(os.urandom(TEXT).hex())) for _ in range(3)]
    full.unlink()
    assert {(status, again) for status, _, again in refused} == {(503, "10")}
    assert all("what you typed is still there" in said for _, said, _ in refused)
    assert until_well(lambda: site.get("/reports/?q=tide")) == 200
    assert drafts(site) == before
    assert until_well(lambda: begin("The tide was in.\n")) == 200
    assert len(drafts(site)) == len(before) + 1


def test_when_all_connections_are_used_readers_are_told_so_until_there_are_some(site: Site) -> None:
    said = {"host": str(site.cluster.socket), "port": PORT, "user": USER, "dbname": "postgres", "autocommit": True}
    with ExitStack() as others:
        first = others.enter_context(psycopg.connect(**said))
        first.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()")
        with suppress(psycopg.OperationalError):
            while True:
                others.enter_context(psycopg.connect(**said))
        status, page, again = answer(lambda: site.get("/forums/?q=never+asked"))
        assert (status, again) == (503, "10")
        assert "Too many ask the archive’s database at once." in page
        status, problem, again = answer(lambda: site.get("/api/v1/forums/?q=never+asked"))
        assert (status, again) == (503, "10") and '"status": 503' in problem
    assert until_well(lambda: site.get("/forums/?q=never+asked")) == 200


def test_a_standby_that_is_promoted_is_found_without_a_restart() -> None:
    with ExitStack() as after:
        ground = after.enter_context(ground_of_its_own())
        primary, standby = (Server(Cluster(ground / "programs"), ground / name) for name in ("primary", "standby"))
        for server in (primary, standby):
            after.callback(server.kill)
        primary.make()
        standby.copy(primary)
        url = f"postgres:///postgres?host=127.0.0.1,127.0.0.1&port={primary.port},{standby.port}&user={USER}"
        url += "&target_session_attrs=read-write"
        site = Site(ground / "site", free_port(), DATABASE_URL=url, **PLAIN)
        after.callback(site.kill)
        site.wait_for("once:\n").wait_for("/sign-in/")
        site.browser = build_opener(HTTPCookieProcessor(CookieJar()))
        secret = token(site, FORM)

        def send() -> tuple[int, str]:
            return site.post(site.address + FORM, csrfmiddlewaretoken=secret, message="A quokka spoke there.")

        assert send()[0] == 200
        edition = primary.ask("SELECT number FROM archive_edition")
        while standby.ask("SELECT number FROM archive_edition") != edition:
            time.sleep(0.05)
        primary.kill()
        assert answer(send)[0] == 503
        assert standby.ask("SELECT pg_promote()")
        assert until_well(send) == 200
        assert standby.ask("SELECT count(*) FROM events_correction") == 2
        assert standby.ask("SELECT number FROM archive_edition") > edition
