"""What is answered when something broke on our side, or cannot be done just now: in words, and in the form asked for.

While a database is in trouble nothing is half done: its transaction is undone, so that all can be sent again.
"""

import sys
from functools import cache
from http import HTTPStatus

from django.contrib.sessions.backends.base import UpdateError
from django.contrib.sessions.exceptions import SessionInterrupted
from django.db import DatabaseError, InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from django.views.defaults import bad_request

from archive.serving.observed import request_id
from archive.serving.problems import problem, refused

Words = str | Promise
SOON = "10"  # seconds
OUT = _("The archive’s database does not answer.")
CROWDED = _("Too many ask the archive’s database at once.")
HELD = _("Somebody else is saving the same just now.")
BUSY = _("Too many ask at once.")
# By the first letters of SQLSTATE.
TROUBLES = {
    "53300": CROWDED,
    "53100": _("The disk of the archive’s database is full."),
    "57014": _("This takes the archive’s database too long."),
    "55P03": HELD,
    "40": HELD,  # two waited for one another, or wrote the same
    "25006": _("The archive can only be read just now."),
}
# Who is not let in by the server has no SQLSTATE.
TURNED_AWAY = ("too many clients", "too many connections", "connection slots are reserved")


def answer(request: HttpRequest) -> HttpResponse:
    """Django's handler of errors."""
    error = sys.exc_info()[1]
    if words := trouble(error):
        return not_now(request, words, request_id.get())
    if request.path_info.startswith("/api/"):
        return problem(500, gettext("Something broke on our side; it was noted."))
    page = render_to_string("500.html", {"request_id": request_id.get()})
    return HttpResponse(page, status=HTTPStatus.INTERNAL_SERVER_ERROR)


def misunderstood(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django's handler of what is not understood; that a session could not be saved is no fault of the request."""
    if words := trouble(_beneath(exception)):
        return not_now(request, words, request_id.get())
    return bad_request(request, exception)


def _beneath(error: BaseException | None) -> BaseException | None:
    return _beneath(error.__context__) if isinstance(error, SessionInterrupted | UpdateError) else error


def trouble(error: BaseException | None) -> Words | None:
    """What is the matter with the database; None where it is nothing that passes."""
    if not isinstance(error, DatabaseError | InterfaceError):
        return None
    state = getattr(error.__cause__, "sqlstate", None) or ""
    found = next((words for start, words in TROUBLES.items() if state.startswith(start)), None)
    if found or not isinstance(error, OperationalError | InterfaceError):
        return found
    return CROWDED if any(said in str(error) for said in TURNED_AWAY) else OUT


def not_now(request: HttpRequest, words: Words, noted: str = "") -> HttpResponse:
    """That it cannot be done just now, and why, and where that is noted; in a moment it may be done."""
    if request.path_info.startswith("/api/"):
        response: HttpResponse = problem(503, gettext("%(why)s Try again in a moment.") % {"why": words})
    elif request.path.endswith(".json") or request.GET.get("format") == "json":
        mend = gettext("Nothing was saved. Try again in a moment: what you typed is still here.")
        response = refused(HTTPStatus.SERVICE_UNAVAILABLE, str(words), mend)
    else:
        typed = request.method == "POST"
        page = _page(str(words), typed, noted) if noted else _ready(str(get_language()), str(words), typed)
        response = HttpResponse(page)
    response.status_code = HTTPStatus.SERVICE_UNAVAILABLE
    response.headers["Retry-After"], response.headers["Cache-Control"] = SOON, "no-store"
    return response


def _page(words: str, typed: bool, noted: str = "") -> str:
    return render_to_string("unreachable.html", {"title": words, "typed": typed, "request_id": noted})


@cache
def _ready(language: str, words: str, typed: bool) -> str:
    """Made once, since it is sent when there is no time for pages."""
    return _page(words, typed)
