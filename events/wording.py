"""How a role, a standing or a mode is said, so that what was only announced never reads as past."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from events.roles import BodyRole, PersonRole

OCCURRED, DIFFERS = "occurred", "differs"
DENIALS = {"absent", "cancelled"}
STANDINGS = {
    "announced": _("announced"),
    "invited": _("invited"),
    "absent": _("absent"),
    "cancelled": _("cancelled"),
    DIFFERS: _("reports differ on whether this happened"),
}
IN_STANDING = {
    "announced": _("announced %(phrase)s"),
    "invited": _("invited %(phrase)s"),
    "absent": _("absent, though named %(phrase)s"),
    "cancelled": _("cancelled; had been announced %(phrase)s"),
    DIFFERS: _("%(role)s (reports differ on whether this happened)"),
}
PHRASES = {
    PersonRole.OPENING_REMARKS: _("for the opening remarks"),
    PersonRole.CLOSING_REMARKS: _("for the closing remarks"),
    PersonRole.CHAIR_OF_DELEGATION: _("as leader of the delegation"),
    PersonRole.OTHER: _("in another role"),
    BodyRole.VISITED: _("for a visit"),
    BodyRole.MET: _("for a meeting"),
    BodyRole.MENTIONED: _("in passing"),
}
MODES = {
    "on-site": _("on site"),
    "online": _("live online"),
    "recorded": _("by recorded video"),
    "read-out": _("read out by another"),
}


def strongest(standings: set[str]) -> str:
    """What all citations of a fact come to; reports that say both are not judged between."""
    if OCCURRED in standings:
        return DIFFERS if standings & DENIALS else OCCURRED
    return next((standing for standing in ("cancelled", "absent", "announced", "invited") if standing in standings), "")


def role_in_words(role: str, label: str, standing: str) -> str:
    """The role as it may be said under a standing: “speaker”, “announced as a speaker”."""
    words = IN_STANDING.get(standing)
    return words % {"role": label, "phrase": PHRASES.get(role) or _as(label)} if words else label


def _as(label: str) -> str:
    if label.startswith(("a", "e", "i", "o", "u")):
        return gettext("as an %(role)s") % {"role": label}
    return gettext("as a %(role)s") % {"role": label}
