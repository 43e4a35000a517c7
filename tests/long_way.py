"""Facets worked out the long way: every row read once, everything else in plain Python.

A *subject* is the record it leads to with its values per facet; a list has groups of subjects, and of each group one
subject has to meet all the choices on the group's facets.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from typing import Any

from archive.facets import UNKNOWN, Chosen, FacetSet, years_of
from events.filters import ForumFacets, ReportFacets, SessionFacets
from events.models import Appearance, Capacity, Citation, Forum, ForumTopic, Involvement, Location, Report, Session
from orgs.filters import OrganizationFacets, PlaceFacets
from orgs.models import Organization, Place
from people.filters import SpeakerFacets
from people.models import Person

Subject = tuple[int, dict[str, set[str]]]
Groups = list[list[Subject]]


class Rows:
    """The rows of the archive by id, with their links."""

    def __init__(self) -> None:
        self.forums, self.sessions = by_id(Forum), by_id(Session)
        self.places, self.organizations, self.people = by_id(Place), by_id(Organization), by_id(Person)
        self.reports = by_id(Report)
        self.appearances, self.involvements = by_id(Appearance), by_id(Involvement)
        self.topic_slugs = dict(ForumTopic.objects.values_list("topic", "topic__slug"))
        self.places_given = self.given(Location, "place_id")
        self.topics_given = self.given(ForumTopic, "topic_id")
        self.citations = grouped(Citation, "appearance_id")
        self.capacities = grouped(Capacity, "citation_id")
        self.wholes = self.wholes_by_part()

    @property
    def canonical(self) -> dict[str, dict[int, int]]:
        """By kind and id, the id of the record that stands for it."""
        kinds = {"person": self.people, "organization": self.organizations, "place": self.places, "forum": self.forums}
        merged = {**kinds, "session": self.sessions}
        found = {kind: {pk: row["canonical_id"] for pk, row in rows.items()} for kind, rows in merged.items()}
        return {**found, "report": {pk: pk for pk in self.reports}}

    def given(self, model: Any, column: str) -> dict[tuple[str, int], set[int]]:
        """What forums and sessions are given, by ("forum" or "session", canonical id)."""
        found: dict[tuple[str, int], set[int]] = defaultdict(set)
        for row in model.objects.values():
            found[self.event(row)].add(row[column])
        return found

    def event(self, fact: dict[str, Any]) -> tuple[str, int]:
        if fact["session_id"]:
            return "session", self.sessions[fact["session_id"]]["canonical_id"]
        return "forum", self.forum(fact)["id"]

    def forum(self, fact: dict[str, Any]) -> dict[str, Any]:
        return self.forums[self.forums[fact["forum_id"]]["canonical_id"]]

    def around(self, fact: dict[str, Any]) -> dict[str, set[str]]:
        """Where and what about: the session's own, else the forum's."""
        event, forum = self.event(fact), ("forum", self.forum(fact)["id"])
        places = self.places_given.get(event) or self.places_given.get(forum) or set()
        topics = self.topics_given.get(event) or self.topics_given.get(forum) or set()
        return {**self.whereabouts(places), "topic": {self.topic_slugs[one] for one in topics}}

    def whereabouts(self, ids: Iterable[int]) -> dict[str, set[str]]:
        places = [self.places[self.places[one]["canonical_id"]] for one in ids]
        lands = [self.places[self.places[one["country_id"] or one["id"]]["canonical_id"]] for one in places]
        return {
            "city": {one["slug"] for one in places if one["kind"] == "city"},
            "country": {land["slug"] for land in lands},
        }

    def years(self, fact: dict[str, Any]) -> set[str]:
        kind, pk = self.event(fact)
        own = self.sessions[pk]["years"] if kind == "session" else []
        return {str(year) for year in own or self.forum(fact)["years"]}

    def held(self, appearance: int) -> set[int]:
        """The bodies, by canonical id, that somebody appeared for."""
        every = (capacity for one in self.citations[appearance] for capacity in self.capacities[one["id"]])
        stood = (one["organization_id"] for one in every if one["organization_id"] and one["relation"] != "former")
        return {self.organizations[one]["canonical_id"] for one in stood}

    def wholes_by_part(self) -> dict[int, set[int]]:
        """Of each body, the bodies it is in, itself where it has units."""
        above: dict[int, set[int]] = defaultdict(set)
        for one in self.organizations.values():
            if one["parent_id"]:
                above[one["canonical_id"]].add(self.organizations[one["parent_id"]]["canonical_id"])
        have_units = set(chain.from_iterable(above.values()))
        found = {}
        for pk in self.organizations:
            inside, more = {pk}, {pk}
            while more := {whole for part in more for whole in above.get(part, ())} - inside:
                inside |= more
            found[pk] = inside & have_units
        return found

    def with_wholes(self, bodies: set[int]) -> set[str]:
        wholes = {whole for body in bodies for whole in self.wholes[body]}
        return {self.organizations[one]["slug"] for one in bodies} | {
            f"{self.organizations[one]['slug']}*" for one in wholes
        }

    def body(self, row: dict[str, Any]) -> int:
        return int(self.organizations[row["organization_id"]]["canonical_id"])

    def parts(self) -> Iterator[tuple[dict[str, Any], set[int]]]:
        """Every involvement and appearance, with the bodies it is about."""
        yield from ((one, {self.body(one)}) for one in self.involvements.values())
        yield from ((one, self.held(pk)) for pk, one in self.appearances.items())


def by_id(model: Any) -> dict[int, dict[str, Any]]:
    return {row["id"]: row for row in model.objects.values()}


def grouped(model: Any, column: str) -> dict[int, list[dict[str, Any]]]:
    found: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for row in model.objects.values():
        found[row[column]].append(row)
    return found


def slug(rows: dict[int, dict[str, Any]], pk: int | None) -> set[str]:
    return {rows[rows[pk]["canonical_id"]]["slug"]} if pk else set()


def speakers(rows: Rows) -> Groups:
    def values(pk: int, one: dict[str, Any]) -> dict[str, set[str]]:
        bodies, citations = rows.held(pk), rows.citations[pk]
        return {
            "organization": rows.with_wholes(bodies),
            "organization_kind": {rows.organizations[body]["kind"] for body in bodies},
            "forum": {rows.forum(one)["slug"]},
            "year": rows.years(one),
            "role": {one["role"]},
            "role_group": {one["role_group"]},
            "mode": {citation["mode"] for citation in citations if citation["mode"]},
            "standing": {citation["standing"] for citation in citations},
            **rows.around(one),
        }

    return [[(rows.people[one["person_id"]]["canonical_id"], values(pk, one)) for pk, one in rows.appearances.items()]]


def forums(rows: Rows) -> Groups:
    topics, reports = defaultdict(set), defaultdict(set)
    for row in ForumTopic.objects.values():
        topics[rows.forum(row)["id"]].add(rows.topic_slugs[row["topic_id"]])
    for row in Citation.objects.exclude(forum=None).values():
        reports[rows.forum(row)["id"]].add(rows.reports[row["report_id"]]["slug"])
    series = dict(Forum.objects.exclude(series=None).values_list("pk", "series__slug"))

    def values(one: Forum) -> dict[str, set[str]]:
        return {
            "year": {str(year) for year in one.years},
            "kind": {one.kind},
            "topic": topics[one.pk],
            "series": {series[one.pk]} if one.pk in series else set(),
            "coverage": {one.coverage},
            "report": reports[one.pk],
            **rows.whereabouts(rows.places_given.get(("forum", one.pk), ())),
        }

    parts = [
        (rows.forum(one)["id"], {"organization": rows.with_wholes(bodies), "role": {one["role"]}})
        for one, bodies in rows.parts()
    ]
    return [[(one.pk, values(one)) for one in Forum.objects.public()], parts]


def organizations(rows: Rows) -> Groups:
    themselves: list[Subject] = [
        (one.pk, {"kind": {one.kind}, "country": slug(rows.places, one.country_id)})
        for one in Organization.objects.public()
    ]
    parts: list[Subject] = [
        (
            body,
            {
                "role": {one["role"] if "organization_id" in one else "represented"},
                "forum": {rows.forum(one)["slug"]},
                "year": rows.years(one),
            },
        )
        for one, bodies in rows.parts()
        for body in bodies
    ]
    return [themselves, parts]


def sessions(rows: Rows) -> Groups:
    themselves = []
    for one in Session.objects.public():
        fact = {"forum_id": one.forum_id, "session_id": one.pk}
        around = rows.around(fact)
        del around["country"]
        values = {"kind": {one.kind}, "year": rows.years(fact), "forum": {rows.forum(fact)["slug"]}}
        themselves.append((one.pk, values | around))
    parts: list[Subject] = [
        (rows.event(one)[1], {"organization": rows.with_wholes(bodies)})
        for one, bodies in rows.parts()
        if one["session_id"]
    ]
    return [themselves, parts]


def reports(rows: Rows) -> Groups:
    return [
        [
            (
                pk,
                {
                    "kind": {one["kind"]},
                    "publisher": slug(rows.organizations, one["publisher_id"]),
                    "language": {one["language"]} - {""},
                    "year": {str(year) for year in one["years"]},
                },
            )
            for pk, one in rows.reports.items()
        ]
    ]


def places(rows: Rows) -> Groups:
    return [
        [
            (one.pk, {"kind": {one.kind}, "country": rows.whereabouts([one.pk])["country"]})
            for one in Place.objects.public()
        ]
    ]


LISTS: dict[type[FacetSet], tuple[Any, Callable[[Rows], Groups]]] = {
    SpeakerFacets: (Person.objects.public().appearing(), speakers),
    ForumFacets: (Forum.objects.public(), forums),
    OrganizationFacets: (Organization.objects.public(), organizations),
    SessionFacets: (Session.objects.public(), sessions),
    ReportFacets: (Report.objects.all(), reports),
    PlaceFacets: (Place.objects.public(), places),
}


def has(values: set[str], wanted: Iterable[str]) -> bool:
    return any(
        value in values
        or (value == UNKNOWN and not values)
        or (".." in value and any(int(one) in years_of(value) for one in values))
        for value in wanted
    )


def meets(values: set[str], chosen: Chosen) -> bool:
    return (not chosen.included or has(values, chosen.included)) and not has(values, chosen.excluded)


Counts = dict[str, dict[str, int]]


def listed_and_counted(groups: Groups, chosen: dict[str, Chosen], offered: set[int]) -> tuple[set[int], Counts]:
    """The records that meet the choices, and of every value how many would if it were its facet's only choice.

    `offered` are the records that words in the name leave.
    """
    found = [_met(group, chosen) for group in groups]
    listed, counts = set(offered), {}
    for met, _ in found:
        listed &= met if met is not None else offered
    for place, (_, by_value) in enumerate(found):
        others = set(offered)
        for other, (met, _) in enumerate(found):
            others &= met if met is not None and other != place else others
        for name, values in by_value.items():
            counts[name] = {value: len(records & others) for value, records in values.items()}
    return listed, counts


def _met(group: list[Subject], chosen: dict[str, Chosen]) -> tuple[set[int] | None, dict[str, dict[str, set[int]]]]:
    """The records with a subject that meets all choices, none where there are none; and by facet and value, those
    with a subject that has the value and meets the choices of the other facets."""
    mine = {name: choice for name, choice in chosen.items() if choice and group and name in group[0][1]}
    met: set[int] = set()
    by_value: dict[str, dict[str, set[int]]] = {name: defaultdict(set) for name in (group[0][1] if group else ())}
    for record, values in group:
        failed = [name for name, choice in mine.items() if not meets(values[name], choice)]
        if not failed:
            met.add(record)
        for name, those in values.items():
            counts = not failed or failed == [name]
            for value in those or (UNKNOWN,):
                if counts:
                    by_value[name][value].add(record)
                else:
                    by_value[name][value]  # a value that counts nothing is still there
    return (met if mine else None), by_value
