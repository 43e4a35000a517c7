"""The queue of what readers say is wrong."""

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.http import urlencode
from django.utils.safestring import SafeString
from django.utils.timezone import now
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from archive.admin.records import RecordAdmin
from archive.admin.rows import RecordForm
from archive.admin.site import Section
from events.models import Correction
from events.models.corrections import SUBJECTS


class IsOpen(admin.SimpleListFilter):
    title = _("answer")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("open", _("not answered yet")), *Correction.Answer.choices[1:]]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        if self.value() == "open":
            return queryset.open()
        return queryset.filter(answer=self.value()) if self.value() else queryset


class AnswerForm(RecordForm):
    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        if bool(self.cleaned_data.get("answer")) != bool(self.cleaned_data.get("words")):
            raise forms.ValidationError(gettext("Choose an answer and give it in words."))
        self.instance.answered_at = self.instance.answered_at or now() if self.cleaned_data.get("answer") else None
        if self.instance.answered_at:
            self.instance.contact = self.instance.sender = ""
        return cleaned


@admin.register(Correction)
class CorrectionAdmin(RecordAdmin):
    form = AnswerForm
    section = Section.WORK
    list_display = ("sent_at", "what", "shortly", "answer", "answered_by")
    list_filter = (IsOpen,)
    list_select_related = (*SUBJECTS, "session__forum", "answered_by")
    search_fields = ("message", "words", "page")
    ordering = ("answer", "-sent_at", "-pk")  # the open ones first
    readonly_fields = ("sent_at", "what", "message", "contact", "ways", "answered_by", "answered_at")
    fieldsets = (
        (
            _("What a reader says is wrong"),
            {
                "description": _("Only curators see this. Answer the reader first, where an address is given."),
                "fields": ("sent_at", "what", "message", "contact"),
            },
        ),
        (
            _("Your answer"),
            {
                "description": _(
                    "Our slip: mend it where it stands; printed words are mended against the text. The source’s"
                    " misprint: the printed words stay, and their citation gets the right reading. A better known name:"
                    " change the record, not what is printed. Removal: of a person, by its own page; of anything else,"
                    " by deleting what states it. Then say here what was done: readers see that, never who wrote."
                ),
                "fields": ("ways", "answer", "words", "answered_by", "answered_at"),
            },
        ),
    )

    @admin.display(description=_("page"))
    def what(self, correction: Correction) -> SafeString | str:
        subject = correction.subject
        url = subject.get_absolute_url() if subject else correction.page
        return format_html('<a href="{}">{}</a>', url, subject or url) if url else gettext("not said")

    @admin.display(description=_("what is wrong"))
    def shortly(self, correction: Correction) -> str:
        return correction.message if len(correction.message) < 100 else f"{correction.message[:100]}…"

    @admin.display(description=_("where it is mended"))
    def ways(self, correction: Correction) -> SafeString | str:
        """The pages on which the record, what reports state of it, and its history are changed."""
        subject = correction.subject
        if not subject:
            return gettext("no record is named")
        base, pk = f"admin:{subject._meta.app_label}_{subject._meta.model_name}", subject.pk
        links = [(reverse(f"{base}_{page}", args=[pk]), words) for page, words in PAGES.items()]
        return format_html_join(" · ", '<a href="{}">{}</a>', [*links, *_citations(correction), *_removal(correction)])

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: Correction, form: Any, change: bool) -> None:
        obj.answered_by = request.user if obj.answer else None  # type: ignore[assignment]
        super().save_model(request, obj, form, change)


PAGES = {"change": _("the record"), "history": _("its history")}


def _citations(correction: Correction) -> list[tuple[str, Any]]:
    subject: Any = correction.subject
    printed = urlencode({"q": getattr(subject, "name", "")})
    return [(f"{reverse('admin:events_citation_changelist')}?{printed}", _("citations that print its name"))]


def _removal(correction: Correction) -> list[tuple[str, Any]]:
    if not correction.person_id:
        return []
    return [(reverse("remove-person", args=[correction.person_id]), _("removal of the person’s data"))]
