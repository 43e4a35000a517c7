"""Pages for everybody: what a machine can check of WCAG 2.2 AA, and a walk by keyboard alone."""

import re
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.small_archive import small_archive

pytestmark = pytest.mark.django_db(transaction=True)

# axe-core 4.14.1, Mozilla Public License 2.0: see the folder.
AXE = (Path(__file__).parent / "axe-core-4.14.1" / "axe.min.js").read_text()
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"]
RUN = """async rules => {
    const found = await axe.run(document, {runOnly: rules, resultTypes: ["violations"]});
    return found.violations.flatMap(one => one.nodes.map(node => [one.id, node.target.join(" "), node.failureSummary]));
}"""
LISTS = ["/forums/", "/sessions/", "/speakers/", "/organizations/", "/places/", "/reports/"]
PAGES = [
    "/",
    *LISTS,
    "/forums/?city=beijing&kind=-summit&year=2016..",
    "/forums/?year=1999&colour=red",
    "/speakers/?appearances=none",
    "/forums/us-china-cleantech-cooperation-forum-2024/",
    "/sessions/us-china-cleantech-cooperation-forum-2024.opening/",
    "/appearances/us-china-cleantech-cooperation-forum-2024.opening.li-xiang-ccpit.moderator/",
    "/speakers/panorea-avdis/",
    "/organizations/cccme/",
    "/places/beijing/",
    "/reports/icet-cleantech-forum-2024/",
    "/agreements/memorandum-chicago-working-group/",
    "/search/?q=li",
    "/search/?q=nothing-at-all",
    "/no/such/page/",
]
SIZES = {"phone": {"width": 390, "height": 844}, "desktop": {"width": 1280, "height": 900}}
FOLDS = "document.querySelectorAll('details').forEach(one => one.open = true)"
FILTERS = "location.hash = 'filters'"


@pytest.fixture
def page(browser: Browser, live_server: LiveServer) -> Iterator[Page]:
    # The policy of the site lets no test's script in; it is held by tests of its own.
    context = browser.new_context(base_url=live_server.url, bypass_csp=True)
    context.add_init_script(AXE)
    yield context.new_page()
    context.close()


def opened(page: Page, address: str) -> Iterator[str]:
    """The ways a page stands open: all its folds, and on a phone the filters."""
    page.goto(address)
    page.evaluate(FOLDS)
    yield address
    if page.locator("a.open").is_visible():
        page.evaluate(FILTERS)
        yield f"{address}#filters"


@pytest.mark.parametrize(("scheme", "size"), list(product(("light", "dark"), SIZES)))
def test_no_page_breaks_a_rule_that_a_machine_can_check(page: Page, scheme: Any, size: str) -> None:
    call_command("load_reports", settings.FIXTURES, verbosity=0)
    page.set_viewport_size(SIZES[size])
    page.emulate_media(color_scheme=scheme)
    found = [(state, *one) for address in PAGES for state in opened(page, address) for one in page.evaluate(RUN, RULES)]
    assert found == []


def test_pages_fit_the_narrowest_screen(page: Page) -> None:
    call_command("load_reports", settings.FIXTURES, verbosity=0)
    page.set_viewport_size({"width": 320, "height": 600})
    width = "document.documentElement.scrollWidth"
    wide = [state for address in PAGES for state in opened(page, address) if page.evaluate(width) > 320]
    assert wide == []


def press_to(page: Page, selector: str, key: str = "Tab", most: int = 200) -> None:
    """Press a key until the focus is on what is looked for; wherever it is on the way, it is seen."""
    for _ in range(most):
        page.keyboard.press(key)
        assert page.evaluate("""() => {
            const style = getComputedStyle(document.activeElement);
            return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
        }"""), page.evaluate("document.activeElement.outerHTML")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"{selector} is not reached")


def test_a_walk_by_keyboard_from_filter_to_result_to_record_and_back(page: Page) -> None:
    small_archive()
    page.set_viewport_size(SIZES["desktop"])
    page.goto("/forums/")
    press_to(page, "[id='city-shanghai']")
    page.keyboard.press("Enter")
    expect(page.locator("#status")).to_have_text("2 forums")
    expect(page.locator("#city-shanghai")).to_be_focused()
    press_to(page, "#kind-not-forum")
    page.keyboard.press("Enter")
    expect(page.locator("#status")).to_have_text("1 forum")
    press_to(page, ".rows .name a")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Turn of the Year Mission")
    page.go_back()  # a browser without a window hears no Alt+Left
    expect(page).to_have_url(re.compile(r"/forums/\?city=shanghai&kind=-forum$"))
    expect(page.locator("#count")).to_have_text("1 forum")
    press_to(page, ".clear")
    page.keyboard.press("Enter")
    expect(page.locator("#count")).to_have_text("5 forums")
