"""Admin of persons."""

from typing import Any

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from archive.admin.records import (
    DecisionAdmin,
    DecisionsInline,
    IdentifierAdmin,
    IdentifiersInline,
    KnownAdmin,
    NameAdmin,
    NamesInline,
)
from archive.admin.site import Section
from people.models import Person, PersonDecision, PersonIdentifier, PersonName


class PersonNames(NamesInline):
    model = PersonName


class PersonIdentifiers(IdentifiersInline):
    model = PersonIdentifier


class PersonDecisions(DecisionsInline):
    model = PersonDecision


@admin.register(Person)
class PersonAdmin(KnownAdmin):
    section = Section.KNOWN
    change_form_template = "admin/people/person/change_form.html"
    list_display = ("name", "family", "given", "note", "slug")
    search_fields = ("name", "slug", "names__text", "identifiers__value")
    prepopulated_fields = {"slug": ("name",)}
    inlines = (PersonNames, PersonIdentifiers, PersonDecisions)
    fieldsets = (
        (
            None,
            {
                "description": _(
                    "Somebody a report names. Title and body are no part of the person: they stand with"
                    " each citation, as printed that day."
                ),
                "fields": ("name", "slug", ("family", "given"), "shown_as", "identity"),
            },
        ),
        (
            _("Told apart, and where from"),
            {
                "description": _("Where two people share a name, say in the note what tells this one from the other."),
                "fields": ("note", "source"),
            },
        ),
        (
            _("Certain"),
            {
                "description": _(
                    "Readers are told whether a record is confirmed to be one person, is as printed, or may be several."
                ),
                "fields": ("confirmed",),
            },
        ),
    )

    def label(self, record: Any) -> str:
        return " · ".join(filter(None, (record.name, record.note, record.slug)))


@admin.register(PersonDecision)
class PersonDecisionAdmin(DecisionAdmin):
    pass


@admin.register(PersonName)
class PersonNameAdmin(NameAdmin):
    pass


@admin.register(PersonIdentifier)
class PersonIdentifierAdmin(IdentifierAdmin):
    pass
