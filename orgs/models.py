"""Places and organizations: what is known of them, apart from what any report prints."""

from functools import reduce
from operator import or_
from typing import Any

import pgtrigger
from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, Value, When
from django.db.models.functions import Coalesce, Concat, NullIf
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop, pgettext_lazy

from archive.dates import latest_first
from archive.history.changes import Changing, by_change, changed_when, touches
from archive.history.recording import tracked
from archive.identity.addresses import Addressed, address, fixed
from archive.identity.decisions import Decision, decides, judged, kept
from archive.identity.identified import CANONICAL_BY_DEFAULT, Identified, IdentifiedQuerySet
from archive.identity.identifiers import Identifier, Registered, held_once, rules_of, scheme_of, stays_held_once
from archive.identity.names import Name, SortKeyField, forms
from archive.texts import plain
from archive.trees import Wholes, acyclic

# The ways from a place to every place it is in: itself, its region, its country.
WITHIN = ("canonical", "canonical__parent__canonical", "canonical__country__canonical")


def country_of(prefix: str = "") -> tuple[Coalesce, Coalesce]:
    """Slug and name of the country a place lies in, or is, as expressions."""
    slug, name = (Coalesce(f"{prefix}country__canonical__{what}", f"{prefix}{what}") for what in ("slug", "name"))
    return slug, name


class PlaceQuerySet(IdentifiedQuerySet):
    def public(self) -> "PlaceQuerySet":
        """Those where something was held, and the regions and countries these lie in."""
        locations = self.model._meta.get_field("locations").related_model.objects
        ways = (Q(pk__in=locations.values(f"place__{way}")) for way in WITHIN)  # each worked out once, not per place
        return self.canonical().filter(reduce(or_, ways))

    def each_public(self) -> "PlaceQuerySet":
        """As `public`, but worked out for each place: for a few of them."""
        locations = self.model._meta.get_field("locations").related_model.objects
        ways = (Exists(locations.filter(**{f"place__{way}": OuterRef("pk")})) for way in WITHIN)
        return self.canonical().filter(reduce(or_, ways))

    def inside(self, place: "Place") -> "PlaceQuerySet":
        """The place, and those that lie in it."""
        return self.filter(reduce(or_, (Q(**{way: place}) for way in WITHIN)))

    def countries(self) -> "PlaceQuerySet":
        return self.canonical().filter(kind=Place.Kind.COUNTRY)

    def to_read(self) -> "PlaceQuerySet":
        return self.in_lines().prefetch_related("same_records__names").identified()

    def in_lines(self) -> "PlaceQuerySet":
        return self.select_related("canonical", "parent__canonical", "country__canonical")


NO_COUNTRY = gettext_noop("The country is a city or a region: choose a country.")


def _of_a_country(table: str) -> pgtrigger.Trigger:
    """The country of a row is a place of that kind, and stays one."""
    return pgtrigger.Trigger(
        name="of_a_country",
        when=pgtrigger.After,
        operation=pgtrigger.Insert | pgtrigger.UpdateOf("country_id"),
        func=f"""
            IF (SELECT kind FROM orgs_place WHERE id = NEW.country_id) <> 'country' THEN
                RAISE EXCEPTION '{NO_COUNTRY}'
                    USING ERRCODE = 'check_violation', CONSTRAINT = '{table}_of_a_country';
            END IF;
            RETURN NULL;
        """,  # noqa: S608
    )


@tracked("sort_name")
class Place(Addressed, Identified, Registered, Changing):
    """A city, region or country where something happened or somebody is seated."""

    class Kind(models.TextChoices):
        CITY = "city", _("city")
        REGION = "region", _("region")
        COUNTRY = "country", _("country")

    kind = models.CharField(max_length=10, choices=Kind, help_text=_("City, region (state, province) or country."))
    name = models.CharField(max_length=200, help_text=_("The preferred name in English."))
    sort_name = SortKeyField()
    parent = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="parts",
        help_text=_("The region or country it lies in."),
    )
    country = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="places_in_country",
        limit_choices_to={"kind": Kind.COUNTRY},
        help_text=_("The country it lies in; empty for a country."),
    )
    latitude = models.DecimalField(max_digits=8, decimal_places=5, null=True, blank=True, help_text=_("Degrees north."))
    longitude = models.DecimalField(max_digits=8, decimal_places=5, null=True, blank=True, help_text=_("Degrees east."))
    source = models.CharField(max_length=300, blank=True, help_text=_("Where the coordinates are taken from."))

    objects = PlaceQuerySet.as_manager()

    class Meta:
        ordering = ("sort_name", "id")
        constraints = [
            *Addressed.Meta.constraints,
            plain("orgs_place", lines=("name", "source")),
            models.CheckConstraint(
                condition=Q(kind="country", country__isnull=True, parent__isnull=True)
                | Q(~Q(kind="country"), country__isnull=False),
                name="orgs_place_lies_in_a_country",
                violation_error_message=_("A city or region lies in a country; a country lies in nothing."),
            ),
            models.CheckConstraint(
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(
                    latitude__isnull=False,
                    longitude__isnull=False,
                    latitude__range=(-90, 90),
                    longitude__range=(-180, 180),
                ),
                name="orgs_place_point_on_earth",
                violation_error_message=_("Give both: latitude −90 to 90, longitude −180 to 180."),
            ),
        ]
        triggers = [
            CANONICAL_BY_DEFAULT,
            fixed("slug"),
            acyclic("parent", gettext_noop("A place cannot lie in itself.")),
            _of_a_country("orgs_place"),
            stays_held_once("orgs_placeidentifier", "orgs_place", "place_id"),
            *changed_when("canonical", "sort_name"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return address("place", self.slug)

    @property
    def known_names(self) -> list["PlaceName"]:
        return self.together("names")

    @property
    def land(self) -> "Place | None":
        """The country it lies in, or is."""
        return self if self.kind == self.Kind.COUNTRY else self.country and self.country.canonical


@tracked()
class PlaceName(Name):
    """Another name of a place."""

    class Kind(models.TextChoices):
        NATIVE = "native", _("native script")
        ALIAS = "alias", _("other name")
        FORMER = "former", _("former name")

    kind = models.CharField(max_length=10, choices=Kind, default=Kind.ALIAS, help_text=_("What sort of name it is."))
    place = models.ForeignKey(
        Place, on_delete=models.CASCADE, related_name="names", help_text=_("The place so called.")
    )

    class Meta(Name.Meta):
        constraints = [
            *Name.Meta.constraints,
            models.UniqueConstraint(fields=("place", "kind", "text"), name="orgs_placename_once"),
        ]
        triggers = touches(place_id="orgs_place")


@tracked()
class PlaceIdentifier(Identifier):
    """What a register elsewhere calls a place."""

    scheme = scheme_of("wikidata", "geonames")
    place = models.ForeignKey(
        Place, on_delete=models.CASCADE, related_name="identifiers", help_text=_("The place it stands for.")
    )

    class Meta(Identifier.Meta):
        constraints = rules_of("orgs_placeidentifier", "place", "wikidata", "geonames")
        triggers = [
            *touches(place_id="orgs_place"),
            held_once("orgs_placeidentifier", "orgs_place", "place_id"),
        ]


@tracked("moved")
class PlaceDecision(Decision):
    """A judgement on whether two places are one."""

    record = judged(Place)
    other = kept(Place)

    class Meta(Decision.Meta):
        triggers = decides("orgs_place")


FACTS = ("involvements", "capacities", "mentions", "agreements")


def organization_name(prefix: str = "") -> Case:
    """An organization's name as an expression; a unit's with that of the body it is a unit of."""
    above = f"{prefix}parent__canonical__"
    larger = Coalesce(NullIf(f"{above}abbreviation", Value("")), f"{above}name")
    unit = When(**{f"{prefix}parent__isnull": False}, then=Concat(f"{prefix}name", Value(", "), larger))
    return Case(unit, default=F(f"{prefix}name"))


class OrganizationQuerySet(IdentifiedQuerySet):
    def public(self) -> "OrganizationQuerySet":
        """Those that some report names."""
        return self.canonical().having(*FACTS, "published_reports")

    def to_read(self) -> "OrganizationQuerySet":
        return self.with_facts(*FACTS).known()

    def known(self) -> "OrganizationQuerySet":
        return super().known().select_related("parent__canonical", "country__canonical")

    def in_lines(self) -> "OrganizationQuerySet":
        """What a list shows a line of: with the id of the latest involvement."""
        return self.select_related("canonical", "parent__canonical", "country__canonical").with_latest("involvements")

    def units_of(self, organization: "Organization") -> "OrganizationQuerySet":
        return self.canonical().filter(same_records__parent__canonical=organization).distinct()

    def within(self, organization: "Organization") -> "OrganizationQuerySet":
        """The organization's units at any depth."""
        return self.canonical().filter(pk__in=WITH_UNITS.below(organization)).exclude(pk=organization.pk)


@tracked("sort_name")
class Organization(Addressed, Identified, Registered, Changing):
    """A body named as itself: company, ministry, chamber, university, unit, committee, state that acts…"""

    class Kind(models.TextChoices):
        COMPANY = "company", _("company")
        GOVERNMENT = "government", _("government body")
        STATE = "state", _("state")
        CHAMBER = "chamber", _("chamber or trade body")
        NGO = "ngo", _("non-governmental organization")
        UNIVERSITY = "university", _("university or institute")
        INTERGOVERNMENTAL = "intergovernmental", _("intergovernmental body")
        FUND = "fund", _("fund or bank")
        MEDIA = "media", _("media")
        COMMITTEE = "committee", _("committee or working group")
        PROGRAMME = "programme", pgettext_lazy("kind of body", "programme")
        OTHER = "other", _("other")

    name = models.CharField(
        max_length=300, help_text=_("The preferred name: the official one in English where it is known.")
    )
    sort_name = SortKeyField()
    abbreviation = models.CharField(max_length=60, blank=True, help_text=_("The usual abbreviation (CCPIT)."))
    kind = models.CharField(max_length=20, choices=Kind, help_text=_("What sort of body it is."))
    parent = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="units",
        help_text=_("The larger body this one is a unit of."),
    )
    country = models.ForeignKey(
        Place,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="organizations",
        limit_choices_to={"kind": Place.Kind.COUNTRY},
        help_text=_("The country it belongs to, where that is known."),
    )
    note = models.CharField(
        max_length=300, blank=True, help_text=_("What tells it from others of a similar name; shown to readers.")
    )
    source = models.CharField(
        max_length=300, blank=True, help_text=_("Where what is said here is taken from, if not from a report.")
    )

    objects = OrganizationQuerySet.as_manager()

    class Meta:
        ordering = ("sort_name", "id")
        indexes = [by_change("orgs_organization", "canonical")]
        constraints = [
            *Addressed.Meta.constraints,
            plain("orgs_organization", lines=("name", "abbreviation", "note", "source")),
            models.CheckConstraint(
                condition=~Q(name=""), name="orgs_organization_has_name", violation_error_message=_("Write the name.")
            ),
        ]
        triggers = [
            CANONICAL_BY_DEFAULT,
            fixed("slug"),
            acyclic("parent", gettext_noop("An organization cannot be a unit of itself.")),
            _of_a_country("orgs_organization"),
            stays_held_once("orgs_organizationidentifier", "orgs_organization", "organization_id"),
            *changed_when("canonical", "sort_name"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return address("organization", self.slug)

    @property
    def known_names(self) -> list["OrganizationName"]:
        return self.together("names")

    @property
    def mentions_made(self) -> list[Any]:
        return self.as_they_came("mentions")

    @property
    def agreements_made(self) -> list[Any]:
        return self.as_they_came("agreements")

    @property
    def printed_names(self) -> dict[str, list[Any]]:
        """Every form that reports print, with the citations that print it, the earliest first."""
        stated = [fact for relation in ("involvements", "mentions", "agreements") for fact in self.together(relation)]
        names = [(citation.name, citation) for fact in stated for citation in fact.sources]
        names += [(capacity.printed, capacity.citation) for capacity in self.together("capacities")]
        return forms(names)

    @property
    def involvements_latest_first(self) -> list[Any]:
        return latest_first(self.together("involvements"))


WITH_UNITS = Wholes(Organization, _("%(whole)s, with its units"))


@tracked()
class OrganizationName(Name):
    """Another name of an organization, known apart from what reports print."""

    class Kind(models.TextChoices):
        OFFICIAL = "official", _("official name")
        ABBREVIATION = "abbreviation", _("abbreviation")
        NATIVE = "native", _("native script")
        PINYIN = "pinyin", _("pinyin")
        ALIAS = "alias", _("other name")
        FORMER = "former", _("former name")

    kind = models.CharField(max_length=20, choices=Kind, default=Kind.ALIAS, help_text=_("What sort of name it is."))
    organization = models.ForeignKey(
        Organization, on_delete=models.CASCADE, related_name="names", help_text=_("The organization so called.")
    )

    class Meta(Name.Meta):
        constraints = [
            *Name.Meta.constraints,
            models.UniqueConstraint(fields=("organization", "kind", "text"), name="orgs_organizationname_once"),
        ]
        triggers = touches(organization_id="orgs_organization")


@tracked()
class OrganizationIdentifier(Identifier):
    """What a register elsewhere calls an organization."""

    scheme = scheme_of("wikidata", "ror", "isni")
    organization = models.ForeignKey(
        Organization,
        on_delete=models.CASCADE,
        related_name="identifiers",
        help_text=_("The organization it stands for."),
    )

    class Meta(Identifier.Meta):
        constraints = rules_of("orgs_organizationidentifier", "organization", "wikidata", "ror", "isni")
        triggers = [
            *touches(organization_id="orgs_organization"),
            held_once("orgs_organizationidentifier", "orgs_organization", "organization_id"),
        ]


@tracked("moved")
class OrganizationDecision(Decision):
    """A judgement on whether two organizations are one."""

    record = judged(Organization)
    other = kept(Organization)

    class Meta(Decision.Meta):
        triggers = decides("orgs_organization")
