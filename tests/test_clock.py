"""A clock that jumps: nobody is locked out, nothing is hidden, and nothing needs a hand once the clock is right."""

import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pgtrigger
import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from archive.access import signin
from archive.access.roles import give
from archive.serving.rates import Limiter, Rate
from events.correcting import AN_HOUR_ALL
from events.desk.drafts import save
from events.models import Correction, Draft
from events.staff import CURATOR
from orgs.models import Organization
from tests import records as make

on_its_own = pytest.mark.django_db(transaction=True)
A_YEAR = timedelta(days=365)


@pytest.fixture
def jump(monkeypatch: pytest.MonkeyPatch) -> Callable[[timedelta], None]:
    """Let the application's clock be wrong by so much."""
    right = {"now": timezone.now, "time": time.time}

    def wrong_by(span: timedelta) -> None:
        monkeypatch.setattr(timezone, "now", lambda: right["now"]() + span)
        monkeypatch.setattr(time, "time", lambda: right["time"]() + span.total_seconds())

    return wrong_by


Jump = Callable[[timedelta], None]


@on_its_own
@pytest.mark.parametrize("span", [A_YEAR, -A_YEAR], ids=["ahead", "behind"])
def test_a_draft_saved_while_the_clock_was_wrong_is_nobodys_for_long(jump: Jump, span: timedelta) -> None:
    ann, bob = (User.objects.create_user(name, is_staff=True) for name in ("ann", "bob"))
    draft = Draft.objects.create(owner=ann)
    jump(span)
    assert save(draft.pk, {"report": {"title": "One"}}, 1, "first", ann).kept is None
    jump(timedelta())
    assert save(draft.pk, {"report": {"title": "Two"}}, 2, "second", bob).kept is None


@pytest.mark.django_db
def test_what_readers_sent_while_the_clock_ran_ahead_shuts_the_form_for_nobody(client: Client) -> None:
    later = timezone.now() + A_YEAR
    Correction.objects.bulk_create(Correction(message="Wrong.", sent_at=later) for _ in range(AN_HOUR_ALL))
    answer = client.post("/corrections/new/", {"page": "", "message": "The name is spelt otherwise."})
    assert (answer.status_code, Correction.objects.count()) == (302, AN_HOUR_ALL + 1)


@on_its_own
def test_what_is_changed_after_the_clock_was_set_back_is_seen_at_once(client: Client) -> None:
    body = make.organization("Quokka Society")
    make.mention(body)
    ahead = timezone.now() + A_YEAR
    with pgtrigger.ignore():
        Organization.objects.update(changed_at=ahead)
    assert "Quokka Society" in client.get("/organizations/").content.decode()
    Organization.objects.filter(pk=body.pk).update(name="Wombat Society")
    assert "Wombat Society" in client.get("/organizations/").content.decode()
    assert Organization.objects.get(pk=body.pk).changed_at == ahead


@pytest.mark.django_db
@pytest.mark.parametrize(("span", "status"), [(A_YEAR, 410), (-A_YEAR, 302), (timedelta(), 302)])
def test_a_link_signs_in_once_whatever_the_clock_says(jump: Jump, span: timedelta, status: int) -> None:
    site = Client(headers={"host": "127.0.0.1"})
    path = signin.link("curator", "http://127.0.0.1").removeprefix("http://127.0.0.1")
    jump(span)
    assert site.post(path).status_code == status
    jump(timedelta())
    assert site.post(path).status_code == (302 if status == 410 else 410)


@on_its_own
def test_who_is_signed_in_is_so_again_when_the_clock_is_right(jump: Jump, client: Client) -> None:
    user = User.objects.create_user("anna")
    give(user, [CURATOR])
    client.force_login(user)
    statuses = []
    for span in (timedelta(), A_YEAR, timedelta(), -A_YEAR, timedelta()):
        jump(span)
        statuses.append(Client(headers={"cookie": _cookie(client)}).get("/admin/desk/").status_code)
    assert statuses == [200, 302, 200, 200, 200]


def _cookie(client: Client) -> str:
    return f"sessionid={client.cookies['sessionid'].value}"


def test_a_rate_begins_anew_after_a_jump() -> None:
    now: list[Any] = [10**9]
    limiter = Limiter(Rate(1, 60), clock=lambda: now[0])
    left = []
    for jump in (0, 0, 10**7, 0, -(2 * 10**7)):
        now[0] += jump
        left.append(limiter.take("anybody").many)
    assert left == [0, -1, 0, -1, 0]
