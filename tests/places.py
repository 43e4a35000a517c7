"""Databases of the tests' own server, beside the test database: an empty place, or a copy of one that is migrated."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection


@contextmanager
def place(name: str, model: str = "template0") -> Iterator[str]:
    """A database, new and empty or a copy of the model, which goes afterwards."""
    name = f"{connection.settings_dict['NAME']}_{name}"  # which the next run clears away, should this one be killed
    connection.close()
    with connection._nodb_cursor() as cursor:
        # A browser may still hold a connection of the live server, and PostgreSQL copies no database in use.
        cursor.execute("select pg_terminate_backend(pid) from pg_stat_activity where datname = %s", [model])
        cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{model}"')
    try:
        yield name
    finally:
        with connection._nodb_cursor() as cursor:
            cursor.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@contextmanager
def at(name: str) -> Iterator[None]:
    """Have Django work on that database."""
    before = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = name
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = before
