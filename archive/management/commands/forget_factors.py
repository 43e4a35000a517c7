from typing import Any

from allauth.mfa.models import Authenticator
from django.contrib.auth.models import User
from django.core.management import BaseCommand, CommandError, CommandParser
from django.db import transaction

from archive.access.secret import adopt_lasting_key
from archive.access.sittings import end_all


class Command(BaseCommand):
    help = "Take away the second factors of a user who lost them, and end the user's sessions."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username")

    @transaction.atomic
    def handle(self, *args: Any, username: str, **options: Any) -> None:
        user = User.objects.filter(username=username).first()
        if user is None:
            raise CommandError(f"There is no user {username}.")
        adopt_lasting_key()  # sessions are signed with the site's
        gone, _ = Authenticator.objects.filter(user=user).delete()
        end_all(user)
        self.stdout.write(f"{username}: {gone} taken away; the next sign-in asks for none, and leads to a new one.")
