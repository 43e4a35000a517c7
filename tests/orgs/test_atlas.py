"""Cities on the map."""

from typing import Any

import pytest
from django.test import Client

from archive.database.edition import edition
from archive.facets import UNKNOWN
from orgs.atlas import atlas
from orgs.models import Place
from tests import records as make
from tests.small_archive import small_archive

pytestmark = pytest.mark.django_db


def test_a_city_counts_the_forums_that_its_facet_counts(client: Client) -> None:
    small_archive()
    facet = client.get("/forums/?format=json").json()["facets"]["city"]
    counted = {one["value"]: one["count"] for one in facet if one["value"] != UNKNOWN}
    assert {city.slug: city.forums for city in atlas(Place.objects.public(), edition()).cities} == counted


def test_a_city_without_coordinates_is_in_the_table_and_not_on_the_map() -> None:
    report = make.report()
    here = make.city("Beijing", latitude="39.9075", longitude="116.39723", source="GeoNames, CC BY 4.0")
    there = make.city("Chicago", "United States")
    make.held(make.forum("Only", by=report), here, by=report)
    make.held(make.forum("First", by=report), there, by=report)
    make.held(make.forum("Second", by=report), there, by=report)
    shown = atlas(Place.objects.public(), edition())
    assert [(city.name, city.forums) for city in shown.cities] == [("Chicago", 2), ("Beijing", 1)]
    assert [(circle.point.name, circle.point.url) for circle in shown.map.circles] == [
        ("Beijing", "/forums/?city=beijing")
    ]
    assert (shown.off_the_map, shown.sources) == (1, ["GeoNames, CC BY 4.0"])


def test_the_map_shows_the_places_chosen(client: Client) -> None:
    small_archive()
    chosen = client.get("/places/?country=united-states").context["atlas"]
    assert [city.slug for city in chosen.cities] == ["chicago"]


@pytest.mark.parametrize("many", [1, 3])
def test_the_front_page_costs_the_same_for_few_and_many(
    many: int, client: Client, django_assert_num_queries: Any
) -> None:
    report = make.report()
    for number in range(many):
        forum = make.forum(f"Forum {number}", by=report)
        make.held(forum, make.city(f"City {number}", latitude=number, longitude=number), by=report)
        make.appears(make.person(), forum, by=report, capacities=[("Chair", make.organization())])
    with django_assert_num_queries(24):
        client.get("/")
