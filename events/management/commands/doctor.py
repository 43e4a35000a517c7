from typing import Any

from django.core.management.base import BaseCommand, CommandError

from archive.doctor import Check, database, derived, installation
from archive.progress import aside_from_bars, progress
from events import doctor

CHECKS = (*database.CHECKS, *installation.CHECKS, *derived.CHECKS, *doctor.CHECKS)
STOPPED = "Nothing was changed: it only looks."


class Command(BaseCommand):
    help = "Looks at the whole installation, and says in a line for each finding what is wrong and how to mend it."
    requires_system_checks: list[str] = []  # they are among what is looked at

    def handle(self, *args: Any, **options: Any) -> None:
        with progress(len(CHECKS), "checks", STOPPED) as bar:
            many = 0
            for check in CHECKS:
                bar.set_postfix_str(check.name)
                found = self._look(check)
                many += found
                bar.update()
                if found and check.is_needed:
                    raise CommandError("The rest can be looked at when this is mended.")
        if many:
            raise CommandError(f"Findings: {many}.")
        self.stdout.write("All is well.")

    def _look(self, check: Check) -> int:
        many = 0
        for finding in check.find():
            many += 1
            with aside_from_bars():
                self.stdout.write(str(finding))
        return many
