"""A fact lives while it is cited, and stands in the forum it is a fact about."""

from typing import Any

import pytest
from django.db import connection

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
    Session,
)
from events.models.citations import STATED
from tests import making

pytestmark = pytest.mark.django_db


def facts() -> list[Any]:
    forum = making.forum()
    return [
        Detail.objects.create(forum=forum, property="title", value="The Forum"),
        Location.objects.create(forum=forum, place=making.city()),
        Figure.objects.create(forum=forum, counted="participants", low=81),
        Involvement.objects.create(forum=forum, organization=making.organization(), role="host"),
        Appearance.objects.create(forum=forum, person=making.person(), role="speaker"),
        Party.objects.create(agreement=making.agreement(), organization=making.organization()),
        Mention.objects.create(person=making.person(), role="author"),
    ]


def kept(records: list[Any]) -> list[bool]:
    return [type(record).objects.filter(pk=record.pk).exists() for record in records]


def test_every_kind_that_goes_with_its_citations_is_tried() -> None:
    assert {fact._meta.model_name for fact in facts()} == set(STATED)


def test_facts_go_with_their_last_citation() -> None:
    stated = [making.cited(fact) for fact in facts()]
    Citation.objects.all().delete()
    assert kept(stated) == [False] * len(stated)


def test_facts_go_with_the_only_report_that_states_them() -> None:
    report = making.report()
    stated = [making.cited(fact, report) for fact in facts()]
    report.delete()
    assert kept(stated) == [False] * len(stated)


def test_facts_stay_while_another_report_states_them() -> None:
    report = making.report()
    stated = [making.cited(making.cited(fact, report)) for fact in facts()]
    report.delete()
    assert kept(stated) == [True] * len(stated)


def test_facts_go_when_their_citations_go_in_plain_sql() -> None:
    stated = [making.cited(fact) for fact in facts()]
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM events_citation")
    assert kept(stated) == [False] * len(stated)


@pytest.mark.parametrize("make", [making.forum, making.session, making.agreement])
def test_what_has_an_address_stays_without_citations(make: Any) -> None:
    record: Forum | Session | Agreement = making.cited(make())
    Citation.objects.all().delete()
    assert kept([record]) == [True]
