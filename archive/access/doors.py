"""Addresses are closed unless they say that they are open: only the staff gets behind the others."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any, TypeVar

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.decorators import method_decorator
from django.utils.translation import gettext

from archive.access.factors.needed import is_lacking, leads_to_one
from archive.access.sittings import Unknown
from archive.serving.problems import refused

V = TypeVar("V", bound=Callable[..., Any])


def open_to_all(view: V) -> V:
    """A view, or class of views, that everybody may ask."""
    if isinstance(view, type):
        return method_decorator(login_not_required, name="dispatch")(view)
    return login_not_required(view)


class Doors(LoginRequiredMiddleware):
    """Let only the staff through to views that are not open to all; `.json` addresses are answered as such.

    Where a second factor is asked for, who has none is a reader, and is led to set one up. What is not open to all is
    not kept by browsers.
    """

    def process_view(self, request: HttpRequest, view_func: Any, *where: Any) -> HttpResponseBase | None:
        is_open = not getattr(view_func, "login_required", True)
        if is_open and isinstance(request.session, Unknown):
            request.user = AnonymousUser()
            return None
        if settings.SECOND_FACTOR and is_lacking(request.user) and not leads_to_one(_name(request)):
            request.user = AnonymousUser()
            return None if is_open else self._lead(request)
        if is_open:
            return None
        request.is_closed = True  # type: ignore[attr-defined]
        if request.user.is_staff:
            return None
        if request.path.endswith(".json"):
            return _refused(request)
        if request.user.is_authenticated:
            raise PermissionDenied
        return self.handle_no_permission(request, view_func)

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if getattr(request, "is_closed", False):
            add_never_cache_headers(response)
        return response

    @staticmethod
    def _lead(request: HttpRequest) -> HttpResponseBase:
        if not request.path.endswith(".json"):
            return redirect("mfa_index")
        words, mend = gettext("You need a second factor."), gettext("Set one up on your account’s page.")
        return refused(HTTPStatus.FORBIDDEN, words, mend)


def _name(request: HttpRequest) -> str:
    return request.resolver_match.view_name if request.resolver_match else ""


def _refused(request: HttpRequest) -> JsonResponse:
    if request.user.is_authenticated:
        words, mend = gettext("This is not open to you."), gettext("Ask an administrator for a role.")
        return refused(HTTPStatus.FORBIDDEN, words, mend)
    words, mend = gettext("You are signed out."), gettext("Sign in again: nothing typed is lost.")
    return refused(HTTPStatus.UNAUTHORIZED, words, mend, sign_in=reverse("account_login"))
