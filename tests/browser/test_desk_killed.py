"""The plug is pulled while a curator types: the archive as it is served, killed without a word, and started again.

The tests of this file run in order, at one archive."""

import os
import re
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Response, expect

from tests.browser.curators import LAPTOP, begin, saved, status
from tests.browser.test_desk_saving import LABEL, TEXT, unfold
from tests.served import Site, free_port, ground_of_its_own

PAUSE = 30  # milliseconds from key to key


class Archive:
    """One archive that is killed and started again at the same address."""

    def __init__(self, ground: Path) -> None:
        self.ground, self.port = ground, free_port()
        self.site = Site(ground, self.port).wait_for("once:\n").wait_for("/sign-in/")

    def start(self) -> None:
        self.site = Site(self.ground, self.port).wait_for("The archive is at")

    def kill_the_database(self) -> None:
        lines = (self.site.cluster.data / "postmaster.pid").read_text().splitlines()
        os.kill(int(lines[0]), signal.SIGKILL)


@pytest.fixture(scope="module")
def archive(browser: Browser) -> Iterator[Archive]:
    with ground_of_its_own() as ground:
        archive = Archive(ground)
        yield archive
        archive.site.kill()
        archive.site.cluster.stop()


@pytest.fixture(scope="module")
def page(browser: Browser, archive: Archive) -> Iterator[Page]:
    """At the desk of a draft that was begun."""
    context = browser.new_context(base_url=archive.site.address, viewport=LAPTOP)
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(archive.site.link)
    page.locator("main button, main input[type=submit]").first.click()
    page.wait_for_url("**/admin/")
    begin(page, TEXT)
    saved(page)
    yield page
    context.close()


def on_the_server(page: Page) -> dict[str, Any]:
    """What a curator at another browser would see."""
    return dict(page.request.get(f"{page.url}draft.json").json()["document"])


def typed(page: Page, words: str) -> None:
    page.keyboard.type(words, delay=PAUSE)


def test_the_page_takes_all_its_scripts_under_names_of_this_version(page: Page) -> None:
    with page.expect_response("**/desk.*.js"):
        page.reload()
    expect(page.locator("#text mark").first).to_be_visible()
    loaded = page.evaluate("performance.getEntriesByType('resource').map(one => new URL(one.name).pathname)")
    scripts = [path for path in loaded if path.startswith(("/static/desk/", "/static/htm-")) and path.endswith(".js")]
    assert len(scripts) > 40
    assert [path for path in scripts if not re.search(r"\.[0-9a-f]{12}\.js$", path)] == []


def test_nothing_is_lost_when_the_server_is_killed_between_two_keys(page: Page, archive: Archive) -> None:
    unfold(page)
    page.get_by_label(LABEL).click()
    typed(page, "The tide was out when the workshop began. ")
    saved(page)
    typed(page, "Two speakers came ")
    archive.site.kill()
    typed(page, "by boat, which the text does not say. ")
    expect(status(page)).to_contain_text("Not saved yet: the server does not answer. Kept in this browser")
    expect(page.get_by_label(LABEL)).to_have_value(re.compile("does not say. $"))
    archive.start()
    typed(page, "All went home dry.")
    saved(page)
    expected = (
        "The tide was out when the workshop began. Two speakers came by boat, which the text does not say. "
        "All went home dry."
    )
    assert on_the_server(page)["report"]["notes"] == [expected]


def test_what_was_acknowledged_is_there_after_server_and_database_were_killed(page: Page, archive: Archive) -> None:
    killed: list[dict[str, Any]] = []

    def kill(response: Response) -> None:
        """The moment that the first save is answered, before the page shows it."""
        if response.request.method == "PUT" and response.ok and not killed:
            archive.kill_the_database()
            archive.site.kill()
            killed.append(response.request.post_data_json)

    page.get_by_label(LABEL).fill("Acknowledged.")
    page.on("response", kill)
    page.wait_for_event("response", lambda response: bool(killed))
    page.evaluate("localStorage.clear()")  # nothing but the server remembers
    address = page.url
    page.goto("about:blank")
    archive.start()
    page.goto(address)
    expect(page.locator("#text mark").first).to_be_visible()
    assert on_the_server(page) == killed[0]["document"]
    assert killed[0]["document"]["report"]["notes"] == ["Acknowledged."]
