"""The suggestions for a draft's text, each with an id that stays as long as the text and what is suggested do."""

from collections import Counter
from hashlib import sha256
from typing import Any

from archive.dates import EdtfError, parse
from events.desk.gathering import gather
from events.desk.outline import Document
from events.desk.recognisers.spans import Suggestion, Text
from events.desk.suggesting import suggest
from events.models import Draft


def suggestions(draft: Draft) -> dict[str, Any]:
    """Every suggestion, and what they say together of the forum."""
    text = Text.of(draft.text if draft.text_frozen else "", published_on(draft.document))
    seen: Counter[str] = Counter()
    found = suggest(text)
    said = gather(text, found)
    forum = {"name": said.name, "date_edtf": said.date_edtf, "cities": said.cities}
    return {"suggestions": [_with_id(one, seen) for one in found], "gathered": forum}


def published_on(document: Document) -> Any:
    """The day of publication, as far as the draft says one."""
    published = (document.get("report") or {}).get("published") or {}
    try:
        span = parse(str(published.get("date") or ""))
    except EdtfError:
        return None
    return span.earliest if span.earliest == span.latest else None


def _with_id(one: Suggestion, seen: Counter[str]) -> dict[str, Any]:
    said = f"{one.kind}\n{one.paragraph}\n{one.start}\n{one.end}\n{sorted(one.values.items(), key=str)}"
    key = sha256(said.encode()).hexdigest()[:12]
    seen[key] += 1
    return {
        "id": key if seen[key] == 1 else f"{key}-{seen[key]}",
        "kind": one.kind,
        "paragraph": one.paragraph,
        "start": one.start,
        "end": one.end,
        "printed": one.printed,
        "values": dict(one.values),
        "reason": one.reason,
        "known": None,
    }
