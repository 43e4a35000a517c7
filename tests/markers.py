"""Writers who note what is saved, and readers who note what they are shown that is older."""

import re
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection
from itertools import count, islice
from random import Random
from threading import Event
from time import sleep
from urllib.parse import urlsplit

import psycopg

from tests.served import Site

WRITERS, READERS = 3, 8
PAGES = ["/en/", "/reports/", "/zh-hans/reports/", "/reports/?format=json"]
MARKER = re.compile(r"Marker (\d)-(\d+)\b")


@dataclass
class Told:
    """What writers were told is saved, and what readers found."""

    saved: list[int] = field(default_factory=lambda: [0] * WRITERS)
    stale: list[str] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)
    over: Event = field(default_factory=Event)


def write(database: str, slug: str, told: Told, writer: int, rest: int) -> None:
    """Write a later marker into the title of a report, some as fast as it goes, then none for up to `rest` requests."""
    chance = Random(writer)
    with psycopg.connect(database, autocommit=True) as archive:
        for number in count(1):
            archive.execute("UPDATE events_report SET title = %s WHERE slug = %s", [f"Marker {writer}-{number}", slug])
            told.saved[writer] = number
            until = told.statuses.total() + chance.choice([0, 0, 20, rest])
            while told.statuses.total() < until and not told.over.is_set():
                sleep(0.005)
            if told.over.is_set():
                return


def read(site: Site, pages: list[str], told: Told, reader: int, requests: int | None) -> None:
    """Ask for pages, at times as a browser that keeps them; each has to show all that was saved before."""
    chance, tags, bodies = Random(reader), dict[str, str](), dict[str, str]()
    with closing(HTTPConnection(urlsplit(site.address).netloc, timeout=60)) as browser:
        for page in islice(iter(lambda: chance.choice(pages), ""), requests):
            if requests is None and told.over.is_set():
                return
            saved = list(told.saved)
            browser.request("GET", page, headers={"If-None-Match": chance.choice([tags.get(page, ""), ""])})
            answer = browser.getresponse()
            body = answer.read().decode()
            told.statuses[answer.status] += 1
            if answer.status != 304:
                tags[page], bodies[page] = answer.headers.get("ETag", ""), body
            told.stale += [f"{page} shows {said}" for said in older(bodies[page], saved)]


def older(body: str, saved: list[int]) -> list[str]:
    """What a page shows that is older than what was saved."""
    shown = [(int(writer), int(number)) for writer, number in MARKER.findall(body)]
    return [f"{writer}-{number}, with {saved[writer]} saved" for writer, number in shown if number < saved[writer]]


def slugs(site: Site) -> list[str]:
    return re.findall(r'"slug": "([^"]+)"', site.get("/reports/?format=json")[1])[:WRITERS]


@contextmanager
def crowd(site: Site, database: str, requests: int | None = None) -> Iterator[Told]:
    """Writers and readers at once, until so many requests are made, or what is done meanwhile is done."""
    told, reports = Told(), slugs(site)
    pages = [*PAGES, *(f"/reports/{slug}/" for slug in reports)]
    each, rest = requests and requests // READERS, min(4000, (requests or 800) // 4)
    with ThreadPoolExecutor(WRITERS + READERS) as pool:
        busy = [pool.submit(write, database, slug, told, writer, rest) for writer, slug in enumerate(reports)]
        reading = [pool.submit(read, site, pages, told, reader, each) for reader in range(READERS)]
        try:
            yield told
            wait(reading if requests else [])
        finally:
            told.over.set()
    for one in [*busy, *reading]:
        one.result()
