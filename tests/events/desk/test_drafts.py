"""Nothing typed is ever lost: what is refused is kept whole, what is acknowledged is on the disk."""

from datetime import timedelta
from threading import Barrier, Thread
from typing import Any

import pytest
from django.contrib.auth.models import Permission, User
from django.db import connection, connections
from django.utils import timezone

from events.desk.drafts import LAPSE, Why, save, take_over
from events.desk.outline import Unfit
from events.models import Draft, KeptDraft

pytestmark = pytest.mark.django_db


def user(name: str, *may: str) -> User:
    one = User.objects.get_or_create(username=name, is_staff=True)[0]
    one.user_permissions.set(Permission.objects.filter(codename__in=may))
    return one


def a_draft(**more: Any) -> Draft:
    return Draft.objects.create(owner=user("ann"), **more)


def titled(title: str) -> dict[str, Any]:
    return {"report": {"title": title}}


def kept(draft: Draft) -> list[tuple[str, int, str, str]]:
    """What is kept: why, made from which version, by which tab, its title."""
    rows = draft.kept.order_by("pk").values_list("why", "version", "tab", "document")
    return [(why, version, tab, document.get("report", {}).get("title", "")) for why, version, tab, document in rows]


def saved(draft: Draft, title: str, version: int, tab: str, by: str = "ann") -> tuple[int, str, bool]:
    """The version and title that stand after trying to save, and whether it was saved."""
    answer = save(draft.pk, titled(title), version, tab, user(by))
    row = Draft.objects.get(pk=draft.pk)
    return row.version, row.document["report"]["title"], answer.kept is None


def test_each_save_is_the_next_version() -> None:
    draft = a_draft()
    assert saved(draft, "A", 1, "one") == (2, "A", True)
    assert saved(draft, "B", 2, "one") == (3, "B", True)
    assert kept(draft) == []


def test_a_save_whose_answer_was_lost_may_come_again() -> None:
    draft = a_draft()
    saved(draft, "A", 1, "one")
    assert saved(draft, "A", 1, "one") == (2, "A", True)
    assert kept(draft) == []


def test_a_stale_save_changes_nothing_and_is_kept() -> None:
    draft = a_draft()
    saved(draft, "A", 1, "one")
    assert saved(draft, "B", 1, "one") == (2, "A", False)
    assert kept(draft) == [(Why.STALE, 1, "one", "B")]


def test_a_tab_that_goes_on_typing_has_its_last_words_kept() -> None:
    draft = a_draft()
    saved(draft, "A", 1, "one")
    for title in ("B", "Be", "Bee"):
        saved(draft, title, 1, "two", "bo")
    assert kept(draft) == [(Why.EDITED, 1, "two", "Bee")]


def test_while_one_tab_edits_another_does_not_save() -> None:
    draft = a_draft()
    saved(draft, "A", 1, "one")
    assert saved(draft, "B", 2, "two", "bo") == (2, "A", False)
    assert kept(draft) == [(Why.EDITED, 2, "two", "B")]


def test_who_takes_over_keeps_what_stood_there_and_the_other_is_stale() -> None:
    draft = a_draft()
    saved(draft, "A", 1, "one")
    assert take_over(draft.pk, "two", user("bo")).version == 3
    assert saved(draft, "A again", 2, "one") == (3, "A", False)
    assert saved(draft, "B", 3, "two", "bo") == (4, "B", True)
    assert kept(draft) == [(Why.TAKEN_OVER, 2, "one", "A"), (Why.EDITED, 2, "one", "A again")]


def test_a_tab_that_fell_silent_lets_another_save_and_its_words_are_kept() -> None:
    draft = a_draft()
    saved(draft, "A", 1, "one")
    Draft.objects.update(edited_at=timezone.now() - LAPSE - timedelta(seconds=1))
    assert saved(draft, "B", 2, "two", "bo") == (3, "B", True)
    assert kept(draft) == [(Why.TAKEN_OVER, 2, "one", "A")]


def test_what_is_no_draft_is_not_saved() -> None:
    draft = a_draft()
    with pytest.raises(Unfit):
        save(draft.pk, {"forums": {}}, 1, "one", user("ann"))
    assert Draft.objects.get().version == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_saves_at_once_one_stands_and_one_is_kept() -> None:
    draft, by, ready = a_draft(), user("ann"), Barrier(2)

    def try_to(title: str) -> None:
        ready.wait()
        save(draft.pk, titled(title), 1, title, by)
        connections.close_all()

    threads = [Thread(target=try_to, args=[title]) for title in ("A", "B")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    draft.refresh_from_db()
    titles = {draft.document["report"]["title"], KeptDraft.objects.get().document["report"]["title"]}
    assert (draft.version, titles) == (2, {"A", "B"})


def test_what_is_committed_is_on_the_disk() -> None:
    with connection.cursor() as cursor:
        settings = []
        for name in ("fsync", "synchronous_commit", "full_page_writes"):
            cursor.execute(f"SHOW {name}")
            settings += cursor.fetchall()
    assert settings == [("on",)] * 3


def test_a_contributor_sees_their_own_drafts_and_a_curator_all() -> None:
    ann, bo = user("ann", "view_draft", "change_draft"), user("bo", "view_draft", "change_draft")
    curator = user("cy", "publish_draft")
    hers, his = Draft.objects.create(owner=ann), Draft.objects.create(owner=bo)
    seen = [set(Draft.objects.seen_by(one)) for one in (ann, bo, curator)]
    assert seen == [{hers}, {his}, {hers, his}]


def test_drafts_that_wait_for_a_curator_come_first() -> None:
    ready, later = Draft.objects.create(ready=True), Draft.objects.create()
    assert list(Draft.objects.to_list()) == [ready, later]


def test_a_draft_outlives_its_owner() -> None:
    draft = a_draft()
    User.objects.get().delete()
    draft.refresh_from_db()
    assert draft.owner is None
