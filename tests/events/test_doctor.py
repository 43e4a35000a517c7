"""A sound archive has no findings; whatever is wrong is found, and told in one line with its mend."""

import json
import os
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from io import StringIO
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.management import CommandError, call_command
from django.core.signals import request_finished, request_started
from django.db import OperationalError, close_old_connections, connection
from django.db.migrations.recorder import MigrationRecorder

from archive.doctor import Check, Finding, database, installation
from archive.serving import static_files
from events import doctor
from events.management.commands import doctor as command
from events.models import Appearance, Forum, Withdrawn
from people.models import Person, PersonDecision
from tests import records as make
from tests.small_archive import small_archive

ALL_CHECKS = {check.name: check for check in command.CHECKS}


@pytest.fixture
def archive(db: None, tmp_path: Path, settings: Any) -> Iterator[None]:
    settings.DUMP_FOLDER = tmp_path / "dump"
    settings.ROSTRUM_DATA = tmp_path
    small_archive()
    make.merge(make.person("Anna Two"), into=make.person("Anna One"))
    Withdrawn.objects.create(slug="withdrawn")
    sql("SET CONSTRAINTS ALL IMMEDIATE")
    settings.DUMP_FOLDER.mkdir()
    (settings.DUMP_FOLDER / "datapackage.json").write_text(json.dumps({"created": datetime.now(UTC).isoformat()}))
    # An address that is asked for is a request of its own, which ends with what the database is asked in it.
    for ends in (request_started, request_finished):
        ends.disconnect(close_old_connections)
    yield
    for ends in (request_started, request_finished):
        ends.connect(close_old_connections)


def sql(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def unguarded(statement: str) -> None:
    """As it can be when somebody has switched triggers off."""
    sql(f"SET session_replication_role = replica; {statement}; SET session_replication_role = DEFAULT")


def found(name: str) -> list[str]:
    return [str(finding) for finding in ALL_CHECKS[name].find()]


def by_address(slug: str) -> int:
    return int(Person.objects.get(slug=slug).pk)


def test_a_sound_archive_has_no_findings(archive: None, capsys: pytest.CaptureFixture[str]) -> None:
    """With the dump that the archive writes itself."""
    call_command("dump", stdout=StringIO())
    call_command("doctor")
    assert capsys.readouterr() == ("All is well.\n", "")


def test_findings_are_lines_and_a_failure(
    archive: None, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    two = [Finding("This is wrong", "mend  it"), Finding("That too", "mend\nthat")]
    monkeypatch.setattr(command, "CHECKS", (Check("one", lambda: iter(two)), Check("other", lambda: iter(()))))
    with pytest.raises(CommandError, match=r"^Findings: 2\.$") as failed:
        call_command("doctor")
    assert (failed.value.returncode, capsys.readouterr().out) == (1, "This is wrong: mend it.\nThat too: mend that.\n")


def test_what_the_rest_needs_is_mended_first(
    archive: None, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    MigrationRecorder.Migration.objects.filter(app="events", name="0009_edition").delete()
    with pytest.raises(CommandError, match=r"^The rest can be looked at when this is mended\.$"):
        call_command("doctor")
    words = "Migrations are not applied (events.0009_edition): run manage.py migrate.\n"
    assert capsys.readouterr().out == words

    def broken() -> None:
        raise OperationalError("connection refused.\nIs the server running?")

    monkeypatch.setattr(database, "connection", SimpleNamespace(ensure_connection=broken))
    assert found("database") == ["The database does not answer: connection refused."]


ANNAS = "(SELECT id FROM people_person WHERE slug = 'anna-two')"
APPEARANCE = "(SELECT min(id) FROM events_appearance)"
# What is done to the archive, where it is found, and what is said, with parts of the rows.
BROKEN: dict[str, tuple[str, str, Callable[[], str]]] = {
    "a record that stands for another than decisions say": (
        f"UPDATE people_person SET canonical_id = id WHERE id = {ANNAS}",
        "who stands for whom",
        lambda: (
            f"Rows of people_person that do not stand for whom decisions say (1, such as {by_address('anna-two')}): "
            "UPDATE people_person SET canonical_id = id WHERE canonical_id <> id; "
            "UPDATE people_persondecision SET judgement = judgement."
        ),
    ),
    "a contradiction": (
        (
            "INSERT INTO people_persondecision (record_id, other_id, judgement, reason, decided_on, moved) "
            f"SELECT {ANNAS}, id, 'different', 'So.', now(), '[]' FROM people_person WHERE slug = 'anna-three'"
        ),
        "who stands for whom",
        lambda: (
            "Decisions of people_persondecision that two records differ, which others make the same "
            f"(1, such as {PersonDecision.objects.latest('pk').pk}): "
            "take one of them back at /admin/identity/."
        ),
    ),
    "a date without its days": (
        "UPDATE events_report SET latest = '2030-01-01' WHERE slug = 'news'",
        "dates",
        lambda: (
            "Dates in events_report whose days or years are not those of the date (1, such as 2024-11-05): "
            "save each again in the admin."
        ),
    ),
    "a key that is not of the name": (
        "UPDATE people_person SET sort_name = 'zz' WHERE slug = 'anna-one'",
        "order of names",
        lambda: (
            f"Rows of people_person that are not in order by their names (1, such as {by_address('anna-one')}): "
            "save each again in the admin."
        ),
    ),
    "a fact without a report": (
        f"DELETE FROM events_citation WHERE appearance_id = {APPEARANCE}",
        "facts",
        lambda: (
            f"Rows of events_appearance that no report states (1, such as {Appearance.objects.order_by('pk')[0].pk}): "
            "DELETE FROM events_appearance fact "
            "WHERE NOT EXISTS (SELECT FROM events_citation WHERE appearance_id = fact.id)."
        ),
    ),
    "a title that no report has": (
        "UPDATE events_forum SET title = 'Another' WHERE slug = 'cleantech-forum'",
        "titles",
        lambda: (
            "Titles or dates that are not those that reports state "
            f"(1, such as forum {Forum.objects.get(slug='cleantech-forum').pk}): run manage.py settle."
        ),
    ),
    "a change that was not passed on": (
        f"UPDATE events_appearance SET changed_at = '2001-01-01' WHERE id = {APPEARANCE}",
        "last changes",
        lambda: (
            "Rows of events_appearance that changed earlier than a row of events_citation about them "
            f"(1, such as {Appearance.objects.order_by('pk')[0].pk}): UPDATE events_appearance parent "
            "SET changed_at = now() FROM events_citation child "
            "WHERE parent.id = child.appearance_id AND parent.changed_at < child.changed_at."
        ),
    ),
    "a name that search does not know": (
        "DELETE FROM events_phrase WHERE text = 'Anna One'",
        "search",
        lambda: (
            f"Records that search does not find by their texts (1, such as person {by_address('anna-one')}): "
            f"DELETE FROM events_phrase WHERE (kind, record) = ('person', {by_address('anna-one')}); "
            f"SELECT search_refresh(ARRAY['person'], ARRAY[{by_address('anna-one')}]::bigint[])."
        ),
    ),
    "a text that was altered": (
        (
            "INSERT INTO events_reporttext (report_id, text, redacted) "
            "SELECT id, 'Another text.', false FROM events_report WHERE slug = 'news'"
        ),
        "texts",
        lambda: "Texts that are not as digested (1, such as news): supply them again: manage.py load_texts DIR.",
    ),
    "an address that died": (
        "DELETE FROM people_person WHERE slug = 'anna-three'",
        "addresses",
        lambda: (
            "Addresses of people_person that nothing answers to (1, such as anna-three): "
            "find it in the history of what was deleted, and put it back."
        ),
    ),
}


def prepare() -> None:
    make.merge(make.person("Anna Three"), into=Person.objects.get(slug="anna-one"))
    sql("SET CONSTRAINTS ALL IMMEDIATE")


@pytest.mark.parametrize("broken", BROKEN)
def test_what_is_wrong_is_found_with_its_mend(archive: None, broken: str) -> None:
    prepare()
    statement, name, line = BROKEN[broken]
    assert found(name) == []
    unguarded(statement)
    assert found(name) == [line()]


@pytest.mark.parametrize(
    "broken",
    [
        "a record that stands for another than decisions say",
        "a fact without a report",
        "a change that was not passed on",
        "a name that search does not know",
    ],
)
def test_a_mend_in_sql_mends(archive: None, broken: str) -> None:
    prepare()
    statement, name, _ = BROKEN[broken]
    unguarded(statement)
    sql(next(iter(ALL_CHECKS[name].find())).mend)
    assert found(name) == []


def test_settle_mends_titles(archive: None) -> None:
    unguarded(BROKEN["a title that no report has"][0])
    call_command("settle", stdout=StringIO())
    assert found("titles") == []


TABLES = {
    "ALTER TABLE people_person DISABLE TRIGGER ALL": (
        "triggers",
        "Triggers of people_person are switched off: ALTER TABLE people_person ENABLE TRIGGER ALL.",
    ),
    "DROP TRIGGER edition_to_move ON orgs_place": (
        "triggers",
        (
            "What is written to orgs_place does not move the edition: CREATE TRIGGER edition_to_move AFTER INSERT OR "
            "UPDATE OR DELETE OR TRUNCATE ON orgs_place FOR EACH STATEMENT EXECUTE FUNCTION edition_to_move()."
        ),
    ),
    "DROP TRIGGER update_noted ON events_topic": (
        "triggers",
        (
            "The trigger events_topic.update_noted is missing, so that lists are not told of changes: "
            "migrate back to before the migration that makes it, and forth again."
        ),
    ),
    "UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'events_report_latest_first'::regclass": (
        "indexes",
        "The index events_report_latest_first is not valid: REINDEX INDEX events_report_latest_first.",
    ),
    "UPDATE pg_constraint SET convalidated = false WHERE conname = 'events_report_has_a_name'": (
        "constraints",
        (
            "The constraint events_report_has_a_name was never held against all rows: "
            "ALTER TABLE events_report VALIDATE CONSTRAINT events_report_has_a_name."
        ),
    ),
    "ALTER TABLE events_report DROP CONSTRAINT events_report_has_a_name": (
        "constraints",
        (
            "Constraints or indexes are missing (events_report_has_a_name): "
            "migrate back to before the migration that makes them, and forth again."
        ),
    ),
    "ALTER EXTENSION unaccent DROP FUNCTION unaccent(text); "
    "UPDATE pg_extension SET extname = 'gone' WHERE extname = 'unaccent'": (
        "server",
        "The extension unaccent is not installed: as its owner: CREATE EXTENSION unaccent.",
    ),
    "UPDATE archive_edition SET number = (extract(epoch FROM clock_timestamp()) + 3600) * 1000000": (
        "clock",
        "The last change is 3600 seconds in the future: have both set by NTP.",
    ),
}


@pytest.mark.parametrize("statement", TABLES)
def test_what_keeps_the_tables_is_looked_at(archive: None, statement: str) -> None:
    name, line = TABLES[statement]
    assert found(name) == []
    sql(statement)
    assert found(name) == [line]


def test_a_trigger_of_a_model_that_is_gone_is_named(archive: None) -> None:
    [trigger] = [one for one in Person._meta.triggers if one.name == "fixed"]
    trigger.uninstall(Person)
    words = "Triggers are missing or of another version (people_person.fixed): run manage.py pgtrigger install."
    assert found("triggers") == [words]


def test_a_database_that_is_ahead_of_the_code_is_named(archive: None) -> None:
    """Of what else has tables in the same database nothing is said."""
    for app in ("events", "elsewhere"):
        MigrationRecorder.Migration.objects.create(app=app, name="9000_later")
    words = (
        "The database was migrated by a newer version of Rostrum (events.9000_later): "
        "run that one, or go back with it before (README, “Upgrading”)."
    )
    assert (found("migrations"), found("version")) == ([], [words])


def test_the_server_and_its_clock_are_looked_at(archive: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "OLDEST", 99)
    monkeypatch.setattr(database, "KNOWS_LETTERS", "SELECT false")
    version = connection.cursor().connection.info.server_version // 10_000
    assert found("server") == [
        f"PostgreSQL is of version {version}: move to 99 or newer (manage.py backup, restore).",
        (
            "The database has no UTF-8 locale, so search misses letters beyond ASCII: "
            "back it up, make a database with ENCODING 'UTF8' LOCALE 'C.UTF-8' and restore it there."
        ),
    ]
    monkeypatch.setattr(database, "time", SimpleNamespace(time=lambda: time.time() + 100))
    assert found("clock") == [
        "The clocks of the database and of this machine are 100 seconds apart: have both set by NTP."
    ]


def test_a_replica_that_is_silent_or_late_is_named(archive: None, monkeypatch: pytest.MonkeyPatch) -> None:
    class Two(dict[str, Any]):
        def __missing__(self, alias: str) -> Any:
            return SimpleNamespace(settings_dict={"HOST": "db2", "PORT": 5432, "PASSWORD": "secret"})

    monkeypatch.setattr(database, "connections", Two(default=None, replica1=Two().__missing__("")))
    monkeypatch.setattr(database, "answers", lambda alias: False)
    assert found("replicas") == ["The replica db2 port 5432 does not answer: start it, or take it out of REPLICA_URLS."]
    hour_ago = datetime.now(UTC) - timedelta(hours=1)
    monkeypatch.setattr(database, "answers", lambda alias: True)
    earlier = timedelta(seconds=1)
    monkeypatch.setattr(database, "last_change", lambda alias="": hour_ago - earlier if alias else hour_ago)
    assert found("replicas") == [
        (
            "The replica db2 port 5432 has not heard of the last change, 3600 seconds ago: "
            "see pg_stat_replication of the primary."
        )
    ]


def test_an_address_that_breaks_is_found(archive: None, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[str, int]] = []
    monkeypatch.setattr(doctor, "status", lambda path: asked.append((path, 500)) or 500)
    lines = found("addresses")
    assert len(lines) == len(asked) and {"/data/", "/reports/withdrawn/", "/speakers/li-xiang-again/"} <= {
        path for path, _ in asked
    }
    assert lines[0] == "/data/ answers 500 and not 200: ask for it, and look in the log for its request id."


def test_settings_that_are_not_for_production_are_named(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DJANGO_ALLOW_ASYNC_UNSAFE", raising=False)  # which tests with a browser need
    settings.PRODUCTION, settings.SECRET_KEY = True, "short"
    lines = found("settings")
    assert sorted(line.split(":")[0][-4:] for line in lines) == ["W004", "W008", "W009", "W012", "W016"]


def test_a_key_that_others_read_is_named(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SECRET_KEY", raising=False)
    settings.ROSTRUM_DATA = tmp_path
    assert found("secret key") == []
    (file := tmp_path / "secret_key").write_text("x")
    file.chmod(0o640)
    assert found("secret key") == [f"Others may read {file}, which signs sessions: chmod 600 {file}."]


def test_static_files_that_are_not_the_latest_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = tmp_path / "one.css"
    source.write_text("a { color: red }")
    finder = SimpleNamespace(list=lambda ignored: [("one.css", SimpleNamespace(path=lambda path: str(source)))])
    storage = static_files.Storage(location=str(tmp_path / "collected"))
    monkeypatch.setattr(installation, "get_finders", lambda: [finder])
    monkeypatch.setattr(installation, "staticfiles_storage", storage)
    line = (
        "Static files are not collected, or of another version (1, such as one.css): "
        "run manage.py collectstatic --noinput and restart."
    )
    assert found("static files") == [line]
    with source.open("rb") as file:
        storage.save("one.css", file)
    assert [*storage.post_process({"one.css": (storage, "one.css")})]
    assert found("static files") == []
    source.write_text("a { color: blue }")
    assert found("static files") == [line]
    monkeypatch.setattr(installation, "staticfiles_storage", staticfiles_storage)
    assert found("static files") == []


def test_a_full_disk_and_a_closed_folder_are_named(
    archive: None, settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.ROSTRUM_DATA = settings.DUMP_FOLDER = tmp_path
    monkeypatch.setattr(installation.shutil, "disk_usage", lambda path: SimpleNamespace(free=7_000_000))
    assert found("disk") == [
        f"{tmp_path} has room for 7 MB more: make room, or name a folder on another disk (ROSTRUM_DATA, DUMP_FOLDER)."
    ]
    monkeypatch.setattr(installation.os, "access", lambda path, how: False)
    assert found("dump") == [
        f"{tmp_path} can't be written: give it to the account that runs this, or set DUMP_FOLDER.",
        f"/data/ offers nothing, since {tmp_path} holds no dump: run manage.py dump, daily.",
    ]


@pytest.mark.django_db
def test_a_dump_that_is_behind_is_named(archive: None) -> None:
    mark = settings.DUMP_FOLDER / "datapackage.json"
    os.utime(mark, (0, days_ago := time.time() - 5 * 86400))
    assert (found("dump"), days_ago > 0) == ([], True)
    sql("UPDATE archive_edition SET number = (extract(epoch FROM clock_timestamp()) + 3600) * 1000000")
    words = "is 5 days old, and the archive has changed since: run manage.py dump, daily."
    assert found("dump") == [f"The dump in {settings.DUMP_FOLDER} {words}"]


def test_no_finding_takes_more_than_a_line() -> None:
    assert str(Finding("a\nb", "c\n  d")) == "a b: c d."
