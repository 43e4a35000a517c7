"""Words that a curator selects with the mouse, and what becomes of them."""

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.browser.curators import at_the_desk, begin

pytestmark = pytest.mark.django_db(transaction=True)

LINES = [f"- Ada Moss{letter}, Director of Glen{letter} Bank" for letter in "abcdefghijkl"]
OPENING = (
    "OBAN, 4 May 2023 - The Moss Talks were held in Oban on 2 May 2023."
    " Ivo Reed, Mayor of Oban, gave a speech and thanked all who had come."
)
TEXT = "\n\n".join(
    [
        OPENING,
        "In the morning, Peat and Water. The speakers were:",
        *LINES,
        "In the evening, Bog and Bank. Una Firth, Director of Loch Trust, spoke.",
    ]
)
# From the middle of the first letter to the middle of the last, so that the caret lands outside of both.
ENDS = """words => {
    const walk = document.createTreeWalker(document.getElementById("text"), NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) {
        const start = walk.currentNode.data.indexOf(words);
        if (start < 0) continue;
        const range = document.createRange();
        range.setStart(walk.currentNode, start);
        range.setEnd(walk.currentNode, start + words.length);
        walk.currentNode.parentElement.scrollIntoView({ block: "center" });
        const { left, right, top, height } = range.getBoundingClientRect();
        return [left + 1, right - 1, top + height / 2];
    }
}"""


def drag(page: Page, words: str) -> None:
    before, ends = None, page.evaluate(ENDS, words)
    while ends != before:  # until it is scrolled there
        page.wait_for_timeout(100)
        before, ends = ends, page.evaluate(ENDS, words)
    left, right, height = ends
    page.mouse.move(left, height)
    page.mouse.down()
    page.mouse.move((left + right) / 2, height)
    page.wait_for_timeout(100)  # a hand is slower than a frame
    page.mouse.move(right, height)
    page.mouse.up()
    expect(page.locator(".selection q")).to_have_text(words)


def press(page: Page, meaning: str) -> None:
    page.locator(".selection").get_by_role("button", name=meaning).click()
    expect(page.locator(".selection q")).to_have_count(0)


def at_a_forum(page: Page) -> None:
    begin(page, TEXT)
    page.locator("#forum").get_by_label("Name, as printed").fill("Moss Talks")
    page.locator("#new-forum").click()


def test_the_text_stands_still_under_the_mouse_that_selects_in_it(browser: Browser, live_server: LiveServer) -> None:
    with at_the_desk(browser, live_server.url) as page:
        at_a_forum(page)
        drag(page, "Bog and Bank")


def test_the_day_of_publication_is_told_and_ticked_in_the_text(browser: Browser, live_server: LiveServer) -> None:
    with at_the_desk(browser, live_server.url) as page:
        at_a_forum(page)
        drag(page, "4 May 2023")
        press(page, "Date of publication")
        expect(page.locator(".told")).to_contain_text("“4 May 2023” is the day the report was published")
        expect(page.locator("mark.date.used").first).to_have_text("4 May 2023")


def test_a_press_on_the_day_of_a_dateline_makes_it_the_day_of_publication(
    browser: Browser, live_server: LiveServer
) -> None:
    with at_the_desk(browser, live_server.url) as page:
        at_a_forum(page)
        expect(page.locator("mark.date.used")).to_have_text(["2 May 2023"])  # of the forum
        page.locator("mark.date").first.click()
        expect(page.locator(".told")).to_contain_text("“4 May 2023” is the day the report was published")
        expect(page.locator("mark.date.used")).to_have_text(["4 May 2023", "2 May 2023"])


def test_a_session_takes_the_people_that_stand_below_its_heading(browser: Browser, live_server: LiveServer) -> None:
    with at_the_desk(browser, live_server.url) as page:
        at_a_forum(page)
        page.locator("#take-all").click()
        drag(page, "Bog and Bank")
        press(page, "Session")
        expect(page.locator(".told")).to_contain_text("1 person below it stands in it")
        drag(page, "Peat and Water")
        press(page, "Session")
        expect(page.locator(".told")).to_contain_text("12 people below it stand in it")
