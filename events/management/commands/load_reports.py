import os
from argparse import ArgumentParser
from collections import Counter
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from archive.database.bulk import settle_down
from archive.progress import aside_from_bars, progress
from events.reportfile.loading import Outcome, files_below, load

MANY = 500  # files written, after which it is worth going over the tables at once
STOPPED = "What was loaded stays, each file whole: the same command goes on with the others."
UNTOUCHED = "Nothing was to be changed, and nothing was."


class Command(BaseCommand):
    help = "Load report files and authority files (*.yaml), or folders of them, into the archive."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="A file, or a folder of files.")
        way = parser.add_mutually_exclusive_group()
        way.add_argument("--dry-run", action="store_true", help="Say what would change; change nothing.")
        way.add_argument("--check", action="store_true", help="Only say whether the files are sound; change nothing.")
        way.add_argument(
            "--overwrite", action="store_true", help="Let the files replace what was changed in the archive since."
        )
        parser.add_argument(
            "--jobs", type=int, default=0, help="Processes that load new reports; as many as there are processors."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        self.options, self.counts = options, Counter[str]()
        for path in options["paths"]:
            if not path.exists():
                raise CommandError(f"{path} does not exist.")
        keep = not (options["dry_run"] or options["check"])
        total = sum(map(len, files_below(options["paths"])))
        with progress(total, "files", STOPPED if keep else UNTOUCHED) as self.bar:
            load(
                options["paths"],
                self.tell,
                keep=keep,
                overwrite=options["overwrite"] or options["check"],
                jobs=options["jobs"] or os.cpu_count() or 1,
            )
        if keep and self.counts["new"] + self.counts["changed"] >= MANY:
            settle_down()
        if not self.counts:
            raise CommandError("There are no *.yaml files there.")
        self.stdout.write(", ".join(f"{count} {status}" for status, count in sorted(self.counts.items())))
        if self.counts["refused"]:
            raise CommandError(f"{self.counts['refused']} refused; the archive has nothing of them.")

    def tell(self, outcome: Outcome) -> None:
        status = outcome.status if outcome.status == "refused" or not self.options["check"] else "sound"
        self.counts[status] += 1
        self.bar.update()
        with aside_from_bars():
            self.write(status, outcome)

    def write(self, status: str, outcome: Outcome) -> None:
        if status != "refused" and self.options["verbosity"] > 0:
            self.stdout.write(f"{status:9} {outcome.file}")
        for line in outcome.lines if self.options["dry_run"] else ():
            self.stdout.write(f"    {line}")
        for warning in outcome.warnings:
            self.stderr.write(f"warning: {warning}")
        for problem in outcome.problems:
            self.stderr.write(str(problem))
