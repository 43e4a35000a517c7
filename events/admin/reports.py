"""Reports, how they hang together, and their texts."""

import re
from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import URLField
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from archive.admin.records import RecordAdmin, RowsInline
from archive.admin.rows import RecordForm, RowForm
from archive.admin.site import Section
from events.admin.settled import SettlingAdmin
from events.models import Report, ReportLink, ReportText

BLANK_LINE = re.compile(r"\n\s*\n")


class ListField(forms.CharField):
    """Several texts in one box, parted by blank lines."""

    widget = forms.Textarea

    def prepare_value(self, value: Any) -> Any:
        return "\n\n".join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> Any:
        text = (super().to_python(value) or "").replace("\r\n", "\n")
        return [part.strip() for part in self.split(text) if part.strip()]

    def split(self, text: str) -> list[str]:
        return BLANK_LINE.split(text)

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool(self.to_python(self.prepare_value(initial)) != self.to_python(data))


class LinesField(ListField):
    """Several texts in one box, one on each line."""

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def split(self, text: str) -> list[str]:
        return text.split("\n")


class ReportForm(RecordForm):
    notes = ListField(
        required=False, help_text=_("A curator's notes on judgement calls, with a blank line between two.")
    )
    openings = LinesField(
        required=False,
        help_text=_("The first three words of each paragraph, one paragraph a line; blank lines do not count."),
    )

    def clean_notes(self) -> list[str]:
        """A note may hold a blank line of its own: notes that nobody touched stay as they are."""
        notes: list[str] = self.cleaned_data["notes"] if "notes" in self.changed_data else self.instance.notes
        return notes


class Links(RowsInline):
    model = ReportLink
    fk_name = "report"
    fields = ("kind", "to")
    verbose_name_plural = _("translation, copy or follow-up of other reports")


class TextForm(RowForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].strip = False

    def clean_text(self) -> str:
        """Browsers send CRLF; the digest is of the text as it was."""
        text: str = self.cleaned_data["text"]
        return text.replace("\r\n", "\n")


class Text(RowsInline):
    model = ReportText
    form = TextForm
    fields = ("text",)
    verbose_name_plural = _("the text: for signed-in staff, never public, never exported")


@admin.register(Report)
class ReportAdmin(SettlingAdmin):
    form = ReportForm
    change_form_template = "admin/events/report/change_form.html"
    section = Section.WORK
    list_display = ("name", "kind", "publisher", "edtf", "language", "slug")
    list_filter = ("kind", "language")
    list_select_related = ("publisher",)
    search_fields = ("title", "label", "slug", "file", "publisher_printed")
    prepopulated_fields = {"slug": ("title",)}
    readonly_fields = ("states",)
    inlines = (Links, Text)
    formfield_overrides = {URLField: {"assume_scheme": "https"}}
    fieldsets = (
        (
            None,
            {
                "description": _(
                    "What somebody published. Copy the title letter for letter; only a report that prints"
                    " none gets a label instead."
                ),
                "fields": ("kind", "title", "label", "slug", "language", "entered", "states"),
            },
        ),
        (
            _("Published"),
            {
                "description": _(
                    "Only what the report itself says, and where. The basis tells a printed date from a reckoned one."
                ),
                "fields": (
                    ("edtf", "basis"),
                    ("published_printed", "published_paragraph"),
                    "publisher",
                    ("publisher_printed", "publisher_paragraph"),
                ),
            },
        ),
        (
            _("Where it is found"),
            {
                "description": _("The text stays out of public pages; its digest says which text was read."),
                "fields": ("url", "archived_url", "retrieved", "file", "sha256", "paragraphs", "openings"),
            },
        ),
        (
            _("Judgement calls"),
            {"description": _("What a second curator should know before deciding otherwise."), "fields": ("notes",)},
        ),
    )

    @admin.display(description=_("states"))
    def states(self, report: Report) -> SafeString | str:
        if report.pk is None:
            return gettext("nothing yet: add it to forums once the report is saved")
        url = f"{reverse('admin:events_citation_changelist')}?report__id__exact={report.pk}"
        many = report.citations.count()
        words = ngettext("%(many)d citation", "%(many)d citations", many) % {"many": many}
        return format_html('<a href="{}">{}</a>', url, words)


@admin.register(ReportLink)
class ReportLinkAdmin(RecordAdmin):
    list_display = ("report", "kind", "to")
    list_filter = ("kind",)
    list_select_related = ("report", "to")
    search_fields = ("report__slug", "to__slug")


@admin.register(ReportText)
class ReportTextAdmin(RecordAdmin):
    form = TextForm
    list_display = ("report",)
    list_select_related = ("report",)
    search_fields = ("report__slug", "report__title")
