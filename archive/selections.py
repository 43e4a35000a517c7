"""Records in an order, of which a few at a time are fetched: a list of a million fits in memory as its ids alone."""

import gc
from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import numpy as np
from django.db.models import Max, Model, QuerySet
from django.db.models.expressions import RawSQL

from archive.facets import arrays
from archive.facets.tallies import Array
from archive.streams import Pieces

AT_ONCE = 200
YOUNG = 1  # the generation of objects that those of one piece do not outlive


def nothing_more(rows: list[Any]) -> None:
    pass


@dataclass(frozen=True, eq=False)
class Selection:
    """The ids of records in their order; how they are fetched, and what is then told of them."""

    ids: Array
    rows: QuerySet[Any]
    tell: Callable[[list[Any]], None] = nothing_more

    def pieces(self, make: Callable[[list[Any]], bytes]) -> Pieces:
        """What is made of a few records at a time. They refer to each other in circles, and go before the next come."""
        for start in range(0, len(self.ids), AT_ONCE):
            yield make(self._fetched(self.ids[start : start + AT_ONCE].tolist()))
            gc.collect(YOUNG)

    def among(self, rows: QuerySet[Any]) -> "Selection":
        """Those that are among the rows too, in the same order."""
        found = arrays.ids(rows.filter(pk__in=_each(self.ids)).order_by().values("pk"))
        return Selection(self.ids[np.isin(self.ids, found)], self.rows, self.tell)

    def newest(self, most: int) -> list[Any]:
        """Those that changed last, the newest first."""
        return self._fetched([pk for pk, _ in _last_changes(self.rows.model, self.ids)[:most]])

    def _fetched(self, ids: list[int]) -> list[Any]:
        """Each with `changed`: when it, or a record that is the same, last did."""
        found = deepcopy(self.rows).in_bulk(ids)  # one that fetches along relations holds on to a record of the last
        changes: dict[int, datetime] = dict(_last_changes(self.rows.model, ids))
        for pk, record in found.items():
            record.changed = changes[pk]
        records = [found[pk] for pk in ids]
        self.tell(records)
        return records


def selected(rows: QuerySet[Any], told: QuerySet[Any], tell: Callable[[list[Any]], None] = nothing_more) -> Selection:
    """The rows in their order, each as `told` tells it."""
    return Selection(arrays.ids(rows.values_list("pk")), told, tell)


def _last_changes(model: type[Model], ids: Any) -> QuerySet[Any]:
    """Pairs (id, when that record or one that is the same last changed), the latest first."""
    way = "canonical" if hasattr(model, "canonical") else "pk"
    rows = model._default_manager.filter(**{f"{way}__in": _each(ids)}).order_by()
    return rows.values_list(way).annotate(changed=Max("changed_at")).order_by("-changed", way)


def _each(ids: Any) -> RawSQL:
    """So many ids as one parameter."""
    return RawSQL("SELECT unnest(%s::bigint[])", [list(map(int, ids))])
