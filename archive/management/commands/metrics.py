from argparse import ArgumentParser
from contextlib import suppress
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from prometheus_client import start_http_server

from archive.serving.metrics import registry

OFF = "Nothing is counted: set PROMETHEUS_MULTIPROC_DIR, here and where the archive is served, to a folder of its own."


class Command(BaseCommand):
    help = "Tells Prometheus, on this machine only, what the processes of the archive count."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=int, default=9101, help="port of 127.0.0.1 to listen at (%(default)s)")

    def handle(self, *args: Any, port: int, **options: Any) -> None:
        if not settings.METRICS:
            raise CommandError(OFF)
        try:
            server, thread = start_http_server(port, addr="127.0.0.1", registry=registry())
        except (OSError, OverflowError, ValueError) as error:
            raise CommandError(f"Port {port} and {settings.METRICS} can't be used: {error}.") from error
        with server, suppress(KeyboardInterrupt):
            self.stdout.write(f"Metrics are at http://127.0.0.1:{server.server_port}/metrics  (Ctrl-C stops it)")
            self.stdout.flush()
            thread.join()
