"""The form by which readers say that something is wrong, and the public list of what curators answered."""

import re
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import Resolver404, resolve, reverse
from django.utils.decorators import method_decorator
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.timezone import now
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views import View
from django.views.decorators.cache import never_cache

from archive.access.doors import open_to_all
from archive.access.senders import sender
from archive.database.bulk import fetch
from archive.formats.plain import plain
from archive.pages.page import ReadPage, RecordPage
from archive.texts import CONTROLS
from events.models import Correction
from events.models.corrections import LONGEST, subject_key

A_DAY_EACH, AN_HOUR_ALL = 5, 50  # a flood shuts the form for all, but only for an hour
AN_HOUR = timedelta(hours=1)
PER_PAGE = 50
UNPRINTABLE = re.compile(f"[{CONTROLS}]")
LOCK = "SELECT count(pg_advisory_xact_lock(hashtext(%s)))"
TOO_SHORT = _("Say a little more: what is wrong, and how you know.")


class Prose(forms.CharField):
    """Words of several lines; a line's end counts as one character, as it does in browsers."""

    def to_python(self, value: Any) -> str:
        return super().to_python(value).replace("\r\n", "\n")


class ErrorForm(forms.Form):
    page = forms.CharField(max_length=300, widget=forms.HiddenInput, required=False)
    message = Prose(
        label=_("What is wrong, and how do you know?"),
        min_length=6,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={"min_length": TOO_SHORT, "required": TOO_SHORT},
    )
    contact = forms.CharField(
        label=_("Where can we answer you? (not needed)"),
        max_length=200,
        required=False,
        help_text=_("An e-mail address, say. Only curators see it; it is deleted when they answer, or after 90 days."),
    )
    # People do not see it: what fills it in is no person.
    website = forms.CharField(
        label=_("Leave this empty"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": -1}),
    )

    def clean_message(self) -> str:
        return UNPRINTABLE.sub("", self.cleaned_data["message"])

    def clean_contact(self) -> str:
        return " ".join(UNPRINTABLE.sub("", self.cleaned_data["contact"]).split())

    def clean_page(self) -> str:
        """The path, without the rest of an address; a page that is not there is told too, another site never."""
        page = self.cleaned_data["page"]
        path = urlsplit(page).path if url_has_allowed_host_and_scheme(page, allowed_hosts=None) else ""
        is_ours = url_has_allowed_host_and_scheme(path, allowed_hosts=None)
        return path if is_ours and path.startswith("/") else ""


@open_to_all
@method_decorator(never_cache, name="dispatch")
class ReportError(View):
    """A form that needs no account, no script and no third party."""

    http_method_names = ["get", "head", "post", "options"]

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.show(ErrorForm(label_suffix="", initial={"page": request.GET.get("page", "")[:300]}))

    def post(self, request: HttpRequest) -> HttpResponse:
        form = ErrorForm(request.POST, label_suffix="")
        if not form.is_valid():
            return self.show(form, status=400)
        if not form.cleaned_data["website"] and (refused := self.keep(form.cleaned_data)):
            form.add_error(None, refused)
            return self.show(form, status=429)
        return redirect("correction-sent")

    def show(self, form: ErrorForm, status: int = 200) -> HttpResponse:
        page = str(form["page"].value() or "")
        return render(self.request, "events/report_error.html", {"form": form, "page": page}, status=status)

    @transaction.atomic
    def keep(self, said: dict[str, Any]) -> str:
        """Keep what a reader wrote, or say why not: a limit is reached."""
        key = sender(self.request, now().date())
        fetch(LOCK, ["corrections"])
        Correction.objects.forget()
        if Correction.objects.by_sender(key).count() >= A_DAY_EACH:
            return gettext("Many reports came from here today: please send yours tomorrow.")
        if Correction.objects.since(now() - AN_HOUR).count() >= AN_HOUR_ALL:
            return gettext("Many reports came within an hour: please send yours an hour from now.")
        about = subject_key(record_at(said["page"]))
        Correction.objects.create(
            page=said["page"], message=said["message"], contact=said["contact"], sender=key, **about
        )
        return ""


def record_at(path: str) -> Any:
    """The record whose page is at the path; None for other pages."""
    try:
        found = resolve(path)
    except Resolver404:
        return None
    view = getattr(found.func, "view_class", View)
    if not issubclass(view, RecordPage):
        return None
    page = view()
    page.kwargs = found.kwargs
    try:
        return getattr(page.record, "canonical", page.record)
    except Http404:
        return None


class Sent(ReadPage):
    """Thanks."""

    template_name = "events/report_error_sent.html"

    def data(self) -> dict[str, Any]:
        return {"message": gettext("Thank you: a curator will look at it.")}

    def context(self) -> dict[str, Any]:
        return {}


class Corrections(ReadPage):
    """What was said to be wrong and what came of it, in the curators' words."""

    template_name = "events/corrections.html"

    @property
    def page(self) -> Any:
        page = Paginator(Correction.objects.public(), PER_PAGE).get_page(self.request.GET.get("page"))
        page.object_list = list(page.object_list)  # type: ignore[assignment]
        return page

    def data(self) -> dict[str, Any]:
        page = self.page
        follows = f"{reverse('corrections')}?page={page.next_page_number()}&format=json" if page.has_next() else ""
        return {
            "count": page.paginator.count,
            "next": self.request.build_absolute_uri(follows) if follows else None,
            "results": [plain(correction) for correction in page],
        }

    def context(self) -> dict[str, Any]:
        return {"page": self.page, "title": gettext("Corrections")}
