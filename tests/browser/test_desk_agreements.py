"""Agreements at the desk: begun from printed words or by a name, with their parties; known ones are not made again."""

from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from events.models import Agreement, Draft, Party
from tests.browser.curators import at_the_desk, begin, saved

pytestmark = pytest.mark.django_db(transaction=True)

TEXT = """Peat boards sign in Sligo

The Peatland Forum 2020 was held in Sligo on 9 June 2020.

The Memorandum on Rewetting Bogs was signed by the Sligo Peat Board and the Oulu Mire Agency on 9 June 2020. \
It was drafted by Aoife Brennan.
"""
SLUG = "peat-boards-sign-in-sligo"


def select(page: Page, words: str) -> None:
    """Words of the text, as a hand marks them."""
    page.evaluate(
        """words => {
            const all = [...document.querySelectorAll("[data-paragraph]")];
            const paragraph = all.findLast(one => one.textContent.includes(words));
            const walker = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT);
            const from = paragraph.textContent.indexOf(words), to = from + words.length;
            const range = document.createRange();
            for (let at = 0, node; (node = walker.nextNode()); at += node.length) {
                if (from >= at && from < at + node.length) range.setStart(node, from - at);
                if (to > at && to <= at + node.length) range.setEnd(node, to - at);
            }
            document.getElementById("text").focus();
            getSelection().removeAllRanges();
            getSelection().addRange(range);
        }""",
        words,
    )


def say_it_is(page: Page, words: str, kind: str) -> None:
    select(page, words)
    page.get_by_role("toolbar", name="The selected words").get_by_role("button", name=kind).first.click()


def add(page: Page, what: str, name: str) -> None:
    form = page.locator("#facts details", has=page.get_by_text(what))
    form.locator("summary").click()
    form.locator("input").fill(name)
    page.keyboard.press("Enter")


def draft() -> Any:
    return Draft.objects.get().document


def publish(page: Page) -> None:
    page.locator("#publish").click()
    page.locator("#publish-now").click()
    page.locator("#published-page").click()
    page.wait_for_url(f"**/reports/{SLUG}/")


def test_an_agreement_is_begun_from_selected_words_and_published_with_its_parties(
    browser: Browser, live_server: LiveServer
) -> None:
    with at_the_desk(browser, live_server.url) as page:
        begin(page, TEXT)
        page.locator("#new-forum").click()
        say_it_is(page, "Memorandum on Rewetting Bogs", "Agreement")
        page.get_by_label("Goes into").select_option(label="Memorandum on Rewetting Bogs")
        say_it_is(page, "Sligo Peat Board", "Organization")
        say_it_is(page, "Oulu Mire Agency", "Organization")
        say_it_is(page, "Aoife Brennan", "Person")
        say_it_is(page, "9 June 2020", "Date")
        expect(page.locator("#known")).not_to_contain_text("Looking…")
        page.locator("#all-new").click()
        publish(page)
    made = Agreement.objects.get()
    assert (made.slug, made.kind, made.title, made.edtf) == (
        "memorandum-on-rewetting-bogs",
        "memorandum",
        "Memorandum on Rewetting Bogs",
        "2020-06-09",
    )
    parties = Party.objects.values_list("organization__slug", "person__slug", "role", "citations__paragraphs")
    assert sorted(parties, key=str) == [
        ("oulu-mire-agency", None, "party", [3]),
        ("sligo-peat-board", None, "party", [3]),
        (None, "aoife-brennan", "signatory", [3]),
    ]


SIGNED = """The Peatland Forum 2020 was held in Sligo on 9 June 2020.

The Memorandum on Rewetting Bogs was signed by:

Aoife Brennan, Chair, Sligo Peat Board; Matti Salo, Director, Oulu Mire Agency
"""


def test_a_list_of_people_goes_into_an_agreement_as_its_signatories(browser: Browser, live_server: LiveServer) -> None:
    with at_the_desk(browser, live_server.url) as page:
        begin(page, SIGNED)
        page.locator("#new-forum").click()
        say_it_is(page, "Memorandum on Rewetting Bogs", "Agreement")
        select(page, "Aoife Brennan, Chair, Sligo Peat Board; Matti Salo, Director, Oulu Mire Agency")
        page.keyboard.press("r")
        dialog = page.get_by_role("dialog", name="A list of people")
        dialog.get_by_label("Into").select_option(label="Memorandum on Rewetting Bogs")
        expect(dialog.get_by_label("Role of all").locator("option")).to_have_text(["signatory", "issuer"])
        dialog.locator("button[type=submit]").click()
        saved(page)
    (item,) = draft()["agreements"]
    assert [(one["person"], one["role"]) for one in item["parties"]] == [
        ("aoife-brennan", "signatory"),
        ("matti-salo", "signatory"),
    ]


def test_an_agreement_with_a_curators_name_asks_for_its_passage(browser: Browser, live_server: LiveServer) -> None:
    with at_the_desk(browser, live_server.url) as page:
        begin(page, TEXT)
        add(page, "Add an agreement", "Statement of the peat boards")
        expect(page.locator("#missing")).to_contain_text("1 fact has no passage")
        page.locator("#facts .forum").get_by_label("Paragraphs").fill("3")
        expect(page.locator("#missing")).not_to_contain_text("passage")
        add(page, "Add a party", "Sligo Peat Board")
        saved(page)
    (definition,) = draft()["definitions"]["agreements"]
    (item,) = draft()["agreements"]
    assert (definition["slug"], definition["kind"], definition["label"]) == (
        "statement-of-the-peat-boards",
        "statement",
        "Statement of the peat boards",
    )
    assert item["agreement"] == definition["slug"]
    assert [(one["organization"], one["role"], one["citations"][0]["paragraphs"]) for one in item["parties"]] == [
        ("sligo-peat-board", "party", [3])
    ]


def test_an_agreement_that_the_archive_has_is_not_made_again(browser: Browser, live_server: LiveServer) -> None:
    Agreement.objects.create(slug="rewetting-2020", kind="memorandum", label="Rewetting memorandum")
    with at_the_desk(browser, live_server.url) as page:
        begin(page, TEXT)
        say_it_is(page, "Memorandum on Rewetting Bogs", "Agreement")
        page.locator("#facts .holder .open").click()
        page.get_by_label("Which agreement").select_option(label="Rewetting memorandum")
        saved(page)
        assert [one["agreement"] for one in draft()["agreements"]] == ["rewetting-2020"]
        assert draft()["definitions"]["agreements"] == []
        page.get_by_label("Which agreement").select_option(label="a new one")
        saved(page)
    assert [one["slug"] for one in draft()["definitions"]["agreements"]] == ["memorandum-on-rewetting-bogs"]


def test_many_known_agreements_are_narrowed_by_words(browser: Browser, live_server: LiveServer) -> None:
    for number in range(13):
        Agreement.objects.create(slug=f"accord-{number}", kind="memorandum", label=f"Accord {number} on peat")
    with at_the_desk(browser, live_server.url) as page:
        begin(page, TEXT)
        say_it_is(page, "Memorandum on Rewetting Bogs", "Agreement")
        page.locator("#facts .holder .open").click()
        page.get_by_label("Words of its name").fill("PEAT 12")
        which = page.get_by_label("Which agreement")
        expect(which.locator("option")).to_have_text(["a new one", "Accord 12 on peat"])
        which.select_option(label="Accord 12 on peat")
        saved(page)
    assert [one["agreement"] for one in draft()["agreements"]] == ["accord-12"]


def test_somebody_is_named_outside_any_forum_before_there_is_one(browser: Browser, live_server: LiveServer) -> None:
    with at_the_desk(browser, live_server.url) as page:
        begin(page, TEXT)
        add(page, "Add somebody named outside any forum", "Oulu Mire Agency")
        page.get_by_label("Goes into").select_option(label="Outside any forum")
        say_it_is(page, "Aoife Brennan", "Person")
        saved(page)
    said = [(one.get("organization"), one.get("person"), one["role"]) for one in draft()["mentions"]]
    assert said == [("oulu-mire-agency", None, "mentioned"), (None, "aoife-brennan", "mentioned")]
