"""Popolo: held against its JSON schemas, written down here, and against what the page says."""

from typing import Any

import pytest
from django.test import Client
from jsonschema import Draft202012Validator, FormatChecker

from tests import records as make
from tests.small_archive import small_archive

pytestmark = pytest.mark.django_db

TEXT = {"type": ["string", "null"]}
DAY = {"type": ["string", "null"], "pattern": r"^[0-9]{4}(-[0-9]{2}){0,2}$"}
MOMENT = {"type": ["string", "null"], "format": "date-time"}
LINK = {
    "type": "object",
    "properties": {"url": {"type": "string", "format": "uri", "pattern": "^https?://"}, "note": TEXT},
    "required": ["url"],
}
NAME = {
    "type": "object",
    "properties": {"name": {"type": "string"}, "start_date": DAY, "end_date": DAY, "note": TEXT},
    "required": ["name"],
}
IDENTIFIER = {
    "type": "object",
    "properties": {"identifier": {"type": "string"}, "scheme": TEXT},
    "required": ["identifier"],
}


def array(items: Any) -> Any:
    return {"type": "array", "items": items}


COMMON = {"id": {"type": "string"}, "updated_at": MOMENT, "sources": array(LINK), "links": array(LINK)}
RECORD = {**COMMON, "name": {"type": "string"}, "other_names": array(NAME), "identifiers": array(IDENTIFIER)}
PERSON = {**RECORD, **dict.fromkeys(("family_name", "given_name", "sort_name", "summary"), TEXT)}
ORGANIZATION = {**RECORD, "classification": TEXT, "parent_id": TEXT, "founding_date": DAY, "dissolution_date": DAY}
# `relation` and `reported_on` are the archive's own.
MEMBERSHIP = {
    **COMMON,
    **dict.fromkeys(("label", "role", "person_id", "organization_id", "on_behalf_of_id"), TEXT),
    **dict.fromkeys(("start_date", "end_date"), DAY),
    "relation": {"enum": ["for", "on-behalf-of", "also"]},
    "reported_on": array(DAY),
}
EVENT = {
    **RECORD,
    **dict.fromkeys(("description", "location", "status", "classification", "organization_id", "parent_id"), TEXT),
    **dict.fromkeys(("start_date", "end_date"), DAY),
    "attendees": array({"type": "object", "properties": PERSON, "additionalProperties": False}),
}


def of(properties: Any, *required: str) -> Any:
    return array(
        {"type": "object", "properties": properties, "required": ["id", *required], "additionalProperties": False}
    )


SCHEMA = {
    "type": "object",
    "properties": {
        "next": TEXT,
        "persons": of(PERSON, "name"),
        "organizations": of(ORGANIZATION, "name", "classification"),
        "memberships": of(MEMBERSHIP, "person_id", "organization_id", "sources"),
        "events": of(EVENT, "name"),
    },
    "required": ["next", "persons", "organizations", "memberships", "events"],
    "additionalProperties": False,
}
PAGES = (
    *("/speakers/", "/organizations/", "/forums/"),
    *("/speakers/li-xiang-ccpit/", "/speakers/michael-hart/", "/speakers/zhou-lin/", "/speakers/hostile/"),
    *("/organizations/ccpit/", "/organizations/ccpit-tdb/", "/organizations/go-biz/", "/organizations/hostile/"),
    *("/forums/cleantech-forum/", "/forums/turn-of-the-year-mission/", "/forums/green-day/", "/forums/undated-talk/"),
)


def taken(client: Client, address: str) -> Any:
    answer = client.get(f"{address}{'&' if '?' in address else '?'}format=popolo")
    assert (answer.status_code, answer["content-type"]) == (200, "application/json")
    return answer.json()


@pytest.mark.parametrize("address", PAGES)
def test_all_of_it_is_popolo(address: str, client: Client) -> None:
    small_archive()
    data = taken(client, address)
    faults = Draft202012Validator(SCHEMA, format_checker=FormatChecker()).iter_errors(data)
    assert [(list(one.path), one.message) for one in faults] == []
    ids = {kind: [one["id"] for one in data[kind]] for kind in ("persons", "organizations", "memberships", "events")}
    assert all(len(set(those)) == len(those) for those in ids.values())
    for one in data["memberships"]:
        assert one["person_id"] in ids["persons"] and one["organization_id"] in ids["organizations"]
    assert {one["parent_id"] for one in data["events"] if "parent_id" in one} <= set(ids["events"])


def test_memberships_are_what_is_printed_and_claim_no_beginning_nor_end(client: Client) -> None:
    small_archive()
    found = {
        (one["organization_id"], one.get("role"), one["relation"], tuple(one.get("reported_on", ())))
        for one in taken(client, "/speakers/li-xiang-ccpit/")["memberships"]
    }
    assert found == {
        ("ccpit-tdb", "Deputy Director", "for", ("2024-11-04",)),
        ("ccpit", None, "also", ("2024-11-04",)),
        ("ccpit", "Chair", "for", ("2024-11-04",)),
        ("go-biz", "Envoy", "on-behalf-of", ("2023-12-28",)),
    }
    assert taken(client, "/speakers/michael-hart/")["memberships"] == []


def test_one_title_in_two_reports_is_one_membership_with_both_as_sources(client: Client) -> None:
    body, who = make.organization("Harbour Council"), make.person("Mira Ost")
    for number, on in ((1, "2021"), (2, "2023-05")):
        made = make.report(f"report-{number}")
        forum = make.forum(f"Forum {number}", by=made, on=on)
        make.appears(who, forum, by=made, capacities=[("Chair", body)])
    for address in ("/speakers/mira-ost/", "/organizations/harbour-council/", "/speakers/"):
        [one] = taken(client, address)["memberships"]
        assert sorted(one["reported_on"]) == ["2021", "2023-05"], address
        sources = sorted(source["url"] for source in one["sources"])
        assert sources == [f"http://testserver/reports/report-{number}/" for number in (1, 2)]


def test_a_forum_has_its_parts_who_was_there_and_who_convened_it(client: Client) -> None:
    small_archive()
    events = {one["id"]: one for one in taken(client, "/forums/cleantech-forum/")["events"]}
    assert events["cleantech-forum"]["organization_id"] == "ccpit"
    assert events["cleantech-forum"]["location"] == "Beijing, Shanghai"
    assert events["cleantech-forum.talk"]["parent_id"] == "cleantech-forum.panel"
    attendees = [one["id"] for one in events["cleantech-forum.opening"]["attendees"]]
    assert attendees == ["li-xiang-ccpit"]
    announced = {one["id"]: one for one in taken(client, "/forums/coming-summit/")["events"]}
    assert (announced["coming-summit"]["status"], "attendees" in announced["coming-summit"]) == ("announced", False)


def test_it_goes_on_where_the_page_does(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("people.views.Speakers.size", 2)
    for number in range(5):
        make.appears(make.person(f"Speaker {number}"))
    seen, address = [], "/speakers/?format=popolo"
    while address:
        data = client.get(address.removeprefix("http://testserver")).json()
        seen += [one["id"] for one in data["persons"]]
        address = data["next"]
    assert seen == [f"speaker-{number}" for number in range(5)]


@pytest.mark.parametrize("kind", ["speakers", "organizations", "forums"])
def test_a_list_costs_the_same_for_one_and_for_three(kind: str, client: Client, django_assert_num_queries: Any) -> None:
    def one_more(number: int) -> None:
        made, host = make.report(f"report-{number}"), make.organization(f"Host {number}")
        forum = make.forum(f"Forum {number}", by=made)
        make.held(forum, make.city(f"City {number}"), by=made)
        make.involved(host, forum, by=made)
        make.appears(make.person(f"Speaker {number}"), forum, by=made, capacities=[("Chair", host)])

    one_more(1)
    for number in (2, 3):
        with django_assert_num_queries({"speakers": 13, "organizations": 7, "forums": 15}[kind]):
            taken(client, f"/{kind}/")
        one_more(number)
