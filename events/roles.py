"""Controlled roles: what people and bodies do at a forum, beside the word a report prints for it."""

from django.db import models


class RoleGroup(models.TextChoices):
    SPOKE = "spoke", "spoke"
    TOOK_PART = "took-part", "took part"
    NAMED = "named", "named"


class PersonRole(models.TextChoices):
    SPEAKER = "speaker", "speaker"
    KEYNOTE = "keynote", "keynote speaker"
    OPENING_REMARKS = "opening-remarks", "opening remarks"
    CLOSING_REMARKS = "closing-remarks", "closing remarks"
    MODERATOR = "moderator", "moderator"
    PANELLIST = "panellist", "panellist"
    PRESENTER = "presenter", "presenter"
    HOST = "host", "host"
    ATTENDEE = "attendee", "attendee"
    DELEGATE = "delegate", "delegate"
    CHAIR_OF_DELEGATION = "chair-of-delegation", "leader of the delegation"
    SIGNATORY = "signatory", "signatory"
    INTERPRETER = "interpreter", "interpreter"
    QUOTED = "quoted", "quoted"
    MENTIONED = "mentioned", "mentioned"
    OTHER = "other", "other"


GROUPS: dict[RoleGroup, tuple[PersonRole, ...]] = {
    RoleGroup.SPOKE: (
        PersonRole.SPEAKER,
        PersonRole.KEYNOTE,
        PersonRole.OPENING_REMARKS,
        PersonRole.CLOSING_REMARKS,
        PersonRole.MODERATOR,
        PersonRole.PANELLIST,
        PersonRole.PRESENTER,
    ),
    RoleGroup.TOOK_PART: (
        PersonRole.HOST,
        PersonRole.ATTENDEE,
        PersonRole.DELEGATE,
        PersonRole.CHAIR_OF_DELEGATION,
        PersonRole.SIGNATORY,
        PersonRole.INTERPRETER,
    ),
    # What a role not in the list amounts to is not known, so it claims the least.
    RoleGroup.NAMED: (PersonRole.QUOTED, PersonRole.MENTIONED, PersonRole.OTHER),
}


class BodyRole(models.TextChoices):
    HOST = "host", "host"
    CO_HOST = "co-host", "co-host"
    ORGANIZER = "organizer", "organizer"
    CO_ORGANIZER = "co-organizer", "co-organizer"
    CONVENER = "convener", "convener"
    SUPPORTER = "supporter", "supporter"
    SPONSOR = "sponsor", "sponsor"
    PARTNER = "partner", "partner"
    SPEAKER = "speaker", "speaker"
    PRESENTER = "presenter", "presenter"
    EXHIBITOR = "exhibitor", "exhibitor"
    DELEGATION = "delegation", "in the delegation"
    PARTICIPANT = "participant", "participant"
    VISITED = "visited", "visited"
    MET = "met", "met with"
    MENTIONED = "mentioned", "mentioned"
    OTHER = "other", "other"


CONVENERS = (BodyRole.HOST, BodyRole.CO_HOST, BodyRole.ORGANIZER, BodyRole.CO_ORGANIZER, BodyRole.CONVENER)


class MentionRole(models.TextChoices):
    """How a report names somebody outside any forum."""

    AUTHOR = "author", "author"
    QUOTED = "quoted", "quoted"
    MENTIONED = "mentioned", "mentioned"
