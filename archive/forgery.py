"""Requests that do not prove to come from our own pages: pages say so in HTML, addresses of data in JSON."""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext
from django.views.csrf import csrf_failure


def refuse(request: HttpRequest, reason: str = "") -> HttpResponse:
    if not request.path.endswith(".json"):
        return csrf_failure(request, reason)
    said = {"error": gettext("The page was opened too long ago."), "mend": gettext("Reload the page.")}
    return JsonResponse(said, status=HTTPStatus.FORBIDDEN, json_dumps_params={"ensure_ascii": False})
