"""How a role, a standing or a mode is said, so that what was only announced never reads as past."""

from events.roles import BodyRole, PersonRole

OCCURRED, DIFFERS = "occurred", "differs"
DENIALS = {"absent", "cancelled"}
STANDINGS = {
    "announced": "announced",
    "invited": "invited",
    "absent": "absent",
    "cancelled": "cancelled",
    DIFFERS: "reports differ on whether this happened",
}
IN_STANDING = {
    "announced": "announced {phrase}",
    "invited": "invited {phrase}",
    "absent": "absent, though named {phrase}",
    "cancelled": "cancelled; had been announced {phrase}",
    DIFFERS: "{role} (reports differ on whether this happened)",
}
PHRASES = {
    PersonRole.OPENING_REMARKS: "for the opening remarks",
    PersonRole.CLOSING_REMARKS: "for the closing remarks",
    PersonRole.CHAIR_OF_DELEGATION: "as leader of the delegation",
    PersonRole.OTHER: "in another role",
    BodyRole.VISITED: "for a visit",
    BodyRole.MET: "for a meeting",
    BodyRole.MENTIONED: "in passing",
}
MODES = {
    "on-site": "on site",
    "online": "live online",
    "recorded": "by recorded video",
    "read-out": "read out by another",
}


def strongest(standings: set[str]) -> str:
    """What all citations of a fact come to; reports that say both are not judged between."""
    if OCCURRED in standings:
        return DIFFERS if standings & DENIALS else OCCURRED
    return next((standing for standing in ("cancelled", "absent", "announced", "invited") if standing in standings), "")


def role_in_words(role: str, label: str, standing: str) -> str:
    """The role as it may be said under a standing: “speaker”, “announced as a speaker”."""
    article = "an" if label[0] in "aeiou" else "a"
    phrase = PHRASES.get(role, f"as {article} {label}")
    return IN_STANDING.get(standing, "{role}").format(role=label, phrase=phrase)
