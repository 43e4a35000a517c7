"""The archive as a whole: all rows of all its tables, what changed between two moments, and files in and out."""

from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pgtrigger
from django.apps import apps
from django.db import connection, transaction

from archive.history.changes import Changing
from events.models.phrases import Phrase
from events.reportfile.exporting import exported_files
from events.reportfile.loading import Outcome, load

APPS = ("orgs", "people", "events")
Tables = dict[str, dict[int, dict[str, Any]]]
LONG_AGO = "2000-01-01 00:00:00+00"


def tables() -> list[str]:
    """Every table of the archive, history and all, but the phrases: what they hold is said elsewhere."""
    models = {model for app in APPS for model in apps.get_app_config(app).get_models()} - {Phrase}
    return sorted(model._meta.db_table for model in models)


def dump() -> Tables:
    """All rows, by table and id."""
    found: Tables = {}
    with connection.cursor() as cursor:
        for table in tables():
            cursor.execute(f'SELECT * FROM "{table}"')
            columns = [column.name for column in cursor.description]
            rows = [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]
            found[table] = {row["pgh_id" if "pgh_id" in row else "id"]: row for row in rows}
    return found


def changes(before: Tables, after: Tables) -> dict[str, dict[str, int]]:
    """How many rows of each table came (`+`), went (`-`), or changed in which columns; history counts apart."""
    counted: dict[str, Counter[str]] = {}
    for table in before:
        was, now = before[table], after[table]
        words = ["+"] * len(now.keys() - was.keys()) + ["-"] * len(was.keys() - now.keys())
        words += [_changed(was[pk], now[pk]) for pk in was.keys() & now.keys() if was[pk] != now[pk]]
        counted[table.partition("_")[2]] = Counter(words)
    return {table: dict(words) for table, words in counted.items() if words}


def _changed(was: Mapping[str, Any], now: Mapping[str, Any]) -> str:
    columns = [column for column in was if was[column] != now[column]]
    return ", ".join(column for column in columns if column != "changed_at") or "touched"


def age() -> None:
    """Date all rows back, so that a touch shows within one transaction."""
    dated = [
        model._meta.db_table
        for name in APPS
        for model in apps.get_app_config(name).get_models()
        if issubclass(model, Changing)
    ]
    with pgtrigger.ignore(), connection.cursor() as cursor:
        for table in dated:
            cursor.execute(f'UPDATE "{table}" SET changed_at = %s', [LONG_AGO])


def write(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return folder


def loaded(*paths: Path, **options: int) -> list[Outcome]:
    outcomes: list[Outcome] = []
    load(paths, outcomes.append, **options)
    return outcomes


def statuses(outcomes: list[Outcome]) -> list[str]:
    return [outcome.status for outcome in outcomes]


def said(outcomes: list[Outcome], folder: Path) -> list[str]:
    """What was refused, with files named as they are in the folder."""
    problems = [str(problem) for outcome in outcomes for problem in outcome.problems]
    return [problem.replace(f"{folder}/", "") for problem in problems]


def exported() -> dict[str, str]:
    return dict(exported_files())


@contextmanager
def undone() -> Iterator[None]:
    """What is written here is gone afterwards."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
