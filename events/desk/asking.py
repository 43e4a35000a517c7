"""What the page asks about names and forums, checked and answered."""

from typing import Any

from django.utils.translation import gettext

from events.desk.answering import Refused
from events.desk.candidates import Asked, Candidate, candidates
from events.desk.copies import near_copies
from events.models import Draft

MOST_NAMES = 2000
KINDS = ("person", "organization", "place", "forum", "session")


def asked_names(sent: dict[str, Any]) -> dict[str, Any]:
    names = sent.get("names")
    if not isinstance(names, list) or len(names) > MOST_NAMES:
        raise Refused(400, gettext("names is not a list of names."), gettext("Reload the page."))
    found = candidates([_asked(one) for one in names])
    return {key: [_said(one) for one in some] for key, some in found.items()}


def forums_like(draft: Draft, sent: dict[str, Any]) -> dict[str, Any]:
    """Forums that a draft may be about, and reports that its text is the same as, or nearly."""
    asked = _asked({**sent, "id": "forum", "kind": "forum", "city": " ".join(_words(sent.get("cities")))})
    return {"forum": [_said(one) for one in candidates([asked]).get("forum", ())], "near_copies": near_copies(draft)}


def _asked(one: Any) -> Asked:
    if not isinstance(one, dict) or one.get("kind") not in KINDS:
        raise Refused(400, gettext("A name has an id, a kind and a name."), gettext("Reload the page."))
    text = {name: _text(one.get(name)) for name in ("id", "kind", "name", "body", "city", "date")}
    return Asked(**text, people=tuple(_words(one.get("people"))))


def _text(value: Any) -> str:
    return value[:300] if isinstance(value, str) else ""


def _words(value: Any) -> list[str]:
    return [_text(word) for word in value if _text(word)] if isinstance(value, list) else []


def _said(one: Candidate) -> dict[str, Any]:
    return {
        "slug": one.slug,
        "name": one.name,
        "url": one.url,
        "note": one.note,
        "for": one.reasons_for,
        "against": one.reasons_against,
        "exact": one.exact,
        "score": one.score,
        "decided_different": one.decided_different,
    }
