import os
import signal
import subprocess
import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from socket import socket
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connection, connections
from django.utils.autoreload import DJANGO_AUTORELOAD_ENV, get_child_arguments

from archive.access import signin
from archive.access.secret import adopt_lasting_key
from archive.embedded import lifeline
from archive.embedded.listening import address, listen
from archive.embedded.server import Server

CODE_CHANGED = 3  # the exit code of Django's autoreload
ONE_AT_A_TIME = 0x526F7374  # any number that all who prepare the database agree on


class Command(BaseCommand):
    help = "Brings the archive up to date and serves it: the command behind `make serve`."
    requires_system_checks: list[str] = []  # the checks of the database need tables, which come first

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=int, default=8000, help="port to listen at (%(default)s)")
        parser.add_argument("--host", default="127.0.0.1", help="address to listen at (%(default)s)")
        parser.add_argument("--dev", action="store_true", help="reload when the code changes, and show errors")

    def handle(self, *args: Any, host: str, port: int, dev: bool, **options: Any) -> None:
        if os.environ.get(DJANGO_AUTORELOAD_ENV):
            lifeline.die_with_parent()
            call_command("runserver", f"[{host}]:{port}" if ":" in host else f"{host}:{port}")
            return
        exit_on_signals()
        self.address = address(host, port)
        listener = listen(host, port)
        adopt_lasting_key()
        self._prepare()
        if dev:
            self._serve_changing_code(listener)
        else:
            self._serve(listener)

    def _serve(self, listener: socket) -> None:
        self._step("Collecting static files …")
        call_command("collectstatic", interactive=False, verbosity=0)
        connections.close_all()  # no worker may inherit one
        Server(listener, self._announce).run()

    def _serve_changing_code(self, listener: socket) -> None:
        listener.close()
        os.environ["DEBUG"] = "1"
        self._announce()
        while run_until_code_changes():
            pass

    def _prepare(self) -> None:
        with alone():
            self._step("Bringing the database up to date …")
            call_command("migrate", interactive=False, verbosity=0)
            if not apps.get_model("events", "Report")._default_manager.exists():
                self._step(f"Loading {settings.FIXTURES} …")
                call_command("load_reports", str(settings.FIXTURES), stdout=self.stdout)
                self._step("Writing what /data/ offers …")
                call_command("dump", stdout=self.stdout)

    def _announce(self) -> None:
        self._step(f"\nThe archive is at {self.address}/  (Ctrl-C stops it)")
        if signin.is_needed():
            self._step(
                f"To sign in as {signin.CURATOR}, open this within {signin.MINUTES} minutes; it works once:\n"
                + signin.link(signin.CURATOR, self.address)
            )
        else:
            self._step(f"To sign in: {sys.executable} -m archive sign_in_link --address {self.address}")
        connections.close_all()

    def _step(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()


def run_until_code_changes() -> bool:
    """Run this command again in a child, which Django's autoreload ends when the code changes."""
    env = os.environ | {DJANGO_AUTORELOAD_ENV: "true", "PYTHONUNBUFFERED": "1"}
    child = subprocess.Popen(get_child_arguments(), env=env)
    try:
        return child.wait() == CODE_CHANGED
    finally:
        child.terminate()
        child.wait()


@contextmanager
def alone() -> Iterator[None]:
    """Wait for others who prepare the same database."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_lock(%s)", [ONE_AT_A_TIME])
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("select pg_advisory_unlock(%s)", [ONE_AT_A_TIME])


def exit_on_signals() -> None:
    """Leave by the front door, so that the database's lease ends and its server stops."""
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda number, frame: sys.exit(128 + number))
