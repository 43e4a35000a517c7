"""The commands: what they print, what they return, what they leave alone."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from hashlib import sha256
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from events.management.commands import export_reports
from events.models import Citation, Report
from events.reportfile.loader import Loader, Outcome
from events.reportfile.loading import files_below
from events.reportfile.reading import open_source, read
from events.reportfile.schema import AuthorityFile, ReportFile
from tests.events.reportfile.keeping import changes, dump, exported, write
from tests.events.reportfile.malformed import BASE, HEAD

pytestmark = pytest.mark.django_db

NEWS = HEAD + (
    "forums:\n- forum: green-forum\n  citations:\n  - paragraphs: [1]\n    name: Green Forum\n"
    "  appearances:\n  - person: li-xiang\n    role: wizard\n"
    "    citations:\n    - paragraphs: [2]\n      name: Li Xiang\n"
)
BAD = NEWS.replace("paragraphs: [2]", "paragraphs: [0]")


class Said:
    """What a command printed, and the error it ended with."""

    def __init__(self, folder: Path, name: str, *arguments: Any, **options: Any) -> None:
        out, err = StringIO(), StringIO()
        self.error = ""
        try:
            call_command(name, *map(str, arguments), stdout=out, stderr=err, no_color=True, **options)
        except CommandError as error:
            self.error = str(error).replace(f"{folder}/", "")
        self.out, self.err = (said.getvalue().replace(f"{folder}/", "").splitlines() for said in (out, err))


@pytest.fixture
def folder(base: Path, tmp_path: Path) -> Path:
    return write(tmp_path / "files", {"news.yaml": NEWS})


WARNED = (
    "warning: news.yaml:18: forums.1.appearances.1.role: 'wizard' is not a controlled role; "
    "kept as printed and counted as other"
)


def test_loading_says_what_became_of_each_file(folder: Path) -> None:
    said = Said(folder, "load_reports", folder)
    assert (said.out, said.err, said.error) == (["new       news.yaml", "1 new"], [WARNED], "")
    said = Said(folder, "load_reports", folder / "news.yaml")
    assert said.out == ["unchanged news.yaml", "1 unchanged"]


def test_loading_may_say_no_more_than_the_sum(folder: Path) -> None:
    assert Said(folder, "load_reports", folder, verbosity=0).out == ["1 new"]


def test_a_refused_file_ends_in_an_error_after_the_others_are_loaded(folder: Path) -> None:
    write(folder, {"bad.yaml": BAD.replace("slug: news", "slug: bad")})
    said = Said(folder, "load_reports", folder)
    assert said.out == ["new       news.yaml", "1 new, 1 refused"]
    assert said.err == [
        "bad.yaml:20: forums.1.appearances.1.citations.1.paragraphs.1: '0' is too low: write 1 or more",
        WARNED,
    ]
    assert said.error == "1 refused; the archive has nothing of them."
    assert list(Report.objects.order_by("slug").values_list("slug", flat=True)) == ["news", "old-news"]


@pytest.mark.parametrize("way", ["--dry-run", "--check"])
def test_a_trial_writes_nothing(folder: Path, way: str) -> None:
    before = dump()
    Said(folder, "load_reports", folder, way)
    assert dump() == before


def test_a_dry_run_says_what_would_change(folder: Path) -> None:
    said = Said(folder, "load_reports", folder, "--dry-run")
    assert said.out == [
        "new       news.yaml",
        "    + forum green-forum",
        "    + appearance green-forum · li-xiang · other",
        "1 new",
    ]
    Said(folder, "load_reports", folder)
    write(folder, {"news.yaml": exported()["reports/news.yaml"].replace("name: Li Xiang", "name: LI Xiang")})
    said = Said(folder, "load_reports", folder, "--dry-run")
    assert said.out == [
        "changed   news.yaml",
        "    ~ appearance green-forum · li-xiang · other: citation 1: name: Li Xiang → LI Xiang",
        "1 changed",
    ]


def test_a_dry_run_knows_what_files_before_would_have_brought(folder: Path) -> None:
    known = "format: rostrum-authority/1\npersons:\n- slug: wu\n  name: Wu\n"
    follow = HEAD.replace("kind: news", "kind: news\n  links:\n  - kind: follow-up\n    to: news").replace(
        "slug: news", "slug: z"
    )
    mention = "mentions:\n- person: wu\n  role: quoted\n  citations:\n  - paragraphs: [1]\n"
    write(folder, {"known.yaml": known, "z.yaml": follow + mention})
    assert Said(folder, "load_reports", folder, "--dry-run").out[-1] == "3 new"


def test_a_check_says_that_files_are_sound_even_where_they_would_be_refused_as_stale(folder: Path) -> None:
    Said(folder, "load_reports", folder)
    Citation.objects.filter(name="Li Xiang").update(name="Li")
    assert Said(folder, "load_reports", folder).error == "1 refused; the archive has nothing of them."
    said = Said(folder, "load_reports", folder, "--check")
    assert (said.out, said.error) == (["sound     news.yaml", "1 sound"], "")


def test_a_check_refuses_what_is_malformed(folder: Path) -> None:
    write(folder, {"news.yaml": BAD})
    said = Said(folder, "load_reports", folder, "--check")
    assert (said.out, said.error) == (["1 refused"], "1 refused; the archive has nothing of them.")


@pytest.mark.parametrize("pair", [("--dry-run", "--check"), ("--check", "--overwrite"), ("--dry-run", "--overwrite")])
def test_ways_that_exclude_each_other(folder: Path, pair: tuple[str, str]) -> None:
    assert "not allowed with argument" in Said(folder, "load_reports", folder, *pair).error


def test_a_path_that_is_not_there_is_an_error_before_anything_is_loaded(folder: Path) -> None:
    said = Said(folder, "load_reports", folder, folder / "more")
    assert said.error == "more does not exist."
    assert not Report.objects.filter(slug="news").exists()


def test_loading_that_is_stopped_goes_on_where_it_was(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(loader: Loader, path: Path) -> Outcome:
        if path.stem == "third":
            raise KeyboardInterrupt
        return load_report(loader, path)

    load_report = Loader.load_report
    files = {f"{slug}.yaml": NEWS.replace("slug: news", f"slug: {slug}") for slug in ("first", "second", "third")}
    more = write(tmp_path / "more", files)
    with monkeypatch.context() as patch:
        patch.setattr(Loader, "load_report", stop)
        said = Said(more, "load_reports", more, "--jobs", "1")
    assert (said.out, said.error) == (
        ["new       first.yaml", "new       second.yaml"],
        "Stopped. What was loaded stays, each file whole: the same command goes on with the others.",
    )
    assert Said(more, "load_reports", more).out[-1] == "1 new, 2 unchanged"


def test_an_export_that_is_stopped_says_that_the_folder_is_not_whole(
    base: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopping() -> Iterator[tuple[str, str]]:
        yield "authority/places.yaml", "half"
        raise KeyboardInterrupt

    monkeypatch.setattr(export_reports, "exported_files", stopping)
    assert Said(tmp_path, "export_reports", tmp_path / "export").error == (
        "Stopped. The folder is not whole: the same command writes all of it anew."
    )


def test_a_folder_without_files_is_an_error(folder: Path) -> None:
    (folder / "news.yaml").rename(folder / "news.txt")
    assert Said(folder, "load_reports", folder).error == "There are no *.yaml files there."


def test_a_file_named_twice_is_loaded_once(folder: Path) -> None:
    assert Said(folder, "load_reports", folder, folder / "news.yaml").out[-1] == "1 new"


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_a_file_that_one_may_not_read_is_refused(folder: Path) -> None:
    (folder / "news.yaml").chmod(0)
    assert Said(folder, "load_reports", folder).err == ["news.yaml: cannot be read: Permission denied"]


def test_an_export_has_a_file_for_each_report_and_kind(folder: Path, tmp_path: Path) -> None:
    Said(folder, "load_reports", folder)
    said = Said(tmp_path, "export_reports", tmp_path / "export")
    assert (said.out, said.err, said.error) == (["10 files written to export"], [], "")
    found = {
        str(path.relative_to(tmp_path / "export")): path.read_text() for path in (tmp_path / "export").rglob("*.yaml")
    }
    assert found == exported()
    kinds = ("agreements", "decisions", "forums", "organizations", "persons", "places", "series", "topics")
    assert sorted(found) == [
        *(f"authority/{kind}.yaml" for kind in kinds),
        "reports/news.yaml",
        "reports/old-news.yaml",
    ]


def test_an_export_replaces_files_and_leaves_what_is_not_of_this_archive(base: Path, tmp_path: Path) -> None:
    export = write(
        tmp_path / "export", {"reports/old-news.yaml": "old", "reports/gone.yaml": "gone", "notes.txt": "mine"}
    )
    said = Said(tmp_path, "export_reports", export)
    assert said.err == ["warning: export/reports/gone.yaml is not of this archive and was left as it is"]
    assert (export / "reports/gone.yaml").read_text() == "gone"
    assert (export / "reports/old-news.yaml").read_text() == exported()["reports/old-news.yaml"]


def test_an_export_into_a_file_is_an_error(base: Path, tmp_path: Path) -> None:
    (tmp_path / "export").write_text("a file")
    assert Said(tmp_path, "export_reports", tmp_path / "export").error == (
        "export/authority cannot be written: Not a directory."
    )


@pytest.mark.skipif(os.geteuid() == 0, reason="root writes everywhere")
def test_an_export_into_a_folder_that_one_may_not_write_is_an_error(base: Path, tmp_path: Path) -> None:
    (tmp_path / "export").mkdir(0o500)
    assert Said(tmp_path, "export_reports", tmp_path / "export").error == (
        "export/authority cannot be written: Permission denied."
    )


def test_an_export_changes_nothing(base: Path, tmp_path: Path) -> None:
    before = dump()
    Said(tmp_path, "export_reports", tmp_path / "export")
    assert changes(before, dump()) == {}


TEXT = "The Green Forum\nLi Xiang spoke.\nThree\nFour\nFive\n"


@pytest.fixture
def texts(folder: Path) -> Path:
    """The report loaded, and the folder of its text."""
    write(folder, {"texts/news.txt": TEXT})
    digest = sha256(TEXT.encode()).hexdigest()
    news = (
        NEWS.replace("0" * 64, digest)
        .replace("title: Green Forum held", "title: The Green Forum")
        .replace("wizard", "speaker")
    )
    write(folder, {"news.yaml": news})
    Said(folder, "load_reports", folder / "news.yaml")
    Report.objects.filter(slug="old-news").delete()
    return folder / "texts"


def test_a_report_that_fits_its_text_is_verified(texts: Path) -> None:
    said = Said(texts.parent, "verify_reports", texts)
    assert (said.out, said.err, said.error) == (["news: 3 printed phrases, 0 misses"], [], "")


def test_misses_end_in_an_error(texts: Path) -> None:
    Citation.objects.filter(name="Li Xiang").update(name="Li Xian")
    said = Said(texts.parent, "verify_reports", texts)
    assert said.err == ["news: appearance green-forum · li-xiang · speaker: 'Li Xian' does not stand in paragraph 2"]
    assert said.out == ["news: not in any record, paragraph 2: Li Xiang", "news: 3 printed phrases, 1 misses"]
    assert said.error == "1 misses."


def test_files_are_verified_without_the_archive(texts: Path) -> None:
    Report.objects.all().delete()
    assert Said(texts.parent, "verify_reports", texts).error == (
        "There is no report to verify: load some first (manage.py load_reports)."
    )
    said = Said(texts.parent, "verify_reports", texts, "--files", texts.parent / "news.yaml")
    assert (said.out, said.error) == (["news: 3 printed phrases, 0 misses"], "")


def test_a_malformed_file_is_not_verified(texts: Path) -> None:
    write(texts.parent, {"news.yaml": BAD})
    assert Said(texts.parent, "verify_reports", texts, "--files", texts.parent / "news.yaml").error == (
        "news.yaml:20: forums.1.appearances.1.citations.1.paragraphs.1: '0' is too low: write 1 or more"
    )


def test_a_text_that_is_not_there_is_a_miss(texts: Path) -> None:
    (texts / "news.txt").rename(texts / "news.text")
    said = Said(texts.parent, "verify_reports", texts)
    assert (said.err, said.error) == (["news: the text news.txt is not in texts"], "1 misses.")


def test_a_text_is_looked_for_in_the_folder_alone(texts: Path) -> None:
    write(texts.parent, {"secret.txt": TEXT})
    Report.objects.update(file="../secret.txt")
    said = Said(texts.parent, "verify_reports", texts)
    assert (said.err, said.error) == (["news: the text ../secret.txt is not in texts"], "1 misses.")


def test_a_folder_of_texts_that_is_not_there_is_an_error(texts: Path) -> None:
    assert Said(texts.parent, "verify_reports", texts / "more").error == "texts/more is not a folder."


# --- the schema -----------------------------------------------------------------------------------------------------


def schema(shape: str) -> dict[str, Any]:
    out = StringIO()
    call_command("report_schema", shape, stdout=out)
    found: dict[str, Any] = json.loads(out.getvalue())
    return found


class Schema:
    """As much of JSON Schema as ours says, held against a document whose scalars are text."""

    def __init__(self, root: dict[str, Any]) -> None:
        self.definitions = root["$defs"]

    def faults(self, rule: dict[str, Any], value: Any, where: str = "") -> list[str]:
        if "$ref" in rule:
            return self.faults(self.definitions[rule["$ref"].removeprefix("#/$defs/")], value, where)
        if "anyOf" in rule:
            arms = [self.faults(arm, value, where) for arm in rule["anyOf"]]
            return [] if [] in arms else [f"{where}: none of {len(arms)}"]
        found = (
            [] if value in rule.get("enum", [value]) and value == rule.get("const", value) else [f"{where}: {value!r}"]
        )
        return found + getattr(self, rule.get("type", "string"))(rule, value, where)

    def object(self, rule: dict[str, Any], value: Any, where: str) -> list[str]:
        assert rule["additionalProperties"] is False
        if not isinstance(value, dict):
            return [f"{where}: no object"]
        missing = [f"{where}.{name}: missing" for name in rule.get("required", ()) if name not in value]
        unknown = [f"{where}.{name}: unknown" for name in value if name not in rule["properties"]]
        known = (
            self.faults(rule["properties"][name], value[name], f"{where}.{name}")
            for name in value.keys() & rule["properties"].keys()
        )
        return missing + unknown + [fault for faults in known for fault in faults]

    def array(self, rule: dict[str, Any], value: Any, where: str) -> list[str]:
        if not isinstance(value, list) or not rule.get("minItems", 0) <= len(value) <= rule.get("maxItems", 10**9):
            return [f"{where}: no such list"]
        return [fault for i, item in enumerate(value) for fault in self.faults(rule["items"], item, f"{where}.{i}")]

    def string(self, rule: dict[str, Any], value: Any, where: str) -> list[str]:
        if not isinstance(value, str) or not rule.get("minLength", 0) <= len(value) <= rule.get("maxLength", 10**9):
            return [f"{where}: no such text"]
        return [] if re.search(rule.get("pattern", ""), value) else [f"{where}: not as the pattern has it"]

    def integer(self, rule: dict[str, Any], value: Any, where: str) -> list[str]:
        number = int(value)
        return [] if rule.get("minimum", 0) <= number <= rule.get("maximum", number) else [f"{where}: {number}"]

    def number(self, rule: dict[str, Any], value: Any, where: str) -> list[str]:
        return [] if rule["minimum"] <= float(value) <= rule["maximum"] else [f"{where}: {value}"]

    def null(self, rule: dict[str, Any], value: Any, where: str) -> list[str]:
        return [] if value is None else [f"{where}: not null"]


AUTHORITY, REPORTS = files_below([settings.FIXTURES])


@pytest.mark.parametrize("path", [*AUTHORITY, *REPORTS], ids=lambda path: path.name)
def test_the_schema_accepts_the_fixtures(path: Path) -> None:
    found = schema("authority" if path in AUTHORITY else "report")
    assert Schema(found).faults(found, open_source(path, path.name).data) == []


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("kind: news", "kind: blog", ".report.kind: 'blog'"),
        ("slug: news", "slug: News", ".report.slug: not as the pattern has it"),
        ("language: en\n", "language: en\n  lang: en\n", ".report.lang: unknown"),
        ("paragraphs: 5", "paragraphs: 0", ".text: none of 2"),
        ("paragraphs: [1]", "paragraphs: []", ".forums.0.citations.0.paragraphs: no such list"),
        ("    role: wizard\n", "", ".forums.0.appearances.0.role: missing"),
        ("rostrum-report/1", "rostrum-report/2", ".format: 'rostrum-report/2'"),
    ],
)
def test_the_schema_refuses_what_the_reader_refuses(tmp_path: Path, old: str, new: str, fault: str) -> None:
    found = schema("report")
    assert NEWS.count(old) == 1
    write(tmp_path, {"news.yaml": NEWS.replace(old, new)})
    assert Schema(found).faults(found, open_source(tmp_path / "news.yaml", "news.yaml").data) == [fault]


def test_the_schema_says_what_it_is_and_what_its_fields_mean() -> None:
    for shape, model in (("report", ReportFile), ("authority", AuthorityFile)):
        found = schema(shape)
        assert found["$schema"] == "https://json-schema.org/draft/2020-12/schema"
        assert list(found["properties"]) == list(model.model_fields)
        assert all("description" in found["$defs"][name] for name in ("CitationItem", "ForumItem") if shape == "report")


def test_a_report_file_is_what_the_command_prints_by_default() -> None:
    out = StringIO()
    call_command("report_schema", stdout=out)
    assert json.loads(out.getvalue()) == schema("report")


def test_the_sum_of_a_run_as_a_process(tmp_path: Path) -> None:
    """As a shell sees it: exit code 1 and the error on the second stream."""
    done = subprocess.run(
        [sys.executable, "manage.py", "load_reports", str(tmp_path / "none")],
        cwd=settings.BASE_DIR, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stdout, done.stderr) == (1, "", f"CommandError: {tmp_path}/none does not exist.\n")


def test_the_base_of_the_malformed_files_is_sound(tmp_path: Path) -> None:
    paths = [write(tmp_path, BASE) / name for name in BASE]
    assert read(open_source(paths[1], ""), ReportFile).report.slug == "old-news"
