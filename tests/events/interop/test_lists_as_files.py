"""Lists as files: each holds the records that the page has as JSON, whatever the filters and the order."""

import csv
import json
import random
import re
from collections.abc import Iterator
from io import StringIO
from typing import Any
from urllib.parse import urlencode

import feedparser
import pytest
from django.db import connection
from django.test import Client
from icalendar import Calendar
from pytest_django import DjangoDbBlocker

from archive.pages.page import ListPage
from archive.pages.portions import FEW
from events.views import Forums, Reports, Sessions
from orgs.views import Organizations, Places
from people.views import Speakers
from tests.generated_archive import generated_archive, standing

pytestmark = pytest.mark.django_db
FACTS = {"appearances", "involvements", "mentions", "agreements"}
LISTS: dict[str, type[ListPage]] = {
    "forums": Forums,
    "sessions": Sessions,
    "speakers": Speakers,
    "organizations": Organizations,
    "places": Places,
    "reports": Reports,
}
SETS = 9  # of filters, of each kind
TO_THE_DAY = re.compile(r"\d{4}-\d\d-\d\d(/\d{4}-\d\d-\d\d)?")
A_DAY = re.compile(r"\d{4}-\d\d-\d\d")
MOVED = "UPDATE {table} SET changed_at = changed_at + id * 7919 %% 1009 * interval '1 second'"


@pytest.fixture(scope="module", autouse=True)
def archive(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    with standing(django_db_blocker):
        generated_archive(forums=110)
        with connection.cursor() as cursor:
            for page in LISTS.values():
                cursor.execute(MOVED.format(table=page.queryset.model._meta.db_table), [])
        yield


def some_filters(client: Client, kind: str) -> Iterator[str]:
    """Random choices, some of them excluded, with words, spans of years and orders."""
    chance = random.Random(f"{kind} 2024")
    facets = client.get(f"/{kind}/?format=json").json()["facets"]
    orders = list(LISTS[kind].orders)
    for number in range(SETS):
        asked: dict[str, Any] = {"sort": chance.choice(orders)}
        for name in chance.sample(sorted(facets), min(len(facets), chance.randint(0, 2))):
            values = [one["value"] for one in facets[name][:6]]
            some = chance.sample(values, min(len(values), chance.randint(1, 3)))
            asked[name] = [f"-{value}" if chance.random() < 0.3 else value for value in some]
        if number % 4 == 3:
            asked["q"] = chance.choice(("energy", "water", "1", "day", "city"))
        if number % 5 == 4 and "year" in facets:
            asked["year"] = "2015..2021"
        yield urlencode(asked, doseq=True)


def records(client: Client, kind: str, query: str) -> list[dict[str, Any]]:
    """All that the page has as JSON."""
    page = client.get(f"/{kind}/?{query}&format=json").json()
    every = page["results"]
    while page["next"]:
        page = client.get(page["next"]).json()
        every += page["results"]
    assert len(every) == page["count"]
    return every


def sent(client: Client, kind: str, query: str, name: str) -> str:
    response = client.get(f"/{kind}/?{query}&format={name}")
    assert response.status_code == 200
    return bytes(response.getvalue()).decode("utf-8-sig" if name == "csv" else "utf-8")  # type: ignore[attr-defined]


def listed(record: dict[str, Any]) -> dict[str, Any]:
    """As a page of JSON has a record of which a line tells everything."""
    return record | {kind: record[kind][:FEW] for kind in FACTS & record.keys()}


def called(record: dict[str, Any]) -> str:
    return str(record.get("id") or record["slug"])


@pytest.mark.parametrize("kind", LISTS)
def test_every_file_has_the_records_of_the_page(client: Client, kind: str) -> None:
    changed = last_changes(kind)
    found = 0
    for query in some_filters(client, kind):
        every = records(client, kind, query)
        names = [called(record) for record in every]
        lines = map(json.loads, sent(client, kind, query, "jsonl").splitlines())
        assert [listed(line) for line in lines] == every, query
        rows = list(csv.DictReader(StringIO(sent(client, kind, query, "csv"))))
        assert [called(row) for row in rows] == names, query
        entries = feedparser.parse(sent(client, kind, query, "atom")).entries
        assert [one.id.split("/")[-2] for one in entries] == sorted(names, key=lambda one: changed[one])[:100], query
        found += len(names)
    assert found > SETS


def last_changes(kind: str) -> dict[str, Any]:
    """By name, what the newest come first by."""
    model: Any = LISTS[kind].queryset.model
    found: dict[str, Any] = {}
    for record in model._base_manager.all():
        stands = getattr(record, "canonical", record)
        name = stands.public_id if kind == "sessions" else stands.slug
        found[name] = min(found.get(name, (0.0, 0)), (-record.changed_at.timestamp(), stands.pk))
    return found


@pytest.mark.parametrize("kind", ["forums", "sessions"])
def test_a_calendar_has_those_that_are_dated_to_the_day_and_counts_the_others(client: Client, kind: str) -> None:
    of_forums = {one["slug"]: one["dates"]["edtf"] for one in records(client, "forums", "")}
    found = left_out = 0
    for query in some_filters(client, kind):
        every = records(client, kind, query)
        dated = [called(one) for one in every if is_to_the_day(one, of_forums)]
        calendar = Calendar.from_ical(sent(client, kind, query, "ics"))
        assert [event["UID"].split("/")[1].split("@")[0] for event in calendar.walk("VEVENT")] == dated, query
        assert int(calendar["X-ROSTRUM-LEFT-OUT"]) == len(every) - len(dated), query
        found, left_out = found + len(dated), left_out + len(every) - len(dated)
    assert found and left_out


def is_to_the_day(record: dict[str, Any], of_forums: dict[str, str]) -> bool:
    if own := record["dates"]["edtf"]:
        return bool(TO_THE_DAY.fullmatch(own))
    return bool(A_DAY.fullmatch(of_forums.get(record.get("forum", ""), "") or ""))


@pytest.mark.parametrize("name", ["csv", "jsonl", "atom", "jsonld", "json"])
def test_what_was_ignored_in_the_address_is_said_beside_the_file(client: Client, name: str) -> None:
    asked = f"/zh-hans/places/?colour=red&{urlencode({'name' * 200: 1})}&sort=size&format="
    response = client.get(f"{asked}{name}")
    said = json.loads(response.headers["Archive-Messages"])
    response.getvalue()
    assert said == [words[:300] for words in client.get(f"{asked}json").json()["messages"]]
    assert len(said) == 3 and "colour" in said[0]
    understood = client.get(f"/places/?kind=city&sort=name&format={name}")
    understood.getvalue()
    assert "Archive-Messages" not in understood.headers
