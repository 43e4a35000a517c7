"""Facts that a curator puts elsewhere: into another session, out of any forum, and back."""

from typing import Any

import pytest
from playwright.sync_api import Browser
from pytest_django.live_server_helper import LiveServer

from events.models import Draft
from tests.browser.curators import at_the_desk, begin, open_fact, saved

pytestmark = pytest.mark.django_db(transaction=True)

TEXT = """Reed cutters meet in Ely

The Reed Forum 2019 was held in Ely on 3 May 2019.

Opening Session

The session was moderated by Ada Fenn, Director of the Ely Reed Board.

The panellists included Bo Marsh, Director of the Wicken Trust.

The panellists included Cy Sedge, Director of the Stretham Trust.
"""


def forum() -> Any:
    return Draft.objects.get().document["forums"][0]


def people(holder: Any) -> list[tuple[str, str]]:
    return [(one["person"], one["role"]) for one in holder.get("appearances", [])]


def put(fact: Any, into: str) -> None:
    fact.get_by_label("Stands in").select_option(label=into)


def test_a_fact_keeps_its_place_in_the_text_and_may_leave_the_forum(browser: Browser, live_server: LiveServer) -> None:
    with at_the_desk(browser, live_server.url) as page:
        begin(page, TEXT)
        page.locator("#new-forum").click()
        page.locator("#take-sessions").click()
        page.locator("#take-all").click()
        fact = open_fact(page, "Bo Marsh")
        put(fact, "Reed Forum 2019")
        put(fact, "Opening Session")
        fact = open_fact(page, "Ada Fenn")
        put(fact, "Outside any forum")
        saved(page)
        document = Draft.objects.get().document
        assert people(document["forums"][0]["sessions"][0]) == [("bo-marsh", "panellist"), ("cy-sedge", "panellist")]
        assert people({"appearances": document["mentions"]}) == [("ada-fenn", "mentioned")]
        put(fact, "Reed Forum 2019")
        saved(page)
    assert people(forum()) == [("ada-fenn", "mentioned")]
