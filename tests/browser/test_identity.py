"""The pages on identity in a real browser: by keyboard, without JavaScript, from the queue to a merge and back."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from people.models import Person, PersonDecision
from tests import records as make
from tests.browser.test_accessible import AXE, RULES, RUN, SIZES

# Django's own frame around the pages is not ours to mend.
INSIDE = RUN.replace("axe.run(document", "axe.run('#content'")

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def two(live_server: LiveServer) -> tuple[Person, Person]:
    li, other = make.person("Li Qingshuang", "li"), make.person("李清爽", "other")
    council = make.organization("Trade Council")
    for who in (li, other):
        make.appears(who, make.forum(), capacities=[("Chair", council)])
    make.person("Qingshuang Li", "third")
    return li, other


def signed_in(browser: Browser, live_server: LiveServer, **options: Any) -> BrowserContext:
    client = Client()
    client.force_login(User.objects.create_superuser("curator"))
    context = browser.new_context(base_url=live_server.url, **options)
    cookie = {"name": settings.SESSION_COOKIE_NAME, "value": client.cookies[settings.SESSION_COOKIE_NAME].value}
    context.add_cookies([{**cookie, "url": live_server.url}])  # type: ignore[typeddict-item]
    return context


@pytest.fixture
def plain_page(browser: Browser, live_server: LiveServer, two: Any) -> Iterator[Page]:
    context = signed_in(browser, live_server, java_script_enabled=False)
    yield context.new_page()
    context.close()


@pytest.fixture
def checked_page(browser: Browser, live_server: LiveServer, two: Any) -> Iterator[Page]:
    context = signed_in(browser, live_server, bypass_csp=True)
    context.add_init_script(AXE)
    yield context.new_page()
    context.close()


def decisions() -> list[tuple[str, str, str]]:
    return list(PersonDecision.objects.order_by("pk").values_list("record__slug", "other__slug", "judgement"))


def test_from_the_queue_to_a_merge_and_back_by_keyboard_without_javascript(plain_page: Page) -> None:
    page = plain_page
    page.goto("/admin/identity/")
    headings = page.locator("article.pair h2")
    expect(headings).to_have_text(
        ["Li Qingshuang and 李清爽", "Li Qingshuang and Qingshuang Li", "李清爽 and Qingshuang Li"]
    )
    page.get_by_role("button", name="The same…").first.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_label("Reason, for readers")).to_be_focused()
    expect(page.get_by_label("Reason, for readers")).to_have_value("the same in pinyin; the same body: Trade Council")
    assert decisions() == []
    page.keyboard.press("Enter")
    expect(page.locator(".messagelist")).to_contain_text("李清爽 (other) is shown as Li Qingshuang (li) now.")
    assert decisions() == [("other", "li", "same")]
    page.goto("/admin/identity/")
    expect(headings).to_have_text(["Li Qingshuang and Qingshuang Li"])
    later = page.get_by_role("button", name="Later")
    later.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".messagelist")).to_contain_text(
        "Remembered: Li Qingshuang (li) and Qingshuang Li (third) are undecided."
    )
    expect(page.get_by_text("Nothing is left to decide")).to_be_visible()
    page.get_by_role("link", name="All decisions").click()
    page.locator("article", has_text="the same body").get_by_role("link", name="Take back…").click()
    page.get_by_label("Why it is taken back").fill("Two chairs of one council.")
    page.keyboard.press("Enter")
    expect(page.locator(".messagelist")).to_contain_text(
        "The decision on 李清爽 (other) and Li Qingshuang (li) was taken back."
    )
    assert decisions() == [("li", "third", "undecided")]


def test_every_answer_of_a_pair_is_reached_by_tab_from_its_reason(plain_page: Page) -> None:
    plain_page.goto("/admin/identity/")
    plain_page.get_by_label("Reason, for readers").first.focus()
    for name in ("The same…", "Not the same", "Later"):
        plain_page.keyboard.press("Tab")
        expect(plain_page.get_by_role("button", name=name).first).to_be_focused()


@pytest.mark.parametrize("size", SIZES)
def test_the_pages_break_no_rule_that_a_machine_can_check(checked_page: Page, size: str, two: Any) -> None:
    page = checked_page
    page.set_viewport_size(SIZES[size])
    make.merge(two[1], into=two[0])
    decision = PersonDecision.objects.get()
    found = []
    for address in (
        "/admin/identity/",
        "/admin/identity/person/merge/?one=li",
        "/admin/identity/person/merge/?one=li&other=third",
        "/admin/identity/person/split/li/",
        "/admin/identity/person/decisions/",
        f"/admin/identity/person/decisions/{decision.pk}/",
    ):
        page.goto(address)
        found += [(address, *one) for one in page.evaluate(INSIDE, RULES)]
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), address
    assert found == []
