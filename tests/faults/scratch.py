"""The scratch server: a database with which every round begins, one that is worked in, and the server's processes."""

import os
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

import psycopg
from django.db import connection, connections

from archive.embedded.postgres import PORT, USER, cluster
from tests.served import processes

BASE, WORK = "base", "work"
ENOUGH = 60  # seconds in which all that was begun has to come to an end
WRITING = "SELECT count(*) FROM pg_stat_activity WHERE datname = 'work' AND backend_xid IS NOT NULL"
BACKENDS = "SELECT pid FROM pg_stat_activity WHERE datname = 'work' AND pid <> pg_backend_pid() ORDER BY backend_start"


class Unquiet(Exception):
    """Somebody goes on working who should be dead."""


@contextmanager
def beside() -> Iterator[Any]:
    """A connection to the server, aside from the archive: the server is started where it is down."""
    try:
        link = _connected()
    except psycopg.OperationalError:
        cluster().ensure(in_doubt=True)
        link = _connected()
    try:
        yield link
    finally:
        link.close()


def _connected() -> Any:
    return psycopg.connect(host=str(cluster().socket), port=PORT, user=USER, dbname="postgres", autocommit=True)


def patiently(do: Any) -> Any:
    """Do it once the server can: it may be getting up."""
    until = time.monotonic() + ENOUGH
    while True:
        try:
            return do()
        except psycopg.Error:
            if time.monotonic() > until:
                raise
            time.sleep(0.02)


def use(database: str) -> None:
    """Let the archive of this process be that database."""
    connections.close_all()
    connection.settings_dict["NAME"] = database


def begin(database: str, like: str = "template1") -> None:
    """Make the database anew, and use it."""
    use(database)
    patiently(lambda: _make(database, like))


def _make(database: str, like: str) -> None:
    with beside() as link:
        link.execute(f"DROP DATABASE IF EXISTS {database} WITH (FORCE)")
        # By pages of the log, PostgreSQL would give numbers of a sequence twice when it is killed before a checkpoint.
        link.execute(f"CREATE DATABASE {database} TEMPLATE {like} STRATEGY FILE_COPY")


def quiet() -> None:
    """Wait until nobody works in the archive: what a dead client began may still be ended by its server process."""
    until = time.monotonic() + ENOUGH
    while patiently(_backends):
        if time.monotonic() > until:
            raise Unquiet("somebody still works in the database")
        time.sleep(0.01)


def _backends() -> list[int]:
    with beside() as link:
        return [pid for (pid,) in link.execute(BACKENDS)]


def servers() -> list[int]:
    """The postmaster, and after it all that it started."""
    return processes(int((cluster().data / "postmaster.pid").read_text().split()[0]))


def kill(pids: list[int]) -> None:
    for pid in pids:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
