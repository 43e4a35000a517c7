"""`changed_at` moves with what is said of a record, by whatever way it changes, and with nothing else."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import connection

from events.models import Capacity, Citation
from people.models import PersonName
from tests import making

pytestmark = pytest.mark.django_db

NEW_CAPACITY = """INSERT INTO events_capacity (citation_id, "order", title, printed, relation)
    VALUES (%s, 2, 'Member', '', 'also')"""
LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)


def aged(*records: Any) -> None:
    """Nothing has happened to them since 2000; in this order, for to age a citation is to change it."""
    for record in records:
        type(record)._base_manager.filter(pk=record.pk).update(changed_at=LONG_AGO)


def moved(*records: Any) -> list[bool]:
    return [type(record)._base_manager.get(pk=record.pk).changed_at != LONG_AGO for record in records]


def sql(statement: str, *values: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


@pytest.fixture
def citation() -> Citation:
    session = making.session()
    citation: Citation = making.appearance(session.forum, session=session).citations.get()
    Capacity.objects.create(citation=citation, title="Chair", organization=making.organization())
    return citation


def around(citation: Citation) -> list[Any]:
    """All that a citation of an appearance says something of."""
    appearance = citation.appearance
    assert appearance
    return [citation.report, appearance, appearance.forum, appearance.session, appearance.person]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE events_citation SET note = 'Read twice.' WHERE id = %s",
        "UPDATE events_capacity SET title = 'Vice Chair' WHERE citation_id = %s",
        "DELETE FROM events_capacity WHERE citation_id = %s",
        NEW_CAPACITY,
    ],
)
def test_what_a_citation_prints_moves_all_that_it_is_about(citation: Citation, statement: str) -> None:
    aged(citation, *around(citation))
    sql(statement, citation.pk)
    assert moved(*around(citation)) == [True] * 5


def test_a_new_citation_moves_its_fact_and_its_report(citation: Citation) -> None:
    report = making.report()
    aged(report, *around(citation))
    sql(
        """INSERT INTO events_citation (report_id, appearance_id, paragraphs, name, role, date, number, words,
            standing, mode, basis, inference, note)
        VALUES (%s, %s, '{1}', '', '', '', '', '', 'occurred', '', '', '', '')""",
        report.pk,
        citation.appearance_id,
    )
    assert moved(report, *around(citation)) == [True, False, True, True, True, True]


def test_a_citation_that_goes_moves_those_that_stay(citation: Citation) -> None:
    report, _, forum, session, person = around(citation)
    aged(report, forum, session, person)
    sql("DELETE FROM events_capacity; DELETE FROM events_citation")
    assert moved(report, forum, session, person) == [True] * 4


def test_a_name_moves_its_person() -> None:
    person, other = making.person(), making.person()
    name = PersonName.objects.create(person=person, text="李翔", kind="native")
    for statement in (
        "UPDATE people_personname SET text = '李祥' WHERE id = %s",
        "DELETE FROM people_personname WHERE id = %s",
    ):
        aged(person, other)
        sql(statement, name.pk)
        assert moved(person, other) == [True, False]


@pytest.mark.parametrize("make", [making.report, making.forum, making.person, making.organization, making.city])
def test_a_write_that_changes_nothing_moves_nothing(make: Any) -> None:
    record = make()
    aged(record)
    type(record)._base_manager.get(pk=record.pk).save()
    assert moved(record) == [False]


def test_a_change_to_one_forum_leaves_others_alone(citation: Citation) -> None:
    forum = making.forum()
    making.appearance(forum)
    aged(forum)
    sql("UPDATE events_citation SET note = 'Read twice.' WHERE id = %s", citation.pk)
    assert moved(forum) == [False]
