"""An archive with rows in every table that is written to: published, private, past, and users."""

from typing import Any

from allauth.account.models import EmailAddress, EmailConfirmation
from allauth.mfa.models import Authenticator
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import Permission, User
from django.db import transaction

from archive.access.roles import give
from events.models import Correction, Draft, KeptDraft, Report, ReportLink, ReportText, Withdrawn
from events.models.stated import Stated
from people.models import Person, Removal
from tests import records as make
from tests.five_reports import five_reports
from tests.valid_rows import VALID, a_correction, a_link

# What COPY has to write in some other way, beside letters of several scripts.
STRANGE = "Tab\t, back\\slash, \\N, lines\r\n\nand \x7f; “quoted” 'it' \"is\"; Zoë 张巧琳 𠮷 🎤\n\\."
PASSWORD = "a password of her own"


def filled_archive() -> None:
    five_reports()
    for model, values in (VALID | {ReportLink: a_link}).items():
        _told(model, values())
    make.mention(make.person())
    Person.objects.filter(slug__startswith="somebody").delete()  # history knows what was
    for report in Report.objects.all()[:2]:
        ReportText.objects.create(report=report, text=STRANGE)
    Withdrawn.objects.create(slug="withdrawn-long-ago")
    _staff()


def _told(model: Any, values: dict[str, Any]) -> None:
    """A row of a model; a fact with its citation, without which it is nothing."""
    with transaction.atomic():
        row = model.objects.create(**values)
        if isinstance(row, Stated):
            make.cite(row)


def _staff() -> None:
    anna = User.objects.create_user("anna", "anna@example.org", PASSWORD)
    give(anna, ["curator"])
    anna.user_permissions.add(Permission.objects.first())
    anna.save()
    draft = Draft.objects.create(owner=anna, text=STRANGE, document={"report": {"title": STRANGE}})
    KeptDraft.objects.create(draft=draft, by=anna, document=draft.document, version=1, why="edited")
    Removal.objects.create(digest="0" * 64, reason=STRANGE, removed_by=anna)
    Correction.objects.create(**a_correction())
    Authenticator.objects.create(user=anna, type=Authenticator.Type.TOTP, data={"secret": "ABCD"})
    at = EmailAddress.objects.create(user=anna, email=anna.email)  # allauth's, which nothing of ours fills
    EmailConfirmation.objects.create(email_address=at, key="a key")
    LogEntry.objects.create(user=anna, action_flag=CHANGE, object_repr=STRANGE[:200])
