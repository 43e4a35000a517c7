from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from archive.embedded.postgres import cluster


class Command(BaseCommand):
    help = "Looks after the embedded PostgreSQL. With DATABASE_URL use that server's own tools."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        actions = parser.add_subparsers(dest="action", required=True)
        actions.add_parser("start", help="start it and let it run until `db stop`")
        actions.add_parser("stop", help="stop it, whoever uses it")
        actions.add_parser("status", help="say whether it runs, and where everything is")
        actions.add_parser("psql", help="talk SQL to it")

    def handle(self, *args: Any, action: str, **options: Any) -> None:
        if not settings.EMBEDDED:
            raise CommandError("DATABASE_URL is set: use that server's own tools, or unset it for the embedded one.")
        getattr(self, action)()

    def start(self) -> None:
        cluster().ensure()
        cluster().keep(True)
        self.status()

    def stop(self) -> None:
        cluster().keep(False)
        cluster().stop()
        self.status()

    def status(self) -> None:
        state = "running" if cluster().is_running else "stopped"
        kept = ", until `db stop`" if cluster().is_kept else ""
        self.stdout.write(f"{state}{kept}\ndata   {cluster().data}\nlog    {cluster().log}\nsocket {cluster().socket}")

    def psql(self) -> None:
        call_command("dbshell")
