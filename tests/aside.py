"""Another connection, as another process has one."""

from collections.abc import Callable
from threading import Thread

from django.db import connection


def beside(do: Callable[[], object]) -> None:
    """Do something on a connection of its own, and wait for it."""

    def run() -> None:
        try:
            do()
        finally:
            connection.close()

    other = Thread(target=run)
    other.start()
    other.join(10)
    assert not other.is_alive(), "one waits for another"
