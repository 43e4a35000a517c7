"""Facet counts, held against the same counts made the long way, in plain Python."""

import random
from collections.abc import Callable
from itertools import product
from typing import Any

import pytest
from django.http import QueryDict

from archive.facets import UNKNOWN, Chosen, FacetSet
from events.filters import ForumFacets
from events.models import Forum
from people.filters import SpeakerFacets
from people.models import Person
from tests.long_way import LISTS, Counts, Groups, Rows, listed_and_counted
from tests.small_archive import small_archive

needs_archive = pytest.mark.usefixtures("archive")


@pytest.fixture
def archive(db: None) -> None:
    small_archive()


def query(chosen: dict[str, Chosen], words: str = "") -> QueryDict:
    data = QueryDict(f"q={words}", mutable=True)
    for name, choice in chosen.items():
        data.setlist(name, choice.in_address())
    return data


def some_choices(facets: type[FacetSet], known: Counts, many: int) -> list[dict[str, Chosen]]:
    """Random choices of one to three facets, each of up to three values, some of them excluded."""
    chance, chosen = random.Random(2024), []
    for _ in range(many):
        one = {}
        for name in chance.sample(sorted(known), chance.randint(1, min(3, len(known)))):
            values = chance.sample(sorted(known[name]), min(len(known[name]), chance.randint(1, 3)))
            split = chance.randint(0, len(values))
            one[name] = Chosen(tuple(values[:split]), tuple(values[split:]))
        chosen.append(one)
    return chosen


def without_unnamed(facets: type[FacetSet], counts: Counts) -> Counts:
    """What is unknown is a value only where the facet has a word for it."""
    return {
        name: {value: count for value, count in values.items() if value != UNKNOWN or facets.base_filters[name].unknown}
        for name, values in counts.items()
    }


def check(
    facets: type[FacetSet],
    groups: Groups,
    chosen: dict[str, Chosen],
    words: str = "",
    having: Callable[[str], set[int]] = lambda words: set(),
) -> Counts:
    """Hold one list, with its choices, against the long way; the counts. `having` are the records that have words."""
    found = facets(query(chosen, words), LISTS[facets][0].all())
    records = {record for group in groups for record, _ in group}
    listed, counts = listed_and_counted(groups, chosen, records & having(words) if words else records)
    counts = without_unnamed(facets, counts)
    assert set(found.qs.values_list("pk", flat=True)) == listed, (chosen, words)
    for name in found.facets:
        assert {one.value: one.count for one in found.counted[name]} == counts[name], (chosen, words, name)
    return counts


@needs_archive
@pytest.mark.parametrize("facets", LISTS, ids=lambda facets: facets.__name__)
def test_counts_and_lists_equal_those_made_the_long_way(facets: type[FacetSet]) -> None:
    groups = LISTS[facets][1](Rows())
    for chosen in some_choices(facets, check(facets, groups, {}), 20):
        check(facets, groups, chosen)


@needs_archive
@pytest.mark.parametrize("facets", LISTS, ids=lambda facets: facets.__name__)
def test_all_facets_are_counted_by_one_query(facets: type[FacetSet], django_assert_num_queries: Any) -> None:
    known = check(facets, LISTS[facets][1](Rows()), {})
    for chosen in some_choices(facets, known, 3):
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
