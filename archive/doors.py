"""Addresses are closed unless they say that they are open: only the staff gets behind the others."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any, TypeVar

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase, JsonResponse
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext

V = TypeVar("V", bound=Callable[..., Any])


def open_to_all(view: V) -> V:
    """A view, or class of views, that everybody may ask."""
    if isinstance(view, type):
        return method_decorator(login_not_required, name="dispatch")(view)
    return login_not_required(view)


class Doors(LoginRequiredMiddleware):
    """Let only the staff through to views that are not open to all; `.json` addresses are answered as such."""

    def process_view(self, request: HttpRequest, view_func: Any, *where: Any) -> HttpResponseBase | None:
        if not getattr(view_func, "login_required", True) or request.user.is_staff:
            return None
        if request.path.endswith(".json"):
            return _refused(request)
        if request.user.is_authenticated:
            raise PermissionDenied
        return self.handle_no_permission(request, view_func)


def _refused(request: HttpRequest) -> JsonResponse:
    if request.user.is_authenticated:
        words, status = gettext("This is not open to you."), HTTPStatus.FORBIDDEN
        return JsonResponse({"error": words, "mend": gettext("Ask an administrator for a role.")}, status=status)
    words, mend = gettext("You are signed out."), gettext("Sign in again: nothing typed is lost.")
    said = {"error": words, "mend": mend, "sign_in": reverse("admin:login")}
    return JsonResponse(said, status=HTTPStatus.UNAUTHORIZED)
