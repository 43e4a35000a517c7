"""How long one stays signed in: some hours in all, and less when nothing is done."""

import time
from collections.abc import Callable
from typing import Any

from allauth.mfa.signals import authenticator_added, authenticator_removed
from django.conf import settings
from django.contrib.auth import SESSION_KEY, logout
from django.contrib.auth.models import User
from django.contrib.auth.signals import user_logged_in
from django.contrib.sessions.backends.base import SessionBase, UpdateError
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.exceptions import SessionInterrupted
from django.contrib.sessions.models import Session
from django.http import HttpRequest, HttpResponse

from archive.database.replicas import primary_is_out
from archive.embedded.home import Unavailable

BEGAN, SEEN = "sitting_began", "sitting_seen"
FRESH, NOTED_EVERY = 600, 60  # seconds


class Unknown(SessionStore):
    """A session while the primary is out: who needs none is shown a copy, who does is told why not."""

    def load(self) -> dict[str, Any]:
        raise Unavailable("The database that knows who is signed in does not answer.")


class Sittings:
    """End sessions that are too old, or that nobody used for too long."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if settings.SESSION_COOKIE_NAME in request.COOKIES:
            _look_at(request)
        return self.get_response(request)


def _look_at(request: HttpRequest) -> None:
    if primary_is_out():
        request.session = Unknown(request.session.session_key)
    elif SESSION_KEY in request.session:
        _end_or_note(request)


def _end_or_note(request: HttpRequest) -> None:
    now, session = time.time(), request.session
    began, seen = session.get(BEGAN, 0), session.get(SEEN, 0)
    if now - began > settings.SESSION_COOKIE_AGE or now - seen > settings.SESSION_IDLE:
        logout(request)
    elif now - seen > NOTED_EVERY:
        session[SEEN] = now
        _save(session)


def _save(session: SessionBase) -> None:
    """Now, since what is committed further on is acknowledged without asking the database again."""
    try:
        session.save()
    except UpdateError as error:
        raise SessionInterrupted("Signed out elsewhere in the same moment.") from error
    session.modified = False


def begin(sender: Any, request: HttpRequest, **more: Any) -> None:
    request.session[BEGAN] = request.session[SEEN] = time.time()


user_logged_in.connect(begin, dispatch_uid="sittings")


def end_others(sender: Any, request: HttpRequest, user: User, **more: Any) -> None:
    end_all(user, but=request.session.session_key)


for changed in (authenticator_added, authenticator_removed):
    changed.connect(end_others, dispatch_uid="sittings")


def is_fresh(request: HttpRequest) -> bool:
    """Whether one signed in just now."""
    return bool(time.time() - request.session.get(BEGAN, 0) < FRESH)


def end_all(user: User, but: str | None = None) -> None:
    """Sign a user out everywhere, or everywhere else."""
    for session in Session.objects.exclude(pk=but):
        if session.get_decoded().get(SESSION_KEY) == str(user.pk):
            session.delete()
