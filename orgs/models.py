"""Places and organizations: what is known of them, apart from what any report prints."""

from django.db import models
from django.db.models import Q

from archive.addresses import Addressed, fixed
from archive.changes import Changing, changed_when, touches
from archive.history import tracked
from archive.identity import CANONICAL_BY_DEFAULT, Decision, Identified, IdentifiedQuerySet, settles
from archive.names import Name, SortKeyField
from archive.trees import acyclic


@tracked("sort_name")
class Place(Addressed, Identified, Changing):
    """A city, region or country where something happened or somebody is seated."""

    class Kind(models.TextChoices):
        CITY = "city", "city"
        REGION = "region", "region"
        COUNTRY = "country", "country"

    kind = models.CharField(max_length=10, choices=Kind, help_text="City, region (state, province) or country.")
    name = models.CharField(max_length=200, help_text="The preferred name in English.")
    sort_name = SortKeyField()
    parent = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="parts",
        help_text="The region or country it lies in.",
    )
    country = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="places_in_country",
        limit_choices_to={"kind": Kind.COUNTRY},
        help_text="The country it lies in; empty for a country.",
    )
    latitude = models.DecimalField(max_digits=8, decimal_places=5, null=True, blank=True, help_text="Degrees north.")
    longitude = models.DecimalField(max_digits=8, decimal_places=5, null=True, blank=True, help_text="Degrees east.")
    source = models.CharField(max_length=300, blank=True, help_text="Where the coordinates are taken from.")

    objects = IdentifiedQuerySet.as_manager()

    class Meta:
        ordering = ("sort_name", "id")
        constraints = [
            *Addressed.Meta.constraints,
            models.CheckConstraint(
                condition=Q(kind="country", country__isnull=True, parent__isnull=True)
                | Q(~Q(kind="country"), country__isnull=False),
                name="orgs_place_lies_in_a_country",
                violation_error_message="A city or region lies in a country; a country lies in nothing.",
            ),
            models.CheckConstraint(
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(latitude__range=(-90, 90), longitude__range=(-180, 180)),
                name="orgs_place_point_on_earth",
                violation_error_message="Give both: latitude −90 to 90, longitude −180 to 180.",
            ),
        ]
        triggers = [
            CANONICAL_BY_DEFAULT,
            fixed("slug"),
            acyclic("parent", "A place cannot lie in itself."),
            *changed_when("canonical", "sort_name"),
        ]

    def __str__(self) -> str:
        return self.name


@tracked()
class PlaceName(Name):
    """Another name of a place."""

    class Kind(models.TextChoices):
        NATIVE = "native", "native script"
        ALIAS = "alias", "other name"
        FORMER = "former", "former name"

    kind = models.CharField(max_length=10, choices=Kind, default=Kind.ALIAS, help_text="What sort of name it is.")
    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="names", help_text="The place so called.")

    class Meta(Name.Meta):
        constraints = [
            *Name.Meta.constraints,
            models.UniqueConstraint(fields=("place", "kind", "text"), name="orgs_placename_once"),
        ]
        triggers = touches(place_id="orgs_place")


@tracked()
class PlaceDecision(Decision):
    """A judgement on whether two places are one."""

    record = models.ForeignKey(
        Place, on_delete=models.CASCADE, related_name="decisions", help_text="The record judged; shown as the other one."
    )
    other = models.ForeignKey(
        Place, on_delete=models.CASCADE, related_name="decisions_as_other", help_text="The record it is compared with, and kept."
    )

    class Meta(Decision.Meta):
        triggers = [settles("orgs_place"), *touches(record_id="orgs_place", other_id="orgs_place")]


@tracked("sort_name")
class Organization(Addressed, Identified, Changing):
    """A body named as itself: company, ministry, chamber, university, unit, committee, state that acts…"""

    class Kind(models.TextChoices):
        COMPANY = "company", "company"
        GOVERNMENT = "government", "government body"
        STATE = "state", "state"
        CHAMBER = "chamber", "chamber or trade body"
        NGO = "ngo", "non-governmental organization"
        UNIVERSITY = "university", "university or institute"
        INTERGOVERNMENTAL = "intergovernmental", "intergovernmental body"
        FUND = "fund", "fund or bank"
        MEDIA = "media", "media"
        COMMITTEE = "committee", "committee or working group"
        PROGRAMME = "programme", "programme"
        OTHER = "other", "other"

    name = models.CharField(max_length=300, help_text="The preferred name: the official one in English where it is known.")
    sort_name = SortKeyField()
    abbreviation = models.CharField(max_length=60, blank=True, help_text="The usual abbreviation (CCPIT).")
    kind = models.CharField(max_length=20, choices=Kind, help_text="What sort of body it is.")
    parent = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="units",
        help_text="The larger body this one is a unit of.",
    )
    country = models.ForeignKey(
        Place,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="organizations",
        limit_choices_to={"kind": Place.Kind.COUNTRY},
        help_text="The country it belongs to, where that is known.",
    )
    note = models.CharField(max_length=300, blank=True, help_text="What tells it from others of a similar name; shown to readers.")
    source = models.CharField(max_length=300, blank=True, help_text="Where what is said here is taken from, if not from a report.")

    objects = IdentifiedQuerySet.as_manager()

    class Meta:
        ordering = ("sort_name", "id")
        constraints = [
            *Addressed.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(name=""), name="orgs_organization_has_name", violation_error_message="Write the name."
            ),
        ]
        triggers = [
            CANONICAL_BY_DEFAULT,
            fixed("slug"),
            acyclic("parent", "An organization cannot be a unit of itself."),
            *changed_when("canonical", "sort_name"),
        ]

    def __str__(self) -> str:
        return self.name


@tracked()
class OrganizationName(Name):
    """Another name of an organization, known apart from what reports print."""

    class Kind(models.TextChoices):
        OFFICIAL = "official", "official name"
        ABBREVIATION = "abbreviation", "abbreviation"
        NATIVE = "native", "native script"
        PINYIN = "pinyin", "pinyin"
        ALIAS = "alias", "other name"
        FORMER = "former", "former name"

    kind = models.CharField(max_length=20, choices=Kind, default=Kind.ALIAS, help_text="What sort of name it is.")
    organization = models.ForeignKey(
        Organization, on_delete=models.CASCADE, related_name="names", help_text="The organization so called."
    )

    class Meta(Name.Meta):
        constraints = [
            *Name.Meta.constraints,
            models.UniqueConstraint(fields=("organization", "kind", "text"), name="orgs_organizationname_once"),
        ]
        triggers = touches(organization_id="orgs_organization")


@tracked()
class OrganizationDecision(Decision):
    """A judgement on whether two organizations are one."""

    record = models.ForeignKey(
        Organization,
        on_delete=models.CASCADE,
        related_name="decisions",
        help_text="The record judged; shown as the other one.",
    )
    other = models.ForeignKey(
        Organization,
        on_delete=models.CASCADE,
        related_name="decisions_as_other",
        help_text="The record it is compared with, and kept.",
    )

    class Meta(Decision.Meta):
        triggers = [
            settles("orgs_organization"),
            *touches(record_id="orgs_organization", other_id="orgs_organization"),
        ]
