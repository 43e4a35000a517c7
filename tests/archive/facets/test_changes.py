"""What a transaction touches is noted, for those who keep what they read of an earlier edition."""

from typing import Any

import pytest
from django.db import connection, transaction

from archive.database.edition import edition
from archive.database.migrating import MANY
from archive.facets.changes import Changes, since
from events.models import Appearance
from orgs.models import Organization
from people.models import Person
from tests import records as make

pytestmark = pytest.mark.django_db(transaction=True)
HOUR = 3600 * 1_000_000


def sql(statement: str, *params: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, params)


def changed(number: int) -> Changes:
    return since(number, "default")


def noted(number: int) -> dict[str, list[int]]:
    """The ids of what was touched since an edition, by kind."""
    changes = changed(number)
    return {kind: changes.of(kind).tolist() for kind in sorted({kind for kind, _ in changes.notes})}


@pytest.fixture
def person() -> Person:
    with transaction.atomic():
        news = make.report("news")
        make.appears(make.person("Anna Berg"), make.forum("Harbour Day", by=news), by=news)
    return Person.objects.get()


def test_what_is_said_of_an_appearance_touches_it_and_its_forum(person: Person) -> None:
    before = edition()
    Appearance.objects.update(role="moderator")
    appearance = Appearance.objects.get()
    assert noted(before) == {
        "events_appearance": [appearance.pk],
        "events_forum": [appearance.forum_id],
        "people_person": [person.pk],
    }


def test_a_record_that_says_something_else_of_what_refers_to_it_is_noted_as_such(person: Person) -> None:
    before = edition()
    Person.objects.update(note="Of the harbour.")
    assert noted(before) == {"people_person": [person.pk]}
    Person.objects.update(name="Anna Berger")
    assert noted(before) == {"people_person": [person.pk], "people_person.told": [person.pk]}


def test_what_was_noted_before_an_edition_is_not_told_again(person: Person) -> None:
    Person.objects.update(note="Of the harbour.")
    assert (noted(edition()), changed(edition()).is_everything) == ({}, False)


def test_what_is_taken_back_is_not_noted(person: Person) -> None:
    before = edition()
    with transaction.atomic():
        Person.objects.update(note="Of the harbour.")
        transaction.set_rollback(True)
    assert noted(before) == {}


def test_a_body_with_units_that_is_renamed_touches_everything(person: Person) -> None:
    with transaction.atomic():
        ministry = make.organization("Ministry")
        make.organization("Office", parent=ministry)
    before = edition()
    Organization.objects.filter(name="Office").update(name="Bureau")
    assert not changed(before).is_everything
    Organization.objects.filter(name="Ministry").update(name="Department")
    assert changed(before).is_everything


def test_so_does_what_cannot_be_noted_one_by_one(person: Person) -> None:
    before = edition()
    sql(
        "INSERT INTO people_person (slug, name, sort_name, family, given, note, source, confirmed) "
        "SELECT 'person-' || n, 'Person', 'person', '', '', '', '', '' FROM generate_series(1, %s) AS n",
        MANY,
    )
    assert len(changed(before).of("people_person")) == MANY
    Person.objects.update(note="One of many.")
    assert changed(before).is_everything


@pytest.mark.parametrize("emptied", ["TRUNCATE events_phrase", "TRUNCATE people_person CASCADE"])
def test_so_does_a_table_that_is_emptied(person: Person, emptied: str) -> None:
    before = edition()
    sql(emptied)
    assert changed(before).is_everything


def test_so_does_an_edition_that_was_never_heard_of(person: Person) -> None:
    assert changed(edition() - 1).is_everything
    assert changed(edition() + 1).is_everything


def pass_by(hours: int) -> None:
    sql("UPDATE archive_moved SET number = number - %s", hours * HOUR)


def test_notes_are_kept_for_an_hour_and_so_is_the_edition_before(person: Person) -> None:
    first = edition()
    pass_by(hours=3)
    Person.objects.update(note="After the archive had stood still for hours.")
    assert noted(first - 3 * HOUR) == {"people_person": [person.pk]}
    second = edition()
    pass_by(hours=2)
    Person.objects.update(note="And again.")
    assert noted(second - 2 * HOUR) == {"people_person": [person.pk]}
    assert changed(first - 5 * HOUR).is_everything
