"""What the archive says, as bytes, and whether it is sound in itself."""

import json
from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.core.management import call_command
from django.db import connection, transaction

from archive.database.edition import UNSETTLED, edition
from events.models import Draft, KeptDraft
from events.reportfile.exporting import exported_files

DRAFT = ("pk", "document", "version", "text", "sha256", "report__slug", "based_on", "editor_tab", "ready")
KEPT = ("draft", "document", "version", "tab", "why")
# The last that history tells of each row, against the rows.
UNTOLD = """
    WITH told AS (SELECT DISTINCT ON (pgh_obj_id) * FROM {history} ORDER BY pgh_obj_id, pgh_id DESC)
    SELECT count(*) FROM (SELECT * FROM told WHERE pgh_label <> 'delete') told FULL JOIN {table} row ON row.id = told.id
    WHERE row.id IS NULL OR told.id IS NULL OR ({told}) IS DISTINCT FROM ({row})
"""


def state() -> str:
    """Facts and decisions as they are exported, and drafts."""
    with transaction.atomic():
        said = dict(exported_files())
    drafts = [list(Draft.objects.order_by("pk").values(*DRAFT)), list(KeptDraft.objects.order_by("pk").values(*KEPT))]
    return json.dumps([said, drafts], sort_keys=True)


def faults() -> Iterator[str]:
    """What is wrong whatever was done: titles not settled, history that tells otherwise, a mark left behind."""
    with transaction.atomic():
        call_command("settle", stdout=Silence())
        if edition() == UNSETTLED:
            yield "settling changes something"
        transaction.set_rollback(True)
    with connection.cursor() as cursor:
        for model in apps.get_models():
            if hasattr(model, "history"):
                yield from _untold(cursor, model)
        cursor.execute("SELECT count(*) FROM archive_moving")
        if cursor.fetchone()[0]:
            yield "a mark of a writer is left"


def _untold(cursor: Any, model: Any) -> Iterator[str]:
    history = model.history.rel.related_model
    columns = sorted(
        {field.column for field in model._meta.local_fields} & {field.column for field in history._meta.local_fields}
    )
    told, row = (", ".join(f'{of}."{column}"' for column in columns) for of in ("told", "row"))
    cursor.execute(UNTOLD.format(history=history._meta.db_table, table=model._meta.db_table, told=told, row=row))
    if many := cursor.fetchone()[0]:
        yield f"the history of {many} rows of {model._meta.db_table} tells otherwise"


def difference(found: str, wanted: str) -> str:
    """Where two states first part."""
    at = next((at for at, (one, other) in enumerate(zip(found, wanted, strict=False)) if one != other), 0)
    return f"…{found[max(0, at - 60) : at + 60]}… for …{wanted[max(0, at - 60) : at + 60]}…"


class Silence:
    def write(self, said: str) -> None:
        pass
