"""Suggested pairs: found by any spelling of a name, with reasons for and against, and not asked twice."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoAssertNumQueries

from archive.identity.decisions import Judgement
from events.identity.kinds import KINDS
from events.identity.suggesting import queue, suggestions
from people.models import PersonIdentifier, PersonName
from tests import records as make

pytestmark = pytest.mark.django_db

PERSON, BODY, PLACE, FORUM, SESSION = KINDS.values()


def asked(kind: Any) -> list[tuple[str, list[str], list[str]]]:
    return [(one.key, one.speak_for, one.speak_against) for one in queue(kind).suggestions]


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        ("Li Xiang", "Li Xiang", "the same name"),
        ("Li Xiang", "LI XIANG", "the same but for accents, capitals or signs"),
        ("Li Qingshuang", "Qingshuang Li", "the same words in another order"),
        ("Li Qingshuang", "李清爽", "the same in pinyin"),
        ("Li Qingshuang", "Li Qingshaung", "spelled much alike"),
    ],
)
def test_persons_are_found_by_any_spelling(one: str, other: str, reason: str) -> None:
    make.person(one, "one")
    make.person(other, "other")
    make.person("Michael Hart")
    assert asked(PERSON) == [("one/other", [reason], [])]


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        ("California Energy Commission", "CEC", "one is short for the other"),
        ("Sunrise Power Co., Ltd.", "Sunrise Power", "the same but for the legal form"),
    ],
)
def test_organizations_are_found_by_abbreviation_and_without_legal_form(one: str, other: str, reason: str) -> None:
    make.organization(one, "one")
    make.organization(other, "other")
    make.organization("Michigan Chamber")
    assert asked(BODY) == [("one/other", [reason], [])]


def test_what_is_shared_speaks_for_a_pair_and_what_differs_against_it() -> None:
    one, other = make.person("Li Xiang", "one"), make.person("Li Xiang", "other")
    council, bank = make.organization("Council"), make.organization("Bank")
    forum, news = make.forum("Green Forum", slug="green"), make.report("news")
    make.appears(one, forum, by=news, capacities=[("Chair", council)])
    make.appears(other, forum, by=make.report("release"), role="moderator", capacities=[("Head", bank)])
    assert asked(PERSON) == [
        (
            "one/other",
            ["the same name", "at the same forum: Green Forum"],
            ["other bodies: Council; Bank"],
        )
    ]


def test_what_registers_call_them_speaks_against_a_pair() -> None:
    one, other = make.person("Li Xiang", "one"), make.person("Li Xiang", "other")
    PersonIdentifier.objects.create(person=one, scheme="wikidata", value="Q42")
    PersonIdentifier.objects.create(person=other, scheme="orcid", value="0000-0001-5109-3700")
    assert asked(PERSON) == [("one/other", ["the same name"], [])]
    PersonIdentifier.objects.create(person=one, scheme="orcid", value="0000-0002-1825-0097")
    against = "registers tell them apart: ORCID 0000-0002-1825-0097; ORCID 0000-0001-5109-3700"
    assert asked(PERSON) == [("one/other", ["the same name"], [against])]
    PersonIdentifier.objects.create(person=other, scheme="wikidata", value="Q43")
    assert asked(PERSON) == []


def test_namesakes_whom_one_report_names_are_asked_about_with_that_against_it() -> None:
    news = make.report("news", "Forums were held")
    for slug, role in (("one", "speaker"), ("other", "moderator")):
        make.appears(make.person("Li Xiang", slug), make.forum(slug=f"at-{slug}"), role, by=news)
    assert asked(PERSON) == [("one/other", ["the same name"], ["one report names both: Forums were held"])]


def test_those_of_like_names_whom_one_report_names_are_not_asked_about() -> None:
    news, forum = make.report("news"), make.forum()
    for name in ("Li Qingshuang", "Li Qingshuan"):
        make.appears(make.person(name), forum, by=news)
    assert asked(PERSON) == []


def test_a_unit_is_not_taken_for_its_body() -> None:
    council = make.organization("Trade Council", "council")
    make.organization("Trade Council, Ohio Branch", "branch", parent=council)
    make.organization("Trade Council of Japan", "japan", parent=make.organization("Government"))
    assert asked(BODY) == []


def test_a_forum_of_the_same_days_in_the_same_city_is_asked_about() -> None:
    one = make.forum("Cleantech Forum", by=make.report("news"), on="2024-11-04", slug="one")
    other = make.forum("绿色论坛", by=make.report("release"), on="2024-11-04", slug="other")
    far = make.forum("Summit", by=make.report("third"), on="2024-11-04")
    for event, place in ((one, "Beijing"), (other, "Beijing"), (far, "Shanghai")):
        make.held(event, make.city(place))
    assert asked(FORUM) == [("one/other", ["on the same day: 2024-11-04", "held in the same place: Beijing"], [])]


def test_sessions_are_asked_about_within_one_programme_only() -> None:
    one, other, another = (make.forum(slug=slug) for slug in ("one", "other", "another"))
    for forum in (one, other, another):
        make.session(forum, "opening", title="Opening", kind="opening")
    make.session(one, "opening-2", title="Opening", kind="opening")
    assert asked(SESSION) == []
    make.merge(one, into=other)
    assert [key for key, _, _ in asked(SESSION)] == ["one.opening/other.opening", "other.opening/one.opening-2"]


def test_places_of_one_name_in_two_countries_are_told_apart() -> None:
    make.city("Ontario", "Canada", slug="ontario-canada")
    make.city("Ontario", "United States", slug="ontario-california")
    assert asked(PLACE) == [
        ("ontario-canada/ontario-california", ["the same name"], ["of other countries: Canada; United States"])
    ]


@pytest.mark.parametrize("judgement", Judgement.values)
def test_what_was_decided_is_not_asked_again(judgement: str) -> None:
    one, other = make.person("Li Xiang", "one"), make.person("Li Xiang", "other")
    PERSON.decisions.objects.create(record=one, other=other, judgement=judgement, reason="Looked.")
    assert asked(PERSON) == []


def test_what_was_decided_on_a_record_holds_for_those_that_are_the_same() -> None:
    one, other, again = (make.person("Li Xiang", slug) for slug in ("one", "other", "again"))
    make.tell_apart(one, other)
    make.merge(one, into=again)
    assert asked(PERSON) == []


def test_the_names_of_all_that_are_the_same_are_compared() -> None:
    one, _ = make.person("Li Xiang", "one"), make.person("Somebody Else", "other")
    alias = make.person("No Likeness", "alias")
    make.merge(alias, into=one)
    PersonName.objects.create(person=alias, text="Somebody Else")
    assert asked(PERSON) == [("one/other", ["the same name"], [])]


MAKERS: list[Callable[[int], Any]] = [
    lambda n: make.person("Li Xiang", f"li-{n}"),
    lambda n: make.organization("Council", f"council-{n}"),
    lambda n: make.city("Springfield", slug=f"city-{n}"),
    lambda n: make.forum("Green Forum", slug=f"forum-{n}"),
]


@pytest.mark.parametrize(("kind", "new"), list(zip((PERSON, BODY, PLACE, FORUM), MAKERS, strict=True)))
def test_a_page_of_the_queue_costs_the_same_for_many(
    kind: Any, new: Callable[[int], Any], django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    queries = {"person": 10, "organization": 12, "place": 8, "forum": 12}[kind.called]
    for count in (2, 6):
        for n in range(count):
            new(100 * count + n)
        with django_assert_num_queries(queries):
            assert len(queue(kind).suggestions) == {2: 1, 6: 28}[count]


def test_a_page_has_the_likeliest_pairs_and_tells_of_those_left() -> None:
    for n in range(9):
        make.person("Li Xiang", f"li-{n}")
    make.person("Li Xiangg", "slip")
    found = queue(PERSON)
    assert (len(found.suggestions), found.left, found.after) == (30, 11, None)
    assert {one.name.is_exact for one in found.suggestions} == {True}


@pytest.mark.parametrize("kind", [PERSON, BODY, FORUM])
def test_a_slip_is_sought_in_the_index_of_trigrams_not_in_every_name_of_the_kind(kind: Any) -> None:
    made = {PERSON: make.person, BODY: make.organization, FORUM: make.forum}
    record = made[kind]("One Name")
    with connection.cursor() as cursor, CaptureQueriesContext(connection) as asked:
        cursor.execute("SET LOCAL enable_seqscan = off")  # a small table is read whole
        suggestions(kind, [record.pk])
    found = next(one["sql"] for one in asked.captured_queries if "strict_word_similarity" in one["sql"])
    with connection.cursor() as cursor:
        cursor.execute("EXPLAIN (COSTS OFF) " + found)
        plan = "\n".join(row for (row,) in cursor.fetchall())
    assert "Bitmap Index Scan on events_phrase_forms" in plan
