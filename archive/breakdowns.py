"""What is answered when something broke on our side; while no database answers, that nothing was lost."""

import sys
from http import HTTPStatus

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template import loader
from django.utils.translation import gettext

from archive.observed import request_id
from archive.problems import problem

SOON = "10"  # seconds


def answer(request: HttpRequest) -> HttpResponse:
    is_out = isinstance(sys.exc_info()[1], (OperationalError, InterfaceError))
    if request.path_info.startswith("/api/"):
        return _tell_programs(is_out)
    if not is_out:
        page = loader.get_template("500.html").render({"request_id": request_id.get()})
        return HttpResponse(page, status=HTTPStatus.INTERNAL_SERVER_ERROR)
    if request.path.endswith(".json") or request.GET.get("format") == "json":
        said = {
            "error": gettext("The archive’s database does not answer: nothing was saved."),
            "mend": gettext("Try again in a moment: what you typed is still here."),
        }
        response: HttpResponse = JsonResponse(said, json_dumps_params={"ensure_ascii": False})
    else:
        context = {"typed": request.method == "POST", "request_id": request_id.get()}
        response = render(request, "unreachable.html", context)
    response.status_code = HTTPStatus.SERVICE_UNAVAILABLE
    response.headers["Retry-After"] = SOON
    return response


def _tell_programs(is_out: bool) -> HttpResponse:
    if not is_out:
        return problem(500, gettext("Something broke on our side; it was noted."))
    response = problem(503, gettext("The archive’s database does not answer: try again in a moment."))
    response.headers["Retry-After"] = SOON
    return response
