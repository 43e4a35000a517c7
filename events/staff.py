"""What each role may do. Readers need no account; a user without a role can do no more than they.

A contributor works in drafts, which hold the text they are made from, and never reads the texts of published reports:
those are for curators. An administrator looks after users, and sees nothing else of what is not public.
"""

from django.utils.translation import gettext_noop

from archive.access.roles import Role, keep

CONTRIBUTOR, CURATOR = gettext_noop("contributor"), gettext_noop("curator")
ADMINISTRATOR = gettext_noop("administrator")

ROLES = (
    Role(CONTRIBUTOR, ("events.add_draft", "events.change_draft", "events.view_draft")),
    Role(CURATOR, ("orgs.*", "people.*", "events.*")),
    Role(ADMINISTRATOR, ("auth.add_user", "auth.change_user", "auth.delete_user", "auth.view_user")),
)

keep(ROLES)
