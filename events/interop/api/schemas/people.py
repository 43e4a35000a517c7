"""People."""

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
from events.interop.api.schemas.facts import Appearance
from people.namesakes import CONFIRMED, PRINTED, SEVERAL


class PersonCounts(Form):
    appearances: int
    mentions: int
    agreements: int


class Person(Record):
    slug: Slug
    name: str
    note: str | None
    names: list[Named]
    identifiers: list[Identifier]
    appearances: list[Appearance]
    mentions: list[Mention]
    agreements: list[Party]
    counts: PersonCounts = Field(description=COUNTS)


class Identity(Form):
    """How sure it is that all that is said is of one person."""

    status: Literal[*(one.value for one in (PRINTED, SEVERAL, CONFIRMED))]
    why: str


class PersonRecord(Person):
    next: str | None = Field(description=_("Where the facts go on."))
    corrections: list[CorrectionAnswered]
    identity: Identity
