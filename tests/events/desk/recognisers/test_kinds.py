"""Guesses of kinds by the words of a name; every guess is a kind that records may have."""

import pytest

from events.desk.recognisers import kinds
from events.models import Forum, Session
from orgs.models import Organization


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Kalinga Mills Ltd.", "company"),
        ("Ministry of Trade", "government"),
        ("City of Lund", "government"),
        ("Quillon Chamber of Commerce", "chamber"),
        ("Gediz University", "university"),
        ("Nordic Development Bank", "fund"),
        ("海峡茶业协会", "chamber"),
        ("云雾茶业有限公司", "company"),
        ("福州市商务局", "government"),
        ("Iberglas", None),
    ],
)
def test_a_body_is_of_the_kind_that_its_words_tell(name: str, kind: str | None) -> None:
    assert kinds.kind_of_body(name) == kind


def test_events_and_sessions_have_kinds_too() -> None:
    assert kinds.kind_of_event("Baltic Ports Summit") == "summit"
    assert kinds.kind_of_event("Quillon 2024") == "forum"
    assert kinds.kind_of_session("Round-table discussion") == "round-table"


def test_every_guess_is_a_kind_of_the_archive() -> None:
    assert {kind for kind, _ in kinds.BODIES} <= set(Organization.Kind.values)
    assert {kind for kind, _ in kinds.EVENTS} <= set(Forum.Kind.values)
    assert {kind for kind, _ in kinds.SESSIONS} <= set(Session.Kind.values)
