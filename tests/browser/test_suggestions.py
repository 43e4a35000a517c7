"""Suggestions in a real browser: shown as one types, walked by the keys of the combobox pattern, never in the way."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.small_archive import small_archive

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def page(browser: Browser, live_server: LiveServer) -> Iterator[Page]:
    small_archive()
    context = browser.new_context(base_url=live_server.url)
    yield context.new_page()
    context.close()


def test_suggestions_are_walked_with_the_arrow_keys_and_opened_with_enter(page: Page) -> None:
    page.goto("/")
    box = page.get_by_role("combobox", name="Search for anything")
    expect(box).to_have_attribute("aria-expanded", "false")
    box.press_sequentially("ccpit")
    options = page.get_by_role("option")
    expect(options).to_have_count(2)
    expect(box).to_have_attribute("aria-expanded", "true")
    expect(page.get_by_role("group", name="Organizations").get_by_role("option")).to_have_count(2)
    expect(page.locator("form.find [role=status]")).to_have_text("2 suggestions; choose with the arrow keys")
    box.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    expect(box).to_have_attribute("aria-activedescendant", options.first.get_attribute("id") or "no id")
    box.press("ArrowUp")
    expect(options.last).to_have_attribute("aria-selected", "true")
    box.press("ArrowDown")
    box.press("Enter")
    page.wait_for_url("**/organizations/ccpit/")


def test_escape_closes_the_list_and_keeps_what_was_typed(page: Page) -> None:
    page.goto("/")
    box = page.locator("#find")
    box.press_sequentially("ccpit")
    expect(page.get_by_role("listbox")).to_be_visible()
    box.press("Escape")
    expect(page.get_by_role("listbox")).to_be_hidden()
    expect(box).to_have_attribute("aria-expanded", "false")
    expect(box).to_have_value("ccpit")


def test_enter_without_a_choice_asks_for_what_was_typed(page: Page) -> None:
    page.goto("/")
    box = page.locator("#find")
    box.press_sequentially("ccpit")
    expect(page.get_by_role("option")).to_have_count(2)
    box.press("Enter")
    page.wait_for_url("**/search/?q=ccpit")
    expect(page.get_by_role("heading", level=1)).to_have_text("Search")


def test_a_click_opens_a_suggestion_and_leaving_the_box_closes_the_list(page: Page) -> None:
    page.goto("/search/")
    box = page.locator("#words")
    box.press_sequentially("ccpit")
    expect(page.get_by_role("option")).to_have_count(2)
    box.press("Tab")
    expect(page.get_by_role("listbox")).to_be_hidden()
    box.focus()
    box.press("Backspace")
    page.get_by_role("option").first.click()
    page.wait_for_url("**/organizations/ccpit/")


def test_without_a_script_the_box_is_a_form(browser: Browser, live_server: LiveServer) -> None:
    small_archive()
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    page = context.new_page()
    page.goto("/")
    page.get_by_role("searchbox", name="Search for anything").fill("ccpit")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=ccpit")
    expect(page.get_by_role("link", name="China Council for the Promotion of International Trade")).to_be_visible()
    context.close()


def test_suggestions_stand_below_one_another_and_lead_on_in_the_language_of_the_page(page: Page) -> None:
    page.goto("/zh-hans/search/")
    box = page.locator("#words")
    box.press_sequentially("ccpit")
    options = page.get_by_role("option")
    expect(options).to_have_count(2)
    expect(page.locator("form.search [role=status]")).to_have_text("2条建议；用方向键选择")
    places = options.evaluate_all("options => options.map((option) => option.getBoundingClientRect().left)")
    assert places[0] == places[1]
    box.press("ArrowDown")
    box.press("Enter")
    page.wait_for_url("**/zh-hans/organizations/ccpit/")
