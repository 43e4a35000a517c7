"""A backup holds everything as it stood at one moment, and a restored archive is the same."""

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from allauth.mfa.utils import is_mfa_enabled
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.core.management import CommandError
from django.db import connection
from pytest_django import DjangoDbBlocker

from archive.backups import taking
from archive.backups.files import MANIFEST, Manifest, opened, written
from archive.backups.restoring import restore
from archive.backups.taking import back_up
from archive.database.edition import edition
from events.models import Draft, Forum, ReportText
from people.models import Person
from tests.aside import beside
from tests.events.reportfile.keeping import exported
from tests.filled_archive import PASSWORD, STRANGE, filled_archive
from tests.places import at, place

pytestmark = pytest.mark.django_db
# A backup wants a transaction of its own, and so does restoring one.
on_its_own = pytest.mark.django_db(transaction=True)


@pytest.fixture(scope="module")
def filled(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    with django_db_blocker.unblock(), place("filled", model=connection.settings_dict["NAME"]) as name:
        with at(name):
            filled_archive()
        yield name


@pytest.fixture(scope="module")
def file(filled: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("backups") / "archive.backup"
    with at(filled):
        back_up(path)
    return path


@pytest.fixture(scope="module")
def restored(file: Path) -> Iterator[str]:
    with place("restored") as name:
        with at(name):
            restore(file)
        yield name


def manifest_of(file: Path) -> Manifest:
    with opened(file) as backup:
        return backup.manifest


def rewritten(file: Path, folder: Path, change: Callable[[Any], object]) -> Path:
    """A backup that is whole and says something else."""
    with ZipFile(file) as old, written(folder / "other") as new:
        for name in set(old.namelist()) - {MANIFEST}:
            new.writestr(name, old.read(name))
        said = json.loads(old.read(MANIFEST))
        change(said)
        new.writestr(MANIFEST, json.dumps(said))
    return folder / "other"


def things_of(name: str) -> list[str]:
    """Indexes, constraints, triggers and whether they fire, columns, as PostgreSQL tells them.

    Of an index that was made of what it told, it casts the same words in another order.
    """
    with at(name), connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'
            UNION ALL SELECT conrelid::regclass || conname || pg_get_constraintdef(oid) FROM pg_constraint
                WHERE connamespace = 'public'::regnamespace
            UNION ALL SELECT tgenabled::text || pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal
            UNION ALL SELECT table_name || column_name || data_type || coalesce(column_default, '')
                FROM information_schema.columns WHERE table_schema = 'public'
            ORDER BY 1
            """
        )
        return [re.sub(r"::[a-z ]+(\[\])?|[()]", "", said) for (said,) in cursor.fetchall()]


def test_no_table_is_left_out(file: Path) -> None:
    tables = manifest_of(file).tables
    assert {name for name, table in tables.items() if not table.rows} == set()
    assert set(connection.introspection.table_names()) - set(tables) == {
        "archive_change",
        "archive_moved",
        "archive_moving",  # what transactions at work leave there is nobody else's
        "axes_accessattempt",
        "axes_accessattemptexpiration",
        "axes_accessfailurelog",
        "axes_accesslog",
        "django_migrations",
        "django_session",
    }


def test_only_its_owner_reads_it(file: Path) -> None:
    assert file.stat().st_mode & 0o777 == 0o600
    assert [path.name for path in file.parent.iterdir()] == [file.name]


@on_its_own
def test_what_is_restored_is_what_was_there(file: Path, filled: str, restored: str, tmp_path: Path) -> None:
    with at(filled):
        before = exported()
    with at(restored):
        assert exported() == before
        back_up(tmp_path / "again")
    first, second = manifest_of(file), manifest_of(tmp_path / "again")
    assert second.model_copy(update={"taken_at": first.taken_at}) == first


@on_its_own
def test_users_drafts_and_texts_are_there_and_nobody_is_signed_in(filled: str, restored: str) -> None:
    with at(restored):
        anna = User.objects.get(username="anna")
        assert (anna.check_password(PASSWORD), anna.has_perm("events.publish_draft")) == (True, True)
        assert is_mfa_enabled(anna)
        assert list(Draft.objects.values_list("text", "document")) == [(STRANGE, {"report": {"title": STRANGE}})]
        assert set(ReportText.objects.values_list("text", flat=True)) == {STRANGE}
        assert not Session.objects.exists()


@on_its_own
def test_rules_indexes_and_triggers_are_there_again(filled: str, restored: str) -> None:
    assert things_of(restored) == things_of(filled)


@on_its_own
def test_life_goes_on_in_a_restored_archive(restored: str) -> None:
    with at(restored):
        history = Person.pgh_event_model.objects
        was = edition(), history.count()
        new = Person.objects.create(slug="somebody-later", name="Somebody Later")
        assert new.pk == Person.objects.exclude(pk=new.pk).order_by("pk").last().pk + 1
        assert history.count() == was[1] + 1
        assert edition() > was[0]
        new.delete()


@on_its_own
def test_a_backup_is_of_one_moment_whatever_is_written_meanwhile(
    filled: str, file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save, written = taking._save, list[str]()

    def write() -> None:
        Forum.objects.create(slug=f"meanwhile-{len(written)}", kind="summit")
        written.append("a forum")

    def save_while_others_write(*args: Any) -> Any:
        beside(write)
        return save(*args)

    monkeypatch.setattr(taking, "_save", save_while_others_write)
    with at(filled):
        back_up(tmp_path / "meanwhile")
        Forum.objects.filter(slug__startswith="meanwhile").delete()
    assert len(written) == len(manifest_of(file).tables)
    assert manifest_of(tmp_path / "meanwhile").tables == manifest_of(file).tables


@on_its_own
def test_a_place_that_is_not_empty_is_refused_and_left_alone(file: Path, filled: str) -> None:
    with at(filled):
        was = exported()
        with pytest.raises(
            CommandError, match=r"The database \w+ is not empty, it has \d+ tables: restore into a place"
        ):
            restore(file)
        assert exported() == was


def test_what_a_newer_version_wrote_is_refused(file: Path, tmp_path: Path) -> None:
    other = rewritten(
        file,
        tmp_path,
        lambda said: said.update(rostrum="9.1", migrations=[*said["migrations"], ["events", "9000_later"]]),
    )
    with pytest.raises(CommandError) as refused:
        restore(other)
    assert str(refused.value) == (
        "This backup was taken by Rostrum 9.1, whose tables this version does not know (events.9000_later): "
        "restore it with that version or a newer one."
    )


@on_its_own
def test_rows_that_come_out_otherwise_leave_the_place_empty(file: Path, tmp_path: Path) -> None:
    other = rewritten(file, tmp_path, lambda said: said["tables"]["people_person"].update(sha256="0" * 64))
    with place("untrue") as name, at(name):
        with pytest.raises(CommandError) as refused:
            restore(other)
        assert connection.introspection.table_names() == []
    assert str(refused.value) == (
        "The place is empty as before. people_person came out otherwise than the backup says: report this."
    )


@on_its_own
def test_nothing_is_backed_up_of_an_empty_place(tmp_path: Path) -> None:
    refused = pytest.raises(CommandError, match="There is no archive here yet, so there is nothing to back up")
    with place("nothing") as name, at(name), refused:
        back_up(tmp_path / "nothing")
    assert list(tmp_path.iterdir()) == []
