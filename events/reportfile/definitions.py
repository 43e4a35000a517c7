"""Definitions of records known beyond reports: how each kind is kept, and what the archive has."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import models

from archive.identity.identifiers import Identifier
from archive.identity.names import Name
from events.models import Agreement, Choice, Forum, ForumTopic, Series, Session, Topic
from events.reportfile.schema import (
    AgreementDefinition,
    Definitions,
    ForumDefinition,
    Item,
    ListedDefinition,
    OrganizationDefinition,
    PersonDefinition,
    PlaceDefinition,
)
from orgs.models import Organization, OrganizationIdentifier, OrganizationName, Place, PlaceIdentifier, PlaceName
from people.models import Person, PersonIdentifier, PersonName


@dataclass(frozen=True)
class Part:
    """A list of a definition: what tells its items apart, what else they say, and how a message calls one."""

    list: str
    key: tuple[str, ...]
    said: tuple[str, ...]
    words: str

    @property
    def columns(self) -> tuple[str, ...]:
        return (*self.key, *self.said)

    def key_of(self, item: Any) -> tuple[Any, ...]:
        return tuple(getattr(item, column) for column in self.key)


PARTS = (
    Part("names", ("kind", "text"), ("language", "source"), "the %s name %s"),
    Part("identifiers", ("scheme", "value"), ("source",), "the %s identifier %s"),
)


@dataclass(frozen=True)
class Kind:
    """How one list of definitions is kept in the archive."""

    list: str
    kind: str
    shape: type[Item]
    model: type[models.Model]
    columns: tuple[str, ...]
    links: dict[str, str] = field(default_factory=dict)
    names: type[Name] | None = None
    identifiers: type[Identifier] | None = None

    @property
    def parts(self) -> "list[Part]":
        """The lists of rows that a definition of the kind holds beside its columns."""
        models = {"names": self.names, "identifiers": self.identifiers}
        return [part for part in PARTS if models[part.list]]

    def rows(self, part: Part) -> Any:
        """The rows of a list of parts, in the archive."""
        return getattr(self, part.list)._base_manager


KINDS = (
    Kind(
        "places",
        "place",
        PlaceDefinition,
        Place,
        ("kind", "name", "latitude", "longitude", "source"),
        {"parent": "place", "country": "place"},
        PlaceName,
        PlaceIdentifier,
    ),
    Kind(
        "organizations",
        "organization",
        OrganizationDefinition,
        Organization,
        ("name", "abbreviation", "kind", "note", "source"),
        {"parent": "organization", "country": "place"},
        OrganizationName,
        OrganizationIdentifier,
    ),
    Kind(
        "persons",
        "person",
        PersonDefinition,
        Person,
        ("name", "family", "given", "note", "source", "confirmed"),
        {},
        PersonName,
        PersonIdentifier,
    ),
    Kind("series", "series", ListedDefinition, Series, ("name", "description")),
    Kind("topics", "topic", ListedDefinition, Topic, ("name", "description")),
    Kind(
        "forums",
        "forum",
        ForumDefinition,
        Forum,
        ("kind", "coverage", "label", "summary"),
        {"part_of": "forum", "series": "series"},
    ),
    Kind("agreements", "agreement", AgreementDefinition, Agreement, ("kind", "label")),
)


def stored_definitions(kind: Kind, slugs: Collection[str] | None = None) -> dict[str, Item]:
    """The archive's definitions of one kind, by slug, in order of slug; of all records or of those named."""
    rows = kind.model._base_manager.all()
    if slugs is not None:
        rows = rows.filter(slug__in=slugs)
    links = {f"{link}__slug": link for link in kind.links}
    found = {
        row["slug"]: {links.get(name, name): _as_said(value) for name, value in row.items()}
        for row in rows.values("slug", *kind.columns, *links)
    }
    for part in kind.parts:
        _add_parts(kind, part, found)
    if kind.kind == "forum":
        _add_forum_parts(found)
    definitions = Definitions.model_validate({kind.list: list(found.values())})
    return {item.slug: item for item in getattr(in_order(definitions), kind.list)}


def _as_said(value: Any) -> Any:
    return None if value is None else value if isinstance(value, str) else float(value)


def _add_parts(kind: Kind, part: Part, found: dict[str, dict[str, Any]]) -> None:
    owner = f"{kind.kind}__slug"
    rows = kind.rows(part).filter(**{f"{owner}__in": found}).order_by(*part.key, "pk")
    for slug, *values in rows.values_list(owner, *part.columns):
        found[slug].setdefault(part.list, []).append(dict(zip(part.columns, values, strict=True)))


def _add_forum_parts(found: dict[str, dict[str, Any]]) -> None:
    holders: dict[tuple[str, str | None], dict[str, Any]] = {(slug, None): row for slug, row in found.items()}
    sessions = Session.objects.filter(forum__slug__in=found).order_by("key")
    for slug, parent, row_kind, key, label, order in sessions.values_list(
        "forum__slug", "parent__key", "kind", "key", "label", "order"
    ):
        row = {"key": key, "kind": row_kind, "label": label, "parent": parent, "order": order}
        holders[slug, key] = row
        found[slug].setdefault("sessions", []).append(row)
    topics = ForumTopic.objects.filter(forum__slug__in=found).order_by("topic__slug")
    for slug, key, topic in topics.values_list("forum__slug", "session__key", "topic__slug"):
        holders[slug, key].setdefault("topics", []).append(topic)
    choices = Choice.objects.filter(forum__slug__in=found).order_by("property")
    for slug, key, *choice in choices.values_list("forum__slug", "session__key", "property", "value", "reason"):
        item = dict(zip(("property", "value", "reason"), choice, strict=True))
        holders[slug, key].setdefault("choices", []).append(item)


def in_order(definitions: Definitions) -> Definitions:
    """The same definitions as the archive writes them: lists whose order means nothing are sorted."""

    def by(items: Iterable[Any], *keys: str) -> tuple[Any, ...]:
        return tuple(sorted(items, key=lambda item: tuple(getattr(item, key) for key in keys)))

    def holder(item: Any) -> Any:
        update = {"topics": tuple(sorted(item.topics)), "choices": by(item.choices, "property")}
        if isinstance(item, ForumDefinition):
            update["sessions"] = by((holder(session) for session in item.sessions), "key")
        return item.model_copy(update=update)

    def in_parts(kind: Kind, item: Any) -> Any:
        update = {part.list: by(getattr(item, part.list), *part.key) for part in kind.parts if getattr(item, part.list)}
        return item.model_copy(update=update) if update else item

    lists = {kind.list: by(getattr(definitions, kind.list), "slug") for kind in KINDS}
    for kind in KINDS:
        lists[kind.list] = tuple(in_parts(kind, item) for item in lists[kind.list])
    lists["forums"] = tuple(holder(item) for item in lists["forums"])
    lists["decisions"] = by(definitions.decisions, "kind", "record", "other")
    return definitions.model_copy(update=lists)
