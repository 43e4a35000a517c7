"""Reports: what somebody published about forums. The text itself is kept apart and never leaves with an export."""

from typing import Any

import pgtrigger
from django.contrib.postgres.aggregates import ArrayAgg
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Count, F, OuterRef, Prefetch, Q, Subquery
from django.db.models.functions import Coalesce, JSONObject
from django.utils.translation import gettext, gettext_noop
from django.utils.translation import gettext_lazy as _

from archive.dates import Basis, Dated, DatedQuerySet, SortDayField, day_in_words
from archive.history.changes import Changing, by_change, changed_when, touches
from archive.history.recording import tracked
from archive.identity.addresses import Addressed, address, fixed
from archive.identity.names import SortKeyField
from archive.search import Searched
from archive.texts import in_a_language, plain
from orgs.models import Organization

PEOPLE = ("appearance__person", "mention__person", "party__person")
BODIES = ("involvement__organization", "mention__organization", "party__organization", "capacities__organization")
COUNTED = ("appearance", "involvement", "figure", "session", "forum")
NOTHING: dict[str, Any] = {"people": 0, "bodies": [], "citations": 0, **dict.fromkeys(COUNTED, 0)}


def _any_of(paths: tuple[str, ...]) -> Coalesce:
    """Whichever of them a citation has: it cites one fact."""
    return Coalesce(*(f"{path}__canonical" for path in paths))


class ReportQuerySet(DatedQuerySet, Searched):
    def published_by(self, organization: Organization) -> "ReportQuerySet":
        return self.filter(publisher__canonical=organization)

    def to_read(self) -> "ReportQuerySet":
        """With publisher, authors and how much each report states: counted for the rows read, not for all in order."""
        citations = self.model._meta.get_field("citations").related_model.objects
        own = citations.filter(report=OuterRef("pk")).order_by().values("report")
        numbers = JSONObject(
            people=Count(_any_of(PEOPLE), distinct=True),
            bodies=ArrayAgg(_any_of(BODIES), distinct=True, default=[]),
            citations=Count("pk", distinct=True),
            **{kind: Count(kind, distinct=True) for kind in COUNTED},
        )
        return (
            self.select_related("publisher__canonical")
            .prefetch_related(Prefetch("citations", citations.naming_authors(), to_attr="author_citations"))
            .annotate(numbers=Subquery(own.annotate(numbers=numbers).values("numbers")))
        )


CITED_BEYOND = gettext_noop("Paragraphs beyond that number are cited.")
THE_OTHER_WAY = gettext_noop("The other report is a copy, translation or follow-up of this one already.")
SEEN_FROM_THERE = {"translation": _("translated in"), "copy": _("copied in"), "follow-up": _("followed up in")}
WEB = r"^https?://[^\s/]\S*$"


def _within_the_text(column: str) -> Q:
    beyond = Q(paragraphs__gte=1, **{f"{column}__gt": F("paragraphs")})
    return Q(**{f"{column}__isnull": True}) | Q(**{f"{column}__gte": 1}) & ~beyond


@tracked("sort_name", "earliest", "latest", "years", "sort_day")
class Report(Addressed, Dated, Changing):
    """A news article, press release, programme or the like. Its date (`edtf`) is the day it was published."""

    class Kind(models.TextChoices):
        NEWS = "news", _("news article")
        RELEASE = "release", _("press release")
        ANNOUNCEMENT = "announcement", _("announcement")
        PROGRAMME = "programme", _("programme")
        READOUT = "readout", _("readout")
        OTHER = "other", _("other")

    class Entered(models.TextChoices):
        WHOLE = "whole", _("entered as a whole")
        PARTLY = "partly", _("partly entered")

    kind = models.CharField(max_length=20, choices=Kind, help_text=_("What sort of publication it is."))
    title = models.CharField(
        max_length=500, blank=True, help_text=_("The title as printed; empty when none is printed.")
    )
    label = models.CharField(
        max_length=300, blank=True, help_text=_("A curator's name for a report that prints no title.")
    )
    sort_name = SortKeyField()
    language = models.CharField(max_length=20, help_text=_("Language tag of the text (en, zh-Hans)."))
    publisher = models.ForeignKey(
        Organization,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="published_reports",
        help_text=_("Who published it, where the report says so."),
    )
    publisher_printed = models.CharField(max_length=300, blank=True, help_text=_("The publisher as printed."))
    publisher_paragraph = models.PositiveIntegerField(
        null=True, blank=True, help_text=_("Paragraph that names the publisher.")
    )
    basis = models.CharField(
        max_length=10, choices=Basis, blank=True, help_text=_("How the day of publication is known.")
    )
    published_printed = models.CharField(max_length=100, blank=True, help_text=_("The day of publication as printed."))
    published_paragraph = models.PositiveIntegerField(
        null=True, blank=True, help_text=_("Paragraph that prints the day of publication.")
    )
    url = models.URLField(max_length=500, blank=True, help_text=_("Where it was published."))
    archived_url = models.URLField(max_length=500, blank=True, help_text=_("A copy in a web archive."))
    retrieved = models.DateField(null=True, blank=True, help_text=_("The day the text was taken from there."))
    file = models.CharField(max_length=200, blank=True, help_text=_("The file name of the text."))
    sha256 = models.CharField(max_length=64, blank=True, help_text=_("SHA-256 of the text's bytes."))
    paragraphs = models.PositiveIntegerField(default=0, help_text=_("How many paragraphs the text has."))
    openings = ArrayField(
        models.CharField(max_length=80),
        default=list,
        blank=True,
        help_text=_("The first three words of each paragraph, in order."),
    )
    entered = models.CharField(
        max_length=10,
        choices=Entered,
        default=Entered.WHOLE,
        help_text=_("Whether all that it states is in the archive, or only some of it so far."),
    )
    notes = ArrayField(
        models.TextField(),
        default=list,
        blank=True,
        help_text=_("A curator's notes on judgement calls in this report."),
    )

    sort_day = SortDayField()

    objects = ReportQuerySet.as_manager()

    class Meta:
        ordering = ("sort_name", "id")
        indexes = [
            models.Index(F("sort_day").desc(), "id", name="events_report_latest_first"),
            by_change("events_report", "id"),
        ]
        constraints = [
            *Addressed.Meta.constraints,
            *Dated.Meta.constraints,
            plain(
                "events_report",
                lines=("title", "label", "publisher_printed", "published_printed", "file", "url", "archived_url"),
                lists_of_lines=("openings",),
                lists_of_prose=("notes",),
            ),
            in_a_language("events_report"),
            models.CheckConstraint(
                condition=(Q(url="") | Q(url__regex=WEB)) & (Q(archived_url="") | Q(archived_url__regex=WEB)),
                name="events_report_web_addresses",
                violation_error_message=_("A web address begins with http:// or https://."),
            ),
            models.CheckConstraint(
                condition=Q(publisher__isnull=False) | Q(publisher_printed="", publisher_paragraph__isnull=True),
                name="events_report_printed_publisher_is_known",
                violation_error_message=_("Choose the organization that the printed publisher is."),
            ),
            models.CheckConstraint(
                condition=~Q(edtf="") | Q(basis="", published_printed="", published_paragraph__isnull=True),
                name="events_report_printed_day_is_known",
                violation_error_message=_("Give the date that is printed."),
            ),
            models.CheckConstraint(
                condition=Q(sha256="", file="", paragraphs=0, openings=[])
                | ~Q(sha256="") & ~Q(file="") & Q(paragraphs__gte=1),
                name="events_report_text_is_whole",
                violation_error_message=_(
                    "Give file name, digest and number of paragraphs of the text, or none of them."
                ),
            ),
            models.CheckConstraint(
                condition=_within_the_text("publisher_paragraph") & _within_the_text("published_paragraph"),
                name="events_report_paragraphs_of_the_text",
                violation_error_message=_("A paragraph number is 1 or more, and not beyond the text's last."),
            ),
            models.CheckConstraint(
                condition=~Q(title="") | ~Q(label=""),
                name="events_report_has_a_name",
                violation_error_message=_("Give the printed title, or a label where none is printed."),
            ),
            models.CheckConstraint(
                condition=Q(sha256="") | Q(sha256__regex="^[0-9a-f]{64}$"),
                name="events_report_sha256_is_a_digest",
                violation_error_message=_("SHA-256 is 64 digits 0-9a-f."),
            ),
            models.CheckConstraint(
                condition=Q(openings__len=models.F("paragraphs")) | Q(openings__len=0) | Q(openings=[]),
                name="events_report_an_opening_for_each_paragraph",
                violation_error_message=_("Give the opening words of every paragraph, or of none."),
            ),
        ]
        triggers = [
            fixed("slug"),
            *changed_when("sort_name", "sort_day"),
            pgtrigger.Trigger(
                name="keeps_cited_paragraphs",
                when=pgtrigger.After,
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(new__paragraphs__df=pgtrigger.F("old__paragraphs")),
                func=f"""
                    IF NEW.paragraphs > 0 AND EXISTS (
                        SELECT FROM events_citation, unnest(paragraphs) cited
                        WHERE report_id = NEW.id AND cited > NEW.paragraphs
                    ) THEN
                        RAISE EXCEPTION '{CITED_BEYOND}' USING ERRCODE = 'check_violation',
                            CONSTRAINT = 'events_report_keeps_cited_paragraphs';
                    END IF;
                    RETURN NULL;
                """,
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return self.title or self.label

    def get_absolute_url(self) -> str:
        return address("report", self.slug)

    @property
    def counts(self) -> dict[str, int]:
        """How much it states, once `to_read` has counted."""
        stated = self.numbers or NOTHING
        bodies = {*stated["bodies"], self.publisher and self.publisher.canonical_id} - {None}
        counts = {f"{kind}s": stated[kind] for kind in COUNTED}
        return {"people": stated["people"], "organizations": len(bodies), "citations": stated["citations"]} | counts

    @property
    def retrieved_in_words(self) -> str:
        return day_in_words(self.retrieved) if self.retrieved else ""

    @property
    def linked_reports(self) -> list[tuple[str, "Report"]]:
        """The reports it hangs together with, and how."""
        out = [(link.get_kind_display(), link.to) for link in self.links.select_related("to")]
        back = [(link.seen_from_there, link.report) for link in self.linked_from.select_related("report")]
        return [*out, *back]

    def text_for(self, user: Any) -> str:
        """The text itself, for those who may see texts; nothing for anybody else."""
        return self.text.text if user.has_perm("events.view_reporttext") and hasattr(self, "text") else ""

    def opening(self, paragraph: int) -> str:
        """The first three words of a paragraph; empty where they are not kept."""
        return self.openings[paragraph - 1] if 0 < paragraph <= len(self.openings) else ""


@tracked()
class ReportLink(models.Model):
    """How a report hangs together with another."""

    class Kind(models.TextChoices):
        TRANSLATION = "translation", _("translation of")
        COPY = "copy", _("copy of")
        FOLLOW_UP = "follow-up", _("follow-up of")

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="links", help_text=_("The later report."))
    kind = models.CharField(max_length=20, choices=Kind, help_text=_("What it is of the other."))
    to = models.ForeignKey(
        Report, on_delete=models.PROTECT, related_name="linked_from", help_text=_("The earlier report.")
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("report", "kind", "to"), name="events_reportlink_once"),
            models.CheckConstraint(
                condition=~Q(report=models.F("to")),
                name="events_reportlink_two_reports",
                violation_error_message=_("A report is not a copy, translation or follow-up of itself."),
            ),
        ]
        triggers = [
            *touches(report_id="events_report", to_id="events_report"),
            pgtrigger.Trigger(
                name="acyclic",
                when=pgtrigger.After,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func=f"""
                    IF EXISTS (
                        WITH RECURSIVE earlier(id) AS (
                            SELECT NEW.to_id UNION
                            SELECT link.to_id FROM events_reportlink link JOIN earlier ON link.report_id = earlier.id
                        ) SELECT FROM earlier WHERE id = NEW.report_id
                    ) THEN
                        RAISE EXCEPTION '{THE_OTHER_WAY}'
                            USING ERRCODE = 'check_violation', CONSTRAINT = 'events_reportlink_acyclic';
                    END IF;
                    RETURN NULL;
                """,  # noqa: S608
            ),
        ]

    def __str__(self) -> str:
        return f"{self.report}: {self.get_kind_display()} {self.to}"

    @property
    def seen_from_there(self) -> str:
        """How the other report hangs together with this one."""
        return str(SEEN_FROM_THERE[self.kind])


class ReportText(models.Model):
    """The text of a report, for signed-in staff: shown beside its facts, never public, never exported."""

    report = models.OneToOneField(
        Report, on_delete=models.CASCADE, related_name="text", help_text=_("The report it is the text of.")
    )
    text = models.TextField(help_text=_("The whole text, as digested."))
    redacted = models.BooleanField(
        default=False,
        editable=False,
        help_text=_("Whether a person was removed from it: it is then no longer as digested, and not loaded again."),
    )
    sentences = models.GeneratedField(
        expression=models.Func(F("text"), function="text_sentences"),
        output_field=ArrayField(models.IntegerField()),
        db_persist=True,
        help_text=_("A number for each sentence: texts that share many are copies."),
    )

    class Meta:
        indexes = [GinIndex(fields=["sentences"], name="events_reporttext_sentences")]

    def __str__(self) -> str:
        return gettext("Text of %(report)s") % {"report": self.report}
