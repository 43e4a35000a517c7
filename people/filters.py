"""What speakers can be narrowed by. Choices select appearances: one appearance has to meet them all."""

from typing import Any

import django_filters
from django.db.models import QuerySet

from archive.facets import Facet, FacetSet, Named, Subjects, Values, Years
from orgs.models import Organization, organization_name
from people.models import Person

Appearance = Person._meta.get_field("appearances").related_model
Capacity = Organization._meta.get_field("capacities").related_model

APPEARANCES = Subjects(Appearance.objects.all(), "person__canonical")


class Appearing(django_filters.ChoiceFilter):
    """Those who appeared at a forum; `none` asks for those who are only named."""

    def filter(self, qs: QuerySet[Any], value: str | None) -> QuerySet[Any]:
        return qs.not_appearing() if value == "none" else qs.appearing()


class SpeakerFacets(FacetSet):
    words = (
        "A person is listed who has one appearance that meets every choice: an organization with a year means "
        "“for that organization in that year”. An exclusion leaves out appearances, "
        "not everybody who ever made one like it."
    )

    q = Named(label="Name", help_text="Words in any form of the name, known or printed.")
    organization = Facet(
        Values(
            APPEARANCES,
            Capacity.objects.held(),
            "organization__canonical__slug",
            organization_name("organization__canonical__"),
            "citation__appearance",
        ),
        label="Organization",
        help_text="The body the person appeared for, as printed with that appearance.",
        unknown="no organization printed",
        moved=Organization.objects.all(),
    )
    forum = Facet(
        Values(APPEARANCES, APPEARANCES.rows, "forum__canonical__slug", Appearance.FORUM_NAME),
        label="Forum",
        help_text="The forum of the appearance.",
        moved=Appearance._meta.get_field("forum").related_model.objects.all(),
    )
    year = Facet(
        Years(APPEARANCES, APPEARANCES.rows, Appearance.YEARS),
        label="Year",
        help_text="The year of the session where its own date is stated, else every year its forum touches.",
        unknown="date not known",
        latest_first=True,
    )
    role = Facet(
        Values(APPEARANCES, APPEARANCES.rows, "role"),
        names=Appearance._meta.get_field("role").choices,
        label="Role",
        help_text="What the person did there.",
    )
    role_group = Facet(
        Values(APPEARANCES, APPEARANCES.rows, "role_group"),
        names=Appearance._meta.get_field("role_group").output_field.choices,
        label="Kind of role",
        help_text="Whether the person spoke, took part otherwise, or was only named.",
    )
    appearances = Appearing(
        choices=[("none", "without an appearance")],
        label="People",
        help_text="`none` lists people whom reports name without any appearance: authors, the quoted, the mentioned.",
    )
