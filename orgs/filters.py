"""What organizations and places can be narrowed by."""

from django.db.models import Value
from django.utils.translation import gettext_lazy as _

from archive.facets import Facet, FacetSet, Named, Subjects, Values, Years
from orgs.models import Organization, Place, country_of

Involvement = Organization._meta.get_field("involvements").related_model
Capacity = Organization._meta.get_field("capacities").related_model

TOLD = {"orgs_organization.told": "organization__canonical__same_records"}
ORGANIZATIONS = Subjects(Organization.objects.public(), touched={"orgs_organization": "canonical__same_records"})
INVOLVEMENTS = Subjects(
    Involvement.objects.all(), "organization__canonical", {**TOLD, "events_forum": "forum__canonical__same_records"}
)
REPRESENTED = Subjects(
    Capacity.objects.held().of_bodies(),
    "organization__canonical",
    {**TOLD, "events_forum": "citation__appearance__forum__canonical__same_records"},
)
PLACES = Subjects(Place.objects.public())


class OrganizationFacets(FacetSet):
    listed = ORGANIZATIONS
    words = _(
        "Role, forum and year together mean one part that the body had: in that role, at that forum, in that year."
    )

    q = Named(label=_("Name"), help_text=_("Words in any form of the name, known or printed."))
    kind = Facet(
        Values(ORGANIZATIONS, ORGANIZATIONS.rows, "kind"),
        names=Organization.Kind.choices,
        label=_("Kind"),
        help_text=_("What sort of body it is."),
    )
    country = Facet(
        Values(ORGANIZATIONS, ORGANIZATIONS.rows, "country__canonical__slug", "country__canonical__name"),
        label=_("Country"),
        help_text=_("The country it belongs to, where that is known."),
        unknown=_("country not given"),
        moved=Place.objects.all(),
    )
    role = Facet(
        Values(INVOLVEMENTS, INVOLVEMENTS.rows, "role"),
        Values(REPRESENTED, REPRESENTED.rows, Value("represented")),
        names=[*Involvement._meta.get_field("role").choices, ("represented", _("represented by a person"))],
        label=_("Role"),
        help_text=_("What it did at a forum; “represented” where somebody appeared for it."),
    )
    forum = Facet(
        Values(INVOLVEMENTS, INVOLVEMENTS.rows, "forum__canonical__slug", Involvement.FORUM_NAME),
        Values(REPRESENTED, REPRESENTED.rows, "citation__appearance__forum__canonical__slug", Capacity.FORUM_NAME),
        label=_("Forum"),
        help_text=_("A forum it had a part in, itself or through a person."),
        moved=Involvement._meta.get_field("forum").related_model.objects.all(),
    )
    year = Facet(
        Years(INVOLVEMENTS, INVOLVEMENTS.rows, Involvement.YEARS),
        Years(REPRESENTED, REPRESENTED.rows, Capacity.YEARS),
        label=_("Year"),
        help_text=_("A year in which it had a part in a forum."),
        latest_first=True,
    )


class PlaceFacets(FacetSet):
    listed = PLACES
    q = Named(label=_("Name"), help_text=_("Words in any form of the name."))
    kind = Facet(
        Values(PLACES, PLACES.rows, "kind"),
        names=Place.Kind.choices,
        label=_("Kind"),
        help_text=_("City, region or country."),
    )
    country = Facet(
        Values(PLACES, PLACES.rows, *country_of()),
        label=_("Country"),
        help_text=_("The country it lies in, or is."),
        moved=Place.objects.all(),
    )
