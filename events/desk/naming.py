"""The records of a draft by name: what publishing would do, and what is wrong, is told to people, not in slugs."""

from collections.abc import Iterator
from typing import Any

from django.apps import apps

from events.desk.held import NAMING, known_records
from events.desk.outline import Document, nearest
from events.models import Detail, Party
from events.reportfile.reading import Loc
from events.reportfile.statements import Statement
from events.roles import BodyRole, MentionRole, PersonRole

DEFINED = {"persons": "person", "organizations": "organization", "places": "place", "forums": "forum"}
# What the parts of a statement's key are.
PARTS: dict[str, tuple[str, ...]] = {
    "forum": ("forum",),
    "session": ("forum", "session"),
    "agreement": ("agreement",),
    "party": ("agreement", "organization", "person", "party"),
    "mention": ("organization", "person", "mention"),
    "detail": ("forum", "session", "property", "value", "agreement"),
    "location": ("forum", "session", "place"),
    "figure": ("forum", "session", "counted", "low", "high"),
    "involvement": ("forum", "session", "organization", "body_role"),
    "appearance": ("forum", "session", "person", "role"),
}
WORDS: dict[str, dict[Any, Any]] = {
    "party": dict(Party.Role.choices),
    "mention": dict(MentionRole.choices),
    "body_role": dict(BodyRole.choices),
    "role": dict(PersonRole.choices),
    "property": dict(Detail.Property.choices),
}


class Names:
    """The names of all records that some documents speak of, those that the archive has and those they define."""

    def __init__(self, *documents: Document) -> None:
        self.names: dict[tuple[str, str], str] = {}
        for document in documents:
            for name, known in known_records(document).items():
                kind, _, slug = name.partition(":")
                self.names[kind, slug] = known["name"]
            self.names |= {record: name for record, name in _defined(document) if name}

    def of(self, statement: Statement) -> str:
        """A fact in words."""
        kind = apps.get_model("events", statement.kind)._meta.verbose_name
        parts = zip(PARTS[statement.kind], statement.key, strict=False)
        return f"{kind} {' · '.join(self._part(part, value) for part, value in parts if value is not None)}"

    def _part(self, part: str, value: Any) -> str:
        return str(self.names.get((part, value)) or WORDS.get(part, {}).get(value) or value)

    def nearest(self, document: Document, loc: Loc) -> str:
        """What the place of the document is in is called; empty where it has no name."""
        item = nearest(document, loc)
        known = (self.names.get((kind, str(item.get(field)))) for field, kind in NAMING.items())
        return _own(item) or next(filter(None, known), "")


def _own(item: Document) -> str:
    return next((said for field in ("name", "title", "label") if isinstance(said := item.get(field), str) and said), "")


def _defined(document: Document) -> Iterator[tuple[tuple[str, str], str]]:
    """What the document calls its own records: by their definitions, its forums and sessions by printed titles."""
    for name, kind in DEFINED.items():
        for item in (document.get("definitions") or {}).get(name) or ():
            yield (kind, str(item.get("slug"))), _own(item)
    for forum in document.get("forums") or ():
        yield ("forum", str(forum.get("forum"))), _title(forum)
        for session in forum.get("sessions") or ():
            yield ("session", str(session.get("session"))), _title(session)


def _title(item: Document) -> str:
    titles = (one.get("value") for one in item.get("details") or () if one.get("property") == "title")
    return next((title for title in titles if isinstance(title, str)), "")
