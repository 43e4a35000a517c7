"""Pages asked for as a web server asks for them, in this process, and what they cost."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from statistics import median, quantiles
from typing import Any
from unittest.mock import patch
from wsgiref.util import setup_testing_defaults

import psycopg
from django.core.handlers.wsgi import WSGIHandler
from django.db import connection

from archive.pages.kept_pages import shelf
from tests.benchmarks.goals import LIST_NAMES

TIMES, ENOUGH = 15, 2.0  # at most so often, or until so many seconds are spent
ATTEMPTS = 3
OK = 200
BESIDE, LONGEST = "facet columns", 300  # a thread, and how many seconds are enough for it
Statement = tuple[str, Any]


@dataclass(frozen=True)
class Cost:
    """What a page costs, in seconds.

    Cold is made anew, warm is sent again; of the cold one also the part of SQL, and the same statements sent bare.
    """

    address: str
    first: float
    cold: float
    p95: float
    sql: float
    bare: float
    queries: int
    warm: float
    warm_p95: float
    warm_queries: int
    size: int
    status: int

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


@dataclass
class Watch:
    """The statements that psycopg was given, by Django's cursors or by others, and the time they took."""

    statements: list[Statement]
    seconds: float = 0


@contextmanager
def watching() -> Iterator[Watch]:
    watch, execute = Watch([]), psycopg.Cursor.execute

    def watched(cursor: Any, query: Any, params: Any = None, **options: Any) -> Any:
        start = time.perf_counter()
        try:
            return execute(cursor, query, params, **options)
        finally:
            watch.seconds += time.perf_counter() - start
            watch.statements.append((query, params))

    with patch.object(psycopg.Cursor, "execute", watched):
        yield watch


class Server:
    def __init__(self) -> None:
        self.handler = WSGIHandler()

    def get(self, address: str) -> tuple[int, bytes]:
        """The status and body of a page."""
        path, _, query = address.partition("?")
        environ: dict[str, Any] = {"PATH_INFO": path, "QUERY_STRING": query, "HTTP_HOST": "127.0.0.1"}
        setup_testing_defaults(environ)
        status: list[int] = []
        response = self.handler(environ, lambda line, _: status.append(int(line.split()[0])))
        body = b"".join(response)
        response.close()
        return status[0], body

    def warm_up(self) -> None:
        """Ask for each list, and wait for what is then got ready beside the requests: columns to count facets by."""
        for name in LIST_NAMES:
            self.get(f"/{name}/")
        for thread in threading.enumerate():
            if thread.name == BESIDE:
                thread.join(LONGEST)

    def cost(self, address: str) -> Cost:
        first = self._timed(address, cold=True)
        cold = [self._timed(address, cold=True) for _ in range(max(2, min(TIMES, int(ENOUGH / first.seconds))))]
        with watching() as watch:
            shelf.clear()
            status, body = self.get(address)
        warm = [self._timed(address) for _ in range(TIMES if status == OK else 1)]
        return Cost(
            address=address,
            first=first.seconds,
            cold=median(one.seconds for one in cold),
            p95=_p95([one.seconds for one in cold]),
            sql=median(one.sql for one in cold),
            bare=_bare(watch.statements) if status == OK else 0,
            queries=len(watch.statements),
            warm=median(one.seconds for one in warm),
            warm_p95=_p95([one.seconds for one in warm]),
            warm_queries=warm[-1].queries,
            size=len(body),
            status=status,
        )

    def _timed(self, address: str, *, cold: bool = False) -> "Timed":
        if cold:
            shelf.clear()
        with watching() as watch:
            start = time.perf_counter()
            self.get(address)
            return Timed(time.perf_counter() - start, watch.seconds, len(watch.statements))


@dataclass(frozen=True)
class Timed:
    seconds: float
    sql: float
    queries: int


def _p95(seconds: list[float]) -> float:
    return quantiles(seconds, n=20, method="inclusive")[-1] if len(seconds) > 1 else seconds[0]


def _bare(statements: list[Statement]) -> float:
    """The time of the statements, sent through psycopg alone, with all rows fetched; 0 where they cannot be sent so."""
    try:
        return _sent(statements)
    except psycopg.Error:
        return 0


def _sent(statements: list[Statement]) -> float:
    asked = [(sql, params) for sql, params in statements if "statement_timeout" not in sql]
    connection.ensure_connection()  # each lasts so long only
    took = []
    for _ in range(ATTEMPTS):
        start = time.perf_counter()
        with connection.connection.transaction(), connection.connection.cursor() as cursor:
            for sql, params in asked:
                cursor.execute(sql, params)
                if cursor.description:
                    cursor.fetchall()
        took.append(time.perf_counter() - start)
    return median(took)
