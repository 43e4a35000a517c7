"""The tables of facts and of the citations that they live by."""

from django.db.models import Case, F, TextField, When

from events.interop.dump.columns import Column, Table, field, link
from events.interop.dump.keys import citation_key, fact_id, fact_key, of_event
from events.interop.dump.records import array
from events.models import Appearance, Capacity, Citation, Detail, Figure, Involvement, Location, Mention, Party
from events.models.citations import FACTS

# The table that has the facts of each kind.
TABLE_OF = {
    "forum": "forums",
    "session": "sessions",
    "detail": "details",
    "location": "locations",
    "figure": "figures",
    "involvement": "involvements",
    "appearance": "appearances",
    "agreement": "agreements",
    "party": "parties",
    "mention": "mentions",
}


def details() -> Table:
    rows = Detail.objects.all()
    has = field(rows)
    columns = (
        fact_id("detail"),
        *of_event(),
        link("agreement", "agreement__slug", "agreements", "Key of `agreements`."),
        *(has(name) for name in ("property", "value", "language")),
    )
    return Table("details", "Titles, dates, venues… each as some report prints it.", rows, columns, "id", "value")


def locations() -> Table:
    rows = Location.objects.all()
    columns = (
        fact_id("location"),
        *of_event(),
        link("place", "place__canonical__slug", "places", "Where: key of `places`."),
    )
    return Table("locations", "Where forums and sessions were, or were to be, held.", rows, columns, "id", "place")


def figures() -> Table:
    rows = Figure.objects.all()
    has = field(rows)
    columns = (fact_id("figure"), *of_event(), *(has(name) for name in ("counted", "low", "high")))
    return Table("figures", "Numbers that reports give.", rows, columns, "id", "counted")


def involvements() -> Table:
    rows = Involvement.objects.all()
    columns = (
        fact_id("involvement"),
        *of_event(),
        link("organization", "organization__canonical__slug", "organizations", "Which body: key of `organizations`."),
        field(rows)("role"),
    )
    return Table("involvements", "Bodies in forums and sessions.", rows, columns, "id", "role")


def appearances() -> Table:
    rows = Appearance.objects.all()
    has = field(rows)
    columns = (
        fact_id("appearance"),
        *of_event(),
        link("person", "person__canonical__slug", "people", "Who: key of `people`."),
        has("role"),
        Column("role_group", F("role_group"), "string", "Whether the person spoke, took part or was named."),
    )
    return Table("appearances", "People in forums and sessions.", rows, columns, "id", "role")


def parties() -> Table:
    rows = Party.objects.all()
    columns = (
        fact_id("party"),
        link("agreement", "agreement__slug", "agreements", "Key of `agreements`."),
        link("organization", "organization__canonical__slug", "organizations", "Key of `organizations`."),
        link("person", "person__canonical__slug", "people", "Key of `people`."),
        field(rows)("role"),
    )
    return Table("parties", "Who made agreements.", rows, columns, "id", "role")


def mentions() -> Table:
    rows = Mention.objects.all()
    columns = (
        fact_id("mention"),
        link("organization", "organization__canonical__slug", "organizations", "Key of `organizations`."),
        link("person", "person__canonical__slug", "people", "Key of `people`."),
        field(rows)("role"),
    )
    return Table("mentions", "Whom reports name outside any forum.", rows, columns, "id", "role")


def cited(kind: str) -> Column:
    """The fact of this kind that a citation cites, if it is of this kind: of an event, by the record that stays."""
    way = f"{kind}__canonical__" if kind in ("forum", "session") else f"{kind}__"
    value = Case(When(**{f"{kind}__isnull": False}, then=fact_key(kind, way)), output_field=TextField())
    table = TABLE_OF[kind]
    return Column(kind, value, "string", f"The fact it cites, if that is one of `{table}`: its key.", table)


def citations() -> Table:
    rows = Citation.objects.all()
    has = field(rows)
    columns = (
        Column("id", citation_key(), "string", "The report, # and which of its citations it is."),
        link("report", "report__slug", "reports", "The report that states the fact: key of `reports`."),
        *map(cited, FACTS),
        Column("paragraphs", array("paragraphs"), "array", "Numbers of paragraphs; blank lines do not count."),
        *(has(name) for name in ("name", "role", "date", "number", "words", "standing", "mode", "basis")),
        *(has(name) for name in ("inference", "note", "reading")),
    )
    return Table("citations", "Which report states which fact, where, in which words.", rows, columns, "id", "words")


def capacities() -> Table:
    rows = Capacity.objects.all()
    has = field(rows)
    columns = (
        Column("citation", citation_key("citation__"), "string", "Where it stands: key of `citations`.", "citations"),
        has("order"),
        has("title"),
        link("organization", "organization__canonical__slug", "organizations", "The body: key of `organizations`."),
        has("printed"),
        has("relation"),
    )
    return Table("capacities", "Titles and bodies printed with people's names.", rows, columns)


def facts() -> list[Table]:
    """Each after those that it links to."""
    of_events = [details(), locations(), figures(), involvements(), appearances()]
    return [*of_events, parties(), mentions(), citations(), capacities()]
