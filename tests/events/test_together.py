"""Who had a part in the same events: on the pages of persons and bodies, as a graph, a table and a spreadsheet."""

import csv
from io import StringIO
from typing import Any

import pytest
from django.test import Client

from archive.pages.grids import Cell, Part, over_years
from events.models import Appearance, Involvement, Session
from people.models import Person
from people.spells import spells
from tests import records as make
from tests.small_archive import small_archive

pytestmark = pytest.mark.django_db


def names(company: Any) -> list[tuple[str, list[str]]]:
    return [(one.record.name, [str(event) for event in one.events]) for one in company.companions]


def two_forums() -> tuple[Session, Any]:
    """Ann spoke at two forums; Bob in her session of the first and at both, Cyd at the first."""
    report = make.report()
    first, second = make.forum("First", by=report, on="2023"), make.forum("Second", by=report, on="2024")
    panel = make.session(first, "panel", by=report, title="Panel")
    ann, bob, cyd = make.person("Ann"), make.person("Bob"), make.person("Cyd")
    for who, event in ((ann, panel), (ann, second), (bob, panel), (bob, second), (cyd, first)):
        make.appears(who, event, by=report)
    return panel, report


def test_the_same_session_and_the_same_forum_are_two_lists(client: Client) -> None:
    two_forums()
    shown = client.get("/speakers/ann/").context
    assert names(shown["same_session"]) == [("Bob", ["Panel"])]
    assert names(shown["same_forum"]) == [("Bob", ["Second", "First"]), ("Cyd", ["First"])]


@pytest.mark.parametrize("standing", ["announced", "invited", "absent", "cancelled"])
def test_what_did_not_take_place_puts_nobody_together(standing: str, client: Client) -> None:
    panel, report = two_forums()
    make.appears(make.person("Dan"), panel, by=report, standing=standing)
    shown = client.get("/speakers/ann/").context
    assert [name for name, _ in names(shown["same_session"])] == ["Bob"]
    assert client.get("/speakers/dan/").context["same_forum"].companions == []


def test_whom_a_report_only_names_there_was_not_there(client: Client) -> None:
    panel, report = two_forums()
    make.appears(make.person("Eve"), panel, "quoted", by=report)
    assert [name for name, _ in names(client.get("/speakers/ann/").context["same_session"])] == ["Bob"]


def test_merged_persons_are_counted_once_and_merged_forums_are_one(client: Client) -> None:
    panel, report = two_forums()
    again = make.person("Bobby")
    make.appears(again, panel, by=report)
    make.merge(again, into=Person.objects.get(slug="bob"))
    shown = client.get("/speakers/ann/").context
    assert names(shown["same_session"]) == [("Bob", ["Panel"])]
    assert names(shown["same_forum"])[0] == ("Bob", ["Second", "First"])


def test_a_fact_is_past_in_the_database_where_it_is_on_the_page() -> None:
    panel, (one, other) = make.session(), (make.report(), make.report())
    for first in ("occurred", "announced", "invited", "absent", "cancelled"):
        for second in ("occurred", "announced", "invited", "absent", "cancelled"):
            fact = make.appears(None, panel, by=one, standing=first)
            make.cite(fact, other, standing=second)
    past = set(Appearance.objects.past())
    assert {fact for fact in Appearance.objects.to_read() if fact.is_past} == past
    assert len(past) == 5


def test_bodies_that_convened_a_forum_are_told_apart_from_others_there(client: Client) -> None:
    report = make.report()
    forum = make.forum("First", by=report)
    for name, role in (("Host", "host"), ("Organizer", "co-organizer"), ("Firm", "exhibitor"), ("Named", "mentioned")):
        make.involved(make.organization(name), forum, role, by=report)
    shown = client.get("/organizations/host/").context
    assert names(shown["convened"]) == [("Organizer", ["First"])]
    assert names(shown["same_forum"]) == [("Firm", ["First"]), ("Organizer", ["First"])]


def test_more_than_a_table_holds_is_said(client: Client) -> None:
    report = make.report()
    forum = make.forum("First", by=report)
    for number in range(14):
        make.appears(make.person(f"Person {number:02}"), forum, by=report)
    html = client.get("/speakers/person-00/").content.decode()
    assert "3 more beside the 10 above." in html


def test_graph_table_spreadsheet_and_json_say_the_same(client: Client) -> None:
    two_forums()
    address = "/speakers/ann/co-appearances/"
    drawn = client.get(address).context["graph"]
    assert [place.node.name for place in drawn.left] == ["Second", "First"]
    assert [place.node.name for place in drawn.right] == ["Bob", "Cyd"]
    data = client.get(f"{address}?format=json").json()
    assert data == {
        "slug": "ann",
        "name": "Ann",
        "count": 2,
        "next": None,
        "results": [
            {"slug": "bob", "name": "Bob", "forums": ["second", "first"], "more_forums": 0, "sessions": 1},
            {"slug": "cyd", "name": "Cyd", "forums": ["first"], "more_forums": 0, "sessions": 0},
        ],
    }
    rows = list(csv.reader(StringIO(client.get(f"{address}?format=csv").content.decode("utf-8-sig"))))
    assert rows == [
        ["Name", "Address", "Forums", "Sessions", "Which forums"],
        ["Bob", "http://testserver/speakers/bob/", "2", "1", "Second; First"],
        ["Cyd", "http://testserver/speakers/cyd/", "1", "0", "First"],
    ]


def test_what_the_drawing_leaves_out_is_said(client: Client) -> None:
    report = make.report()
    forum = make.forum("First", by=report)
    for number in range(30):
        make.appears(make.person(f"Person {number:02}"), forum, by=report)
    response = client.get("/speakers/person-00/co-appearances/")
    assert len(response.context["graph"].right) == 24
    assert "Drawn: 24 of 29, those with the most forums in common." in response.content.decode()


def test_the_address_of_a_merged_record_leads_to_the_co_appearances_of_the_one_kept(client: Client) -> None:
    small_archive()
    response = client.get("/speakers/li-xiang-again/co-appearances/?format=csv")
    assert (response.status_code, response.headers["Location"]) == (
        301,
        "/speakers/li-xiang-ccpit/co-appearances/?format=csv",
    )


@pytest.mark.parametrize("many", [2, 6])
def test_pages_cost_the_same_for_few_and_many(many: int, client: Client, django_assert_num_queries: Any) -> None:
    report = make.report()
    body = make.organization("Body")
    for number in range(2, many + 1):
        forum = make.forum(f"Forum {number}", by=report)
        panel = make.session(forum, "panel", by=report)
        for other in range(many):
            who = Person.objects.filter(slug=f"person-{other}").first() or make.person(f"Person {other}")
            make.appears(who, panel, by=report, capacities=[("Chair", body)])
        for what in (body, make.organization(f"Other {number}")):
            make.involved(what, forum, by=report)
    costs = {
        "/speakers/person-0/": 28,
        "/speakers/person-0/co-appearances/": 14,
        "/organizations/body/": 36,
        "/organizations/body/co-appearances/": 13,
        "/organizations/body/co-appearances/?format=csv": 9,
    }
    for address, cost in costs.items():
        with django_assert_num_queries(cost):
            client.get(address)


def test_a_new_spell_begins_where_the_bodies_change() -> None:
    report, ann = make.report(), make.person("Ann")
    one, other = make.organization("One"), make.organization("Other")
    held = [("2020", one), ("2021", one), ("2022", other), ("2023", one), ("", one)]
    for year, body in held:
        event = make.forum(f"Forum of {year or 'some day'}", by=report, on=year)
        capacities = [("Chair", body), ("Chair", other if body == one else one, "", "former")]
        make.appears(ann, event, by=report, capacities=capacities)
    told = spells(Person.objects.to_read().get(slug="ann").appearances_latest_first)
    assert [([body.name for body in spell.bodies], [fact.forum.edtf for fact in spell.facts]) for spell in told] == [
        (["One"], ["2023"]),
        (["Other"], ["2022"]),
        (["One"], ["2021", "2020"]),
        (["One"], [""]),
    ]


def test_roles_over_the_years_count_each_forum_once_and_know_what_was_only_planned() -> None:
    report, body = make.report(), make.organization("Body")
    turn = make.forum("Turn", by=report, on="2023-12-28/2024-01-03")
    make.involved(body, turn, "host", by=report)
    make.involved(body, make.session(turn, by=report), "host", by=report)
    make.involved(body, make.forum("Coming", by=report, on="2024"), "host", by=report, standing="announced")
    make.involved(body, make.forum("Undated", by=report, on=""), "sponsor", by=report)
    grid = over_years(Part(*row) for row in Involvement.objects.over_years("role"))
    assert grid.columns == [2023, 2024, None]
    assert {line.label: line.cells for line in grid.lines} == {
        "host": [Cell(1, 0), Cell(1, 1), Cell(0, 0)],
        "sponsor": [Cell(0, 0), Cell(0, 0), Cell(1, 0)],
    }


def test_a_long_life_is_told_in_part_and_the_rest_counted(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("archive.pages.portions.LISTED", 2)
    report, ann, body = make.report(), make.person("Ann"), make.organization("Body")
    for year in range(2020, 2025):
        forum = make.forum(f"Forum of {year}", by=report, on=str(year))
        make.appears(ann, forum, by=report, capacities=[("Chair", body)])
        make.involved(body, forum, by=report)
    shown = client.get("/speakers/ann/")
    assert [fact.forum.name for spell in shown.context["spells"] for fact in spell.facts] == [
        "Forum of 2024",
        "Forum of 2023",
    ]
    assert "3 earlier or undated ones are in" in shown.content.decode()
    shown = client.get("/organizations/body/")
    involvements = shown.context["facts"]["involvements"]
    assert (len(involvements.rows), involvements.total, involvements.more) == (2, 5, 3)
    assert [fact.forum.name for fact in shown.context["people"].rows] == ["Forum of 2024", "Forum of 2023"]
    assert "3 more appearances." in shown.content.decode()


def test_json_of_a_long_life_goes_on_page_by_page(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("archive.pages.portions.LISTED", 2)
    report, ann = make.report(), make.person("Ann")
    for year in range(2020, 2025):
        make.appears(ann, make.forum(f"Forum of {year}", by=report, on=str(year)), by=report)
    make.mention(ann, by=report)
    address, told, pages = "/speakers/ann/?format=json", [], 0
    while address:
        data = client.get(address).json()
        assert data["counts"] == {"appearances": 5, "mentions": 1, "agreements": 0}
        told += [one["forum"] for one in data["appearances"]]
        address, pages = data["next"], pages + 1
    assert (told, pages) == ([f"forum-of-{year}" for year in range(2024, 2019, -1)], 3)
    assert client.get("/speakers/ann/?format=json&page=4").status_code == 404
