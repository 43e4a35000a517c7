"""What forums, sessions and reports can be narrowed by."""

from django.conf.locale import LANG_INFO
from django.utils.translation import gettext_lazy as _

from archive.facets import Facet, FacetSet, Named, Subjects, Values, Years
from events.models import (
    Agreement,
    Appearance,
    Capacity,
    Citation,
    Forum,
    ForumTopic,
    Involvement,
    Location,
    Party,
    Report,
    Series,
    Session,
    Topic,
)
from events.models.forums import event_name, event_years
from events.roles import BodyRole, PersonRole
from orgs.filters import INVOLVEMENTS as PARTS_OF_BODIES
from orgs.filters import OrganizationFacets
from orgs.models import WITH_UNITS, Organization, Place, country_of, organization_name
from people.filters import APPEARANCES as APPEARANCES_OF_PEOPLE
from people.filters import SpeakerFacets
from people.models import Person

# Notes on changes: all that is said of a forum touches it, and with it all that is the same.
OF_FORUM = {"events_forum": "forum__canonical__same_records"}
RENAMED = "orgs_organization.told"
FORUMS = Subjects(
    Forum.objects.public(),
    touched={"events_forum": "canonical__same_records", "events_report.told": "same_records__citations__report"},
)
INVOLVED = {**OF_FORUM, RENAMED: "organization__canonical__same_records"}
APPEARED = {**OF_FORUM, RENAMED: "citations__capacities__organization__canonical__same_records"}
INVOLVEMENTS = Subjects(Involvement.objects.all(), "forum__canonical", INVOLVED)
APPEARANCES = Subjects(Appearance.objects.all(), "forum__canonical", APPEARED)
SESSIONS = Subjects(Session.objects.public(), touched=OF_FORUM)
SESSION_INVOLVEMENTS = Subjects(Involvement.objects.with_session(), "session__canonical", INVOLVED)
SESSION_APPEARANCES = Subjects(Appearance.objects.with_session(), "session__canonical", APPEARED)
REPORTS = Subjects(Report.objects.all(), touched={RENAMED: "publisher__canonical__same_records"})
# Each listed itself, by the facets of those whom it is of.
EVERY_APPEARANCE = Subjects(APPEARANCES_OF_PEOPLE.rows)
EVERY_INVOLVEMENT = Subjects(PARTS_OF_BODIES.rows)
AGREEMENTS = Subjects(Agreement.objects.all())
# A party is a body or a person, never both: each is asked for by itself.
BODIES_THAT_AGREED = Subjects(Party.objects.all(), "agreement")
PEOPLE_WHO_AGREED = Subjects(Party.objects.all(), "agreement")
LANGUAGES = {code: _(info["name"]) for code, info in LANG_INFO.items() if "name" in info} | {
    "zh-Hans": _("Chinese, simplified"),
    "zh-Hant": _("Chinese, traditional"),
}

IN_CITIES = SESSIONS.rows.joined_with("locations", place__canonical__kind=Place.Kind.CITY)
ORGANIZATION = ("organization__canonical__slug", organization_name("organization__canonical__"))
PLACE = "forum__canonical__same_records__locations__place__canonical__"
TOPIC = "forum__canonical__same_records__forum_topics__topic__"


class ForumFacets(FacetSet):
    listed = FORUMS
    words = _(
        "Organization and role together mean one body in that role, or one person who appeared for it in that role."
    )

    q = Named(label=_("Name"), help_text=_("Words in a title or name of the forum."))
    year = Facet(
        Years(FORUMS, FORUMS.rows, "years"),
        label=_("Year"),
        help_text=_("Every year the forum is known to touch; a forum over New Year counts in both."),
        unknown=_("date not known"),
        latest_first=True,
    )
    city = Facet(
        Values(
            FORUMS,
            Location.objects.of_forums().in_cities(),
            "place__canonical__slug",
            "place__canonical__name",
            "forum__canonical",
        ),
        label=_("City"),
        help_text=_("Where it was, or was to be, held; a forum in several cities counts in each."),
        unknown=_("no city stated"),
        moved=Place.objects.all(),
    )
    country = Facet(
        Values(FORUMS, Location.objects.of_forums(), *country_of("place__canonical__"), "forum__canonical"),
        label=_("Country"),
        help_text=_("The country of each place where it was, or was to be, held."),
        unknown=_("no place stated"),
        moved=Place.objects.all(),
    )
    kind = Facet(
        Values(FORUMS, FORUMS.rows, "kind"),
        names=Forum.Kind.choices,
        label=_("Kind"),
        help_text=_("What sort of event it is."),
    )
    organization = Facet(
        Values(INVOLVEMENTS, INVOLVEMENTS.rows, *ORGANIZATION),
        Values(APPEARANCES, Capacity.objects.held(), *ORGANIZATION, "citation__appearance"),
        label=_("Organization"),
        help_text=_("A body that had a role in it, or for which somebody appeared; itself, or with its units."),
        wholes=WITH_UNITS,
        moved=Organization.objects.all(),
    )
    role = Facet(
        Values(INVOLVEMENTS, INVOLVEMENTS.rows, "role"),
        Values(APPEARANCES, APPEARANCES.rows, "role"),
        names=[*PersonRole.choices, *BodyRole.choices],
        label=_("Role"),
        help_text=_("A role that a body or person had in it."),
    )
    topic = Facet(
        Values(FORUMS, ForumTopic.objects.all(), "topic__slug", "topic__name", "forum__canonical"),
        label=_("Topic"),
        help_text=_("What the forum, or one of its sessions, was about."),
        unknown=_("no topic given"),
    )
    series = Facet(
        Values(FORUMS, FORUMS.rows, "series__slug", "series__name"),
        label=_("Series"),
        help_text=_("The series of forums it belongs to."),
        unknown=_("in no series"),
    )
    report = Facet(
        Values(FORUMS, Citation.objects.of_forums(), "report__slug", event_name("report__"), "forum__canonical"),
        label=_("Report"),
        help_text=_("A report that tells of it, or mentions it."),
    )
    coverage = Facet(
        Values(FORUMS, FORUMS.rows, "coverage"),
        names=Forum.Coverage.choices,
        label=_("Coverage"),
        help_text=_("Whether a report tells of it, or only mentions it."),
    )


class FrontFacets(FacetSet):
    """What the first page tells of forums."""

    listed = FORUMS
    year, organization, topic = (ForumFacets.base_filters[name] for name in ("year", "organization", "topic"))


class SessionFacets(FacetSet):
    listed = SESSIONS
    q = Named(label=_("Name"), help_text=_("Words in a title or name of the session."))
    kind = Facet(
        Values(SESSIONS, SESSIONS.rows, "kind"),
        names=Session.Kind.choices,
        label=_("Kind"),
        help_text=_("What sort of session it is."),
    )
    year = Facet(
        Years(SESSIONS, SESSIONS.rows, event_years(session="canonical")),
        label=_("Year"),
        help_text=_("The year of the session where its own date is stated, else of its forum."),
        unknown=_("date not known"),
        latest_first=True,
    )
    forum = Facet(
        Values(SESSIONS, SESSIONS.rows, "forum__canonical__slug", Appearance.FORUM_NAME),
        label=_("Forum"),
        help_text=_("The forum whose programme it is in."),
        moved=Forum.objects.all(),
    )
    city = Facet(
        Values(SESSIONS, IN_CITIES, f"{PLACE}slug", f"{PLACE}name"),
        label=_("City"),
        help_text=_("Where it was, or was to be, held where that is stated, else every city of its forum."),
        unknown=_("no city stated"),
        moved=Place.objects.all(),
    )
    organization = Facet(
        Values(SESSION_INVOLVEMENTS, SESSION_INVOLVEMENTS.rows, *ORGANIZATION),
        Values(SESSION_APPEARANCES, Capacity.objects.held().in_sessions(), *ORGANIZATION, "citation__appearance"),
        label=_("Organization"),
        help_text=_("A body that had a role in it, or for which somebody appeared in it; itself, or with its units."),
        wholes=WITH_UNITS,
        moved=Organization.objects.all(),
    )
    topic = Facet(
        Values(SESSIONS, SESSIONS.rows.joined_with("forum_topics"), f"{TOPIC}slug", f"{TOPIC}name"),
        label=_("Topic"),
        help_text=_("What it was about, where that was given, else what its forum was about."),
        unknown=_("no topic given"),
    )


class ReportFacets(FacetSet):
    listed = REPORTS
    q = Named(label=_("Title"), help_text=_("Words in the title."))
    kind = Facet(
        Values(REPORTS, REPORTS.rows, "kind"),
        names=Report.Kind.choices,
        label=_("Kind"),
        help_text=_("What sort of publication it is."),
    )
    publisher = Facet(
        Values(REPORTS, REPORTS.rows, "publisher__canonical__slug", "publisher__canonical__name"),
        label=_("Publisher"),
        help_text=_("Who published it, where the report says so."),
        unknown=_("publisher not stated"),
        moved=Organization.objects.all(),
    )
    language = Facet(
        Values(REPORTS, REPORTS.rows, "language"),
        names=LANGUAGES,
        label=_("Language"),
        help_text=_("The language of its text."),
    )
    year = Facet(
        Years(REPORTS, REPORTS.rows, "years"),
        label=_("Year"),
        help_text=_("The year it was published."),
        unknown=_("date not known"),
        latest_first=True,
    )


class AppearanceFacets(FacetSet):
    listed = EVERY_APPEARANCE
    person = Facet(
        Values(EVERY_APPEARANCE, EVERY_APPEARANCE.rows, "person__canonical__slug", "person__canonical__name"),
        label=_("Person"),
        help_text=_("Who appeared."),
        moved=Person.objects.all(),
    )
    organization, organization_kind, forum, year, city, country, topic, role, role_group, mode, standing = (
        SpeakerFacets.base_filters[name].on(EVERY_APPEARANCE)
        for name in (
            *("organization", "organization_kind", "forum", "year", "city", "country", "topic"),
            *("role", "role_group", "mode", "standing"),
        )
    )
    report = Facet(
        Values(EVERY_APPEARANCE, Citation.objects.of_appearances(), "report__slug", subject="appearance"),
        label=_("Report"),
        help_text=_("A report that states it."),
    )


class InvolvementFacets(FacetSet):
    listed = EVERY_INVOLVEMENT
    organization = Facet(
        Values(EVERY_INVOLVEMENT, EVERY_INVOLVEMENT.rows, *ORGANIZATION),
        label=_("Organization"),
        help_text=_("The body; itself, or with its units."),
        wholes=WITH_UNITS,
        moved=Organization.objects.all(),
    )
    forum, year = (OrganizationFacets.base_filters[name].on(EVERY_INVOLVEMENT) for name in ("forum", "year"))
    role = Facet(
        Values(EVERY_INVOLVEMENT, EVERY_INVOLVEMENT.rows, "role"),
        names=BodyRole.choices,
        label=_("Role"),
        help_text=_("A role that a body had in a forum or session."),
    )
    report = Facet(
        Values(EVERY_INVOLVEMENT, Citation.objects.of_involvements(), "report__slug", subject="involvement"),
        label=_("Report"),
        help_text=_("A report that states it."),
    )


class AgreementFacets(FacetSet):
    listed = AGREEMENTS
    kind = Facet(
        Values(AGREEMENTS, AGREEMENTS.rows, "kind"),
        names=Agreement.Kind.choices,
        label=_("Kind"),
        help_text=_("What sort of agreement it is."),
    )
    organization = Facet(
        Values(BODIES_THAT_AGREED, BODIES_THAT_AGREED.rows, *ORGANIZATION),
        label=_("Organization"),
        help_text=_("A body that made it; itself, or with its units."),
        wholes=WITH_UNITS,
        moved=Organization.objects.all(),
    )
    person = Facet(
        Values(PEOPLE_WHO_AGREED, PEOPLE_WHO_AGREED.rows, "person__canonical__slug", "person__canonical__name"),
        label=_("Person"),
        help_text=_("A person who made it."),
        moved=Person.objects.all(),
    )
    year = Facet(
        Years(AGREEMENTS, AGREEMENTS.rows, "years"),
        label=_("Year"),
        help_text=_("The year it was made."),
        unknown=_("date not known"),
        latest_first=True,
    )


class SeriesFacets(FacetSet):
    listed = Subjects(Series.objects.all())


class TopicFacets(FacetSet):
    listed = Subjects(Topic.objects.all())
