"""What pages say, and that page and JSON say the same."""

import re
from collections.abc import Iterator
from functools import partial
from html import escape
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import OperationalError, connection
from django.template.response import TemplateResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from archive.database.paging import Order, Ordered, page
from archive.database.patience import patience
from archive.facets import Facet
from archive.facets.sql import BySql
from archive.pages import page as pages
from archive.pages import panels
from archive.pages.page import ListPage, ReadPage
from events import search
from events.models import Detail, Forum, Report, ReportText, Session
from orgs.models import Organization
from people.models import Person
from tests import records as make
from tests.small_archive import HOSTILE, small_archive

pytestmark = pytest.mark.django_db


def views_below(resolver: URLResolver) -> Iterator[tuple[str, Any]]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLPattern):
            yield pattern.name, getattr(pattern.callback, "view_class", None)
        elif getattr(pattern, "app_name", None) != "admin":
            yield from views_below(pattern)


READ = {name: view for name, view in views_below(get_resolver()) if view and issubclass(view, ReadPage)}
PAGES = {name: view for name, view in READ.items() if view.template_name}  # harvesters get no page
PAGES.pop("identified", None)  # leads to other pages
LISTS = {name: view for name, view in PAGES.items() if issubclass(view, ListPage)}

# Every list costs this many queries, with one record or three, with filters or without; three are the transaction's.
QUERIES = {"forums": 8, "sessions": 7, "speakers": 8, "organizations": 8, "places": 7, "reports": 6}
# Which has all that is known of each record.
AS_JSON = {"forums": 17, "sessions": 17, "speakers": 20, "organizations": 20, "places": 7, "reports": 6}
CHOICES = {
    "forums": "year=2024&role=host&coverage=-mentioned",
    "sessions": "kind=panel&year=2024&topic=unknown",
    "speakers": "role=speaker&year=2024&role_group=-named",
    "organizations": "role=host&year=2024&kind=-state",
    "places": "kind=city&country=china",
    "reports": "kind=news&language=en&year=-1999",
}

FACET_VALUE = {"value": str, "label": str, "count": int, "selected": bool, "excluded": bool}


def one_of_each(number: int) -> None:
    """A report, forum, session, speaker, organization and place, each with all that lists show."""
    made = make.report(f"report-{number}", publisher=make.organization(f"Paper {number}"))
    forum = make.forum(f"Forum {number}", by=made)
    session = make.session(forum, "panel", by=made)
    host, city = make.organization(f"Host {number}"), make.city(f"City {number}")
    for event in (forum, session):
        make.held(event, city, by=made)
        make.figure(event, "participants", 10, 20, by=made)
    make.detail(session, "title", f"Panel {number}", by=made)
    speaker = make.person(f"Speaker {number}")
    make.appears(speaker, session, by=made, capacities=[("Chair", host, "the Host")])
    make.involved(host, forum, by=made)
    make.mention(speaker, by=made)
    make.mention(host, by=made)
    make.mention(speaker, "author", by=made)
    pact = make.agreement(f"Pact {number}", host, by=made)
    make.signs(speaker, pact, by=made, capacities=[("Chair", host)])


@pytest.mark.parametrize("name", LISTS)
def test_a_list_costs_the_same_with_one_record_and_three(
    name: str, client: Client, django_assert_num_queries: Any
) -> None:
    one_of_each(1)
    for many, numbers in ((1, ()), (3, (2, 3))):
        for number in numbers:
            one_of_each(number)
        for query in ("", f"?{CHOICES[name]}", "?format=json"):
            with django_assert_num_queries((AS_JSON if "json" in query else QUERIES)[name]):
                client.get(f"{reverse(name)}{query}")
        assert client.get(f"{reverse(name)}?format=json").json()["count"] >= many


@pytest.mark.parametrize("name", PAGES)
def test_templates_ask_the_database_nothing(
    name: str, client: Client, monkeypatch: pytest.MonkeyPatch, django_assert_num_queries: Any
) -> None:
    """What is asked while a page is rendered, its template asks."""
    rendered = []

    class Watched(TemplateResponse):
        def render(self) -> Any:
            if not self.is_rendered:
                with django_assert_num_queries(0):
                    rendered.append(super().render())
            return self

    monkeypatch.setattr("archive.pages.page.TemplateResponse", Watched)
    small_archive()
    for address in addresses(name):
        client.get(address)
    assert len(rendered) == len(addresses(name))


def addresses(name: str) -> list[str]:
    """The list's address, or those of all canonical records of the page's kind."""
    view = PAGES[name]
    if not hasattr(view, "queryset"):
        return [reverse(name)]
    if issubclass(view, ListPage):
        return [reverse(name)]
    rows = view.queryset.model.objects.all()
    return [row.get_absolute_url() for row in (rows.canonical() if hasattr(rows, "canonical") else rows)]


@pytest.mark.parametrize("name", LISTS)
def test_page_and_json_list_the_same_records(name: str, client: Client) -> None:
    small_archive()
    for query in ("", "year=2024", "kind=forum&kind=panel", "role=host&role=-speaker", "q=li"):
        data = client.get(f"{reverse(name)}?{query}&format=json").json()
        shown = client.get(f"{reverse(name)}?{query}").context["records"]
        assert [one.get("slug") or one.get("id") for one in data["results"]] == [
            getattr(record, "slug", None) or record.public_id for record in shown
        ]
        assert data["count"] == len(data["results"])
        assert set(data) == {"count", "next", "facets", "further", "messages", "results"}


def test_every_list_has_a_number_of_queries() -> None:
    assert set(QUERIES) == set(CHOICES) == set(LISTS)


@pytest.mark.parametrize("name", LISTS)
def test_the_keys_of_each_kind(name: str, client: Client) -> None:
    one_of_each(1)
    keys = {
        "forums": "slug name kind coverage dates places part_of series figures citations",
        "sessions": "id forum name title kind order parent citations",
        "speakers": "slug name names appearances",
        "organizations": "slug name abbreviation kind parent names involvements",
        "places": "slug name kind country",
        "reports": "slug title kind publisher author published language file counts",
    }
    for one in client.get(f"{reverse(name)}?format=json").json()["results"]:
        assert set(keys[name].split()) - set(one) == set()


def test_a_forum_as_json(client: Client) -> None:
    small_archive()
    (forum,) = client.get("/forums/?city=beijing&format=json").json()["results"]
    assert forum["slug"] == "cleantech-forum"
    assert forum["dates"] == {
        "edtf": "2024-11-04",
        "printed": "2024-11-04",
        "earliest": "2024-11-04",
        "latest": "2024-11-04",
        "basis": "stated",
    }
    cited = {"report": "news", "paragraphs": [1], "printed": {"words": "Beijing"}, "standing": "occurred"}
    assert forum["places"][0] == {
        "slug": "beijing",
        "name": "Beijing",
        "country": "china",
        "standing": "occurred",
        "citations": [cited],
    }
    assert [place["slug"] for place in forum["places"]] == ["beijing", "shanghai"]
    assert [(one["counted"], one["printed"], one["low"], one["high"]) for one in forum["figures"]] == [
        ("participants", "more than 80", 81, None)
    ]
    assert forum["citations"][0] == {
        "report": "news",
        "paragraphs": [1],
        "printed": {"name": "Cleantech Forum"},
        "standing": "occurred",
    }


def test_an_appearance_as_json_takes_its_singular_keys_from_the_earliest_citation(client: Client) -> None:
    small_archive()
    person = client.get("/speakers/li-xiang-ccpit/?format=json").json()
    mission, opening = sorted(person["appearances"], key=lambda one: one["forum"], reverse=True)
    assert {key: opening[key] for key in opening if key not in ("capacities", "citations")} == {
        "forum": "cleantech-forum",
        "session": "cleantech-forum.opening",
        "role": "moderator",
        "role_group": "spoke",
        "organization": "ccpit-tdb",
        "name_as_printed": "Li Xiang",
        "title_as_printed": "Deputy Director",
        "mode": None,
    }
    assert opening["capacities"] == [
        {
            "title": "Deputy Director",
            "organization": "ccpit-tdb",
            "organization_as_printed": "Bureau",
            "relation": "for",
        },
        {"title": None, "organization": "ccpit", "organization_as_printed": "CCPIT", "relation": "also"},
        {"title": "Chair", "organization": "ccpit", "organization_as_printed": None, "relation": "for"},
    ]
    assert opening["citations"][0]["printed"] == {"name": "Li Xiang", "title": "Deputy Director", "body": "Bureau"}
    # The body of a merged record is told by the record that stands for it.
    assert (mission["forum"], mission["organization"]) == ("turn-of-the-year-mission", "go-biz")
    assert person["names"] == [{"text": "Li Xiang", "kind": "printed"}, {"text": "LI Xiang", "kind": "printed"}]


def test_people_without_an_appearance_are_a_list_of_their_own(client: Client) -> None:
    small_archive()
    listed = client.get("/speakers/?format=json").json()["results"]
    named = client.get("/speakers/?appearances=none&format=json").json()["results"]
    assert [one["slug"] for one in named] == ["zhou-lin"]
    assert [one["slug"] for one in listed] == [
        "li-xiang-ccpit",
        "li-xiang-energy",
        "michael-hart",
        "panorea-avdis",
        "hostile",
    ]


def test_an_unknown_choice_of_people_is_told(client: Client) -> None:
    small_archive()
    data = client.get("/speakers/?appearances=some&format=json").json()
    assert data["count"] == 5
    assert data["messages"][0].startswith("The filter “appearances” was ignored:")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("/speakers/li-xiang-again/", "/speakers/li-xiang-ccpit/"),
        ("/speakers/li-xiang-again/?format=json", "/speakers/li-xiang-ccpit/?format=json"),
        ("/organizations/governors-office/", "/organizations/go-biz/"),
        ("/forums/cleantech-twice/", "/forums/cleantech-forum/"),
    ],
)
def test_the_address_of_a_merged_record_leads_to_the_one_kept(old: str, new: str, client: Client) -> None:
    small_archive()
    response = client.get(old)
    assert (response.status_code, response.headers["Location"]) == (301, new)
    assert response.headers["Cache-Control"] == "no-cache"  # or a merge taken back would stay in readers' browsers


def test_a_filter_with_a_merged_records_slug_leads_to_the_one_kept(client: Client) -> None:
    small_archive()
    response = client.get("/speakers/?organization=governors-office&year=-2024&format=json")
    assert (response.status_code, response.headers["Location"]) == (
        302,
        "/speakers/?organization=go-biz&year=-2024&format=json",
    )


def test_so_does_a_filter_with_the_units_of_a_merged_record(client: Client) -> None:
    small_archive()
    make.merge(make.organization("CCPIT", "ccpit-again"), into=Organization.objects.get(slug="ccpit"))
    response = client.get("/speakers/?organization=ccpit-again*")
    assert (response.status_code, response.headers["Location"]) == (302, "/speakers/?organization=ccpit*")


def test_a_body_nobody_appeared_for_leads_to_those_of_its_units(client: Client) -> None:
    small_archive()
    page = client.get("/speakers/?organization=california&organization=-ccpit&year=2024").content.decode()
    link = escape("/speakers/?organization=california*&organization=-ccpit&year=2024")
    assert f'Choose <a href="{link}" rel="nofollow">State of California, with its units</a> (2)' in page
    assert "organization=california*" in client.get("/forums/?organization=california").content.decode()


def test_a_body_shows_the_people_of_its_units_apart(client: Client) -> None:
    small_archive()
    make.appears(
        make.person("Wei Ying"),
        Forum.objects.get(slug="green-day"),
        capacities=[("Head", Organization.objects.get(slug="ccpit-tdb"))],
    )
    text = text_of(client.get("/organizations/ccpit/"))
    its_own, of_units = text.split(" Names ")[0].split("People who appeared for it")[1:]
    assert "Li Xiang" in its_own and "Wei Ying" not in its_own
    assert of_units.startswith("s units 2023 Wei Ying Head") and "Li Xiang" not in of_units
    assert "Panorea Avdis" in text_of(client.get("/organizations/united-states/"))


def test_a_merged_record_shows_the_facts_of_all(client: Client) -> None:
    small_archive()
    text = text_of(client.get("/forums/cleantech-forum/"))
    assert "Beijing" in text and "Shanghai" in text and "GO-Biz" in text
    assert "Also recorded as" in text


def text_of(response: Any) -> str:
    """What a reader reads: the page without its tags, blanks folded."""
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def test_what_was_announced_never_reads_as_past(client: Client) -> None:
    small_archive()
    forum, speaker, listed = (
        text_of(client.get(f"/{path}/")) for path in ("forums/coming-summit", "speakers/panorea-avdis", "forums")
    )
    assert "Announced: no report in the archive says that it took place." in forum
    assert "announced as a keynote speaker" in forum
    assert "Announced as a host" in forum
    assert "Announced as a keynote speaker" in speaker
    assert "Coming Summit Summit announced" in listed


def what_is_only_announced(standing: str = "announced") -> Session:
    """A session of a forum, both of which took place, while all else about them is announced."""
    said = {"by": make.report("programme-of-it"), "standing": standing}
    forum = make.forum("Harbour Day", by=make.report("news-of-it"), on="")
    session = make.session(forum, "tour", by=make.report("news-of-the-tour"), title="Tour")
    host, guest = make.organization("Harbour Authority"), make.person("Ann Guest")
    for event in (forum, session):
        make.held(event, make.city("Tianjin"), **said)
        make.detail(event, "date", "2024-05-06", **said)
        make.detail(event, "venue", "Quay 1", **said)
        make.figure(event, "guests", 40, 40, **said)
        make.involved(host, event, "sponsor", **said)
        make.appears(guest, event, **said)
    pact = make.agreement("Harbour Pact", by=make.report("news-of-the-pact"))
    make.cite(Detail.objects.create(agreement=pact, property="venue", value="Quay 2"), **said)
    make.signs(guest, pact, **said)
    make.mention(guest, **said)
    return session


SAID = {
    "forums/": ["6 May 2024 (announced) Harbour Day Forum Tianjin (announced)"],
    "": ["6 May 2024 (announced) Harbour Day Forum Tianjin (announced)"],
    "places/tianjin/": ["6 May 2024 (announced) Harbour Day Forum Tianjin (announced)", "6 May 2024 (announced) Tour"],
    "sessions/": ["6 May 2024 (announced) Tour"],
    "forums/harbour-day/": [
        "6 May 2024 (announced) · Tianjin (announced)",
        "Tour Panel 6 May 2024 (announced) Tianjin (announced) venue: Quay 1 (announced)",
        "announced as a speaker Ann Guest",
        "Announced as a sponsor",
        "guests 40; announced",
        "Tianjin , China announced",
        "Venue Quay 1 announced",
    ],
    "sessions/harbour-day.tour/": [
        "this name is a curator’s. 6 May 2024 (announced)",
        "announced as a speaker Ann Guest",
        "Announced as a sponsor",
        "guests 40; announced",
        "Tianjin , China announced",
        "Venue Quay 1 announced",
    ],
    "speakers/": ["Announced as a speaker"],
    "speakers/ann-guest/": [
        "Person announced Ann Guest",
        "Announced as a speaker",
        "Harbour Pact signatory announced",
        "Quoted announced",
    ],
    "organizations/": ["Announced as a sponsor"],
    "organizations/harbour-authority/": ["Announced as a sponsor"],
    "agreements/harbour-pact/": ["Ann Guest signatory announced", "Venue Quay 2 (announced)"],
}


@pytest.mark.parametrize("path", SAID)
def test_every_fact_that_was_only_announced_says_so(path: str, client: Client) -> None:
    what_is_only_announced()
    text = text_of(client.get(f"/{path}"))
    assert [words for words in SAID[path] if words not in text] == [], text


@pytest.mark.parametrize(
    ("standing", "words"), [("invited", "invited"), ("cancelled", "cancelled"), ("absent", "absent")]
)
def test_a_place_says_how_it_stands(standing: str, words: str, client: Client) -> None:
    what_is_only_announced(standing)
    assert f"Tianjin ({words})" in text_of(client.get("/forums/"))
    (forum,) = client.get("/forums/?city=tianjin&format=json").json()["results"]
    (place,) = forum["places"]
    assert (place["standing"], [one["standing"] for one in place["citations"]]) == (standing, [standing])


def test_a_place_that_one_report_announced_and_another_saw_is_past(client: Client) -> None:
    session = what_is_only_announced()
    twin = make.forum("Harbour Day in May", by=make.report("news-of-the-twin"))
    make.held(twin, make.city("Tianjin"))
    make.merge(twin, into=session.forum)
    text = text_of(client.get("/forums/"))
    assert "Tianjin" in text and "Tianjin (announced)" not in text


def test_dates_say_no_more_than_is_known(client: Client) -> None:
    small_archive()
    assert "date not known" in text_of(client.get("/forums/undated-talk/"))
    green_day = text_of(client.get("/forums/green-day/"))
    assert "forum Green Day 2023 · United States" in green_day and "January" not in green_day.split("Reports")[0]
    assert "5 November 2024 (reckoned)" in text_of(client.get("/sessions/cleantech-forum.panel/"))


def test_values_that_differ_stand_side_by_side_with_the_choice(client: Client) -> None:
    small_archive()
    clean = Forum.objects.get(slug="cleantech-forum")
    clean.choices.create(property="title", value="Cleantech Forum", reason="The programme prints it.")
    text = text_of(client.get(clean.get_absolute_url()))
    assert "Title reports differ Cleantech Forum chosen" in text
    assert "The Cleantech Forum" in text and "Curator’s choice: The programme prints it." in text


def test_that_a_kind_is_other_is_told_nowhere(client: Client) -> None:
    news = make.report("news")
    forum = make.forum("Forum", kind="other", by=news)
    make.session(forum, "tea", kind="other", title="Tea with the mayor", by=news)
    make.session(forum, "unnamed", kind="other", by=news)
    for address in ("/forums/", "/sessions/", "/forums/forum/", "/sessions/forum.tea/", "/sessions/forum.unnamed/"):
        said = re.findall('<(?:span|p class="eyebrow"|h1)>([^<]*)', client.get(address).text)
        assert [words for words in said if "other" in words.lower()] == [], address
    eyebrow = '<p class="eyebrow">session of <a href="/forums/forum/">Forum</a></p>'
    assert eyebrow in client.get("/sessions/forum.tea/").text
    assert str(Session.objects.get(key="unnamed")) == "session"


def test_a_namesake_is_told_apart_with_the_reason(client: Client) -> None:
    small_archive()
    text = text_of(client.get("/speakers/li-xiang-energy/"))
    assert "Somebody else Li Xiang not the same They speak at one forum, for two bodies." in text
    make.mention(make.person("LI XIANG", "li-xiang-third"), by=Report.objects.get(slug="news"))
    assert "LI XIANG not decided" in text_of(client.get("/speakers/li-xiang-energy/"))


def test_how_a_person_appeared_is_said_in_words(client: Client) -> None:
    small_archive()
    assert "International Trade by recorded video" in text_of(client.get("/sessions/cleantech-forum.panel/"))


def test_an_inference_is_marked_with_its_reason(client: Client) -> None:
    small_archive()
    text = text_of(client.get("/speakers/hostile/"))
    assert "curator’s inference Only the list of names says so." in text


def test_every_fact_links_to_its_place_on_the_report_page(client: Client) -> None:
    small_archive()
    report = client.get("/reports/news/").content.decode()
    for person in Person.objects.all():
        page = client.get(person.get_absolute_url(), follow=True).content.decode()
        for anchor in re.findall(r'href="/reports/news/#(c\d+)"', page):
            assert report.count(f'id="{anchor}"') == 1


def test_a_report_page_names_paragraphs_by_their_first_words(client: Client) -> None:
    small_archive()
    text = text_of(client.get("/reports/release/"))
    assert "¶ 2 “Paragraph 2 says…”" in text
    assert "Li Xiang , moderator" in text and "Also ¶ 4" in text


def test_the_text_of_a_report_is_for_staff_alone(client: Client) -> None:
    report = make.report("news")
    make.forum("Forum", by=report)
    ReportText.objects.create(report=report, text="First words.\r\n\r\nMore that nobody else may read.")
    assert "nobody else may read" not in text_of(client.get("/reports/news/"))
    client.force_login(User.objects.create(username="reader"))
    assert "nobody else may read" not in text_of(client.get("/reports/news/"))
    client.force_login(User.objects.create_superuser("curator"))
    assert "nobody else may read" in text_of(client.get("/reports/news/"))


@pytest.mark.parametrize(
    "path", ["organizations/hostile/", "speakers/hostile/", "organizations/", "speakers/", "", "search/?q=script"]
)
def test_a_hostile_name_is_only_a_name(path: str, client: Client) -> None:
    small_archive()
    html = re.sub("</?mark>", "", client.get(f"/{path}").content.decode())
    html = re.sub(r'<script type="application/ld\+json">[^<>&]*</script>', "", html)
    assert not re.search(r"<script(?! src=)", html) and escape(HOSTILE) in html


def test_only_what_a_report_names_is_listed(client: Client) -> None:
    small_archive()
    slugs = {one["slug"] for one in client.get("/organizations/?format=json").json()["results"]}
    assert slugs == {"ccpit", "ccpit-tdb", "china-today", "go-biz", "hostile"}
    assert client.get("/organizations/authority-only/").status_code == 200


def test_a_forum_that_no_report_cites_is_not_listed_but_keeps_its_address(client: Client) -> None:
    report = make.report()
    make.forum("Forum", by=report)
    report.delete()
    assert client.get("/forums/?format=json").json()["count"] == 0
    assert "No report in the archive states this any longer" in text_of(client.get("/forums/forum/"))


@pytest.mark.parametrize(
    "path", ["forums/none/", "sessions/none/", "sessions/a.b.c/", "sessions/%00.x/", "speakers/none/", "reports/none/"]
)
def test_a_record_that_is_not_there_is_not_found(path: str, client: Client) -> None:
    response = client.get(f"/{path}")
    assert response.status_code == 404 and b"There is no such page." in response.content


def test_pages_go_on_after_the_last_row(client: Client) -> None:
    report = make.report()
    for number in range(7):
        make.forum(f"Forum {number}", by=report, on="2024" if number % 2 else "2023-05-01")
    order, rows = Order("sort_day", descending=True), Forum.objects.by_day()
    forth = [page(Ordered(rows.all(), order), 2)]
    while forth[-1].after:
        forth.append(page(Ordered(rows.all(), order), 2, after=forth[-1].after))
    assert [row for one in forth for row in one.rows] == list(rows.order_by("-sort_day", "pk"))
    back = forth[-1:]
    while back[-1].before:
        back.append(page(Ordered(rows.all(), order), 2, before=back[-1].before))
    assert [one.rows for one in back] == [one.rows for one in reversed(forth)] and len(back) == 4
    assert (back[-1].after, back[-1].before) == (forth[0].after, "")


@pytest.mark.parametrize("name", LISTS)
def test_json_counts_every_value_of_every_facet(name: str, client: Client) -> None:
    small_archive()
    every = client.get(f"{reverse(name)}?format=json").json()["facets"]
    facets = [name for name, one in LISTS[name].facets.base_filters.items() if isinstance(one, Facet)]
    assert list(every) == facets
    wanted, barred = (every[facet][0]["value"] for facet in facets[:2])
    asked = {facets[0]: wanted, facets[1]: f"-{barred}", "format": "json"}
    told = [
        (facet, one) for facet, values in client.get(reverse(name), asked).json()["facets"].items() for one in values
    ]
    assert all({key: type(value) for key, value in one.items()} == FACET_VALUE for _, one in told)
    assert [(facet, one["value"]) for facet, one in told if one["selected"]] == [(facets[0], wanted)]
    assert [(facet, one["value"]) for facet, one in told if one["excluded"]] == [(facets[1], barred)]


def test_json_of_a_search_names_what_is_found(client: Client) -> None:
    small_archive()
    (hit,) = client.get("/search/?q=avdis&format=json").json()["results"]
    assert (hit["kind"], hit["name"], hit["url"]) == ("speaker", "Panorea Avdis", "/speakers/panorea-avdis/")


@pytest.mark.parametrize("model", [Forum, Session])
def test_rows_whose_day_stays_are_read_once_while_others_change(model: Any) -> None:
    """The day of a session is that of its forum: both change when the forum's date does."""
    report, order = make.report(), Order("sort_day", descending=True)
    dated = [make.forum(f"Forum {number}", by=report, on=f"2024-01-{number:02}") for number in range(1, 10)]
    for forum in dated:
        make.session(forum, "panel", by=report)
    changes = iter([(dated[0], "2025"), (dated[8], "2023"), (dated[4], "2022-05"), (dated[5], "")])
    changed, seen, mark = set(), [], ""
    while True:
        found = page(Ordered(model.objects.by_day(), order), 2, after=mark)
        seen += [row.slug if model is Forum else row.forum.slug for row in found.rows]
        if not (mark := found.after):
            break
        if forum := next(changes, None):
            changed.add(forum[0].slug)
            Forum(pk=forum[0].pk, edtf=forum[1]).save(update_fields=["edtf", "earliest", "latest"])
    stayed = [forum.slug for forum in reversed(dated) if forum.slug not in changed]
    assert len(changed) == 4 and [slug for slug in seen if slug not in changed] == stayed


def test_a_page_leads_to_the_one_before_and_to_the_first(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    small_archive()
    monkeypatch.setattr("events.views.Forums.size", 2)
    first = client.get("/forums/?sort=name").context
    second = client.get(first["next"]).context
    third = client.get(second["next"]).context
    assert [page["first"] for page in (first, second, third)] == ["", *["/forums/?sort=name"] * 2]
    assert (first["previous"], third["next"]) == ("", "")
    again = client.get(third["previous"]).context
    assert again["records"] == second["records"]
    assert client.get(again["previous"]).context["records"] == first["records"]


@pytest.mark.parametrize(("name", "sort"), [(name, sort) for name, view in LISTS.items() for sort in view.orders])
def test_no_order_skips_or_repeats_rows_that_are_equal_in_it(
    name: str, sort: str, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(3):
        one_of_each(number)
    small_archive()
    address = f"{reverse(name)}?sort={sort}&format=json"
    whole = [one.get("slug") or one["id"] for one in client.get(address).json()["results"]]
    monkeypatch.setattr(LISTS[name], "size", 2)
    seen, following = [], address
    while following:
        data = client.get(following).json()
        assert data["messages"] == []
        seen += [one.get("slug") or one["id"] for one in data["results"]]
        following = data["next"]
    assert seen == whole and len(seen) == len(set(seen)) == data["count"]


def test_lists_are_in_the_order_asked_for(client: Client) -> None:
    small_archive()

    def slugs(address: str) -> list[str]:
        return [one["slug"] for one in client.get(f"/{address}&format=json").json()["results"]]

    assert slugs("forums/?sort=date") == [*reversed(slugs("forums/?sort=-date"))]
    assert slugs("forums/?sort=date")[:2] == ["undated-talk", "green-day"]
    assert slugs("forums/?sort=name")[:2] == ["cleantech-forum", "coming-summit"]
    assert slugs("forums/?sort=-appearances")[0] == "cleantech-forum"
    assert slugs("speakers/?sort=-appearances")[:2] == ["panorea-avdis", "li-xiang-ccpit"]
    assert slugs("organizations/?sort=-involvements")[:2] == ["ccpit", "go-biz"]
    assert slugs("reports/?sort=date") == ["programme", "news", "release"]


def test_the_order_stands_in_the_address_with_the_choices(client: Client) -> None:
    small_archive()
    page = client.get("/forums/?year=2024&sort=name").content.decode()
    assert 'href="/forums/?year=2024" rel="nofollow">Latest first</a>' in page
    assert 'aria-current="true" tabindex="-1">Name</b>' in page
    assert escape("/forums/?year=2024&city=beijing&sort=name") in page
    assert '<input type="hidden" name="sort" value="name">' in page
    data = client.get("/forums/?sort=colour&format=json").json()
    assert data["messages"] == ["This list can be sorted by -date, date, name, -appearances, appearances."]


@pytest.mark.parametrize("after", ["x", "~", "2024~", "x~1", "2024-13-45~1", "2024-01-01~" + "9" * 30, "\x00~1", "~~1"])
def test_a_page_that_is_none_is_told_and_the_first_one_shown(after: str, client: Client) -> None:
    make.forum("Forum", by=make.report())
    data = client.get("/forums/", {"after": after, "format": "json"}).json()
    assert data["messages"] == ["This address names no page: here is the first."]
    assert len(data["results"]) == 1


def test_an_empty_archive_has_pages_too(client: Client) -> None:
    for name in ("home", "search", *LISTS):
        assert client.get(reverse(name)).status_code == 200
        assert client.get(reverse(name), {"format": "json"}).status_code == 200


@pytest.mark.parametrize("name", PAGES)
def test_crawlers_are_told_not_to_follow_what_only_narrows_a_list(name: str, client: Client) -> None:
    small_archive()
    for address in addresses(name):
        page = client.get(address).content.decode()
        links = re.findall(r'<a [^>]*href="[^"#]*\?[^>]*>', page)
        assert [link for link in links if not re.search(r'rel="[^"]*nofollow', link)] == []
        assert ("noindex" in page) == (name == "search")


def test_a_choice_that_nothing_has_is_named_as_its_record_is(client: Client) -> None:
    small_archive()
    pills = client.get("/forums/?organization=authority-only&organization=nobody&city=-beijing").context["pills"]
    assert [(pill.label, pill.value, pill.excluded) for pill in pills] == [
        ("City", "Beijing", True),
        ("Organization", "Known to authority files only", False),
        ("Organization", "nobody", False),
    ]


def test_an_agreement_is_found_by_a_body_and_a_person_who_made_it(client: Client) -> None:
    report, body, who = make.report("pact-news"), make.organization("Reed Club"), make.person("Ada Moe")
    pact = make.agreement("Reed Pact", body, by=report)
    make.agreement("Other Pact", body, by=report)
    make.signs(who, pact, by=report)
    asked = f"/api/v1/agreements/?organization={body.slug}&person={who.slug}"
    assert [one["slug"] for one in client.get(asked).json()["results"]] == [pact.slug]


def test_what_leaving_out_means_is_told(client: Client) -> None:
    small_archive()
    for asked, told in (("-ccpit", True), ("ccpit", False)):
        page = client.get(f"/forums/?organization={asked}").content.decode()
        assert ("“Not” means another value" in page) == told


def test_years_are_chosen_as_a_span_too(client: Client) -> None:
    small_archive()
    response = client.get("/forums/?from=2024&to=&kind=forum&year=2023")
    assert (response.status_code, response.headers["Location"]) == (302, "/forums/?year=2023&year=2024..&kind=forum")
    page = client.get("/forums/?year=2024..2025")
    assert "Year: 2024 to 2025" in text_of(page) and page.context["count"] == 3


def test_the_fields_of_a_span_hold_the_one_in_force_and_replace_it(client: Client) -> None:
    small_archive()
    (year,) = (one for one in client.get("/forums/?year=2024..2025&kind=forum").context["facets"] if one.name == "year")
    assert year.span == ("2024", "2025")
    assert year.kept_to_span == [("kind", "forum")]
    (year,) = (one for one in client.get("/forums/?year=2024..&year=..2020").context["facets"] if one.name == "year")
    assert year.span == ("", "")


def test_the_ends_of_no_span_are_told(client: Client) -> None:
    response = client.get("/forums/?from=2025&to=2024")
    assert response.context["messages"] == ["From “2025” to “2024” is no span of years."]


def test_what_a_form_sends_for_empty_fields_leaves_the_address(client: Client) -> None:
    response = client.get("/forums/?q=&from=&to=&kind=forum&sort=name")
    assert (response.status_code, response.headers["Location"]) == (302, "/forums/?kind=forum&sort=name")


def test_years_are_bars_that_choose_them(client: Client) -> None:
    small_archive()
    bars = client.get("/forums/?kind=forum&year=2024").context["years"].bars
    assert [(bar.label, bar.count, bar.chosen, bar.url) for bar in bars] == [
        ("2023", 1, False, "/forums/?year=2023&year=2024&kind=forum"),
        ("2024", 1, True, "/forums/?kind=forum"),
        ("2025", 0, False, "/forums/?year=2024&year=2025&kind=forum"),
    ]
    assert client.get("/places/").context["years"] is None


def test_a_request_by_the_script_gets_the_page_that_everybody_gets(client: Client) -> None:
    """So no cache has to tell the two apart."""
    small_archive()
    plain, by_script = (client.get("/forums/?kind=forum", headers=headers) for headers in ({}, {"HX-Request": "true"}))
    assert plain.content == by_script.content
    assert "HX-Request" not in plain.headers.get("Vary", "")


def test_a_long_facet_is_looked_through_by_words(client: Client) -> None:
    forum = make.forum("Harbour Day", by=make.report())
    for number in range(30):
        make.involved(make.organization(f"Firm {number:02}"), forum, by=make.report())
    page = client.get("/forums/?organization=firm-01&find-organization=FIRM 2&sort=name")
    (facet,) = (one for one in page.context["facets"] if one.name == "organization")
    assert [value.label for value in facet.top] == ["Firm 01", *(f"Firm {number}" for number in range(20, 30))]
    assert (len(facet.values), page.context["messages"]) == (30, [])
    html = page.content.decode()
    assert 'name="find-organization" type="search" value="FIRM 2"' in html
    assert escape("/forums/?organization=firm-01&organization=firm-20&find-organization=FIRM+2&sort=name") in html
    assert "find-kind" not in html


def test_a_facet_of_hundreds_of_values_leaves_most_to_its_search_field(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(panels, "FOLDED", 5)
    monkeypatch.setattr(panels, "IN_JSON", 7)
    forum = make.forum("Harbour Day", by=make.report())
    for number in range(30):
        make.involved(make.organization(f"Firm {number:02}"), forum, by=make.report())
    html = client.get("/forums/").content.decode()
    assert [len(re.findall(f'id="organization-{kind}firm-', html)) for kind in ("", "not-")] == [13, 13]
    assert "and 17 others" in html
    assert 'id="organization-firm-29"' in client.get("/forums/?find-organization=firm 29").content.decode()
    found = client.get("/forums/?find-organization=firm").content.decode()
    assert len(re.findall('id="organization-firm-', found)) == 10 and "and 25 others have these words." in found
    data = client.get("/forums/?format=json").json()
    assert (len(data["facets"]["organization"]), data["further"]) == (15, {"organization": 15})


def test_a_narrowed_list_is_not_for_indexes(client: Client) -> None:
    small_archive()
    assert '<meta name="robots" content="noindex">' in client.get("/forums/?year=2024").content.decode()
    assert client.get("/robots.txt").content.decode().splitlines()[:2] == ["User-agent: *", "Disallow: /*?"]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("path", ["forums/", "forums/?format=json", "search/?q=li"])
def test_a_page_that_takes_too_long_says_so(path: str, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    small_archive()
    monkeypatch.setattr(pages, "patience", partial(patience, 0.2))
    monkeypatch.setattr(ListPage, "page", property(lambda page: sleep()))
    monkeypatch.setattr(search, "hits", lambda *asked, **more: sleep())
    response = client.get(f"/{path}")
    assert response.status_code == 503 and "takes too long" in text_of(response)
    assert response.headers["Content-Type"].startswith("application/json" if "json" in path else "text/html")
    monkeypatch.undo()
    assert client.get("/reports/news/").status_code == 200


@pytest.mark.django_db(transaction=True)
def test_a_list_that_takes_too_long_to_count_is_shown_uncounted(
    client: Client, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    small_archive()
    counted = client.get("/speakers/?organization=go-biz&sort=name")
    monkeypatch.setattr(pages, "patience", partial(patience, 0.5))
    monkeypatch.setattr(BySql, "_counts", lambda self: sleep())
    page = client.get("/speakers/?organization=go-biz")
    assert (page.status_code, page.context["records"]) == (200, counted.context["records"])
    assert page.context["messages"] == ["The archive has just changed: this list is being counted anew."]
    assert (page.context["count"], page.context["facets"], hasattr(page, "edition")) == (None, [], False)
    assert [pill.value for pill in page.context["pills"]] == [str(Organization.objects.get(slug="go-biz"))]
    assert client.get("/speakers/?format=json").status_code == 503
    graph = client.get("/speakers/?organization=go-biz&format=jsonld")
    (listed,) = (node["mainEntity"] for node in graph.json()["@graph"] if "mainEntity" in node)
    assert [one["item"]["name"] for one in listed["itemListElement"]] == [
        str(one) for one in counted.context["records"]
    ]
    assert ("numberOfItems" in listed, hasattr(graph, "edition")) == (False, False)


@pytest.mark.django_db(transaction=True)
def test_the_first_page_is_shown_uncounted_where_counting_takes_too_long(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    small_archive()
    counted = client.get("/?anew")
    monkeypatch.setattr(pages, "patience", partial(patience, 0.5))
    monkeypatch.setattr(BySql, "_counts", lambda self: sleep())
    page = client.get("/")
    assert (page.status_code, hasattr(page, "edition")) == (200, False)
    assert [page.context[name] for name in ("counts", "forums")] == [
        counted.context[name] for name in ("counts", "forums")
    ]
    assert (page.context["years"], page.context["rankings"]) == (None, [])
    assert [label for label, _ in counted.context["rankings"]] == ["Organization", "Topic"]


def sleep() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_sleep(30)")


def test_other_failures_of_the_database_are_no_lack_of_patience() -> None:
    with pytest.raises(OperationalError), patience():
        raise OperationalError("the server is gone")


def test_search_finds_names_of_all_kinds(client: Client) -> None:
    small_archive()
    found = client.get("/search/", {"q": "clean", "format": "json"}).json()["results"]
    assert [(hit["kind"], hit["name"]) for hit in found] == [("forum", "Cleantech Forum")]
    found = client.get("/search/", {"q": "governor's", "format": "json"}).json()["results"]
    assert [(hit["kind"], hit["url"]) for hit in found] == [("organization", "/organizations/go-biz/")]


def test_home_counts_what_is_inside(client: Client) -> None:
    small_archive()
    assert client.get("/?format=json").json()["counts"] == {
        "forums": 5,
        "sessions": Session.objects.count(),
        "speakers": 5,
        "organizations": 5,
        "places": 5,
        "reports": 3,
    }


def test_titles_and_names_say_their_language(client: Client) -> None:
    report = make.report("programme", language="zh-Hans")
    forum = make.forum("绿色合作论坛", by=report, slug="green-forum")
    Detail.objects.filter(forum=forum, property="title").update(language="zh-Hans")
    assert '<h1 lang="zh-Hans">绿色合作论坛</h1>' in client.get("/forums/green-forum/").content.decode()
    assert '" lang="zh-Hans">绿色合作论坛</a>' in client.get("/forums/").content.decode()


def test_an_agenda_has_moderators_first_and_the_hours_that_reports_agree_on(client: Client) -> None:
    report, other = make.report(), make.report()
    forum = make.forum("Day", by=report)
    panel, talk = (make.session(forum, key, by=report, title=key.title(), order=1) for key in ("panel", "talk"))
    for name, role in (("Ann", "panellist"), ("Bob", "moderator"), ("Cyd", "panellist"), ("Dan", "speaker")):
        make.appears(make.person(name), panel, role, by=report)
    for session, name, value, by in (
        (panel, "start", "09:00", report),
        (panel, "end", "10:30", report),
        (talk, "start", "11:00", report),
        (talk, "start", "11:30", other),
    ):
        make.detail(session, name, value, by=by)
    first, second = client.get("/forums/day/").context["programme"]
    assert (first.hours, [one.name for one in first.beside_hours]) == ("09:00–10:30", [])
    assert (second.hours, [one.name for one in second.beside_hours]) == ("", ["start"])
    assert [(group.label, [fact.person.name for fact in group.facts]) for group in first.people] == [
        ("moderator", ["Bob"]),
        ("panellist", ["Ann", "Cyd"]),
        ("speaker", ["Dan"]),
    ]
