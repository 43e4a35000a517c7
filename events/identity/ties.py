"""What two records have in common besides their names, and what tells them apart."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Value
from django.db.models.functions import Concat
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from archive.identity.identifiers import External
from archive.languages import listed
from events.models import Appearance, Capacity, Citation, Forum, Involvement, Location, Session
from events.models.forums import event_name
from orgs.models import Organization, Place
from people.models import Person

NAMED = 3

# By the id of a record: what it is tied to, by id, each with its name.
Tied = dict[int, dict[Any, str]]


@dataclass(frozen=True)
class Tie:
    """Something that speaks for two records being one where they share it, or against where they do not.

    `for_it` and `against` are how much it adds or takes; without words it says nothing.
    """

    rows: Any
    record: str
    other: str
    name: Any
    shared: str | Promise = ""
    for_it: float = 0
    apart: str | Promise = ""
    against: float = 0

    def of(self, ids: Collection[int]) -> Tied:
        """One query for all the records."""
        found: Tied = defaultdict(dict)
        rows = self.rows.filter(**{f"{self.record}__in": ids}).exclude(**{self.other: None}).order_by()
        for record, other, name in rows.values_list(self.record, self.other, self.name).distinct():
            found[record][other] = str(name)
        return found

    def reason(self, mine: dict[Any, str], theirs: dict[Any, str]) -> "Reason | None":
        both = {pk: name for pk, name in mine.items() if pk in theirs}
        if both and self.shared:
            return Reason(self.shared % {"names": _few(both)}, self.for_it)
        if mine and theirs and not both and self.apart:
            return Reason(self.apart % {"one": _few(mine), "other": _few(theirs)}, -self.against)
        return None


@dataclass(frozen=True)
class Reason:
    """Why two records may be one, or why not; `counts` is above nothing for what speaks for it."""

    words: str
    counts: float

    @property
    def speaks_for(self) -> bool:
        return self.counts >= 0


def reasons(ties: Iterable[tuple[Tie, Tied]], one: int, other: int) -> list[Reason]:
    found = (tie.reason(tied.get(one, {}), tied.get(other, {})) for tie, tied in ties)
    return [reason for reason in found if reason]


def _few(named: dict[Any, str]) -> str:
    names = sorted(named.values())
    return listed(names[:NAMED]) + (" …" if len(names) > NAMED else "")


class Both(Tie):
    """Something that speaks against two records being one where they share it."""

    def reason(self, mine: dict[Any, str], theirs: dict[Any, str]) -> Reason | None:
        both = {pk: name for pk, name in mine.items() if pk in theirs}
        return Reason(self.apart % {"names": _few(both)}, -self.against) if both else None


class Called(Tie):
    """What registers call two records: no register means to have two names for one."""

    def reason(self, mine: dict[Any, str], theirs: dict[Any, str]) -> Reason | None:
        one, other = ([External.of(called) for called in side] for side in (mine, theirs))
        both = {name.scheme for name in one} & {name.scheme for name in other}
        if not both:
            return None
        words = [listed(sorted(str(name) for name in side if name.scheme in both)) for side in (one, other)]
        return Reason(self.apart % {"one": words[0], "other": words[1]}, -self.against * len(both))


def _elsewhere(model: Any) -> Tie:
    link = model._meta.get_field("identifiers")
    rows = link.related_model.objects.annotate(called=Concat("scheme", Value(":"), "value"))
    words = _("registers tell them apart: %(one)s; %(other)s")
    return Called(rows, f"{link.field.name}__canonical", "called", "called", apart=words, against=0.25)


def _one_report(rows: Any, record: str, way: str) -> Tie:
    words = _("one report names both: %(names)s")
    return Both(rows, record, way, event_name(f"{way}__"), apart=words, against=0.15)


def _at_forums(fact: Any, record: str) -> list[Tie]:
    rows = fact.objects.all()
    same = Tie(rows, record, "forum__canonical", fact.FORUM_NAME, _("at the same forum: %(names)s"), 0.05)
    return [same, _one_report(rows, record, "citations__report")]


def _in_country(model: Any) -> Tie:
    country = "country__canonical"
    same, apart = _("of the same country: %(names)s"), _("of other countries: %(one)s; %(other)s")
    return Tie(model.objects.all(), "canonical", country, f"{country}__name", same, 0, apart, 0.2)


def _of_events(model: Any) -> list[Tie]:
    here = f"{model._meta.model_name}__canonical"
    dated, place, who, body = model.objects.exclude(edtf=""), "place__canonical", "person__canonical", BODY
    days, places = _("on other days: %(one)s; %(other)s"), _("held in other places: %(one)s; %(other)s")
    held = Location.objects.all()
    return [
        Tie(dated, "canonical", "edtf", "edtf", _("on the same day: %(names)s"), 0.2, days, 0.2),
        Tie(held, here, place, f"{place}__name", _("held in the same place: %(names)s"), 0.15, places, 0.15),
        Tie(Appearance.objects.all(), here, who, f"{who}__name", _("the same people: %(names)s"), 0.1),
        Tie(Involvement.objects.all(), here, body, f"{body}__name", _("the same bodies: %(names)s"), 0.05),
        _one_report(Citation.objects.all(), here, "report"),
    ]


BODY, LARGER = "organization__canonical", "parent__canonical"
HOLDER = "citation__appearance__person__canonical"
BODIES = _("the same body: %(names)s"), 0.1, _("other bodies: %(one)s; %(other)s"), 0.1
UNITS = _("units of the same body: %(names)s"), 0.05, _("units of other bodies: %(one)s; %(other)s"), 0.2
TIES: dict[str, list[Tie]] = {
    "person": [
        Tie(Capacity.objects.all(), HOLDER, BODY, f"{BODY}__name", *BODIES),
        *_at_forums(Appearance, "person__canonical"),
        _elsewhere(Person),
    ],
    "organization": [
        _in_country(Organization),
        Tie(Organization.objects.all(), "canonical", LARGER, f"{LARGER}__name", *UNITS),
        *_at_forums(Involvement, BODY),
        _elsewhere(Organization),
    ],
    "place": [_in_country(Place), _elsewhere(Place)],
    "forum": _of_events(Forum),
    "session": _of_events(Session),
}


def ties_of(called: str, ids: Collection[int]) -> list[tuple[Tie, Tied]]:
    """The ties of these records: a query each, however many they are."""
    return [(tie, tie.of(ids)) for tie in TIES[called]]
