"""What the database knows of the names in a text."""

from typing import Any

import pytest

from events.desk.known import Archive
from events.desk.recognisers.spans import Named, Text
from events.desk.suggesting import suggest
from tests import records as make

pytestmark = pytest.mark.django_db


def test_every_form_of_a_name_is_known_letter_for_letter() -> None:
    body = make.organization("Chamber of Quillon Timber", "timber", abbreviation="CQT")
    make.involved(body, make.forum("Day"), name="Timber Chamber")
    known = Archive().named("organization", {"CQT", "Timber Chamber", "timber chamber", "Chamber of Quillon Timber"})
    named = Named("Chamber of Quillon Timber", "timber")
    assert known == {"CQT": named, "Timber Chamber": named, "Chamber of Quillon Timber": named}


def test_a_name_that_several_have_is_nobodys_until_they_are_found_to_be_one() -> None:
    one, other = make.person("Ada Brandt", "ada-1"), make.person("Ada Brandt", "ada-2")
    assert Archive().named("person", {"Ada Brandt"}) == {"Ada Brandt": Named("Ada Brandt", None)}
    make.merge(other, one)
    assert Archive().named("person", {"Ada Brandt"}) == {"Ada Brandt": Named("Ada Brandt", "ada-1")}


def test_a_text_costs_a_query_for_each_kind_and_links_known_names(django_assert_num_queries: Any) -> None:
    make.organization("雁江商会", "yanjiang")
    make.person("Ada Brandt")
    make.city("Quillon")
    with django_assert_num_queries(3):
        found = suggest(Text.of("雁江商会主办论坛。\nMs. Ada Brandt spoke in Quillon.\n" * 5, known=Archive()))
    assert {(one.kind, one.known) for one in found if one.known} == {
        ("organization", "yanjiang"),
        ("person", "ada-brandt"),
        ("place", "quillon"),
    }
