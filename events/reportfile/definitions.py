"""Definitions of records known beyond reports: read from the archive, compared, and written to it.

A definition that the archive does not have is made; an equal one changes nothing; one that differs is written only
where the caller says so. A record that no file names stays.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import models

from archive.names import Name
from events.models import (
    Agreement,
    Choice,
    Forum,
    ForumDecision,
    ForumTopic,
    Series,
    Session,
    SessionDecision,
    Topic,
)
from events.reportfile.reading import Loc
from events.reportfile.schema import (
    AgreementDefinition,
    DecisionItem,
    Definitions,
    ForumDefinition,
    Item,
    ListedDefinition,
    OrganizationDefinition,
    PersonDefinition,
    PlaceDefinition,
)
from events.reportfile.slugs import Slugs
from orgs.models import Organization, OrganizationDecision, OrganizationName, Place, PlaceDecision, PlaceName
from people.models import Person, PersonDecision, PersonName


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


KINDS = (
    Kind(
        "places",
        "place",
        PlaceDefinition,
        Place,
        ("kind", "name", "latitude", "longitude", "source"),
        {"parent": "place", "country": "place"},
        PlaceName,
    ),
    Kind(
        "organizations",
        "organization",
        OrganizationDefinition,
        Organization,
        ("name", "abbreviation", "kind", "note", "source"),
        {"parent": "organization", "country": "place"},
        OrganizationName,
    ),
    Kind("persons", "person", PersonDefinition, Person, ("name", "family", "given", "note", "source"), {}, PersonName),
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
DECISIONS: dict[str, type[models.Model]] = {
    "place": PlaceDecision,
    "organization": OrganizationDecision,
    "person": PersonDecision,
    "forum": ForumDecision,
    "session": SessionDecision,
}
SESSION_COLUMNS = ("kind", "label", "order")


# --- reading --------------------------------------------------------------------------------------------------------


def stored_definitions(kind: Kind, slugs: Collection[str] | None = None) -> dict[str, Item]:
    """The archive's definitions of one kind, by slug, in order of slug; of all records or of those named."""
    rows = kind.model._base_manager.order_by("slug")
    if slugs is not None:
        rows = rows.filter(slug__in=slugs)
    links = {f"{link}__slug": link for link in kind.links}
    found = {
        row["slug"]: {links.get(name, name): _as_said(value) for name, value in row.items()}
        for row in rows.values("slug", *kind.columns, *links)
    }
    if kind.names:
        _add_names(kind, found)
    if kind.kind == "forum":
        _add_forum_parts(found)
    return {slug: kind.shape.model_validate(row) for slug, row in found.items()}


def _as_said(value: Any) -> Any:
    return None if value is None else value if isinstance(value, str) else float(value)


def _add_names(kind: Kind, found: dict[str, dict[str, Any]]) -> None:
    assert kind.names
    rows = kind.names._base_manager.filter(**{f"{kind.kind}__slug__in": found}).order_by("kind", "text", "pk")
    for slug, *name in rows.values_list(f"{kind.kind}__slug", "text", "language", "source", "kind"):
        item = dict(zip(("text", "language", "source", "kind"), name, strict=True))
        found[slug].setdefault("names", []).append(item)


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


def stored_decisions() -> list[DecisionItem]:
    """All decisions, by kind and the slugs of the two records."""
    return [item for kind, model in DECISIONS.items() for item in _decisions(kind, model)]


def _decisions(kind: str, model: type[models.Model]) -> list[DecisionItem]:
    rows = model._base_manager.select_related("record", "other")
    if kind == "session":
        rows = rows.select_related("record__forum", "other__forum")
    items = [
        DecisionItem(
            kind=kind,
            record=_address(row.record),
            other=_address(row.other),
            judgement=row.judgement,
            reason=row.reason,
            decided_on=row.decided_on,
        )
        for row in rows
    ]
    return sorted(items, key=lambda item: (item.record, item.other))


def _address(record: Any) -> str:
    return record.public_id if isinstance(record, Session) else record.slug


def in_order(definitions: Definitions) -> Definitions:
    """The same definitions as the archive writes them: lists whose order means nothing are sorted."""

    def by(items: Iterable[Any], *keys: str) -> tuple[Any, ...]:
        return tuple(sorted(items, key=lambda item: tuple(getattr(item, key) for key in keys)))

    def holder(item: Any) -> Any:
        update = {"topics": tuple(sorted(item.topics)), "choices": by(item.choices, "property")}
        if isinstance(item, ForumDefinition):
            update["sessions"] = by((holder(session) for session in item.sessions), "key")
        return item.model_copy(update=update)

    def named(item: Any) -> Any:
        return item.model_copy(update={"names": by(item.names, "kind", "text")}) if item.names else item

    lists = {kind.list: by(getattr(definitions, kind.list), "slug") for kind in KINDS}
    for name in ("places", "organizations", "persons"):
        lists[name] = tuple(named(item) for item in lists[name])
    lists["forums"] = tuple(holder(item) for item in lists["forums"])
    lists["decisions"] = by(definitions.decisions, "kind", "record", "other")
    return definitions.model_copy(update=lists)


# --- writing --------------------------------------------------------------------------------------------------------


@dataclass
class Change:
    """One definition to be written, and what the archive has under its slug."""

    kind: Kind
    item: Any
    before: Any | None

    @property
    def lines(self) -> Iterator[str]:
        name = f"{self.kind.kind} {self.item.slug}"
        if self.before is None:
            yield f"+ {name}"
            return
        for column in type(self.item).model_fields:
            was, now = getattr(self.before, column), getattr(self.item, column)
            if was != now:
                yield f"~ {name}: {column}: {_brief(was)} → {_brief(now)}"


def _brief(value: Any) -> str:
    if isinstance(value, tuple):
        return "[" + ", ".join(_brief(item) for item in value) + "]"
    if isinstance(value, Item):
        return " ".join(str(part) for part in value.model_dump(exclude_defaults=True).values())
    return "(none)" if value in (None, "") else str(value)


def changes(definitions: Definitions) -> list[Change]:
    """The definitions that are new to the archive or differ from it."""
    found: list[Change] = []
    for kind in KINDS:
        if items := getattr(definitions, kind.list):
            before = stored_definitions(kind, {item.slug for item in items})
            found += [Change(kind, item, before.get(item.slug)) for item in items if item != before.get(item.slug)]
    return found


def defined(definitions: Definitions) -> set[tuple[str, str]]:
    """The records that are defined: (kind, slug)."""
    records = {(kind.kind, item.slug) for kind in KINDS for item in getattr(definitions, kind.list)}
    return records | {("session", f"{forum.slug}.{part.key}") for forum in definitions.forums for part in forum.sessions}


def unknown_slugs(
    definitions: Definitions, slugs: Slugs, known: Collection[tuple[str, str]]
) -> Iterator[tuple[Loc, str, str]]:
    """Where a definition refers to a record that neither the archive has nor is among `known`: (place, kind, slug)."""
    links = list(_links(definitions))
    wanted: dict[str, set[str]] = defaultdict(set)
    for _, kind, slug in links:
        wanted[kind].add(slug)
    slugs.find(wanted)
    for loc, kind, slug in links:
        if (kind, slug) not in known and slugs.get(kind, slug) is None:
            yield loc, kind, slug


def _links(definitions: Definitions) -> Iterator[tuple[Loc, str, str]]:
    for kind in KINDS:
        for i, item in enumerate(getattr(definitions, kind.list)):
            for link, to in kind.links.items():
                if slug := getattr(item, link):
                    yield (kind.list, i, link), to, slug
    for i, forum in enumerate(definitions.forums):
        holders: list[tuple[Loc, Any]] = [(("forums", i), forum)]
        holders += [(("forums", i, "sessions", j), part) for j, part in enumerate(forum.sessions)]
        for loc, holder in holders:
            yield from (((*loc, "topics", n), "topic", topic) for n, topic in enumerate(holder.topics))
            if parent := getattr(holder, "parent", None):
                yield (*loc, "parent"), "session", f"{forum.slug}.{parent}"
    for i, decision in enumerate(definitions.decisions):
        yield ("decisions", i, "record"), decision.kind, decision.record
        yield ("decisions", i, "other"), decision.kind, decision.other


def repeated(definitions: Definitions) -> Iterator[tuple[Loc, str]]:
    """Where a slug, a session's key or a pair is defined a second time: (place, what)."""
    for kind in KINDS:
        yield from _repeats(getattr(definitions, kind.list), (kind.list,), lambda item: item.slug)
    for i, forum in enumerate(definitions.forums):
        yield from _repeats(forum.sessions, ("forums", i, "sessions"), lambda item: item.key)
    pairs = lambda item: f"{item.kind} {' / '.join(sorted((item.record, item.other)))}"  # noqa: E731
    yield from _repeats(definitions.decisions, ("decisions",), pairs)


def _repeats(items: Sequence[Any], loc: Loc, name: Any) -> Iterator[tuple[Loc, str]]:
    seen: set[str] = set()
    for i, item in enumerate(items):
        if name(item) in seen:
            yield (*loc, i), name(item)
        seen.add(name(item))


def circles(definitions: Definitions) -> Iterator[tuple[Loc, str]]:
    """Where a definition stands in itself, through others of the same list or at once: (place, slug)."""
    for kind in KINDS:
        items = getattr(definitions, kind.list)
        for link, to in kind.links.items():
            if to == kind.kind:
                yield from _circles(items, (kind.list,), "slug", link)
    for i, forum in enumerate(definitions.forums):
        yield from _circles(forum.sessions, ("forums", i, "sessions"), "key", "parent")


def _circles(items: Sequence[Any], loc: Loc, name: str, link: str) -> Iterator[tuple[Loc, str]]:
    above = {getattr(item, name): getattr(item, link) for item in items}
    for i, item in enumerate(items):
        slug, seen = getattr(item, link), {getattr(item, name)}
        while slug is not None and slug not in seen:
            seen.add(slug)
            slug = above.get(slug)
        if slug == getattr(item, name):
            yield (*loc, i, link), slug


def write_definitions(found: Sequence[Change], slugs: Slugs) -> None:
    """Make or change the records; what they refer to is known to the archive or among them."""
    wanted: dict[str, set[str]] = defaultdict(set)
    for change in found:
        for link, to in change.kind.links.items():
            wanted[to].add(getattr(change.item, link) or "")
    slugs.find({kind: names - {""} for kind, names in wanted.items()})
    for kind in KINDS:
        of_kind = [change for change in found if change.kind is kind]
        _write_rows(kind, of_kind, slugs)
        if kind.names:
            for change in of_kind:
                _write_names(kind, change, slugs)
    _write_forum_parts([change for change in found if change.kind.kind == "forum"], slugs)


def _write_rows(kind: Kind, found: Sequence[Change], slugs: Slugs) -> None:
    for change in (change for change in found if change.before is not None):
        row = kind.model._base_manager.get(slug=change.item.slug)
        _fill(row, kind, change.item, slugs)
        row.save()
    new = [change.item for change in found if change.before is None]
    for wave in _waves(new, "slug", [link for link, to in kind.links.items() if to == kind.kind]):
        rows = [_fill(kind.model(slug=item.slug), kind, item, slugs) for item in wave]
        kind.model._base_manager.bulk_create(rows)
        slugs.ids[kind.kind] |= {row.slug: row.pk for row in rows}


def _waves(items: Sequence[Any], name: str, links: Sequence[str]) -> Iterator[list[Any]]:
    """The items in waves, so that each follows what it refers to."""
    waiting = {getattr(item, name): item for item in items}
    while waiting:
        wave = [item for item in waiting.values() if not any(getattr(item, link) in waiting for link in links)]
        yield wave
        for item in wave:
            del waiting[getattr(item, name)]


def _fill(row: Any, kind: Kind, item: Any, slugs: Slugs) -> Any:
    for column in kind.columns:
        setattr(row, column, getattr(item, column))
    for link, to in kind.links.items():
        setattr(row, f"{link}_id", slugs.get(to, getattr(item, link)))
    return row


def _write_names(kind: Kind, change: Change, slugs: Slugs) -> None:
    assert kind.names
    owner = {f"{kind.kind}_id": slugs.get(kind.kind, change.item.slug) or _pk(kind.model, change.item.slug)}
    rows = {} if change.before is None else {
        (row.kind, row.text): row for row in kind.names._base_manager.filter(**owner)  # type: ignore[attr-defined]
    }
    for item in change.item.names:
        row = rows.pop((item.kind, item.text), None) or kind.names(**owner, kind=item.kind, text=item.text)
        if row.pk is None or (row.language, row.source) != (item.language, item.source):
            row.language, row.source = item.language, item.source
            row.save()
    for row in rows.values():
        row.delete()


def _pk(model: type[models.Model], slug: str) -> int:
    return model._base_manager.values_list("pk", flat=True).get(slug=slug)


def _write_forum_parts(found: Sequence[Change], slugs: Slugs) -> None:
    for change in found:
        forum = slugs.get("forum", change.item.slug) or _pk(Forum, change.item.slug)
        sessions = _write_sessions(forum, change.item.sessions)
        slugs.ids["session"] |= {f"{change.item.slug}.{key}": row.pk for key, row in sessions.items()}
        holders = [(None, change.item), *((sessions[part.key].pk, part) for part in change.item.sessions)]
        _write_topics(forum, holders, slugs)
        _write_choices(forum, holders)


def _write_sessions(forum: int, items: Sequence[Any]) -> dict[str, Session]:
    """The forum's sessions by key; one that the definition no longer names stays: its address does not die."""
    rows = {row.key: row for row in Session.objects.filter(forum=forum)}
    for wave in _waves(items, "key", ["parent"]):
        for item in wave:
            row = rows.setdefault(item.key, Session(forum_id=forum, key=item.key))
            values = {column: getattr(item, column) for column in SESSION_COLUMNS}
            values["parent_id"] = rows[item.parent].pk if item.parent else None
            if row.pk is None or any(getattr(row, column) != value for column, value in values.items()):
                for column, value in values.items():
                    setattr(row, column, value)
                row.save()
    return rows


def _write_topics(forum: int, holders: Sequence[tuple[int | None, Any]], slugs: Slugs) -> None:
    slugs.find({"topic": {topic for _, item in holders for topic in item.topics}})
    wanted = {(session, slugs.get("topic", topic)) for session, item in holders for topic in item.topics}
    rows = {(row.session_id, row.topic_id): row for row in ForumTopic.objects.filter(forum=forum)}
    ForumTopic.objects.filter(pk__in=[row.pk for key, row in rows.items() if key not in wanted]).delete()
    ForumTopic.objects.bulk_create(
        ForumTopic(forum_id=forum, session_id=session, topic_id=topic) for session, topic in sorted(wanted - rows.keys(), key=str)
    )


def _write_choices(forum: int, holders: Sequence[tuple[int | None, Any]]) -> None:
    rows = {(row.session_id, row.property): row for row in Choice.objects.filter(forum=forum)}
    for session, item in holders:
        for choice in item.choices:
            row = rows.pop((session, choice.property), None) or Choice(
                forum_id=forum, session_id=session, property=choice.property
            )
            if (row.value, row.reason) != (choice.value, choice.reason):
                row.value, row.reason = choice.value, choice.reason
                row.save()
    for row in rows.values():
        row.delete()


# --- decisions ------------------------------------------------------------------------------------------------------


def decision_changes(items: Sequence[DecisionItem]) -> list[tuple[DecisionItem, DecisionItem | None]]:
    """The decisions that are new or differ, each with what the archive has decided on the pair."""
    stored = {_pair(item): item for item in (stored_decisions() if items else [])}
    found = [(item, stored.get(_pair(item))) for item in items]
    return [(item, before) for item, before in found if before is None or _unlike(item, before)]


def _unlike(item: DecisionItem, before: DecisionItem) -> bool:
    """A file that does not say when something was decided agrees with any day."""
    return item != (before if item.decided_on else before.model_copy(update={"decided_on": None}))


def _pair(item: DecisionItem) -> tuple[str, frozenset[str]]:
    return item.kind, frozenset((item.record, item.other))


def write_decision(item: DecisionItem, slugs: Slugs) -> None:
    """Make the decision, or change the one on this pair. Raises IntegrityError where it contradicts others."""
    slugs.find({item.kind: {item.record, item.other}})
    record, other = slugs.get(item.kind, item.record), slugs.get(item.kind, item.other)
    model: Any = DECISIONS[item.kind]
    row = model.objects.filter(
        models.Q(record=record, other=other) | models.Q(record=other, other=record)
    ).first() or model(record_id=record, other_id=other)
    row.record_id, row.other_id, row.judgement, row.reason = record, other, item.judgement, item.reason
    if item.decided_on:
        row.decided_on = item.decided_on
    row.save()

