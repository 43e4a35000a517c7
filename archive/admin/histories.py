"""The history of a record in the admin: told, two moments compared, values put back; and why a change was made."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.contrib.admin.utils import unquote
from django.contrib.admin.views.main import PAGE_VAR
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction
from django.db.models import Model
from django.forms.models import _get_foreign_key
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext

from archive.database.refusals import refusal
from archive.history.recording import because
from archive.history.restoring import Plan, as_of, without
from archive.history.trail import Moment, Trail

PER_PAGE = 50
# What an address asks for, each naming a moment.
PLANS: dict[str, Callable[[Trail, datetime], Plan]] = {"back": as_of, "without": without}


class Remembering(ModelAdmin):  # type: ignore[type-arg]
    """Pages of a record whose changes the database keeps: also of one that is gone."""

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        record = self.get_object(request, unquote(object_id))
        trail = Trail(self.model, int(object_id) if object_id.isdecimal() else None, self._edited(request))
        if not record and not trail.pairs:
            raise Http404
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "record": record,
            "title": _history_of(record),
            **(extra_context or {}),
        }
        word = next((word for word in PLANS if word in request.GET), None)
        return self._put_back(request, trail, word, context) if word else self._tell(request, trail, context)

    def _edited(self, request: HttpRequest) -> Iterable[tuple[type[Model], str]]:
        for inline in self.get_inline_instances(request):
            yield inline.model, _get_foreign_key(self.model, inline.model, inline.fk_name).name

    def _tell(self, request: HttpRequest, trail: Trail, context: dict[str, Any]) -> HttpResponse:
        moments: Any = trail.moments
        page = self.get_paginator(request, moments, PER_PAGE).get_page(request.GET.get(PAGE_VAR))
        one, other = _moment(request, trail, "old"), _moment(request, trail, "new")
        if one and other:
            one, other = sorted((one, other), key=lambda moment: moment.at)
            context["compared"] = trail.compared(one.at, other.at)
        context |= {"page": page, "page_var": PAGE_VAR, "one": one, "other": other}
        context["may_put_back"] = self.has_change_permission(request)
        return TemplateResponse(request, "admin/record_history.html", context)

    def _put_back(self, request: HttpRequest, trail: Trail, word: str, context: dict[str, Any]) -> HttpResponse:
        moment = _moment(request, trail, word)
        if moment is None:
            messages.error(request, gettext("The history has no such moment: choose one from the list."))
            return HttpResponseRedirect(request.path)
        plan = PLANS[word](trail, moment.at)
        if not (self.has_change_permission(request) and plan.may(request.user)):
            raise PermissionDenied
        seen = trail.moments[0].mark
        if request.method == "POST" and request.POST.get("seen") == seen:
            return self._carry_out(request, plan, word, moment)
        if request.method == "POST":
            messages.warning(request, gettext("The record was changed meanwhile: look at what would be done now."))
        context |= {"moment": moment, "plan": plan, "seen": seen, "whole": word == "back"}
        return TemplateResponse(request, "admin/record_back.html", context)

    def _carry_out(self, request: HttpRequest, plan: Plan, word: str, moment: Moment) -> HttpResponse:
        said = gettext("put back as it stood after %(moment)s") if word == "back" else gettext("undone: %(moment)s")
        given = request.POST.get("_reason", "").strip()
        because(": ".join(filter(None, (said % {"moment": f"{moment.at:%Y-%m-%d %H:%M:%S}"}, given))))
        try:
            with transaction.atomic():
                self.settle_restored(plan.carry_out())
        except DatabaseError as error:
            words = gettext("This can't be put back, and nothing was changed: %(reason)s")
            messages.error(request, words % {"reason": refusal(error).words})
            return HttpResponseRedirect(request.get_full_path())
        messages.success(request, gettext("It was put back. The history tells of that too."))
        return HttpResponseRedirect(request.path)

    def settle_restored(self, records: Iterable[Model]) -> None:
        """Derive what hangs on the records that were put back."""


def _moment(request: HttpRequest, trail: Trail, word: str) -> Moment | None:
    mark = request.GET.get(word, "")
    return next((moment for moment in trail.moments if moment.mark == mark), None)


def _history_of(record: Any) -> str:
    return gettext("History of %(record)s") % {"record": record} if record else gettext("History of a deleted record")
