from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection, transaction

from archive.progress import progress
from events.models import Report
from events.reportfile.definitions import KINDS
from events.reportfile.exporting import exported_files

STOPPED = "The folder is not whole: the same command writes all of it anew."


class Command(BaseCommand):
    help = "Write all report files and authority files of the archive into a folder."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "folder", type=Path, metavar="DIR", help="The folder; authority/ and reports/ are made in it."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        folder: Path = options["folder"]
        before = set(folder.glob("authority/*.yaml")) | set(folder.glob("reports/*.yaml"))
        try:
            written = self.write(folder)
        except OSError as error:
            raise CommandError(f"{error.filename} cannot be written: {error.strerror}.") from error
        for path in sorted(before - written):
            self.stderr.write(f"warning: {path} is not of this archive and was left as it is")
        self.stdout.write(f"{len(written)} files written to {folder}")

    def write(self, folder: Path) -> set[Path]:
        written: set[Path] = set()
        total = Report.objects.count() + len(KINDS)  # about: of many definitions there are several files
        with progress(total, "files", STOPPED) as bar, transaction.atomic(), connection.cursor() as cursor:
            if not connection.in_atomic_block or len(connection.savepoint_ids) == 0:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            for name, text in exported_files():
                path = folder / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text, encoding="utf-8", newline="\n")
                written.add(path)
                bar.update()
        return written
