"""Who may do what: a role is a group of users with exactly the permissions declared for it, after every migrate."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.contrib.auth.models import Group, Permission, User
from django.db.models.signals import post_migrate

ALL = "*"


@dataclass(frozen=True)
class Role:
    """A role; `may` holds permissions as `app.codename`, or `app.*` for all of an app."""

    name: str
    may: tuple[str, ...]


def keep(roles: Collection[Role]) -> Callable[..., None]:
    """Have the groups of the roles made, and put right, at the end of every migrate."""

    def put_right(**signal: Any) -> None:
        for role in roles:
            group, _ = Group.objects.get_or_create(name=role.name)
            group.permissions.set(_granted(role))

    # The permissions of all apps are there once the last one's are; apps without models send nothing.
    last = [app for app in apps.get_app_configs() if app.models_module][-1]
    post_migrate.connect(put_right, sender=last, weak=False, dispatch_uid="roles")
    return put_right


def _granted(role: Role) -> list[Permission]:
    whole = {name.partition(".")[0] for name in role.may if name.endswith(f".{ALL}")}
    every = Permission.objects.select_related("content_type").order_by("pk")
    known = {f"{one.content_type.app_label}.{one.codename}": one for one in every}
    if missing := [name for name in role.may if not name.endswith(ALL) and name not in known]:
        raise LookupError(f"The role {role.name} has permissions that no model declares: {', '.join(missing)}.")
    return [one for name, one in known.items() if name in role.may or one.content_type.app_label in whole]


def give(user: User, names: Iterable[str]) -> None:
    """Give a user exactly these roles. Whoever has one is a member of the staff, and may sign in."""
    user.groups.set(Group.objects.filter(name__in=names))
    seat(user)


def seat(user: User) -> None:
    """Let those and only those into the admin who have a role, or every right."""
    user.is_staff = user.is_superuser or user.groups.exists()
    user.save(update_fields=["is_staff"])
