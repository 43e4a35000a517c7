from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from archive.progress import progress
from events.models import Agreement, Forum
from events.settling import settle_agreements, settle_forums

AT_ONCE = 1000
STOPPED = "Nothing was changed."


class Command(BaseCommand):
    help = "Settles all titles and dates anew: run it after changing facts, citations or decisions in SQL."

    def handle(self, *args: Any, **options: Any) -> None:
        forums, agreements = (list(kind.objects.values_list("pk", flat=True)) for kind in (Forum, Agreement))
        with progress(len(forums) + len(agreements), "records", STOPPED) as bar, transaction.atomic():
            for ids, settle in ((forums, settle_forums), (agreements, settle_agreements)):
                for start in range(0, len(ids), AT_ONCE):
                    settle(ids[start : start + AT_ONCE])
                    bar.update(len(ids[start : start + AT_ONCE]))
        self.stdout.write("Titles and dates are settled.")
