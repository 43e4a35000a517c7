"""Facts: rows that reports state, each with a key that is unique in the archive. A fact lives while it is cited."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Case, Count, Exists, F, Max, Min, OuterRef, Prefetch, Q, Value, When
from django.db.models.functions import Coalesce
from django.db.models.lookups import IsNull
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from archive.database.constraints import BelongsTo
from archive.dates import in_words, validate_edtf
from archive.history.changes import Changing, changed_when, touches
from archive.history.recording import tracked
from archive.identity.addresses import address
from archive.pages.company import TogetherQuerySet
from archive.texts import in_a_language, plain
from events.models.agreements import Agreement
from events.models.forums import Choice, Event, Forum, Session, event_name, event_years
from events.models.stated import Stated, StatedQuerySet, of_session_or_forum
from events.roles import CONVENERS, GROUPS, BodyRole, MentionRole, PersonRole, RoleGroup
from events.wording import MODES, role_in_words
from orgs.models import Organization, Place
from people.models import Person

HELD_IN = ("forum__canonical", "session__canonical__forum__canonical")


def _session_of_forum(model: str) -> BelongsTo:
    return BelongsTo(
        "session",
        "forum",
        name=f"events_{model}_session_of_forum",
        violation_error_message=_("The session belongs to another forum."),
    )


def _day(event: str) -> Coalesce:
    return Coalesce(f"{event}__earliest", f"{event}__latest", Value(date.min), output_field=models.DateField())


# As `dated` has it.
DAY = Case(
    When(Q(session__isnull=False) & ~Q(session__canonical__edtf=""), then=_day("session__canonical")),
    default=_day("forum__canonical"),
)


class ForumFact(Stated, Changing):
    """A fact about a forum, or about one session of it."""

    forum = models.ForeignKey(
        Forum, on_delete=models.PROTECT, related_name="%(class)ss", help_text=_("The forum it is a fact about.")
    )
    session = models.ForeignKey(
        Session,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="%(class)ss",
        help_text=_("The session, where the report names one."),
    )

    FORUM_NAME = event_name("forum__canonical__")
    YEARS = event_years()

    class Meta:
        abstract = True

    @property
    def event(self) -> Event:
        """What it is a fact about, by its canonical record."""
        return self.session.canonical if self.session else self.forum.canonical

    @property
    def dated(self) -> Event:
        """The event whose date is that of the fact: the session where its own is known."""
        return self.session.canonical if self.session and self.session.canonical.edtf else self.forum.canonical


class DetailQuerySet(StatedQuerySet):
    def chosen(self) -> "DetailQuerySet":
        """Annotated with whether a curator chose the value."""
        return self.annotate(
            chosen=Exists(
                Choice.objects.filter(
                    Q(session=OuterRef("session")) | Q(session__isnull=True) & IsNull(OuterRef("session"), True),
                    forum=OuterRef("forum"),
                    property=OuterRef("property"),
                    value=OuterRef("value"),
                )
            )
        )

    def to_show(self, subject: Sequence[str]) -> Any:
        """Rows (*subject, property, value, basis), one for each title and date that a record shows."""
        first = (*subject, "property")
        return (
            self.filter(property__in=(Choice.Property.TITLE, Choice.Property.DATE), citations__isnull=False)
            .chosen()
            .order_by(
                *first,
                "-chosen",
                F("citations__report__earliest").asc(nulls_last=True),
                "citations__report__slug",
                "citations__position",
            )
            .distinct(*first)
            .values_list(*first, "value", "citations__basis")
        )


@tracked()
class Detail(Stated, Changing):
    """A property of a forum, session or agreement as a report prints it: title, date, theme, venue…

    Reports that print different values make different rows; `Choice` says which one the record shows.
    """

    Property = Choice.Property

    forum = models.ForeignKey(
        Forum, null=True, blank=True, on_delete=models.PROTECT, related_name="details", help_text=_("The forum.")
    )
    session = models.ForeignKey(
        Session,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="details",
        help_text=_("The session, if it is one's."),
    )
    agreement = models.ForeignKey(
        Agreement,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="details",
        help_text=_("The agreement."),
    )
    property = models.CharField(max_length=10, choices=Property, help_text=_("Which property."))
    value = models.CharField(
        max_length=500, help_text=_("The value: words as printed; an EDTF date; 09:00 for a start or end.")
    )
    language = models.CharField(max_length=20, blank=True, help_text=_("Language tag of a title or theme."))

    objects = DetailQuerySet.as_manager()

    ABOUT = ("forum__canonical", "session__canonical__forum__canonical", "agreement")

    class Meta:
        constraints = [
            plain("events_detail", lines=("value",)),
            in_a_language("events_detail"),
            models.CheckConstraint(
                condition=Q(forum__isnull=False, agreement__isnull=True)
                | Q(forum__isnull=True, agreement__isnull=False, session__isnull=True),
                name="events_detail_of_forum_or_agreement",
                violation_error_message=_("Choose a forum (and a session of it) or an agreement."),
            ),
            models.UniqueConstraint(
                fields=("forum", "session", "agreement", "property", "value"),
                nulls_distinct=False,
                name="events_detail_once",
                violation_error_message=_("This value is there already: add a citation to it."),
            ),
            models.CheckConstraint(
                condition=~Q(value=""), name="events_detail_has_value", violation_error_message=_("Write the value.")
            ),
            models.CheckConstraint(
                condition=~Q(property__in=("start", "end")) | Q(value__regex="^([01][0-9]|2[0-3]):[0-5][0-9]$"),
                name="events_detail_time_of_day",
                violation_error_message=_("Write a time as 09:00."),
            ),
            _session_of_forum("detail"),
        ]
        triggers = [
            *changed_when(),
            *touches(forum_id="events_forum", session_id="events_session", agreement_id="events_agreement"),
        ]

    def __str__(self) -> str:
        return f"{self.get_property_display()}: {self.value}"

    def in_words(self) -> str:
        return in_words(self.value) if self.property == Choice.Property.DATE else self.value

    def clean(self) -> None:
        if self.property == Choice.Property.DATE:
            try:
                validate_edtf(self.value)
            except ValidationError as error:
                raise ValidationError({"value": error}) from error


class LocationQuerySet(StatedQuerySet):
    def of_forums(self) -> "LocationQuerySet":
        """Those of whole forums, not of one session."""
        return self.filter(session__isnull=True)

    def of_public_forums(self) -> "LocationQuerySet":
        cited = self.model._meta.get_field("citations").related_model.objects.of_forums()
        return self.of_forums().filter(forum__canonical__in=cited.values("forum"))

    def forums_by_city(self) -> Any:
        """Rows (slug of a city, in how many forums it is)."""
        return self.order_by().values_list("place__canonical__slug").annotate(Count("forum__canonical", distinct=True))

    def in_cities(self) -> "LocationQuerySet":
        return self.filter(place__canonical__kind=Place.Kind.CITY)


@tracked()
class Location(ForumFact):
    """A place where a forum or session was held; a forum may have several, in the order of their earliest citations."""

    place = models.ForeignKey(
        Place, on_delete=models.PROTECT, related_name="locations", help_text=_("The city, region or country.")
    )

    objects = LocationQuerySet.as_manager()

    ABOUT = (*HELD_IN, "place__canonical__country__canonical")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=("forum", "session", "place"),
                nulls_distinct=False,
                name="events_location_once",
                violation_error_message=_("This place is there already: add a citation to it."),
            ),
            _session_of_forum("location"),
        ]
        triggers = [
            *changed_when(),
            *touches(forum_id="events_forum", session_id="events_session", place_id="orgs_place"),
        ]

    def __str__(self) -> str:
        return str(self.place)


class ForumFactQuerySet(TogetherQuerySet, StatedQuerySet):
    def latest_first(self) -> "ForumFactQuerySet":
        """By the day of what each is about, as `dated` has it."""
        return self.annotate(day=DAY).order_by("-day", "pk")

    def over_years(self, *labels: str) -> Any:
        """Rows (label, years of forums, in how many it took place, in how many in all), the latest label first."""
        past = Count("forum__canonical", distinct=True, filter=Q(took_place=True))
        rows = self.alias(took_place=self.took_place(), day=DAY).values_list(*labels, "forum__canonical__years")
        counted = rows.annotate(past=past, every=Count("forum__canonical", distinct=True))
        return counted.alias(latest=Max("day"), first=Min("pk")).order_by("-latest", "first")


class AppearanceQuerySet(ForumFactQuerySet):
    def present(self) -> "AppearanceQuerySet":
        """Those of people who spoke or took part, not of those only named there or only announced."""
        return self.past().exclude(role_group=RoleGroup.NAMED)

    def joined_with(self, relation: str, **those: Any) -> "AppearanceQuerySet":
        """Joined with the places or topics of their session, where it has any, else with those of their forum."""
        return of_session_or_forum(self, relation, "session__canonical", **those)

    def on_behalf_of(self, organization: Organization) -> "AppearanceQuerySet":
        """Those printed with a title or body that is the organization's, and not as somebody's former one."""
        return self._holding(organization__canonical=organization)

    def on_behalf_of_units_of(self, organization: Organization) -> "AppearanceQuerySet":
        """Those printed with a title or body of its units, and none of its own."""
        units = list(Organization.objects.within(organization).values_list("pk", flat=True))
        itself = self.on_behalf_of(organization).values("pk")
        return self._holding(organization__canonical__in=units).exclude(pk__in=itself) if units else self.none()

    def at_address(self, public_id: str) -> "AppearanceQuerySet":
        forum, *session, person, role = public_id.split(".")
        of_session = {"session__key": session[0]} if session else {"session": None}
        return self.filter(forum__slug=forum, person__slug=person, role=role, **of_session)

    def to_cite(self) -> "AppearanceQuerySet":
        """As `to_read`, with the places of the forum."""
        places = Forum.objects.prefetch_related(Prefetch("locations", Location.objects.to_read()))
        return self.to_read().prefetch_related(Prefetch("forum__canonical__same_records", places))

    def _holding(self, **capacity: Any) -> "AppearanceQuerySet":
        cited = self.model._meta.get_field("citations").related_model
        capacities = cited._meta.get_field("capacities").related_model.objects.held().filter(**capacity)
        return self.filter(pk__in=capacities.values("citation__appearance"))


@tracked("role_group")
class Appearance(ForumFact):
    """A person in a forum or session in a role. Title and body of that day stand with each citation."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="appearances", help_text=_("Who."))
    role = models.CharField(
        max_length=20, choices=PersonRole, help_text=_("The role that comes nearest to the printed word.")
    )
    role_group = models.GeneratedField(
        expression=Case(
            *(
                When(role__in=[role.value for role in roles], then=Value(group.value))
                for group, roles in GROUPS.items()
            ),
            default=Value(RoleGroup.NAMED.value),
        ),
        output_field=models.CharField(max_length=10, choices=RoleGroup),
        db_persist=True,
    )

    objects = AppearanceQuerySet.as_manager()

    ABOUT = (*HELD_IN, "session__forum", "person__canonical")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=("person", "forum", "session", "role"),
                nulls_distinct=False,
                name="events_appearance_once",
                violation_error_message=_("This appearance is there already: add a citation to it."),
            ),
            _session_of_forum("appearance"),
        ]
        triggers = [
            *changed_when("role_group"),
            *touches(forum_id="events_forum", session_id="events_session", person_id="people_person"),
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.get_role_display()}"

    def get_absolute_url(self) -> str:
        return address("appearance", self.public_id)

    @property
    def public_id(self) -> str:
        """Its address, and its anchor on every page that shows it: the key, by the records it was asserted with."""
        event = self.session.public_id if self.session else self.forum.slug
        return f"{event}.{self.person.slug}.{self.role}"

    @property
    def role_words(self) -> str:
        return role_in_words(self.role, self.get_role_display(), self.standing)

    @property
    def mode_words(self) -> list[str]:
        modes = (MODES[citation.mode] for citation in self.sources if citation.mode)
        return list(dict.fromkeys(modes))


class InvolvementQuerySet(ForumFactQuerySet):
    def taking_part(self) -> "InvolvementQuerySet":
        """Those that took place, but for bodies only named there."""
        return self.past().exclude(role__in=(BodyRole.MENTIONED, BodyRole.OTHER))

    def convening(self) -> "InvolvementQuerySet":
        return self.past().filter(role__in=CONVENERS)


@tracked()
class Involvement(ForumFact):
    """An organization in a forum or session in a role."""

    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, related_name="involvements", help_text=_("The body.")
    )
    role = models.CharField(
        max_length=20, choices=BodyRole, help_text=_("The role that comes nearest to the printed word.")
    )

    objects = InvolvementQuerySet.as_manager()

    ABOUT = (*HELD_IN, "organization__canonical")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=("organization", "forum", "session", "role"),
                nulls_distinct=False,
                name="events_involvement_once",
                violation_error_message=_("This involvement is there already: add a citation to it."),
            ),
            _session_of_forum("involvement"),
        ]
        triggers = [
            *changed_when(),
            *touches(forum_id="events_forum", session_id="events_session", organization_id="orgs_organization"),
        ]

    def __str__(self) -> str:
        return f"{self.organization}, {self.get_role_display()}"

    @property
    def role_words(self) -> str:
        return role_in_words(self.role, self.get_role_display(), self.standing)


@tracked()
class Figure(ForumFact):
    """A number a report gives of a forum or session: how many of what, with inclusive bounds."""

    counted = models.CharField(max_length=200, help_text=_("What is counted, in a few words (participants)."))
    low = models.IntegerField(
        null=True, blank=True, help_text=_("At least so many: 81 for “more than 80”; empty if not said.")
    )
    high = models.IntegerField(
        null=True, blank=True, help_text=_("At most so many: 79 for “nearly 80”; empty if not said.")
    )

    ABOUT = HELD_IN

    class Meta:
        constraints = [
            plain("events_figure", lines=("counted",)),
            models.UniqueConstraint(
                fields=("forum", "session", "counted", "low", "high"),
                nulls_distinct=False,
                name="events_figure_once",
                violation_error_message=_("This figure is there already: add a citation to it."),
            ),
            models.CheckConstraint(
                condition=~Q(counted=""),
                name="events_figure_counts_something",
                violation_error_message=_("Say what is counted."),
            ),
            models.CheckConstraint(
                condition=Q(low__isnull=False) | Q(high__isnull=False),
                name="events_figure_has_a_bound",
                violation_error_message=_("Give at least one bound."),
            ),
            models.CheckConstraint(
                condition=Q(low__lte=F("high")) | Q(low__isnull=True) | Q(high__isnull=True),
                name="events_figure_low_not_above_high",
                violation_error_message=_("The low bound is above the high one."),
            ),
            models.CheckConstraint(
                condition=Q(low__gte=0) | (Q(low__isnull=True) & Q(high__gte=0)),
                name="events_figure_not_negative",
                violation_error_message=_("A count is not negative."),
            ),
            _session_of_forum("figure"),
        ]
        triggers = [*changed_when(), *touches(forum_id="events_forum", session_id="events_session")]

    def __str__(self) -> str:
        return f"{self.counted}: {self.bounds}"

    @property
    def bounds(self) -> str:
        if self.low == self.high:
            return str(self.low)
        if self.high is None:
            return gettext("at least %(low)d") % {"low": self.low}
        if self.low is None:
            return gettext("at most %(high)d") % {"high": self.high}
        return gettext("%(low)d to %(high)d") % {"low": self.low, "high": self.high}


@tracked()
class Mention(Stated, Changing):
    """A person or body that a report names outside any forum: its author, somebody quoted or mentioned."""

    person = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="mentions", help_text=_("The person.")
    )
    organization = models.ForeignKey(
        Organization, null=True, blank=True, on_delete=models.PROTECT, related_name="mentions", help_text=_("The body.")
    )
    role = models.CharField(max_length=10, choices=MentionRole, help_text=_("How it is named."))

    ABOUT = ("person__canonical", "organization__canonical")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(organization__isnull=False, person__isnull=True)
                | Q(organization__isnull=True, person__isnull=False),
                name="events_mention_body_or_person",
                violation_error_message=_("Choose a body or a person, one of them."),
            ),
            models.UniqueConstraint(
                fields=("person", "organization", "role"),
                nulls_distinct=False,
                name="events_mention_once",
                violation_error_message=_("This mention is there already: add a citation to it."),
            ),
        ]
        triggers = [*changed_when(), *touches(person_id="people_person", organization_id="orgs_organization")]

    def __str__(self) -> str:
        return f"{self.person or self.organization}, {self.get_role_display()}"
