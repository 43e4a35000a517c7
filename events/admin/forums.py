"""Forums and sessions, each with all that reports state of them on one page."""

from typing import Any

from django.contrib import admin
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from archive.admin.choosing import RecordChoice, RecordSelect
from archive.admin.records import KnownAdmin, RecordAdmin, suggest_within
from archive.admin.rows import RecordForm
from archive.admin.site import Section
from events.admin.decisions import ForumDecisions, SessionDecisions
from events.admin.inlines import (
    Appearances,
    Choices,
    Details,
    Figures,
    Involvements,
    Locations,
    Sessions,
    Topics,
    citations_of,
    of_forum,
    of_session,
)
from events.admin.settled import SettlingAdmin
from events.models import Choice, Citation, Forum, ForumTopic, Report, Session

STATED_IN = (
    _("New rows below"),
    {
        "description": _(
            "Each new row names the report and the paragraphs that state it. Choose the report here to"
            " name it once for all; a row can still name another."
        ),
        "fields": ("stated_in",),
    },
)


class StatedInForm(RecordForm):
    """The page of a record whose facts are typed below it."""

    stated_in = RecordChoice(
        Report.objects.all(),
        required=False,
        widget=RecordSelect(Citation._meta.get_field("report"), admin.site),
        help_text=_("The report that states the new rows below."),
    )


class DatedAdmin(SettlingAdmin):
    """Records whose title and date come from the details that reports print."""

    form = StatedInForm

    @admin.display(description=_("title, as settled from the details below"))
    def settled_title(self, record: Any) -> str:
        return record.title or gettext("none printed: the label stands in for it")

    @admin.display(description=_("date, as settled from the details below"))
    def settled_date(self, record: Any) -> str:
        return record.date_in_words or gettext("none printed")


@admin.register(Forum)
class ForumAdmin(DatedAdmin, KnownAdmin):
    section = Section.WORK
    list_display = ("__str__", "kind", "edtf", "coverage", "series", "slug")
    list_filter = ("kind", "coverage", "series")
    list_select_related = ("series",)
    search_fields = ("title", "label", "slug", "details__value")
    prepopulated_fields = {"slug": ("label",)}
    readonly_fields = ("settled_title", "settled_date")
    inlines = (
        of_forum(Details),
        of_forum(Locations),
        Sessions,
        of_forum(Involvements),
        of_forum(Appearances),
        of_forum(Figures),
        citations_of("forum", at_least=0),
        of_forum(Choices),
        of_forum(Topics),
        ForumDecisions,
    )
    fieldsets = (
        (
            None,
            {
                "description": _(
                    "Title, date, theme and venue are what reports print: add them below as details, each"
                    " with its citation. A label is only for what no report gives a title."
                ),
                "fields": (
                    "settled_title",
                    "settled_date",
                    "label",
                    "slug",
                    "kind",
                    "coverage",
                    "shown_as",
                    "identity",
                ),
            },
        ),
        (
            _("Editorial"),
            {
                "description": _("The archive’s own words and order; these carry no citation."),
                "fields": ("summary", "part_of", "series"),
            },
        ),
        STATED_IN,
    )


@admin.register(Session)
class SessionAdmin(DatedAdmin, KnownAdmin):
    section = Section.WORK
    label_related = ("forum",)
    narrowed_by = "forum"
    list_display = ("__str__", "kind", "forum", "key", "order")
    list_filter = ("kind",)
    list_select_related = ("forum",)
    search_fields = ("title", "label", "key", "forum__slug", "forum__title", "forum__label")
    readonly_fields = ("settled_title", "settled_date")
    inlines = (
        of_session(Details),
        of_session(Locations),
        of_session(Involvements),
        of_session(Appearances),
        of_session(Figures),
        citations_of("session", at_least=0),
        of_session(Choices),
        of_session(Topics),
        SessionDecisions,
    )
    fieldsets = (
        (
            None,
            {
                "description": _(
                    "A part of the programme. A heading of the report is no session; a site visit is one,"
                    " and its body is involved as visited."
                ),
                "fields": (
                    ("forum", "key"),
                    "settled_title",
                    "settled_date",
                    "label",
                    "kind",
                    "parent",
                    "order",
                    "shown_as",
                    "identity",
                ),
            },
        ),
        STATED_IN,
    )

    def label(self, record: Any) -> str:
        return f"{record} · {record.public_id}"

    def get_form(self, request: Any, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change=change, **kwargs)
        suggest_within(form, ["parent"], obj and obj.forum_id)
        return form


@admin.register(Choice)
class ChoiceAdmin(SettlingAdmin):
    list_display = ("property", "value", "forum", "session")
    list_filter = ("property",)
    list_select_related = ("forum", "session")
    search_fields = ("value", "forum__slug")


@admin.register(ForumTopic)
class ForumTopicAdmin(RecordAdmin):
    list_display = ("topic", "forum", "session")
    list_select_related = ("topic", "forum", "session")
    search_fields = ("topic__name", "forum__slug")
