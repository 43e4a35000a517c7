"""Citations with everything printed, and the capacities in which somebody is named there."""

from collections.abc import Sequence
from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from archive.admin.records import RecordAdmin, RowsInline
from archive.admin.rows import RecordForm
from archive.admin.site import Section
from events.admin.rows import CitationRules
from events.admin.settled import SettlingAdmin
from events.models import Capacity, Citation
from events.models.citations import FACTS

NAMED = (
    *FACTS,
    "appearance__person",
    "involvement__organization",
    "location__place",
    "party__organization",
    "party__person",
    "mention__organization",
    "mention__person",
)


class CitationForm(CitationRules, RecordForm):
    pass


class Capacities(RowsInline):
    model = Capacity
    fields = ("order", "title", "organization", "printed", "relation")
    verbose_name_plural = _("capacities: titles and bodies printed with the name, in their order")


@admin.register(Citation)
class CitationAdmin(SettlingAdmin):
    form = CitationForm
    section = Section.FACTS
    label_related = ("report", *NAMED)
    list_display = ("fact", "kind", "report", "paragraphs", "name", "standing")
    list_filter = ("standing", "mode", "basis")
    list_select_related = label_related
    search_fields = ("report__slug", "report__title", "name", "role", "words")
    ordering = ("report__slug", "position", "pk")
    inlines = (Capacities,)
    fieldsets = (
        (
            _("What it cites"),
            {
                "description": _(
                    "Exactly one fact. What a citation cites stays: for another fact or report, make another citation."
                ),
                "fields": ("report", *FACTS),
            },
        ),
        (
            _("Where and in which words"),
            {
                "description": _(
                    "Letter for letter, as printed in these paragraphs; leave empty what is not printed there."
                ),
                "fields": ("paragraphs", "name", "role", "date", "number", "words"),
            },
        ),
        (
            _("How it is stated"),
            {
                "description": _(
                    "An announced fact never reads as a past one. An inference is shown to readers with its reason."
                ),
                "fields": ("standing", "mode", "basis", "inference", "note", "reading"),
            },
        ),
    )

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Sequence[Any]:
        return ("report", *FACTS) if obj else ()

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        if obj is None:
            return super().get_fieldsets(request, obj)
        (title, cites), *rest = super().get_fieldsets(request, obj)
        return [(title, {**cites, "fields": ("report", obj.kind)}), *rest]


@admin.register(Capacity)
class CapacityAdmin(RecordAdmin):
    list_display = ("title", "printed", "organization", "relation")
    list_filter = ("relation",)
    list_select_related = ("organization",)
    search_fields = ("title", "printed", "organization__name")
