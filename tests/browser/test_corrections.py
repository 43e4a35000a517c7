"""A reader without scripts reports an error; a curator answers it from the queue; readers see the answer."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from archive.access import signin
from events.models import Correction
from tests import records as make

pytestmark = pytest.mark.django_db(transaction=True)
PHONE = {"width": 360, "height": 740}


@pytest.fixture
def reader(browser: Browser, live_server: LiveServer) -> Iterator[Page]:
    """On a phone, without JavaScript."""
    make.appears(make.person("Li Xiang", slug="li-xiang"), make.forum("Forum", by=make.report("news")))
    context = browser.new_context(base_url=live_server.url, viewport=PHONE, java_script_enabled=False)
    yield context.new_page()
    context.close()


@pytest.fixture
def curator(browser: Browser, live_server: LiveServer) -> Iterator[Page]:
    context = browser.new_context(base_url=live_server.url)
    page = context.new_page()
    wrong: list[str] = []
    page.on("console", lambda message: wrong.append(message.text))
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.goto(signin.link("curator", live_server.url))
    page.get_by_role("button", name="Sign in").click()
    yield page
    context.close()
    assert wrong == []


def test_an_error_is_reported_without_scripts_answered_and_told(reader: Page, curator: Page) -> None:
    reader.goto("/speakers/li-xiang/")
    reader.get_by_role("link", name="Report an error").click()
    expect(reader.locator("form.report-error")).to_contain_text("/speakers/li-xiang/")
    assert reader.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    assert reader.locator(".field.unseen").bounding_box()["width"] <= 1
    reader.get_by_label("What is wrong, and how do you know?").fill("The release spells the name Li Xian.")
    reader.get_by_label("Where can we answer you? (not needed)").fill("anna@example.org")
    reader.get_by_role("button", name="Send").click()
    expect(reader.locator("h1")).to_have_text("Thank you")

    curator.get_by_role("link", name="Corrections", exact=True).click()
    curator.locator("#result_list tbody th a").click()
    expect(curator.locator("#content")).to_contain_text("anna@example.org")
    curator.get_by_label("Answer:").select_option("name")
    curator.get_by_label("Words:").fill("The release spells it so; the name shown is that one now.")
    curator.get_by_role("button", name="Save", exact=True).click()
    expect(curator.locator(".messagelist")).to_contain_text("was changed successfully")
    assert Correction.objects.get().contact == ""

    reader.goto("/speakers/li-xiang/")
    expect(reader.locator("#corrections")).to_contain_text("The release spells it so")
    reader.goto("/corrections/")
    expect(reader.locator(".rows .name")).to_have_text(["Li Xiang"])


def test_two_moments_are_compared_and_one_put_back_by_hand(curator: Page) -> None:
    curator.goto("/admin/people/person/add/")
    for name in ("Li Xiang", "Li Qiang"):
        curator.get_by_label("Name:", exact=True).fill(name)
        curator.get_by_label("Why? (not needed; kept in the history)").fill(f"It is {name}.")
        with curator.expect_navigation():
            curator.get_by_role("button", name="Save and continue editing").click()
    curator.get_by_role("link", name="History").click()
    expect(curator.locator(".why")).to_have_text(["Why: It is Li Qiang.", "Why: It is Li Xiang."])
    curator.get_by_role("button", name="Compare the two moments chosen").click()
    expect(curator.locator("#compared tbody td")).to_have_text(["Li Xiang", "Li Qiang"])
    curator.get_by_role("link", name="Put the record back as it stood then…").click()
    curator.get_by_role("button", name="Put back").click()
    expect(curator.locator(".messagelist")).to_contain_text("It was put back")
    curator.locator(".breadcrumbs a").nth(2).click()
    expect(curator.get_by_label("Name:", exact=True)).to_have_value("Li Xiang")
