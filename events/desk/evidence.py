"""What speaks for and against a name meaning a record: each piece with its weight, and in words."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from archive.dates import EdtfError, parse
from archive.identity.likeness import Likeness, likeness
from events.desk.records import Record

# Of a name and what is printed beside it; forums are told by day, city and people as much as by a title.
WEIGHTS = {
    "forum": {"name": 0.5, "date": 0.2, "city": 0.1, "people": 0.2, "body": 0.1},
    "session": {"name": 0.6, "date": 0.2, "city": 0.05, "people": 0.15, "body": 0},
}
OF_A_NAME = {"name": 0.7, "body": 0.2, "city": 0.05, "date": 0.05, "people": 0}
SURE, A_FEW_DAYS, LONG_AGO, A_FEW = 0.7, 3, 15, 2


@dataclass(frozen=True)
class Asked:
    """A name that a draft has, with what is printed around it; the id is the desk's own."""

    id: str
    kind: str
    name: str
    body: str = ""
    cities: Sequence[str] = ()
    date: str = ""
    people: Sequence[str] = ()

    @classmethod
    def of(cls, told: Mapping[str, Any]) -> "Asked":
        """As the desk's page sends it: `city` is one city or a list of them."""
        city = told.get("city") or ()
        cities = (city,) if isinstance(city, str) else tuple(city)
        more = {part: told.get(part) or "" for part in ("body", "date")}
        return cls(
            told["id"], told["kind"], told["name"], cities=cities, people=tuple(told.get("people") or ()), **more
        )


@dataclass(frozen=True)
class Evidence:
    """One comparison: 1 speaks wholly for, 0 wholly against."""

    weight: float
    value: float
    words: str


def named(asked: Asked, record: Record) -> Likeness:
    return likeness([asked.name], record.names)


def evidence(asked: Asked, record: Record, name: Likeness) -> list[Evidence]:
    """The name first, then all that can be compared."""
    weights = WEIGHTS.get(asked.kind, OF_A_NAME)
    told = {
        "name": (name.score, str(name.reason) if name else _("other name: %(name)s") % {"name": record.it}),
        "body": _body(asked, record),
        "city": _city(asked, record),
        "date": _date(asked, record),
        "people": _people(asked, record),
    }
    return [Evidence(weights[what], *one) for what, one in told.items() if one and weights[what]]


def weigh(pieces: Sequence[Evidence]) -> float:
    """The mean of what could be compared, by its weights."""
    return round(sum(one.weight * one.value for one in pieces) / sum(one.weight for one in pieces), 3)


def _body(asked: Asked, record: Record) -> tuple[float, str] | None:
    if not (asked.body and record.bodies):
        return None
    score, body = max((likeness([asked.body], [body]).score, body) for body in record.bodies)
    if score >= SURE:
        return score, _("same body: %(body)s") % {"body": body}
    return 0, _("other body: %(body)s") % {"body": _some(record.bodies)}


def _city(asked: Asked, record: Record) -> tuple[float, str] | None:
    if not (asked.cities and record.cities):
        return None
    same = [city for city in record.cities if likeness(asked.cities, [city]).score >= SURE]
    if same:
        return 1, _("same city: %(city)s") % {"city": _some(same)}
    return 0, _("other city: %(city)s") % {"city": _some(record.cities)}


def _date(asked: Asked, record: Record) -> tuple[float, str] | None:
    """Of an event its days; of others how long ago it was heard of."""
    apart = [days for edtf in record.dates for days in _days_apart(asked.date, edtf)]
    if not apart:
        return None
    days = min(apart)
    if asked.kind not in WEIGHTS:
        years = days // 365
        if years < LONG_AGO:
            return 1, _("of the same years")
        return 0, ngettext("%(years)d year apart", "%(years)d years apart", years) % {"years": years}
    if days == 0:
        return 1, _("same date")
    if days <= A_FEW_DAYS:
        return 0.6, _("a few days apart")
    return 0, _("other date: %(date)s") % {"date": _some(record.dates)}


def _days_apart(one: str, other: str) -> Iterator[int]:
    """Days between two dates in EDTF, none where they overlap; nothing where an end is not known."""
    try:
        first, second = sorted((parse(one), parse(other)), key=lambda known: known.earliest or known.latest)
    except (EdtfError, TypeError):
        return
    if first.latest and second.earliest:
        yield max(0, (second.earliest - first.latest).days)


def _people(asked: Asked, record: Record) -> tuple[float, str] | None:
    if not (asked.people and record.people):
        return None
    same = [name for name in record.people if likeness(asked.people, [name]).score > SURE]
    if not same:
        return 0, _("other people")
    return min(1, len(same) / min(3, len(asked.people))), _("same people: %(people)s") % {"people": _some(same)}


def _some(values: Collection[str]) -> str:
    return ", ".join(sorted(values)[:A_FEW]) + ("…" if len(values) > A_FEW else "")
