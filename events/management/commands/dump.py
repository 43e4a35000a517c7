from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from archive.progress import progress
from events.interop.dump import writing

STOPPED = "Nothing was replaced: the folder is as it was."


class Command(BaseCommand):
    help = "Write the whole archive for others to take: tables (Data Package, SQLite), report and authority files."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "folder",
            type=Path,
            nargs="?",
            default=settings.DUMP_FOLDER,
            metavar="DIR",
            help="The folder; an earlier dump in it is replaced. Without one, that which is offered at /data/.",
        )

    def handle(self, *args: Any, folder: Path, **options: Any) -> None:
        try:
            with progress(writing.steps(), "files", STOPPED) as bar:
                writing.write(folder.absolute(), bar.update)
        except OSError as error:
            raise CommandError(f"{error.filename} cannot be written: {error.strerror}.") from error
        self.stdout.write(f"The archive of {len(writing.files(folder))} files was written to {folder}")
