"""How many pages each process makes at once: who comes when all places are taken waits a moment, or is asked to return.

A page that is ready to be sent again needs no place, nor does a static file: both are sent further out. The staff has
places of its own, so that the desk saves while a crowd is refused. Who belongs to the staff is told by a cookie that is
signed when they sign in, without asking the database.
"""

from collections.abc import Callable
from threading import BoundedSemaphore

from django.conf import settings
from django.contrib.auth.models import User
from django.contrib.auth.signals import user_logged_in
from django.core.signing import Signer
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare
from django.utils.translation import get_language_from_path, override

from archive.serving.breakdowns import BUSY, not_now

CHAIRS = 3  # for each place of readers: at two thirds of what can be borne, one in a hundred thousand finds none
# Seconds that readers wait for a place, and the staff: longer than it takes to leave a replica that stalled.
SHORT, LONG = 5, 10


class Room:
    """Places for those who are served, chairs for those who wait, and the seconds that they do."""

    def __init__(self, places: int, chairs: int, patience: float) -> None:
        self._places, self._chairs = BoundedSemaphore(places), BoundedSemaphore(chairs)
        self.patience = patience

    def enter(self) -> bool:
        """Take a place, at once or after waiting; False says that there is none."""
        if self._places.acquire(blocking=False):
            return True
        if not self._chairs.acquire(blocking=False):
            return False
        try:
            return self._places.acquire(timeout=self.patience)
        finally:
            self._chairs.release()

    def leave(self) -> None:
        self._places.release()


class Admission:
    """The layer around all that makes pages."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        many, few = settings.PAGES_AT_ONCE, max(1, settings.PAGES_AT_ONCE // 2)
        self.readers, self.staff = Room(many, CHAIRS * many, SHORT), Room(few, few, LONG)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        room = self.staff if is_staff(request) else self.readers
        if not room.enter():
            return _refused(request)
        try:
            return _recognisable(request, self.get_response(request))
        finally:
            room.leave()


def _refused(request: HttpRequest) -> HttpResponse:
    with override(get_language_from_path(request.path_info) or settings.LANGUAGE_CODE):
        response = not_now(request, BUSY)
    response._has_been_logged = True  # type: ignore[attr-defined]  # thousands of them would fill the disk
    return response


def is_staff(request: HttpRequest) -> bool:
    """Whether this session was begun by somebody of the staff."""
    names = (settings.SESSION_COOKIE_NAME, settings.STAFF_COOKIE_NAME)
    session, shown = (request.COOKIES.get(name, "") for name in names)
    return bool(session and shown) and constant_time_compare(shown, _signature(session))


def _signature(session: str) -> str:
    return Signer(salt="archive.admission").signature(session)


@receiver(user_logged_in)
def remember(request: HttpRequest, user: User, **said: object) -> None:
    request.staff_came = user.is_staff  # type: ignore[attr-defined]


def _recognisable(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """The answer to who just signed in, with the cookie for next time."""
    if getattr(request, "staff_came", False) and request.session.session_key:
        response.set_cookie(
            settings.STAFF_COOKIE_NAME,
            _signature(request.session.session_key),
            max_age=settings.SESSION_COOKIE_AGE,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Strict",
        )
    return response
