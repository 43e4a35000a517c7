"""Getting into the admin without a password: a link that works for ten minutes, and once."""

from typing import Any

from allauth.account.utils import perform_login
from django.contrib.auth.models import Group, User
from django.core import signing
from django.core.management import CommandError
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.timezone import now
from django.views import View
from django.views.decorators.cache import never_cache

from archive.access.attempts import begin_anew
from archive.access.doors import open_to_all
from archive.access.secret import lasting_key

MINUTES = 10
SALT = "archive.signin"
CURATOR = "curator"
FIRST_ROLES = ("curator", "administrator")  # and every right, as who set the archive up


class Spent(Exception):
    """The link was used, is too old, or was never ours."""


def link(username: str, address: str) -> str:
    """A link for this user; the first curator is made on the way."""
    token = signing.dumps(_state(_staff(username)), key=lasting_key(), salt=SALT)
    return address.rstrip("/") + reverse("sign-in", args=[token])


def is_needed() -> bool:
    """Whether nobody has ever signed in."""
    return not User.objects.filter(last_login__isnull=False).exists()


def _staff(username: str) -> User:
    user = User.objects.filter(username=username).first()
    if user is None and username == CURATOR:
        user = User.objects.create_superuser(username, password=None)  # no password at all: links only
        user.groups.set(Group.objects.filter(name__in=FIRST_ROLES))
    if user is None or not (user.is_active and user.is_staff):
        raise CommandError(f"{username} is not an active member of the staff: choose another, or leave the name out.")
    return user


def _state(user: User) -> dict[str, Any]:
    """What a link is good for: signing in changes it, so that the link works once."""
    return {"user": user.pk, "seen": user.last_login and user.last_login.isoformat()}


def _user(token: str) -> User:
    """The user a token signs in; the row stays locked until the transaction ends."""
    try:
        state = signing.loads(token, key=lasting_key(), salt=SALT, max_age=MINUTES * 60)
    except signing.BadSignature:
        raise Spent from None
    user = User.objects.select_for_update().filter(pk=state["user"]).first()
    if user is None or not (user.is_active and user.is_staff) or _state(user) != state:
        raise Spent
    return user


@open_to_all
@method_decorator([never_cache, transaction.atomic], name="dispatch")
class SignIn(View):
    """Asks first and signs in on POST, since chats and browsers fetch links nobody has clicked."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return super().dispatch(request, *args, user=_user(kwargs["token"]))
        except Spent:
            return self.page({"minutes": MINUTES}, status=410)

    def page(self, said: dict[str, Any], status: int = 200) -> HttpResponse:
        return render(self.request, "archive/sign_in.html", said, status=status)

    def get(self, request: HttpRequest, user: User) -> HttpResponse:
        return self.page({"person": user})

    def post(self, request: HttpRequest, user: User) -> HttpResponse:
        user.last_login = now()  # the link is spent, whether or not the second factor comes to hand
        user.save(update_fields=["last_login"])
        begin_anew(request, user.get_username())
        request.session.flush()
        return perform_login(request, user)


@open_to_all
class StartAgain(View):
    """Let somebody go who was asked for the second factor of the wrong account."""

    def post(self, request: HttpRequest) -> HttpResponse:
        request.session.flush()
        return redirect("account_login")
