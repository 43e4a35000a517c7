import hashlib
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from events.models import Report, ReportText


class Command(BaseCommand):
    help = "Supply the texts of reports, for signed-in staff to read: each file whose digest a report names."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, metavar="DIR", help="The folder with the texts.")

    def handle(self, *args: Any, **options: Any) -> None:
        folder: Path = options["folder"]
        if not folder.is_dir():
            raise CommandError(f"{folder} is not a folder.")
        wanted = dict(Report.objects.exclude(sha256="").values_list("sha256", "pk"))
        redacted = set(ReportText.objects.filter(redacted=True).values_list("report_id", flat=True))
        supplied = 0
        for path in sorted(path for path in folder.iterdir() if path.is_file()):
            raw = path.read_bytes()
            report = wanted.get(hashlib.sha256(raw).hexdigest())
            if report in redacted:
                self.stdout.write(f"{path.name}: left as it is, since a person was removed from the text that is kept")
            elif report:
                ReportText.objects.update_or_create(report_id=report, defaults={"text": _decoded(raw, path)})
                supplied += 1
        self.stdout.write(f"{supplied} of {len(wanted)} texts supplied")


def _decoded(raw: bytes, path: Path) -> str:
    try:
        return raw.decode()
    except UnicodeDecodeError as error:
        raise CommandError(f"{path} is not UTF-8 text.") from error
