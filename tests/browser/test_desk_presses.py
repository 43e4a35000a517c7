"""How much the desk spares a curator: the same report typed into the plain admin, every press counted in both."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from typing import Any

import pytest
import yaml
from django.core.management import call_command
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.browser.curators import TEXTS, at_the_desk, presses
from tests.browser.test_desk import SLUG, enter_by_mouse, expected, published

pytestmark = pytest.mark.django_db(transaction=True)

# As plain text: a date is what is typed.
REPORT = yaml.load((TEXTS / "tidal-energy-news.yaml").read_text(), Loader=yaml.BaseLoader)
INVOLVED = [one["citations"][0]["name"] for one in REPORT["forums"][0]["involvements"]]
KINDS = {"bank": "fund", "institute": "university", "authority": "government", "association": "chamber"}


# In the admin the first speaker of each session is entered, and what the others cost is reckoned from these: entering
# all twenty took 3925 presses, and far longer.
MEASURED = 1


class Admin:
    """A hand at the forms of the admin. Going to a field costs nothing here, so that it is not counted too high."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.typed = 0  # letters that were put in at once, a press each
        self.of_speakers = 0

    @property
    def presses(self) -> int:
        return presses(self.page) + self.typed

    @contextmanager
    def of_a_speaker(self) -> Iterator[None]:
        before = self.presses
        yield
        self.of_speakers += self.presses - before

    def keys(self, words: str) -> None:
        """Type words: all but the last letter at once, since only the number of letters matters."""
        self.page.keyboard.insert_text(words[:-1])
        self.page.keyboard.type(words[-1])
        self.typed += len(words) - 1

    def add(self, model: str) -> None:
        self.page.goto(f"/admin/{model}/add/")

    def type(self, name: str, words: str) -> None:
        if words:
            self.page.locator(f"[name='{name}']").focus()
            self.keys(words)

    def choose(self, name: str, value: str) -> None:
        """A value of a short list: letters until it is chosen."""
        field = self.page.locator(f"select[name='{name}']")
        field.focus()
        label = str(field.locator(f"option[value='{value}']").inner_text())
        for letter in label:
            self.page.keyboard.press(letter)
            if field.input_value() == value:
                return
        raise AssertionError(f"{label} is not reached")

    def find(self, name: str, words: str) -> None:
        """A record: the search box of the field, its name, Enter."""
        field = self.page.locator(f"select[name='{name}']")
        if field.evaluate("one => one.classList.contains('select2-hidden-accessible')"):
            field.locator("+ .select2").click()
        else:
            field.focus()
        expect(self.page.locator(".select2-container--open .select2-search__field")).to_be_focused()
        self.keys(words)
        expect(self.page.locator(".select2-results__option--highlighted")).to_contain_text(words)
        self.page.keyboard.press("Enter")

    def row(self, of: str) -> None:
        self.page.locator(".add-row a, .add-row button").filter(has_text=f"Add another {of}").click()

    def save(self, name: str = "_save") -> None:
        with self.page.expect_navigation():  # the page before may say of another record that it was saved
            self.page.locator(f"[name='{name}']").first.click()
        expect(self.page.locator(".messagelist .success")).to_be_visible()


def capacities() -> list[dict[str, str]]:
    return [one["citations"][0]["capacities"][0] for session in sessions() for one in measured(session)]


def measured(session: dict[str, Any]) -> list[dict[str, Any]]:
    return list(session["appearances"][:MEASURED])


def shortened(forum: dict[str, Any]) -> dict[str, Any]:
    """The forum with only the speakers that are entered in the admin."""
    return forum | {"sessions": [one | {"appearances": measured(one)} for one in forum["sessions"]]}


def sessions() -> list[dict[str, Any]]:
    return list(REPORT["forums"][0]["sessions"])


def add_known(admin: Admin) -> None:
    admin.add("people/person")
    for session in sessions():
        for one in measured(session):
            with admin.of_a_speaker():
                admin.type("name", one["citations"][0]["name"])
                admin.save("_addanother")
    admin.add("orgs/organization")
    for name in sorted({one["printed"] for one in capacities()} | set(INVOLVED)):
        with nullcontext() if name in INVOLVED else admin.of_a_speaker():
            admin.type("name", name)
            admin.choose("kind", KINDS.get(name.split()[-1].lower(), "company"))
            admin.save("_addanother")
    admin.add("orgs/place")
    admin.type("name", "United Kingdom")
    admin.choose("kind", "country")
    admin.save("_addanother")
    admin.type("name", "Aberdeen")
    admin.choose("kind", "city")
    admin.find("country", "United Kingdom")
    admin.save()


def add_report(admin: Admin) -> None:
    admin.add("events/report")
    admin.choose("kind", "news")
    admin.type("title", REPORT["report"]["title"])
    admin.type("language", "en")
    admin.save()


def cite(admin: Admin, prefix: str, citation: dict[str, Any]) -> None:
    admin.type(f"{prefix}paragraphs", citation["paragraphs"][0])
    for field in ("name", "role", "date", "number"):
        admin.type(f"{prefix}{field}", citation.get(field, ""))


def add_details(admin: Admin, details: list[dict[str, Any]]) -> None:
    for at, one in enumerate(details):
        admin.row("Detail")
        admin.choose(f"details-{at}-property", one["property"])
        admin.type(f"details-{at}-value", one["value"])
        admin.type(f"details-{at}-language", one.get("language", ""))
        cite(admin, f"details-{at}-citation-", one["citations"][0])
        if basis := one["citations"][0].get("basis"):
            admin.choose(f"details-{at}-citation-basis", basis)


def add_citations(admin: Admin, citations: list[dict[str, Any]]) -> None:
    for at, one in enumerate(citations):
        admin.row("Citation")
        admin.find(f"citations-{at}-report", REPORT["report"]["title"][:20])
        cite(admin, f"citations-{at}-", one)


def add_forum(admin: Admin, forum: dict[str, Any]) -> None:
    admin.add("events/forum")
    admin.type("slug", forum["forum"])
    admin.choose("kind", "forum")
    admin.find("stated_in", REPORT["report"]["title"][:20])
    add_details(admin, forum["details"])
    admin.row("Location")
    admin.find("locations-0-place", "Aberdeen")
    cite(admin, "locations-0-citation-", forum["places"][0]["citations"][0])
    for at, one in enumerate(forum["involvements"]):
        admin.row("Involvement")
        admin.find(f"involvements-{at}-organization", one["citations"][0]["name"])
        admin.choose(f"involvements-{at}-role", one["role"])
        cite(admin, f"involvements-{at}-citation-", one["citations"][0])
    admin.row("Figure")
    admin.type("figures-0-counted", "participants")
    admin.type("figures-0-low", forum["figures"][0]["low"])
    cite(admin, "figures-0-citation-", forum["figures"][0]["citations"][0])
    add_citations(admin, forum["citations"])
    admin.save()


def add_session(admin: Admin, session: dict[str, Any], kind: str) -> None:
    admin.add("events/session")
    admin.find("forum", "Northern Tides")
    admin.type("key", session["session"])
    admin.choose("kind", kind)
    admin.find("stated_in", REPORT["report"]["title"][:20])
    add_details(admin, session["details"])
    for at, one in enumerate(measured(session)):
        with admin.of_a_speaker():
            add_appearance(admin, f"appearances-{at}-", one)
    add_citations(admin, session["citations"])
    admin.save()


def add_appearance(admin: Admin, prefix: str, one: dict[str, Any]) -> None:
    citation, capacity = one["citations"][0], one["citations"][0]["capacities"][0]
    admin.row("Appearance")
    admin.find(f"{prefix}person", citation["name"])
    admin.choose(f"{prefix}role", one["role"])
    cite(admin, f"{prefix}citation-", citation)
    admin.type(f"{prefix}capacity-title", capacity["title"])
    admin.find(f"{prefix}capacity-organization", capacity["printed"])
    admin.type(f"{prefix}capacity-printed", capacity["printed"])


def enter_in_the_admin(page: Page) -> int:
    """Enter the report with some of its speakers; gives what all of them cost."""
    admin = Admin(page)
    add_known(admin)
    add_report(admin)
    add_forum(admin, REPORT["forums"][0])
    for session, kind in zip(sessions(), ("opening", "panel", "panel", "closing"), strict=True):
        add_session(admin, session, kind)
    entered, all_of_them = (sum(len(many(one)) for one in sessions()) for many in (measured, appearances))
    return admin.presses + round(admin.of_speakers / entered * (all_of_them - entered))


def appearances(session: dict[str, Any]) -> list[Any]:
    return list(session["appearances"])


def facts(said: str) -> Any:
    """What is stated of the forum, but for the second passage of its title, which has no row of its own there."""
    forum = yaml.load(said, Loader=yaml.BaseLoader)["forums"][0]
    forum["details"] = [{**one, "citations": one["citations"][:1]} for one in forum["details"]]
    return forum


def test_the_desk_costs_at_most_a_fifth_of_the_presses_of_the_plain_admin(
    browser: Browser, live_server: LiveServer
) -> None:
    with at_the_desk(browser, live_server.url) as page:
        enter_by_mouse(page)
        at_desk = presses(page)
    call_command("flush", interactive=False, verbosity=0)
    with at_the_desk(browser, live_server.url) as page:
        in_admin = enter_in_the_admin(page)
    assert facts(published(SLUG)) == shortened(facts(expected("tidal-energy-news.yaml")))
    sys.stdout.write(
        f"\n20 speakers: {at_desk} presses at the desk, {in_admin} in the plain admin "
        f"({at_desk / in_admin:.1%}; reckoned from {len(capacities())} speakers)\n"
    )
    assert at_desk * 5 <= in_admin
