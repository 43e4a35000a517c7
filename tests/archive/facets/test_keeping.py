"""Columns are loaded beside the requests, and no request is answered by those of another edition than its own."""

import gc
import logging
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from archive.database.edition import UNSETTLED, edition
from archive.facets import keeping, selecting, updating
from archive.facets.columns import Columns
from archive.facets.keeping import Keeper, Kept, Overtaken
from archive.pages import kept_pages
from orgs.views import Places
from people.views import Speakers
from tests import records as make
from tests.small_archive import small_archive

KEPT = Speakers.kept
numbers = count(1)


@pytest.fixture
def keeper(transactional_db: None, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Keeper]:
    """The keeper of a process that has loaded nothing yet, and keeps no whole pages."""
    settings.FACET_COLUMNS = True
    one = Keeper()
    for module in ("archive.pages.page", "events.views", "orgs.atlas"):
        monkeypatch.setattr(f"{module}.keeper", one)
    monkeypatch.setattr(kept_pages.shelf, "limit", 0)
    small_archive()
    yield one
    settled(one)


def settled(one: Keeper) -> None:
    """Wait until all that was wanted is loaded."""
    if thread := one.thread:
        thread.join(30)
        assert not thread.is_alive()


def appear() -> None:
    """One more person speaks."""
    number = next(numbers)
    with transaction.atomic():
        _appear(number)


def _appear(number: int) -> None:
    report = make.report(f"another-{number}")
    make.appears(make.person(f"Another {number}"), make.forum(f"Another Day {number}", by=report), by=report)


def listed(query: str = "") -> int:
    return Client().get(f"{reverse('speakers')}?format=json&{query}").json()["count"]


def counted(query: str = "") -> int:
    """How many spoke, by the counts of a facet: of one role and all others."""
    roles = Client().get(f"{reverse('speakers')}?format=json&{query}").json()["facets"]["role"]
    return next(one["count"] for one in roles if one["value"] == "speaker")


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The editions of the columns that requests were answered by."""
    used: list[int] = []
    init = selecting.ByColumns.__init__

    def noted(self: Any, filters: Any, columns: Any) -> None:
        used.append(columns.edition)
        init(self, filters, columns)

    monkeypatch.setattr(selecting.ByColumns, "__init__", noted)
    return used


def test_the_database_answers_until_the_columns_are_here(keeper: Keeper, answers: list[int]) -> None:
    first = listed()
    assert answers == []
    settled(keeper)
    assert (listed(), answers) == (first, [edition()])


@pytest.mark.parametrize("much", [False, True])
def test_after_a_commit_no_request_is_answered_by_older_columns(
    keeper: Keeper, answers: list[int], much: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if much:
        monkeypatch.setattr(updating, "MOST", 0)
    listed()
    settled(keeper)
    before = listed(), counted()
    appear()
    assert (listed(), counted()) == tuple(number + 1 for number in before)
    settled(keeper)
    answers.clear()
    assert (listed(), counted()) == tuple(number + 1 for number in before)
    assert answers == [edition()] * 2


def test_a_little_that_changed_is_brought_up_to_date_by_the_request(keeper: Keeper, answers: list[int]) -> None:
    listed()
    settled(keeper)
    appear()
    keeper.took[KEPT] = 10**6
    listed()
    assert (answers, keeper.thread) == ([edition()], None)


def test_a_page_that_was_begun_before_the_last_change_is_begun_anew(
    keeper: Keeper, answers: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    listed()
    settled(keeper)
    before, at, begun = listed(), Keeper.at, []

    def late(self: Keeper, number: int, one: Kept) -> Any:
        begun.append(number)
        if len(begun) == 1:
            with ThreadPoolExecutor(1) as another:
                another.submit(write_and_read).result()
        return at(self, number, one)

    def write_and_read() -> None:
        appear()
        listed()
        connection.close()

    monkeypatch.setattr(Keeper, "at", late)
    assert listed() == before + 1
    first, other, again = begun
    assert first < other == again == edition()


def test_columns_long_overtaken_leave_the_database_at_work(keeper: Keeper, answers: list[int]) -> None:
    """As where a copy is read that lags."""
    listed()
    settled(keeper)
    earlier = edition() - 1
    with pytest.raises(Overtaken):
        keeper.at(earlier, KEPT)
    keeper.came[KEPT] -= keeping.JUST_NOW
    assert keeper.at(earlier, KEPT) is None
    settled(keeper)


def test_readers_beside_writers_are_never_told_less_than_was_there_when_they_asked(keeper: Keeper) -> None:
    queries = ("", "role=speaker&year=-1999")
    before = {query: listed(query) for query in queries}
    acknowledged = 0

    def write() -> None:
        nonlocal acknowledged
        for _ in range(8):
            appear()
            acknowledged += 1
        connection.close()

    def read() -> list[int]:
        """By how many more than had been acknowledged each answer told of."""
        found = [-acknowledged + listed(query) - before[query] for query in queries * 10]
        connection.close()
        return found

    with ThreadPoolExecutor(4) as pool:
        jobs = [pool.submit(read) for _ in range(3)]
        pool.submit(write).result()
        assert min(one for job in jobs for one in job.result()) >= 0
    settled(keeper)
    assert {query: listed(query) - 8 for query in queries} == before


def test_one_load_serves_all_who_asked(keeper: Keeper, monkeypatch: pytest.MonkeyPatch) -> None:
    loads, load = [], Kept.load
    monkeypatch.setattr(Kept, "load", lambda self: loads.append(self) or load(self))
    number = edition()
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(lambda _: keeper.at(number, KEPT), range(8)))
    settled(keeper)
    columns = keeper.at(number, KEPT)
    assert columns and (columns.edition, loads, keeper.thread) == (number, [KEPT], None)


def test_a_load_that_fails_leaves_the_database_at_work_and_is_logged_once(
    keeper: Keeper, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(self: Kept) -> None:
        raise MemoryError

    monkeypatch.setattr(keeping, "RETRY", 0)
    monkeypatch.setattr(Kept, "load", fail)
    monkeypatch.setattr(logging.getLogger("django"), "propagate", True)
    with caplog.at_level("ERROR"):
        first = listed()
        settled(keeper)
        assert listed() == first
        settled(keeper)
    assert [record.message for record in caplog.records] == [
        "The columns of a list could not be loaded: the database answers in their stead."
    ]


def test_a_list_is_loaded_once_the_archive_stands_still_and_holds_up_no_other(
    keeper: Keeper, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keeping, "STILL", 10**6)
    monkeypatch.setattr(Kept, "update", lambda *args: None)
    keeper.at(edition(), KEPT)
    settled(keeper)
    appear()
    number = edition()
    keeper.at(number, KEPT)
    keeper.at(number, Places.kept)
    while not keeper.at(number, Places.kept):
        keeper.thread.join(0.1)
    assert keeper.at(number, KEPT) is None
    with keeper.changed:
        keeper.due[KEPT] = 0
        keeper.changed.notify()
    settled(keeper)
    assert keeper.at(number, KEPT)


def test_without_an_edition_or_with_columns_turned_off_nothing_is_loaded(keeper: Keeper, settings: Any) -> None:
    assert keeper.at(UNSETTLED, KEPT) is None
    settings.FACET_COLUMNS = False
    assert keeper.at(edition(), KEPT) is None
    assert (keeper.wanted, keeper.thread) == ({}, None)


def test_the_front_page_says_the_same_by_columns_and_asks_less(
    keeper: Keeper, settings: Any, django_assert_num_queries: Any
) -> None:
    def said() -> tuple[Any, ...]:
        shown = Client().get("/en/").context
        years = [(bar.label, bar.count) for bar in shown["years"].bars]
        cities = [(city.slug, city.forums) for city in shown["atlas"].cities]
        return years, cities, shown["counts"], Client().get("/en/?format=json").json()

    settings.FACET_COLUMNS = False
    by_sql = said()
    settings.FACET_COLUMNS = True
    said()
    settled(keeper)
    with django_assert_num_queries(18):
        Client().get("/en/")
    assert said() == by_sql


def test_a_page_that_is_made_holds_no_columns(keeper: Keeper, answers: list[int]) -> None:
    """Its filters refer to each other, and would keep them until somebody looks for what is not used."""
    listed()
    settled(keeper)
    gc.collect()
    gc.disable()
    try:
        for _ in range(3):
            appear()
            for address in (reverse("speakers"), f"{reverse('speakers')}?year=-1999&format=json", "/en/"):
                assert Client().get(address).status_code == 200
        settled(keeper)
        alive = sum(type(one) is Columns for one in gc.get_objects())  # asking a lazy one what it is would make it
    finally:
        gc.enable()
    assert alive == len(keeper.columns)
