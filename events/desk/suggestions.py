"""The suggestions for a draft's text, read beside what the archive knows."""

from typing import Any

from archive.dates import EdtfError, parse
from events.desk.gathering import gather, is_of_publication
from events.desk.known import Archive
from events.desk.outline import Document
from events.desk.recognisers.spans import Suggestion, Text
from events.desk.suggesting import suggest
from events.models import Draft

# A report is a few thousand characters long; of what is far longer, only the beginning is read.
MOST_READ = 200_000


def suggestions(draft: Draft) -> dict[str, Any]:
    """Every suggestion, and what they say together of the forum."""
    text = Text.of(draft.text[:MOST_READ] if draft.text_frozen else "", published_on(draft.document), Archive())
    found = suggest(text)
    said = gather(text, found)
    forum = {"name": said.name, "date_edtf": said.date_edtf, "cities": said.cities}
    return {"suggestions": [_said(text, one) for one in found], "gathered": forum}


def published_on(document: Document) -> Any:
    """The day of publication, as far as the draft says one."""
    published = (document.get("report") or {}).get("published") or {}
    try:
        span = parse(str(published.get("date") or ""))
    except EdtfError:
        return None
    return span.earliest if span.earliest == span.latest else None


def _said(text: Text, one: Suggestion) -> dict[str, Any]:
    return {
        "id": one.id,
        "kind": one.kind,
        "paragraph": one.paragraph,
        "start": one.start,
        "end": one.end,
        "printed": one.printed,
        "values": dict(one.values),
        "reason": one.reason,
        "known": one.known,
        "of": "publication" if is_of_publication(text, one) else None,
    }
