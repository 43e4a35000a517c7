"""The dump is opened by programs that we did not write, and holds what the archive holds."""

import asyncio
import csv
import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from datasette.app import Datasette
from django.core.management import CommandError, call_command
from django.test import Client
from frictionless import Package

from events.interop.dump import writing
from events.interop.dump.tables import tables
from events.models import Appearance, Citation, Forum, Report
from tests import records as make
from tests.small_archive import small_archive

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(tmp_path: Path, settings: Any) -> Path:
    settings.DUMP_FOLDER = tmp_path / "dump"
    small_archive()
    return tmp_path / "dump"


def dump(folder: Path) -> None:
    call_command("dump", str(folder), verbosity=0)


def rows(folder: Path, table: str) -> list[dict[str, str]]:
    with (folder / f"tables/{table}.csv").open(encoding="utf-8", newline="") as source:
        return list(csv.DictReader(source))


def every_byte(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in writing.files(folder)}


def test_frictionless_finds_no_fault_in_the_package(folder: Path) -> None:
    dump(folder)
    report = Package(str(folder / "datapackage.json")).validate()
    assert report.flatten(["type", "message"]) == []
    assert {task.name for task in report.tasks} == {table.name for table in tables()}


def test_frictionless_finds_a_link_that_leads_nowhere(folder: Path) -> None:
    dump(folder)
    file = folder / "tables/appearances.csv"
    file.write_text(file.read_text(encoding="utf-8").replace(",michael-hart,", ",nobody,"), encoding="utf-8")
    found = {kind for (kind,) in Package(str(folder / "datapackage.json")).validate().flatten(["type"])}
    assert found == {"foreign-key", "hash-count", "byte-count"}


def test_every_row_of_the_archive_is_in_the_tables(folder: Path) -> None:
    dump(folder)
    many = {table: len(rows(folder, table)) for table in ("reports", "forums", "appearances", "citations")}
    assert many == {
        "reports": Report.objects.count(),
        "forums": Forum.objects.canonical().count(),
        "appearances": Appearance.objects.count(),
        "citations": Citation.objects.count(),
    }


def test_the_database_has_foreign_keys_that_hold(folder: Path) -> None:
    dump(folder)
    with closing(sqlite3.connect(folder / "rostrum.sqlite")) as database:
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []
        linked = {to for _, _, to, *_ in database.execute("PRAGMA foreign_key_list(appearances)")}
        assert linked == {"forums", "sessions", "people"}
        for table in tables():
            [(many,)] = database.execute(f"SELECT count(*) FROM {table.name}")
            assert (table.name, many) == (table.name, len(rows(folder, table.name)))


def test_the_same_archive_gives_the_same_bytes(folder: Path, tmp_path: Path) -> None:
    dump(folder)
    dump(tmp_path / "again")
    assert every_byte(folder) == every_byte(tmp_path / "again")


def test_the_sums_are_those_of_all_files(folder: Path) -> None:
    dump(folder)
    sums = dict(reversed(line.split("  ")) for line in (folder / "SHA256SUMS").read_text().splitlines())
    assert sums == {name: digest for name, (_, digest) in writing.digests(folder) if name != "SHA256SUMS"}


def test_the_files_in_it_are_those_of_an_export(folder: Path, tmp_path: Path) -> None:
    dump(folder)
    call_command("export_reports", str(tmp_path / "exported"), verbosity=0)
    assert every_byte(folder / "files") == every_byte(tmp_path / "exported")


def test_the_zip_holds_all_but_the_database(folder: Path) -> None:
    dump(folder)
    with ZipFile(folder / "rostrum.zip") as packed:
        inside = {name.removeprefix("rostrum/"): packed.read(name) for name in packed.namelist()}
    left_out = {"rostrum.sqlite", "rostrum.zip", "SHA256SUMS"}
    assert inside == {name: held for name, held in every_byte(folder).items() if name not in left_out}


def test_facts_of_people_who_are_one_are_told_of_the_one_that_stays(folder: Path) -> None:
    kept, other = make.person("Li Ming"), make.person("Ming Li")
    make.appears(other, make.forum("Meeting"))
    make.merge(other, kept)
    dump(folder)
    [row] = [row for row in rows(folder, "appearances") if row["forum"] == "meeting"]
    assert (row["id"], row["person"]) == ("meeting.ming-li.speaker", "li-ming")
    assert {"li-ming", "ming-li"} & {row["slug"] for row in rows(folder, "people")} == {"li-ming"}


def test_words_that_hurt_spreadsheets_and_databases_come_back_as_they_were(folder: Path) -> None:
    name = '=1+1, "Robert\'); DROP TABLE people;--" \u4e2d\u6587'
    make.person(name, "zq")
    dump(folder)
    assert [row["name"] for row in rows(folder, "people") if row["slug"] == "zq"] == [name]
    with closing(sqlite3.connect(folder / "rostrum.sqlite")) as database:
        assert database.execute("SELECT name FROM people WHERE slug = 'zq'").fetchall() == [(name,)]


def test_a_folder_with_other_things_is_left_alone(folder: Path) -> None:
    folder.mkdir()
    (folder / "precious.txt").write_text("mine")
    with pytest.raises(CommandError, match="holds something else than a dump: name an empty or a new folder"):
        dump(folder)
    assert every_byte(folder) == {"precious.txt": b"mine"}


def test_a_dump_that_fails_leaves_the_one_before(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    dump(folder)
    before = every_byte(folder)

    def fail(*given: Any) -> None:
        raise OSError(28, "No space left on device", "rostrum.sqlite")

    monkeypatch.setattr(writing.database, "write", fail)
    with pytest.raises(CommandError, match=r"rostrum\.sqlite cannot be written: No space left on device"):
        dump(folder)
    assert every_byte(folder) == before
    assert [path.name for path in folder.parent.iterdir()] == ["dump"]


def test_what_was_dumped_is_offered_with_its_licence(folder: Path, client: Client) -> None:
    assert client.get("/data/").context["offered"] == []
    call_command("dump", verbosity=0)
    page = client.get("/data/")
    offered = [one.path for one in page.context["offered"]]
    assert offered[:4] == ["rostrum.zip", "rostrum.sqlite", "datapackage.json", "SHA256SUMS"]
    assert offered[4:] == sorted(f"tables/{table.name}.csv" for table in tables())
    said = client.get("/data/", {"format": "json"}).json()
    assert said["license"]["name"] == "CC0-1.0"
    for file in said["files"]:
        answer = client.get(file["url"])
        assert (answer.status_code, len(b"".join(answer))) == (200, file["bytes"])  # type: ignore[arg-type]
        assert answer["Cache-Control"] == "no-cache"


def test_only_files_of_the_dump_are_given(folder: Path, client: Client) -> None:
    call_command("dump", verbosity=0)
    (folder.parent / "secret").write_text("mine")
    for path in ("../secret", "..%2Fsecret", "tables", "nothing", "/etc/passwd", "a" * 300, f"{'a/' * 5000}a"):
        assert client.get(f"/data/{path}").status_code == 404
    assert json.loads(b"".join(client.get("/data/datapackage.json")))["name"] == "rostrum"  # type: ignore[arg-type]


def test_datasette_opens_the_database_and_labels_links_by_names(folder: Path) -> None:
    dump(folder)
    metadata = json.loads((folder / "metadata.json").read_text(encoding="utf-8"))
    archive = Datasette([str(folder / "rostrum.sqlite")], metadata=metadata, settings={"num_sql_threads": 0})

    async def labelled() -> list[Any]:
        answer = await archive.client.get("/rostrum/appearances.json?_labels=on&_shape=objects&person=michael-hart")
        return [row["person"] for row in answer.json()["rows"]]

    assert asyncio.run(labelled()) == [{"value": "michael-hart", "label": "Michael Hart"}] * len(
        [row for row in rows(folder, "appearances") if row["person"] == "michael-hart"]
    )
