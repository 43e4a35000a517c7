"""Every page in a real browser: nothing fails, nothing is said on the console, nothing is wider than a phone."""

from collections import deque
from collections.abc import Iterator
from urllib.parse import urldefrag, urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.small_archive import small_archive

pytestmark = pytest.mark.django_db(transaction=True)

LISTS = ("/forums/", "/sessions/", "/speakers/", "/organizations/", "/places/", "/reports/")
FACET_LINKS = 4
# A link in a chart has an object for its href.
LINKS = "links => links.map(link => new URL(link.getAttribute('href'), document.baseURI).href)"
PHONE = {"width": 360, "height": 740}


@pytest.fixture
def phone(browser: Browser, live_server: LiveServer) -> Iterator[Page]:
    small_archive()
    context = browser.new_context(viewport=PHONE, base_url=live_server.url)
    yield context.new_page()
    context.close()


def links(page: Page) -> list[str]:
    """Where the page's links lead on this site, without fragments."""
    found = page.eval_on_selector_all("a[href]", LINKS)
    here = urlsplit(page.url).netloc
    return [urldefrag(link)[0] for link in found if urlsplit(link).netloc == here]


def wanted(address: str) -> bool:
    """Records, lists, and JSON; facets are a maze, of which a few links are tried apart."""
    parts = urlsplit(address)
    return not parts.path.startswith(("/admin/", "/static/")) and not parts.query


def test_every_page_reachable_from_the_first_works_on_a_phone(phone: Page) -> None:
    said, failed, seen = [], [], set()
    phone.on("console", lambda message: said.append(f"{phone.url}: {message.text}"))
    phone.on("pageerror", lambda error: said.append(f"{phone.url}: {error}"))
    phone.on("requestfailed", lambda request: failed.append(request.url))
    phone.on("response", lambda response: failed.append(response.url) if response.status >= 400 else None)
    queue = deque(["/"])
    while queue:
        address = queue.popleft()
        phone.goto(address)
        width = phone.evaluate("document.documentElement.scrollWidth")
        assert width <= PHONE["width"], f"{address} scrolls sideways: {width}"
        found = links(phone)
        tried = [link for link in found if wanted(link)]
        if urlsplit(phone.url).path in LISTS and not urlsplit(phone.url).query:
            tried += [link for link in found if urlsplit(link).query][:FACET_LINKS]
        queue.extend(link for link in dict.fromkeys(tried) if link not in seen)
        seen.update(tried)
    assert (said, failed) == ([], [])
    assert {urlsplit(link).path for link in seen} > set(LISTS)


def test_filters_open_on_a_phone_without_a_script(browser: Browser, live_server: LiveServer) -> None:
    small_archive()
    context = browser.new_context(viewport=PHONE, base_url=live_server.url, java_script_enabled=False)
    page = context.new_page()
    page.goto("/forums/")
    expect(page.locator("#filters")).to_be_hidden()
    page.get_by_role("link", name="Filter", exact=True).click()
    page.locator("#filters").get_by_role("link", name="Beijing", exact=False).first.click()
    expect(page).to_have_url(f"{live_server.url}/forums/?city=beijing")
    expect(page.get_by_role("heading", level=2, name="1 forum")).to_be_visible()
    page.get_by_role("link", name="Clear all").click()
    expect(page.get_by_role("heading", level=2, name="5 forums")).to_be_visible()
    context.close()


def test_the_keyboard_leads_past_the_header_to_the_content(browser: Browser, live_server: LiveServer) -> None:
    context = browser.new_context(base_url=live_server.url)
    page = context.new_page()
    page.goto("/forums/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()
    context.close()
