import re

import pytest
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command
from django.test import Client
from playwright.sync_api import Browser
from pytest_django.live_server_helper import LiveServer

from archive.access import signin

pytestmark = pytest.mark.django_db


@pytest.fixture
def site() -> Client:
    return Client(headers={"host": "127.0.0.1"})


@pytest.fixture
def path() -> str:
    return signin.link("curator", "http://127.0.0.1:8000").removeprefix("http://127.0.0.1:8000")


def who(site: Client) -> str | None:
    return site.session.get("_auth_user_id")


def test_looking_at_the_link_signs_nobody_in_and_does_not_spend_it(site: Client, path: str) -> None:
    answers = [site.get(path), site.head(path), site.get(path)]
    assert [answer.status_code for answer in answers] == [200, 200, 200]
    assert who(site) is None


def test_confirming_signs_the_curator_in(site: Client, path: str) -> None:
    answer = site.post(path)
    assert (answer.status_code, answer["location"]) == (302, "/admin/")
    assert who(site) == str(get_user_model().objects.get(username="curator").pk)
    assert site.get("/admin/").status_code == 200


def test_a_link_works_once(site: Client, path: str) -> None:
    site.post(path)
    second = Client(headers={"host": "127.0.0.1"})
    assert [second.get(path).status_code, second.post(path).status_code] == [410, 410]
    assert who(second) is None


def test_an_older_link_dies_when_a_newer_one_is_used(site: Client, path: str) -> None:
    newer = signin.link("curator", "")
    site.post(newer)
    assert site.post(path).status_code == 410


def test_a_link_dies_after_ten_minutes(site: Client, path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    now = signin.signing.time.time()
    monkeypatch.setattr(signin.signing.time, "time", lambda: now + 601)
    assert site.post(path).status_code == 410
    assert who(site) is None


def test_a_forged_link_is_refused(site: Client, path: str) -> None:
    forged = re.sub(r"sign-in/..", "sign-in/xx", path)
    assert [site.get(forged).status_code, site.post(forged).status_code] == [410, 410]


def test_another_site_cannot_confirm(path: str) -> None:
    strict = Client(enforce_csrf_checks=True, headers={"host": "127.0.0.1"})
    assert strict.post(path).status_code == 403
    assert who(strict) is None


@pytest.mark.parametrize("change", [{"is_active": False}, {"is_staff": False}])
def test_a_link_dies_with_the_rights_of_its_user(site: Client, path: str, change: dict[str, bool]) -> None:
    get_user_model().objects.filter(username="curator").update(**change)
    assert site.post(path).status_code == 410


def test_the_first_curator_has_every_right_and_no_password(path: str) -> None:
    curator = get_user_model().objects.get()
    assert (curator.username, curator.is_superuser, curator.has_usable_password()) == ("curator", True, False)
    assert set(curator.groups.values_list("name", flat=True)) == {"curator", "administrator"}


def test_only_the_first_curator_is_made_on_the_way() -> None:
    with pytest.raises(CommandError, match="anna is not an active member of the staff"):
        call_command("sign_in_link", "anna")
    assert get_user_model().objects.count() == 0


def test_the_command_prints_a_link_below_the_given_address(capsys: pytest.CaptureFixture[str], site: Client) -> None:
    call_command("sign_in_link", "--address", "http://localhost:8123/")
    printed = capsys.readouterr().out.strip()
    assert printed.startswith("http://localhost:8123/admin/sign-in/")
    assert site.get(printed.removeprefix("http://localhost:8123")).status_code == 200


def test_the_link_works_in_a_browser_under_our_own_policy(live_server: LiveServer, browser: Browser) -> None:
    page = browser.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(signin.link("curator", live_server.url))
    page.get_by_role("button", name="Sign in").click()
    assert page.url == live_server.url + "/admin/"
    assert complaints == []
    page.close()
