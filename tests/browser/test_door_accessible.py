"""The pages on which one signs in, and those of the second factor, for everybody, in light and dark, on a phone."""

from itertools import product
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.contrib.auth.models import User
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from tests.browser.curators import PASSWORD, curator, sign_in
from tests.browser.test_accessible import AXE, RULES, RUN, SIZES

pytestmark = pytest.mark.django_db(transaction=True)
FACTORS = "/admin/second-factor/"
PAGES = (FACTORS, f"{FACTORS}app/add/", f"{FACTORS}passkeys/add/", "/admin/again/")


def faults(page: Page, address: str) -> list[Any]:
    page.goto(address)
    wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
    return [*page.evaluate(RUN, RULES), *(["too wide"] if wide else [])]


def asked(page: Page) -> list[Any]:
    page.goto("/admin/login/")
    page.get_by_label("Username").fill("curator")
    page.get_by_label("Password").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/ask/")
    return list(page.evaluate(RUN, RULES))


@pytest.mark.parametrize(("size", "scheme"), [*product(SIZES, ("light", "dark"))])
def test_no_page_of_the_door_breaks_a_rule(browser: Browser, live_server: LiveServer, size: str, scheme: Any) -> None:
    options: dict[str, Any] = {"viewport": SIZES[size], "color_scheme": scheme}
    context = browser.new_context(base_url=live_server.url, bypass_csp=True, **options)
    context.add_init_script(AXE)
    page, user = context.new_page(), curator()
    found = {"/admin/login/": faults(page, "/admin/login/")}
    sign_in(context, live_server.url, user)
    found |= {address: faults(page, address) for address in PAGES}
    sign_in(context, live_server.url, by_a_link := User.objects.create_user("berta", is_staff=True))
    found["first password"] = faults(page, "/admin/password_change/")
    assert not by_a_link.has_usable_password() and page.title() == "Set a password | Rostrum"
    context.clear_cookies()
    TOTP.activate(User.objects.get(pk=user.pk), generate_totp_secret())
    found["ask"] = asked(page)
    context.close()
    assert {address: some for address, some in found.items() if some} == {}
