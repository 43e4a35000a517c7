"""Forums, their sessions, and the editorial data that curators give them."""

from datetime import date
from functools import reduce
from operator import attrgetter, or_
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, Value, When
from django.db.models.functions import Coalesce, NullIf
from django.utils.translation import gettext, gettext_noop
from django.utils.translation import gettext_lazy as _

from archive.database.constraints import BelongsTo
from archive.dates import A_DAY, TO_THE_DAY, Basis, Dated, DatedQuerySet, SortDayField
from archive.history.changes import Changing, by_change, changed_when, touches
from archive.history.recording import tracked
from archive.identity.addresses import Addressed, address, fixed
from archive.identity.decisions import Decision, decides, judged, kept
from archive.identity.identified import CANONICAL_BY_DEFAULT, Identified, IdentifiedQuerySet
from archive.identity.names import SLUG, SortKeyField, validate_slug
from archive.texts import plain
from archive.trees import acyclic
from events.models.stated import Stated, Whereabouts, of_session_or_forum
from orgs.models import Place


class Listed(Addressed):
    """A controlled list that curators assign from."""

    name = models.CharField(max_length=200, help_text=_("The name shown to readers."))
    sort_name = SortKeyField()
    description = models.TextField(blank=True, help_text=_("What belongs here, in a sentence."))

    class Meta:
        abstract = True
        ordering = ("sort_name", "id")
        constraints = (
            *Addressed.Meta.constraints,
            plain("%(app_label)s_%(class)s", lines=("name",), prose=("description",)),
        )
        triggers = (fixed("slug"),)

    def __str__(self) -> str:
        return self.name


@tracked("sort_name")
class Series(Listed):
    """Forums that follow one another under one idea: editions, stops, a run of city workshops."""

    class Meta(Listed.Meta):
        verbose_name_plural = _("series")


class TopicQuerySet(models.QuerySet["Topic"]):
    def of_forum(self, forum: "Forum") -> "TopicQuerySet":
        return self.filter(forum_topics__forum__canonical=forum).distinct()


@tracked("sort_name")
class Topic(Listed):
    """What a forum or session is about."""

    objects = TopicQuerySet.as_manager()

    class Meta(Listed.Meta):
        pass


FACTS = ("details", "locations", "figures", "involvements", "appearances")


class CitedQuerySet(DatedQuerySet, IdentifiedQuerySet):
    def cited(self) -> "CitedQuerySet":
        """Those that some report states; what is only known to authority files is no public record."""
        citations = self.model._meta.get_field("citations").related_model.objects
        return self.filter(Exists(citations.filter(**{self.model._meta.model_name: OuterRef("pk")})))

    def public(self) -> "CitedQuerySet":
        return self.canonical().cited()

    def to_list(self) -> "CitedQuerySet":
        """The latest first, with what a list says of each."""
        lines = self.latest_first().select_related(*self.model.ABOUT)
        return lines.with_facts("citations", "details", "locations", "figures")

    def in_lines(self) -> "CitedQuerySet":
        """What lists show a line of, with the ids of all that are the same; `events.lines` tells the rest."""
        same = ArraySubquery(self.model._default_manager.filter(canonical=OuterRef("pk")).order_by("pk").values("pk"))
        return self.by_day().select_related(*self.model.ABOUT).annotate(same=same)

    def at(self, place: Place) -> "CitedQuerySet":
        """Those held in the place, or in a place that lies in it."""
        places = list(Place.objects.inside(place).values_list("pk", flat=True))
        inside = self.locations().filter(place__in=places)
        return self.filter(pk__in=inside.values(f"{self.model._meta.model_name}__canonical"))

    def locations(self) -> Any:
        """The rows that say where a record was held."""
        return self.model._meta.get_field("locations").related_model.objects.with_session()

    def to_read(self) -> "CitedQuerySet":
        """With all that their pages say of them."""
        return (
            self.select_related(*self.model.ABOUT)
            .with_facts("citations", *FACTS)
            .prefetch_related("same_records__choices")
        )


def event_name(prefix: str = "") -> Coalesce:
    """An event's name, as an expression."""
    return Coalesce(NullIf(f"{prefix}title", Value("")), f"{prefix}label")


def event_years(forum: str = "forum", session: str = "session") -> Case:
    """The years of a session where its own date is known, else of its forum, as an expression."""
    its_own = When(**{f"{session}__canonical__years__len__gt": 0}, then=F(f"{session}__canonical__years"))
    return Case(its_own, default=F(f"{forum}__canonical__years"))


class Event(Stated, Identified, Dated, Changing):
    """What forums and sessions share: a title, a date and a name, each settled from what reports print."""

    title = models.CharField(
        max_length=500, blank=True, editable=False, help_text=_("The agreed or chosen printed title.")
    )
    label = models.CharField(
        max_length=300, blank=True, help_text=_("A curator's name for what reports leave unnamed.")
    )
    sort_name = SortKeyField()
    basis = models.CharField(max_length=10, choices=Basis, blank=True, editable=False)

    objects = CitedQuerySet.as_manager()

    # Where reports differ, the years are those of every date stated, until a curator chooses one: settling gives them.
    GIVES_YEARS = False

    class Meta:
        abstract = True

    @property
    def name(self) -> str:
        return self.title or self.label

    @property
    def kind_in_words(self) -> str:
        """What readers are told of its kind: "other" is a curator's word, and tells nothing."""
        return "" if self.kind == "other" else self.get_kind_display()  # type: ignore[attr-defined]

    @property
    def language(self) -> str:
        """That of the title, where a report's file names it."""
        titles = (detail for detail in self.details_stated if detail.property == "title" and detail.value == self.title)
        return next((title.language for title in titles), "")

    @property
    def sources(self) -> list[Any]:
        return sorted(self.together("citations"), key=lambda citation: citation.age)

    def facts(self, relation: str) -> list[Any]:
        """The facts about it and not about a part of it, in the order of their earliest citations."""
        return sorted(self.together(relation), key=lambda fact: fact.first.age)

    @property
    def people(self) -> list[Any]:
        return self.facts("appearances")

    @property
    def bodies(self) -> list[Any]:
        return self.facts("involvements")

    @property
    def numbers(self) -> list[Any]:
        return self.facts("figures")

    @property
    def details_stated(self) -> list[Any]:
        return self.facts("details")

    @property
    def places(self) -> list[Whereabouts]:
        """Where it was, or was to be: each place once, in the order of its earliest citation."""
        stated: dict[Place, list[Any]] = {}
        for location in self.facts("locations"):
            stated.setdefault(location.place.canonical, []).extend(location.sources)
        return [Whereabouts(place, sorted(sources, key=attrgetter("age"))) for place, sources in stated.items()]

    @property
    def every_citation(self) -> list[Any]:
        """The citations of the event and of every fact about it."""
        facts = [fact for relation in FACTS for fact in self.facts(relation)]
        return [citation for stated in (self, *facts) for citation in stated.sources]

    @property
    def is_told(self) -> bool:
        """Whether some report still states it, or a fact about it."""
        return bool(self.every_citation)

    @property
    def choices_made(self) -> list[Any]:
        return self.together("choices")


SETTLED = ("title", "edtf", "basis", "sort_name", "earliest", "latest", "years")


class ForumQuerySet(CitedQuerySet):
    def locations(self) -> Any:
        return self.model._meta.get_field("locations").related_model.objects.of_forums()

    def of_series_of(self, forum: "Forum") -> "ForumQuerySet":
        """The others of the forum's series."""
        return self.filter(series=forum.series).exclude(pk=forum.pk) if forum.series else self.none()

    def parts_of(self, forum: "Forum") -> "ForumQuerySet":
        return self.filter(part_of__canonical=forum)

    def having_any(self, *facts: Any) -> "ForumQuerySet":
        """Those that some of the facts are about."""
        return self.filter(reduce(or_, (Q(pk__in=rows.order_by().values("forum__canonical")) for rows in facts)))


@tracked(*SETTLED, "sort_day")
class Forum(Addressed, Event):
    """An event that reports tell of: forum, workshop, seminar, summit, trade mission, ceremony…"""

    class Kind(models.TextChoices):
        FORUM = "forum", _("forum")
        WORKSHOP = "workshop", _("workshop")
        SEMINAR = "seminar", _("seminar")
        CONFERENCE = "conference", _("conference")
        SUMMIT = "summit", _("summit")
        DIALOGUE = "dialogue", _("dialogue")
        TRADE_MISSION = "trade-mission", _("trade mission")
        MEETING = "meeting", _("meeting")
        EXHIBITION = "exhibition", _("exhibition or trade show")
        CEREMONY = "ceremony", _("ceremony")
        OTHER = "other", _("other")

    class Coverage(models.TextChoices):
        REPORTED = "reported", _("reported")
        MENTIONED = "mentioned", _("only mentioned")

    kind = models.CharField(max_length=20, choices=Kind, help_text=_("What sort of event it is."))
    coverage = models.CharField(
        max_length=10,
        choices=Coverage,
        default=Coverage.REPORTED,
        help_text=_("Reported, or only mentioned in a report about something else."),
    )
    summary = models.TextField(blank=True, help_text=_("What it was about, in the archive's own words."))
    part_of = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="parts",
        help_text=_("The larger event it was a part of."),
    )
    series = models.ForeignKey(
        Series,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="forums",
        help_text=_("The series it belongs to."),
    )
    topics = models.ManyToManyField(
        Topic, through="ForumTopic", related_name="forums", blank=True, help_text=_("What it was about.")
    )

    sort_day = SortDayField()

    objects = ForumQuerySet.as_manager()

    ABOUT = ("canonical", "part_of__canonical", "series")

    class Meta:
        ordering = ("sort_name", "id")
        indexes = [
            models.Index(F("sort_day").desc(), "id", name="events_forum_latest_first"),
            by_change("events_forum", "canonical"),
        ]
        constraints = [
            *Addressed.Meta.constraints,
            *Dated.Meta.constraints,
            plain("events_forum", lines=("label",), prose=("summary",)),
        ]
        triggers = [
            CANONICAL_BY_DEFAULT,
            fixed("slug"),
            acyclic("part_of", gettext_noop("A forum cannot be a part of itself.")),
            *changed_when("canonical", "sort_name", "sort_day"),
        ]

    def __str__(self) -> str:
        return self.name or self.slug

    def get_absolute_url(self) -> str:
        return address("forum", self.slug)

    def facts(self, relation: str) -> list[Any]:
        return [fact for fact in super().facts(relation) if fact.session_id is None]

    @property
    def choices_made(self) -> list[Any]:
        return [choice for choice in super().choices_made if choice.session_id is None]


@tracked()
class ForumTopic(models.Model):
    """A topic that a curator gave a forum or one of its sessions."""

    forum = models.ForeignKey(Forum, on_delete=models.CASCADE, related_name="forum_topics", help_text=_("The forum."))
    session = models.ForeignKey(
        "Session",
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="session_topics",
        help_text=_("The session, if the topic is that of one session."),
    )
    topic = models.ForeignKey(Topic, on_delete=models.PROTECT, related_name="forum_topics", help_text=_("The topic."))

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=("forum", "session", "topic"), nulls_distinct=False, name="events_forumtopic_once"
            ),
            BelongsTo(
                "session",
                "forum",
                name="events_forumtopic_session_of_forum",
                violation_error_message=_("The session belongs to another forum."),
            ),
        ]
        triggers = touches(forum_id="events_forum", session_id="events_session")

    def __str__(self) -> str:
        return f"{self.session or self.forum}: {self.topic}"


class SessionQuerySet(CitedQuerySet):
    def in_programme(self, forum: Forum) -> "SessionQuerySet":
        """The forum's sessions, in the order of the programme."""
        placed = self.model.objects.filter(forum__canonical=forum).values("canonical")
        return self.canonical().filter(pk__in=placed).order_by(F("order").asc(nulls_last=True), "key", "pk")

    def joined_with(self, relation: str, **those: Any) -> "SessionQuerySet":
        """Joined with their own places or topics, where they have any, else with those of their forum."""
        return of_session_or_forum(self, relation, "canonical", **those)

    def parts_of(self, session: "Session") -> "SessionQuerySet":
        """Those within the session, in order."""
        return self.canonical().filter(parent__canonical=session).order_by(F("order").asc(nulls_last=True), "key", "pk")

    def by_day(self) -> "SessionQuerySet":
        """With a day that is worked out: most have no date of their own, and that of the forum is another row's."""
        days = ("earliest", "latest", "forum__canonical__earliest", "forum__canonical__latest")
        return self.annotate(sort_day=Coalesce(*days, Value(date.min)))

    def to_the_day(self) -> "SessionQuerySet":
        """Those of a forum of one day too, where they have no date of their own."""
        last = date.max
        its_own = Q(edtf__regex=TO_THE_DAY, latest__lt=last)
        of_the_forum = Q(edtf="", forum__canonical__edtf__regex=A_DAY, forum__canonical__latest__lt=last)
        return self.filter(its_own | of_the_forum)

    def at_address(self, public_id: str) -> "SessionQuerySet":
        forum, _, key = public_id.partition(".")
        return self.filter(forum__slug=forum, key=key)


@tracked(*SETTLED)
class Session(Event):
    """A part of a forum's programme. Its public id is `<forum-slug>.<key>`; the key is never reused."""

    class Kind(models.TextChoices):
        OPENING = "opening", _("opening")
        KEYNOTE = "keynote", _("keynote speeches")
        SUB_FORUM = "sub-forum", _("sub-forum")
        DIALOGUE = "dialogue", _("dialogue")
        ROUND_TABLE = "round-table", _("round table")
        PANEL = "panel", _("panel")
        TALK = "talk", _("talk")
        SHOWCASE = "showcase", _("showcase")
        MATCHMAKING = "matchmaking", _("matchmaking")
        MEETING = "meeting", _("meeting")
        SITE_VISIT = "site-visit", _("site visit")
        CLOSING = "closing", _("closing")
        OTHER = "other", _("other")

    forum = models.ForeignKey(
        Forum, on_delete=models.PROTECT, related_name="sessions", help_text=_("The forum whose programme it is in.")
    )
    key = models.CharField(
        max_length=60,
        validators=[validate_slug],
        help_text=_("Its name within the forum (opening). It can't be changed later."),
    )
    kind = models.CharField(max_length=20, choices=Kind, help_text=_("What sort of session it is."))
    parent = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="parts",
        help_text=_("The session it is a part of, if any."),
    )
    order = models.PositiveIntegerField(
        null=True, blank=True, help_text=_("Its place in the programme, where that is known.")
    )

    objects = SessionQuerySet.as_manager()

    ABOUT = ("canonical__forum__canonical", "forum__canonical", "parent__canonical__forum__canonical")

    class Meta:
        ordering = ("forum__sort_name", "forum_id", F("order").asc(nulls_last=True), "key")
        indexes = [by_change("events_session", "canonical")]
        constraints = [
            *Dated.Meta.constraints,
            plain("events_session", lines=("label",)),
            models.UniqueConstraint(
                fields=("forum", "key"),
                name="events_session_key_once",
                violation_error_message=_("The forum has a session with this key already."),
            ),
            # What BelongsTo refers to.
            models.UniqueConstraint(fields=("id", "forum"), name="events_session_of_forum"),
            models.CheckConstraint(
                condition=Q(key__regex=f"^{SLUG}$"),
                name="events_session_key_is_an_address",
                violation_error_message=_("A key holds lower-case words and digits joined by single hyphens."),
            ),
            BelongsTo(
                "parent",
                "forum",
                name="events_session_parent_of_forum",
                violation_error_message=_("The parent session belongs to another forum."),
            ),
        ]
        triggers = [
            CANONICAL_BY_DEFAULT,
            fixed("key", "forum"),
            acyclic("parent", gettext_noop("A session cannot be a part of itself.")),
            *changed_when("canonical", "sort_name"),
            *touches(forum_id="events_forum"),
        ]

    def __str__(self) -> str:
        return self.name or self.kind_in_words or gettext("session")

    @property
    def public_id(self) -> str:
        return f"{self.forum.slug}.{self.key}"

    def get_absolute_url(self) -> str:
        return address("session", self.public_id)


@tracked()
class Choice(models.Model):
    """A curator's choice between the values that reports print for one property of a forum or session."""

    class Property(models.TextChoices):
        TITLE = "title", _("title")
        DATE = "date", _("date")
        THEME = "theme", _("theme")
        EDITION = "edition", _("edition")
        VENUE = "venue", _("venue")
        ROOM = "room", _("room")
        FORMAT = "format", _("format")
        START = "start", _("start")
        END = "end", _("end")

    forum = models.ForeignKey(Forum, on_delete=models.CASCADE, related_name="choices", help_text=_("The forum."))
    session = models.ForeignKey(
        Session,
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="choices",
        help_text=_("The session, if it is one's."),
    )
    property = models.CharField(max_length=10, choices=Property, help_text=_("What the reports differ on."))
    value = models.CharField(
        max_length=500, help_text=_("The value chosen, exactly as one of the reports' facts has it.")
    )
    reason = models.TextField(help_text=_("Why this one."))

    class Meta:
        constraints = [
            plain("events_choice", lines=("value",), prose=("reason",)),
            models.UniqueConstraint(
                fields=("forum", "session", "property"),
                nulls_distinct=False,
                name="events_choice_one_per_property",
                violation_error_message=_("There is a choice for this property already: change that one."),
            ),
            models.CheckConstraint(
                condition=~Q(reason=""), name="events_choice_has_reason", violation_error_message=_("Say why.")
            ),
            BelongsTo(
                "session",
                "forum",
                name="events_choice_session_of_forum",
                violation_error_message=_("The session belongs to another forum."),
            ),
        ]
        triggers = touches(forum_id="events_forum", session_id="events_session")

    def __str__(self) -> str:
        return f"{self.session or self.forum}: {self.property} {self.value}"


@tracked("moved")
class ForumDecision(Decision):
    """A judgement on whether two forums are one."""

    record = judged(Forum)
    other = kept(Forum)

    class Meta(Decision.Meta):
        triggers = decides("events_forum")
        # Of all kinds: one who may decide who is who decides it of people and places too.
        permissions = [("decide_identity", _("Can decide which records are the same"))]


@tracked("moved")
class SessionDecision(Decision):
    """A judgement on whether two sessions are one."""

    record = judged(Session)
    other = kept(Session)

    class Meta(Decision.Meta):
        triggers = decides("events_session")
