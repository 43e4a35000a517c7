"""Pages by keyset: each goes on after the last row of the one before, so that none is skipped or repeated.

Rows are put in order by one column without nulls, and by id where that is equal.
"""

import re
from dataclasses import dataclass, field, replace
from typing import Any, Protocol

from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext

SIZE = 50
MARK = re.compile(r"(?P<value>.*)~(?P<id>\d{1,18})", re.DOTALL)


@dataclass(frozen=True)
class Order:
    """What rows are ordered by; the label says so where the order is offered."""

    column: str
    label: str | Promise = field(default="", compare=False)
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


class Listing(Protocol):
    """Rows in an order: so many of them from the start, after a place, or, the last first, before one.

    A place is a value of what they are ordered by, with the id of a row.
    """

    @property
    def order(self) -> Order: ...

    def first(self, many: int) -> list[Any]: ...

    def after(self, value: str, pk: int, many: int) -> list[Any]: ...

    def before(self, value: str, pk: int, many: int) -> list[Any]: ...


@dataclass(frozen=True)
class Ordered:
    """The rows of a queryset in an order."""

    rows: QuerySet[Any]
    order: Order

    def first(self, many: int) -> list[Any]:
        return list(self.order.put(self.rows)[:many])

    def after(self, value: str, pk: int, many: int) -> list[Any]:
        return list(self.order.put(self.rows.filter(self.order.after(value, pk)))[:many])

    def before(self, value: str, pk: int, many: int) -> list[Any]:
        return list(self.order.put(self.rows.filter(self.order.before(value, pk))).reverse()[:many])


def page(listing: Listing, size: int, *, before: str = "", after: str = "") -> Page:
    """The page that starts after a mark, or ends before one; the first where there is none or it is not understood."""
    try:
        if after:
            return _page_after(listing, size, after)
        if before:
            return _page_before(listing, size, before)
    except (ValueError, ValidationError):
        return replace(page(listing, size), message=gettext("This address names no page: here is the first."))
    found = listing.first(size + 1)
    return Page(found[:size], after=_mark(listing, found[:size], -1, len(found) > size))


def _page_after(listing: Listing, size: int, mark: str) -> Page:
    found = listing.after(*_read(mark), size + 1)
    shown = found[:size]
    return Page(shown, _mark(listing, shown, 0, True), _mark(listing, shown, -1, len(found) > size))


def _page_before(listing: Listing, size: int, mark: str) -> Page:
    found = listing.before(*_read(mark), size + 1)
    shown = found[:size][::-1]
    return Page(shown, _mark(listing, shown, 0, len(found) > size), _mark(listing, shown, -1, True))


def _mark(listing: Listing, rows: list[Any], place: int, goes_on: bool) -> str:
    return listing.order.mark(rows[place]) if rows and goes_on else ""


def _read(mark: str) -> tuple[str, int]:
    if not (parts := MARK.fullmatch(mark)) or not mark.isprintable():
        raise ValueError
    return parts["value"], int(parts["id"])
