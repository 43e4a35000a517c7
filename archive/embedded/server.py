"""The application server of `manage.py serve`: gunicorn on a socket that is listening already."""

import os
import signal
import socket
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from gunicorn.app.base import BaseApplication
from gunicorn.arbiter import Arbiter

from archive.memory import keep_little

WORKERS = 2
# For each page that is made at once, three that wait and those of the staff; one more to say that there is no place.
THREADS_A_PAGE = 6
ENDING = {signal.SIGTERM, signal.SIGQUIT, signal.SIGINT}


class Server(BaseApplication):  # type: ignore[misc]
    def __init__(self, listener: socket.socket, when_ready: Callable[[], None]) -> None:
        self._listener, self._announce = listener, when_ready
        super().__init__()

    def load_config(self) -> None:
        options: dict[str, Any] = {
            "bind": f"fd://{self._listener.fileno()}",
            "worker_class": "gthread",
            "workers": WORKERS,
            "threads": THREADS_A_PAGE * settings.PAGES_AT_ONCE + 1,
            "preload_app": True,
            "loglevel": "warning",
            "graceful_timeout": 10,
            "control_socket_disable": True,
            "when_ready": self._when_ready,
            "post_worker_init": _begin,
            "on_exit": _await_workers,
        }
        for name, value in options.items():
            self.cfg.set(name, value)

    def load(self) -> WSGIHandler:
        return WSGIHandler()

    def _when_ready(self, arbiter: Arbiter) -> None:
        # A closed terminal says HUP, which gunicorn takes for "start new workers" and would go on unseen.
        signal.signal(signal.SIGHUP, lambda *_: arbiter.signal(signal.SIGTERM, None))
        _spare_newborns()
        self._announce()


def _begin(worker: Any) -> None:
    keep_little()
    signal.pthread_sigmask(signal.SIG_UNBLOCK, ENDING)


def _spare_newborns() -> None:
    """Have a worker that is told to end before it can listen hear it afterwards; gunicorn would wait in vain."""
    os.register_at_fork(
        before=lambda: signal.pthread_sigmask(signal.SIG_BLOCK, ENDING),
        after_in_parent=lambda: signal.pthread_sigmask(signal.SIG_UNBLOCK, ENDING),
    )


def _await_workers(arbiter: Arbiter) -> None:
    """Be the last to leave the database, after workers that had to be killed too."""
    for pid in arbiter.WORKERS:
        with suppress(ChildProcessError):
            os.waitpid(pid, 0)
