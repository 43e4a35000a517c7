"""Corrections: what readers say is wrong, and what curators answer. Only the answers are public."""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Length
from django.db.models.lookups import LessThanOrEqual
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from archive.database.constraints import NumNonNulls
from archive.dates import day_in_words
from archive.history.recording import tracked
from events.models.agreements import Agreement
from events.models.forums import Forum, Session
from events.models.reports import Report
from orgs.models import Organization, Place
from people.models import Person

# The kinds of record that a correction can be about; each is a nullable key.
SUBJECTS: dict[str, type[models.Model]] = {
    "forum": Forum,
    "session": Session,
    "person": Person,
    "organization": Organization,
    "place": Place,
    "report": Report,
    "agreement": Agreement,
}
LONGEST = 2000
KEPT = timedelta(days=90)
A_DAY = timedelta(days=1)


def _about(kind: str) -> models.ForeignKey:
    return models.ForeignKey(
        SUBJECTS[kind],
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,  # the answer stays public when the record goes
        related_name="corrections",
    )


class CorrectionQuerySet(models.QuerySet["Correction"]):
    def open(self) -> "CorrectionQuerySet":
        return self.filter(answer="")

    def public(self) -> "CorrectionQuerySet":
        """The answered ones, the latest first, each with its record."""
        return self.exclude(answer="").select_related(*SUBJECTS, "session__forum").order_by("-answered_at", "-pk")

    def about(self, record: Any) -> "CorrectionQuerySet":
        """The public ones about the record, or one that is the same."""
        kind = record._meta.model_name
        path = f"{kind}__canonical" if hasattr(record, "canonical_id") else kind
        return self.public().filter(**{path: record})

    def by_sender(self, sender: str) -> "CorrectionQuerySet":
        return self.filter(sender=sender)

    def since(self, moment: datetime) -> "CorrectionQuerySet":
        """Until now: what was sent while the clock ran ahead is not counted until it comes to that."""
        return self.filter(sent_at__range=(moment, now()))

    def forget(self) -> int:
        """Delete what was kept of those who wrote longer than it is needed; how many addresses to answer to."""
        self.filter(sent_at__lt=now() - A_DAY).exclude(sender="").update(sender="")
        return self.filter(sent_at__lt=now() - KEPT).exclude(contact="").update(contact="")


@tracked("contact", "sender", "message", "page")
class Correction(models.Model):
    """A reader's word that something is wrong, and a curator's answer to it.

    Who wrote is known only by the address they may give, which readers never see and no history keeps; it goes with the
    answer, or after 90 days. The day's key of the sender, by which the form is throttled, goes after a day.
    """

    class Answer(models.TextChoices):
        OPEN = "", _("not answered yet")
        SLIP = "slip", _("our slip: mended")
        MISPRINT = "misprint", _("the source’s misprint: stays, and is marked")
        NAME = "name", _("a better known name")
        REMOVAL = "removal", _("removed")
        NONE = "none", _("no change")

    page = models.CharField(max_length=300, blank=True, editable=False, help_text=_("The page it was sent from."))
    forum = _about("forum")
    session = _about("session")
    person = _about("person")
    organization = _about("organization")
    place = _about("place")
    report = _about("report")
    agreement = _about("agreement")
    message = models.TextField(editable=False, help_text=_("What the reader wrote; never public."))
    contact = models.CharField(
        max_length=200, blank=True, editable=False, help_text=_("Where the reader may be answered; never public.")
    )
    sender = models.CharField(max_length=64, blank=True, editable=False, help_text=_("The day's key of the sender."))
    sent_at = models.DateTimeField(default=now, editable=False)
    answer = models.CharField(
        max_length=10, choices=Answer, default="", blank=True, help_text=_("What came of it; shown to readers.")
    )
    words = models.TextField(
        blank=True,
        help_text=_("What was wrong and what was done, or why nothing is, in your own words: readers see them."),
    )
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,  # the answer outlives the account
        related_name="+",
    )
    answered_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = CorrectionQuerySet.as_manager()

    class Meta:
        ordering = ("-sent_at", "-id")
        indexes = [
            models.Index("sender", name="events_correction_sender", condition=~Q(sender="")),
            models.Index(
                models.F("answered_at").desc(), "id", name="events_correction_answered", condition=~Q(answer="")
            ),
            *(
                models.Index(fields=[kind], name=f"events_correction_{kind}", condition=Q(**{f"{kind}__isnull": False}))
                for kind in SUBJECTS
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=LessThanOrEqual(NumNonNulls(*SUBJECTS), 1),
                name="events_correction_about_one",
                violation_error_message=_("A correction is about one record at most."),
            ),
            models.CheckConstraint(
                condition=LessThanOrEqual(Length("message"), LONGEST) & LessThanOrEqual(Length("words"), LONGEST),
                name="events_correction_bounded",
                violation_error_message=_("Write less."),
            ),
            models.CheckConstraint(
                condition=Q(answer="", words="", answered_at__isnull=True)
                | ~Q(answer="") & ~Q(words="") & Q(answered_at__isnull=False),
                name="events_correction_answered_in_words",
                violation_error_message=_("Choose an answer and give it in words."),
            ),
            models.CheckConstraint(
                condition=Q(answer="") | Q(contact="", sender=""),
                name="events_correction_answered_without_writer",
                violation_error_message=_("Nothing is kept of who wrote once there is an answer."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject or self.page or '…'}, {self.sent_at:%Y-%m-%d}"

    @property
    def answered_in_words(self) -> str:
        return day_in_words(self.answered_at.date()) if self.answered_at else ""

    @property
    def subject(self) -> Any:
        """The record it is about, if it is about one."""
        return next((getattr(self, kind) for kind in SUBJECTS if getattr(self, f"{kind}_id") is not None), None)


def subject_key(record: Any) -> dict[str, Any]:
    """The key by which a correction is about the record."""
    kind = record._meta.model_name if record is not None else ""
    return {kind: record} if kind in SUBJECTS else {}
