"""The desk for everybody: no rule of WCAG 2.2 AA broken that a machine can check, on a laptop and on a tablet; a whole
report entered by keyboard alone; in Chinese too."""

from collections.abc import Iterator
from itertools import product
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from events.models import Appearance
from tests.browser.curators import LAPTOP, TABLET, at_the_desk, begin, saved
from tests.browser.test_accessible import AXE, RULES, RUN

pytestmark = pytest.mark.django_db(transaction=True)

TEXT = """Kelp Farming Seminar brings growers to Oban
The Kelp Farming Seminar 2021 was held in Oban on 7 June 2021. It was hosted by the Argyll Seaweed Council.

Opening Session

The session was moderated by Ailsa Drummond, Director of the Argyll Seaweed Council.
Opening remarks were delivered by Li Xiang, Deputy Director of the Oban Marine College.
"""
SIZES = {"laptop": LAPTOP, "tablet": TABLET}


def states(page: Page) -> Iterator[str]:
    """The desk as it stands at each step of a report, with all that opens opened."""
    begin(page, TEXT)
    yield "which forum"
    show(page, "Draft")
    page.locator("#new-forum").click()
    show(page, "Text")
    page.locator("#take-all").click()
    yield "taken"
    page.locator("#text").focus()
    page.keyboard.press("n")
    yield "at a suggestion"
    show(page, "Draft")
    expect(page.locator("#known .candidate").first).to_be_visible()
    page.locator("#facts .line .open").last.click()
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    yield "known or new, and an open fact"
    show(page, "Text")
    page.locator("#text").focus()
    page.keyboard.press("Control+a")
    yield "words selected"
    for key, name in (("r", "A list of people"), ("?", "Keys"), ("P", "Publish…")):
        page.keyboard.press(key)
        dialog = page.get_by_role("dialog", name=name)
        expect(dialog).to_be_visible()
        expect(dialog).not_to_contain_text("Looking…")
        yield name
        page.keyboard.press("Escape")


def show(page: Page, pane: str) -> None:
    button = page.get_by_role("group", name="Text or draft").get_by_role("button", name=pane)
    if button.is_visible():
        button.click()


@pytest.mark.parametrize(("scheme", "size"), list(product(("light", "dark"), SIZES)))
def test_no_state_of_the_desk_breaks_a_rule_that_a_machine_can_check(
    browser: Browser, live_server: LiveServer, scheme: Any, size: str
) -> None:
    call_command("load_reports", settings.FIXTURES, verbosity=0)
    with at_the_desk(browser, live_server.url, bypass_csp=True, color_scheme=scheme, viewport=SIZES[size]) as page:
        page.context.add_init_script(AXE)
        found = [(state, *one) for state in states(page) for one in page.evaluate(RUN, RULES)]
    assert found == []


@pytest.mark.parametrize("size", SIZES)
def test_the_desk_fits_its_window(browser: Browser, live_server: LiveServer, size: str) -> None:
    with at_the_desk(browser, live_server.url, viewport=SIZES[size]) as page:
        wide = "document.documentElement.scrollWidth - innerWidth + document.documentElement.scrollHeight - innerHeight"
        assert [(state, page.evaluate(wide)) for state in states_without_known(page)] == [
            ("which forum", 0),
            ("taken", 0),
        ]


def states_without_known(page: Page) -> Iterator[str]:
    every = states(page)
    yield next(every)
    yield next(every)


SMALL = """[...document.querySelectorAll("#desk :is(button, select, input)")]
    .filter(one => one.checkVisibility() && one.getBoundingClientRect().height < (one.type === "checkbox" ? 20 : 36))
    .map(one => one.outerHTML)"""


def test_fingers_find_every_control_on_a_tablet(browser: Browser, live_server: LiveServer) -> None:
    with at_the_desk(browser, live_server.url, viewport=TABLET, has_touch=True, is_mobile=True) as page:
        for state in states_without_known(page):
            assert (state, page.evaluate(SMALL)) == (state, [])
        show(page, "Draft")
        expect(page.locator("#facts")).to_be_visible()
        assert page.evaluate(SMALL) == []


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def tab_to(page: Page, selector: str, most: int = 80) -> None:
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"{selector} is not reached")


def test_a_report_is_entered_by_keyboard_alone(browser: Browser, live_server: LiveServer) -> None:
    with at_the_desk(browser, live_server.url) as page:
        begin(page, TEXT)
        press(page, "w")
        tab_to(page, "#new-forum")
        press(page, "Enter")
        expect(page.locator("#forum .chosen")).to_be_visible()
        expect(page.locator("#forum")).to_be_focused()
        press(page, "t", "?")
        expect(page.get_by_role("dialog", name="Keys")).to_be_visible()
        press(page, "Escape")
        expect(page.locator("#text")).to_be_focused()
        press(page, "n")
        while "waiting" in (page.locator("#text mark.at").get_attribute("class") or ""):
            press(page, "Enter")
        expect(page.locator("#facts")).to_contain_text("Ailsa Drummond")
        expect(page.locator("#all-new")).to_be_visible()
        press(page, "k")
        tab_to(page, "#all-new")
        press(page, "Enter")
        expect(page.locator("#known")).to_contain_text("Every name is decided.")
        expect(page.locator("#known")).to_be_focused()
        saved(page)
        press(page, "P")
        expect(page.locator("#publish-now")).to_be_enabled()
        tab_to(page, "#publish-now")
        press(page, "Enter")
        expect(page.locator("#published-page")).to_be_visible()
        tab_to(page, "#published-page")
        press(page, "Enter")
        page.wait_for_url("**/reports/**")
    said = Appearance.objects.values_list("session__key", "person__name", "role")
    assert sorted(said) == [("opening", "Ailsa Drummond", "moderator"), ("opening", "Li Xiang", "opening-remarks")]


def test_after_taking_all_people_one_goes_on_in_the_text(browser: Browser, live_server: LiveServer) -> None:
    with at_the_desk(browser, live_server.url) as page:
        begin(page, TEXT)
        page.locator("#new-forum").click()
        page.locator("#take-all").focus()
        press(page, "Enter")
        expect(page.locator("#facts")).to_contain_text("Ailsa Drummond")
        expect(page.locator("#text")).to_be_focused()


def test_words_are_selected_and_named_by_keyboard(browser: Browser, live_server: LiveServer) -> None:
    with at_the_desk(browser, live_server.url) as page:
        begin(page, "Report\nMs Ro of Glen spoke at the Moss Talks in Oban.\n")
        page.locator("#forum").get_by_label("Name, as printed").fill("Moss Talks")
        page.locator("#new-forum").click()
        page.locator('[data-paragraph="2"]').click(position={"x": 1, "y": 8})
        press(page, "Home", *["Shift+ArrowRight"] * 5, "1")
        expect(page.locator("#facts")).to_contain_text("Ms Ro")
        press(page, *["ArrowRight"] * 4, *["Shift+ArrowRight"] * 4, "4")
        expect(page.locator("#facts")).to_contain_text("Ms Ro speaker · Glen")


def test_the_desk_speaks_chinese(browser: Browser, live_server: LiveServer) -> None:
    with at_the_desk(browser, live_server.url) as page:
        begin(page, TEXT)
        page.goto("/zh-hans" + page.url.removeprefix(live_server.url))
        expect(page.locator("html")).to_have_attribute("lang", "zh-hans")
        expect(page.locator("#text mark").first).to_be_visible()
        labels = page.evaluate("JSON.parse(document.getElementById('desk-data').textContent).labels")
        assert labels["missing_bodies_many"].count("{many}") == 1
