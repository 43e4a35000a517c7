from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from archive.database.bulk import settle_down
from archive.progress import progress
from events.generating.making import clear, generate, holds

STOPPED = "Nothing was written: the same command begins anew, and makes the same."


class Command(BaseCommand):
    help = (
        "Make up an archive of any size, the same for the same seed: for measuring. "
        "All or nothing is written; Ctrl-C leaves the archive as it was."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--forums", type=int, default=1000, metavar="N", help="How many forums (1000).")
        parser.add_argument("--seed", type=int, default=1, metavar="S", help="Another seed, another archive (1).")
        parser.add_argument("--clear", action="store_true", help="First take away what was made up before.")
        parser.add_argument(
            "--into-a-real-archive",
            action="store_true",
            help="Add to an archive that holds real reports. Save it first (backup): the way back is that file.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["forums"] < 0:
            raise CommandError("--forums: give how many, 0 or more.")
        self.fence(**options)
        if options["clear"]:
            clear()
        with progress(options["forums"], "forums", STOPPED) as bar:
            generate(options["forums"], options["seed"], bar.update)
        settle_down()
        self.stdout.write(f"{options['forums']} forums generated")

    def fence(self, *, clear: bool, into_a_real_archive: bool, **_: Any) -> None:
        """Nothing real is lost, and nothing real is mixed with what is made up unless somebody says so."""
        if holds(real=True):
            if clear:
                raise CommandError("The archive holds real records too, and --clear would take them away.")
            if not into_a_real_archive:
                raise CommandError(
                    "The archive holds real records. Name another with ROSTRUM_DATA or DATABASE_URL, "
                    "or say --into-a-real-archive."
                )
        if holds(real=False) and not clear:
            raise CommandError("The archive holds generated records already: --clear takes them away first.")
