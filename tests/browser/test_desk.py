"""The desk in a real browser: from a pasted text to published pages, by mouse and by keyboard alone."""

import sys

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from events.models import Report
from events.reportfile.stored import stored
from events.reportfile.writing import minimal, write
from tests.browser.curators import TEXTS, at_the_desk, begin, open_fact, presses

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


def enter_by_mouse(page: Page) -> None:
    begin(page, NEWS)
    page.locator("#new-forum").click()
    for _ in range(4):
        page.locator("mark.session.waiting").first.click()
    page.locator("#take-all").click()
    for mark in ("mark.organization.waiting", "mark.organization.waiting", "mark.figure.waiting"):
        page.locator(mark).first.click()
    mend(page, "Oluwaseun Adeyemi", "Director of Networks", "Lagos Power Authority")
    mend(page, "Giuseppe Marchetti", "Head of Underwriting", "Concordia Marine Insurance")
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
