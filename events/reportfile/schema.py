"""What a report file and an authority file hold. `manage.py report_schema` prints this as JSON Schema.

Every scalar is text in YAML and becomes what its field says. An absent key, an empty one and `null` mean the same:
not said. Field order here is the order in which files are written.
"""

import re
from typing import Annotated, Any, Literal

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationInfo,
    field_validator,
    model_validator,
)

from archive.dates import Basis
from archive.identity.decisions import Judgement
from archive.identity.registers import SCHEMES
from events.models import Agreement, Capacity, Choice, Detail, Forum, Party, Report, ReportLink, Session
from events.models.citations import Mode, Standing
from events.reportfile.fields import (
    Count,
    Day,
    Digest,
    Edtf,
    Key,
    Language,
    Latitude,
    Longitude,
    Note,
    Opening,
    Ordinal,
    Prose,
    SessionId,
    Slug,
    Url,
    edtf,
    line,
    one_of,
    scheme_of,
)
from events.roles import MentionRole
from orgs.models import Organization, OrganizationIdentifier, OrganizationName, Place, PlaceIdentifier, PlaceName
from people.models import PersonIdentifier, PersonName


class Item(BaseModel):
    """One mapping of a file: unknown keys are refused."""

    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)


# --- what a report states -------------------------------------------------------------------------------------------


class CapacityItem(Item):
    title: line(300) = ""
    """The title as printed."""
    organization: Slug | None = None
    """The body, by its slug."""
    printed: line(300) = ""
    """The body as printed."""
    relation: one_of(Capacity.Relation) = "for"

    @model_validator(mode="after")
    def _says_something(self) -> "CapacityItem":
        if not self.title and not self.organization:
            raise ValueError("has neither title nor organization: give one of them")
        if self.printed and not self.organization:
            raise ValueError("has a printed body without its slug: add organization")
        return self


class CitationItem(Item):
    """Where the report states the fact, and in which words."""

    paragraphs: Annotated[tuple[Ordinal, ...], Field(min_length=1, max_length=50)]
    name: line(300) = ""
    role: line(200) = ""
    date: line(200) = ""
    number: line(200) = ""
    words: line(300) = ""
    capacities: tuple[CapacityItem, ...] = ()
    standing: one_of(Standing) = "occurred"
    mode: one_of(Mode) | Literal[""] = ""
    basis: one_of(Basis) | Literal[""] = ""
    inference: Prose = ""
    """Only where a curator infers the fact: why."""
    note: Prose = ""
    reading: line(300) = ""
    """Only where the source misprints: the right reading; the printed words stay."""

    @property
    def unique(self) -> tuple[tuple[int, ...], str, str]:
        """What no other citation of the fact in the report shares."""
        return self.paragraphs, self.name, self.role


Citations = Annotated[tuple[CitationItem, ...], Field(min_length=1)]


class DetailItem(Item):
    property: one_of(Detail.Property)
    value: Annotated[line(500), StringConstraints(min_length=1)]
    language: Language | Literal[""] = ""
    citations: Citations

    @field_validator("value")
    @classmethod
    def _fits(cls, value: str, info: ValidationInfo) -> str:
        name = info.data.get("property")
        if name in ("start", "end") and not re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", value):
            raise ValueError(f"{value[:60]!r} is not a time of day: write it as 09:00")
        return edtf(value) if name == "date" else value


class PlaceItem(Item):
    place: Slug
    citations: Citations


class FigureItem(Item):
    counted: Annotated[line(200), StringConstraints(min_length=1)]
    low: Count | None = None
    high: Count | None = None
    citations: Citations

    @model_validator(mode="after")
    def _bounds(self) -> "FigureItem":
        if self.low is None and self.high is None:
            raise ValueError("has no bound: give low, high or both (more than 80 is low: 81)")
        if self.low is not None and self.high is not None and self.low > self.high:
            raise ValueError(f"low {self.low} is above high {self.high}: swap them")
        return self


class InvolvementItem(Item):
    organization: Slug
    role: Annotated[line(200), StringConstraints(min_length=1)]
    """A controlled role; another printed word is kept and counted as other."""
    citations: Citations


class AppearanceItem(Item):
    person: Slug
    role: Annotated[line(200), StringConstraints(min_length=1)]
    """A controlled role; another printed word is kept and counted as other."""
    citations: Citations


class SessionItem(Item):
    """What a report states of a session; without citations the session is only referred to."""

    session: Key
    """Its key within the forum."""
    citations: tuple[CitationItem, ...] = ()
    details: tuple[DetailItem, ...] = ()
    places: tuple[PlaceItem, ...] = ()
    figures: tuple[FigureItem, ...] = ()
    involvements: tuple[InvolvementItem, ...] = ()
    appearances: tuple[AppearanceItem, ...] = ()


class ForumItem(Item):
    """What a report states of a forum; without citations the forum is only referred to."""

    forum: Slug
    citations: tuple[CitationItem, ...] = ()
    details: tuple[DetailItem, ...] = ()
    places: tuple[PlaceItem, ...] = ()
    figures: tuple[FigureItem, ...] = ()
    involvements: tuple[InvolvementItem, ...] = ()
    appearances: tuple[AppearanceItem, ...] = ()
    sessions: tuple[SessionItem, ...] = ()


class PartyItem(Item):
    organization: Slug | None = None
    person: Slug | None = None
    role: one_of(Party.Role) = "party"
    citations: Citations

    @model_validator(mode="after")
    def _one(self) -> "PartyItem":
        return _body_or_person(self)


class AgreementItem(Item):
    """What a report states of an agreement; without citations the agreement is only referred to."""

    agreement: Slug
    citations: tuple[CitationItem, ...] = ()
    details: tuple[DetailItem, ...] = ()
    parties: tuple[PartyItem, ...] = ()


class MentionItem(Item):
    organization: Slug | None = None
    person: Slug | None = None
    role: one_of(MentionRole)
    citations: Citations

    @model_validator(mode="after")
    def _one(self) -> "MentionItem":
        return _body_or_person(self)


def _body_or_person(item: Any) -> Any:
    if (item.organization is None) == (item.person is None):
        raise ValueError("names a body or a person: give organization or person, one of them")
    return item


class PublisherItem(Item):
    organization: Slug
    printed: line(300) = ""
    paragraph: Ordinal | None = None


class PublishedItem(Item):
    date: Edtf
    basis: one_of(Basis) = "stated"
    printed: line(100) = ""
    paragraph: Ordinal | None = None


class LinkItem(Item):
    kind: one_of(ReportLink.Kind)
    to: Slug


class ReportItem(Item):
    slug: Slug
    """The name of the file without .yaml."""
    kind: one_of(Report.Kind)
    title: line(500) = ""
    """As printed."""
    label: line(300) = ""
    """A curator's name, where no title is printed."""
    language: Language
    publisher: PublisherItem | None = None
    published: PublishedItem | None = None
    url: Url | Literal[""] = ""
    archived_url: Url | Literal[""] = ""
    retrieved: Day | None = None
    links: tuple[LinkItem, ...] = ()
    entered: one_of(Report.Entered) = "whole"
    """Whether the file holds all that the report states."""
    notes: tuple[Note, ...] = ()

    @model_validator(mode="after")
    def _named(self) -> "ReportItem":
        if not self.title and not self.label:
            raise ValueError("has no name: give the printed title, or a label where none is printed")
        return self


class TextItem(Item):
    """The text the report is read from; the text itself is not in the file."""

    file: line(200)
    sha256: Digest
    paragraphs: Ordinal
    openings: tuple[Opening, ...] = ()
    """The first three words of each paragraph."""

    @model_validator(mode="after")
    def _openings_fit(self) -> "TextItem":
        if self.openings and len(self.openings) != self.paragraphs:
            raise ValueError(
                f"has {len(self.openings)} openings for {self.paragraphs} paragraphs: give one for each, or none"
            )
        return self


# --- what is known beyond reports -----------------------------------------------------------------------------------


class NameItem(Item):
    text: Annotated[line(300), StringConstraints(min_length=1)]
    language: Language | Literal[""] = ""
    source: line(300) = ""


class PlaceNameItem(NameItem):
    kind: one_of(PlaceName.Kind) = "alias"


class OrganizationNameItem(NameItem):
    kind: one_of(OrganizationName.Kind) = "alias"


class PersonNameItem(NameItem):
    kind: one_of(PersonName.Kind) = "alias"


class IdentifierItem(Item):
    """What a register elsewhere calls the record."""

    scheme: str
    value: line(200)
    """The identifier, or its address."""
    source: line(300) = ""

    @field_validator("value")
    @classmethod
    def _normal(cls, value: str, info: ValidationInfo) -> str:
        scheme = SCHEMES.get(info.data.get("scheme", ""))
        return scheme.normal(value) if scheme else value


class PlaceIdentifierItem(IdentifierItem):
    scheme: scheme_of(PlaceIdentifier)


class OrganizationIdentifierItem(IdentifierItem):
    scheme: scheme_of(OrganizationIdentifier)


class PersonIdentifierItem(IdentifierItem):
    scheme: scheme_of(PersonIdentifier)


class PlaceDefinition(Item):
    slug: Slug
    kind: one_of(Place.Kind)
    name: Annotated[line(200), StringConstraints(min_length=1)]
    parent: Slug | None = None
    country: Slug | None = None
    latitude: Latitude | None = None
    longitude: Longitude | None = None
    source: line(300) = ""
    names: tuple[PlaceNameItem, ...] = ()
    identifiers: tuple[PlaceIdentifierItem, ...] = ()

    @model_validator(mode="after")
    def _in_a_country(self) -> "PlaceDefinition":
        if (self.kind == "country") != (self.country is None) or (self.kind == "country" and self.parent):
            raise ValueError("a city or region needs country, a country has neither country nor parent")
        if (self.latitude is None) != (self.longitude is None):
            raise ValueError("has one of latitude and longitude: give both or none")
        return self


class OrganizationDefinition(Item):
    slug: Slug
    name: Annotated[line(300), StringConstraints(min_length=1)]
    abbreviation: line(60) = ""
    kind: one_of(Organization.Kind)
    parent: Slug | None = None
    country: Slug | None = None
    note: line(300) = ""
    source: line(300) = ""
    names: tuple[OrganizationNameItem, ...] = ()
    identifiers: tuple[OrganizationIdentifierItem, ...] = ()


class PersonDefinition(Item):
    slug: Slug
    name: Annotated[line(200), StringConstraints(min_length=1)]
    family: line(100) = ""
    given: line(100) = ""
    note: line(300) = ""
    source: line(300) = ""
    confirmed: Prose = ""
    """If it is certain that all said of the record is of one person: why."""
    names: tuple[PersonNameItem, ...] = ()
    identifiers: tuple[PersonIdentifierItem, ...] = ()


class ListedDefinition(Item):
    slug: Slug
    name: Annotated[line(200), StringConstraints(min_length=1)]
    description: Prose = ""


class ChoiceItem(Item):
    property: one_of(Choice.Property)
    value: Annotated[line(500), StringConstraints(min_length=1)]
    reason: Annotated[Prose, StringConstraints(min_length=1)]


class SessionDefinition(Item):
    key: Key
    kind: one_of(Session.Kind)
    label: line(300) = ""
    parent: Key | None = None
    order: Count | None = None
    topics: tuple[Slug, ...] = ()
    choices: tuple[ChoiceItem, ...] = ()


class ForumDefinition(Item):
    slug: Slug
    kind: one_of(Forum.Kind)
    coverage: one_of(Forum.Coverage) = "reported"
    label: line(300) = ""
    summary: Prose = ""
    part_of: Slug | None = None
    series: Slug | None = None
    topics: tuple[Slug, ...] = ()
    choices: tuple[ChoiceItem, ...] = ()
    sessions: tuple[SessionDefinition, ...] = ()


class AgreementDefinition(Item):
    slug: Slug
    kind: one_of(Agreement.Kind)
    label: line(300) = ""


class DecisionItem(Item):
    kind: Literal["place", "organization", "person", "forum", "session"]
    record: Slug | SessionId
    """The record judged."""
    other: Slug | SessionId
    """The record it is compared with; kept where they are the same."""
    judgement: one_of(Judgement)
    reason: Annotated[Prose, StringConstraints(min_length=1)]
    decided_on: Day | None = None

    @model_validator(mode="after")
    def _two(self) -> "DecisionItem":
        if self.record == self.other:
            raise ValueError("is about one record: name two")
        if {"." in self.record, "." in self.other} != {self.kind == "session"}:
            raise ValueError("has an address of another kind: sessions, and only they, are written as forum-slug.key")
        return self


class Definitions(Item):
    """Records known beyond reports. In a report file: those that are new, or equal to what the archive has."""

    places: tuple[PlaceDefinition, ...] = ()
    organizations: tuple[OrganizationDefinition, ...] = ()
    persons: tuple[PersonDefinition, ...] = ()
    series: tuple[ListedDefinition, ...] = ()
    topics: tuple[ListedDefinition, ...] = ()
    forums: tuple[ForumDefinition, ...] = ()
    agreements: tuple[AgreementDefinition, ...] = ()
    decisions: tuple[DecisionItem, ...] = ()


REPORT_FORMAT: Any = Literal["rostrum-report/1"]
AUTHORITY_FORMAT: Any = Literal["rostrum-authority/1"]


class WithdrawnItem(Item):
    """A report that is no longer published: its address says so."""

    slug: Slug
    on: Day


class RemovedItem(Item):
    """A person whose data was removed, told by the SHA-256 of the address alone."""

    digest: Digest
    on: Day


class AuthorityFile(Definitions):
    """Records known beyond reports: places, organizations, persons, series, topics, forums, agreements, decisions."""

    format: AUTHORITY_FORMAT
    based_on: Digest | None = None
    withdrawn: tuple[WithdrawnItem, ...] = ()
    """Reports whose addresses answer that they are gone."""
    removed: tuple[RemovedItem, ...] = ()
    """People whose addresses answer so, and whom no file brings back."""


class ReportFile(Item):
    """All that one report states."""

    format: REPORT_FORMAT
    based_on: Digest | None = None
    """The digest of the facts this file was made from; written by export, so that a hand edit is not reverted."""
    report: ReportItem
    text: TextItem | None = None
    definitions: Definitions = Definitions()
    forums: tuple[ForumItem, ...] = ()
    agreements: tuple[AgreementItem, ...] = ()
    mentions: tuple[MentionItem, ...] = ()
