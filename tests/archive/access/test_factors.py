"""The second factor: asked for after the password and after the link, good for once, set up before anything else."""

import base64
import json
import re
import time
from typing import Any
from urllib.parse import quote

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Browser, BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from archive.access import signin
from archive.access.roles import give
from events.staff import ADMINISTRATOR, CONTRIBUTOR, CURATOR

pytestmark = pytest.mark.django_db
LOGIN, ASK, FACTORS = "/admin/login/", "/admin/second-factor/ask/", "/admin/second-factor/"
PASSWORD, SECRET = "tide-table-1923", "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@pytest.fixture
def anna() -> User:
    return User.objects.create_superuser("anna", password=PASSWORD)


@pytest.fixture
def codes(anna: User) -> list[str]:
    """Anna's recovery codes, beside an app."""
    auth.TOTP.activate(anna, SECRET)
    return RecoveryCodes.activate(anna).generate_codes()


@pytest.fixture
def required(settings: Any) -> None:
    settings.SECOND_FACTOR = True


@pytest.fixture
def one_key(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """The commands of this process sign as its pages do."""
    monkeypatch.setenv("SECRET_KEY", settings.SECRET_KEY)


def code(later: int = 0) -> str:
    return auth.format_hotp_value(auth.hotp_value(SECRET, int(time.time()) // 30 + later))


def who(site: Client) -> str | None:
    return site.session.get("_auth_user_id")


def enter(name: str = "anna") -> Client:
    """A browser in which the password was typed."""
    site = Client()
    site.post(LOGIN, {"login": name, "password": PASSWORD})
    return site


def test_a_right_password_alone_signs_nobody_in_who_has_a_factor(anna: User, codes: list[str]) -> None:
    site = Client()
    answer = site.post(LOGIN, {"login": "anna", "password": PASSWORD})
    assert (answer.status_code, answer["location"], who(site)) == (302, ASK, None)
    assert site.get("/admin/").status_code == 302


def test_the_code_of_the_app_signs_in(anna: User, codes: list[str]) -> None:
    site = enter()
    answer = site.post(ASK, {"code": code()})
    assert (answer.status_code, answer["location"], who(site)) == (302, "/admin/", str(anna.pk))


def test_a_recovery_code_signs_in_once(anna: User, codes: list[str]) -> None:
    assert [who(site) for site in (given(codes[0]), given(codes[0]), given(codes[1]))] == [
        str(anna.pk),
        None,
        str(anna.pk),
    ]


def given(code: str) -> Client:
    site = enter()
    site.post(ASK, {"code": code})
    cache.clear()  # what one process remembers, another does not
    return site


def test_a_code_of_the_app_is_good_for_once_whichever_process_is_asked(anna: User, codes: list[str]) -> None:
    now = code()
    assert [who(given(now)), who(given(now)), who(given(code(later=1)))] == [str(anna.pk), None, str(anna.pk)]
    assert who(given(now)) is None


def test_wrong_codes_are_counted_as_wrong_passwords_are(anna: User, codes: list[str]) -> None:
    site = enter()
    assert [site.post(ASK, {"code": "000000"}).status_code for _ in range(10)] == [200] * 9 + [429]
    assert (site.post(ASK, {"code": codes[0]}).status_code, who(site)) == (429, None)


@pytest.mark.parametrize("guessed", ["anna", "somebody"])
def test_the_one_time_link_lets_in_with_a_code_though_too_many_were_wrong(
    anna: User, codes: list[str], one_key: None, guessed: str
) -> None:
    for _ in range(10):
        Client().post(LOGIN, {"login": guessed, "password": "wrong"})
    assert who(given(codes[0])) is None
    site = Client()
    site.post(signin.link("anna", ""))
    assert (site.post(ASK, {"code": codes[0]}).status_code, who(site)) == (302, str(anna.pk))


def test_the_one_time_link_asks_for_the_factor_and_is_spent(anna: User, codes: list[str]) -> None:
    site, link = Client(), signin.link("anna", "")
    assert site.post(link)["location"] == ASK
    assert (who(site), Client().get(link).status_code) == (None, 410)
    site.post(ASK, {"code": codes[0]})
    assert who(site) == str(anna.pk)


def test_signing_in_makes_a_new_session(anna: User, codes: list[str]) -> None:
    site = enter()
    before = site.session.session_key
    site.post(ASK, {"code": codes[0]})
    assert site.session.session_key != before


def test_who_gave_the_wrong_name_begins_anew(anna: User, codes: list[str]) -> None:
    site = enter()
    assert site.get(LOGIN)["location"] == ASK
    site.post(reverse("start-again"))
    assert site.get(LOGIN).status_code == 200


def test_without_a_role_nobody_signs_in_nor_learns_that_the_password_is_right() -> None:
    User.objects.create_user("guest", password=PASSWORD)
    wrong = Client().post(LOGIN, {"login": "guest", "password": "wrong"}).context["form"].errors
    site = Client()
    assert site.post(LOGIN, {"login": "guest", "password": PASSWORD}).context["form"].errors == wrong
    assert who(site) is None


def test_programs_are_told_in_json_what_comes_next(anna: User, codes: list[str]) -> None:
    site = Client(headers={"accept": "application/json"})
    said = {"login": "anna", "password": PASSWORD}
    assert site.post(LOGIN, said | {"password": "wrong"}).status_code == 400
    assert site.post(LOGIN, said).json()["location"] == ASK


@pytest.mark.parametrize("role", [CONTRIBUTOR, CURATOR, ADMINISTRATOR])
def test_without_a_factor_the_staff_is_led_to_set_one_up(role: str, required: None) -> None:
    berta = User.objects.create_user("berta", password=PASSWORD)
    give(berta, [role])
    site = enter("berta")
    pages = ("/admin/", "/admin/desk/", "/admin/auth/user/", "/admin/password_change/")
    assert {site.get(page)["location"] for page in pages} == {FACTORS}
    data = site.get("/admin/desk/1/draft.json")
    assert (data.status_code, data.json()["error"]) == (403, "You need a second factor.")
    assert [site.get(FACTORS + page).status_code for page in ("", "app/add/", "passkeys/add/")] == [200, 200, 200]
    assert site.get("/")["cache-control"] == "private, no-cache"
    assert not site.get("/").context["user"].is_authenticated


def test_an_app_is_set_up_with_its_first_code_and_the_codes_are_shown_once(anna: User, required: None) -> None:
    site = enter()
    page = site.get(f"{FACTORS}app/add/")
    secret = page.context["form"].secret
    assert secret in page.content.decode()
    wrong = site.post(f"{FACTORS}app/add/", {"code": "000000"})
    assert (wrong.status_code, Authenticator.objects.count()) == (200, 0)
    first = auth.format_hotp_value(auth.hotp_value(secret, int(time.time()) // 30))
    done = site.post(f"{FACTORS}app/add/", {"code": first})
    assert (done.status_code, done["location"]) == (302, f"{FACTORS}codes/")
    shown = [site.get(f"{FACTORS}codes/").context["unused_codes"] for _ in range(2)]
    assert (len(set(shown[0])), set(shown[1])) == (10, {"****"})
    assert site.get("/admin/").status_code == 200


def test_where_it_is_not_required_it_is_offered(anna: User) -> None:
    page = enter().get("/admin/")
    assert (page.status_code, f'href="{FACTORS}"' in page.content.decode()) == (200, True)


def test_factors_are_changed_only_by_who_signed_in_just_now_or_proves_it(anna: User, codes: list[str]) -> None:
    site = given(codes[0])
    session = site.session
    session["sitting_began"] -= 700
    session.save()
    asked = site.get(f"{FACTORS}app/remove/")
    assert (asked.status_code, asked["location"]) == (
        302,
        f"/admin/again/?next={quote(f'{FACTORS}app/remove/', safe='')}",
    )
    assert site.post("/admin/again/", {"password": "wrong"}).status_code == 200
    again = site.post(asked["location"], {"password": PASSWORD})
    assert (again.status_code, again["location"]) == (302, f"{FACTORS}app/remove/")
    site.post(f"{FACTORS}app/remove/")
    assert Authenticator.objects.count() == 0  # the recovery codes go with the last factor


@pytest.mark.usefixtures("one_key")
def test_the_keeper_takes_lost_factors_away(anna: User, codes: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    given(codes[0])
    call_command("forget_factors", "anna")
    assert capsys.readouterr().out.startswith("anna: 2 taken away;")
    assert (Authenticator.objects.count(), Session.objects.count()) == (0, 0)
    assert who(enter()) == str(anna.pk)
    with pytest.raises(CommandError, match="There is no user berta"):
        call_command("forget_factors", "berta")


@pytest.mark.usefixtures("one_key")
def test_taking_factors_away_signs_the_user_out_and_nobody_else(anna: User, codes: list[str]) -> None:
    User.objects.create_superuser("berta", password=PASSWORD)
    annas, bertas = given(codes[0]), enter("berta")
    call_command("forget_factors", "anna")
    assert [annas.get("/admin/").status_code, bertas.get("/admin/").status_code] == [302, 200]


def test_a_change_of_factors_ends_all_other_sessions(anna: User, codes: list[str]) -> None:
    here, elsewhere = given(codes[0]), given(codes[1])
    assert here.post(f"{FACTORS}app/remove/").status_code == 302
    assert [here.get("/admin/").status_code, elsewhere.get("/admin/").status_code] == [200, 302]


@pytest.mark.parametrize(
    "there", ["https://example.org/", "//example.org/", "/\\\\example.org/", "javascript:alert(1)"]
)
def test_nobody_is_led_to_another_site(there: str, anna: User) -> None:
    answer = Client().post(LOGIN, {"login": "anna", "password": PASSWORD, "next": there})
    assert (answer.status_code, answer["location"]) == (302, "/admin/")


def test_whoever_was_on_the_way_to_a_page_gets_there(anna: User, codes: list[str]) -> None:
    site = Client()
    site.post(LOGIN, {"login": "anna", "password": PASSWORD, "next": "/admin/auth/user/"})
    assert site.post(ASK, {"code": codes[0]})["location"] == "/admin/auth/user/"


def test_the_password_is_masked_and_may_be_pasted() -> None:
    page = Client().get(LOGIN).content.decode()
    field = re.search(r'<input[^>]*name="password"[^>]*>', page)
    assert field and 'type="password"' in field[0] and 'autocomplete="current-password"' in field[0]
    assert "onpaste" not in page


CLOSED = ("signup", "email", "password/reset", "password/change", "social/connections", "logout", "2fa/trust")


def test_of_allauth_nothing_else_is_open() -> None:
    assert {Client().get(f"/{folder}{page}/").status_code for page in CLOSED for folder in ("", "accounts/")} == {404}


def credential(**response: str) -> str:
    return json.dumps({"id": "AA", "rawId": "AA", "type": "public-key", "response": response})


EMPTY = base64.urlsafe_b64encode(b'{"type":"webauthn.get","challenge":"AA","origin":"https://x"}').decode().rstrip("=")
# Keys cut short, and CBOR that ends too early, promises too much, nests too deep or is no text.
PARTS = [
    "",
    "AA",
    "gg",
    "oWhhdXRoRGF0YQ",
    "W____w",
    "gYGBgYGBgYGBgYGB" * 200,
    "Y_8",
    "o2NmbXRkbm9uZWdhdHRTdG10oGhhdXRoRGF0YUA",
]
JUNK = ["", "null", "[]", "1", '"x"', "{}", '{"id": 1}', credential()]
JUNK += [credential(clientDataJSON=EMPTY, attestationObject=part) for part in PARTS]
JUNK += [credential(clientDataJSON=EMPTY, authenticatorData=part, signature="AA") for part in PARTS]
JUNK += [credential(clientDataJSON="AA", attestationObject="AA", authenticatorData="AA", signature="AA")]


@pytest.mark.parametrize("junk", JUNK)
def test_what_is_no_passkey_is_refused_in_words(junk: str, anna: User, codes: list[str]) -> None:
    asked = enter()
    asked.get(ASK)
    assert (asked.post(ASK, {"credential": junk}).status_code, who(asked)) == (200, None)
    site = given(codes[0])
    site.get(f"{FACTORS}passkeys/add/")
    assert site.post(f"{FACTORS}passkeys/add/", {"name": "x", "credential": junk}).status_code == 200
    assert Authenticator.objects.filter(type="webauthn").count() == 0


@pytest.mark.parametrize("typed", ["", " ", "é", "１２３４５６", "12\x003456", "\ud800", "1" * 10_000, "-1", "1e5"])
def test_whatever_is_typed_for_a_code_or_a_name_is_answered(typed: str, anna: User, codes: list[str]) -> None:
    raw = typed.encode("utf-8", "surrogatepass")
    site = enter()
    assert (site.post(ASK, {"code": raw}).status_code, who(site)) == (200, None)
    assert Client().post(LOGIN, {"login": raw, "password": raw}).status_code == 200


def with_passkeys(context: BrowserContext) -> Page:
    """A page of a browser that has the lock of a device."""
    page = context.new_page()
    tools = context.new_cdp_session(page)
    tools.send("WebAuthn.enable")
    lock: dict[str, Any] = {"protocol": "ctap2", "transport": "internal", "hasUserVerification": True}
    lock |= {"hasResidentKey": True, "isUserVerified": True, "automaticPresenceSimulation": True}
    tools.send("WebAuthn.addVirtualAuthenticator", {"options": lock})
    return page


def type_password(page: Page) -> None:
    page.goto(LOGIN)
    page.get_by_label("Username").fill("anna")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()


def test_a_passkey_is_added_and_signs_in_under_our_own_policy(live_server: LiveServer, browser: Browser) -> None:
    User.objects.create_superuser("anna", password=PASSWORD)
    context = browser.new_context(base_url=live_server.url.replace("127.0.0.1", "localhost"))
    page = with_passkeys(context)
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    type_password(page)
    page.wait_for_url("**/admin/")
    page.goto(FACTORS)
    page.get_by_role("link", name="Add a passkey").click()
    page.get_by_label("What you call it").fill("My phone")
    page.get_by_role("button", name="Add a passkey").click()
    expect(page.get_by_role("heading", name="Recovery codes")).to_be_visible()
    page.get_by_role("button", name="Log out").click()
    type_password(page)
    page.get_by_role("button", name="Use a passkey").click()
    page.wait_for_url("**/admin/")
    assert ([str(one) for one in Authenticator.objects.filter(type="webauthn")], complaints) == (["My phone"], [])
    context.close()


def test_a_passkey_can_be_asked_for_once_the_scripts_listen(live_server: LiveServer, browser: Browser) -> None:
    User.objects.create_superuser("anna", password=PASSWORD)
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    page = context.new_page()
    type_password(page)
    page.goto(f"{FACTORS}passkeys/add/")
    expect(page.get_by_role("button", name="Add a passkey")).to_be_disabled()
    expect(page.locator("noscript p")).to_contain_text("A passkey needs JavaScript")
    context.close()
