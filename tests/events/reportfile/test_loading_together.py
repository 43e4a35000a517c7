"""Two loaders at once make one archive."""

import os
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper

from events.models import Citation, Forum, Report
from events.reportfile.loader import LOADERS, Loader
from tests.events.reportfile.keeping import exported, loaded, said, statuses, write
from tests.events.reportfile.malformed import BASE, HEAD

pytestmark = pytest.mark.django_db(transaction=True)


def together(*runs: tuple[Path, ...], **options: bool) -> list[tuple[list[str], list[str]]]:
    """What became of the files of each run, all begun at the same time."""
    start = Barrier(len(runs))

    def run(paths: tuple[Path, ...]) -> tuple[list[str], list[str]]:
        try:
            start.wait()
            outcomes = loaded(*paths, **options)
            return statuses(outcomes), said(outcomes, Path("/"))
        finally:
            connection.close()

    with ThreadPoolExecutor(len(runs)) as pool:
        return list(pool.map(run, runs))


def test_the_same_files_loaded_at_once() -> None:
    runs = together(*[(settings.FIXTURES,)] * 3)
    assert [problems for _, problems in runs] == [[], [], []]
    assert sorted(outcome for outcomes, _ in runs for outcome in outcomes) == ["new"] * 13 + ["unchanged"] * 26
    files = {str(path.relative_to(settings.FIXTURES)): path.read_text() for path in settings.FIXTURES.rglob("*.yaml")}
    assert exported() == files


def test_reports_that_state_the_same_facts_loaded_at_once(tmp_path: Path) -> None:
    loaded(write(tmp_path / "base", BASE))
    said_of = (
        "forums:\n- forum: green-forum\n  details:\n  - property: title\n    value: The Green Forum\n    citations:\n"
        "    - paragraphs: [1]\n  involvements:\n  - organization: acme\n    role: host\n    citations:\n"
        "    - paragraphs: [1]\n"
    )
    runs = []
    for number in range(4):
        slugs = [f"news-{number}-{part}" for part in range(10)]
        given = {f"{slug}.yaml": HEAD.replace("slug: news", f"slug: {slug}") + said_of for slug in slugs}
        runs.append((write(tmp_path / str(number), given),))
    assert together(*runs) == [(["new"] * 10, [])] * 4
    assert (Report.objects.count(), Citation.objects.filter(involvement__role="host").count()) == (41, 40)


def test_of_two_revisions_at_once_one_is_refused(tmp_path: Path) -> None:
    loaded(write(tmp_path / "base", BASE))
    text = exported()["reports/old-news.yaml"]
    runs = [
        (write(tmp_path / str(number), {"old-news.yaml": text.replace("name: Li Xiang", f"name: Li {number}")}),)
        for number in range(2)
    ]
    outcomes = [outcome for outcomes, _ in together(*runs) for outcome in outcomes]
    assert sorted(outcomes) == ["changed", "refused"]


UNKNOWN = "refers to the organization {}, which neither the archive nor the file has: define it, or mend the slug"
TITLED = """\
forums:
- forum: green-forum
  details:
  - property: title
    value: The Forum by {slug}
    citations:
    - paragraphs: [1]
  involvements:
  - organization: {host}
    role: host
    citations:
    - paragraphs: [1]
"""
NEW_BODY = "definitions:\n  organizations:\n  - slug: new-body\n    name: New Body\n    kind: company\n"


def crowd(folder: Path) -> Path:
    """As many reports as are worth two processes: about one forum, by the same new body, one linked to a later one."""
    files = {}
    for number in range(110):
        slug = f"news-{number:03}"
        head = HEAD.replace("slug: news", f"slug: {slug}")
        is_of_new_body = number % 10 == 0
        files[f"{slug}.yaml"] = head + TITLED.format(slug=slug, host="new-body" if is_of_new_body else "acme")
        files[f"{slug}.yaml"] += NEW_BODY if is_of_new_body else ""
    files["news-050.yaml"] = files["news-050.yaml"].replace(
        "  language: en\n", "  language: en\n  links:\n  - {kind: copy, to: news-099}\n"
    )
    files["news-070.yaml"] = files["news-070.yaml"].replace("organization: new-body", "organization: nobody")
    return write(folder, files)


def test_several_processes_make_the_archive_that_one_makes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    loaded(write(tmp_path / "base", BASE))
    left = []
    load_report = Loader.load_report
    with monkeypatch.context() as patch:
        patch.setattr(Loader, "load_report", lambda loader, path: left.append(path) or load_report(loader, path))
        outcomes = loaded(crowd(tmp_path / "more"), jobs=2)
    assert len(left) < 20  # the malformed one, and what came upon another in the making
    assert said(outcomes, tmp_path / "more") == [
        "news-070.yaml:19: forums.1.involvements.1: " + UNKNOWN.format("nobody")
    ]
    assert Forum.objects.get(slug="green-forum").title == "The Forum by news-000"
    beside = exported()
    call_command("flush", interactive=False, verbosity=0)
    loaded(tmp_path / "base")
    loaded(tmp_path / "more", jobs=1)
    assert exported() == beside


def die(_: Path) -> None:
    os._exit(1)


def test_what_a_killed_process_leaves_is_loaded_by_the_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("events.reportfile.workers._load", die)
    loaded(write(tmp_path / "base", BASE))
    assert Counter(statuses(loaded(crowd(tmp_path / "more"), jobs=2))) == {"new": 109, "refused": 1}


def test_a_loader_waits_for_the_one_that_is_writing(tmp_path: Path) -> None:
    loaded(write(tmp_path / "base", BASE))
    write(tmp_path / "more", {"news.yaml": HEAD})
    with ThreadPoolExecutor(1) as pool, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOADERS])
        loading = pool.submit(together, (tmp_path / "more",))
        while not is_waiting(cursor):
            assert not loading.done()
    assert loading.result() == [(["new"], [])]


def is_waiting(cursor: CursorWrapper) -> bool:
    cursor.execute("SELECT FROM pg_locks WHERE locktype = 'advisory' AND objid = %s AND NOT granted", [LOADERS])
    return cursor.fetchone() is not None
