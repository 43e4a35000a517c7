"""How the desk answers its page: in JSON, whatever happens, with what went wrong and how to mend it."""

import json
from math import isfinite
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotAllowed, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.functional import cached_property
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.views import View

from events.desk.outline import MOST_BYTES, Unfit
from events.models import Draft


class Refused(Exception):
    """What the page asked for is not done."""

    def __init__(self, status: int, error: str, mend: str, **more: Any) -> None:
        self.status = status
        self.said = {"error": error, "mend": mend, **more}
        super().__init__(error)


def sign_in_address(request: HttpRequest) -> str:
    return f"{reverse('account_login')}?{urlencode({'next': reverse('desk:drafts')})}"


def check_permission(request: HttpRequest, permission: str) -> None:
    """Let staff with the permission pass."""
    user = request.user
    if not user.is_authenticated:
        where = sign_in_address(request)
        raise Refused(
            401, gettext("You are signed out."), gettext("Sign in again: nothing typed is lost."), sign_in=where
        )
    if not (user.is_active and user.is_staff and user.has_perm(permission)):  # type: ignore[union-attr]
        raise Refused(403, gettext("Your account may not do this."), gettext("Ask a curator."))


class JsonView(View):
    """Answers a part of the desk's page. Methods are named by HTTP and give what is to be said."""

    permission = "events.change_draft"

    def dispatch(self, request: HttpRequest, *args: Any, **where: Any) -> HttpResponseBase:
        try:
            check_permission(request, self.permission)
            said = super().dispatch(request, *args, **where)
        except Refused as refused:
            said = json_response(refused.said, refused.status)
        except Unfit as unfit:
            said = json_response({"error": unfit.says, "mend": unfit.mend}, 400)
        except (Http404, Draft.DoesNotExist):  # it may be deleted while it is being saved
            said = json_response({"error": gettext("It is not there."), "mend": gettext("Reload the page.")}, 404)
        response = json_response(said) if isinstance(said, dict) else said
        add_never_cache_headers(response)
        return response

    def http_method_not_allowed(self, request: HttpRequest, *args: Any, **where: Any) -> HttpResponse:
        allowed = self._allowed_methods()
        says = gettext("This address takes %(methods)s.") % {"methods": ", ".join(allowed)}
        response = json_response({"error": says, "mend": gettext("Reload the page.")}, 405)
        response["Allow"] = HttpResponseNotAllowed(allowed)["Allow"]
        return response

    @cached_property
    def sent(self) -> dict[str, Any]:
        """The object that came with the request."""
        return read_json(self.request)


class DraftView(JsonView):
    """A part of the page of one draft."""

    @cached_property
    def draft(self) -> Draft:
        return get_object_or_404(Draft.objects.seen_by(self.request.user), pk=self.kwargs["pk"])


def json_response(said: Any, status: int = 200) -> JsonResponse:
    return JsonResponse(said, status=status, json_dumps_params={"ensure_ascii": False})


def read_json(request: HttpRequest) -> dict[str, Any]:
    """The JSON object in a request; what PostgreSQL cannot keep in a text is left out of it."""
    try:
        body = request.body
    except RequestDataTooBig:
        raise _too_large() from None
    if len(body) > MOST_BYTES:
        raise _too_large()
    try:
        said = storable(json.loads(body, parse_constant=_no_number, parse_float=_number))
    except (ValueError, RecursionError):
        raise Refused(400, gettext("That is not JSON."), gettext("Reload the page.")) from None
    if not isinstance(said, dict):
        raise Refused(400, gettext("That is not an object."), gettext("Reload the page."))
    return said


def _too_large() -> Refused:
    says = gettext("The draft is larger than %(most)d bytes.") % {"most": MOST_BYTES}
    return Refused(413, says, gettext("Divide the report."))


def _no_number(word: str) -> None:
    raise ValueError(word)


def _number(digits: str) -> float:
    if not isfinite(number := float(digits)):
        raise ValueError(digits)
    return number


def storable(value: Any) -> Any:
    """The value without what no text of PostgreSQL holds: the character zero, and halves of characters."""
    if isinstance(value, str):
        plain = value.replace("\0", "")
        return plain if plain.isascii() else plain.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if isinstance(value, dict):
        return {storable(name): storable(part) for name, part in value.items()}
    return [storable(part) for part in value] if isinstance(value, list) else value
