"""Too many wrong passwords or codes: what is said then, and when it is worth trying again. Axes counts them."""

from datetime import datetime, timedelta
from http import HTTPStatus
from math import ceil
from typing import Any

from axes.handlers.proxy import AxesProxyHandler
from axes.models import AccessAttempt
from django.conf import settings
from django.contrib.auth.signals import user_login_failed
from django.db.models import Max, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import now
from django.utils.translation import gettext, ngettext

from archive.access.senders import address
from archive.serving.problems import refused


def may_try(request: HttpRequest, username: str) -> bool:
    return bool(AxesProxyHandler.is_allowed(request, {"username": username}))


def note_failure(request: HttpRequest, username: str) -> None:
    """Count a wrong code as a wrong password is counted."""
    user_login_failed.send(sender=__name__, request=request, credentials={"username": username})


def begin_anew(request: HttpRequest, username: str) -> None:
    """Forget what was guessed at an account, and from here: who came by a link is to send a code of the factor yet."""
    AxesProxyHandler.reset_attempts(username=username, ip_address=address(request), ip_or_username=True)


def refuse(request: HttpRequest, response: HttpResponse, credentials: dict[str, Any] | None = None) -> HttpResponse:
    """Say how long to wait; a link of `manage.py sign_in_link` lets its user in all the same."""
    seconds = max(1, ceil((_opens(request, (credentials or {}).get("username")) - now()).total_seconds()))
    minutes = ceil(seconds / 60)
    words = gettext("Too many passwords or codes were wrong.")
    mend = ngettext("Try again in %d minute.", "Try again in %d minutes.", minutes) % minutes
    status = HTTPStatus.TOO_MANY_REQUESTS
    if request.headers.get("accept") == "application/json":
        answer: HttpResponse = refused(status, words, mend)
    else:
        answer = render(request, "archive/locked_out.html", {"words": words, "mend": mend}, status=status)
    answer.headers["Retry-After"] = str(seconds)
    return answer


def _opens(request: HttpRequest, username: str | None) -> datetime:
    counted = AccessAttempt.objects.filter(Q(username=username) | Q(ip_address=address(request)))
    last = counted.aggregate(last=Max("attempt_time"))["last"] or now()
    cool_off: timedelta = settings.AXES_COOLOFF_TIME
    opens: datetime = last + cool_off
    return opens
