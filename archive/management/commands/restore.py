from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from archive.backups.checking import check
from archive.backups.restoring import restore


class Command(BaseCommand):
    help = "Restores what `backup` saved, into an empty place: all or nothing, and held against the sums in the file."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--check",
            action="store_true",
            help="prove that it can be restored: into a place made for that and removed again, never the archive",
        )

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        manifest = (check if options["check"] else restore)(file)
        rows = sum(table.rows for table in manifest.tables.values())
        done = "can be restored" if options["check"] else "is restored"
        self.stdout.write(
            f"{file} {done}: {rows:,} rows of {len(manifest.tables)} tables, as they stood at {manifest.taken_at}."
        )
