"""Citations: which report states a fact, in which paragraphs, in which words. Nothing is public without one."""

from datetime import date
from typing import Any

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import connections, models
from django.db.models import Model, Prefetch, Q
from django.db.models.lookups import Exact
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop, pgettext_lazy

from archive.database.constraints import NumNonNulls
from archive.database.fetched import Worded, fetched
from archive.dates import Basis
from archive.history.changes import Changing, changed_when, touches
from archive.history.recording import tracked
from archive.identity.names import Form
from archive.languages import listed
from archive.texts import plain
from events.models.agreements import Agreement, Party
from events.models.facts import Appearance, Detail, Figure, Involvement, Location, Mention
from events.models.forums import Forum, Session, event_name, event_years
from events.models.reports import Report
from events.roles import MentionRole
from events.wording import MODES, role_in_words
from orgs.models import Organization

# The kinds of fact, in the order in which they are shown; each is a nullable key of Citation.
FACTS: dict[str, type[models.Model]] = {
    "forum": Forum,
    "session": Session,
    "detail": Detail,
    "location": Location,
    "figure": Figure,
    "involvement": Involvement,
    "appearance": Appearance,
    "agreement": Agreement,
    "party": Party,
    "mention": Mention,
}
# Those that are nothing but what reports state: they go with their last citation. Forums, sessions and agreements
# stay, with their addresses and what curators wrote of them, but are listed no longer.
STATED = ("detail", "location", "figure", "involvement", "appearance", "party", "mention")


def _of(kind: str) -> models.ForeignKey:
    return models.ForeignKey(
        FACTS[kind],
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="citations",
        db_index=False,
        help_text=format_lazy(_("The {kind} it cites."), kind=_(kind)),
    )


def _refused(name: str, found: str, says: str) -> list[pgtrigger.Trigger]:
    """Triggers that refuse rows, new or changed, of which the query (over new_rows) finds any."""
    return [
        pgtrigger.Trigger(
            name=f"{name}_on_{str(operation).lower()}",
            level=pgtrigger.Statement,
            when=pgtrigger.After,
            operation=operation,
            referencing=pgtrigger.Referencing(new="new_rows"),
            func=f"""
                IF EXISTS ({found}) THEN
                    RAISE EXCEPTION '{says.replace("'", "''")}'
                        USING ERRCODE = 'check_violation', CONSTRAINT = TG_TABLE_NAME || '_{name}';
                END IF;
                RETURN NULL;
            """,
        )
        for operation in (pgtrigger.Insert, pgtrigger.Update)
    ]


def _uncited_facts_go(word: str, operation: pgtrigger.Operation, rows: pgtrigger.Referencing) -> pgtrigger.Trigger:
    """A fact goes with its last citation, and when that is turned to another fact."""
    return pgtrigger.Trigger(
        name=f"uncited_facts_go_on_{word}",
        level=pgtrigger.Statement,
        when=pgtrigger.After,
        operation=operation,
        referencing=rows,
        func="\n".join(
            f"""
            DELETE FROM events_{kind} fact USING old_rows WHERE fact.id = old_rows.{kind}_id
                AND NOT EXISTS (SELECT FROM events_citation other WHERE other.{kind}_id = fact.id);"""
            for kind in STATED
        )
        + "\nRETURN NULL;",
    )


PRINTED = ("name", "role", "date", "number", "words")
CALLED = {
    "name": pgettext_lazy("printed words", "name"),
    "title": pgettext_lazy("printed words", "title"),
    "body": pgettext_lazy("printed words", "body"),
    "role": pgettext_lazy("printed words", "role"),
    "date": pgettext_lazy("printed words", "date"),
    "number": pgettext_lazy("printed words", "number"),
    "words": pgettext_lazy("printed words", "words"),
}


class Standing(models.TextChoices):
    OCCURRED = "occurred", _("occurred")
    ANNOUNCED = "announced", _("announced")
    INVITED = "invited", _("invited")
    ABSENT = "absent", _("absent")
    CANCELLED = "cancelled", _("cancelled")


class Mode(models.TextChoices):
    NOT_SAID = "", _("not said")
    ON_SITE = "on-site", _("on site")
    ONLINE = "online", _("live online")
    RECORDED = "recorded", _("recorded")
    READ_OUT = "read-out", _("read out by another")


class CitationQuerySet(models.QuerySet["Citation"]):
    def earliest_first(self) -> "CitationQuerySet":
        """In the order the reports appeared, then as each report has them: the same in every archive."""
        return self.order_by(models.F("report__earliest").asc(nulls_last=True), "report__slug", "position", "id")

    def in_order(self) -> "CitationQuerySet":
        """As one report has them, by paragraph."""
        return self.order_by("paragraphs", "position", "id")

    def to_read(self) -> "CitationQuerySet":
        """Earliest first, each with its report and the titles and bodies printed in it."""
        capacities = Capacity.objects.select_related("organization__canonical")
        return self.earliest_first().select_related("report").prefetch_related(Prefetch("capacities", capacities))

    def of_forums(self) -> "CitationQuerySet":
        return self.exclude(forum=None)

    def of_appearances(self) -> "CitationQuerySet":
        return self.exclude(appearance=None)

    def of_involvements(self) -> "CitationQuerySet":
        return self.exclude(involvement=None)

    def naming_authors(self) -> "CitationQuerySet":
        people = ("mention__person__canonical", "mention__organization__canonical")
        return self.filter(mention__role=MentionRole.AUTHOR).select_related(*people).order_by("position", "id")

    def forms_printed(self, record: Model, few: int = 30) -> list[Form]:
        """The forms of a person's or body's name that reports print, of a body beside people too; the earliest first.

        Each with the first few of the citations that print it: two queries, and one for what is printed beside these.
        """
        forms = self._ask_printed([record], FORMS_PRINTED, few)
        told = self.to_read().in_bulk({pk for _, _, those in forms for pk in those})
        every = [Form(text, many, [told[pk] for pk in those]) for text, many, those in forms]
        return sorted(every, key=lambda form: form.citations[0].age)

    def names_printed(self, records: list[Any]) -> dict[int, list[str]]:
        """By the id of each record of a kind, the texts of its `forms_printed`: one query."""
        found: dict[int, list[str]] = {record.pk: [] for record in records}
        for pk, text in self._ask_printed(records, NAMES_PRINTED) if records else ():
            found[pk].append(text)
        return found

    def _ask_printed(self, records: list[Model], question: str, *params: Any) -> list[tuple[Any, ...]]:
        rows = self._printing(records)
        sql, values = rows[0].union(*rows[1:], all=True).query.sql_with_params()
        with connections[self.db].cursor() as cursor:
            cursor.execute(question.format(printed=sql), [*params, *values])
            return cursor.fetchall()

    def _printing(self, records: list[Model]) -> list[Any]:
        """Rows (the record, a name printed, the citation that prints it) of records and those that are the same."""
        whom = str(records[0]._meta.model_name)
        ways = [f"{kind}__{whom}__canonical" for kind, model in FACTS.items() if hasattr(model, whom)]
        rows: list[Any] = [
            self.filter(**{f"{way}__in": records}).exclude(name="").values_list(way, "name", "pk") for way in ways
        ]
        if isinstance(records[0], Organization):
            beside = Capacity.objects.filter(organization__canonical__in=records).exclude(printed="").order_by()
            rows.append(beside.values_list("organization__canonical", "printed", "citation"))
        return rows

    def with_facts(self) -> "CitationQuerySet":
        """With the fact that each cites, and whom and what it is about."""
        return self.prefetch_related(
            *(Prefetch(kind, model.objects.select_related(*model.ABOUT)) for kind, model in FACTS.items())
        )


# The earliest first, as `earliest_first` has them.
FORMS_PRINTED = """
    SELECT text, count(*), (array_agg(cited.id ORDER BY report.earliest, report.slug, cited.position, cited.id))[:%s]
    FROM ({printed}) AS printed (whom, text, citation)
    JOIN events_citation cited ON cited.id = printed.citation JOIN events_report report ON report.id = cited.report_id
    GROUP BY text
"""
NAMES_PRINTED = """
    SELECT whom, text FROM (
        SELECT DISTINCT ON (whom, text) whom, text, report.earliest, report.slug, cited.position, cited.id
        FROM ({printed}) AS printed (whom, text, citation)
        JOIN events_citation cited ON cited.id = printed.citation
        JOIN events_report report ON report.id = cited.report_id
        ORDER BY whom, text, report.earliest, report.slug, cited.position, cited.id
    ) AS first ORDER BY earliest, slug, position, id
"""

# Citations are put in order by numbers with room between them, so that a new one moves no other.
GAP = 1024


@tracked("position")
class Citation(Changing):
    """One fact, stated by one report: paragraphs, the words printed there, and whether it happened or was announced."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="citations", help_text=_("The report."))
    forum = _of("forum")
    session = _of("session")
    detail = _of("detail")
    location = _of("location")
    figure = _of("figure")
    involvement = _of("involvement")
    appearance = _of("appearance")
    agreement = _of("agreement")
    party = _of("party")
    mention = _of("mention")
    position = models.IntegerField(
        editable=False, help_text=_("Its place among the report's citations: larger is later, gaps mean nothing.")
    )
    paragraphs = ArrayField(
        models.PositiveIntegerField(), help_text=_("Paragraph numbers, separated by commas; blank lines do not count.")
    )
    name = models.CharField(max_length=300, blank=True, help_text=_("The name printed there, letter for letter."))
    role = models.CharField(
        max_length=200, blank=True, help_text=_("The words printed for the role (delivered speeches).")
    )
    date = models.CharField(max_length=200, blank=True, help_text=_("The date printed there."))
    number = models.CharField(max_length=200, blank=True, help_text=_("The number printed there (more than 80)."))
    words = models.CharField(max_length=300, blank=True, help_text=_("Other words printed there that show the fact."))
    standing = models.CharField(
        max_length=10,
        choices=Standing,
        default=Standing.OCCURRED,
        help_text=_("Did it happen, by this report, or is it announced?"),
    )
    mode = models.CharField(
        max_length=10, choices=Mode, default="", blank=True, help_text=_("How the person appeared, by this report.")
    )
    basis = models.CharField(
        max_length=10, choices=Basis, blank=True, help_text=_("How a date is known, by this report.")
    )
    inference = models.TextField(
        blank=True, help_text=_("Only where a curator infers the fact: why. Shown to readers.")
    )
    note = models.TextField(blank=True, help_text=_("A curator's note on a judgement call."))
    reading = models.CharField(
        max_length=300,
        blank=True,
        help_text=_("Only where the source misprints: the right reading. The printed words stay; readers see both."),
    )

    objects = CitationQuerySet.as_manager()

    class Meta:
        ordering = ("report__slug", "position", "id")
        indexes = [
            models.Index("report", "position", name="events_citation_in_order"),
            # The authors of many reports are found without reading all that these state.
            models.Index("report", condition=Q(mention__isnull=False), name="events_citation_mentioning"),
            *(
                models.Index(
                    fields=[kind],
                    name=f"events_citation_{kind}",
                    condition=Q(**{f"{kind}__isnull": False}),
                    # Whether it took place is read from the index.
                    include=("standing",) if kind in ("appearance", "involvement") else None,
                )
                for kind in FACTS
            ),
        ]
        constraints = [
            plain("events_citation", lines=(*PRINTED, "reading"), prose=("inference", "note")),
            models.CheckConstraint(
                condition=Exact(NumNonNulls(*FACTS), 1),
                name="events_citation_one_fact",
                violation_error_message=_("A citation cites exactly one fact."),
            ),
            models.UniqueConstraint(
                fields=("report", *FACTS, "paragraphs", "name", "role"),
                nulls_distinct=False,
                name="events_citation_once",
                violation_error_message=_("The report cites this fact in these paragraphs and words already."),
            ),
            models.CheckConstraint(
                condition=Q(paragraphs__len__range=(1, 50)) & ~Q(paragraphs__contains=[0]),
                name="events_citation_names_paragraphs",
                violation_error_message=_("Name one to fifty paragraphs; the first is 1."),
            ),
            models.CheckConstraint(
                condition=Q(mode="") | Q(appearance__isnull=False),
                name="events_citation_mode_of_appearance",
                violation_error_message=_("Only an appearance has a mode."),
            ),
            models.CheckConstraint(
                condition=Q(basis="") | Q(detail__isnull=False),
                name="events_citation_basis_of_date",
                violation_error_message=_("Only a date has a basis."),
            ),
        ]
        triggers = [
            # A citation that is put back, and so is older than others, stands after the one that was made before it.
            pgtrigger.Trigger(
                name="last_by_default",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                condition=pgtrigger.Q(new__position__isnull=True),
                declare=[("low", "integer"), ("high", "integer")],
                func=f"""
                    SELECT coalesce((SELECT position FROM events_citation
                        WHERE report_id = NEW.report_id AND id < NEW.id ORDER BY id DESC LIMIT 1), 0) INTO low;
                    SELECT min(position) FROM events_citation
                        WHERE report_id = NEW.report_id AND position > low INTO high;
                    IF high - low > 1
                        AND EXISTS (SELECT FROM events_citation WHERE report_id = NEW.report_id AND id > NEW.id)
                    THEN
                        NEW.position = low + (high - low) / 2;
                    ELSE
                        NEW.position = {GAP} + coalesce(
                            (SELECT max(position) FROM events_citation WHERE report_id = NEW.report_id), 0);
                    END IF;
                    RETURN NEW;
                """,
            ),
            *changed_when("position"),
            *touches(
                report_id="events_report", **{f"{kind}_id": model._meta.db_table for kind, model in FACTS.items()}
            ),
            *_refused(
                "beyond_the_text",
                "SELECT FROM new_rows cited JOIN events_report report ON report.id = cited.report_id, "
                "unnest(cited.paragraphs) paragraph WHERE report.paragraphs > 0 AND paragraph > report.paragraphs",
                gettext_noop("The report's text has no such paragraph."),
            ),
            *_refused(
                "basis_of_no_date",
                "SELECT FROM new_rows cited JOIN events_detail detail ON detail.id = cited.detail_id "
                "WHERE cited.basis <> '' AND detail.property <> 'date'",
                gettext_noop("Only a date has a basis."),
            ),
            _uncited_facts_go("delete", pgtrigger.Delete, pgtrigger.Referencing(old="old_rows")),
            _uncited_facts_go("update", pgtrigger.Update, pgtrigger.Referencing(old="old_rows", new="new_rows")),
        ]

    def __str__(self) -> str:
        return f"{self.report}: {self.fact}"

    @property
    def kind(self) -> str:
        """Which kind of fact it cites: a key of FACTS."""
        return next(kind for kind in FACTS if getattr(self, f"{kind}_id") is not None)

    @property
    def fact(self) -> models.Model:
        return getattr(self, self.kind)

    @property
    def age(self) -> tuple[Any, ...]:
        """What `earliest_first` goes by."""
        return (self.report.earliest or date.max, self.report.slug, self.position, self.pk)

    @property
    def capacity(self) -> "Capacity | None":
        """The first title and body printed."""
        return next(iter(fetched(self, "capacities")), None)

    @property
    def printed(self) -> dict[str, str]:
        """The words printed, by what they are; only those that are."""
        body = {"title": self.capacity.title, "body": self.capacity.printed} if self.capacity else {}
        words = {word: getattr(self, word) for word in ("role", "date", "number", "words")}
        return {what: text for what, text in ({"name": self.name} | body | words).items() if text}

    @property
    def printed_by_label(self) -> dict[str, str]:
        """The words printed, by what they are called."""
        return {str(CALLED[what]): words for what, words in self.printed.items()}

    @property
    def other_paragraphs(self) -> str:
        """The paragraphs cited beside the first."""
        return listed(self.paragraphs[1:])

    @property
    def about(self) -> Any:
        """The forum, session or agreement that the fact is, or is a fact about; None for a mention."""
        fact: Any = self.fact
        if self.kind in ("forum", "session"):
            return fact.canonical
        if self.kind == "agreement":
            return fact
        event = getattr(fact, "session", None) or getattr(fact, "forum", None)
        return event.canonical if event else getattr(fact, "agreement", None)

    @property
    def shown(self) -> str:
        """The name or value by which a page shows the fact."""
        if self.kind in ("forum", "session", "agreement"):
            return self.name
        fact: Any = self.fact
        if self.kind == "location":
            return str(fact.place.canonical)
        return str(getattr(fact, "value", "") or getattr(fact, "named", fact))

    @property
    def printed_otherwise(self) -> dict[str, str]:
        """The words printed that differ from what is shown anyway, by what they are called."""
        return {label: words for label, words in self.printed_by_label.items() if words != self.shown}

    @property
    def marks(self) -> list[tuple[int, str]]:
        """Each paragraph cited, with its first words."""
        return [(number, self.report.opening(number)) for number in self.paragraphs]

    @property
    def is_past(self) -> bool:
        return self.standing == Standing.OCCURRED

    @property
    def role_words(self) -> str:
        """The role of whom it names, as this report has it."""
        return role_in_words(self.fact.role, self.fact.get_role_display(), self.standing)

    @property
    def mode_words(self) -> str:
        return str(MODES.get(self.mode, ""))

    def get_absolute_url(self) -> str:
        return f"{self.report.get_absolute_url()}#{self.anchor}"

    @property
    def anchor(self) -> str:
        return f"c{self.pk}"


class CapacityQuerySet(models.QuerySet["Capacity"]):
    def to_read(self) -> "CapacityQuerySet":
        return self.select_related("citation__report").prefetch_related("citation__capacities")

    def held(self) -> "CapacityQuerySet":
        """Those in which somebody appeared; a former one is told of, not held."""
        return self.filter(citation__appearance__isnull=False).exclude(relation=Capacity.Relation.FORMER)

    def of_bodies(self) -> "CapacityQuerySet":
        """Those printed with a body, not with a title alone."""
        return self.exclude(organization=None)

    def in_sessions(self) -> "CapacityQuerySet":
        return self.exclude(citation__appearance__session=None)


@tracked()
class Capacity(Worded, models.Model):
    """A title and body printed with a person's name: “Vice Chairman of CCPIT”."""

    class Relation(models.TextChoices):
        FOR = "for", _("for")
        ON_BEHALF = "on-behalf-of", _("on behalf of")
        ALSO = "also", _("also")
        FORMER = "former", _("former")

    citation = models.ForeignKey(
        Citation, on_delete=models.CASCADE, related_name="capacities", help_text=_("The citation it is printed in.")
    )
    order = models.PositiveSmallIntegerField(default=1, help_text=_("1 for the first title printed, 2 for the next…"))
    title = models.CharField(max_length=300, blank=True, help_text=_("The title as printed; empty where none is."))
    organization = models.ForeignKey(
        Organization,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="capacities",
        help_text=_("The body, as known to the archive."),
    )
    printed = models.CharField(max_length=300, blank=True, help_text=_("The body as printed."))
    relation = models.CharField(
        max_length=15, choices=Relation, default=Relation.FOR, help_text=_("How the person stood to the body.")
    )

    objects = CapacityQuerySet.as_manager()

    FORUM_NAME = event_name("citation__appearance__forum__canonical__")
    YEARS = event_years("citation__appearance__forum", "citation__appearance__session")

    class Meta:
        ordering = ("order",)
        verbose_name_plural = _("capacities")
        constraints = [
            plain("events_capacity", lines=("title", "printed")),
            models.UniqueConstraint(fields=("citation", "order"), name="events_capacity_order_once"),
            models.CheckConstraint(
                condition=~Q(title="") | Q(organization__isnull=False),
                name="events_capacity_says_something",
                violation_error_message=_("Give a title, a body, or both."),
            ),
            models.CheckConstraint(
                condition=Q(printed="") | Q(organization__isnull=False),
                name="events_capacity_printed_body_is_known",
                violation_error_message=_("Choose the organization that the printed body is."),
            ),
        ]
        triggers = [
            *touches(citation_id="events_citation", organization_id="orgs_organization"),
            *_refused(
                "of_a_person",
                "SELECT FROM new_rows capacity JOIN events_citation cited ON cited.id = capacity.citation_id "
                "LEFT JOIN events_party party ON party.id = cited.party_id "
                "LEFT JOIN events_mention mention ON mention.id = cited.mention_id "
                "WHERE num_nonnulls(cited.appearance_id, party.person_id, mention.person_id) = 0",
                gettext_noop("Only a person has a capacity."),
            ),
        ]

    def __str__(self) -> str:
        return ", ".join(filter(None, (self.title, self.printed or str(self.organization or ""))))

    @property
    def says(self) -> tuple[str, str, int | None, str]:
        """What two capacities share that say the same."""
        return (self.title, self.printed, self.organization and self.organization.canonical_id, self.relation)
