from typing import Any

from django.core.management.base import BaseCommand

from events.models import Correction


class Command(BaseCommand):
    help = "Deletes what is kept of people who reported errors once it is old: run it daily."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{Correction.objects.forget()} addresses deleted.")
