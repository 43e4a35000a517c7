"""Organizations and places."""

from typing import Literal

from django.utils.translation import gettext_noop as _
from pydantic import Field

from events.interop.api.schemas.base import (
    COUNTS,
    CorrectionAnswered,
    Form,
    Identifier,
    Mention,
    Named,
    Party,
    Record,
    Slug,
)
from events.interop.api.schemas.facts import Involvement
from orgs import models


class OrganizationCounts(Form):
    involvements: int
    mentions: int
    agreements: int


class Organization(Record):
    slug: Slug
    name: str
    abbreviation: str | None
    kind: Literal[*models.Organization.Kind.values]
    country: Slug | None
    parent: Slug | None = Field(description=_("The body that it is a part of."))
    note: str | None
    names: list[Named]
    identifiers: list[Identifier]
    involvements: list[Involvement]
    mentions: list[Mention]
    agreements: list[Party]
    counts: OrganizationCounts = Field(description=COUNTS)


class OrganizationRecord(Organization):
    next: str | None = Field(description=_("Where the facts go on."))
    corrections: list[CorrectionAnswered]


class Place(Record):
    slug: Slug
    name: str
    kind: Literal[*models.Place.Kind.values]
    country: Slug
    parent: Slug | None
    names: list[Named]
    identifiers: list[Identifier]
    latitude: float | None
    longitude: float | None


class PlaceRecord(Place):
    corrections: list[CorrectionAnswered]
