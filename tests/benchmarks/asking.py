"""Pages asked for as a web server asks for them, in this process, and what they cost."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from statistics import median, quantiles
from typing import Any
from wsgiref.util import setup_testing_defaults

from django.core.handlers.wsgi import WSGIHandler
from django.db import connection

TIMES, ENOUGH = 15, 3.0  # at most so often, or until so many seconds are spent
Statement = tuple[str, Any]


@dataclass(frozen=True)
class Cost:
    """What a page costs, in seconds: the first time and later, the part of SQL, and of the same statements bare."""

    first: float
    median: float
    p95: float
    sql: float
    bare: float
    queries: int
    size: int
    status: int

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


@dataclass
class Watch:
    """An execute wrapper that keeps statements and the time they take."""

    statements: list[Statement]
    seconds: float = 0

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        start = time.perf_counter()
        try:
            return execute(sql, params, many, context)
        finally:
            self.seconds += time.perf_counter() - start
            self.statements.append((sql, params))


@contextmanager
def watching() -> Iterator[Watch]:
    watch = Watch([])
    with connection.execute_wrapper(watch):
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

    def cost(self, address: str) -> Cost:
        first = self._timed(address)[0]
        took = [self._timed(address) for _ in range(max(2, min(TIMES, int(ENOUGH / first))))]
        with watching() as watch:
            status, body = self.get(address)
        seconds = [one for one, _ in took]
        return Cost(
            first=first,
            median=median(seconds),
            p95=quantiles(seconds, n=20, method="inclusive")[-1],
            sql=median(sql for _, sql in took),
            bare=_bare(watch.statements) if status == 200 else 0,
            queries=len(watch.statements),
            size=len(body),
            status=status,
        )

    def _timed(self, address: str) -> tuple[float, float]:
        with watching() as watch:
            start = time.perf_counter()
            self.get(address)
            return time.perf_counter() - start, watch.seconds


def _bare(statements: list[Statement]) -> float:
    """The time of the statements, sent through psycopg alone, with all rows fetched."""
    asked = [(sql, params) for sql, params in statements if "statement_timeout" not in sql]
    took = []
    for _ in range(3):
        start = time.perf_counter()
        with connection.connection.transaction(), connection.connection.cursor() as cursor:
            for sql, params in asked:
                cursor.execute(sql, params)
                if cursor.description:
                    cursor.fetchall()
        took.append(time.perf_counter() - start)
    return median(took)
