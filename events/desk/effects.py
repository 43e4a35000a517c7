"""What a transaction has done so far, told by the history that the database keeps: how many rows of each kind."""

from collections import defaultdict
from typing import Any

from django.apps import apps
from django.db import connection, models

from archive.history.trail import LABELS, is_tracked

APPS = ("orgs", "people", "events")


def _tracked() -> dict[str, type[models.Model]]:
    """Every model with a history, by the history's table."""
    every = (model for app in APPS for model in apps.get_app_config(app).get_models())
    return {
        model._meta.get_field("history").related_model._meta.db_table: model for model in every if is_tracked(model)
    }


def _rows(statement: str) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchall()


class Effects:
    """Notes where the history stands, and counts what came after."""

    def __init__(self) -> None:
        self.models = _tracked()
        last = " UNION ALL ".join(f"SELECT '{table}', coalesce(max(pgh_id), 0) FROM {table}" for table in self.models)  # noqa: S608
        self.last: dict[str, int] = dict(_rows(last))

    def since(self) -> list[dict[str, Any]]:
        """For each kind of row: what it is called, and how many were made, changed and deleted."""
        counts = " UNION ALL ".join(
            f"SELECT '{table}', pgh_label, count(*) FROM {table} WHERE pgh_id > {last}"  # noqa: S608
            " AND pgh_created_at = transaction_timestamp() GROUP BY pgh_label"
            for table, last in self.last.items()
        )
        found: dict[str, dict[str, int]] = defaultdict(dict)
        for table, label, many in _rows(counts):
            found[table][label] = many
        return [self._said(table, rows) for table, rows in found.items()]

    def _said(self, table: str, rows: dict[str, int]) -> dict[str, Any]:
        meta = self.models[table]._meta
        said = {"kind": meta.model_name, "label": str(meta.verbose_name_plural)}
        return said | {label: rows.get(label, 0) for label in LABELS}
