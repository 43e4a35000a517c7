from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from events.models import Agreement, Forum
from events.settling import settle_agreements, settle_forums


class Command(BaseCommand):
    help = "Settles all titles and dates anew: run it after changing facts, citations or decisions in SQL."

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        settle_forums(list(Forum.objects.values_list("pk", flat=True)))
        settle_agreements(list(Agreement.objects.values_list("pk", flat=True)))
        self.stdout.write("Titles and dates are settled.")
