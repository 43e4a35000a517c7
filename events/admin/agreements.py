"""Agreements and who made them."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from archive.admin.site import Section
from events.admin.facts import FactAdmin
from events.admin.forums import STATED_IN, DatedAdmin
from events.admin.inlines import AgreementDetails, Parties, citations_of
from events.models import Agreement, Party


@admin.register(Agreement)
class AgreementAdmin(DatedAdmin):
    section = Section.WORK
    list_display = ("__str__", "kind", "edtf", "slug")
    list_filter = ("kind",)
    search_fields = ("title", "label", "slug")
    prepopulated_fields = {"slug": ("label",)}
    readonly_fields = ("settled_title", "settled_date")
    inlines = (AgreementDetails, Parties, citations_of("agreement", at_least=0))
    fieldsets = (
        (
            None,
            {
                "description": _(
                    "A memorandum, statement or treaty that a report names. Its printed title and date are details."
                ),
                "fields": ("settled_title", "settled_date", "label", "slug", "kind"),
            },
        ),
        STATED_IN,
    )


@admin.register(Party)
class PartyAdmin(FactAdmin):
    list_display = ("__str__", "role", "agreement")
    list_filter = ("role",)
    list_select_related = ("agreement", "organization", "person")
    search_fields = ("organization__name", "person__name", "agreement__title", "agreement__slug")
    inlines = (citations_of("party"),)
