"""A curator at a browser: signed in, with every press on key or button counted."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, expect

TEXTS = Path(__file__).parent / "desk"
LAPTOP = {"width": 1280, "height": 720}
TABLET = {"width": 820, "height": 1180}
PASSWORD = "tide-table-1923"
# Kept in the tab, so that pages which follow each other count on.
COUNT = """
    const count = () => (sessionStorage.presses = Number(sessionStorage.presses ?? 0) + 1);
    for (const happening of ["keydown", "pointerdown"]) addEventListener(happening, count, true);
"""


def curator(name: str = "curator") -> User:
    return User.objects.filter(username=name).first() or User.objects.create_superuser(name, password=PASSWORD)


def sign_in(context: BrowserContext, address: str, user: User) -> None:
    client = Client()
    client.force_login(user)
    value = client.cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": address}])


@contextmanager
def at_the_desk(browser: Browser, address: str, user: User | None = None, **options: Any) -> Iterator[Page]:
    """A page of a signed-in curator; errors of its scripts fail the test."""
    context = browser.new_context(base_url=address, **{"viewport": LAPTOP, **options})
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    context.add_init_script(COUNT)
    sign_in(context, address, user or curator())
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    try:
        yield page
    finally:
        context.close()
    assert errors == []


def presses(page: Page) -> int:
    return int(page.evaluate("Number(sessionStorage.presses ?? 0)"))


def paste(page: Page, text: str) -> None:
    page.evaluate("text => navigator.clipboard.writeText(text)", text)
    page.keyboard.press("Control+v")


def begin(page: Page, text: str) -> None:
    """From the admin's first page to the desk, with a text pasted and its paragraphs accepted."""
    page.goto("/admin/desk/")
    page.locator("textarea").first.click()
    paste(page, text)
    page.get_by_role("button", name="Begin").click()
    page.get_by_role("button", name="These are the paragraphs").click()
    expect(page.locator("#text mark").first).to_be_visible()


def status(page: Page) -> Any:
    return page.locator(".bar .status")


def saved(page: Page) -> None:
    expect(page.locator(".bar .status.saved")).to_be_visible()


def open_fact(page: Page, name: str) -> Any:
    """Open the line of a fact; gives the item that holds its fields."""
    item = page.locator("li.fact", has=page.locator(".line .head", has_text=name))
    item.locator(".line .open").click()
    return item
