"""Forms that several kinds share."""

from typing import Annotated, Any, Literal

from django.utils.translation import gettext_noop as _
from pydantic import BaseModel, ConfigDict, Field

from archive.dates import Basis
from archive.identity.names import SLUG
from archive.identity.registers import SCHEMES
from events import models
from events.models.citations import Mode, Standing

Slug = Annotated[str, Field(pattern=f"^{SLUG}$")]
AppearanceId = Annotated[
    str,
    Field(
        pattern=rf"^{SLUG}(?:\.{SLUG}){{2,3}}$",
        description=_("The forum or session, the person and the role, with points between them."),
    ),
]
SessionId = Annotated[str, Field(pattern=rf"^{SLUG}\.{SLUG}$", description=_("The forum’s slug, a point and a key."))]
Day = Annotated[str, Field(json_schema_extra={"format": "date"})]
Edtf = Annotated[
    str, Field(description=_("A date as EDTF has it (ISO 8601-2); it is no more precise than what is known."))
]
BasisWord = Literal[*Basis.values]
ModeWord = Literal[*(value for value in Mode.values if value)]
StandingWord = Literal[*Standing.values]
COUNTS = _("How many facts of each kind there are: a list tells the first ten of each, a page of one record a hundred.")
RelationWord = Literal[*models.Capacity.Relation.values]


def tidy(schema: dict[str, Any]) -> None:
    """No titles that repeat names, no default for what is left out; and within a version more may come."""
    schema.pop("additionalProperties", None)
    for said in schema.get("properties", {}).values():
        said.pop("title", None)
        said.pop("default", None)


def tidy_record(schema: dict[str, Any]) -> None:
    """All properties are there, unless `fields` asks for some: that is why none is said to be required."""
    tidy(schema)
    schema.pop("required", None)


class Form(BaseModel):
    model_config = ConfigDict(extra="forbid", json_schema_extra=tidy)


class Record(Form):
    """What stands at the top of an answer; `fields` may ask for less of it."""

    model_config = ConfigDict(json_schema_extra=tidy_record)


class Printed(Form):
    """The words printed there, letter for letter, by what they are; only those that are."""

    name: str = ""
    title: str = ""
    body: str = ""
    role: str = ""
    date: str = ""
    number: str = ""
    words: str = ""


class Citation(Form):
    """The passage of a report that states a fact."""

    report: Slug
    paragraphs: list[int] = Field(description=_("Numbers of paragraphs, the first is 1; blank lines do not count."))
    printed: Printed
    standing: StandingWord = Field(description=_("Whether it happened, by this report."))
    basis: BasisWord = Field("stated", description=_("What the value rests on, where that is said."))
    inference: str = Field("", description=_("Why a curator infers it."))
    note: str = ""
    right_reading: str = Field("", description=_("What is meant, where the report has a misprint."))


class Dates(Form):
    edtf: Edtf | None
    printed: str | None = Field(description=_("The date as a report prints it."))
    earliest: Day | None = Field(description=_("The first day that it can be; null where it is open or not known."))
    latest: Day | None = Field(description=_("The last day that it can be."))
    basis: BasisWord | None


class Held(Form):
    """A place where something was, or was to be, held."""

    slug: Slug
    name: str
    country: Slug
    standing: StandingWord
    citations: list[Citation]


class Figure(Form):
    """A number that reports give: of what, and between which whole numbers it lies."""

    counted: str
    printed: str | None
    low: int | None
    high: int | None
    citations: list[Citation]


class Capacity(Form):
    """A title or body that is printed with a person."""

    title: str | None
    organization: Slug | None
    organization_as_printed: str | None
    relation: RelationWord


class Named(Form):
    """A form of a name; of kind `printed` where reports print it."""

    text: str
    kind: str


class Identifier(Form):
    """What a register elsewhere calls the record."""

    scheme: Literal[*SCHEMES]
    value: str
    uri: str = Field(description=_("Its address, whole."))


class Mention(Form):
    """Somebody or something named outside of any forum."""

    role: str
    citations: list[Citation]


class Party(Form):
    """Who made an agreement."""

    agreement: Slug
    organization: Slug | None
    person: Slug | None
    role: str
    citations: list[Citation]


class CorrectionAnswered(Form):
    """What a reader said is wrong, as it was answered."""

    answered: Day | None
    about: str | None = Field(description=_("The address of the record."))
    answer: Literal[*(value for value in models.Correction.Answer.values if value)]
    words: str


class Event(Form):
    """Where in the programmes it was."""

    forum: Slug
    session: SessionId | None
