"""From slugs to rows: looked up once for each load, many at a time."""

from collections.abc import Iterable
from typing import Any

from django.db import models

from archive.bulk import fetch
from events.models import Agreement, Forum, Report, Series, Session, Topic
from orgs.models import Organization, Place
from people.models import Person

MODELS: dict[str, type[models.Model]] = {
    "place": Place,
    "organization": Organization,
    "person": Person,
    "series": Series,
    "topic": Topic,
    "forum": Forum,
    "session": Session,
    "agreement": Agreement,
    "report": Report,
}


class Slugs:
    """Ids by slug; sessions by `<forum-slug>.<key>`. Ids never change while the archive stands, so they are kept."""

    def __init__(self) -> None:
        self.ids: dict[str, dict[str, int]] = {kind: {} for kind in MODELS}

    def find(self, wanted: dict[str, Iterable[str]]) -> None:
        """Look up the slugs of each kind that are not known yet: at most one query for each kind."""
        for kind, slugs in wanted.items():
            if missing := set(slugs) - self.ids[kind].keys():
                self.ids[kind] |= _ids(kind, missing)

    def get(self, kind: str, slug: Any) -> int | None:
        return self.ids[kind].get(slug)

    def __getitem__(self, kind_and_slug: tuple[str, Any]) -> int:
        """The id of a slug that was found or made before."""
        kind, slug = kind_and_slug
        return self.ids[kind][slug]

    def forget(self) -> None:
        """After a transaction was rolled back, what it made is not there."""
        self.__init__()  # type: ignore[misc]


def _ids(kind: str, slugs: set[str]) -> dict[str, int]:
    if kind == "session":
        forums, keys = zip(*(slug.split(".") for slug in slugs), strict=True)
        return dict(fetch(SESSIONS, [list(forums), list(keys)]))
    table = MODELS[kind]._meta.db_table
    return dict(fetch(f"SELECT slug, id FROM {table} WHERE slug = ANY(%s)", [list(slugs)]))  # noqa: S608


SESSIONS = """
    SELECT forum.slug || '.' || session.key, session.id
    FROM unnest(%s::text[], %s::text[]) AS wanted (slug, key)
    JOIN events_forum forum ON forum.slug = wanted.slug
    JOIN events_session session ON session.forum_id = forum.id AND session.key = wanted.key
"""
