"""Two loaders at once make one archive."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper

from events.models import Citation, Report
from events.reportfile.loading import LOADERS
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
