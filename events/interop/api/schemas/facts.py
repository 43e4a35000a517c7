"""Who had a part in forums: facts, each with the passages that state it."""

from typing import Literal

from django.utils.translation import gettext_noop as _
from pydantic import Field

from events.interop.api.schemas.base import AppearanceId, Capacity, Citation, Event, ModeWord, Record, Slug
from events.roles import BodyRole, PersonRole, RoleGroup


class Appearance(Event):
    """A person in a forum or session in a role."""

    role: Literal[*PersonRole.values]
    role_group: Literal[*RoleGroup.values]
    capacities: list[Capacity] = Field(description=_("Titles and bodies, by all citations."))
    organization: Slug | None = Field(description=_("The body that the earliest citation prints."))
    name_as_printed: str | None
    title_as_printed: str | None
    mode: ModeWord | None
    citations: list[Citation]


class Involvement(Event):
    """An organization in a forum or session in a role."""

    role: Literal[*BodyRole.values]
    printed: str | None = Field(description=_("The name printed for it, by the earliest citation."))
    citations: list[Citation]


class ListedAppearance(Appearance, Record):
    id: AppearanceId
    person: Slug


class ListedInvolvement(Involvement, Record):
    organization: Slug
