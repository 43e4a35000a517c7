"""Changing the language in a real browser."""

import pytest
from playwright.sync_api import Browser, expect
from pytest_django.live_server_helper import LiveServer

from tests.small_archive import small_archive

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_chinese_browser_begins_in_chinese_and_may_stay_in_english(browser: Browser, live_server: LiveServer) -> None:
    small_archive()
    context = browser.new_context(base_url=live_server.url, locale="zh-CN", java_script_enabled=False)
    page = context.new_page()
    page.goto("/")
    expect(page).to_have_url(f"{live_server.url}/zh-hans/")
    page.get_by_role("link", name="English", exact=True).click()
    expect(page).to_have_url(f"{live_server.url}/en/")
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Forums").click()
    page.get_by_role("link", name="Rostrum").click()
    expect(page).to_have_url(f"{live_server.url}/en/")
    assert context.cookies() == []
    context.close()


def test_the_switch_keeps_the_page_and_its_choices(browser: Browser, live_server: LiveServer) -> None:
    small_archive()
    context = browser.new_context(base_url=live_server.url)
    page = context.new_page()
    page.goto("/forums/?year=2024&kind=forum")
    page.get_by_role("link", name="简体中文").click()
    expect(page).to_have_url(f"{live_server.url}/zh-hans/forums/?year=2024&kind=forum")
    expect(page.locator("html")).to_have_attribute("lang", "zh-Hans")
    expect(page.get_by_role("heading", level=1)).to_have_text("论坛")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="跳至正文")).to_be_focused()
    context.close()
