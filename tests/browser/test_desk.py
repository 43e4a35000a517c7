"""The desk in a real browser: from a pasted text to published pages, by mouse and by keyboard alone."""

import re
import sys

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from events.models import Appearance, Capacity, Citation, Draft, Report
from events.reportfile.stored import stored
from events.reportfile.writing import minimal, write
from people.models import Person
from tests import records as make
from tests.browser.curators import TEXTS, at_the_desk, begin, open_fact, presses, saved

pytestmark = pytest.mark.django_db(transaction=True)

NEWS = (TEXTS / "tidal-energy-news.txt").read_text()
SLUG = "northern-tides-energy-forum-2023-held-in-aberdeen"


def published(slug: str) -> str:
    """What the archive says of a report, as its file would, without the digest of just that."""
    said = write(minimal(stored(Report.objects.get(slug=slug)).file))
    return "".join(line for line in said.splitlines(keepends=True) if not line.startswith("based_on: "))


def expected(name: str) -> str:
    return (TEXTS / name).read_text()


def mend(page: Page, name: str, title: str, body: str) -> None:
    """Type a title and a body that were read wrongly."""
    fact = open_fact(page, name)
    fact.get_by_label("Title, as printed").click()
    page.keyboard.press("Control+a")
    page.keyboard.type(title)
    page.keyboard.press("Tab")
    page.keyboard.press("Control+a")
    page.keyboard.type(body)
    fact.locator(".line .open").click()


def answered(page: Page) -> None:
    """The archive has said what it knows of every name."""
    expect(page.locator("#known")).not_to_contain_text("Looking…")


def enter_by_mouse(page: Page) -> None:
    begin(page, NEWS)
    page.locator("#new-forum").click()
    page.locator("#take-sessions").click()
    page.locator("#take-all").click()
    for mark in ("mark.organization.waiting", "mark.organization.waiting", "mark.figure.waiting"):
        page.locator(mark).first.click()
    mend(page, "Oluwaseun Adeyemi", "Director of Networks", "Lagos Power Authority")
    mend(page, "Giuseppe Marchetti", "Head of Underwriting", "Concordia Marine Insurance")
    answered(page)
    page.locator("#all-new").click()
    expect(page.locator("#known")).to_contain_text("Every name is decided.")
    page.locator("#publish").click()
    page.locator("#publish-now").click()
    page.locator("#published-page").click()
    page.wait_for_url(f"**/reports/{SLUG}/")


def test_a_report_with_twenty_speakers_goes_from_pasted_text_to_published_pages(
    browser: Browser, live_server: LiveServer
) -> None:
    with at_the_desk(browser, live_server.url) as page:
        enter_by_mouse(page)
        sys.stdout.write(f"\nat the desk: {presses(page)} presses\n")
        assert published(SLUG) == expected("tidal-energy-news.yaml")


SECOND = """Harbour board hosts talks on tides

The Northern Tides Energy Forum 2023 was held in Aberdeen on 14 September 2023. \
It was hosted by the Aberdeen Harbour Board.

Opening remarks were delivered by Marguerite Delacroix, Director of the European Tidal Institute. \
The panellists included Henrik Lindqvist, Chief Operating Officer of Skagerrak Cable Company, and \
Solveig Nygaard, Director of the Fjord Energy Museum.
"""


def expect_words(page: Page, kind: str, words: dict[str, str]) -> None:
    """What each mark of a kind says beside its words."""
    marks = page.locator(f"#text mark.{kind}")
    expect(marks).to_have_text(list(words))
    for at, word in enumerate(words.values()):
        expect(marks.nth(at)).to_have_attribute("data-word", word)


def test_a_second_report_about_a_known_forum_adds_its_citations_to_what_is_known(
    browser: Browser, live_server: LiveServer
) -> None:
    with at_the_desk(browser, live_server.url) as page:
        enter_by_mouse(page)
        page.evaluate("delete sessionStorage.presses")
        begin(page, SECOND)
        page.get_by_role("button", name="This forum Northern Tides Energy Forum 2023").click()
        expect(page.locator("#forum .compared")).to_be_visible()
        words = {
            "Marguerite Delacroix": "same as known",
            "Henrik Lindqvist": "differs from what is known",
            "Solveig Nygaard": "new",
        }
        expect_words(page, "person", words)
        page.locator("#cite-same").click()
        page.locator("#take-all").click()
        expect(page.locator("#known .question")).to_have_count(2)
        answered(page)
        page.locator("#all-new").click()
        page.locator("#publish").click()
        page.locator("#publish-now").click()
        page.locator("#published-page").click()
        page.wait_for_url("**/reports/**")
        sys.stdout.write(f"\na second report: {presses(page)} presses\n")
    said = Appearance.objects.filter(citations__report__slug="harbour-board-hosts-talks-on-tides")
    assert sorted(said.values_list("session__key", "person__slug", "role"), key=str) == [
        ("opening", "marguerite-delacroix", "opening-remarks"),
        ("panel-one-cables-and-grids", "henrik-lindqvist", "panellist"),
        (None, "solveig-nygaard", "panellist"),
    ]
    inferred = Citation.objects.exclude(inference="").filter(appearance__isnull=False)
    assert sorted(inferred.values_list("appearance__person__slug", "inference")) == [
        ("henrik-lindqvist", "This report names no session; other reports name “Panel One: Cables and Grids”."),
        ("marguerite-delacroix", "This report names no session; other reports name “Opening Session”."),
    ]
    assert Person.objects.count() == 21
    lindqvist = Appearance.objects.get(person__slug="henrik-lindqvist")
    titles = Capacity.objects.filter(citation__appearance=lindqvist).values_list("citation__report__slug", "title")
    assert sorted(titles) == [
        ("harbour-board-hosts-talks-on-tides", "Chief Operating Officer"),
        (SLUG, "Chief Engineer"),
    ]


def test_a_draft_without_a_text_says_so_and_a_withdrawn_one_too(browser: Browser, live_server: LiveServer) -> None:
    make.forum("Moss Fair", by=make.report("moss-news"))
    with at_the_desk(browser, live_server.url) as page:
        page.goto("/reports/moss-news/")
        page.get_by_role("button", name="Correct it at the desk").click()
        expect(page.locator(".reading")).to_contain_text("The report's text is not here.")
        expect(page.get_by_role("link", name="Put in the text")).to_have_attribute("href", re.compile(r"/text/$"))
        expect(page.locator("#forum .chosen")).to_contain_text("Moss Fair")
        expect(page.locator("#forum .compared")).to_have_count(0)  # nothing is suggested, so nothing is compared
        page.get_by_role("button", name="Withdraw").click()
        page.get_by_role("dialog", name="Withdraw").get_by_role("button", name="Withdraw").click()
        expect(page.locator(".told")).to_contain_text("The report is withdrawn.")
    assert not Report.objects.exists()


NAMESAKE = """Moss growers meet in Glasgow

The Moss Growing Forum 2022 was held in Glasgow on 4 May 2022.

The forum was moderated by Jane Roe, Director of the Lichen Institute.
"""


def test_a_namesake_is_new_only_with_a_note_and_known_only_by_a_press(
    browser: Browser, live_server: LiveServer
) -> None:
    Person.objects.create(slug="jane-roe", name="Jane Roe")
    with at_the_desk(browser, live_server.url) as page:
        begin(page, NAMESAKE)
        page.locator("#new-forum").click()
        page.locator("#take-all").click()
        question = page.locator("#known .question", has_text="Jane Roe")
        expect(question.get_by_role("button", name="This one Jane Roe")).to_be_visible()
        question.get_by_role("button", name="It is new Jane Roe").click()
        expect(question.get_by_role("alert")).to_contain_text("say in a few words what sets this one apart")
        question.get_by_label("What sets this Jane Roe apart").fill("Of the Lichen Institute")
        question.get_by_role("button", name="It is new Jane Roe").click()
        expect(page.locator("#facts")).to_contain_text("Jane Roe moderator")
        page.get_by_role("button", name="Undo").first.click()
        question.get_by_role("button", name="This one Jane Roe").click()
        saved(page)
        said = Draft.objects.get().document
    assert [one["person"] for one in said["forums"][0]["appearances"]] == ["jane-roe"]
    assert said["definitions"]["persons"] == []


def test_a_forum_whose_name_the_text_does_not_print_is_cited_where_its_date_stands(
    browser: Browser, live_server: LiveServer
) -> None:
    with at_the_desk(browser, live_server.url) as page:
        begin(page, NAMESAKE)
        form = page.locator("#forum form")
        form.get_by_label("Name, as printed").fill("Meeting of the moss growers")
        page.locator("#new-forum").click()
        saved(page)
        said = Draft.objects.get().document
    assert [one["label"] for one in said["definitions"]["forums"]] == ["Meeting of the moss growers"]
    assert [one["paragraphs"] for one in said["forums"][0]["citations"]] == [[2]]
