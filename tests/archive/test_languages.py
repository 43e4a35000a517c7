"""The address decides the language, and only the first page asks the browser."""

import csv
import re
from html import unescape
from types import SimpleNamespace

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import get_language, override

from archive.database.refusals import in_words
from events.models import Forum
from tests.small_archive import small_archive

pytestmark = pytest.mark.django_db

CHINESE = {"accept-language": "zh-CN,zh;q=0.9,en;q=0.5"}
ENGLISH = {"accept-language": "en-GB,en;q=0.9,zh;q=0.5"}
HTML = {"en": '<html lang="en">', "zh-hans": '<html lang="zh-Hans">'}


@pytest.mark.parametrize("headers", [CHINESE, ENGLISH, {}], ids=["chinese", "english", "none"])
@pytest.mark.parametrize(
    ("address", "language"),
    [("/forums/", "en"), ("/zh-hans/forums/", "zh-hans"), ("/en/", "en"), ("/zh-hans/", "zh-hans")],
)
def test_the_address_decides_whatever_the_browser_prefers(
    client: Client, address: str, language: str, headers: dict[str, str]
) -> None:
    answer = client.get(address, headers=headers)
    assert answer.status_code == 200
    assert HTML[language] in answer.text
    assert answer["content-language"].lower() == language
    assert "Accept-Language" not in answer.get("vary", "")


@pytest.mark.parametrize("address", ["/en/forums/", "/fr/forums/", "/zh-hant/forums/", "/zh-hans/en/", "/zh/"])
def test_there_is_one_address_for_each_language(client: Client, address: str) -> None:
    assert client.get(address).status_code == 404


@pytest.mark.parametrize(
    ("headers", "status", "leads"),
    [
        (CHINESE, 302, "/zh-hans/"),
        ({"accept-language": "zh-TW"}, 302, "/zh-hans/"),
        (ENGLISH, 200, None),
        ({"accept-language": "fr"}, 200, None),
        ({}, 200, None),
    ],
)
def test_the_first_page_asks_the_browser(
    client: Client, headers: dict[str, str], status: int, leads: str | None
) -> None:
    answer = client.get("/", headers=headers)
    assert (answer.status_code, answer.get("location")) == (status, leads)
    assert "Accept-Language" in answer["vary"].split(", ")
    assert answer.cookies == {}


def test_data_of_the_first_page_asks_nobody(client: Client) -> None:
    answers = [client.get(f"{address}?format=json", headers=CHINESE) for address in ("/", "/en/", "/zh-hans/")]
    assert [answer.status_code for answer in answers] == [200, 200, 200]
    assert answers[0].json() == answers[1].json() == answers[2].json()


def test_links_to_the_first_page_keep_the_language() -> None:
    found = []
    for language in ("en", "zh-hans"):
        with override(language):
            found.append(reverse("home"))
    assert found == ["/en/", "/zh-hans/"]


@pytest.mark.parametrize(
    ("here", "english", "chinese"),
    [
        ("/", "/en/", "/zh-hans/"),
        ("/zh-hans/", "/en/", "/zh-hans/"),
        ("/forums/?year=2024&kind=forum", "/forums/?year=2024&kind=forum", "/zh-hans/forums/?year=2024&kind=forum"),
        ("/zh-hans/search/?q=%E6%9D%8E", "/search/?q=%E6%9D%8E", "/zh-hans/search/?q=%E6%9D%8E"),
    ],
)
def test_each_page_leads_to_itself_in_the_other_language(client: Client, here: str, english: str, chinese: str) -> None:
    page = unescape(client.get(here).text)
    for tag, name, url in (("en", "English", english), ("zh-Hans", "简体中文", chinese)):
        assert f'<link rel="alternate" hreflang="{tag}" href="http://testserver{url}">' in page
        link = f'<a class="language" href="{url}" lang="{tag}" hreflang="{tag}">{name}</a>'
        assert (link in page) is (f'<html lang="{tag}">' not in page)


@pytest.mark.parametrize(("address", "language"), [("/no-such/", "en"), ("/zh-hans/no-such/", "zh-hans")])
def test_a_page_that_is_not_there_says_so_in_the_language_of_its_address(
    client: Client, address: str, language: str
) -> None:
    answer = client.get(address, headers=CHINESE)
    assert answer.status_code == 404
    assert HTML[language] in answer.text
    assert 'class="language"' not in answer.text


def test_no_request_leaves_its_language_behind(client: Client) -> None:
    client.get("/zh-hans/forums/")
    assert get_language() == "en"


def test_a_merged_record_leads_on_in_the_language_it_was_asked_in(client: Client) -> None:
    small_archive()
    answer = client.get("/zh-hans/forums/cleantech-twice/")
    assert (answer.status_code, answer["location"]) == (301, "/zh-hans/forums/cleantech-forum/")


def test_data_is_the_same_in_both_languages_but_for_labels(client: Client) -> None:
    small_archive()
    english, chinese = (client.get(f"{prefix}/search/?q=cleantech&format=json").json() for prefix in ("", "/zh-hans"))
    assert english == chinese
    assert english["results"][0]["url"] == "/forums/cleantech-forum/"
    english, chinese = (client.get(f"{prefix}/forums/?format=json").json() for prefix in ("", "/zh-hans"))
    assert english["results"] == chinese["results"]
    values = [[(one["value"], one["count"]) for one in data["facets"]["city"]] for data in (english, chinese)]
    assert values[0] == values[1]


@pytest.mark.parametrize("path", ["/organizations/ccpit/co-appearances/", "/search/?q=beijing&kind=place"])
def test_what_machines_read_names_addresses_without_a_language(client: Client, path: str) -> None:
    small_archive()
    asked = path + ("&" if "?" in path else "?")
    english, chinese = (client.get(f"{prefix}{asked}format=json").json() for prefix in ("", "/zh-hans"))
    assert (english["results"] != [], english) == (True, chinese)


def test_a_spreadsheet_names_its_columns_in_the_language_of_the_page_and_records_without_one(client: Client) -> None:
    small_archive()
    sheets = [
        list(csv.reader(client.get(f"{prefix}/organizations/ccpit/co-appearances/?format=csv").text.splitlines()))
        for prefix in ("", "/zh-hans")
    ]
    assert sheets[0][1:] == sheets[1][1:] != []
    assert [sheet[0][1:] for sheet in sheets] == [
        ["Address", "Forums", "Sessions", "Which forums"],
        ["网址", "论坛", "环节", "哪些论坛"],
    ]


def test_what_readers_follow_stays_in_the_language_of_the_page(client: Client) -> None:
    small_archive()
    suggested = client.get("/zh-hans/search/?q=cleantech&format=suggestions").json()["groups"]
    assert [(group["heading"], [hit["url"] for hit in group["hits"]]) for group in suggested] == [
        ("论坛", ["/zh-hans/forums/cleantech-forum/"])
    ]
    pages = [f"/zh-hans{path}" for path in ("/", "/places/", "/forums/", "/speakers/", "/organizations/ccpit/")]
    pages += ["/zh-hans/organizations/ccpit/co-appearances/", "/zh-hans/search/?q=beijing"]
    for page in pages:
        links = re.findall(r'<a\b(?![^>]*hreflang)[^>]*? href="(/[^"]*)"', client.get(page).text)
        assert [link for link in links if not link.startswith("/zh-hans/")] == []
        assert links != []


@pytest.mark.parametrize("path", ["/forums/", "/speakers/?year=2024", "/forums/cleantech-forum/", "/reports/news/"])
def test_a_page_costs_the_same_in_both_languages(client: Client, path: str) -> None:
    small_archive()
    costs = []
    for prefix in ("", "/zh-hans"):
        with CaptureQueriesContext(connection) as queries:
            assert client.get(prefix + path).status_code == 200
        costs.append(len(queries))
    assert costs[0] == costs[1]


def test_the_admin_is_in_the_language_of_its_address(admin_client: Client) -> None:
    answers = [admin_client.get(address, headers=CHINESE) for address in ("/admin/", "/zh-hans/admin/")]
    assert ["What would you like to mend?" in answers[0].text, "要修订什么？" in answers[1].text] == [True, True]
    assert '<a href="/zh-hans/admin/" lang="zh-Hans" hreflang="zh-Hans">简体中文</a>' in answers[0].text
    form = admin_client.get("/zh-hans/admin/people/person/add/").text
    assert "首选姓名，按通常次序（Li Qingshuang、Panorea Avdis）。" in form


def test_a_refusal_of_the_database_is_said_in_the_language_of_the_page(admin_client: Client) -> None:
    small_archive()
    forum = Forum.objects.get(slug="cleantech-forum")
    data = {"forum": forum.pk, "session": "", "agreement": "", "property": "title", "value": "", "language": ""}
    form = {"citations-TOTAL_FORMS": "0", "citations-INITIAL_FORMS": "0", **data}
    page = admin_client.post("/zh-hans/admin/events/detail/add/", form).text
    assert "请至少给出一条引用：事实有引用才存在。要去掉该事实，请删除它。" in page


def test_messages_of_triggers_are_translated() -> None:
    with override("zh-hans"):
        diagnosis = SimpleNamespace(
            constraint_name="orgs_place_parent_acyclic",
            message_primary="A place cannot lie in itself.",
            message_detail=None,
        )
        assert in_words(diagnosis) == "地点不能位于自身之内。"
