"""A fact lives while it is cited, and stands in the forum it is a fact about."""

from typing import Any

import pytest
from django.db import connection

from archive.dates import latest_first
from events.models import (
    Agreement,
    Appearance,
    Citation,
    Detail,
    Figure,
    Forum,
    Involvement,
    Location,
    Mention,
    Party,
    Report,
    Session,
)
from events.models.citations import STATED
from tests import records as make

pytestmark = pytest.mark.django_db


def facts() -> list[Any]:
    forum = make.forum()
    return [
        Detail.objects.create(forum=forum, property="title", value="The Forum"),
        Location.objects.create(forum=forum, place=make.city()),
        Figure.objects.create(forum=forum, counted="participants", low=81),
        Involvement.objects.create(forum=forum, organization=make.organization(), role="host"),
        Appearance.objects.create(forum=forum, person=make.person(), role="speaker"),
        Party.objects.create(agreement=make.agreement(), organization=make.organization()),
        Mention.objects.create(person=make.person(), role="author"),
    ]


def kept(records: list[Any]) -> list[bool]:
    return [type(record).objects.filter(pk=record.pk).exists() for record in records]


def test_every_kind_that_goes_with_its_citations_is_tried() -> None:
    assert {fact._meta.model_name for fact in facts()} == set(STATED)


def test_facts_go_with_their_last_citation() -> None:
    stated = [make.cited(fact) for fact in facts()]
    Citation.objects.all().delete()
    assert kept(stated) == [False] * len(stated)


def test_facts_go_with_the_only_report_that_states_them() -> None:
    report = make.report()
    stated = [make.cited(fact, report) for fact in facts()]
    report.delete()
    assert kept(stated) == [False] * len(stated)


def test_facts_stay_while_another_report_states_them() -> None:
    report = make.report()
    stated = [make.cited(make.cited(fact, report)) for fact in facts()]
    report.delete()
    assert kept(stated) == [True] * len(stated)


def test_facts_go_when_their_citations_go_in_plain_sql() -> None:
    stated = [make.cited(fact) for fact in facts()]
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM events_citation")
    assert kept(stated) == [False] * len(stated)


def turned(fact: Any, to: Any, by: Report) -> None:
    """What the report is cited for is another fact now, in plain SQL."""
    column = f"{fact._meta.model_name}_id"
    with connection.cursor() as cursor:
        statement = f"UPDATE events_citation SET {column} = %s WHERE {column} = %s AND report_id = %s"
        cursor.execute(statement, [to.pk, fact.pk, by.pk])


@pytest.mark.parametrize("stated_by_others", [False, True])
def test_facts_go_when_their_last_citation_is_turned_to_another(stated_by_others: bool) -> None:
    report = make.report()
    stated = [make.cited(fact, report) for fact in facts()]
    others = [make.cited(fact) for fact in facts()]
    for fact, other in zip(stated, others, strict=True):
        if stated_by_others:
            make.cite(fact)
        turned(fact, to=other, by=report)
    assert kept(stated) == [stated_by_others] * len(stated)
    assert kept(others) == [True] * len(others)
    assert {fact.citations.count() for fact in others} == {2}


@pytest.mark.parametrize("new", [make.forum, make.session, make.agreement])
def test_what_has_an_address_stays_without_citations(new: Any) -> None:
    record: Forum | Session | Agreement = make.cited(new())
    Citation.objects.all().delete()
    assert kept([record]) == [True]


def test_a_former_title_is_not_held_in_an_appearance() -> None:
    body, forum = make.organization(), make.forum()
    now = make.appears(event=forum, capacities=[("Chair", body)])
    make.appears(event=forum, capacities=[("Chair", body, "the Body", "former")])
    assert list(Appearance.objects.on_behalf_of(body)) == [now]


def test_appearances_are_put_in_order_by_the_day_of_their_session_or_forum() -> None:
    report, person = make.report(), make.person()
    for on in ("2021", "2023-05", "", "/2022-01-01"):
        forum = make.forum(f"Forum of {on or None}", by=report, on=on)
        session = make.session(forum, by=report)
        make.appears(person, forum, by=report)
        make.appears(person, session, "keynote", by=report)
    own = make.session(make.forum("Own", by=report, on="2020"), by=report)
    Session.objects.filter(pk=own.pk).update(edtf="2024", earliest="2024-01-01", latest="2024-12-31")
    make.appears(person, own, by=report)
    every = Appearance.objects.to_read().latest_first()
    assert [one.pk for one in every] == [one.pk for one in latest_first(Appearance.objects.to_read().order_by("pk"))]
    assert every[0].session == own
