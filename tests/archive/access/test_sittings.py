"""Who is signed in stays so for some hours, less without doing anything, and not after a new password."""

import json
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.contrib.auth.models import User
from django.test import Client

from archive.access.signin import link
from tests.archive.test_settings import PRODUCTION, run

pytestmark = pytest.mark.django_db
PASSWORD = "tide-table-1923"


@pytest.fixture
def anna() -> User:
    return User.objects.create_superuser("anna", password=PASSWORD)


@pytest.fixture
def site(anna: User) -> Client:
    return entered()


def entered() -> Client:
    site = Client()
    site.post("/admin/login/", {"login": "anna", "password": PASSWORD})
    assert is_in(site)
    return site


def is_in(site: Client) -> bool:
    return bool(site.get("/admin/").status_code == 200)


def passes(site: Client, *names: str, seconds: int) -> None:
    session = site.session
    for name in names:
        session[name] -= seconds
    session.save()


@pytest.mark.parametrize(("minutes", "expected"), [(119, True), (121, False)])
def test_two_hours_of_nothing_end_it(site: Client, minutes: int, expected: bool) -> None:
    passes(site, "sitting_began", "sitting_seen", seconds=60 * minutes)
    assert [is_in(site), is_in(site)] == [expected, expected]


@pytest.mark.parametrize(("minutes", "expected"), [(12 * 60 - 1, True), (12 * 60 + 1, False)])
def test_twelve_hours_end_it_whatever_is_done(site: Client, minutes: int, expected: bool) -> None:
    passes(site, "sitting_began", seconds=60 * minutes)
    assert [is_in(site), is_in(site)] == [expected, expected]


def test_it_is_noted_once_a_minute_that_somebody_is_there(site: Client) -> None:
    seen = site.session["sitting_seen"]
    is_in(site)
    assert site.session["sitting_seen"] == seen
    passes(site, "sitting_seen", seconds=61)
    is_in(site)
    assert site.session["sitting_seen"] > seen


def test_a_session_from_before_there_were_limits_ends(site: Client) -> None:
    session = site.session
    del session["sitting_began"]
    session.save()
    assert not is_in(site)


@pytest.mark.parametrize("factor", [False, True])
def test_without_the_primary_who_is_signed_in_reads_as_anybody_and_is_let_in_nowhere(
    site: Client, factor: bool, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.SECOND_FACTOR = factor
    site.raise_request_exception = False
    with monkeypatch.context() as outage:
        outage.setattr("archive.access.sittings.primary_is_out", lambda: True)
        read, desk = site.get("/reports/"), site.get("/admin/")
    assert (read.status_code, read.context["user"].is_authenticated, desk.status_code) == (200, False, 503)
    settings.SECOND_FACTOR = False
    assert is_in(site)


def test_signing_out_ends_the_session_on_the_server(site: Client) -> None:
    cookie = site.cookies["sessionid"].value
    site.post("/admin/logout/")
    site.cookies["sessionid"] = cookie
    assert not is_in(site)


def test_a_new_password_ends_all_other_sessions(site: Client) -> None:
    other = entered()
    new = "a harbour in the fog"
    said = {"old_password": PASSWORD, "new_password1": new, "new_password2": new}
    assert site.post("/admin/password_change/", said).status_code == 302
    assert [is_in(site), is_in(other)] == [True, False]


@pytest.mark.parametrize("change", [{"is_active": False}, {"is_staff": False, "is_superuser": False}])
def test_a_closed_account_is_out_at_once(site: Client, change: dict[str, bool]) -> None:
    User.objects.update(**change)
    assert not is_in(site)


@pytest.mark.parametrize(
    ("password", "expected"),
    [
        ("eleven char", ["This password is too short. It must contain at least 12 characters."]),
        ("administrator", ["This password is too common."]),
        ("harbour in fog", []),
        ("雾" * 12, []),
        ("x y" * 40, []),
    ],
)
def test_passwords_are_long_and_not_common_and_otherwise_free(site: Client, password: str, expected: list[str]) -> None:
    said = {"old_password": PASSWORD, "new_password1": password, "new_password2": password}
    answer = site.post("/admin/password_change/", said)
    errors = answer.context["form"].errors.get("new_password2", []) if answer.status_code == 200 else []
    assert list(errors) == expected


def test_changing_the_password_asks_for_the_old_one(site: Client) -> None:
    new = "a harbour in the fog"
    said = {"old_password": "wrong", "new_password1": new, "new_password2": new}
    assert site.post("/admin/password_change/", said).status_code == 200


def choose(site: Client, password: str) -> list[str]:
    answer = site.post("/admin/password_change/", {"new_password1": password, "new_password2": password}, follow=True)
    return [path for path, _ in answer.redirect_chain]


def test_who_came_by_a_link_sets_a_password_as_good_as_others() -> None:
    site = Client(headers={"host": "127.0.0.1"})
    site.post(link("curator", ""))
    assert 'href="/admin/password_change/">Set a password<' in site.get("/admin/").text
    assert (choose(site, "eleven char"), choose(site, PASSWORD)) == ([], ["/admin/password_change/done/"])
    assert User.objects.get(username="curator").check_password(PASSWORD)
    assert "Set a password" not in site.get("/admin/").text
    assert choose(site, "a harbour in the fog") == []


def test_who_has_a_factor_proves_it_for_a_first_password(anna: User, site: Client) -> None:
    anna.set_unusable_password()
    anna.save()
    site.force_login(anna)
    TOTP.activate(anna, "JBSWY3DPEHPK3PXP")
    passes(site, "sitting_began", seconds=601)
    assert choose(site, PASSWORD) == ["/admin/second-factor/again/?next=%2Fadmin%2Fpassword_change%2F"]


HASHED = """
import django
django.setup()
from django.contrib.auth.hashers import make_password
print(make_password("harbour in fog")[:21])
"""


def test_passwords_are_hashed_slowly() -> None:
    done = run("-c", HASHED, **PRODUCTION, DJANGO_SETTINGS_MODULE="archive.settings")
    assert done.stdout == "pbkdf2_sha256$1000000\n"


COOKIES = """
from django.conf import settings
import json
names = ("SESSION_COOKIE_NAME", "CSRF_COOKIE_NAME", "STAFF_COOKIE_NAME", "MESSAGES_COOKIE_NAME",
         "SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "SESSION_COOKIE_SAMESITE", "CSRF_COOKIE_SAMESITE",
         "SESSION_COOKIE_HTTPONLY", "SESSION_COOKIE_PATH",
         "CSRF_COOKIE_PATH", "SESSION_COOKIE_DOMAIN", "CSRF_COOKIE_DOMAIN", "SECOND_FACTOR", "DEBUG")
print(json.dumps({name: getattr(settings, name) for name in names}))
"""


def test_in_production_cookies_are_this_hosts_alone_and_a_second_factor_is_asked_for() -> None:
    done = run("-c", COOKIES, **PRODUCTION, DJANGO_SETTINGS_MODULE="archive.settings")
    assert json.loads(done.stdout) == {
        "SESSION_COOKIE_NAME": "__Host-sessionid",
        "CSRF_COOKIE_NAME": "__Host-csrftoken",
        "STAFF_COOKIE_NAME": "__Host-staff",
        "MESSAGES_COOKIE_NAME": "__Host-messages",
        "SESSION_COOKIE_SECURE": True,
        "CSRF_COOKIE_SECURE": True,
        "SESSION_COOKIE_SAMESITE": "Strict",
        "CSRF_COOKIE_SAMESITE": "Strict",
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_PATH": "/",
        "CSRF_COOKIE_PATH": "/",
        "SESSION_COOKIE_DOMAIN": None,
        "CSRF_COOKIE_DOMAIN": None,
        "SECOND_FACTOR": True,
        "DEBUG": False,
    }


def test_the_cookie_of_a_session_is_out_of_reach_of_scripts_and_other_sites(anna: User) -> None:
    answer = Client().post("/admin/login/", {"login": "anna", "password": PASSWORD})
    assert set(answer.cookies) == {"sessionid", "staff", "csrftoken"}
    for cookie in (answer.cookies["sessionid"], answer.cookies["staff"]):
        assert (cookie["httponly"], cookie["samesite"], cookie["path"], cookie["domain"]) == (True, "Strict", "/", "")


def test_so_is_the_cookie_of_what_the_next_page_tells(admin_client: Client) -> None:
    user = {"username": "boris", "usable_password": "false"}
    told = admin_client.post("/admin/auth/user/add/", user).cookies["messages"]
    assert (told["httponly"], told["samesite"], told["path"]) == (True, "Strict", "/")
