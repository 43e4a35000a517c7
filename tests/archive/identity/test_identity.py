"""Identity is decided by edges; what stands for a component follows from them alone."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import IntegrityError, connection, transaction
from django.test import Client

from archive.identity.decisions import Judgement
from events.models import ForumDecision, SessionDecision
from orgs.models import OrganizationDecision, PlaceDecision
from people.models import Person, PersonDecision
from tests import records as make
from tests.filling import added, errors, filled, page_of, page_to_add

pytestmark = pytest.mark.django_db

KINDS = [
    (make.person, PersonDecision),
    (make.organization, OrganizationDecision),
    (make.city, PlaceDecision),
    (make.forum, ForumDecision),
    (make.session, SessionDecision),
]


def decide(record: Any, judgement: str, other: Any, decisions: Any = PersonDecision) -> Any:
    return decisions.objects.create(record=record, other=other, judgement=judgement, reason="Looked closely.")


def shown(*records: Any) -> list[Any]:
    """The records that these are shown as."""
    found = type(records[0])._base_manager.in_bulk([record.pk for record in records])
    return [found[record.pk].canonical for record in records]


@pytest.mark.parametrize(("new", "decisions"), KINDS)
def test_a_new_record_stands_for_itself(new: Callable[[], Any], decisions: Any) -> None:
    record = new()
    assert shown(record) == [record]
    record.save()
    assert shown(record) == [record]


def test_a_record_that_was_loaded_before_a_merge_does_not_undo_it_when_saved() -> None:
    one, two = make.person(), make.person()
    loaded = Person.objects.get(pk=one.pk)
    decide(one, Judgement.SAME, two)
    loaded.note = "Chairs the council."
    loaded.save()
    assert shown(one) == [two]


def test_what_stands_for_a_record_is_not_changed_by_hand() -> None:
    one, two = make.person(), make.person()
    Person.objects.filter(pk=one.pk).update(canonical=two)
    assert shown(one) == [one]


@pytest.mark.parametrize(("new", "decisions"), KINDS)
def test_same_shows_the_first_as_the_second_until_it_is_undone(new: Callable[[], Any], decisions: Any) -> None:
    record, other = new(), new()
    decision = decide(record, Judgement.SAME, other, decisions)
    assert shown(record, other) == [other, other]
    decision.delete()
    assert shown(record, other) == [record, other]


def test_a_chain_is_shown_as_its_end() -> None:
    one, two, three = make.person(), make.person(), make.person()
    decide(one, Judgement.SAME, two)
    decide(two, Judgement.SAME, three)
    assert shown(one, two, three) == [three, three, three]


def test_undoing_the_middle_of_a_chain_parts_it_again() -> None:
    one, two, three, four = (make.person() for _ in range(4))
    decide(one, Judgement.SAME, two)
    middle = decide(two, Judgement.SAME, three)
    decide(three, Judgement.SAME, four)
    middle.delete()
    assert shown(one, two, three, four) == [two, two, four, four]


def test_a_ring_is_shown_as_its_oldest() -> None:
    one, two, three = make.person(), make.person(), make.person()
    decide(two, Judgement.SAME, three)
    decide(three, Judgement.SAME, one)
    decide(one, Judgement.SAME, two)
    assert shown(one, two, three) == [one, one, one]


def test_undoing_one_edge_of_a_ring_keeps_it_together() -> None:
    one, two, three = make.person(), make.person(), make.person()
    decide(two, Judgement.SAME, three)
    decide(three, Judgement.SAME, one)
    decide(one, Judgement.SAME, two).delete()
    assert shown(one, two, three) == [one, one, one]


@pytest.mark.parametrize("judgement", [Judgement.DIFFERENT, Judgement.UNDECIDED])
def test_other_judgements_merge_nothing(judgement: str) -> None:
    one, two = make.person(), make.person()
    decide(one, judgement, two)
    assert shown(one, two) == [one, two]


def test_a_decision_that_is_turned_around_shows_the_other() -> None:
    one, two = make.person(), make.person()
    decision = decide(one, Judgement.SAME, two)
    PersonDecision.objects.filter(pk=decision.pk).update(record=two, other=one)
    assert shown(one, two) == [one, one]


def test_a_decision_that_is_led_elsewhere_frees_whom_it_left() -> None:
    one, two, three = make.person(), make.person(), make.person()
    decision = decide(one, Judgement.SAME, two)
    PersonDecision.objects.filter(pk=decision.pk).update(other=three)
    assert shown(one, two, three) == [three, two, three]


def test_a_merge_in_plain_sql_counts() -> None:
    one, two = make.person(), make.person()
    decide(one, Judgement.UNDECIDED, two)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE people_persondecision SET judgement = 'same'")
    assert shown(one, two) == [two, two]


def test_a_pair_that_is_not_the_same_is_not_merged_through_others() -> None:
    one, two, three = make.person(), make.person(), make.person()
    decide(one, Judgement.DIFFERENT, three)
    decide(one, Judgement.SAME, two)
    with pytest.raises(IntegrityError), transaction.atomic():
        decide(two, Judgement.SAME, three)
    assert shown(one, two, three) == [two, two, three]


def test_a_merge_moves_no_fact() -> None:
    one, two = make.person(), make.person()
    appearance = make.appears(one)
    decide(one, Judgement.SAME, two)
    appearance.refresh_from_db()
    assert appearance.person == one


def test_a_record_that_stands_for_others_is_not_deleted(admin_client: Client) -> None:
    one, two = make.person(), make.person()
    decide(one, Judgement.SAME, two)
    admin_client.post(page_of(two).replace("change", "delete"), {"post": "yes"})
    assert shown(one, two) == [two, two]


def test_the_admin_notes_who_decides(admin_client: Client) -> None:
    one, two = make.person(), make.person()
    typed = {"record": one.pk, "other": two.pk, "judgement": "same", "reason": "Same title, same day."}
    page = page_to_add(PersonDecision)
    assert errors(admin_client.post(page, filled(admin_client, page, **typed))) == []
    assert PersonDecision.objects.get().decided_by == User.objects.get(username="admin")
    assert shown(one, two) == [two, two]


def test_a_decision_is_made_and_undone_on_the_page_of_a_record(admin_client: Client) -> None:
    one, two = make.person(), make.person()
    row = {"other": two.pk, "judgement": "same", "reason": "Same title, same day."}
    sent = added(admin_client, page_of(one), "decisions", row)
    assert errors(admin_client.post(page_of(one), sent)) == []
    assert PersonDecision.objects.get().decided_by == User.objects.get(username="admin")
    assert shown(one, two) == [two, two]

    sent = filled(admin_client, page_of(one), **{"decisions-0-DELETE": "on"})
    assert errors(admin_client.post(page_of(one), sent)) == []
    assert shown(one, two) == [one, two]


def test_deleting_a_decision_in_the_admin_undoes_it(admin_client: Client) -> None:
    one, two = make.person(), make.person()
    decision = decide(one, Judgement.SAME, two)
    admin_client.post(page_of(decision).replace("change", "delete"), {"post": "yes"})
    assert shown(one, two) == [one, two]


def test_only_canonical_records_are_listed() -> None:
    one, two = make.person(), make.person()
    decide(one, Judgement.SAME, two)
    assert list(Person.objects.canonical()) == [two]
