"""Guessing passwords is slow: ten wrong ones for an account or from an address, and all wait."""

import json
from datetime import timedelta

import pytest
from axes.models import AccessAttempt, AccessLog
from django.conf import settings
from django.contrib.auth.models import User
from django.db.models import F
from django.test import Client, override_settings

from archive.access import signin

pytestmark = pytest.mark.django_db
LOGIN, PASSWORD = "/admin/login/", "tide-table-1923"
LIMIT = settings.AXES_FAILURE_LIMIT


@pytest.fixture
def anna() -> User:
    return User.objects.create_superuser("anna", password=PASSWORD)


def enter(name: str, password: str = "wrong", address: str = "203.0.113.5", **headers: str) -> int:
    said = {FIELD: name, "password": password}
    return int(Client(REMOTE_ADDR=address, headers=headers).post(LOGIN, said).status_code)


FIELD = "login"


def guess(many: int, name: str = "anna", **said: str) -> list[int]:
    return [enter(name, **said) for _ in range(many)]


def test_an_account_is_closed_after_too_many_guesses_from_wherever(anna: User) -> None:
    answers = [enter("anna", address=f"203.0.113.{n}") for n in range(LIMIT)]
    assert answers == [200] * (LIMIT - 1) + [429]
    assert enter("anna", PASSWORD, address="198.51.100.1") == 429
    User.objects.create_superuser("berta", password=PASSWORD)
    assert enter("berta", PASSWORD, address="198.51.100.1") == 302


def test_an_address_is_closed_after_too_many_guesses_at_whatever_names(anna: User) -> None:
    assert [enter(f"name-{n}") for n in range(LIMIT)] == [200] * (LIMIT - 1) + [429]
    assert (enter("anna", PASSWORD), enter("anna", PASSWORD, address="198.51.100.1")) == (429, 302)


def test_addresses_of_version_6_are_counted_by_household(anna: User) -> None:
    assert [enter(f"name-{n}", address=f"2001:db8::{n:x}") for n in range(LIMIT)][-1] == 429
    assert (enter("anna", PASSWORD, "2001:db8::ffff"), enter("anna", PASSWORD, "2001:db8:0:1::1")) == (429, 302)


def test_the_door_opens_again_after_a_while_and_knocking_meanwhile_does_not_lengthen_it(anna: User) -> None:
    guess(LIMIT)
    AccessAttempt.objects.update(attempt_time=F("attempt_time") - settings.AXES_COOLOFF_TIME + timedelta(minutes=1))
    assert enter("anna", PASSWORD) == 429
    AccessAttempt.objects.update(attempt_time=F("attempt_time") - timedelta(minutes=1))
    assert enter("anna", PASSWORD) == 302


def test_who_signs_in_rightly_begins_anew_and_is_not_written_down(anna: User) -> None:
    guess(LIMIT - 1)
    assert enter("anna", PASSWORD) == 302
    assert (AccessAttempt.objects.count(), AccessLog.objects.count()) == (0, 0)
    assert guess(LIMIT - 1) == [200] * (LIMIT - 1)


def test_the_page_says_when_to_try_again(anna: User) -> None:
    guess(LIMIT - 1)
    page = Client(REMOTE_ADDR="203.0.113.5").post(LOGIN, {FIELD: "anna", "password": "wrong"})
    assert (page.status_code, 890 <= int(page["Retry-After"]) <= 900) == (429, True)
    assert "Too many passwords or codes were wrong. Try again in 15 minutes." in page.content.decode()
    told = Client(REMOTE_ADDR="203.0.113.5", headers={"accept": "application/json"})
    data = told.post(LOGIN, {FIELD: "anna", "password": PASSWORD})
    assert data.json() == {"error": "Too many passwords or codes were wrong.", "mend": "Try again in 15 minutes."}


def test_the_one_time_link_lets_in_all_the_same(anna: User) -> None:
    guess(LIMIT)
    site = Client(REMOTE_ADDR="203.0.113.5")
    assert site.post(signin.link("anna", "")).status_code == 302
    assert site.session["_auth_user_id"] == str(anna.pk)


def test_no_password_is_kept(anna: User) -> None:
    guess(2, password="my-other-password")
    kept = json.dumps(list(AccessAttempt.objects.values()), default=str)
    assert "my-other-password" not in kept


def test_what_a_sender_says_of_its_address_is_not_believed(anna: User) -> None:
    said = [enter("nobody", **{"x-forwarded-for": f"198.51.100.{n}"}) for n in range(LIMIT)]
    assert said[-1] == 429


@override_settings(SECURE_PROXY_SSL_HEADER=("HTTP_X_FORWARDED_PROTO", "https"))
def test_behind_a_proxy_the_address_is_the_one_that_the_proxy_added(anna: User) -> None:
    def through_proxy(sender: str, said: str) -> int:
        return enter(f"name {sender} {said}", address="10.0.0.1", **{"x-forwarded-for": f"{said}, {sender}"})

    forged = [through_proxy("203.0.113.5", f"198.51.100.{n}") for n in range(LIMIT)]
    assert (forged[-1], through_proxy("203.0.113.5", "192.0.2.1"), through_proxy("192.0.2.7", "203.0.113.5")) == (
        429,
        429,
        200,
    )


def test_all_processes_share_one_count(anna: User) -> None:
    guess(2)
    seen = AccessAttempt.objects.values_list("username", "ip_address", "failures_since_start")
    assert list(seen) == [("anna", "203.0.113.5", 2)]
    AccessAttempt.objects.update(failures_since_start=LIMIT - 1)  # as another process counted on
    assert guess(1) == [429]
