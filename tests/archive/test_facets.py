"""Facet counts, held against the same counts made the long way, in plain Python."""

import random
from collections.abc import Callable, Iterable
from itertools import product
from typing import Any

import pytest
from django.http import QueryDict

from archive.facets import UNKNOWN, Chosen, FacetSet
from events.filters import ForumFacets, ReportFacets, SessionFacets
from events.models import Appearance, Forum, ForumTopic, Involvement, Location, Report, Session
from orgs.filters import OrganizationFacets, PlaceFacets
from orgs.models import Organization, Place
from people.filters import SpeakerFacets
from people.models import Person
from tests.small_archive import small_archive

needs_archive = pytest.mark.usefixtures("archive")

# A subject as plain data: the record it leads to, and its values per facet.
Subject = tuple[int, dict[str, set[str]]]


@pytest.fixture
def archive(db: None) -> None:
    small_archive()


def years(*events: Any) -> set[str]:
    """The years of the first event that has any."""
    return {str(year) for year in next((event.years for event in events if event and event.years), [])}


def slugs(*records: Any) -> set[str]:
    return {record.canonical.slug for record in records if record}


def held(appearance: Appearance) -> list[Organization]:
    capacities = [one for citation in appearance.citations.all() for one in citation.capacities.all()]
    return [one.organization for one in capacities if one.organization and one.relation != "former"]


def bodies(appearance: Appearance) -> set[str]:
    return slugs(*held(appearance))


def given(rows: Iterable[Any], forum: Forum, session: Session | None) -> list[Any]:
    """Places or topics given to the session, else those given to the forum."""
    of_session = [row for row in rows if session and row.session and row.session.canonical == session.canonical]
    return of_session or [row for row in rows if row.forum.canonical == forum.canonical and row.session is None]


def whereabouts(forum: Forum, session: Session | None) -> dict[str, set[str]]:
    places = [row.place.canonical for row in given(Location.objects.all(), forum, session)]
    topics = given(ForumTopic.objects.all(), forum, session)
    return {
        "city": {place.slug for place in places if place.kind == "city"},
        "country": {(place.country or place).slug for place in places},
        "topic": {row.topic.slug for row in topics},
    }


def within(slugs: set[str]) -> set[str]:
    """The bodies, and with the mark of a whole every body that they are or are in, where that has units."""
    edges = {(one.canonical.slug, one.parent.canonical.slug) for one in Organization.objects.exclude(parent=None)}
    wholes = {above for _, above in edges}
    found, more = set(slugs), set(slugs)
    while more := {above for part, above in edges if part in more} - found:
        found |= more
    return slugs | {f"{slug}*" for slug in found & wholes}


def speakers() -> list[list[Subject]]:
    return [
        [
            (
                one.person.canonical_id,
                {
                    "organization": within(bodies(one)),
                    "forum": slugs(one.forum),
                    "year": years(one.session, one.forum.canonical),
                    "role": {one.role},
                    "role_group": {one.role_group},
                    "organization_kind": {body.canonical.kind for body in held(one)},
                    "mode": {citation.mode for citation in one.citations.all() if citation.mode},
                    "standing": {citation.standing for citation in one.citations.all()},
                    **whereabouts(one.forum, one.session),
                },
            )
            for one in Appearance.objects.all()
        ]
    ]


def forums() -> list[list[Subject]]:
    themselves = []
    for forum in Forum.objects.public():
        places = [fact.place.canonical for fact in Location.objects.all() if fact.forum.canonical == forum]
        themselves.append(
            (
                forum.pk,
                {
                    "year": years(forum),
                    "city": {place.slug for place in places if place.kind == "city"},
                    "country": {(place.country or place).slug for place in places},
                    "kind": {forum.kind},
                    "topic": {topic.slug for topic in forum.topics.all()},
                    "series": {forum.series.slug} if forum.series else set(),
                    "coverage": {forum.coverage},
                    "report": {
                        citation.report.slug for one in forum.same_records.all() for citation in one.citations.all()
                    },
                },
            )
        )
    parts = [
        (one.forum.canonical_id, {"organization": within(slugs(one.organization)), "role": {one.role}})
        for one in Involvement.objects.all()
    ] + [
        (one.forum.canonical_id, {"organization": within(bodies(one)), "role": {one.role}})
        for one in Appearance.objects.all()
    ]
    return [themselves, parts]


def organizations() -> list[list[Subject]]:
    themselves = [
        (one.pk, {"kind": {one.kind}, "country": slugs(one.country)}) for one in Organization.objects.public()
    ]
    parts = [
        (
            one.organization.canonical_id,
            {"role": {one.role}, "forum": slugs(one.forum), "year": years(one.session, one.forum.canonical)},
        )
        for one in Involvement.objects.all()
    ] + [
        (
            Organization.objects.get(slug=slug).pk,
            {"role": {"represented"}, "forum": slugs(one.forum), "year": years(one.session, one.forum.canonical)},
        )
        for one in Appearance.objects.all()
        for slug in bodies(one)
    ]
    return [themselves, parts]


def sessions() -> list[list[Subject]]:
    themselves = []
    for one in Session.objects.public():
        around = whereabouts(one.forum, one)
        del around["country"]
        values = {"kind": {one.kind}, "year": years(one, one.forum.canonical), "forum": slugs(one.forum)}
        themselves.append((one.pk, values | around))
    parts = [
        (one.session.canonical_id, {"organization": within(bodies_of(one))})
        for model in (Involvement, Appearance)
        for one in model.objects.exclude(session=None)
    ]
    return [themselves, parts]


def bodies_of(one: Involvement | Appearance) -> set[str]:
    return bodies(one) if isinstance(one, Appearance) else slugs(one.organization)


def reports() -> list[list[Subject]]:
    return [
        [
            (
                one.pk,
                {
                    "kind": {one.kind},
                    "publisher": slugs(one.publisher),
                    "language": {one.language},
                    "year": years(one),
                },
            )
            for one in Report.objects.all()
        ]
    ]


def places() -> list[list[Subject]]:
    return [[(one.pk, {"kind": {one.kind}, "country": {(one.country or one).slug}}) for one in Place.objects.public()]]


LISTS: dict[type[FacetSet], tuple[Any, Callable[[], list[list[Subject]]]]] = {
    SpeakerFacets: (Person.objects.public().appearing(), speakers),
    ForumFacets: (Forum.objects.public(), forums),
    OrganizationFacets: (Organization.objects.public(), organizations),
    SessionFacets: (Session.objects.public(), sessions),
    ReportFacets: (Report.objects.all(), reports),
    PlaceFacets: (Place.objects.public(), places),
}


def has(values: set[str], wanted: Iterable[str]) -> bool:
    return any(value in values or (value == UNKNOWN and not values) for value in wanted)


def listed(groups: list[list[Subject]], chosen: dict[str, Chosen]) -> set[int]:
    """The records that meet the choices: of each group of subjects, one subject has to meet all of them."""
    every = {record for group in groups for record, _ in group}
    for group in groups:
        mine = {name: choice for name, choice in chosen.items() if choice and name in group[0][1]}
        if mine:
            every &= {record for record, values in group if all(meets(values[name], mine[name]) for name in mine)}
    return every


def meets(values: set[str], chosen: Chosen) -> bool:
    return (not chosen.included or has(values, chosen.included)) and not has(values, chosen.excluded)


def values_of(groups: list[list[Subject]], name: str) -> set[str]:
    group = next(group for group in groups if name in group[0][1])
    found = {value for _, values in group for value in values[name]}
    return found | ({UNKNOWN} if any(not values[name] for _, values in group) else set())


def query(chosen: dict[str, Chosen]) -> QueryDict:
    data = QueryDict(mutable=True)
    for name, choice in chosen.items():
        data.setlist(name, choice.in_address())
    return data


def some_choices(facets: type[FacetSet], groups: list[list[Subject]], many: int) -> list[dict[str, Chosen]]:
    """Random choices of one to three facets, each of up to three values, some of them excluded."""
    chance, chosen = random.Random(2024), []
    names = list(facets({}, LISTS[facets][0]).facets)
    for _ in range(many):
        one = {}
        for name in chance.sample(names, chance.randint(1, min(3, len(names)))):
            known = sorted(
                values_of(groups, name) if facets.base_filters[name].unknown else values_of(groups, name) - {UNKNOWN}
            )
            values = chance.sample(known, min(len(known), chance.randint(1, 3)))
            split = chance.randint(0, len(values))
            one[name] = Chosen(tuple(values[:split]), tuple(values[split:]))
        chosen.append(one)
    return chosen


@needs_archive
@pytest.mark.parametrize("facets", LISTS, ids=lambda facets: facets.__name__)
def test_counts_and_lists_equal_those_made_the_long_way(facets: type[FacetSet]) -> None:
    records, build = LISTS[facets]
    groups = build()
    for chosen in [{}, *some_choices(facets, groups, 20)]:
        found = facets(query(chosen), records.all())
        assert {record.pk for record in found.qs} == listed(groups, chosen), chosen
        for name, facet in found.facets.items():
            known = values_of(groups, name) - (set() if facet.unknown else {UNKNOWN})
            counts = {value: len(listed(groups, {**chosen, name: Chosen((value,))})) for value in known}
            assert {one.value: one.count for one in found.counted[name]} == counts, (chosen, name)


@needs_archive
@pytest.mark.parametrize("facets", LISTS, ids=lambda facets: facets.__name__)
def test_all_facets_are_counted_by_one_query(facets: type[FacetSet], django_assert_num_queries: Any) -> None:
    groups = LISTS[facets][1]()
    for chosen in some_choices(facets, groups, 3):
        with django_assert_num_queries(1):
            assert facets(query(chosen), LISTS[facets][0].all()).counted


@pytest.mark.parametrize(
    ("facets", "name"), [(facets, name) for facets in LISTS for name in facets.base_filters], ids=str
)
def test_every_filter_says_what_it_does(facets: type[FacetSet], name: str) -> None:
    one = facets.base_filters[name]
    assert one.extra["help_text"].endswith(".") and one.label


@needs_archive
def test_organization_and_year_mean_one_appearance() -> None:
    for_the_office_in_2024 = SpeakerFacets(QueryDict("organization=go-biz&year=2024"), Person.objects.public())
    assert [person.name for person in for_the_office_in_2024.qs] == ["Li Xiang", "Panorea Avdis"]
    for_the_council_in_2023 = SpeakerFacets(QueryDict("organization=ccpit&year=2023"), Person.objects.public())
    assert list(for_the_council_in_2023.qs) == []


@needs_archive
def test_a_body_with_its_units_counts_units_at_any_depth() -> None:
    counted = SpeakerFacets(QueryDict(), Person.objects.public()).counted["organization"]
    counts = {one.label: one.count for one in counted if one.value.endswith("*")}
    assert counts == {
        "China Council for the Promotion of International Trade, with its units": 1,
        "State of California, with its units": 2,
        "United States of America, with its units": 2,
    }


@needs_archive
def test_a_body_that_only_its_units_stand_for_says_so() -> None:
    found = SpeakerFacets(QueryDict("organization=united-states&year=2024"), Person.objects.public())
    assert list(found.qs) == []
    assert found.messages == [
        "Nothing here has the organization “united-states” itself; the choice “united-states*” finds 2."
    ]
    wider = SpeakerFacets(QueryDict("organization=united-states*&year=2024"), Person.objects.public())
    assert (wider.qs.count(), wider.messages) == (2, [])


@needs_archive
def test_a_range_of_days_counts_in_each_of_its_years() -> None:
    counted = ForumFacets(QueryDict(), Forum.objects.public()).counted["year"]
    assert [(one.value, one.count) for one in counted] == [("2025", 1), ("2024", 2), ("2023", 2), (UNKNOWN, 1)]


@needs_archive
@pytest.mark.parametrize(
    ("span", "slugs"),
    [
        ("2024..2025", {"cleantech-forum", "turn-of-the-year-mission", "coming-summit"}),
        ("..2023", {"turn-of-the-year-mission", "green-day"}),
        ("2025..", {"coming-summit"}),
        ("-2024..", {"green-day", "undated-talk"}),
    ],
)
def test_a_span_of_years_is_one_value(span: str, slugs: set[str]) -> None:
    found = ForumFacets(QueryDict(f"year={span}"), Forum.objects.public())
    assert ({forum.slug for forum in found.qs}, found.messages) == (slugs, [])


@needs_archive
@pytest.mark.parametrize("span", ["2025..2024", "1990..1999", "..", "2024..x", "20240..", "²..2024"])
def test_a_span_that_no_year_is_in_finds_nothing_and_says_so(span: str) -> None:
    found = ForumFacets(QueryDict(f"year={span}"), Forum.objects.public())
    assert (found.qs.count(), found.messages) == (0, [f"Nothing here has the year “{span}”."])


@needs_archive
def test_a_date_known_to_the_year_is_in_no_other_year() -> None:
    (forum,) = ForumFacets(QueryDict("year=2023&kind=forum"), Forum.objects.public()).qs
    assert (forum.slug, forum.edtf, forum.years) == ("green-day", "2023", [2023])


@needs_archive
@pytest.mark.parametrize("name", ["year", "organization"])
def test_unknown_values_are_told_and_break_nothing(name: str) -> None:
    for value in ["nowhere", "-nowhere", "20 24", "%00", "'; drop table", "9" * 400, "²", "\u202e"]:
        found = ForumFacets(QueryDict(f"{name}={value}"), Forum.objects.public())
        assert found.qs.count() == (5 if value.startswith("-") else 0)
        (message,) = found.messages
        assert message.startswith(f"Nothing here has the {name} “")


@needs_archive
def test_unknown_filters_are_told_and_ignored() -> None:
    found = ForumFacets(QueryDict("colour=red&after=x&format=json"), Forum.objects.public())
    assert found.messages == ["This list has no filter “colour”: it was ignored."]
    assert found.qs.count() == 5


@needs_archive
def test_empty_values_choose_nothing() -> None:
    assert ForumFacets(QueryDict("city=&year=&q="), Forum.objects.public()).qs.count() == 5


@pytest.mark.parametrize(
    ("included", "excluded"), list(product(((), ("a",), ("b", "a")), ((), ("c",), ("d", "c")))), ids=str
)
def test_choices_stand_in_the_address_in_one_order(included: tuple[str, ...], excluded: tuple[str, ...]) -> None:
    assert Chosen(included, excluded).in_address() == [*sorted(included), *sorted(f"-{one}" for one in excluded)]
