from argparse import ArgumentParser, ArgumentTypeError
from typing import Any

from django.contrib.auth.models import User
from django.core.management.base import BaseCommand, CommandError

from archive.access.roles import give
from events.staff import ROLES

NAMES = [role.name for role in ROLES]


def role(name: str) -> str:
    if name not in NAMES:
        raise ArgumentTypeError(f"there is no role {name!r}: choose from {', '.join(NAMES)}")
    return name


class Command(BaseCommand):
    help = "Gives a member of the staff exactly these roles; without any, all are taken away."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("username", help="who; a new name makes a new account, without a password")
        parser.add_argument("roles", nargs="*", metavar="role", type=role, help=", ".join(NAMES))

    def handle(self, *args: Any, username: str, roles: list[str], **options: Any) -> None:
        user = User.objects.filter(username=username).first()
        if user is None and not roles:
            raise CommandError(f"There is no account {username!r}: nothing is taken away.")
        give(user or User.objects.create_user(username), roles)
        self.stdout.write(f"{username}: {', '.join(roles) or 'no role'}")
        if user is None:
            self.stdout.write(f"The account is new: manage.py sign_in_link {username} lets it in.")
