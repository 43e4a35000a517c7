from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from archive.access import signin


class Command(BaseCommand):
    help = f"Prints a link that signs you into the admin: good for {signin.MINUTES} minutes, and once."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("username", nargs="?", default=signin.CURATOR, help="who signs in (%(default)s)")
        parser.add_argument("--address", default="http://127.0.0.1:8000", help="where the site is (%(default)s)")

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(signin.link(options["username"], options["address"]))
