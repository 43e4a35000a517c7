"""Migrations lose nothing: from the filled database of the last release forwards, back, and forwards again."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor
from pytest_django import DjangoDbBlocker

from archive.backups import tables
from archive.backups.files import Table
from archive.backups.restoring import restore
from archive.backups.tables import Tally
from archive.backups.taking import back_up
from people.models import Person, PersonDecision
from tests import records as make
from tests.filled_archive import filled_archive
from tests.places import at, place

pytestmark = pytest.mark.django_db

# The last migrations of the last release; there was none yet, so these are some way back.
RELEASED = [("orgs", "0003_identity"), ("people", "0004_removal"), ("events", "0011_scale")]
FIRST = [("orgs", "0001_initial"), ("people", "0001_initial"), ("events", "0001_initial")]
APPS = {app for app, _ in RELEASED}

Kept = dict[str, Table]


@pytest.fixture
def filled(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    with django_db_blocker.unblock(), place("migrating", model=connection.settings_dict["NAME"]) as name:
        with at(name):
            filled_archive()
        yield name


def go(targets: list[tuple[str, str]]) -> None:
    MigrationExecutor(connection).migrate(targets)


def latest() -> list[tuple[str, str]]:
    return [node for node in MigrationExecutor(connection).loader.graph.leaf_nodes() if node[0] in APPS]


def kept(like: Kept | None = None) -> Kept:
    """What each table keeps, as a backup would; with `like`, of those columns that were there then."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(tables.ONE_WAY)
        found = {}
        for kind in tables.kinds(cursor):
            if like and kind.name not in like:
                continue
            columns = [one for one in (like[kind.name].columns if like else kind.columns) if one in kind.columns]
            tally = Tally(columns)
            for portion in tables.rows(cursor, kind._replace(columns=columns)):
                tally.add(portion)
            found[kind.name] = tally.table
        return found


@pytest.mark.parametrize("start", [RELEASED, pytest.param(FIRST, marks=pytest.mark.slow)], ids=["released", "first"])
@pytest.mark.django_db(transaction=True)
def test_what_was_kept_is_kept_forwards_and_back(filled: str, start: list[tuple[str, str]]) -> None:
    with at(filled):
        newest = latest()
        go(start)
        released = kept()
        assert sum(table.rows for table in released.values()) > 1000
        go(newest)
        assert kept(like=released) == released
        go(start)
        assert kept() == released


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_a_backup_of_a_release_is_restored_as_it_was_and_then_migrated(filled: str, tmp_path: Path) -> None:
    with at(filled):
        go(RELEASED)
        released = kept()
        back_up(tmp_path / "released")
    with place("later") as later, at(later):
        restore(tmp_path / "released")
        assert kept(like=released) == released
        assert MigrationExecutor(connection).migration_plan(latest()) == []


def test_every_migration_can_be_taken_back() -> None:
    migrations = MigrationExecutor(connection).loader.disk_migrations
    steps = [(key, step) for key, one in migrations.items() if key[0] in APPS for step in one.operations]
    assert [(key, step) for key, step in steps if not step.reversible] == []


@pytest.mark.django_db(transaction=True)
def test_splits_that_were_judged_anew_are_settled(filled: str) -> None:
    with at(filled):
        go([("people", "0007_standing")])
        one, two, three = (make.person() for _ in range(3))
        for other, judgement in ((one, "same"), (two, "undecided")):
            make.tell_apart(three, other)
            split = PersonDecision.objects.filter(record=three, other=other)
            split.update(judgement=judgement, moved=[{"of": other.pk}])
        go([("people", "0008_split_stands")])
        found = PersonDecision.objects.filter(record=three).order_by("pk").values_list("judgement", "moved")
        assert list(found) == [("same", []), ("different", [{"of": two.pk}])]
        assert Person.objects.get(pk=three.pk).canonical == one
