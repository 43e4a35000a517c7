"""Admin of organizations and places."""

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
from orgs.models import (
    Organization,
    OrganizationDecision,
    OrganizationIdentifier,
    OrganizationName,
    Place,
    PlaceDecision,
    PlaceIdentifier,
    PlaceName,
)


class OrganizationNames(NamesInline):
    model = OrganizationName


class OrganizationIdentifiers(IdentifiersInline):
    model = OrganizationIdentifier


class OrganizationDecisions(DecisionsInline):
    model = OrganizationDecision


@admin.register(Organization)
class OrganizationAdmin(KnownAdmin):
    section = Section.KNOWN
    list_display = ("name", "abbreviation", "kind", "parent", "country", "slug")
    list_filter = ("kind",)
    list_select_related = ("parent", "country")
    search_fields = ("name", "abbreviation", "slug", "names__text", "identifiers__value")
    prepopulated_fields = {"slug": ("name",)}
    inlines = (OrganizationNames, OrganizationIdentifiers, OrganizationDecisions)
    fieldsets = (
        (
            None,
            {
                "description": _(
                    "A body is a record when it is named as itself: a host, a member of a list, somebody’s"
                    " printed body, a unit of a larger body."
                ),
                "fields": ("name", "slug", "abbreviation", "kind", "parent", "country", "shown_as", "identity"),
            },
        ),
        (
            _("Told apart, and where from"),
            {
                "description": _("What is said here comes from elsewhere than reports, so name the source."),
                "fields": ("note", "source"),
            },
        ),
    )


class PlaceNames(NamesInline):
    model = PlaceName


class PlaceIdentifiers(IdentifiersInline):
    model = PlaceIdentifier


class PlaceDecisions(DecisionsInline):
    model = PlaceDecision


@admin.register(Place)
class PlaceAdmin(KnownAdmin):
    section = Section.KNOWN
    list_display = ("name", "kind", "parent", "country", "slug")
    list_filter = ("kind",)
    list_select_related = ("parent", "country")
    search_fields = ("name", "slug", "names__text", "identifiers__value")
    prepopulated_fields = {"slug": ("name",)}
    inlines = (PlaceNames, PlaceIdentifiers, PlaceDecisions)
    fieldsets = (
        (
            None,
            {
                "description": _(
                    "A city or region lies in a country. A venue is no place: it is a detail of its forum."
                ),
                "fields": ("name", "slug", "kind", "country", "parent", "shown_as", "identity"),
            },
        ),
        (
            _("On the map"),
            {
                "description": _("Give both coordinates or none, and where they are taken from."),
                "fields": (("latitude", "longitude"), "source"),
            },
        ),
    )


@admin.register(OrganizationDecision)
class OrganizationDecisionAdmin(DecisionAdmin):
    pass


@admin.register(PlaceDecision)
class PlaceDecisionAdmin(DecisionAdmin):
    pass


@admin.register(OrganizationName)
class OrganizationNameAdmin(NameAdmin):
    pass


@admin.register(PlaceName)
class PlaceNameAdmin(NameAdmin):
    pass


@admin.register(OrganizationIdentifier)
class OrganizationIdentifierAdmin(IdentifierAdmin):
    pass


@admin.register(PlaceIdentifier)
class PlaceIdentifierAdmin(IdentifierAdmin):
    pass
