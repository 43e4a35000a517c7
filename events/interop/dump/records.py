"""The tables of records, each by its address; of records that are the same, the one that stays."""

from typing import Any

from django.db.models import F, Func, QuerySet, Value
from django.db.models.functions import NullIf

from events.interop.dump.columns import Column, Table, field, link
from events.interop.dump.keys import of_event, own_session, session_id
from events.models import Agreement, Forum, ForumTopic, Report, ReportLink, Series, Session, Topic
from events.models.forums import event_name
from orgs.models import Organization, OrganizationIdentifier, OrganizationName, Place, PlaceIdentifier, PlaceName
from people.models import Person, PersonIdentifier, PersonName

NAME = Column("name", event_name(), "string", "The name shown to readers: the title printed, else a curator's label.")


def day(name: str) -> Column:
    words = {"earliest": "first", "latest": "last"}[name]
    return Column(name, F(name), "date", f"The {words} day that the date may mean; empty where it is open.")


def date_columns() -> tuple[Column, ...]:
    edtf = Column("date", NullIf(F("edtf"), Value("")), "string", "The date as EDTF, as exact as it is known.")
    how = Column("date_basis", NullIf(F("basis"), Value("")), "string", "How the date is known.")
    return (edtf, day("earliest"), day("latest"), how)


def name_table(of: str, rows: QuerySet[Any], relation: str) -> Table:
    has = field(rows)
    columns = (
        link(relation, f"{relation}__canonical__slug", of, f"Whose name it is: key of `{of}`."),
        *(has(name) for name in ("kind", "text", "language", "source")),
    )
    return Table(f"{relation}_names", "Other forms of names, known apart from what reports print.", rows, columns)


def identifier_table(of: str, rows: QuerySet[Any], relation: str) -> Table:
    has = field(rows)
    columns = (
        link(relation, f"{relation}__canonical__slug", of, f"Whose identifier it is: key of `{of}`."),
        *(has(name) for name in ("scheme", "value", "source")),
    )
    return Table(f"{relation}_identifiers", "What registers elsewhere call the record.", rows, columns)


def array(path: str) -> Func:
    return Func(F(path), function="to_jsonb")


def _canonical(model: Any) -> QuerySet[Any]:
    return model.objects.canonical()


def places() -> Table:
    rows = _canonical(Place)
    has = field(rows)
    columns = (
        has("slug"),
        has("kind"),
        has("name"),
        link("parent", "parent__canonical__slug", "places", "The region or country it lies in: key of `places`."),
        link("country", "country__canonical__slug", "places", "The country it lies in: key of `places`."),
        *(has(name) for name in ("latitude", "longitude", "source")),
    )
    return Table("places", "Cities, regions and countries.", rows, columns, "slug", "name")


def organizations() -> Table:
    rows = _canonical(Organization)
    has = field(rows)
    columns = (
        *(has(name) for name in ("slug", "name", "abbreviation", "kind")),
        link("parent", "parent__canonical__slug", "organizations", "The body it is a unit of: key of `organizations`."),
        link("country", "country__canonical__slug", "places", "The country it is of: key of `places`."),
        has("note"),
        has("source"),
    )
    return Table("organizations", "Bodies named as themselves.", rows, columns, "slug", "name")


def people() -> Table:
    rows = _canonical(Person)
    has = field(rows)
    columns = tuple(has(name) for name in ("slug", "name", "family", "given", "note", "source", "confirmed"))
    return Table("people", "Everyone whom a report names.", rows, columns, "slug", "name")


def listed(name: str, model: Any, description: str) -> Table:
    rows = model.objects.all()
    has = field(rows)
    return Table(name, description, rows, (has("slug"), has("name"), has("description")), "slug", "name")


def reports() -> Table:
    rows = Report.objects.all()
    has = field(rows)
    columns = (
        has("slug"),
        NAME,
        *(has(name) for name in ("title", "label", "kind", "language")),
        link("publisher", "publisher__canonical__slug", "organizations", "Who published it: key of `organizations`."),
        has("publisher_printed"),
        *date_columns(),
        *(has(name) for name in ("published_printed", "url", "archived_url", "retrieved", "file", "sha256")),
        has("paragraphs"),
        has("entered"),
        Column("notes", array("notes"), "array", "A curator's notes on judgement calls in this report."),
    )
    return Table(
        "reports", "The publications that state the facts, without their texts.", rows, columns, "slug", "name"
    )


def report_links() -> Table:
    rows = ReportLink.objects.all()
    columns = (
        link("report", "report__slug", "reports", "The later report: key of `reports`."),
        field(rows)("kind"),
        link("to", "to__slug", "reports", "The earlier report: key of `reports`."),
    )
    return Table("report_links", "How reports hang together.", rows, columns)


def forums() -> Table:
    rows = _canonical(Forum)
    has = field(rows)
    columns = (
        has("slug"),
        NAME,
        has("title"),
        has("label"),
        *date_columns(),
        *(has(name) for name in ("kind", "coverage", "summary")),
        link("part_of", "part_of__canonical__slug", "forums", "The larger event: key of `forums`."),
        link("series", "series__slug", "series", "Key of `series`."),
    )
    return Table("forums", "Events: forums, summits, seminars, missions…", rows, columns, "slug", "name")


def sessions() -> Table:
    rows = _canonical(Session)
    has = field(rows)
    columns = (
        Column("id", session_id(), "string", "Its public id: the forum's slug, a dot, its key."),
        link("forum", "forum__canonical__slug", "forums", "The forum: key of `forums`."),
        NAME,
        has("title"),
        has("label"),
        *date_columns(),
        has("kind"),
        Column(
            "parent",
            own_session("parent__canonical__"),
            "string",
            "The larger one: key of `sessions`.",
            "sessions",
        ),
        has("order"),
    )
    return Table("sessions", "Parts of forums' programmes.", rows, columns, "id", "name")


def topics_of_forums() -> Table:
    rows = ForumTopic.objects.all()
    columns = (*of_event(), link("topic", "topic__slug", "topics", "Key of `topics`."))
    return Table("forum_topics", "What forums and sessions were about, as curators assigned it.", rows, columns)


def agreements() -> Table:
    rows = Agreement.objects.all()
    has = field(rows)
    columns = (has("slug"), NAME, *(has(name) for name in ("title", "label", "kind")), *date_columns())
    return Table("agreements", "Memoranda, statements and treaties.", rows, columns, "slug", "name")


def records() -> list[Table]:
    """Each after those that it links to, itself apart."""
    return [
        places(),
        name_table("places", PlaceName.objects.all(), "place"),
        identifier_table("places", PlaceIdentifier.objects.all(), "place"),
        organizations(),
        name_table("organizations", OrganizationName.objects.all(), "organization"),
        identifier_table("organizations", OrganizationIdentifier.objects.all(), "organization"),
        people(),
        name_table("people", PersonName.objects.all(), "person"),
        identifier_table("people", PersonIdentifier.objects.all(), "person"),
        listed("series", Series, "Forums that follow one another under one idea."),
        listed("topics", Topic, "What forums and sessions are about."),
        reports(),
        report_links(),
        forums(),
        sessions(),
        topics_of_forums(),
        agreements(),
    ]
