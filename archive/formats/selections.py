"""Records in an order, of which a few at a time are fetched: of a million, not even the ids are held."""

import gc
from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db import connections
from django.db.models import Exists, Max, Model, OuterRef, Q, QuerySet

from archive.database.batches import batches
from archive.serving.streams import Pieces

AT_ONCE = 200
NEWEST = """
    WITH those (id) AS MATERIALIZED ({rows})
    SELECT those.id FROM those JOIN {table} AS row ON row.{column} = those.id
    GROUP BY those.id ORDER BY max(row.changed_at) DESC, those.id LIMIT %s
"""
YOUNG = 1  # the generation of objects that those of one piece do not outlive


def nothing_more(rows: list[Any]) -> None:
    pass


@dataclass(frozen=True, eq=False)
class Selection:
    """Those records in their order; the rows as they are fetched, and what is then told of them."""

    those: QuerySet[Any]
    rows: QuerySet[Any]
    tell: Callable[[list[Any]], None] = nothing_more
    is_whole: bool = False  # all of their kind

    def pieces(self, make: Callable[[list[Any]], bytes]) -> Pieces:
        """What is made of a few records at a time. They refer to each other in circles, and go before the next come."""
        for ids in batches(self.those.values_list("pk", flat=True), AT_ONCE):
            yield make(self._fetched(ids))
            gc.collect(YOUNG)

    def among(self, rows: QuerySet[Any]) -> "Selection":
        """Those that are among the rows too, in the same order."""
        return replace(self, those=self.those.filter(pk__in=rows.order_by().values("pk")))

    def many_beside(self, rows: QuerySet[Any]) -> int:
        """How many are not among the rows."""
        return self.those.count() - self.among(rows).those.count()

    def newest(self, most: int) -> list[Any]:
        """Those that changed last, the newest first."""
        if self.is_whole:  # so nearly all that changed last are among them
            way = _way(self.rows.model)
            theirs = _latest_of_each(self.rows.model, way).filter(**{f"{way}__in": self.those.order_by().values("pk")})
            return self._fetched(list(theirs.order_by("-changed_at", way).values_list(way, flat=True)[:most]))
        return self._fetched(_newest(self.those, most))

    def _fetched(self, ids: list[int]) -> list[Any]:
        """Each with `changed`: when it, or a record that is the same, last did."""
        found = deepcopy(self.rows).in_bulk(ids)  # one that fetches along relations holds on to a record of the last
        changes: dict[int, datetime] = dict(_last_changes(self.rows.model, ids))
        for pk, record in found.items():
            record.changed = changes[pk]
        records = [found[pk] for pk in ids]
        self.tell(records)
        return records


def _newest(rows: QuerySet[Any], most: int) -> list[int]:
    """The ids of those that changed last: the rows are found first, then when each of them did."""
    connection = connections[rows.db]
    sql, params = rows.order_by().values("pk").query.get_compiler(connection=connection, elide_empty=False).as_sql()
    column = rows.model._meta.get_field(_way(rows.model)).column
    with connection.cursor() as cursor:
        cursor.execute(NEWEST.format(rows=sql, table=rows.model._meta.db_table, column=column), [*params, most])
        return [pk for (pk,) in cursor.fetchall()]


def _way(model: type[Model]) -> str:
    """The way from a row to the record that stands for it."""
    return "canonical" if hasattr(model, "canonical") else str(model._meta.pk.name)


def _latest_of_each(model: type[Model], way: str) -> QuerySet[Any]:
    """Of the rows that are the same record, the one that changed last."""
    rows = model._default_manager.all()
    if way != "canonical":
        return rows
    later = Q(changed_at__gt=OuterRef("changed_at")) | Q(changed_at=OuterRef("changed_at"), pk__gt=OuterRef("pk"))
    return rows.exclude(Exists(rows.filter(later, **{way: OuterRef(way)})))


def _last_changes(model: type[Model], ids: list[int]) -> QuerySet[Any]:
    """Pairs (id, when that record or one that is the same last changed)."""
    way = _way(model)
    rows = model._default_manager.filter(**{f"{way}__in": ids}).order_by()
    return rows.values_list(way).annotate(changed=Max("changed_at"))
