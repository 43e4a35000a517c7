"""Drafts of reports: what curators are writing, before anybody else may read it. No history, no search, no export."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q, Value
from django.db.models.functions import Cast, Least, Now
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from events.models.reports import Report


def _somebody(related_name: str, help_text: Any) -> Any:
    """A user, whose work outlives the account."""
    return models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name=related_name,
        help_text=help_text,
    )


class DraftQuerySet(models.QuerySet["Draft"]):
    def seen_by(self, user: Any) -> "DraftQuerySet":
        """All of them for those who publish; else one's own."""
        return self if user.has_perm("events.publish_draft") else self.filter(owner=user)

    def ready(self) -> "DraftQuerySet":
        """Those that a contributor asks a curator to look at."""
        return self.filter(ready=True)

    def to_list(self) -> "DraftQuerySet":
        """Without their documents; those that wait for a curator first, then the latest."""
        return (
            self.select_related("owner", "editor", "report")
            .annotate(title=models.F("document__report__title"), label=models.F("document__report__label"))
            .defer("document", "text")
            .order_by("-ready", "-changed_at", "-pk")
        )


class Draft(models.Model):
    """A report being entered: a report file as one document, and the text it is read from."""

    document = models.JSONField(
        default=dict, help_text=_("What the draft says, in the shape of a report file; each item has a lasting key.")
    )
    version = models.PositiveIntegerField(default=1, help_text=_("Goes up by one with each save."))
    based_on = models.CharField(
        max_length=64, blank=True, help_text=_("Digest of what the archive said when the draft was made from it.")
    )
    text = models.TextField(blank=True, help_text=_("The report's text."))
    text_frozen = models.BooleanField(
        default=False, help_text=_("Whether its lines are joined: only then are paragraphs counted.")
    )
    file = models.CharField(max_length=200, blank=True, help_text=_("The file name of the text."))
    sha256 = models.CharField(max_length=64, blank=True, help_text=_("SHA-256 of the text, once its lines are joined."))
    owner = _somebody("drafts", _("Who began it."))
    editor = _somebody("drafts_edited", _("Who saved it last, or took it over."))
    editor_tab = models.CharField(max_length=60, blank=True, help_text=_("The browser's tab that saves it."))
    edited_at = models.DateTimeField(null=True, blank=True, help_text=_("When it was last saved or taken over."))
    report = models.ForeignKey(
        Report,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,  # a withdrawn report leaves its draft behind, to be mended
        related_name="drafts",
        help_text=_("The report it was published as."),
    )
    ready = models.BooleanField(default=False, help_text=_("Whether a contributor asks for it to be looked at."))
    changed_at = models.DateTimeField(db_default=Now(), help_text=_("When it last changed."))

    objects = DraftQuerySet.as_manager()

    class Meta:
        permissions = [("publish_draft", "Can publish and withdraw reports, and see every draft")]
        constraints = [
            models.UniqueConstraint(
                fields=["report"],
                name="events_draft_one_of_a_report",
                violation_error_message=_("The report has a draft already: go on with that one."),
            ),
            models.CheckConstraint(
                condition=Q(text_frozen=False, sha256="") | Q(text_frozen=True) & Q(sha256__regex="^[0-9a-f]{64}$"),
                name="events_draft_frozen_text_has_a_digest",
                violation_error_message=_("A text has a digest once its lines are joined, and not before."),
            ),
        ]

    def __str__(self) -> str:
        return self.name or gettext("Draft %(number)d") % {"number": self.pk or 0}

    @property
    def name(self) -> str:
        """The title or label it has so far, or the name of its file."""
        head = self.document.get("report") if "document" in self.__dict__ else None
        said = (
            head
            if isinstance(head, dict)
            else {"title": getattr(self, "title", ""), "label": getattr(self, "label", "")}
        )
        return str(said.get("title") or said.get("label") or self.file or "")[:300]

    def get_absolute_url(self) -> str:
        return reverse("desk:draft", args=[self.pk])


class KeptDraft(models.Model):
    """A document that was not saved, or that another tab's replaced: kept whole, so that nothing typed is lost."""

    class Why(models.TextChoices):
        STALE = "stale", _("the draft had been changed since")
        EDITED = "edited", _("somebody else was editing")
        TAKEN_OVER = "taken-over", _("as it was before somebody took over")
        REPLACED = "replaced", _("as it was before its text was replaced")

    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="kept", help_text=_("The draft."))
    document = models.JSONField(help_text=_("The whole document."))
    version = models.PositiveIntegerField(help_text=_("The version of the draft it was made from."))
    tab = models.CharField(max_length=60, blank=True, help_text=_("The browser's tab it came from."))
    by = _somebody("drafts_kept", _("Whose work it is."))
    at = models.DateTimeField(db_default=Now(), help_text=_("When it was kept."))
    why = models.CharField(max_length=20, choices=Why, help_text=_("Why it was kept."))

    class Meta:
        ordering = ("-at", "-pk")
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.draft}: {self.get_why_display()}"


class WithdrawnQuerySet(models.QuerySet["Withdrawn"]):
    def still(self) -> "WithdrawnQuerySet":
        """Those that were not published again, with `changed_at`: the end of the day, or now while it lasts.

        Whoever asks at any hour of the day what changed since is told of them.
        """
        last = Cast("on", models.DateTimeField()) + Value(timedelta(days=1, seconds=-1))
        moment = Least(last, Now(), output_field=models.DateTimeField())
        return self.exclude(slug__in=Report.objects.values("slug")).annotate(changed_at=moment)


class Withdrawn(models.Model):
    """A report that is no longer published: its address says so."""

    slug = models.CharField(max_length=120, unique=True, help_text=_("The address it had."))
    on = models.DateField(db_default=Now(), help_text=_("The day it was withdrawn."))

    objects = WithdrawnQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        verbose_name_plural = "withdrawn"

    def __str__(self) -> str:
        return self.slug

    def get_absolute_url(self) -> str:
        return reverse("report", args=[self.slug])
