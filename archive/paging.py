"""Pages by keyset: each goes on after the last row of the one before, so that none is skipped or repeated.

Rows are put in order by one column without nulls, and by id where that is equal.
"""

import re
from dataclasses import dataclass, replace
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext

SIZE = 200
MARK = re.compile(r"(?P<value>.*)~(?P<id>\d{1,18})", re.DOTALL)


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

    def before(self, value: str, pk: int) -> Q:
        return ~self.after(value, pk) & ~Q(pk=pk)

    def mark(self, row: Any) -> str:
        return f"{getattr(row, self.column)}~{row.pk}"


def by_number(relation: str, label: str | Promise) -> dict[str, Order]:
    """Orders by how many rows along a relation tell of each, as `counting` counts them; the most first has a label."""
    most, fewest = Order(f"{relation}_made", label, descending=True), Order(f"{relation}_made")
    return {f"-{relation}": most, relation: fewest}


@dataclass(frozen=True)
class Page:
    """One page of rows; `before` and `after` are where the others go on, empty on the first and on the last."""

    rows: list[Any]
    before: str = ""
    after: str = ""
    message: str = ""


def page(rows: QuerySet[Any], order: Order, size: int, *, before: str = "", after: str = "") -> Page:
    """The page that starts after a mark, or ends before one; the first where there is none or it is not understood."""
    try:
        if after:
            return _page_after(rows, order, size, after)
        if before:
            return _page_before(rows, order, size, before)
    except (ValueError, ValidationError):
        return replace(page(rows, order, size), message=gettext("This address names no page: here is the first."))
    found = list(order.put(rows)[: size + 1])
    return Page(found[:size], after=_mark(order, found[:size], -1, len(found) > size))


def _page_after(rows: QuerySet[Any], order: Order, size: int, mark: str) -> Page:
    found = list(order.put(rows.filter(order.after(*_read(mark))))[: size + 1])
    shown = found[:size]
    return Page(shown, _mark(order, shown, 0, True), _mark(order, shown, -1, len(found) > size))


def _page_before(rows: QuerySet[Any], order: Order, size: int, mark: str) -> Page:
    found = list(order.put(rows.filter(order.before(*_read(mark)))).reverse()[: size + 1])
    shown = found[:size][::-1]
    return Page(shown, _mark(order, shown, 0, len(found) > size), _mark(order, shown, -1, True))


def _mark(order: Order, rows: list[Any], place: int, goes_on: bool) -> str:
    return order.mark(rows[place]) if rows and goes_on else ""


def _read(mark: str) -> tuple[str, int]:
    if not (parts := MARK.fullmatch(mark)) or not mark.isprintable():
        raise ValueError
    return parts["value"], int(parts["id"])
