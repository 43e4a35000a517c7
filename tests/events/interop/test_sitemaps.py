"""Sitemaps: every public address once, in files that are read by the key."""

import re
from datetime import UTC, datetime
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from archive.database.edition import UNSETTLED
from archive.pages import sitemaps
from archive.pages.kept_pages import shelf
from events.interop.sitemaps import KINDS
from events.models import Appearance
from people.models import Person
from tests import records as make
from tests.small_archive import small_archive

pytestmark = pytest.mark.django_db

HOST = "http://testserver"
NAMES = {"s": sitemaps.PROTOCOL}


def read(client: Client, address: str) -> list[tuple[str, str | None]]:
    """Each address with the moment of its last change."""
    answer = client.get(address.removeprefix(HOST))
    assert (answer.status_code, answer["content-type"]) == (200, "application/xml")
    root = ET.fromstring(answer.content)
    return [(one.findtext("s:loc", "", NAMES), one.findtext("s:lastmod", None, NAMES)) for one in root]


def test_the_index_leads_to_every_public_page_in_every_language(client: Client) -> None:
    small_archive()
    found = [one for file, _ in read(client, "/sitemap.xml") for one, _ in read(client, file)]
    lists = ("data", "forums", "sessions", "speakers", "organizations", "places", "reports")
    records = [row.get_absolute_url() for kind in KINDS.values() for row in kind.rows]
    expected = [f"/{prefix}{page}" for page in [f"{one}/" for one in lists] for prefix in ("", "zh-hans/")]
    expected += [page for record in records for page in (record, f"/zh-hans{record}")]
    assert sorted(found) == sorted(f"{HOST}{page}" for page in [*expected, "/en/", "/zh-hans/"])
    assert "/speakers/li-xiang-ccpit/" in records and "/speakers/li-xiang-again/" not in records
    assert {client.get(page).status_code for page in expected} == {200}


def test_a_record_says_when_it_changed(client: Client) -> None:
    who = make.person("Li Xiang")
    make.appears(who)
    changed = Person.objects.get().changed_at.replace(microsecond=0).isoformat()
    [file] = [one for one in read(client, "/sitemap.xml") if "speakers" in one[0]]
    assert file[1] == changed
    assert read(client, file[0]) == [(f"{HOST}{page}/speakers/li-xiang/", changed) for page in ("", "/zh-hans")]
    assert datetime.fromisoformat(changed).tzinfo == UTC


def test_a_file_holds_the_records_between_two_ids(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sitemaps, "RECORDS", 3)
    people = [make.person(f"Speaker {number}") for number in range(7)]
    for who in people:
        make.appears(who)
    files = [file for file, _ in read(client, "/sitemap.xml") if "speakers" in file]
    assert files == [f"{HOST}/sitemap/speakers-{number}.xml" for number in sorted({who.pk // 3 for who in people})]
    found = [one.removeprefix(HOST) for file in files for one, _ in read(client, file) if "/zh-" not in one]
    assert found == [who.get_absolute_url() for who in people]
    assert all(len(read(client, file)) <= 6 for file in files)


def test_a_file_changes_when_a_record_leaves_it_and_goes_with_the_last(client: Client) -> None:
    make.appears(make.person("Li Xiang"))
    uncited = make.person("Wang Fang")
    Person.objects.filter(pk=uncited.pk).update(changed_at=datetime(2999, 1, 1, tzinfo=UTC))
    files = [one for one in read(client, "/sitemap.xml") if "speakers" in one[0]]
    assert [changed for _, changed in files] == ["2999-01-01T00:00:00+00:00"]
    Appearance.objects.all().delete()
    assert [one for one, _ in read(client, "/sitemap.xml") if "speakers" in one] == []


def test_a_file_has_room_for_no_more_addresses_than_the_protocol_allows() -> None:
    assert len(sitemaps.in_each_language("/forums/")) * sitemaps.RECORDS == sitemaps.LIMIT == 50_000


@pytest.mark.parametrize("kind", KINDS)
def test_a_file_is_read_by_the_key_from_where_it_begins(kind: str, client: Client) -> None:
    with CaptureQueriesContext(connection) as asked:
        client.get(f"/sitemap/{kind}-3.xml")
    [sql] = [one["sql"] for one in asked if "changed_at" in one["sql"]]
    assert re.findall(r'"id" (>=|<) (\d+)', sql) == [(">=", "75000"), ("<", "100000")]
    assert "OFFSET" not in sql


@pytest.mark.parametrize("address", ["/sitemap/users-0.xml", "/sitemap/forums.xml", "/sitemap/forums-x.xml"])
def test_there_are_no_other_files(address: str, client: Client) -> None:
    assert client.get(address).status_code == 404


@pytest.mark.parametrize(("address", "queries"), [("/sitemap.xml", 17), ("/sitemap/forums-0.xml", 4)])
def test_a_sitemap_costs_two_queries_for_each_kind_and_a_file_one(
    address: str, queries: int, client: Client, django_assert_num_queries: Any
) -> None:
    small_archive()
    with django_assert_num_queries(queries):
        client.get(address)


@pytest.mark.django_db(transaction=True)
def test_a_sitemap_is_kept_until_the_archive_changes(client: Client) -> None:
    make.mention(make.organization("Quokka Society"))
    before = client.get("/sitemap/organizations-0.xml")
    [page] = shelf._pages.values()
    assert page.edition != UNSETTLED and before["etag"]
    unchanged = client.get("/sitemap/organizations-0.xml", headers={"if-none-match": before["etag"]})
    make.mention(make.organization("Numbat Society"))
    assert (unchanged.status_code, len(read(client, "/sitemap/organizations-0.xml"))) == (304, 4)


def test_robots_are_told_of_the_sitemap(client: Client) -> None:
    said = client.get("/robots.txt").text.splitlines()
    assert said[-1] == f"Sitemap: {HOST}/sitemap.xml" and "Disallow: /admin/" in said
