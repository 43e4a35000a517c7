"""The desk's plain pages for everybody: no rule of WCAG 2.2 AA broken that a machine can check; they fit a phone."""

from itertools import product
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Browser, expect
from pytest_django.live_server_helper import LiveServer

from events.models import Draft
from tests.browser.curators import at_the_desk, curator
from tests.browser.test_accessible import AXE, RULES, RUN, SIZES
from tests.events.desk.test_publishing import a_draft, published
from tests.events.desk.test_texts import WRAPPED

pytestmark = pytest.mark.django_db(transaction=True)

TOO_WIDE = "document.documentElement.scrollWidth > document.documentElement.clientWidth"


def addresses() -> list[str]:
    """Every plain page, with something on it."""
    done = published(a_draft())
    pasted = Draft.objects.create(text=WRAPPED, file="pasted.txt", owner=curator())
    of = {"text": (done, pasted), "discard": (done,)}
    return [
        reverse("desk:drafts"),
        *(reverse(f"desk:{name}", args=[one.pk]) for name, some in of.items() for one in some),
    ]


@pytest.mark.parametrize(("scheme", "size"), list(product(("light", "dark"), SIZES)))
def test_no_plain_page_breaks_a_rule_that_a_machine_can_check(
    browser: Browser, live_server: LiveServer, scheme: Any, size: str
) -> None:
    found = []
    options = {"bypass_csp": True, "viewport": SIZES[size], "color_scheme": scheme}
    with at_the_desk(browser, live_server.url, **options) as page:
        page.add_init_script(AXE)
        for address in addresses():
            page.goto(address)
            found += [(address, *one) for one in page.evaluate(RUN, RULES)]
            found += [(address, "too wide")] if page.evaluate(TOO_WIDE) else []
        page.goto(reverse("desk:drafts"))
        page.get_by_label("Paste the text").fill("One paragraph.\n")
        page.get_by_role("button", name="Begin").click()
        page.get_by_role("button", name="Look again").click()
        expect(page.get_by_role("heading", name="What the citations find")).to_be_visible()
        found += [("looked again", *one) for one in page.evaluate(RUN, RULES)]
    assert found == []


def test_pages_are_told_in_chinese_too(client: Client) -> None:
    client.force_login(curator())
    assert client.get("/zh-hans/admin/desk/").headers["Content-Language"] == "zh-Hans"


@pytest.mark.parametrize("width", [390, 820])
def test_a_text_has_room_to_be_looked_at_on_a_small_screen(
    browser: Browser, live_server: LiveServer, width: int
) -> None:
    pasted = Draft.objects.create(text=WRAPPED, file="pasted.txt", owner=curator())
    with at_the_desk(browser, live_server.url, viewport={"width": width, "height": 1000}) as page:
        page.goto(reverse("desk:text", args=[pasted.pk]))
        box = page.get_by_label("The paragraphs, one a line").bounding_box()
    assert box
    assert box["height"] > 400
