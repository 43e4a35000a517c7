"""Nothing typed at the desk is lost: a server that goes, a login that ends, two curators at one draft."""

import json
from pathlib import Path
from typing import Any

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.contrib.auth.models import Permission, User
from django.contrib.sessions.models import Session
from playwright.sync_api import Browser, Page, Route, expect
from pytest_django.live_server_helper import LiveServer

from events.desk.replacing import replace
from events.models import Draft, Report
from tests import records as make
from tests.browser.curators import PASSWORD, at_the_desk, begin, curator, saved, status

pytestmark = pytest.mark.django_db(transaction=True)

TEXT = """Salt Marsh Workshop opens in Leith
The Salt Marsh Workshop 2022 was held in Leith on 3 May 2022.
Welcome remarks were delivered by Morag Sinclair, Director of the Leith Wetland Institute.
"""
LABEL = "Curator's notes, one a line"


def unfold(page: Page) -> None:
    page.locator("#report-fields").click()


def draft() -> Any:
    return Draft.objects.get()


def notes() -> list[str]:
    return list(draft().document["report"].get("notes", []))


def type_note(page: Page, words: str) -> None:
    page.get_by_label(LABEL).click()
    page.keyboard.press("End")
    page.keyboard.type(words)


def write_note(page: Page, words: str) -> None:
    """All at once, so that one save holds all of it."""
    page.get_by_label(LABEL).fill(words)


def refuse(route: Route) -> None:
    route.abort()


@pytest.fixture
def address(browser: Browser, live_server: LiveServer) -> str:
    """A draft that was begun; where it is worked on."""
    with at_the_desk(browser, live_server.url) as page:
        begin(page, TEXT)
        saved(page)
        return page.url


def test_each_key_is_kept_in_the_browser_before_the_next(
    browser: Browser, live_server: LiveServer, address: str
) -> None:
    with at_the_desk(browser, live_server.url) as page:
        page.goto(address)
        unfold(page)
        page.route("**/draft.json", refuse)
        kept = "JSON.parse(Object.values(localStorage).find(one => one.includes('document'))).document.report.notes"
        page.get_by_label(LABEL).focus()
        for typed in ("s", "sa", "sal", "salt"):
            page.keyboard.type(typed[-1])
            assert page.evaluate(kept) == [typed]


def test_what_was_typed_while_the_server_was_away_is_saved_once_it_is_back(
    browser: Browser, live_server: LiveServer, address: str
) -> None:
    with at_the_desk(browser, live_server.url) as page:
        page.goto(address)
        unfold(page)
        type_note(page, "Before.")
        saved(page)
        page.route("**/draft.json", refuse)
        type_note(page, " Meanwhile.")
        expect(status(page)).to_contain_text("Not saved yet: the server does not answer. Kept in this browser")
        page.keyboard.type(" Still typing.")
        assert notes() == ["Before."]
        page.unroute("**/draft.json")
        saved(page)
        assert notes() == ["Before. Meanwhile. Still typing."]


def test_a_report_is_not_withdrawn_before_what_was_typed_is_saved(browser: Browser, live_server: LiveServer) -> None:
    make.forum("Moss Fair", by=make.report("moss-news"))
    with at_the_desk(browser, live_server.url) as page:
        page.goto("/reports/moss-news/")
        page.get_by_role("button", name="Correct it at the desk").click()
        unfold(page)
        page.route("**/draft.json", refuse)
        type_note(page, "Not sent.")
        page.get_by_role("button", name="Withdraw").click()
        dialog = page.get_by_role("dialog", name="Withdraw")
        dialog.get_by_role("button", name="Withdraw").click()
        expect(dialog.get_by_role("alert")).to_contain_text("The draft is not saved yet")
        assert Report.objects.exists()
        page.unroute("**/draft.json")
        dialog.get_by_role("button", name="Withdraw").click()
        expect(page.locator(".told")).to_contain_text("The report is withdrawn.")
        expect(page.get_by_label(LABEL)).to_have_value("Not sent.")
    assert not Report.objects.exists()


def test_a_closed_tab_loses_nothing(browser: Browser, live_server: LiveServer, address: str) -> None:
    with at_the_desk(browser, live_server.url) as page:
        page.goto(address)
        unfold(page)
        page.route("**/draft.json", refuse)
        type_note(page, "Never sent.")
        again = page.context.new_page()
        page.close()
        again.goto(address)
        expect(again.get_by_text("is put back")).to_be_visible()
        saved(again)
        assert notes() == ["Never sent."]


def test_a_save_whose_answer_was_lost_makes_no_second_version(
    browser: Browser, live_server: LiveServer, address: str
) -> None:
    def lose_the_answer(route: Route) -> None:
        route.fetch()
        route.abort()

    with at_the_desk(browser, live_server.url) as page:
        page.goto(address)
        unfold(page)
        page.route("**/draft.json", lose_the_answer)
        write_note(page, "Sent.")
        expect(page.get_by_text("the server does not answer")).to_be_visible()
        page.unroute("**/draft.json")
        page.route("**/draft.json", refuse)
        type_note(page, " Never sent.")
        again = page.context.new_page()
        page.close()
        assert notes() == ["Sent."]
        again.goto(address)
        expect(again.get_by_text("is put back")).to_be_visible()
        saved(again)
        assert notes() == ["Sent. Never sent."]


def test_an_expired_login_is_renewed_in_place(browser: Browser, live_server: LiveServer, address: str) -> None:
    with at_the_desk(browser, live_server.url) as page:
        page.goto(address)
        unfold(page)
        type_note(page, "Signed in.")
        saved(page)
        Session.objects.all().delete()
        type_note(page, " Signed out.")
        dialog = page.get_by_role("dialog", name="Your login has expired")
        expect(dialog).to_be_visible()
        assert notes() == ["Signed in."]
        dialog.get_by_label("Username").fill("curator")
        dialog.get_by_label("Password").fill("wrong")
        dialog.get_by_role("button", name="Sign in", exact=True).click()
        expect(dialog).to_contain_text("The name and the password do not fit together.")
        dialog.get_by_label("Password").fill(PASSWORD)
        dialog.get_by_role("button", name="Sign in", exact=True).click()
        expect(dialog).to_be_hidden()
        saved(page)
        assert notes() == ["Signed in. Signed out."]


def test_an_expired_login_is_renewed_in_place_with_a_code(
    browser: Browser, live_server: LiveServer, address: str
) -> None:
    with at_the_desk(browser, live_server.url) as page:
        page.goto(address)
        unfold(page)
        owner = curator()
        TOTP.activate(owner, generate_totp_secret())
        right = RecoveryCodes.activate(owner).generate_codes()[0]
        Session.objects.all().delete()
        type_note(page, "Signed out.")
        dialog = page.get_by_role("dialog", name="Your login has expired")
        dialog.get_by_label("Username").fill("curator")
        dialog.get_by_label("Password").fill(PASSWORD)
        dialog.get_by_role("button", name="Sign in", exact=True).click()
        code = dialog.get_by_label("The code that your app shows, or a recovery code")
        code.fill("000000")
        dialog.get_by_role("button", name="Sign in", exact=True).click()
        expect(dialog).to_contain_text("This is not the code")
        assert notes() == []
        code.fill(right)
        dialog.get_by_role("button", name="Sign in", exact=True).click()
        expect(dialog).to_be_hidden()
        saved(page)
        assert notes() == ["Signed out."]


def test_one_may_sign_in_in_another_tab_and_go_on(browser: Browser, live_server: LiveServer, address: str) -> None:
    with at_the_desk(browser, live_server.url) as page:
        page.goto(address)
        unfold(page)
        Session.objects.all().delete()
        type_note(page, "Signed out.")
        dialog = page.get_by_role("dialog", name="Your login has expired")
        expect(dialog).to_be_visible()
        other = page.context.new_page()
        other.goto("/admin/login/")
        other.get_by_label("Username").fill("curator")
        other.get_by_label("Password").fill(PASSWORD)
        other.keyboard.press("Enter")
        other.wait_for_url("**/admin/")
        dialog.get_by_role("button", name="I signed in in another tab: go on").click()
        expect(dialog).to_be_hidden()
        saved(page)
        assert notes() == ["Signed out."]


def test_a_second_curator_sees_who_edits_and_takes_over(
    browser: Browser, live_server: LiveServer, address: str
) -> None:
    with (
        at_the_desk(browser, live_server.url) as first,
        at_the_desk(browser, live_server.url, curator("deputy")) as second,
    ):
        first.goto(address)
        unfold(first)
        type_note(first, "From the first.")
        saved(first)
        second.goto(address)
        expect(second.get_by_role("alert")).to_contain_text("curator is editing this draft")
        second.get_by_role("button", name="Take over").click()
        unfold(second)
        type_note(second, " From the second.")
        saved(second)
        assert notes() == ["From the first. From the second."]


def test_two_versions_are_shown_side_by_side_and_neither_is_lost(
    browser: Browser, live_server: LiveServer, address: str
) -> None:
    with (
        at_the_desk(browser, live_server.url) as first,
        at_the_desk(browser, live_server.url, curator("deputy")) as second,
    ):
        first.goto(address)
        unfold(first)
        type_note(first, "Begun.")
        saved(first)
        second.goto(address)
        second.get_by_role("button", name="Take over").click()
        unfold(second)
        second.get_by_label("Address (slug)").fill("salt-marsh-news-2022")
        write_note(second, "Begun. By the second.")
        saved(second)
        write_note(first, "Begun. By the first.")
        dialog = first.get_by_role("dialog", name="There are two versions of this draft")
        expect(dialog).to_contain_text("They differ in 2 places.")
        differences = [
            ["Address (slug)", "salt-marsh-workshop-opens-in-leith", "salt-marsh-news-2022"],
            ["Curator's notes, one a line", "Begun. By the first.", "Begun. By the second."],
        ]
        expect(dialog.locator("tbody :is(th, td)")).to_have_text([cell for row in differences for cell in row])
        dialog.get_by_role("button", name="Go on with what is chosen").click()
        saved(first)
        assert draft().document["report"]["slug"] == "salt-marsh-news-2022"
        assert notes() == ["Begun. By the first."]
        assert [one.document["report"]["notes"] for one in draft().kept.order_by("pk")] == [
            ["Begun."],  # when the second took over
            ["Begun. By the first."],
            ["Begun. By the second."],
        ]
        write_note(second, "Begun. By the second. Later.")
        theirs = second.get_by_role("dialog", name="There are two versions of this draft")
        expect(theirs).to_contain_text("Begun. By the second. Later.")
        theirs.get_by_role("button", name="All of mine").click()
        saved(second)
        assert notes() == ["Begun. By the second. Later."]


def test_what_was_done_is_undone_and_done_again(browser: Browser, live_server: LiveServer, address: str) -> None:
    with at_the_desk(browser, live_server.url) as page:
        page.goto(address)
        page.locator("#new-forum").click()
        page.locator("#take-all").click()
        expect(page.locator("#facts")).to_contain_text("Morag Sinclair")
        page.locator("#text").focus()
        page.keyboard.press("Control+z")
        expect(page.locator("#facts")).not_to_contain_text("Morag Sinclair")
        page.keyboard.press("Control+Shift+z")
        expect(page.locator("#facts")).to_contain_text("Morag Sinclair")
        saved(page)
        assert len(draft().document["forums"][0]["appearances"]) == 1


def test_what_is_undone_before_it_is_saved_leaves_nothing_to_save(
    browser: Browser, live_server: LiveServer, address: str
) -> None:
    with at_the_desk(browser, live_server.url) as page:
        page.goto(address)
        page.route("**/take-over/", refuse)
        page.route("**/draft.json", refuse)
        page.locator("#new-forum").click()
        page.locator("#text").focus()
        page.keyboard.press("Control+z")
        page.unroute("**/take-over/")
        page.unroute("**/draft.json")
        saved(page)
        page.reload()
        expect(page.locator("#new-forum")).to_be_visible()
        expect(page.get_by_text("is put back")).to_have_count(0)
        assert draft().document.get("forums", []) == []


def test_two_versions_stay_in_sight_until_one_is_chosen(
    browser: Browser, live_server: LiveServer, address: str
) -> None:
    with at_the_desk(browser, live_server.url) as page:
        page.goto(address)
        unfold(page)
        write_note(page, "Begun.")
        saved(page)
        Draft.objects.update(document={"report": {"notes": ["Elsewhere."]}}, version=90)
        write_note(page, "Mine.")
        dialog = page.get_by_role("dialog", name="There are two versions of this draft")
        expect(dialog).to_be_visible()
        for _ in range(4):
            page.keyboard.press("Escape")
        expect(dialog).to_be_visible()
        dialog.get_by_role("button", name="All of mine").click()
        saved(page)
        assert notes() == ["Mine."]


def test_what_is_typed_beside_a_former_text_does_not_cite_the_new_one(
    browser: Browser, live_server: LiveServer, address: str
) -> None:
    with at_the_desk(browser, live_server.url) as page:
        page.goto(address)
        unfold(page)
        write_note(page, "Begun.")
        saved(page)
        replace(draft(), f"Salt Marsh News\n{TEXT}")
        write_note(page, "Begun. Of the former text.")
        expect(status(page)).to_contain_text("the text was replaced meanwhile")
        assert notes() == ["Begun."]
        page.reload()
        dialog = page.get_by_role("dialog", name="There are two versions of this draft")
        expect(dialog).to_contain_text("Begun. Of the former text.")
        dialog.get_by_role("button", name="Go on with what is chosen").click()
        saved(page)
        assert draft().text.startswith("Salt Marsh News")


def test_who_types_in_a_draft_that_is_discarded_can_take_the_words_along(
    browser: Browser, live_server: LiveServer, address: str
) -> None:
    with at_the_desk(browser, live_server.url) as page:
        page.goto(address)
        unfold(page)
        write_note(page, "Begun.")
        saved(page)
        Draft.objects.all().delete()
        write_note(page, "Begun. And more.")
        expect(status(page)).to_contain_text("This draft was discarded")
        with page.expect_download() as taken:
            page.get_by_role("link", name="Download it").click()
        document = json.loads(Path(taken.value.path()).read_text(encoding="utf-8"))
        assert document["report"]["notes"] == ["Begun. And more."]


def test_a_duplicated_tab_is_another_tab(browser: Browser, live_server: LiveServer, address: str) -> None:
    with at_the_desk(browser, live_server.url) as page:
        page.goto(address)
        expect(page.locator("#text mark").first).to_be_visible()
        named = "() => sessionStorage.getItem('desk-tab')"
        name = page.evaluate(named)
        page.reload()
        expect(page.locator("#text mark").first).to_be_visible()
        assert page.evaluate(named) == name
        with page.context.expect_page() as opened:
            page.evaluate("window.open(location.href)")  # with a copy of what this tab keeps
        twin = opened.value
        expect(twin.locator("#text mark").first).to_be_visible()
        assert twin.evaluate(named) not in ("", name)


def test_a_contributor_marks_a_draft_ready_and_a_curator_sees_it(browser: Browser, live_server: LiveServer) -> None:
    contributor = User.objects.create_user("ann", password=PASSWORD, is_staff=True)
    codenames = ("add_draft", "change_draft", "view_draft")
    contributor.user_permissions.set(Permission.objects.filter(codename__in=codenames))
    with at_the_desk(browser, live_server.url, contributor) as page:
        begin(page, TEXT)
        button = page.get_by_role("button", name="Ready for a curator")
        button.click()
        expect(page.locator("#ready[aria-pressed=true]")).to_have_text("Ready: a curator is asked to look")
        address = page.url
    with at_the_desk(browser, live_server.url) as page:
        page.goto("/admin/desk/")
        expect(page.get_by_role("row", name="Salt Marsh Workshop opens in Leith")).to_contain_text("to be looked at")
        page.goto(address)
        expect(page.locator(".bar .badge")).to_have_text("Ready: a curator is asked to look")
    assert draft().ready
    with at_the_desk(browser, live_server.url, contributor) as page:
        page.goto(address)
        page.locator("#ready").click()
        expect(page.get_by_role("button", name="Ready for a curator")).to_be_visible()
    assert not draft().ready
