"""Pages by keyset: each goes on after the last row of the one before, so that none is skipped or repeated.

Rows are put in order by one column without nulls, and by id where that is equal.
"""

import re
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext

SIZE = 200
AFTER = re.compile(r"(?P<value>.*)~(?P<id>\d{1,18})", re.DOTALL)


@dataclass(frozen=True)
class Order:
    """What rows are ordered by; the label says so where the order is offered."""

    column: str
    label: str | Promise = ""
    descending: bool = False

    def put(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        return rows.order_by(f"-{self.column}" if self.descending else self.column, "pk")

    def after(self, value: str, pk: int) -> Q:
        beyond = {f"{self.column}__{'lt' if self.descending else 'gt'}": value}
        return Q(**beyond) | Q(**{self.column: value, "pk__gt": pk})

    def mark(self, row: Any) -> str:
        return f"{getattr(row, self.column)}~{row.pk}"


def by_number(relation: str, label: str | Promise) -> dict[str, Order]:
    """Orders by how many rows along a relation tell of each, as `counting` counts them; the most first has a label."""
    most, fewest = Order(f"{relation}_made", label, descending=True), Order(f"{relation}_made")
    return {f"-{relation}": most, relation: fewest}


@dataclass(frozen=True)
class Page:
    """One page of rows; `after` is where the next one starts, empty on the last."""

    rows: list[Any]
    after: str = ""
    message: str = ""


def page(rows: QuerySet[Any], order: Order, after: str, size: int) -> Page:
    """The page that starts after a mark; the first one where the mark is empty or not understood."""
    if not after:
        return _cut(order.put(rows), order, size)
    mark = AFTER.fullmatch(after)
    try:
        if mark is None or not after.isprintable():
            raise ValueError
        return _cut(order.put(rows.filter(order.after(mark["value"], int(mark["id"])))), order, size)
    except (ValueError, ValidationError):
        first = page(rows, order, "", size)
        return Page(first.rows, first.after, gettext("This address names no page: here is the first."))


def _cut(rows: QuerySet[Any], order: Order, size: int) -> Page:
    found = list(rows[: size + 1])
    return Page(found[:size], order.mark(found[size - 1]) if len(found) > size else "")
