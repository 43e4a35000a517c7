"""Each request as its keeper sees it: known by an id, told in a line of the log, and counted by `metrics`.

Who asked, and with which words, is told nowhere: a page is named by its route, which has no names in it.
"""

import logging
import re
from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass
from time import perf_counter
from uuid import uuid4

from django.conf import settings
from django.http import HttpRequest, HttpResponse

HEADER = "X-Request-ID"
WELL_FORMED = re.compile(r"[A-Za-z0-9-]{8,64}")
METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}
NOWHERE, UNCHANGED = "(nowhere)", "(unchanged)"

log = logging.getLogger("archive.requests")
request_id: ContextVar[str] = ContextVar("request_id", default="")


@dataclass(frozen=True)
class Answered:
    """What came of a request; each part is one of a few values, but for the time."""

    route: str
    method: str
    status: int
    seconds: float
    is_kept: bool


class Observed:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        # It stays until the next request of this thread: an answer that streams is made after this returns.
        request_id.set(given := known_as(request.META.get("HTTP_X_REQUEST_ID", "")))
        began = perf_counter()
        response = self.get_response(request)
        response.headers[HEADER] = given
        response.answered = answered = _answered(request, response, perf_counter() - began)  # type: ignore[attr-defined]
        if settings.LOG_REQUESTS:
            log.info("%(method)s %(route)s %(status)d", vars(answered), extra={"answered": answered})
        return response


def known_as(given: str) -> str:
    """The id that a proxy gave, or one of our own where that is none."""
    return given if WELL_FORMED.fullmatch(given) else uuid4().hex


def route(request: HttpRequest) -> str:
    """The name of the page asked for, the same for all records of a kind."""
    match = request.resolver_match
    return (match.view_name or match.route) if match else NOWHERE


def _answered(request: HttpRequest, response: HttpResponse, seconds: float) -> Answered:
    kept = getattr(response, "kept_route", None)
    method = request.method if request.method in METHODS else "other"
    return Answered(kept or route(request), method, response.status_code, seconds, kept is not None)
