"""What can be wrong with definitions among themselves: unknown slugs, a second definition, a circle."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from typing import Any

from events.reportfile.definitions import KINDS
from events.reportfile.reading import Loc
from events.reportfile.schema import Definitions
from events.reportfile.slugs import Slugs


def defined(definitions: Definitions) -> set[tuple[str, str]]:
    """The records that are defined: (kind, slug)."""
    records = {(kind.kind, item.slug) for kind in KINDS for item in getattr(definitions, kind.list)}
    return records | {
        ("session", f"{forum.slug}.{part.key}") for forum in definitions.forums for part in forum.sessions
    }


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


def _holders(definitions: Definitions) -> Iterator[tuple[Loc, str, Any]]:
    """Forums and sessions: (place, the forum's slug, the definition)."""
    for i, forum in enumerate(definitions.forums):
        yield ("forums", i), forum.slug, forum
        yield from ((("forums", i, "sessions", j), forum.slug, part) for j, part in enumerate(forum.sessions))


def _links(definitions: Definitions) -> Iterator[tuple[Loc, str, str]]:
    for kind in KINDS:
        for i, item in enumerate(getattr(definitions, kind.list)):
            for link, to in kind.links.items():
                if slug := getattr(item, link):
                    yield (kind.list, i, link), to, slug
    for loc, forum, holder in _holders(definitions):
        yield from (((*loc, "topics", n), "topic", topic) for n, topic in enumerate(holder.topics))
        if parent := getattr(holder, "parent", None):
            yield (*loc, "parent"), "session", f"{forum}.{parent}"
    for i, decision in enumerate(definitions.decisions):
        yield ("decisions", i, "record"), decision.kind, decision.record
        yield ("decisions", i, "other"), decision.kind, decision.other


def repeated(definitions: Definitions) -> Iterator[tuple[Loc, str]]:
    """Where something stands a second time that stands once in the archive: (place, what)."""
    for kind in KINDS:
        items = getattr(definitions, kind.list)
        yield from _repeats(items, (kind.list,), lambda item: item.slug)
        for part in kind.parts:
            for i, item in enumerate(items):
                called = lambda row, part=part: part.words % part.key_of(row)  # noqa: E731
                yield from _repeats(getattr(item, part.list), (kind.list, i, part.list), called)
    for i, forum in enumerate(definitions.forums):
        yield from _repeats(forum.sessions, ("forums", i, "sessions"), lambda item: item.key)
    for loc, _, holder in _holders(definitions):
        yield from _repeats(holder.topics, (*loc, "topics"), str)
        yield from _repeats(holder.choices, (*loc, "choices"), lambda choice: f"a choice of {choice.property}")
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
        links = [link for link, to in kind.links.items() if to == kind.kind]
        found = [circle for link in links for circle in _circles(items, (kind.list,), "slug", link)]
        yield from found or _tangles(items, (kind.list,), links)
    for i, forum in enumerate(definitions.forums):
        yield from _circles(forum.sessions, ("forums", i, "sessions"), "key", "parent")


def _tangles(items: Sequence[Any], loc: Loc, links: Sequence[str]) -> Iterator[tuple[Loc, str]]:
    """Circles that go along one link and back along another: the items that never get what they refer to."""
    waiting = {item.slug: item for item in items}
    while ready := [
        slug for slug, item in waiting.items() if not any(getattr(item, link) in waiting for link in links)
    ]:
        for slug in ready:
            del waiting[slug]
    for i, item in enumerate(items):
        for link in links:
            if item.slug in waiting and getattr(item, link) in waiting:
                yield (*loc, i, link), item.slug


def _circles(items: Sequence[Any], loc: Loc, name: str, link: str) -> Iterator[tuple[Loc, str]]:
    above = {getattr(item, name): getattr(item, link) for item in items}
    places = {getattr(item, name): i for i, item in enumerate(items)}
    followed: set[str] = set()
    for start in above:
        path: dict[str, int] = {}
        slug: Any = start
        while slug in above and slug not in followed:
            path[slug] = len(path)
            followed.add(slug)
            slug = above[slug]
        for member in list(path)[path.get(slug, len(path)) :]:
            yield (*loc, places[member], link), member
