"""The columns that this process keeps, of the edition that was the latest when they were asked for.

A request is given columns only where they are of its own edition. Where those kept are of an earlier one and little has
changed since, it brings them up to date itself, in its own moment; else it asks the database, and a thread loads the
list anew beside the requests, one list at a time, once the archive has stood still for as long as that takes: what
changes sooner would be of no use when it is here, and all that the database does for it is taken from the readers.
"""

import logging
import threading
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.db.models import QuerySet

from archive.database.edition import UNSETTLED, edition
from archive.database.paging import Order
from archive.facets.changes import since
from archive.facets.columns import Columns
from archive.facets.loading import load
from archive.facets.sets import FacetSet
from archive.facets.updating import update
from archive.memory import give_back

STILL = 1  # times as long as a list takes to load
RETRY = 60  # seconds after a load that failed
JUST_NOW = 5  # seconds
log = logging.getLogger(__name__)


class Overtaken(Exception):
    """Columns have just come to be of a later edition than the request's, which would have them if it began anew."""


@dataclass(frozen=True, eq=False)
class Kept:
    """A list whose columns are kept."""

    filters: type[FacetSet]
    queryset: QuerySet[Any]
    orders: Mapping[str, Order]

    def load(self) -> Columns:
        return load(self.filters, self.queryset, self.orders, edition())

    def update(self, columns: Columns, number: int) -> Columns | None:
        """The columns, brought up to date in the transaction at hand; none where too much has changed."""
        changes = since(columns.edition, self.queryset.db)
        return update(columns, self.filters, self.queryset, changes, number)


class Keeper:
    def __init__(self) -> None:
        self.columns: dict[Kept, Columns] = {}
        self.wanted: dict[Kept, int] = {}
        self.latest: dict[Kept, int] = {}
        self.took: dict[Kept, float] = {}
        self.due: dict[Kept, float] = {}
        self.slow: set[Kept] = set()
        self.failed = False
        self.thread: threading.Thread | None = None
        self.changed = threading.Condition()
        self.updating: dict[Kept, threading.Lock] = defaultdict(threading.Lock)
        self.came: dict[Kept, float] = {}

    def at(self, number: int, one: Kept) -> Columns | None:
        """The columns of a list at an edition, where they are here; else they are on their way."""
        if not settings.FACET_COLUMNS or number == UNSETTLED:
            return None
        with self.updating[one]:
            kept = self.columns.get(one)
            if kept and kept.edition < number and (now := one.update(kept, number)):
                self._keep(one, now)
                return now
        if kept and kept.edition == number:
            return kept
        if kept and kept.edition > number and time.monotonic() - self.came[one] < JUST_NOW:
            raise Overtaken
        self._want(one, number)
        return None

    def _keep(self, one: Kept, columns: Columns) -> None:
        self.columns[one], self.came[one] = columns, time.monotonic()
        give_back()

    def spares(self, one: Kept) -> bool:
        """Whether a list that the database was too slow to count is better shown without counts until columns come."""
        return one in self.slow and self.thread is not None

    def _want(self, one: Kept, number: int) -> None:
        with self.changed:
            self.wanted[one] = number
            if number > self.latest.get(one, UNSETTLED):
                self.latest[one] = number
                self._put_off(one, STILL * self.took.get(one, 0))
            self.changed.notify()
            if self.thread is None or not self.thread.is_alive():
                self.thread = threading.Thread(target=self._load_wanted, name="facet columns", daemon=True)
                self.thread.start()

    def _put_off(self, one: Kept, seconds: float) -> None:
        self.due[one] = max(self.due.get(one, 0), time.monotonic() + seconds)

    def _load_wanted(self) -> None:
        try:
            while one := self._next():
                self._load(one)
        finally:
            connection.close()

    def _next(self) -> Kept | None:
        """The list to load, once it is due. Where none is wanted, the next that is begins another thread."""
        with self.changed:
            while self._lacking():
                one = min(self.wanted, key=lambda one: self.due[one])
                if (left := self.due[one] - time.monotonic()) <= 0:
                    del self.wanted[one]
                    return one
                self.changed.wait(left)
            self.thread = None
            return None

    def _lacking(self) -> dict[Kept, int]:
        """What is wanted, but for what has come since."""
        here = {one: columns.edition for one, columns in self.columns.items()}
        self.wanted = {one: number for one, number in self.wanted.items() if here.get(one) != number}
        return self.wanted

    def _load(self, one: Kept) -> None:
        began = time.monotonic()
        try:
            with _one_moment():
                self._keep(one, one.load())
            self.took[one], self.failed = time.monotonic() - began, False
        except Exception:
            if not self.failed:
                log.exception("The columns of a list could not be loaded: the database answers in their stead.")
            self.failed = True
            self._put_off(one, RETRY)


@contextmanager
def _one_moment() -> Iterator[None]:
    with transaction.atomic(durable=True):
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            cursor.execute("SET LOCAL work_mem = '64MB'")
        yield


keeper = Keeper()
