"""Merging and taking it back: nothing is moved, and what stood there before stands there again."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from archive.identity.decisions import Judgement
from archive.identity.edges import Refused
from events.identity.kinds import KINDS
from events.identity.merging import Preview, decide, merge
from events.identity.rows import lines
from events.identity.splitting import split
from events.identity.undoing import undo
from events.models import Appearance, Forum
from people.models import Person, PersonDecision
from tests import records as make
from tests.filling import added, errors, filled, page_of, page_to_add

pytestmark = pytest.mark.django_db

PERSON, FORUM = KINDS["person"], KINDS["forum"]


@pytest.fixture
def curator() -> User:
    return User.objects.create(username="curator")


def shown(*records: Any) -> list[Any]:
    found = type(records[0])._base_manager.in_bulk([record.pk for record in records])
    return [found[record.pk].canonical for record in records]


def stated() -> list[tuple[Any, ...]]:
    return list(Appearance.objects.order_by("pk").values_list("pk", "person", "forum", "role"))


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.called)
def test_the_curator_chooses_which_record_is_kept(kind: Any, curator: User) -> None:
    new = {"place": make.city}.get(kind.called) or getattr(make, kind.called)
    old, young = new(), new()
    decision = merge(kind, young, old, "One and the same.", curator)
    assert shown(old, young) == [young, young]
    undo(kind, decision.pk, "They are two.", curator)
    assert (shown(old, young), kind.decisions.objects.count()) == ([old, young], 0)
    merge(kind, old, young, "One and the same.", curator)
    assert shown(old, young) == [old, old]


def test_merged_records_are_merged_further_by_those_that_stand_for_them(curator: User) -> None:
    one, two, three, four = (make.person() for _ in range(4))
    merge(PERSON, two, one, "Same.", curator)
    merge(PERSON, four, three, "Same.", curator)
    merge(PERSON, three, one, "Same.", curator)
    assert shown(one, two, three, four) == [four] * 4


def test_a_merge_is_taken_back_after_edits_and_further_merges(curator: User) -> None:
    one, two, three = (make.person() for _ in range(3))
    make.appears(one)
    before = stated()
    first = merge(PERSON, two, one, "Same.", curator)
    merge(PERSON, three, two, "Same.", curator)
    Person.objects.filter(pk=one.pk).update(note="Chairs the council.")
    undo(PERSON, first.pk, "No.", curator)
    assert (shown(one, two, three), stated()) == ([one, three, three], before)


def test_what_was_left_undecided_is_undecided_again(curator: User) -> None:
    one, two = make.person(), make.person()
    decide(PERSON, one, two, Judgement.UNDECIDED, "Ask the chamber.", curator)
    decision = merge(PERSON, one, two, "The chamber says so.", curator)
    undo(PERSON, decision.pk, "It was wrong.", curator)
    kept = PersonDecision.objects.get()
    assert (kept.record, kept.other, kept.judgement, kept.reason) == (one, two, "undecided", "Ask the chamber.")
    assert shown(one, two) == [one, two]


def test_answers_are_taken_back_one_by_one(curator: User) -> None:
    one, two = make.person(), make.person()
    for judgement, reason in (("undecided", "Ask."), ("different", "Two."), ("undecided", "Not sure.")):
        decide(PERSON, one, two, judgement, reason, curator)
    said = []
    for _ in range(3):
        said.append(PersonDecision.objects.get().reason)
        undo(PERSON, PersonDecision.objects.get().pk, "No.", curator)
    assert (said, PersonDecision.objects.count()) == (["Not sure.", "Two.", "Ask."], 0)


def test_records_kept_apart_are_not_merged_and_the_decision_is_named(curator: User) -> None:
    one, two, three = (make.person(slug=slug) for slug in ("one", "two", "three"))
    merge(PERSON, two, one, "Same.", curator)
    apart = decide(PERSON, three, two, Judgement.DIFFERENT, "Another council.", curator)
    with pytest.raises(Refused) as refused:
        merge(PERSON, three, one, "Same.", curator)
    assert str(refused.value) == (
        f"A decision keeps them apart: take it back first. No. {apart.pk}, of {apart.decided_on}: "
        "three and two are not the same (Another council.)"
    )


def test_a_merge_that_others_hold_together_is_not_taken_back(curator: User) -> None:
    one, two, three = (make.person(slug=slug) for slug in ("one", "two", "three"))
    make.merge(one, into=two)
    make.merge(two, into=three)
    make.merge(one, into=three, reason="Both chair it.")
    decision = PersonDecision.objects.get(record=one, other=two)
    with pytest.raises(Refused, match=r"They would be the same through other decisions still.*Both chair it\."):
        undo(PERSON, decision.pk, "No.", curator)
    assert shown(one, two, three) == [three] * 3


def test_a_merge_is_not_taken_back_before_a_split_that_took_from_both(curator: User) -> None:
    one, two = make.person("Li Xiang", "one"), make.person("Li Xiang", "two")
    for who in (one, two):
        make.appears(who)
        make.appears(who)
    merged = merge(PERSON, two, one, "Same.", curator)
    told = by_record(two)
    taken = {told[one.pk][0], told[two.pk][0]}
    parted = split(PERSON, two, taken, "three", "Li Xiang", "A third one.", curator)
    with pytest.raises(
        Refused, match=rf"A later split took from both of them: take that back first. No\. {parted.pk},"
    ):
        undo(PERSON, merged.pk, "No.", curator)
    undo(PERSON, parted.pk, "No.", curator)
    undo(PERSON, merged.pk, "No.", curator)
    assert shown(one, two) == [one, two]


def by_record(record: Any) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    for line in lines(PERSON, record):
        found.setdefault(line.of, []).append(line.key)
    return found


def test_the_preview_tells_what_is_concerned_and_what_is_shown(curator: User) -> None:
    one = make.person("Li Xiang", "one", note="Chairs it.")
    two = make.person("LI Xiang", "two", family="Li")
    earlier = make.person("Xiang Li", "earlier")
    make.merge(earlier, into=one)
    news, forum = make.report("news"), make.forum("Green Forum")
    make.appears(earlier, forum, by=news, name="Mr Li")
    make.mention(two, by=news)
    two, one = (Person.objects.to_read().get(pk=record.pk) for record in (two, one))
    preview = Preview(PERSON, two, one)
    assert [(value.label, value.kept, value.other, value.shown) for value in preview.values] == [
        ("name", "LI Xiang", "Li Xiang", "LI Xiang"),
        ("family", "Li", "", "Li"),
        ("note", "", "Chairs it.", ""),
    ]
    assert {str(side.record): [line.says for line in side.lines] for side in preview.sides} == {
        "LI Xiang": ["LI Xiang, quoted"],
        "Li Xiang": ["Xiang Li, speaker — Green Forum"],
    }
    assert preview.names == ["LI Xiang", "Li Xiang", "Mr Li"]
    assert preview.addresses == ["/speakers/earlier/", "/speakers/one/"]


def test_a_merged_forum_has_the_years_and_lacking_values_of_both(curator: User) -> None:
    news = make.report("news")
    kept = make.forum("Green Forum", by=news, on="")
    other = make.forum("The Green Forum", by=news, on="2023-12")
    make.detail(other, "date", "2024-01", by=make.report("later", on="2025"), basis="stated")
    settled = Forum.objects.order_by("pk").values_list("title", "edtf", "years", "sort_day")
    before = list(settled)
    decision = merge(FORUM, kept, other, "Same.", curator)
    assert [(title, edtf, years) for title, edtf, years, _ in settled.all()] == [
        ("Green Forum", "2023-12", [2023, 2024]),
        ("The Green Forum", "2023-12", [2023, 2024]),
    ]
    undo(FORUM, decision.pk, "No.", curator)
    assert list(settled.all()) == before


def years_found(client: Client) -> dict[str, int]:
    facets = client.get("/forums/?format=json").json()["facets"]
    return {value["value"]: value["count"] for value in facets["year"]}


def test_lists_and_search_count_a_merged_forum_once_in_each_of_its_years(client: Client, curator: User) -> None:
    news = make.report("news")
    kept, other = make.forum("Green Forum", by=news, on="2023"), make.forum("Verdant Gala", by=news, on="2024")
    decision = merge(FORUM, kept, other, "Same.", curator)
    assert years_found(client) == {"2023": 1, "2024": 1}
    found = client.get("/search/?format=json&kind=forum&q=verdant").json()["results"]
    assert [(one["name"], one["url"]) for one in found] == [("Green Forum", "/forums/green-forum/")]
    assert client.get("/forums/?year=2024&format=json").json()["count"] == 1
    undo(FORUM, decision.pk, "No.", curator)
    assert client.get("/forums/?year=2024&format=json").json()["results"][0]["slug"] == "verdant-gala"
    assert years_found(client) == {"2023": 1, "2024": 1}


def test_a_decision_made_and_deleted_in_the_plain_admin_settles_dates_too(admin_client: Client) -> None:
    news = make.report("news")
    kept, other = make.forum("Green Forum", by=news, on="2023"), make.forum("Verdant Gala", by=news, on="2024")
    page = page_to_add(FORUM.decisions)
    typed = {"record": other.pk, "other": kept.pk, "judgement": "same", "reason": "They are."}
    assert errors(admin_client.post(page, filled(admin_client, page, **typed))) == []
    years = Forum.objects.order_by("pk").values_list("years", flat=True)
    assert list(years) == [[2023, 2024], [2024]]
    admin_client.post(page_of(FORUM.decisions.objects.get()).replace("change", "delete"), {"post": "yes"})
    assert list(years.all()) == [[2023], [2024]]
    rows = added(admin_client, page_of(other), "decisions", {"other": kept.pk, "judgement": "same", "reason": "R."})
    assert errors(admin_client.post(page_of(other), rows)) == []
    assert list(years.all()) == [[2023, 2024], [2024]]
    sent = filled(admin_client, page_of(other), **{"decisions-0-DELETE": "on"})
    assert errors(admin_client.post(page_of(other), sent)) == []
    assert list(years.all()) == [[2023], [2024]]


def test_the_decision_of_a_split_is_not_deleted_in_the_plain_admin(admin_client: Client, curator: User) -> None:
    one = make.person("Li Xiang", "one")
    make.appears(one)
    make.appears(one)
    decision = split(PERSON, one, {by_record(one)[one.pk][0]}, "two", "Li Xiang", "Two.", curator)
    assert admin_client.post(page_of(decision).replace("change", "delete"), {"post": "yes"}).status_code == 403
    two = decision.record
    rows = {"decisions-0-DELETE": "on", "decisions-0-judgement": "same", "decisions-0-reason": "A namesake."}
    assert errors(admin_client.post(page_of(two), filled(admin_client, page_of(two), **rows))) == []
    turned = {"record": one.pk, "other": two.pk, "judgement": "same", "reason": "A namesake."}
    assert errors(admin_client.post(page_of(decision), turned | {"decided_on": "2024-11-05"})) == []
    kept = PersonDecision.objects.get()
    assert (kept.record, kept.other, kept.judgement, kept.reason) == (two, one, "different", "A namesake.")
    undo(PERSON, kept.pk, "It is one.", curator)
    assert shown(one, two) == [one, one]
