"""What the page asks about names and forums, checked and answered."""

from typing import Any

from django.utils.translation import gettext

from events.desk.answering import Refused
from events.desk.candidates import candidates
from events.desk.copies import near_copies
from events.desk.evidence import Asked
from events.models import Draft

MOST_NAMES = 2000
KINDS = ("person", "organization", "place", "forum", "session")


def asked_names(sent: dict[str, Any]) -> dict[str, Any]:
    names = sent.get("names")
    if not isinstance(names, list) or len(names) > MOST_NAMES:
        raise Refused(400, gettext("names is not a list of names."), gettext("Reload the page."))
    return _candidates([_asked(one) for one in names])


def forums_like(draft: Draft, sent: dict[str, Any]) -> dict[str, Any]:
    """Forums that a draft may be about, and reports that its text is the same as, or nearly."""
    asked = _asked({**sent, "id": "forum", "kind": "forum", "city": sent.get("cities")})
    return _candidates([asked]) | {"near_copies": near_copies(draft)}


def _candidates(asked: list[Asked]) -> dict[str, Any]:
    return {key: [one.as_json() for one in some] for key, some in candidates(asked).items()}


def _asked(one: Any) -> Asked:
    if not isinstance(one, dict) or one.get("kind") not in KINDS:
        raise Refused(400, gettext("A name has an id, a kind and a name."), gettext("Reload the page."))
    said: dict[str, Any] = {name: _text(one.get(name)) for name in ("id", "kind", "name", "body", "date")}
    cities = one.get("city")
    said |= {"cities": _words(cities if isinstance(cities, list) else [cities]), "people": _words(one.get("people"))}
    return Asked(**said)


def _text(value: Any) -> str:
    return value[:300] if isinstance(value, str) else ""


def _words(value: Any) -> list[str]:
    return [_text(word) for word in value if _text(word)] if isinstance(value, list) else []
