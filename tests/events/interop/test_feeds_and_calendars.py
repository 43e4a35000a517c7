"""Feeds and calendars, and tables against formulas: as programs that others wrote read them."""

import csv
from collections.abc import Callable
from datetime import date, datetime, timedelta
from io import StringIO
from typing import Any
from xml.etree import ElementTree

import feedparser
import psycopg
import pytest
import vobject
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import now
from icalendar import Calendar

from archive.formats import selections
from events.models import Forum, Report, Session, Withdrawn
from people.models import Person
from tests import records as make
from tests.small_archive import HOSTILE, small_archive

pytestmark = pytest.mark.django_db
CALENDARS = (
    "/forums/",
    "/zh-hans/sessions/",
    "/speakers/li-xiang-ccpit/",
    "/organizations/ccpit/",
    "/places/shanghai/",
    "/forums/turn-of-the-year-mission/",
    "/sessions/cleantech-forum.opening/",
)
FEEDS = (
    "/search/?q=forum&",
    "/forums/?",
    "/reports/?",
    "/zh-hans/speakers/?",
    "/speakers/li-xiang-ccpit/?",
    "/organizations/ccpit/?",
    "/places/shanghai/?",
    "/forums/turn-of-the-year-mission/?",
)


def sent(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200
    return bytes(response.getvalue()).decode()  # type: ignore[attr-defined]


def entries(client: Client, path: str) -> list[Any]:
    feed = feedparser.parse(sent(client, path))
    assert not feed.bozo
    return list(feed.entries)


@pytest.mark.parametrize("path", CALENDARS)
def test_calendars_open_in_other_programs(client: Client, path: str) -> None:
    small_archive()
    text = sent(client, f"{path}?format=ics")
    events = Calendar.from_ical(text).walk("VEVENT")
    opened = vobject.readOne(text)
    assert [one.uid.value for one in opened.contents["vevent"]] == [str(one["UID"]) for one in events]
    assert [one.errors for one in events] == [[]] * len(events)
    for one in events:
        assert one["DTSTAMP"].dt == one["LAST-MODIFIED"].dt
        assert one.DTEND > one.DTSTART


def test_only_days_known_for_certain_become_events(client: Client) -> None:
    small_archive()
    report = make.report("other")
    for name, day in (("Doubtful", "2024-05-06?"), ("Last Day", "9999-12-31"), ("Open", "2024-05-06/")):
        make.forum(name, by=report, on=day)
    calendar = Calendar.from_ical(sent(client, "/forums/?sort=name&format=ics"))
    assert [(one["SUMMARY"], one.DTSTART, one.DTEND, one["STATUS"]) for one in calendar.walk("VEVENT")] == [
        ("Cleantech Forum", date(2024, 11, 4), date(2024, 11, 5), "CONFIRMED"),
        ("Turn of the Year Mission", date(2023, 12, 28), date(2024, 1, 4), "CONFIRMED"),
    ]
    assert str(calendar["X-ROSTRUM-LEFT-OUT"]) == "6"
    assert str(calendar["DESCRIPTION"]).startswith("6 records are left out: ")


def test_a_session_is_on_the_day_of_its_forum_where_that_is_one(client: Client) -> None:
    small_archive()
    calendar = Calendar.from_ical(sent(client, "/sessions/?sort=name&format=ics"))
    assert [(one["SUMMARY"], one.DTSTART) for one in calendar.walk("VEVENT")] == [
        ("Opening · Cleantech Forum", date(2024, 11, 4)),
        ("Panel · Cleantech Forum", date(2024, 11, 5)),
        ("Talk · Cleantech Forum", date(2024, 11, 4)),
    ]
    assert str(calendar["X-ROSTRUM-LEFT-OUT"]) == "1"


def test_what_is_announced_or_cancelled_is_said_so(client: Client) -> None:
    report = make.report("news")
    for name, standing in (("A", "announced"), ("B", "cancelled")):
        make.forum(name, by=report).citations.update(standing=standing)
    calendar = Calendar.from_ical(sent(client, "/forums/?sort=name&format=ics"))
    assert [str(one["STATUS"]) for one in calendar.walk("VEVENT")] == ["TENTATIVE", "CANCELLED"]


@pytest.mark.parametrize("path", FEEDS)
def test_feeds_open_and_stay_as_they_are(client: Client, path: str) -> None:
    small_archive()
    feed = feedparser.parse(sent(client, f"{path}format=atom"))
    assert (feed.bozo, feed.version) == (False, "atom10")
    assert feed.entries and all(one.title and one.summary and one.updated_parsed for one in feed.entries)
    assert len({one.id for one in feed.entries}) == len(feed.entries)
    assert sent(client, f"{path}format=atom") == sent(client, f"{path}format=atom")
    for one in feed.entries:
        assert client.get(one.link).status_code == client.get(one.id).status_code == 200


def test_the_newest_change_comes_first_through_a_record_that_is_the_same_too(client: Client) -> None:
    small_archive()
    Person.objects.filter(slug="michael-hart").update(changed_at=now() + timedelta(days=1))
    Person.objects.filter(slug="li-xiang-again").update(changed_at=now() + timedelta(days=2))
    first, second = entries(client, "/speakers/?format=atom")[:2]
    assert (first.id, second.id) == (
        "http://testserver/speakers/li-xiang-ccpit/",
        "http://testserver/speakers/michael-hart/",
    )
    assert first.updated > second.updated


def test_a_feed_has_a_hundred_at_most_and_none_is_sound(client: Client) -> None:
    report = make.report("news")
    for number in range(102):
        make.forum(f"Forum {number}", by=report)
    assert len(entries(client, "/forums/?format=atom")) == 100
    assert entries(client, "/forums/?q=quokka&format=atom") == []
    assert entries(client, "/search/?q=&format=atom") == []


def test_a_series_has_a_feed(client: Client) -> None:
    small_archive()
    found = {one.title for one in entries(client, "/forums/?series=stops&format=atom")}
    assert found == {"Cleantech Forum", "Turn of the Year Mission"}


def test_what_is_merged_or_withdrawn_is_not_told_of(client: Client) -> None:
    small_archive()
    assert {one.title for one in entries(client, "/forums/?format=atom")} == {
        str(one) for one in Forum.objects.public()
    }
    moved = client.get("/forums/cleantech-twice/?format=atom")
    assert (moved.status_code, moved.headers["Location"]) == (301, "/forums/cleantech-forum/?format=atom")
    make.report("gone", "Soon gone")
    Report.objects.get(slug="gone").delete()
    Withdrawn.objects.create(slug="gone")
    assert {one.title for one in entries(client, "/reports/?format=atom")} == {str(one) for one in Report.objects.all()}
    assert client.get("/reports/gone/?format=json").status_code == 410


def tombstones(client: Client, path: str) -> list[str]:
    root = ElementTree.fromstring(sent(client, f"{path}format=atom"))
    found = root.findall("{http://purl.org/atompub/tombstones/1.0}deleted-entry")
    assert all(datetime.fromisoformat(one.attrib["when"]) <= now() for one in found)
    return [one.attrib["ref"] for one in found]


def test_feeds_of_lists_say_what_is_gone(client: Client) -> None:
    small_archive()
    make.report("gone", "Soon gone")
    known = {one.id for one in entries(client, "/reports/?format=atom")}
    Report.objects.get(slug="gone").delete()
    Withdrawn.objects.create(slug="gone")
    assert (
        tombstones(client, "/reports/?")
        == tombstones(client, "/zh-hans/reports/?kind=news&")
        == ["http://testserver/reports/gone/"]
    )
    assert known & set(tombstones(client, "/reports/?")) == {"http://testserver/reports/gone/"}
    assert tombstones(client, "/forums/?") == ["http://testserver/forums/cleantech-twice/"]
    assert tombstones(client, "/forums/cleantech-forum/?") == tombstones(client, "/search/?q=forum&") == []
    make.report("gone", "There again")
    assert tombstones(client, "/reports/?") == []


def test_a_feed_asks_no_more_for_many_that_are_gone(client: Client, django_assert_num_queries: Any) -> None:
    small_archive()
    forum = Forum.objects.get(slug="cleantech-forum")
    for number in range(3):
        Session.objects.create(forum=forum, key=f"never-told-{number}", kind="panel")
    with CaptureQueriesContext(connection) as few:
        assert len(tombstones(client, "/sessions/?")) >= 3
    for number in range(3, 9):
        Session.objects.create(forum=forum, key=f"never-told-{number}", kind="panel")
    with django_assert_num_queries(len(few)):
        tombstones(client, "/sessions/?")


def test_no_cell_is_a_formula(client: Client) -> None:
    make.cite(make.mention(make.organization("=cmd()", "formula")))
    make.mention(make.organization("-2+3", "sum", note="@SUM(A1)"))
    make.mention(make.organization(HOSTILE, "hostile"))
    text = sent(client, "/organizations/?format=csv&sort=name").removeprefix("\ufeff")
    rows = {row["slug"]: row for row in csv.DictReader(StringIO(text))}
    assert (rows["formula"]["name"], rows["sum"]["name"], rows["sum"]["note"]) == ("'=cmd()", "'-2+3", "'@SUM(A1)")
    assert rows["hostile"]["name"] == HOSTILE


@pytest.fixture
def counted(client: Client, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], list[int]]:
    """How many statements each piece of a file costs, one record at a time."""
    asked: list[str] = []
    execute = psycopg.Cursor.execute

    def noted(self: psycopg.Cursor, query: Any, *args: Any, **more: Any) -> psycopg.Cursor:
        asked.append(str(query))
        return execute(self, query, *args, **more)

    def count(path: str) -> list[int]:
        monkeypatch.setattr(selections, "AT_ONCE", 1)
        monkeypatch.setattr(psycopg.Cursor, "execute", noted)
        pieces = []
        for _ in client.get(path).streaming_content:  # type: ignore[attr-defined]
            pieces.append(len(asked))
            asked.clear()
        return pieces[2:]

    return count


@pytest.mark.parametrize(
    ("path", "queries"),
    [
        ("/forums/?format=csv", 5),
        ("/forums/?format=ics", 5),
        ("/sessions/?format=csv", 5),
        ("/reports/?format=csv", 3),
        ("/speakers/?format=csv", 7),
        ("/organizations/?format=csv", 7),
        ("/places/?format=csv", 4),
    ],
)
def test_a_piece_costs_so_many_statements(counted: Callable[[str], list[int]], path: str, queries: int) -> None:
    small_archive()
    assert max(counted(path)) == queries
