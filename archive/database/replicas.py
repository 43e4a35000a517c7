"""Pages read from standbys of the database, which share its work and outlive it.

A replica serves a page only if the moment that it shows is of the edition that the primary has: one that lags is passed
over, one that dies or stalls is left out until it answers again, also by pages that are half made. While the primary is
out any replica serves, as a copy that may lack the last changes: the page says so, and is kept by nobody. Whoever is
signed in is served by the primary.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import partial
from random import sample
from typing import Any

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, InterfaceError, OperationalError, connections
from django.http import HttpRequest, HttpResponse

from archive.database.edition import edition
from archive.database.outages import SHORTLY, Outages

AT_LAST = 7  # seconds in which a server gives any answer: longer than a page may ask (archive.database.patience)
LONG = 0.5  # seconds of a statement, after which it is asked whether the server answers others
MOST = 2  # replicas that are asked before the primary
HEADER = "Archive-Copy"
LOST = (OperationalError, InterfaceError)


class Unusable(Exception):
    """The database cannot serve the page: it lags, or does not answer."""


@dataclass(frozen=True)
class Source:
    """A database to make a page from, and the edition that it has to show; a copy shows whichever it has."""

    alias: str = DEFAULT_DB_ALIAS
    edition: int | None = None
    is_copy: bool = False


PRIMARY = Source()
source: ContextVar[Source] = ContextVar("source", default=PRIMARY)


class Router:
    """What is read while a page is made comes from its source; all else from the primary."""

    def db_for_read(self, model: Any, **hints: Any) -> str:
        return source.get().alias

    def db_for_write(self, model: Any, **hints: Any) -> str:
        return DEFAULT_DB_ALIAS

    def allow_relation(self, one: Any, other: Any, **hints: Any) -> bool:
        return True

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool:
        return db == DEFAULT_DB_ALIAS


def answers(alias: str) -> bool:
    """Whether a database answers a new connection."""
    try:
        with connections[alias].answering(SHORTLY):  # type: ignore[attr-defined]
            edition(alias)
    except LOST:
        return False
    finally:
        connections[alias].close()
    return True


outages = Outages(answers)


def replicas() -> list[str]:
    """Those that answer, in any order."""
    there = [alias for alias in connections if alias != DEFAULT_DB_ALIAS and alias not in outages]
    return sample(there, len(there))


def sources(request: HttpRequest) -> Iterator[Source]:
    """What may serve the request, the first that can: as long as the primary is there, each shows its edition."""
    number = getattr(request, "edition", None)
    if number:
        yield from (Source(alias, number) for alias in replicas()[:MOST] if alias not in outages)
    if DEFAULT_DB_ALIAS not in outages:
        yield PRIMARY
    if DEFAULT_DB_ALIAS in outages:
        yield from (Source(alias, is_copy=True) for alias in replicas())


def current_edition() -> int | None:
    """The primary's; None while it is out. A connection that broke since its last use is made anew."""
    if DEFAULT_DB_ALIAS in outages:
        return None
    try:
        return _asked()
    except LOST:
        if not settings.REPLICA_URLS:
            raise
        outages.note(DEFAULT_DB_ALIAS)
        return None


def primary_is_out() -> bool:
    """Whether only copies can be shown."""
    return bool(settings.REPLICA_URLS) and current_edition() is None


def _asked() -> int:
    connection: Any = connections[DEFAULT_DB_ALIAS]
    with connection.answering(SHORTLY):
        try:
            number = edition()
        except LOST:
            if connection.in_atomic_block:
                raise
            connection.close()
            number = edition()
    connection.health_check_done = True
    return number


@contextmanager
def reading(chosen: Source) -> Iterator[None]:
    """Within it pages are made from this source."""
    token = source.set(chosen)
    try:
        with connections[chosen.alias].answering(AT_LAST, partial(_is_out, chosen.alias)):  # type: ignore[attr-defined]
            yield
    except LOST as error:
        if not _is_lost(chosen):
            raise
        connections[chosen.alias].close()
        outages.note(chosen.alias)
        raise Unusable from error
    finally:
        source.reset(token)


def _is_out(alias: str, silent: float) -> bool:
    """Whether others found that a database does not answer, of which for so long nothing is heard."""
    if silent <= LONG:
        return False
    outages.doubt(alias)
    return alias in outages


def _is_lost(chosen: Source) -> bool:
    """Whether another may serve better; a standby also refuses what its primary has cleaned away."""
    connection = connections[chosen.alias].connection
    return bool(settings.REPLICA_URLS) and (chosen != PRIMARY or connection is None or connection.closed)


def as_copy(response: HttpResponse) -> HttpResponse:
    """The answer, marked as made from a copy, and for nobody to keep."""
    response.headers[HEADER], response.headers["Cache-Control"] = "yes", "no-store"
    return response


def copy(request: HttpRequest) -> dict[str, bool]:
    """For templates: whether the page is made from a copy, while the primary is out."""
    return {"is_copy": source.get().is_copy}
