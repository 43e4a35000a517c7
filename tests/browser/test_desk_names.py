"""New records at the desk: how a Chinese name is read is proposed, never said unasked; addresses can be changed."""

from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from events.models import Draft
from tests.browser.curators import at_the_desk, begin, saved

pytestmark = pytest.mark.django_db(transaction=True)

CHINESE = """湿地研讨会在青岛举行

2022年5月3日，湿地研讨会在青岛举行。青岛湿地研究院院长欧阳明华主持会议。
"""
ENGLISH = """Moss growers meet in Glasgow

The Moss Growing Forum 2022 was held in Glasgow on 4 May 2022. The forum was moderated by Jane Roe.
"""


def definitions(kind: str) -> list[dict[str, Any]]:
    return [{name: value for name, value in one.items() if name != "key"} for one in _draft()["definitions"][kind]]


def _draft() -> Any:
    return Draft.objects.get().document


def record(page: Page, name: str) -> Any:
    """The person is taken and called new; the form of the new record."""
    page.locator("#new-forum").click()
    page.locator("#take-all").click()
    page.locator("#known .question", has_text=name).get_by_role("button", name="It is new").click()
    page.locator("#known details.made > summary").click()
    found = page.locator("#known .made li", has_text=name).first
    found.locator("summary").first.click()
    return found


def test_the_reading_of_a_chinese_name_is_proposed_and_said_only_once_confirmed(
    browser: Browser, live_server: LiveServer
) -> None:
    with at_the_desk(browser, live_server.url) as page:
        begin(page, CHINESE)
        found = record(page, "欧阳明华")
        saved(page)
        assert definitions("persons") == [{"slug": "ouyang-minghua", "name": "欧阳明华"}]
        expect(found.locator(".proposal")).to_contain_text(
            "Proposed, not yet said: family name 欧阳, given name 明华, in pinyin Ouyang Minghua."
        )
        found.get_by_role("button", name="Confirm").click()
        expect(found.locator(".proposal")).to_have_count(0)
        saved(page)
    (person,) = definitions("persons")
    assert (person["slug"], person["family"], person["given"]) == ("ouyang-minghua", "欧阳", "明华")
    assert [(one["text"], one["kind"]) for one in person["names"]] == [("Ouyang Minghua", "pinyin")]


def test_of_a_western_name_nothing_is_proposed_and_its_address_can_be_changed(
    browser: Browser, live_server: LiveServer
) -> None:
    with at_the_desk(browser, live_server.url) as page:
        begin(page, ENGLISH)
        found = record(page, "Jane Roe")
        expect(found.locator(".proposal")).to_have_count(0)
        found.get_by_label("Address (slug)").fill("Jane Roe of Glasgow")
        page.keyboard.press("Tab")
        expect(found.get_by_label("Address (slug)")).to_have_value("jane-roe-of-glasgow")
        found.get_by_role("button", name="Decide again").click()
        page.locator("#known .question", has_text="Jane Roe").get_by_role("button", name="It is new").click()
        saved(page)
    assert definitions("persons") == [{"slug": "jane-roe-of-glasgow", "name": "Jane Roe"}]
    assert [one["person"] for one in _draft()["forums"][0]["appearances"]] == ["jane-roe-of-glasgow"]
