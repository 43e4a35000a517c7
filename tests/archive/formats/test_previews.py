"""What search engines and previews of links are told of a page."""

import re
from typing import Any

import pytest
from django.test import Client

from tests import records as make
from tests.small_archive import small_archive

pytestmark = pytest.mark.django_db

HOST = "http://testserver"
META = re.compile(r'<meta (?:name|property)="([a-z:_]+)" content="([^"]*)">')
ALTERNATE = re.compile(r'<link rel="alternate" hreflang="([^"]+)" href="([^"]+)">')
CANONICAL = re.compile(r'<link rel="canonical" href="([^"]+)">')


def head_of(client: Client, address: str) -> tuple[str, dict[str, str], dict[str, str]]:
    """The canonical address, those in other languages, and what previews are told."""
    page = client.get(address).text
    [canonical] = CANONICAL.findall(page)
    return canonical.replace("&amp;", "&"), dict(ALTERNATE.findall(page)), dict(META.findall(page))


@pytest.mark.parametrize(
    ("address", "canonical"),
    [
        ("/forums/cleantech-forum/", "/forums/cleantech-forum/"),
        ("/forums/cleantech-forum/?from=somewhere", "/forums/cleantech-forum/"),
        ("/zh-hans/forums/cleantech-forum/", "/zh-hans/forums/cleantech-forum/"),
        ("/forums/", "/forums/"),
        ("/forums/?sort=name", "/forums/"),
        ("/forums/?find-organization=cc", "/forums/"),
        ("/forums/?kind=forum&year=2024", "/forums/?year=2024&kind=forum"),
        ("/forums/?year=2024&sort=date&kind=forum&unknown=1", "/forums/?year=2024&kind=forum"),
        ("/zh-hans/speakers/?year=2024&sort=-appearances", "/zh-hans/speakers/?year=2024"),
        ("/", "/"),
        ("/en/", "/en/"),
    ],
)
def test_of_all_addresses_of_a_page_one_is_canonical(address: str, canonical: str, client: Client) -> None:
    small_archive()
    assert head_of(client, address)[0] == HOST + canonical


def test_a_later_page_of_a_list_is_canonical_itself(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("events.views.Forums.size", 2)
    small_archive()
    after = client.get("/forums/?format=json&sort=name").json()["next"].removeprefix(HOST)
    page = after.replace("&format=json", "").replace("format=json&", "")
    assert head_of(client, page)[0] == HOST + page


@pytest.mark.parametrize("address", ["/forums/cleantech-forum/", "/zh-hans/forums/cleantech-forum/?sort=name"])
def test_the_page_in_each_language_is_named(address: str, client: Client) -> None:
    small_archive()
    assert head_of(client, address)[1] == {
        "en": f"{HOST}/forums/cleantech-forum/",
        "zh-Hans": f"{HOST}/zh-hans/forums/cleantech-forum/",
        "x-default": f"{HOST}/forums/cleantech-forum/",
    }


def test_the_first_page_leaves_the_language_to_the_browser(client: Client) -> None:
    english = {"en": f"{HOST}/en/", "zh-Hans": f"{HOST}/zh-hans/", "x-default": f"{HOST}/"}
    assert [head_of(client, address)[1] for address in ("/en/", "/zh-hans/")] == [english, english]


@pytest.mark.parametrize(
    ("address", "kind", "words"),
    [
        (
            "/forums/cleantech-forum/",
            "website",
            "Forum · 4 November 2024 · Beijing, Shanghai · Li Xiang, Panorea Avdis, Michael Hart · Told by 2 reports",
        ),
        ("/sessions/cleantech-forum.panel/", "website", "Panel · Cleantech Forum, 5 November 2024 · Michael Hart · "),
        ("/forums/coming-summit/", "website", "Summit · Announced · June 2025 · Panorea Avdis · Told by 1 report"),
        (
            "/speakers/panorea-avdis/",
            "profile",
            "Director, GO-Biz · Coming Summit · June 2025 · 3 appearances in all",
        ),
        ("/organizations/ccpit/", "website", "Chamber or trade body · China · Parts in events: 2"),
        ("/places/beijing/", "website", "City · China · 1 forum"),
        ("/reports/release/", "article", "Press release · 10 January 2025 · "),
        ("/agreements/memorandum-on-trade/", "website", "Memorandum of understanding · 2013 · "),
    ],
)
def test_a_record_is_previewed_from_what_is_known(address: str, kind: str, words: str, client: Client) -> None:
    small_archive()
    said = head_of(client, address)[2]
    assert said["description"] == said["og:description"] and said["description"].startswith(words)
    assert (said["og:type"], said["og:url"], said["og:site_name"]) == (kind, HOST + address, "Rostrum")
    picture = client.get(said["og:image"].removeprefix(HOST))
    picture.close()
    assert picture["content-type"] == "image/png"


def test_a_hostile_name_stays_inside_its_attribute(client: Client) -> None:
    name = '"><script>alert(1)</script>'
    make.appears(make.person(name, "hostile"))
    said: Any = head_of(client, "/speakers/hostile/")[2]
    assert said["og:title"] == "&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;"
