"""Decisions made at the same time by two who do not see each other's: none slips through that contradicts another."""

from threading import Thread
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from archive.identity.decisions import Judgement
from people.models import Person, PersonDecision
from tests import records as make

pytestmark = pytest.mark.django_db(transaction=True)


def decide(record: Person, judgement: str, other: Person) -> None:
    PersonDecision.objects.create(record=record, other=other, judgement=judgement, reason="Looked closely.")


class Second:
    """Another connection that decides and commits, and waits for the first to do so."""

    def __init__(self, *decision: Any) -> None:
        self.refused = ""
        self.thread = Thread(target=self.run, args=decision)
        self.thread.start()
        while not waits():
            self.thread.join(0.01)
            assert self.thread.is_alive(), "it did not wait for the first"

    def run(self, *decision: Any) -> None:
        try:
            decide(*decision)
        except IntegrityError as error:
            self.refused = str(error.__cause__.diag.constraint_name)  # type: ignore[union-attr]
        finally:
            connection.close()

    def outcome(self) -> str:
        self.thread.join()
        return self.refused


@pytest.fixture
def three() -> tuple[Person, Person, Person]:
    return make.person(), make.person(), make.person()


def waits() -> bool:
    """Whether somebody waits for a lock of ours."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND NOT granted)")
        return bool(cursor.fetchone()[0])


@pytest.mark.parametrize("mine", [Judgement.SAME, Judgement.DIFFERENT])
def test_the_second_waits_and_is_refused(three: tuple[Person, Person, Person], mine: str) -> None:
    one, two, other = three
    theirs = Judgement.DIFFERENT if mine == Judgement.SAME else Judgement.SAME
    decide(one, Judgement.SAME, two)
    with transaction.atomic():
        decide(two, mine, other)
        second = Second(one, theirs, other)
    assert second.outcome() == "people_persondecision_no_contradiction"
    assert PersonDecision.objects.count() == 2


def test_two_halves_of_a_merge_that_a_third_decision_forbids(three: tuple[Person, Person, Person]) -> None:
    one, two, other = three
    decide(one, Judgement.DIFFERENT, other)
    with transaction.atomic():
        decide(one, Judgement.SAME, two)
        second = Second(two, Judgement.SAME, other)
    assert second.outcome() == "people_persondecision_no_contradiction"
    assert list(Person.objects.order_by("pk").values_list("canonical", flat=True)) == [two.pk, two.pk, other.pk]
