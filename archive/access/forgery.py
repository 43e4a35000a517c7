"""Requests that do not prove to come from our own pages: pages say so in HTML, addresses of data in JSON."""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext
from django.views.csrf import csrf_failure

from archive.serving.problems import refused


def refuse(request: HttpRequest, reason: str = "") -> HttpResponse:
    if not request.path.endswith(".json"):
        return csrf_failure(request, reason)
    return refused(HTTPStatus.FORBIDDEN, gettext("The page was opened too long ago."), gettext("Reload the page."))
