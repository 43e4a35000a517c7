"""What lists cost, and how they read the database, when they are long: ten thousand records of every kind."""

import re
from collections.abc import Iterator
from functools import partial
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoDbBlocker

from archive.database.paging import SIZE
from archive.database.patience import patience
from archive.pages import page as pages
from events.models import Appearance, Citation, Forum, Involvement, Location, Report, Session
from orgs.models import Organization, Place
from people.models import Person
from tests import records as make
from tests.events.test_views import AS_JSON, CHOICES, QUERIES, one_of_each
from tests.generated_archive import standing, store

# Without it, a run of these tests alone would be given no database.
pytestmark = pytest.mark.django_db

MANY = 10_000


@pytest.fixture(autouse=True)
def time_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    """Queries are counted here, not seconds: a slow machine is given no page of 503."""
    monkeypatch.setattr(pages, "patience", partial(patience, 60))


@pytest.fixture(scope="module")
def thousands(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """A few records with all that lists show, which come first in every list, and many that meet the choices."""
    with standing(django_db_blocker):
        for number in range(3):
            one_of_each(number)
        land, dated = make.country("China"), {"edtf": "2024-01-01", "years": [2024]}
        numbered = [(number, f"thousand-{number}", f"Thousand {number}") for number in range(MANY)]
        kinds = {"kind": "news", "language": "en", "edtf": "2024-01-01"}
        reports = store(Report(slug=slug, title=name, **kinds) for _, slug, name in numbered)
        cities = store(Place(slug=slug, name=name, kind="city", country=land) for _, slug, name in numbered)
        bodies = store(Organization(slug=slug, name=name, kind="company") for _, slug, name in numbered)
        people = store(Person(slug=slug, name=name) for _, slug, name in numbered)
        forums = store(Forum(slug=slug, title=name, kind="forum", **dated) for _, slug, name in numbered)
        sessions = store(Session(forum=forum, key="panel", kind="panel", label=forum.title) for forum in forums)
        located = (Location(forum=forum, place=city) for forum, city in zip(forums, cities, strict=True))
        hosts = (
            Involvement(forum=forum, organization=body, role="host") for forum, body in zip(forums, bodies, strict=True)
        )
        speakers = (
            Appearance(forum=one.forum, session=one, person=person, role="speaker")
            for one, person in zip(sessions, people, strict=True)
        )
        for facts in (forums, sessions, store(located), store(hosts), store(speakers)):
            cite(facts, reports)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        yield


def cite(facts: list[Any], reports: list[Report]) -> None:
    kind = facts[0]._meta.model_name
    pairs = zip(facts, reports, strict=True)
    store(Citation(report=report, paragraphs=[1], **{kind: fact}) for fact, report in pairs)


@pytest.mark.usefixtures("thousands")
@pytest.mark.parametrize("name", QUERIES)
def test_a_list_of_ten_thousand_costs_what_a_list_of_one_does(
    name: str, client: Client, django_assert_num_queries: Any
) -> None:
    for query in ("", CHOICES[name], "format=json"):
        with django_assert_num_queries((AS_JSON if "json" in query else QUERIES)[name]):
            page = client.get(f"{reverse(name)}?{query}")
        assert (page.json() if "json" in query else page.context)["count"] >= MANY
        assert len(page.json()["results"] if "json" in query else page.context["records"]) == SIZE


@pytest.mark.usefixtures("thousands")
def test_the_newest_reports_are_read_from_the_index() -> None:
    plan = Report.objects.latest_first()[:5].explain()
    assert "events_report_latest_first" in plan and "Sort" not in plan


@pytest.mark.usefixtures("thousands")
def test_what_reports_state_is_counted_for_those_shown() -> None:
    plan = Report.objects.to_read().latest_first()[:5].explain(analyze=True)
    assert re.findall(r"GroupAggregate .* loops=(\d+)", plan) == ["5"]
