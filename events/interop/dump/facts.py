"""The tables of facts and of the citations that they live by."""

from typing import Any

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


def facts_of(model: Any, description: str, label: str, *columns: Column) -> Table:
    """The table of one kind of facts, each known by its key."""
    kind = model._meta.model_name
    return Table(TABLE_OF[kind], description, model.objects.all(), (fact_id(kind), *columns), "id", label)


def details() -> Table:
    has = field(Detail.objects.all())
    agreement = link("agreement", "agreement__slug", "agreements", "Key of `agreements`.")
    said = map(has, ("property", "value", "language"))
    return facts_of(
        Detail, "Titles, dates, venues… each as some report prints it.", "value", *of_event(), agreement, *said
    )


def locations() -> Table:
    place = link("place", "place__canonical__slug", "places", "Where: key of `places`.")
    return facts_of(Location, "Where forums and sessions were, or were to be, held.", "place", *of_event(), place)


def figures() -> Table:
    has = field(Figure.objects.all())
    return facts_of(Figure, "Numbers that reports give.", "counted", *of_event(), *map(has, ("counted", "low", "high")))


def involvements() -> Table:
    role = field(Involvement.objects.all())("role")
    body = link("organization", "organization__canonical__slug", "organizations", "Which body: key of `organizations`.")
    return facts_of(Involvement, "Bodies in forums and sessions.", "role", *of_event(), body, role)


def appearances() -> Table:
    role = field(Appearance.objects.all())("role")
    person = link("person", "person__canonical__slug", "people", "Who: key of `people`.")
    group = Column("role_group", F("role_group"), "string", "Whether the person spoke, took part or was named.")
    return facts_of(Appearance, "People in forums and sessions.", "role", *of_event(), person, role, group)


def parties() -> Table:
    agreement = link("agreement", "agreement__slug", "agreements", "Key of `agreements`.")
    return facts_of(Party, "Who made agreements.", "role", agreement, *whom(Party))


def mentions() -> Table:
    return facts_of(Mention, "Whom reports name outside any forum.", "role", *whom(Mention))


def whom(model: Any) -> tuple[Column, ...]:
    """A body or a person, in a role."""
    return (
        link("organization", "organization__canonical__slug", "organizations", "Key of `organizations`."),
        link("person", "person__canonical__slug", "people", "Key of `people`."),
        field(model.objects.all())("role"),
    )


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
