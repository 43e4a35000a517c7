"""After a change is acknowledged no reader is sent an older page: writers and readers at once, on the real server."""

import re
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, field
from http.client import HTTPConnection
from itertools import count
from pathlib import Path
from random import Random
from threading import Event
from urllib.parse import urlsplit

import psycopg
import pytest

from archive.postgres import PORT, USER
from tests.served import Site, free_port

WRITERS, READERS = 3, 8
MARKER = re.compile(r"Marker (\d)-(\d+)\b")
PAGES = ["/en/", "/reports/", "/zh-hans/reports/", "/reports/?format=json"]


@pytest.fixture(scope="module")
def site(common_ground: Path) -> Iterator[Site]:
    site = Site(common_ground, free_port()).wait_for("/sign-in/")
    yield site
    site.kill()
    site.cluster.stop()


@dataclass
class Told:
    """What writers were told is saved, and what readers found."""

    saved: list[int] = field(default_factory=lambda: [0] * WRITERS)
    stale: list[str] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)
    over: Event = field(default_factory=Event)


def write(site: Site, slug: str, told: Told, writer: int) -> None:
    """Write a later marker into the title of a report, many as fast as it goes, then none for a while."""
    chance = Random(writer)
    with psycopg.connect(host=str(site.cluster.socket), port=PORT, user=USER, dbname="postgres") as database:
        for number in count(1):
            database.execute("UPDATE events_report SET title = %s WHERE slug = %s", [f"Marker {writer}-{number}", slug])
            database.commit()
            told.saved[writer] = number
            if told.over.wait(chance.choice([0, 0, 0.05, 4])):
                return


def read(site: Site, pages: list[str], told: Told, reader: int, requests: int) -> None:
    """Ask for pages, as a browser that keeps them; each has to show all that was saved before it was asked for."""
    chance, tags, bodies = Random(reader), dict[str, str](), dict[str, str]()
    with closing(HTTPConnection(urlsplit(site.address).netloc, timeout=60)) as browser:
        for page in chance.choices(pages, k=requests):
            saved = list(told.saved)
            browser.request("GET", page, headers={"If-None-Match": tags.get(page, "")})
            answer = browser.getresponse()
            body = answer.read().decode()
            told.statuses[answer.status] += 1
            if answer.status == 200:
                tags[page], bodies[page] = answer.headers["ETag"], body
            told.stale += [f"{page} shows {said}" for said in older(bodies[page], saved)]


def older(body: str, saved: list[int]) -> list[str]:
    """What a page shows that is older than what was saved."""
    shown = [(int(writer), int(number)) for writer, number in MARKER.findall(body)]
    return [f"{writer}-{number}, with {saved[writer]} saved" for writer, number in shown if number < saved[writer]]


def slugs(site: Site) -> list[str]:
    return re.findall(r'"slug": "([^"]+)"', site.get("/reports/?format=json")[1])[:WRITERS]


@pytest.mark.parametrize("requests", [500, pytest.param(50_000, marks=pytest.mark.slow)])
def test_no_reader_is_sent_a_page_older_than_what_was_saved(site: Site, requests: int) -> None:
    told, reports = Told(), slugs(site)
    pages = [*PAGES, *(f"/reports/{slug}/" for slug in reports)]
    with ThreadPoolExecutor(WRITERS + READERS) as pool:
        writing = [pool.submit(write, site, slug, told, writer) for writer, slug in enumerate(reports)]
        reading = [pool.submit(read, site, pages, told, reader, requests // READERS) for reader in range(READERS)]
        for one in reading:
            one.result()
        told.over.set()
        for one in writing:
            one.result()
    assert told.stale == []
    assert set(told.statuses) == {200, 304} and told.statuses.total() == requests // READERS * READERS
    assert min(told.saved) > 1
