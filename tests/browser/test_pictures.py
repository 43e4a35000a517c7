"""Charts, map and graph in a real browser."""

import pytest
from playwright.sync_api import Browser, expect
from pytest_django.live_server_helper import LiveServer

from orgs.models import Place
from tests.small_archive import small_archive

pytestmark = pytest.mark.django_db(transaction=True)


def test_bars_circles_and_nodes_are_links_to_what_they_count(browser: Browser, live_server: LiveServer) -> None:
    small_archive()
    Place.objects.filter(slug="shanghai").update(latitude="31.22222", longitude="121.45806")
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    page = context.new_page()
    page.goto("/")
    page.get_by_role("link", name="2024: 2", exact=True).click()
    expect(page.get_by_role("heading", level=2, name="2 forums")).to_be_visible()
    page.goto("/")
    page.get_by_role("link", name="Shanghai: 2", exact=True).click()
    expect(page).to_have_url(f"{live_server.url}/forums/?city=shanghai")
    expect(page.get_by_role("heading", level=2, name="2 forums")).to_be_visible()
    page.goto("/speakers/li-xiang-ccpit/co-appearances/")
    page.locator("svg").get_by_role("link", name="Panorea Avdis").click()
    expect(page).to_have_url(f"{live_server.url}/speakers/panorea-avdis/")
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_is_drawn_stands_out_from_the_paper(scheme: str, browser: Browser, live_server: LiveServer) -> None:
    """At least 3:1, by the formula of WCAG 2.2."""
    small_archive()
    context = browser.new_context(base_url=live_server.url, color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto("/speakers/li-xiang-ccpit/co-appearances/")
    drawn = page.evaluate(COLOURS, [(".graph path", "stroke"), (".graph circle", "fill"), (".graph rect", "fill")])
    page.goto("/")
    drawn += page.evaluate(COLOURS, [(".chart rect:not(.room)", "fill")])
    assert [contrast(colour, paper) >= 3 for colour, paper in drawn] == [True] * 4
    context.close()


COLOURS = """wanted => wanted.map(([selector, property]) => [
    getComputedStyle(document.querySelector(selector))[property], getComputedStyle(document.body).backgroundColor
].map(colour => colour.match(/\\d+/g).slice(0, 3).map(Number)))"""


def contrast(one: list[int], other: list[int]) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: list[int]) -> float:
    parts = [part / 255 for part in colour]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))
