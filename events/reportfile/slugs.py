"""From slugs to rows: looked up once for each load, many at a time."""

from collections.abc import Iterable
from typing import Any

from django.db import models

from archive.database.bulk import fetch
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

    def __len__(self) -> int:
        return sum(map(len, self.ids.values()))

    def find(self, wanted: dict[str, Iterable[str]]) -> None:
        """Look up the slugs that are not known yet, all in one query."""
        missing = {
            kind: [slug for slug in set(wanted.get(kind, ())) if slug not in known] for kind, known in self.ids.items()
        }
        if any(missing.values()):
            for kind, slug, pk in fetch(LOOKUP, list(missing.values())):
                self.ids[kind][slug] = pk

    def get(self, kind: str, slug: Any) -> int | None:
        return self.ids[kind].get(slug)

    def __getitem__(self, kind_and_slug: tuple[str, Any]) -> int:
        """The id of a slug that was found or made before."""
        kind, slug = kind_and_slug
        return self.ids[kind][slug]

    def forget(self) -> None:
        """After a transaction was rolled back, what it made is not there."""
        self.__init__()  # type: ignore[misc]


OF_KIND = "SELECT '{kind}', slug, id FROM {table} WHERE slug = ANY(%s)"
SESSIONS = """
    SELECT 'session', wanted.slug, session.id
    FROM unnest(%s::text[]) AS wanted (slug)
    JOIN events_forum forum ON forum.slug = split_part(wanted.slug, '.', 1)
    JOIN events_session session ON session.forum_id = forum.id AND session.key = split_part(wanted.slug, '.', 2)
"""
LOOKUP = " UNION ALL ".join(
    SESSIONS if kind == "session" else OF_KIND.format(kind=kind, table=model._meta.db_table)
    for kind, model in MODELS.items()
)
