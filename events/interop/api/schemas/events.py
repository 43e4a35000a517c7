"""Forums, sessions, reports, agreements, and what curators assign from."""

from typing import Literal

from django.utils.translation import gettext_noop as _
from pydantic import Field

from events import models
from events.interop.api.schemas.base import (
    Citation,
    CorrectionAnswered,
    Dates,
    Edtf,
    Figure,
    Held,
    Party,
    Record,
    SessionId,
    Slug,
)


class Forum(Record):
    slug: Slug
    name: str = Field(description=_("The title, else a curator’s name for it."))
    title: str | None
    kind: Literal[*models.Forum.Kind.values]
    coverage: Literal[*models.Forum.Coverage.values]
    dates: Dates
    places: list[Held]
    part_of: Slug | None
    series: Slug | None
    figures: list[Figure]
    citations: list[Citation]


class ForumRecord(Forum):
    corrections: list[CorrectionAnswered]


class Session(Record):
    id: SessionId
    forum: Slug
    name: str
    title: str | None
    kind: Literal[*models.Session.Kind.values]
    order: int | None = Field(description=_("Its place in the programme, where that is known."))
    parent: SessionId | None
    dates: Dates
    places: list[Held]
    figures: list[Figure]
    citations: list[Citation]


class SessionRecord(Session):
    corrections: list[CorrectionAnswered]


class Report(Record):
    slug: Slug
    title: str | None
    name: str
    kind: Literal[*models.Report.Kind.values]
    publisher: Slug | None
    publisher_as_printed: str | None
    author: Slug | None
    author_as_printed: str | None
    published: Edtf | None
    published_as_printed: str | None
    language: str = Field(description=_("A language tag: en, zh-Hans."))
    entered: Literal[*models.Report.Entered.values]
    url: str | None = Field(description=_("Where it was published."))
    file: str | None
    counts: dict[str, int] = Field(description=_("How much it states, of each kind."))


class ReportRecord(Report):
    corrections: list[CorrectionAnswered]


class Agreement(Record):
    slug: Slug
    name: str
    title: str | None
    kind: Literal[*models.Agreement.Kind.values]
    dates: Dates
    parties: list[Party]
    citations: list[Citation]


class AgreementRecord(Agreement):
    corrections: list[CorrectionAnswered]


class Listed(Record):
    """What curators assign from."""

    slug: Slug
    name: str
    description: str | None


class Series(Listed):
    """Forums that follow one another under one idea."""


class Topic(Listed):
    """What a forum or session is about."""
