"""What the archive tells of records that a name may mean: their names, bodies, cities, dates and people."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Model, Q, QuerySet

from archive.dates import in_words
from archive.identity.decisions import Judgement
from archive.identity.identifiers import Registered, identifiers
from events.models import Appearance, Capacity, Forum, Involvement, Location, Phrase, Session
from orgs.models import Organization, Place
from people.models import Person

MODELS: dict[str, type[Model]] = {
    "person": Person,
    "organization": Organization,
    "place": Place,
    "forum": Forum,
    "session": Session,
}
A_FEW = 2


@dataclass
class Record:
    """A canonical record, with what reports and the archive tell of it and of all that are the same."""

    kind: str
    it: Any
    names: set[str] = field(default_factory=set)
    bodies: set[str] = field(default_factory=set)
    cities: set[str] = field(default_factory=set)
    dates: set[str] = field(default_factory=set)
    people: set[str] = field(default_factory=set)
    different: dict[str, str] = field(default_factory=dict)
    """Name by slug of those that it was decided not to be the same as."""

    @property
    def slug(self) -> str:
        return self.it.public_id if self.kind == "session" else self.it.slug

    @property
    def note(self) -> str:
        """What tells it from others of that name, to people and to registers."""
        if self.kind == "session":
            return str(self.it.forum.canonical)
        dated = in_words(self.it.edtf) if self.kind == "forum" and self.it.edtf else ""
        told = [getattr(self.it, "note", ""), dated, *_some(self.bodies if self.kind != "forum" else ())]
        return " · ".join(filter(None, [*told, *_some(self.cities), *map(str, identifiers(self.it))]))


def records(kind: str, ids: Collection[int]) -> dict[int, Record]:
    """The canonical records that the records with these ids are, by the ids asked for."""
    model = MODELS[kind]
    canonical = dict(model._default_manager.filter(pk__in=ids).values_list("pk", "canonical_id"))
    found = {one.pk: Record(kind, one) for one in _shown(model, set(canonical.values()))}
    for record, name in _names(kind, found):
        found[record].names.add(name)
    for part, queries in TOLD[kind].items():
        for record, value in _told(queries, found):
            getattr(found[record], part).add(value)
    for one, other in _different(model, found):
        found[one].different[other.slug if kind != "session" else other.public_id] = str(other)
    return {asked: found[one] for asked, one in canonical.items()}


def _shown(model: type[Model], ids: Collection[int]) -> QuerySet:
    rows: Any = model._default_manager.filter(pk__in=ids)
    if issubclass(model, Registered):
        return rows.identified()
    return rows.select_related("forum__canonical") if model is Session else rows


def _names(kind: str, ids: Collection[int]) -> Iterator[tuple[int, str]]:
    """Every name that the archive knows or a report prints."""
    members = dict(MODELS[kind]._default_manager.filter(canonical__in=ids).values_list("pk", "canonical_id"))
    phrases = Phrase.objects.filter(kind=kind, record__in=members, weight__in=Phrase.NAMES)
    for record, name in phrases.values_list("record", "text"):
        yield members[record], name


# Per kind and part of a record: rows that tell it, the way from them to the record, and to what they tell.
Told = tuple[type[Model], str, str]
TOLD: dict[str, dict[str, tuple[Told, ...]]] = {
    "person": {
        "bodies": (
            (Capacity, "citation__appearance__person", "organization__canonical__name"),
            (Capacity, "citation__appearance__person", "printed"),
            (Capacity, "citation__mention__person", "organization__canonical__name"),
            (Capacity, "citation__party__person", "organization__canonical__name"),
        ),
        "cities": ((Appearance, "person", "forum__canonical__locations__place__canonical__name"),),
        "dates": ((Appearance, "person", "forum__canonical__edtf"),),
    },
    "organization": {
        "bodies": (
            (Organization, "", "parent__canonical__name"),
            (Organization, "", "parent__canonical__abbreviation"),
        ),
        "cities": (
            (Involvement, "organization", "forum__canonical__locations__place__canonical__name"),
            (Organization, "", "country__canonical__name"),
        ),
        "dates": ((Involvement, "organization", "forum__canonical__edtf"),),
    },
    "place": {"cities": ((Place, "", "parent__canonical__name"), (Place, "", "country__canonical__name"))},
    "forum": {
        "bodies": ((Involvement, "forum", "organization__canonical__name"),),
        "cities": ((Location, "forum", "place__canonical__name"),),
        "dates": ((Forum, "", "edtf"),),
        "people": ((Appearance, "forum", "person__canonical__name"),),
    },
    "session": {
        "cities": ((Session, "", "forum__canonical__locations__place__canonical__name"),),
        "dates": ((Session, "", "edtf"), (Session, "", "forum__canonical__edtf")),
        "people": ((Appearance, "session", "person__canonical__name"),),
    },
}


def _told(queries: tuple[Told, ...], ids: Collection[int]) -> Iterator[tuple[int, str]]:
    """(record, what is told of it), in one query."""
    every = []
    for model, way, value in queries:
        canonical = f"{way}__canonical" if way else "canonical"
        rows = model._default_manager.order_by().filter(**{f"{canonical}__in": list(ids), f"{value}__gt": ""})
        every.append(rows.values_list(canonical, value))
    yield from every[0].union(*every[1:]) if len(every) > 1 else every[0].distinct()


def _different(model: type[Model], ids: Collection[int]) -> Iterator[tuple[int, Any]]:
    """Pairs of a record and another that it was decided not to be, both ways round."""
    decisions = model._meta.get_field("decisions").related_model._default_manager
    sides = ("record", "other")
    about = reduce(or_, (Q(**{f"{side}__canonical__in": list(ids)}) for side in sides))
    shown = [f"{side}__canonical" + ("__forum" if model is Session else "") for side in sides]
    for decision in decisions.filter(about, judgement=Judgement.DIFFERENT).select_related(*shown):
        one, other = decision.record.canonical, decision.other.canonical
        yield from ((a.pk, b) for a, b in ((one, other), (other, one)) if a.pk in ids)


def _some(values: Collection[str]) -> list[str]:
    return sorted(values)[:A_FEW]
