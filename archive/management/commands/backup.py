from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from archive.backups.taking import back_up


class Command(BaseCommand):
    help = "Saves everything, as it stands at one moment, to a file that only you may read; the archive may be in use."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="where to; a file of that name is replaced when this one is whole")

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        manifest = back_up(file)
        rows = sum(table.rows for table in manifest.tables.values())
        self.stdout.write(f"{file}: {rows:,} rows of {len(manifest.tables)} tables, {file.stat().st_size:,} bytes.")
