"""What speakers can be narrowed by. Choices select appearances: one appearance has to meet them all."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from archive.facets import Facet, FacetSet, Named, Subjects, Values, Years
from orgs.models import WITH_UNITS, Organization, Place, country_of, organization_name
from people.models import Person

Appearance = Person._meta.get_field("appearances").related_model
Capacity = Organization._meta.get_field("capacities").related_model
Citation = Appearance._meta.get_field("citations").related_model

PEOPLE = Subjects(Person.objects.public(), touched={"people_person": "canonical__same_records"})
APPEARANCES = Subjects(
    Appearance.objects.all(),
    "person__canonical",
    {
        "events_forum": "forum__canonical__same_records",
        "people_person.told": "person__canonical__same_records",
        "orgs_organization.told": "citations__capacities__organization__canonical__same_records",
    },
)
PLACED = Appearance.objects.joined_with("locations")
IN_CITIES = Appearance.objects.joined_with("locations", place__canonical__kind=Place.Kind.CITY)
PLACE = "forum__canonical__same_records__locations__place__canonical__"
TOPIC = "forum__canonical__same_records__forum_topics__topic__"
CITED = Citation.objects.of_appearances()


class Appearing(django_filters.ChoiceFilter):
    """Those who appeared at a forum; `none` asks for those who are only named."""

    outcomes = ("", "none")

    def filter(self, qs: QuerySet[Any], value: str | None) -> QuerySet[Any]:
        return qs.not_appearing() if value == "none" else qs.appearing()


class SpeakerFacets(FacetSet):
    listed = PEOPLE
    words = _(
        "A person is listed who has one appearance that meets every choice: an organization with a year means "
        "“for that organization in that year”. An exclusion leaves out appearances, "
        "not everybody who ever made one like it."
    )

    q = Named(label=_("Name"), help_text=_("Words in any form of the name, known or printed."))
    organization = Facet(
        Values(
            APPEARANCES,
            Capacity.objects.held(),
            "organization__canonical__slug",
            organization_name("organization__canonical__"),
            "citation__appearance",
        ),
        label=_("Organization"),
        help_text=_("The body the person appeared for, as printed with that appearance; itself, or with its units."),
        wholes=WITH_UNITS,
        unknown=_("no organization printed"),
        moved=Organization.objects.all(),
    )
    organization_kind = Facet(
        Values(APPEARANCES, Capacity.objects.held(), "organization__canonical__kind", subject="citation__appearance"),
        names=Organization.Kind.choices,
        label=_("Kind of organization"),
        help_text=_("What sort of body the person appeared for."),
        unknown=_("no organization printed"),
    )
    forum = Facet(
        Values(APPEARANCES, APPEARANCES.rows, "forum__canonical__slug", Appearance.FORUM_NAME),
        label=_("Forum"),
        help_text=_("The forum of the appearance."),
        moved=Appearance._meta.get_field("forum").related_model.objects.all(),
    )
    year = Facet(
        Years(APPEARANCES, APPEARANCES.rows, Appearance.YEARS),
        label=_("Year"),
        help_text=_("The year of the session where its own date is stated, else every year its forum touches."),
        unknown=_("date not known"),
        latest_first=True,
    )
    city = Facet(
        Values(APPEARANCES, IN_CITIES, f"{PLACE}slug", f"{PLACE}name"),
        label=_("City"),
        help_text=_("Where the session was, or was to be, held where that is stated, else every city of the forum."),
        unknown=_("no city stated"),
        moved=Place.objects.all(),
    )
    country = Facet(
        Values(APPEARANCES, PLACED, *country_of(PLACE)),
        label=_("Country"),
        help_text=_("The country of the place of the session where that is stated, else of the places of the forum."),
        unknown=_("no place stated"),
        moved=Place.objects.all(),
    )
    topic = Facet(
        Values(APPEARANCES, Appearance.objects.joined_with("forum_topics"), f"{TOPIC}slug", f"{TOPIC}name"),
        label=_("Topic"),
        help_text=_("What the session was about, where that was given, else what the forum was about."),
        unknown=_("no topic given"),
    )
    role = Facet(
        Values(APPEARANCES, APPEARANCES.rows, "role"),
        names=Appearance._meta.get_field("role").choices,
        label=_("Role"),
        help_text=_("What the person did there."),
    )
    role_group = Facet(
        Values(APPEARANCES, APPEARANCES.rows, "role_group"),
        names=Appearance._meta.get_field("role_group").output_field.choices,
        label=_("Kind of role"),
        help_text=_("Whether the person spoke, took part otherwise, or was only named."),
    )
    mode = Facet(
        Values(APPEARANCES, CITED, "mode", subject="appearance"),
        names=Citation._meta.get_field("mode").choices,
        label=_("Mode"),
        help_text=_("How the person appeared: on site, live online, by recorded video, or read out by another."),
        unknown=_("mode not said"),
    )
    standing = Facet(
        Values(APPEARANCES, CITED, "standing", subject="appearance"),
        names=Citation._meta.get_field("standing").choices,
        label=_("Standing"),
        help_text=_(
            "Whether a report says that it occurred, or announces it; where reports differ it counts under each."
        ),
    )
    appearances = Appearing(
        choices=[("none", _("without an appearance"))],
        label=_("People"),
        help_text=_(
            "`none` lists people whom reports name without any appearance: authors, the quoted, the mentioned."
        ),
    )
