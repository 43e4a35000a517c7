"""Which records there are, by what harvesters know of each: its identifier, when it last changed, whether it is gone.

A set is a kind of record. Each is read from a table in the order of its keys, and after it, for reports and speakers,
what is kept of those that were taken away. Records that were merged into another, or that no report names any longer,
stand among the others, as deleted. Of a removed person only a digest of the address is kept, and so the identifiers of
speakers are digests from the beginning: a harvester can then be told to delete what it has.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from typing import Any

from django.db.models import CharField, F, Func, Q, QuerySet, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Concat
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from archive.pages.gone import hidden
from events.interop.oai.errors import NoSuchRecord
from events.models import Forum, Report, Session, Withdrawn
from orgs.models import Organization, Place
from people.models import Person, Removal


@dataclass(frozen=True)
class Head:
    """A record as harvesters know it; `at` is its table and its key there."""

    set: str
    key: str
    changed_at: datetime
    is_deleted: bool
    at: tuple[int, int]


@dataclass(frozen=True)
class Table:
    """Rows of one set: what is there, or what is kept of what was."""

    set: str
    rows: Any
    key: Combinable
    changed_at: Combinable
    is_deleted: Combinable | bool = False

    def heads(self, number: int, those: Q) -> QuerySet[Any]:
        deleted = Value(self.is_deleted) if isinstance(self.is_deleted, bool) else self.is_deleted
        said = {"oai_key": self.key, "stamp": self.changed_at, "is_deleted": deleted, "table": Value(number)}
        return self.rows.annotate(**said).filter(those).order_by("pk").values(*said, "pk")


def _kind(set: str, model: Any, key: Combinable | None = None) -> Table:
    """The records of a kind; those that readers do not find count as deleted."""
    return Table(set, model.objects.all(), key or F("slug"), F("changed_at"), hidden(model))


def _digest(text: str) -> Combinable:
    """As `people.models.digest` has it."""
    coded = Func(Func(F(text), Value("UTF8"), function="convert_to"), function="sha256")
    return Func(coded, Value("hex"), function="encode", output_field=CharField())


SETS: dict[str, str | Promise] = {
    "forums": _("Forums"),
    "sessions": _("Sessions"),
    "speakers": _("Speakers"),
    "organizations": _("Organizations"),
    "places": _("Places"),
    "reports": _("Reports"),
}
TABLES = [
    _kind("forums", Forum),
    _kind("sessions", Session, Concat("forum__slug", Value("."), "key")),
    _kind("speakers", Person, _digest("slug")),
    Table("speakers", Removal.objects.all(), F("digest"), F("removed_at"), True),
    _kind("organizations", Organization),
    _kind("places", Place),
    Table("reports", Report.objects.all(), F("slug"), F("changed_at")),
    Table("reports", Withdrawn.objects.still(), F("slug"), F("changed_at"), True),
]


def within(first: datetime | None, after: datetime | None) -> Q:
    """Those that changed in the span."""
    begins = Q(stamp__gte=first) if first else Q()
    return begins & Q(stamp__lt=after) if after else begins


def heads(those: Q, set: str, after: tuple[int, int], most: int) -> list[Head]:
    """Those of a set, or of all, that come after a place, table after table."""
    return list(islice(_heads(those, set, after, most), most))


def _heads(those: Q, set: str, after: tuple[int, int], most: int) -> Iterator[Head]:
    place, pk = after
    for number, table in enumerate(TABLES[place:], place):
        if set in ("", table.set):
            rows = table.heads(number, those & Q(pk__gt=pk if number == place else 0))
            yield from (_head(row) for row in rows[:most])


def _head(row: dict[str, Any]) -> Head:
    at = (row["table"], row["pk"])
    return Head(TABLES[row["table"]].set, row["oai_key"], row["stamp"].astimezone(UTC), row["is_deleted"], at)


def head(set: str, key: str) -> Head:
    """The one of that name."""
    for number, table in enumerate(TABLES):
        if table.set == set and (row := table.heads(number, Q(oai_key=key)).first()):
            return _head(row)
    raise NoSuchRecord("There is no record of that identifier.")
