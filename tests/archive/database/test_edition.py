"""The edition: every transaction that changes what readers see moves it, and nothing else does."""

from collections.abc import Callable, Iterator

import pytest
from django.apps import apps
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session as SignedIn
from django.db import connection, transaction
from django.test import Client
from django.utils.timezone import now

from archive.database.edition import UNSETTLED, edition
from events.models import Draft, KeptDraft, ReportText
from orgs.models import Organization
from tests import records as make
from tests.aside import beside

# What readers are never shown.
PRIVATE = (Draft, KeptDraft, ReportText)
TRIGGERS = """
    SELECT relname FROM pg_trigger JOIN pg_class ON tgrelid = pg_class.oid
    WHERE tgname = 'edition_to_move' AND tgenabled = 'O' AND tgtype & (4 + 8 + 16 + 32) = 4 + 8 + 16 + 32
"""
on_its_own = pytest.mark.django_db(transaction=True)


@pytest.fixture
def ahead(transactional_db: None) -> Iterator[int]:
    """An edition of a time to come, which goes on by one: as after the clock was set back."""
    before = edition()
    sql(f"UPDATE archive_edition SET number = {before + 10**15}")
    yield before + 10**15
    sql(f"UPDATE archive_edition SET number = {before + 1}")
    sql(f"DELETE FROM archive_moved WHERE number > {before}")


def sql(statement: str) -> list[tuple[str]]:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchall() if cursor.description else []


def moves(write: Callable[[], object]) -> bool:
    before = edition()
    write()
    return edition() > before


@pytest.mark.django_db
def test_every_table_that_readers_see_moves_the_edition() -> None:
    ours = [model for app in ("orgs", "people", "events") for model in apps.get_app_config(app).get_models()]
    public = [one for one in ours if not hasattr(one, "pgh_id") and one not in PRIVATE]
    assert sorted(name for (name,) in sql(TRIGGERS)) == sorted(one._meta.db_table for one in public)


@on_its_own
def test_what_readers_never_see_leaves_it() -> None:
    report = make.report()
    user = User.objects.create_user("somebody")
    assert not moves(lambda: Draft.objects.create(owner=user, text="A quokka spoke."))
    assert not moves(lambda: ReportText.objects.create(report=report, text="Secret words."))
    assert not moves(lambda: Client().force_login(user))
    assert not moves(lambda: SignedIn.objects.create(session_key="x", session_data="", expire_date=now()))
    assert not moves(lambda: list(Organization.objects.all()))


@on_its_own
def test_every_way_of_writing_moves_it() -> None:
    body = make.organization()
    assert moves(lambda: Organization.objects.filter(pk=body.pk).update(note="Of trade."))
    assert moves(lambda: sql("UPDATE orgs_organization SET note = 'Of commerce.'"))
    assert moves(copy)
    assert moves(lambda: sql("TRUNCATE events_withdrawn"))
    assert moves(body.delete)


def copy() -> None:
    with (
        connection.cursor() as cursor,
        cursor.copy("COPY events_topic (slug, name, sort_name, description) FROM STDIN") as rows,
    ):
        rows.write_row(("trade", "Trade", "trade", ""))


@on_its_own
def test_it_moves_once_for_all_that_a_transaction_does(ahead: int) -> None:
    with transaction.atomic():
        make.organization()
        connection.check_constraints()
        make.person()
    assert edition() == ahead + 1


@on_its_own
def test_what_is_taken_back_leaves_it() -> None:
    before = edition()
    with transaction.atomic():
        make.organization()
        transaction.set_rollback(True)
    assert edition() == before


@on_its_own
def test_a_transaction_moves_it_though_its_first_write_is_taken_back() -> None:
    before = edition()
    with transaction.atomic():
        with transaction.atomic():
            make.organization()
            transaction.set_rollback(True)
        make.organization()
    assert edition() > before


@on_its_own
def test_a_transaction_that_has_written_sees_no_edition() -> None:
    with transaction.atomic():
        make.organization()
        assert edition() == UNSETTLED
    assert edition() > UNSETTLED


@on_its_own
def test_the_edition_and_what_is_read_with_it_are_of_one_moment() -> None:
    """A reader's snapshot keeps the old edition with the old rows, however much is written meanwhile."""
    before = edition()
    with transaction.atomic():
        sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        assert edition() == before
        beside(make.organization)
        assert (edition(), Organization.objects.count()) == (before, 0)
    assert edition() > before and Organization.objects.count() == 1


@on_its_own
@pytest.mark.parametrize("asks", [False, True], ids=["as it is", "asking the constraints before its end"])
def test_writers_beside_one_another_do_not_wait_and_all_count(asks: bool, ahead: int) -> None:
    """Also where one has the waiting constraints checked while it goes on, as the loader and the admin do."""
    with transaction.atomic():
        make.organization()
        if asks:
            connection.check_constraints()
        beside(make.organization)
    assert edition() == ahead + 2


@on_its_own
def test_it_never_comes_back_to_a_number_that_has_been() -> None:
    """As where a dump was restored, or a standby took over: what follows is later than all that was."""
    before = edition()
    sql("UPDATE archive_edition SET number = 1")
    make.organization()
    assert edition() > before


@on_its_own
def test_nothing_is_left_behind() -> None:
    make.organization()
    assert sql("TABLE archive_moving") == []
