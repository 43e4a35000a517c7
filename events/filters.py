"""What forums, sessions and reports can be narrowed by."""

from django.conf.locale import LANG_INFO
from django.db.models.functions import Coalesce

from archive.facets import Facet, FacetSet, Named, Subjects, Values, Years
from events.models import Appearance, Capacity, Forum, ForumTopic, Involvement, Location, Report, Session
from events.models.forums import event_years
from events.roles import BodyRole, PersonRole
from orgs.models import Organization, organization_name

FORUMS = Subjects(Forum.objects.public())
INVOLVEMENTS = Subjects(Involvement.objects.all(), "forum__canonical")
APPEARANCES = Subjects(Appearance.objects.all(), "forum__canonical")
SESSIONS = Subjects(Session.objects.public())
REPORTS = Subjects(Report.objects.all())
LANGUAGES = {code: info["name"] for code, info in LANG_INFO.items() if "name" in info} | {
    "zh-Hans": "Chinese, simplified",
    "zh-Hant": "Chinese, traditional",
}

ORGANIZATION = ("organization__canonical__slug", organization_name("organization__canonical__"))
COUNTRY = tuple(
    Coalesce(f"place__canonical__country__canonical__{what}", f"place__canonical__{what}") for what in ("slug", "name")
)


class ForumFacets(FacetSet):
    words = "Organization and role together mean one body in that role, or one person who appeared for it in that role."

    q = Named(label="Name", help_text="Words in a title or name of the forum.")
    year = Facet(
        Years(FORUMS, FORUMS.rows, "years"),
        label="Year",
        help_text="Every year the forum is known to touch; a forum over New Year counts in both.",
        unknown="date not known",
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
        label="City",
        help_text="Where it was held; a forum in several cities counts in each.",
        unknown="no city stated",
        moved=Location._meta.get_field("place").related_model.objects.all(),
    )
    country = Facet(
        Values(FORUMS, Location.objects.of_forums(), *COUNTRY, "forum__canonical"),
        label="Country",
        help_text="The country of each place where it was held.",
        unknown="no place stated",
        moved=Location._meta.get_field("place").related_model.objects.all(),
    )
    kind = Facet(
        Values(FORUMS, FORUMS.rows, "kind"),
        names=Forum.Kind.choices,
        label="Kind",
        help_text="What sort of event it is.",
    )
    organization = Facet(
        Values(INVOLVEMENTS, INVOLVEMENTS.rows, *ORGANIZATION),
        Values(APPEARANCES, Capacity.objects.held(), *ORGANIZATION, "citation__appearance"),
        label="Organization",
        help_text="A body that had a role in it, or for which somebody appeared.",
        moved=Organization.objects.all(),
    )
    role = Facet(
        Values(INVOLVEMENTS, INVOLVEMENTS.rows, "role"),
        Values(APPEARANCES, APPEARANCES.rows, "role"),
        names=[*PersonRole.choices, *BodyRole.choices],
        label="Role",
        help_text="A role that a body or person had in it.",
    )
    topic = Facet(
        Values(FORUMS, ForumTopic.objects.all(), "topic__slug", "topic__name", "forum__canonical"),
        label="Topic",
        help_text="What the forum, or one of its sessions, was about.",
        unknown="no topic given",
    )
    series = Facet(
        Values(FORUMS, FORUMS.rows, "series__slug", "series__name"),
        label="Series",
        help_text="The series of forums it belongs to.",
        unknown="in no series",
    )
    coverage = Facet(
        Values(FORUMS, FORUMS.rows, "coverage"),
        names=Forum.Coverage.choices,
        label="Coverage",
        help_text="Whether a report tells of it, or only mentions it.",
    )


class SessionFacets(FacetSet):
    q = Named(label="Name", help_text="Words in a title or name of the session.")
    kind = Facet(
        Values(SESSIONS, SESSIONS.rows, "kind"),
        names=Session.Kind.choices,
        label="Kind",
        help_text="What sort of session it is.",
    )
    year = Facet(
        Years(SESSIONS, SESSIONS.rows, event_years(session="canonical")),
        label="Year",
        help_text="The year of the session where its own date is stated, else of its forum.",
        unknown="date not known",
        latest_first=True,
    )
    forum = Facet(
        Values(SESSIONS, SESSIONS.rows, "forum__canonical__slug", Appearance.FORUM_NAME),
        label="Forum",
        help_text="The forum whose programme it is in.",
        moved=Forum.objects.all(),
    )


class ReportFacets(FacetSet):
    q = Named(label="Title", help_text="Words in the title.")
    kind = Facet(
        Values(REPORTS, REPORTS.rows, "kind"),
        names=Report.Kind.choices,
        label="Kind",
        help_text="What sort of publication it is.",
    )
    publisher = Facet(
        Values(REPORTS, REPORTS.rows, "publisher__canonical__slug", "publisher__canonical__name"),
        label="Publisher",
        help_text="Who published it, where the report says so.",
        unknown="publisher not stated",
        moved=Organization.objects.all(),
    )
    language = Facet(
        Values(REPORTS, REPORTS.rows, "language"),
        names=LANGUAGES,
        label="Language",
        help_text="The language of its text.",
    )
    year = Facet(
        Years(REPORTS, REPORTS.rows, "years"),
        label="Year",
        help_text="The year it was published.",
        unknown="date not known",
        latest_first=True,
    )
