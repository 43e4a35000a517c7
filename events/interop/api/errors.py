"""What the API says when something is wrong: which parameter, which value, and the mend."""

from collections.abc import Iterable
from http import HTTPStatus
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext
from ninja import NinjaAPI
from ninja.errors import Throttled, ValidationError
from pydantic import BaseModel

from archive.languages import listed
from archive.serving.problems import problem
from events.interop.api.pages import NoPage


class Fault(BaseModel):
    """What is wrong with one parameter, and how to mend it."""

    parameter: str
    value: str
    mend: str


class Problem(BaseModel):
    """Problem details (RFC 9457)."""

    type: str
    title: str
    status: int
    detail: str
    errors: list[Fault] = []


class Misasked(Exception):
    """The address asks for what there is not."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__(faults)
        self.faults = faults


def check_names(request: HttpRequest, asked: type[BaseModel]) -> None:
    """Refuse parameters that there are not, and values too many."""
    known = asked.model_fields
    mend = gettext("There is no such parameter; there are: %s.") % listed(known)
    strange = [
        Fault(parameter=name, value=value, mend=mend) for name, value in request.GET.items() if name not in known
    ]
    once = gettext("Give it once.")
    doubled = [
        Fault(parameter=name, value=values[-1], mend=once)
        for name, values in request.GET.lists()
        if name in known and len(values) > 1 and not _takes_many(known[name])
    ]
    if strange or doubled:
        raise Misasked([*strange, *doubled])


def _takes_many(field: Any) -> bool:
    return isinstance(field.default, list)


def refuse(request: HttpRequest, faults: Iterable[Fault]) -> HttpResponse:
    told = [fault.model_dump() for fault in faults]
    names = listed(dict.fromkeys(f"“{fault['parameter']}”" for fault in told))
    return problem(HTTPStatus.BAD_REQUEST, gettext("This cannot be asked: look at %s.") % names, errors=told)


def not_found(request: HttpRequest, detail: str = "") -> HttpResponse:
    return problem(HTTPStatus.NOT_FOUND, detail or gettext("There is nothing at this address; /api/v1/ tells what is."))


def not_allowed(allowed: str) -> HttpResponse:
    response = problem(HTTPStatus.METHOD_NOT_ALLOWED, gettext("The API is for reading: ask by GET."))
    response.headers["Allow"] = allowed
    return response


def handle(api: NinjaAPI) -> None:
    """Have the API answer by these."""
    api.add_exception_handler(ValidationError, _misformed)
    api.add_exception_handler(Misasked, lambda request, error: refuse(request, error.faults))
    api.add_exception_handler(Http404, lambda request, error: not_found(request))
    api.add_exception_handler(
        NoPage,
        lambda request, error: not_found(request, gettext("No page starts after this mark: take “next” as it is.")),
    )
    api.add_exception_handler(Throttled, _too_many)


def _misformed(request: HttpRequest, error: Any) -> HttpResponse:
    places = [(one["loc"], one["msg"]) for one in error.errors]
    if any(place[0] == "path" for place, _ in places):
        return not_found(request)
    return refuse(request, [_fault(request, place[1:], mend) for place, mend in places])


def _fault(request: HttpRequest, place: tuple[Any, ...], mend: str) -> Fault:
    *_, name, at = place if isinstance(place[-1], int) else (*place, -1)
    return Fault(parameter=name, value=request.GET.getlist(name)[at], mend=mend)


def _too_many(request: HttpRequest, error: Any) -> HttpResponse:
    seconds = request.told_of_rate["Retry-After"]
    return problem(HTTPStatus.TOO_MANY_REQUESTS, gettext("Too many requests: wait %s seconds.") % seconds)
