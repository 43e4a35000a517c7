"""Writing definitions to the archive.

A definition that the archive does not have is made; an equal one changes nothing; one that differs is written only
where the caller says so. A record that no file names stays.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models

from archive.database.bulk import create
from events.models import Choice, Forum, ForumTopic, Session
from events.reportfile.definitions import KINDS, Kind, Part, stored_definitions
from events.reportfile.schema import Definitions, ForumDefinition, Item
from events.reportfile.slugs import Slugs

SESSION_COLUMNS = ("kind", "label", "order")


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


def changes(definitions: Definitions, known: Slugs | None = None) -> list[Change]:
    """The definitions that are new to the archive or differ from it; given the slugs looked up, only those are read."""
    found: list[Change] = []
    for kind in KINDS:
        if items := getattr(definitions, kind.list):
            slugs = {item.slug for item in items if known is None or known.get(kind.kind, item.slug)}
            stored = stored_definitions(kind, slugs) if slugs else {}
            pairs = ((item, _as_far_as_named(item, stored.get(item.slug))) for item in items)
            found += [Change(kind, item, before) for item, before in pairs if item != before]
    return found


def _as_far_as_named(item: Any, before: Any) -> Any:
    """What the archive has, but for sessions that a forum's definition does not name: those stay as they are."""
    if not isinstance(before, ForumDefinition):
        return before
    keys = {part.key for part in item.sessions}
    return before.model_copy(update={"sessions": tuple(part for part in before.sessions if part.key in keys)})


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
        for part in kind.parts:
            _write_parts(kind, part, of_kind, slugs)
    _write_forum_parts([change for change in found if change.kind.kind == "forum"], slugs)


def _write_rows(kind: Kind, found: Sequence[Change], slugs: Slugs) -> None:
    new = [change.item for change in found if change.before is None]
    for wave in _waves(new, "slug", [link for link, to in kind.links.items() if to == kind.kind]):
        rows = [_fill(kind.model(slug=item.slug), kind, item, slugs) for item in wave]
        create(rows)
        slugs.ids[kind.kind] |= {row.slug: row.pk for row in rows}
    for change in found:  # after the new ones, which they may refer to
        if change.before is not None:
            _fill(kind.model._base_manager.get(slug=change.item.slug), kind, change.item, slugs).save()


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
        slug = getattr(item, link)
        setattr(row, f"{link}_id", slugs[to, slug] if slug else None)
    return row


def _write_parts(kind: Kind, part: Part, found: Sequence[Change], slugs: Slugs) -> None:
    """The names or identifiers of records: those that are new in one statement."""
    slugs.find({kind.kind: {change.item.slug for change in found}})
    owner, manager = f"{kind.kind}_id", kind.rows(part)
    old = [slugs[kind.kind, change.item.slug] for change in found if change.before is not None]
    rows = {
        (getattr(row, owner), part.key_of(row)): row for row in (manager.filter(**{f"{owner}__in": old}) if old else ())
    }
    new = []
    for change in found:
        pk = slugs[kind.kind, change.item.slug]
        for item in getattr(change.item, part.list):
            said = {column: getattr(item, column) for column in part.columns}
            row = rows.pop((pk, part.key_of(item)), None)
            if row is None:
                new.append(manager.model(**{owner: pk}, **said))
            elif any(getattr(row, column) != said[column] for column in part.said):
                for column in part.said:
                    setattr(row, column, said[column])
                row.save()
    for row in rows.values():
        row.delete()
    create(new)


def _pk(model: type[models.Model], slug: str) -> int:
    return model._base_manager.values_list("pk", flat=True).get(slug=slug)


def _write_forum_parts(found: Sequence[Change], slugs: Slugs) -> None:
    for change in found:
        forum = slugs.get("forum", change.item.slug) or _pk(Forum, change.item.slug)
        is_new = change.before is None
        sessions = _write_sessions(change.item.sessions, forum, is_new)
        slugs.ids["session"] |= {f"{change.item.slug}.{key}": row.pk for key, row in sessions.items()}
        holders = [(None, change.item), *((sessions[part.key].pk, part) for part in change.item.sessions)]
        _write_topics(holders, slugs, forum, is_new)
        _write_choices(holders, forum, is_new)


def _stored(model: type[models.Model], forum: int, is_new: bool) -> Iterable[Any]:
    """What the archive has of a forum, where nobody need look if it is new."""
    return () if is_new else model._default_manager.filter(forum=forum)


def _write_sessions(items: Sequence[Any], forum: int, is_new: bool) -> dict[str, Session]:
    """The forum's sessions by key; one that the definition no longer names stays: its address does not die."""
    rows: dict[str, Session] = {row.key: row for row in _stored(Session, forum, is_new)}
    for wave in _waves(items, "key", ["parent"]):
        new = []
        for item in wave:
            values = {column: getattr(item, column) for column in SESSION_COLUMNS}
            values["parent_id"] = rows[item.parent].pk if item.parent else None
            row = rows.get(item.key)
            if row is None:
                new.append(Session(forum_id=forum, key=item.key, **values))
            elif any(getattr(row, column) != value for column, value in values.items()):
                for column, value in values.items():
                    setattr(row, column, value)
                row.save()
        create(new)
        rows |= {row.key: row for row in new}
    return rows


def _write_topics(holders: Sequence[tuple[int | None, Any]], slugs: Slugs, forum: int, is_new: bool) -> None:
    slugs.find({"topic": {topic for _, item in holders for topic in item.topics}})
    wanted = {(session, slugs.get("topic", topic)) for session, item in holders for topic in item.topics}
    named = {session for session, _ in holders}
    stored = _stored(ForumTopic, forum, is_new)
    rows = {(row.session_id, row.topic_id): row for row in stored if row.session_id in named}
    if gone := [row.pk for key, row in rows.items() if key not in wanted]:
        ForumTopic.objects.filter(pk__in=gone).delete()
    new = sorted(wanted - rows.keys(), key=str)
    create([ForumTopic(forum_id=forum, session_id=session, topic_id=topic) for session, topic in new])


def _write_choices(holders: Sequence[tuple[int | None, Any]], forum: int, is_new: bool) -> None:
    named = {session for session, _ in holders}
    stored = _stored(Choice, forum, is_new)
    rows = {(row.session_id, row.property): row for row in stored if row.session_id in named}
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
