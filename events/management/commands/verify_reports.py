from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from events.models import Report
from events.reportfile.loading import files_below
from events.reportfile.reading import FileRefused, open_source, read
from events.reportfile.schema import ReportFile
from events.reportfile.stored import stored
from events.reportfile.verifying import verify


class Command(BaseCommand):
    help = (
        "Hold every report against its text: the digest, and each printed phrase in the paragraph that is cited. "
        "Then list capitalised names of the text that no record covers, for a curator to look at."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, metavar="DIR", help="The folder with the texts.")
        parser.add_argument(
            "--files", nargs="+", type=Path, metavar="PATH", help="Verify these report files instead of the archive."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        folder: Path = options["folder"]
        if not folder.is_dir():
            raise CommandError(f"{folder} is not a folder.")
        files = list(self.files(options["files"]) if options["files"] else self.archive())
        if not files:
            raise CommandError("There is no report to verify: load some first (manage.py load_reports).")
        misses = sum(self.verify(file, folder) for file in files)
        if misses:
            raise CommandError(f"{misses} misses.")

    def files(self, paths: list[Path]) -> Iterator[ReportFile]:
        for path in files_below(paths)[1]:
            try:
                yield read(open_source(path, str(path)), ReportFile)
            except FileRefused as refused:
                raise CommandError(str(refused)) from refused

    def archive(self) -> Iterator[ReportFile]:
        for report in Report.objects.select_related("publisher").order_by("slug"):
            yield stored(report).file

    def verify(self, file: ReportFile, folder: Path) -> int:
        name = file.text.file if file.text else ""
        path = folder / Path(name).name
        if not name or not path.is_file():
            self.stderr.write(f"{file.report.slug}: the text {name or '(not named)'} is not in {folder}")
            return 1
        verdict = verify(file, path.read_bytes())
        for miss in verdict.misses:
            self.stderr.write(f"{verdict.slug}: {miss}")
        for left in verdict.names:
            self.stdout.write(f"{verdict.slug}: not in any record, {left}")
        self.stdout.write(f"{verdict.slug}: {verdict.phrases} printed phrases, {len(verdict.misses)} misses")
        return len(verdict.misses)
