"""What the processes of the archive count, in the folder that PROMETHEUS_MULTIPROC_DIR names; without it this is off.

Each process counts in files of its own there, and `manage.py metrics` tells their sums: nothing of it can be asked of
the archive itself. Labels have few values, none of them a reader's.
"""

from collections.abc import Callable, Iterator
from functools import cache
from time import perf_counter
from typing import Any

from django.db import connection
from django.db.backends.signals import connection_created
from django.http import HttpRequest, HttpResponse
from django.utils.timezone import now
from prometheus_client import CollectorRegistry, Counter, Histogram, Summary
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.multiprocess import MultiProcessCollector

from archive.database.edition import edition, moment_of
from archive.database.replicas import LOST

SECONDS = (0.001, 0.005, 0.025, 0.1, 0.25, 1, 2.5, 5, 10)
REFUSALS = {400, 401, 403, 405, 409, 413, 429, 503}


class Counts:
    """What is counted. Making it writes files, so a process has it only once it answers requests."""

    def __init__(self) -> None:
        self.requests = Counter("rostrum_requests", "Requests answered.", ["route", "method", "status"])
        self.took = Histogram(
            "rostrum_request_seconds", "Until an answer began to be sent.", ["route"], buckets=SECONDS
        )
        self.kept = Counter("rostrum_kept_page_hits", "Requests answered by a page that was ready.")
        self.refused = Counter("rostrum_refused_requests", "Requests refused.", ["status"])
        self.statements = Summary("rostrum_statement_seconds", "Statements of pages, as the database answered them.")


@cache
def counts() -> Counts:
    """Those of this process."""
    return Counts()


class Metrics:
    """The layer around `Observed` that counts what came of each request."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response, self.counts = get_response, counts()
        connection_created.connect(_time_statements)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        answered = response.answered  # type: ignore[attr-defined]
        self.counts.requests.labels(answered.route, answered.method, f"{answered.status // 100}xx").inc()
        self.counts.took.labels(answered.route).observe(answered.seconds)
        if answered.is_kept:
            self.counts.kept.inc()
        if answered.status in REFUSALS:
            self.counts.refused.labels(answered.status).inc()
        return response


def _time_statements(connection: Any, **said: Any) -> None:
    if _timed not in connection.execute_wrappers:
        connection.execute_wrappers.insert(0, _timed)  # whoever is wrapped around takes away the last, which is its own


def _timed(execute: Callable[..., Any], *statement: Any) -> Any:
    began = perf_counter()
    try:
        return execute(*statement)
    finally:
        counts().statements.observe(perf_counter() - began)


class Edition:
    """Asked when it is told: how long the archive is as it is; nothing while the database is out."""

    def collect(self) -> Iterator[GaugeMetricFamily]:
        try:
            age = (now() - moment_of(edition())).total_seconds()
        except LOST:
            return
        finally:
            connection.close()  # each answer has a thread of its own
        yield GaugeMetricFamily("rostrum_edition_age_seconds", "Since the last change of what readers see.", value=age)


def registry() -> CollectorRegistry:
    """The sums of all processes."""
    every = CollectorRegistry()
    MultiProcessCollector(every)
    every.register(Edition())
    return every
