"""Django's PostgreSQL backend, which starts the embedded server by itself and refuses in one sentence."""

from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from time import monotonic
from typing import Any

import psycopg
from django.conf import settings
from django.db import DEFAULT_DB_ALIAS
from django.db.backends.postgresql import base
from django.db.backends.postgresql.client import DatabaseClient as PostgresClient

from archive.database.edition import CHECK_CONSTRAINTS
from archive.database.outages import SHORTLY
from archive.embedded.home import Unavailable
from archive.embedded.postgres import PORT, USER, cluster

IsLost = Callable[[float], bool]  # after so many seconds of a statement
Steps = Generator[Any, Any, Any]


class DatabaseClient(PostgresClient):
    @classmethod
    def settings_to_cmd_args_env(
        cls, settings_dict: dict[str, Any], parameters: Iterable[str]
    ) -> tuple[list[str], dict[str, str] | None]:
        if not settings.EMBEDDED:
            return super().settings_to_cmd_args_env(settings_dict, parameters)
        cluster().ensure()
        return cluster().command("psql", *parameters, settings_dict["NAME"]), None


class DatabaseWrapper(base.DatabaseWrapper):
    client_class = DatabaseClient
    within: float | None = None  # seconds in which each statement has to be answered
    is_lost: IsLost | None = None  # asked while nothing is heard; if so, nothing is waited for any more

    def get_connection_params(self) -> dict[str, Any]:
        # Without a threshold psycopg prepares nothing, even if asked to (archive.database.bulk); Django's own cursor
        # never does.
        return {**super().get_connection_params(), "prepare_threshold": 1}

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        connection = self._connect_embedded(conn_params) if settings.EMBEDDED else self._connect(conn_params)
        if settings.REPLICA_URLS:
            connection.wait = partial(self._wait, connection.pgconn, connection.wait)
        return connection

    def set_autocommit(self, autocommit: bool, force_begin_transaction_with_broken_autocommit: bool = False) -> None:
        # Who leaves a transaction whose connection is lost needs no other one for that: a new one begins so anyway.
        if self.connection is not None or not autocommit:
            super().set_autocommit(autocommit, force_begin_transaction_with_broken_autocommit)

    @contextmanager
    def answering(self, within: float, is_lost: IsLost | None = None) -> Iterator[None]:
        """Wait so many seconds for the answer to each statement, and no longer; a server that stalled gives none."""
        before = self.within, self.is_lost
        self.within, self.is_lost = within, is_lost
        try:
            yield
        finally:
            self.within, self.is_lost = before

    def is_usable(self) -> bool:
        with self.answering(SHORTLY):
            return super().is_usable()

    def _wait(self, link: Any, wait: Any, steps: Steps, *args: Any, **more: Any) -> Any:
        steps = _heeding(self.is_lost, steps) if self.is_lost else steps
        try:
            return wait(steps, *args, **({"timeout": self.within} if self.within else {}), **more)
        except psycopg.OperationalError:
            if link.transaction_status == psycopg.pq.TransactionStatus.ACTIVE:
                link.finish()  # nothing is to be heard from it any more
            raise

    def init_connection_state(self) -> None:
        super().init_connection_state()
        # Where this is not set, every row trigger fails once within to find so: a transaction of many grows quadratic.
        self.connection.execute("SET pgtrigger.ignore = '{}'")
        self.connection.commit()

    def check_constraints(self, table_names: Iterable[str] | None = None) -> None:
        with self.cursor() as cursor:
            cursor.execute(CHECK_CONSTRAINTS)

    def _connect_embedded(self, conn_params: dict[str, Any]) -> Any:
        cluster().ensure()
        conn_params |= {"host": str(cluster().socket), "port": PORT, "user": USER}
        try:
            return super().get_new_connection(conn_params)
        except psycopg.OperationalError:
            cluster().ensure(in_doubt=True)
            return super().get_new_connection(conn_params)

    def _connect(self, conn_params: dict[str, Any]) -> Any:
        try:
            return super().get_new_connection(conn_params)
        except psycopg.OperationalError as error:
            raise _refused(self.alias, conn_params, str(error).strip().splitlines()[0]) from error


def _heeding(is_lost: IsLost, steps: Steps) -> Steps:
    """The steps of a wait; psycopg takes one with nothing heard every tenth of a second."""
    began = monotonic()
    try:
        step = next(steps)
        while True:
            heard = yield step
            if not heard and is_lost(monotonic() - began):
                raise psycopg.OperationalError("the server does not answer others either")
            step = steps.send(heard)
    except StopIteration as end:
        return end.value


def _refused(alias: str, conn_params: dict[str, Any], reason: str) -> Unavailable:
    host, port = conn_params.get("host") or "the local socket", conn_params.get("port") or PORT
    if alias != DEFAULT_DB_ALIAS:
        return Unavailable(f"A server that REPLICA_URLS names, {host} port {port}, refused: {reason}.")
    return Unavailable(
        f"The server that DATABASE_URL names, {host} port {port}, refused: {reason}. "
        "Start it, or mend the URL, or unset it to use the embedded one."
    )
