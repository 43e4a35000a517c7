"""Controlled roles: what people and bodies do at a forum, beside the word a report prints for it."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class RoleGroup(models.TextChoices):
    SPOKE = "spoke", _("spoke")
    TOOK_PART = "took-part", _("took part")
    NAMED = "named", _("named")


class PersonRole(models.TextChoices):
    SPEAKER = "speaker", _("speaker")
    KEYNOTE = "keynote", _("keynote speaker")
    OPENING_REMARKS = "opening-remarks", _("opening remarks")
    CLOSING_REMARKS = "closing-remarks", _("closing remarks")
    MODERATOR = "moderator", _("moderator")
    PANELLIST = "panellist", _("panellist")
    PRESENTER = "presenter", _("presenter")
    HOST = "host", _("host")
    ATTENDEE = "attendee", _("attendee")
    DELEGATE = "delegate", _("delegate")
    CHAIR_OF_DELEGATION = "chair-of-delegation", _("leader of the delegation")
    SIGNATORY = "signatory", _("signatory")
    INTERPRETER = "interpreter", _("interpreter")
    QUOTED = "quoted", _("quoted")
    MENTIONED = "mentioned", _("mentioned")
    OTHER = "other", _("other")


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
    HOST = "host", pgettext_lazy("role of a body", "host")
    CO_HOST = "co-host", pgettext_lazy("role of a body", "co-host")
    ORGANIZER = "organizer", pgettext_lazy("role of a body", "organizer")
    CO_ORGANIZER = "co-organizer", pgettext_lazy("role of a body", "co-organizer")
    CONVENER = "convener", pgettext_lazy("role of a body", "convener")
    SUPPORTER = "supporter", pgettext_lazy("role of a body", "supporter")
    SPONSOR = "sponsor", pgettext_lazy("role of a body", "sponsor")
    PARTNER = "partner", pgettext_lazy("role of a body", "partner")
    SPEAKER = "speaker", pgettext_lazy("role of a body", "speaker")
    PRESENTER = "presenter", pgettext_lazy("role of a body", "presenter")
    EXHIBITOR = "exhibitor", pgettext_lazy("role of a body", "exhibitor")
    DELEGATION = "delegation", pgettext_lazy("role of a body", "in the delegation")
    PARTICIPANT = "participant", pgettext_lazy("role of a body", "participant")
    VISITED = "visited", pgettext_lazy("role of a body", "visited")
    MET = "met", pgettext_lazy("role of a body", "met with")
    MENTIONED = "mentioned", pgettext_lazy("role of a body", "mentioned")
    OTHER = "other", pgettext_lazy("role of a body", "other")


CONVENERS = (BodyRole.HOST, BodyRole.CO_HOST, BodyRole.ORGANIZER, BodyRole.CO_ORGANIZER, BodyRole.CONVENER)


class MentionRole(models.TextChoices):
    """How a report names somebody outside any forum."""

    AUTHOR = "author", _("author")
    QUOTED = "quoted", _("quoted")
    MENTIONED = "mentioned", _("mentioned")
