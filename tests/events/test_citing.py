"""Records as they are cited: what each format tells of them, anchors to cite, and what Zotero takes from a page."""

import re
from typing import Any

import bibtexparser
import pytest
from django.test import Client
from lxml import html

from archive.citing.works import work
from events.models import Appearance, Forum, Report
from people.models import Removal, digest
from tests import records as make
from tests.small_archive import small_archive

pytestmark = pytest.mark.django_db

OPENING = "cleantech-forum.opening.li-xiang-ccpit.moderator"
PAGES = ("/forums/cleantech-forum/", "/sessions/cleantech-forum.opening/", f"/appearances/{OPENING}/", "/reports/news/")
TYPES = {
    "bibtex": "application/x-bibtex; charset=utf-8",
    "ris": "application/x-research-info-systems; charset=utf-8",
    "csl": "application/vnd.citationstyles.csl+json",
}
VERSION = re.compile(r"Rostrum, version of \d+ \w+ \d{4}\.$")


@pytest.fixture(autouse=True)
def archive() -> None:
    small_archive()


def csl(client: Client, address: str) -> dict[str, Any]:
    (item,) = client.get(f"{address}?format=csl").json()
    return item


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize("name", TYPES)
def test_each_page_is_taken_in_each_format(address: str, name: str, client: Client) -> None:
    answer = client.get(f"{address}?format={name}")
    assert (answer.status_code, answer["Content-Type"]) == (200, TYPES[name])
    assert hasattr(answer, "edition")


@pytest.mark.parametrize("address", PAGES)
def test_each_page_offers_them_in_its_block_and_shows_the_text(address: str, client: Client) -> None:
    (block,) = html.fromstring(client.get(address).content).xpath("//details[@class='cite']")
    assert block.xpath(".//a/@href") == [f"?format={name}" for name in TYPES]
    texts = [one.text_content() for one in block.xpath(".//dd")][:-1]
    assert [text.endswith(f"http://testserver{address}") for text in texts] == [True, True]


def test_a_forum_names_its_reports_its_hosts_and_its_version(client: Client) -> None:
    item = csl(client, "/forums/cleantech-forum/")
    note = item.pop("note")
    assert VERSION.search(note)
    assert note.startswith(
        "Stated in “Forums were held” (5 November 2024), ¶ 1; “More of the same” (10 January 2025), ¶ 1. "
    )
    assert item == {
        "id": "cleantech-forum",
        "type": "event",
        "title": "Cleantech Forum",
        "organizer": [{"literal": "China Council for the Promotion of International Trade"}, {"literal": "GO-Biz"}],
        "issued": {"date-parts": [[2024, 11, 4]]},
        "event-date": {"date-parts": [[2024, 11, 4]]},
        "event-place": "Beijing, Shanghai",
        "genre": "forum",
        "URL": "http://testserver/forums/cleantech-forum/",
        "version": Forum.objects.get(slug="cleantech-forum").changed_at.date().isoformat(),
        "source": "Rostrum",
    }


def test_a_talk_is_by_its_speaker_in_the_session_at_the_forum(client: Client) -> None:
    item = csl(client, f"/appearances/{OPENING}/")
    told = {name: item[name] for name in ("type", "title", "author", "event-title", "event-place", "genre", "issued")}
    assert told == {
        "type": "speech",
        "title": "Opening",
        "author": [{"literal": "Li Xiang"}],
        "event-title": "Cleantech Forum",
        "event-place": "Beijing, Shanghai",
        "genre": "Moderator",
        "issued": {"date-parts": [[2024, 11, 4]]},
    }
    assert item["note"].startswith(
        "Stated in “Forums were held” (5 November 2024), ¶ 1; “More of the same” (10 January 2025), ¶ 2, 4. "
    )


@pytest.mark.parametrize(
    ("key", "title"),
    [
        ("coming-summit.panorea-avdis.keynote", "[Panorea Avdis, announced as a keynote speaker]"),
        ("undated-talk.michael-hart.attendee", "[Michael Hart, attendee]"),
    ],
)
def test_whoever_is_not_known_to_have_spoken_is_no_author(key: str, title: str, client: Client) -> None:
    item = csl(client, f"/appearances/{key}/")
    assert (item["type"], item["title"], item.get("author")) == ("event", title, None)


def test_a_report_is_cited_where_it_was_published_with_the_record_of_it(client: Client) -> None:
    Report.objects.filter(slug="news").update(url="https://paper.example/1")
    item = csl(client, "/reports/news/")
    assert (item["type"], item["container-title"], item["author"]) == (
        "article-newspaper",
        "China Today",
        [{"literal": "Zhou Lin"}],
    )
    assert item["URL"] == "https://paper.example/1"
    assert item["note"].startswith("Rostrum, http://testserver/reports/news/, version of ")


def test_what_prints_no_title_is_described_in_brackets(client: Client) -> None:
    Report.objects.filter(slug="programme").update(title="", label="Programme of the day")
    assert csl(client, "/reports/programme/")["title"] == "[Programme of the day]"


def test_a_long_list_of_reports_is_cut(client: Client) -> None:
    forum = make.forum("Well known")
    for number in range(5):
        make.cite(forum, make.report(f"paper-{number}", f"Paper {number}", on=f"2024-11-0{number + 1}"))
    note = csl(client, "/forums/well-known/")["note"]
    named = [f"“Paper {number}” ({number + 1} November 2024), ¶ 1" for number in range(3)]
    assert note.startswith(f"Stated in {'; '.join(named)}; …. Rostrum, ")


def test_what_is_not_registered_is_not_cited() -> None:
    with pytest.raises(TypeError, match=r"register it with work\.register"):
        work(object())


def test_a_bibtex_key_is_the_address_of_the_record(client: Client) -> None:
    (entry,) = bibtexparser.parse_string(client.get(f"/appearances/{OPENING}/?format=bibtex").content.decode()).entries
    assert (entry.entry_type, entry.key) == ("unpublished", OPENING)


def test_every_appearance_has_one_anchor_on_each_page_that_shows_it(client: Client) -> None:
    for fact in Appearance.objects.to_read():
        for shown in (fact.forum.canonical, fact.event, fact.named):
            ids = html.fromstring(client.get(shown.get_absolute_url()).content).xpath("//@id")
            assert ids.count(fact.public_id) == 1
            assert len(ids) == len(set(ids))
        assert client.get(fact.get_absolute_url()).status_code == 200


def test_the_sources_of_an_appearance_lead_to_how_to_cite_it(client: Client) -> None:
    page = html.fromstring(client.get("/forums/cleantech-forum/").content)
    (fact,) = page.xpath(f"//*[@id='{OPENING}']")
    assert f"/appearances/{OPENING}/" in fact.xpath(".//a/@href")


def test_an_anchor_outlives_a_merge(client: Client) -> None:
    before = csl(client, f"/appearances/{OPENING}/")
    make.merge(make.person("Somebody Else"), into=make.Person.objects.get(slug="li-xiang-ccpit"))
    again = make.Person.objects.create(slug="li-xiang-kept", name="Li Xiang")
    make.merge(make.Person.objects.get(slug="li-xiang-ccpit"), into=again)
    assert csl(client, f"/appearances/{OPENING}/") | {"version": ""} == before | {"version": ""}
    assert client.get(f"/appearances/{OPENING}/").context["fact"].named == again


def test_an_appearance_as_json_names_itself_and_the_person(client: Client) -> None:
    data = client.get(f"/appearances/{OPENING}/?format=json").json()
    assert (data["id"], data["person"], data["forum"], data["role"]) == (
        OPENING,
        "li-xiang-ccpit",
        "cleantech-forum",
        "moderator",
    )


@pytest.mark.parametrize("key", ["cleantech-forum.nobody.speaker", "cleantech-forum.opening.li-xiang-ccpit.speaker"])
def test_what_nobody_stated_is_not_found(key: str, client: Client) -> None:
    assert client.get(f"/appearances/{key}/").status_code == 404


def test_the_appearances_of_a_removed_person_are_gone(client: Client) -> None:
    Removal.objects.create(digest=digest("gone-person"), reason="Asked for.")
    for key in ("cleantech-forum.gone-person.speaker", "cleantech-forum.opening.gone-person.speaker"):
        assert [client.get(f"/appearances/{key}/{query}").status_code for query in ("", "?format=bibtex")] == [410, 410]


def test_citing_an_appearance_costs_the_same_for_one_citation_and_many(
    client: Client, django_assert_num_queries: Any
) -> None:
    fact = make.appears(make.person("Wang Fang"), make.forum("Small", by=make.report()))
    make.held(fact.forum, make.city("Suzhou"))
    for _ in range(2):
        with django_assert_num_queries(10):
            client.get(f"{fact.get_absolute_url()}?format=bibtex")
        make.cite(fact, make.report())
        make.held(fact.forum, make.city())


def zotero(page: bytes) -> dict[str, Any]:
    """An item, by the rules of Zotero's reader of embedded metadata, as far as they concern what we write.

    - `z:itemType` is the type, before any other sign of it.
    - `citation_*` give title, date, address, language; each `citation_author` is taken apart at its comma.
    - `eprints.event_title` and `.event_location` are a presentation's meeting and place.
    - `DC.source` is the publication or website, and `DC.description` the abstract, where OpenGraph gives none.
    """
    names = {
        "z:itemType": "itemType",
        "citation_title": "title",
        "citation_date": "date",
        "citation_public_url": "url",
        "citation_language": "language",
        "eprints.event_title": "meetingName",
        "eprints.event_location": "place",
        "DC.source": "publicationTitle",
        "DC.description": "abstractNote",
    }
    metas = [(one.get("name"), one.get("content")) for one in html.fromstring(page).xpath("//head/meta[@name]")]
    once = [name for name, _ in metas if name in names]
    assert len(once) == len(set(once))
    item = {names[name]: content for name, content in metas if name in names}
    return item | {"creators": [content.split(", ") for name, content in metas if name == "citation_author"]}


@pytest.mark.parametrize(
    ("address", "item"),
    [
        (
            f"/appearances/{OPENING}/",
            {
                "itemType": "presentation",
                "title": "Opening",
                "creators": [["Li", "Xiang"]],
                "date": "2024-11-04",
                "meetingName": "Cleantech Forum",
                "place": "Beijing, Shanghai",
                "publicationTitle": "Rostrum",
            },
        ),
        (
            "/forums/turn-of-the-year-mission/",
            {
                "itemType": "webpage",
                "title": "Turn of the Year Mission",
                "creators": [],
                "date": "2023-12-28/2024-01-03",
                "publicationTitle": "Rostrum",
            },
        ),
        (
            "/reports/news/",
            {
                "itemType": "newspaperArticle",
                "title": "Forums were held",
                "creators": [["Zhou Lin"]],
                "date": "2024-11-05",
                "language": "en",
                "publicationTitle": "China Today",
            },
        ),
    ],
)
def test_zotero_takes_the_page(address: str, item: dict[str, Any], client: Client) -> None:
    make.Person.objects.filter(slug="li-xiang-ccpit").update(family="Li", given="Xiang")
    taken = zotero(client.get(address).content)
    assert VERSION.search(taken.pop("abstractNote"))
    assert taken == item | {"url": f"http://testserver{address}"}


def test_citations_of_the_chinese_page_are_in_chinese_and_name_the_same_address(client: Client) -> None:
    item = csl(client, "/zh-hans/forums/cleantech-forum/")
    assert item["URL"] == "http://testserver/forums/cleantech-forum/"
