"""After many rows: what the database then knows of its tables."""

from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection

from events.management.commands import load_reports
from tests.events.reportfile.keeping import write
from tests.events.reportfile.malformed import BASE

pytestmark = pytest.mark.django_db(transaction=True)


def readable_by_index() -> bool:
    """Whether the server knows that all may see all reports; then it need not look at each."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT relallvisible = relpages AND relpages > 0 FROM pg_class WHERE relname = 'events_report'")
        return bool(cursor.fetchone()[0])


def test_what_was_generated_is_read_by_indexes_at_once() -> None:
    call_command("generate_archive", "--forums", "3", verbosity=0)
    assert readable_by_index()


@pytest.mark.parametrize(("many", "goes_over"), [(len(BASE), True), (len(BASE) + 1, False)])
def test_what_was_loaded_is_read_by_indexes_at_once_where_it_is_much(
    many: int, goes_over: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(load_reports, "MANY", many)
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE events_report CASCADE")
    call_command("load_reports", write(tmp_path, BASE), verbosity=0)
    assert readable_by_index() is goes_over
