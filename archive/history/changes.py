"""When a record last changed: set by the transaction that changes it or what is said of it.

Triggers pass a change on along foreign keys (citation → appearance → forum, person), so a change made in SQL
counts as one made in the admin. `changed_at` is the start of the transaction: a row is written once in it.
"""

import pgtrigger
from django.contrib.postgres.functions import TransactionNow
from django.db import models

from archive.database.fetched import Worded


class Changing(Worded, models.Model):  # type: ignore[misc]  # from_db does less
    """A record that knows when it, or what is said of it, last changed."""

    changed_at = models.DateTimeField(db_default=TransactionNow(), editable=False)

    class Meta:
        abstract = True


def by_change(table: str, record: str) -> models.Index:
    """For feeds and harvesters, who ask what changed last; `record` is the way to the one that stands for it."""
    return models.Index(models.F("changed_at").desc(), record, name=f"{table}_changed")


def changed_when(*derived: str) -> list[pgtrigger.Trigger]:
    """The trigger of a Changing model: any column but those named moves `changed_at`."""
    return [
        pgtrigger.Trigger(
            name="changed_at",
            when=pgtrigger.Before,
            operation=pgtrigger.Update,
            condition=pgtrigger.AnyChange(exclude=["changed_at", *derived]),
            func="NEW.changed_at = transaction_timestamp(); RETURN NEW;",
        ),
        pgtrigger.Trigger(
            name="changed_at_stays",  # a row read long ago and saved again does not set the clock back
            when=pgtrigger.Before,
            operation=pgtrigger.Update,
            condition=pgtrigger.Q(new__changed_at__lt=pgtrigger.F("old__changed_at")),
            func="NEW.changed_at = OLD.changed_at; RETURN NEW;",
        ),
    ]


def touches(**targets: str) -> list[pgtrigger.Trigger]:
    """Triggers that pass a change of a row on: `touches(forum_id="events_forum")`, column to table."""

    def update(*rows: str) -> str:
        # Naming the rows first keeps statement triggers of the target from firing for nothing, and its plan on the key.
        return (
            "\n".join(
                f"""
                stale := ARRAY(SELECT id FROM {table} WHERE changed_at < transaction_timestamp() AND id = ANY(ARRAY(
                    {" UNION ALL ".join(f"SELECT {column} FROM {row}" for row in rows)})));
                IF stale <> '{{}}' THEN
                    UPDATE {table} SET changed_at = transaction_timestamp() WHERE id = ANY(stale);
                END IF;"""
                for column, table in targets.items()
            )
            + "\nRETURN NULL;"
        )

    changes = {
        "insert": (pgtrigger.Insert, pgtrigger.Referencing(new="new_rows"), ("new_rows",)),
        # A row written as it was is no change.
        "update": (
            pgtrigger.Update,
            pgtrigger.Referencing(old="old_rows", new="new_rows"),
            ("(TABLE old_rows EXCEPT TABLE new_rows) was", "(TABLE new_rows EXCEPT TABLE old_rows) now"),
        ),
        "delete": (pgtrigger.Delete, pgtrigger.Referencing(old="old_rows"), ("old_rows",)),
    }
    return [
        pgtrigger.Trigger(
            name=f"touch_on_{word}",
            level=pgtrigger.Statement,
            when=pgtrigger.After,
            operation=operation,
            referencing=rows,
            declare=[("stale", "bigint[]")],
            func=update(*names),
        )
        for word, (operation, rows, names) in changes.items()
    ]
