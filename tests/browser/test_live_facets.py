"""Choices that apply at once: where the reader is stays as it was."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from tests import records as make
from tests.small_archive import small_archive

pytestmark = pytest.mark.django_db(transaction=True)
ABORTED = re.compile("htmx:|.*ERR_FAILED")


@pytest.fixture
def page(browser: Browser, live_server: LiveServer) -> Iterator[Page]:
    small_archive()
    context = browser.new_context(base_url=live_server.url, viewport={"width": 1280, "height": 500})
    page = context.new_page()
    wrong: list[str] = []
    page.on("console", lambda message: wrong.append(message.text) if not ABORTED.match(message.text) else None)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    yield page
    context.close()
    assert wrong == []


def stay(page: Page) -> None:
    """Mark the document: a page loaded anew has no mark."""
    page.evaluate("window.stayed = true")


def stayed(page: Page) -> bool:
    return bool(page.evaluate("window.stayed === true"))


def test_a_choice_applies_at_once_and_keeps_focus_scroll_and_folds(page: Page) -> None:
    page.goto("/forums/")
    stay(page)
    page.locator("#about-filters summary").click()
    chosen = page.locator("[id='city-shanghai']")
    chosen.focus()
    above = page.evaluate("scrollY")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/forums/\?city=shanghai$"))
    expect(page.locator("#status")).to_have_text("2 forums")
    expect(page.locator("#count")).to_have_text("2 forums")
    expect(chosen).to_be_focused()
    assert (stayed(page), page.evaluate("scrollY"), above > 0) == (True, above, True)
    expect(page.locator("#about-filters")).to_have_attribute("open", "")
    page.keyboard.press("Enter")
    expect(page.locator("#status")).to_have_text("5 forums")
    expect(page).to_have_url(re.compile(r"/forums/$"))
    expect(chosen).to_be_focused()


def test_back_and_forward_show_what_the_address_says(page: Page) -> None:
    page.goto("/forums/")
    stay(page)
    page.locator("#kind-forum").click()
    expect(page.locator("#status")).to_have_text("2 forums")
    page.locator("[id='city-not-beijing']").click()
    expect(page.locator("#status")).to_have_text("1 forum")
    page.go_back()
    expect(page.locator("#count")).to_have_text("2 forums")
    page.go_back()
    expect(page.locator("#count")).to_have_text("5 forums")
    expect(page).to_have_url(re.compile(r"/forums/$"))
    page.go_forward()
    expect(page.locator("#count")).to_have_text("2 forums")
    expect(page.locator("#status")).to_have_text("2 forums")
    expect(page).to_have_url(re.compile(r"/forums/\?kind=forum$"))
    assert stayed(page)


def test_back_from_a_record_finds_the_list_as_it_was(page: Page) -> None:
    page.goto("/forums/")
    page.locator("#kind-forum").click()
    expect(page.locator("#status")).to_have_text("2 forums")
    page.locator(".rows a").first.click()
    expect(page.locator("#list")).to_have_count(0)
    page.go_back()
    expect(page.locator("#count")).to_have_text("2 forums")
    expect(page).to_have_url(re.compile(r"/forums/\?kind=forum$"))
    page.go_back()
    expect(page.locator("#count")).to_have_text("5 forums")


def test_a_choice_taken_back_leaves_the_focus_on_the_count(page: Page) -> None:
    page.goto("/forums/?kind=forum&city=beijing")
    page.locator(".pill").first.click()
    expect(page.locator("#status")).to_have_text("2 forums")
    expect(page.locator("#count")).to_be_focused()


def test_a_bar_of_the_chart_chooses_its_year(page: Page) -> None:
    page.goto("/forums/")
    stay(page)
    page.locator("#bar-2024").focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"\?year=2024$"))
    expect(page.locator("#status")).to_have_text("2 forums")
    expect(page.locator("#bar-2024")).to_be_focused()
    assert stayed(page)


def test_a_span_of_years_is_typed_and_typed_over(page: Page) -> None:
    page.goto("/forums/")
    page.locator("#from").fill("2024")
    page.locator("#choose-span").click()
    expect(page).to_have_url(re.compile(r"\?year=2024\.\.$"))
    expect(page.locator("#choose-span")).to_be_focused()
    page.locator("#to").fill("2024")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"\?year=2024\.\.2024$"))
    page.locator("#from").fill("")
    page.locator("#to").fill("")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/forums/$"))


def test_the_field_of_a_long_facet_leaves_the_values_with_its_words(page: Page) -> None:
    forum = make.forum("Harbour Day", by=make.report())
    for number in range(30):
        make.involved(make.organization(f"Firm {number:02}"), forum, by=make.report())
    page.goto("/forums/")
    facet = page.locator(".facet", has=page.locator("#facet-organization"))
    expect(facet.get_by_role("button", name="Find")).to_be_hidden()
    page.locator("#find-organization").press_sequentially("firm 2")
    shown = facet.locator("li").filter(visible=True).locator(".name")
    expect(shown).to_have_text([f"Firm {number}" for number in range(20, 30)])
    page.locator("#find-organization").fill("nobody")
    expect(facet.get_by_text("No value has these words.")).to_be_visible()
    page.locator("#find-organization").fill("firm 29")
    page.locator("#organization-firm-29").click()
    expect(page.locator("#status")).to_have_text("1 forum")
    expect(page.locator("#organization-firm-29")).to_be_focused()


def test_filters_stay_open_on_a_phone_until_they_are_closed(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto("/forums/")
    filters = page.locator("#filters")
    page.get_by_role("link", name="Filter", exact=True).click()
    page.locator("#kind-forum").click()
    expect(page.locator("#status")).to_have_text("2 forums")
    page.locator("#city-beijing").click()
    expect(page.locator("#status")).to_have_text("1 forum")
    expect(filters).to_be_visible()
    expect(page.locator("#city-beijing")).to_be_focused()
    page.get_by_role("link", name="Show the list").click()
    expect(filters).to_be_hidden()


def test_a_choice_that_fails_ends_on_a_page_of_its_own(page: Page) -> None:
    page.goto("/forums/")
    stay(page)
    page.route("**/forums/?kind=forum", lambda route: route.abort(), times=1)
    page.locator("#kind-forum").click()
    expect(page.locator("#count")).to_have_text("2 forums")
    assert not stayed(page)


def test_nothing_moves_when_a_choice_applies(page: Page) -> None:
    page.goto("/forums/")
    page.evaluate(
        "new PerformanceObserver(list => { for (const one of list.getEntries())"
        " if (!one.hadRecentInput) window.shifted = (window.shifted || 0) + one.value })"
        ".observe({type: 'layout-shift', buffered: true})"
    )
    page.locator("#kind-forum").scroll_into_view_if_needed()
    before = page.locator("#filters").bounding_box()
    page.locator("#kind-forum").click()
    expect(page.locator("#status")).to_have_text("2 forums")
    after = page.locator("#filters").bounding_box()
    assert before and after and (before["x"], before["y"], before["width"]) == (after["x"], after["y"], after["width"])
    assert page.evaluate("window.shifted || 0") == 0


def test_the_other_language_and_the_data_follow_the_choices(page: Page) -> None:
    page.goto("/zh-hans/forums/?kind=forum")
    stay(page)
    language, data = page.locator("a.language"), page.get_by_role("link", name="JSON", exact=True)
    page.locator("[id='city-shanghai']").click()
    expect(page).to_have_url(re.compile("city=shanghai"))
    expect(language).to_have_attribute("href", re.compile(r"^[^?]*/forums/\?city=shanghai&kind=forum$"))
    expect(data).to_have_attribute("href", re.compile(r"/zh-hans/forums/\?city=shanghai&kind=forum&format=json$"))
    page.go_back()
    expect(language).to_have_attribute("href", re.compile(r"^[^?]*/forums/\?kind=forum$"))
    assert stayed(page)
    language.click()
    expect(page).to_have_url(re.compile(r"[^s]/forums/\?kind=forum$"))
