"""The desk's pages."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied
from django.core.paginator import Paginator
from django.db import transaction
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.cache import add_never_cache_headers
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.views import View

from events.desk import publishing
from events.desk.answering import Refused, check_permission, sign_in_address
from events.desk.forms import StartForm, TextForm
from events.desk.page import desk_data, editor
from events.desk.replacing import expected_digest, moves, redacted_digest, replace
from events.desk.texts import apart, joined
from events.models import Draft, Report

PER_PAGE = 50


class StaffPage(View):
    """A page of the desk in HTML: for staff with the permission."""

    permission = "events.view_draft"
    template_name = ""

    def dispatch(self, request: HttpRequest, *args: Any, **where: Any) -> HttpResponseBase:
        try:
            check_permission(request, self.permission)
            response = super().dispatch(request, *args, **where)
        except Refused as refused:
            if refused.status == 403:
                raise PermissionDenied from None
            return redirect(sign_in_address(request))
        except ObjectDoesNotExist as gone:  # it may be discarded or withdrawn between its look-up and its lock
            raise Http404 from gone
        add_never_cache_headers(response)
        return response

    @cached_property
    def draft(self) -> Draft:
        drafts = Draft.objects.seen_by(self.request.user).select_related("report", "editor")
        return get_object_or_404(drafts, pk=self.kwargs["pk"])

    def page(self, status: int = 200, **context: Any) -> HttpResponse:
        shared = admin.site.each_context(self.request)
        return TemplateResponse(self.request, self.template_name, {**shared, **context}, status=status)


class FormPage(StaffPage):
    """A page with one form: shown, and shown again with what is wrong, or done."""

    def form(self, *sent: Any) -> Form:
        raise NotImplementedError

    def done(self, form: Any) -> HttpResponse:
        raise NotImplementedError

    def get(self, request: HttpRequest, **where: Any) -> HttpResponse:
        return self.page(form=self.form(), **self.beside)

    def post(self, request: HttpRequest, **where: Any) -> HttpResponse:
        form = self.form(request.POST, request.FILES)
        return self.done(form) if form.is_valid() else self.page(400, form=form, **self.beside)

    @property
    def beside(self) -> dict[str, Any]:
        """What else the page shows."""
        return {}


class Drafts(FormPage):
    """The drafts, and three ways to begin one."""

    template_name = "desk/drafts.html"

    def form(self, *sent: Any) -> StartForm:
        return StartForm(*sent)

    def done(self, form: StartForm) -> HttpResponse:
        check_permission(self.request, "events.add_draft")
        draft = form.begin(self.request.user)
        return redirect("desk:text", draft.pk) if draft.text else redirect(draft)

    @property
    def beside(self) -> dict[str, Any]:
        drafts = Draft.objects.seen_by(self.request.user)
        page = Paginator(drafts.to_list(), PER_PAGE).get_page(self.request.GET.get("p"))
        return {"title": gettext("The desk"), "page": page, "page_var": "p"}


class TextPage(FormPage):
    """The lines of a text, joined where they were wrapped, under the curator's eye; or another text for the draft."""

    permission = "events.change_draft"
    template_name = "desk/text.html"

    def form(self, *sent: Any) -> TextForm:
        known = {"expected": expected_digest(self.draft), "redacted": redacted_digest(self.draft)}
        return TextForm(*sent, initial={"text": self.proposed}, **known)

    @property
    def proposed(self) -> str:
        if self.draft.text_frozen:
            return self.draft.text
        return apart(self.draft.text) if self.request.GET.get("lines") == "apart" else joined(self.draft.text).text

    def done(self, form: TextForm) -> HttpResponse:
        text, file = form.cleaned_data["text"], form.cleaned_data["file"] or ""
        if "accept" not in self.request.POST and "is_expected" not in form.cleaned_data:
            shown = TextForm(initial={"text": text})
            return self.page(form=shown, moves=moves(self.draft, text), **self.beside)
        replace(self.draft, text, file)
        return redirect(self.draft)

    @property
    def beside(self) -> dict[str, Any]:
        joints = [] if self.draft.text_frozen else joined(self.draft.text).joints
        return {"title": gettext("The text"), "draft": self.draft, "joints": joints}


class Discard(StaffPage):
    """Throw a draft away, after asking."""

    permission = "events.change_draft"
    template_name = "desk/discard.html"

    def get(self, request: HttpRequest, **where: Any) -> HttpResponse:
        return self.asked()

    def asked(self, status: int = 200, **context: Any) -> HttpResponse:
        title, who = gettext("Discard this draft?"), editor(self.draft, self.request.user)
        others = who if who and not who["me"] else None
        return self.page(status, title=title, draft=self.draft, editor=others, **context)

    def post(self, request: HttpRequest, **where: Any) -> HttpResponse:
        """Nothing is discarded that was written since the question was asked."""
        draft = self.draft
        with transaction.atomic():
            row = Draft.objects.select_for_update().get(pk=draft.pk)
            is_stale = request.POST.get("version", str(row.version)) != str(row.version)
            if not is_stale:
                row.delete()
        return self.asked(409, is_stale=True) if is_stale else redirect("desk:drafts")


class DeskPage(StaffPage):
    """The desk itself: text and draft side by side."""

    template_name = "desk/desk.html"

    def get(self, request: HttpRequest, **where: Any) -> HttpResponse:
        if self.draft.text and not self.draft.text_frozen:
            return redirect("desk:text", self.draft.pk)
        return self.page(title=str(self.draft), draft=self.draft, desk=desk_data(self.draft, request.user))


class Reopen(StaffPage):
    """Correct a published report."""

    permission = "events.publish_draft"

    def post(self, request: HttpRequest, slug: str) -> HttpResponse:
        return redirect(publishing.reopen(get_object_or_404(Report, slug=slug), request.user))
