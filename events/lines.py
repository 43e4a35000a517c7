"""What a line of a list says of forums and sessions, fetched for all of them by a query for each kind of row."""

from collections import defaultdict
from collections.abc import Sequence
from itertools import chain
from operator import attrgetter
from typing import Any

from events.models import Citation
from events.models.forums import Event

# Which rows, and what is fetched beside each: the event that it is about is at hand.
SAID = {"details": {"property__in": ("title", "date")}, "locations": {}}
BESIDE = {"details": (), "locations": ("place__canonical__country__canonical",)}
# What no line says of a report, of which each citation has a copy.
UNSAID = [f"report__{name}" for name in ("openings", "notes", "url", "archived_url", "file", "sha256", "changed_at")]


def tell_events(events: Sequence[Event], *relations: str) -> None:
    """Give events, from `in_lines`, their citations and the facts along the relations, as if all were their own.

    Many lines show few facts each: one query asks for all citations, of whatever they are.
    """
    if not events:
        return
    kind, same = str(events[0]._meta.model_name), [pk for event in events for pk in event.same]
    facts = {relation: _facts(type(events[0]), same, relation) for relation in relations}
    cited = {str(rows[0]._meta.model_name): [row.pk for row in rows] for rows in facts.values() if rows}
    citations = _citations({kind: same} | cited)
    told: dict[tuple[str, int], list[Any]] = defaultdict(list)
    for relation, rows in facts.items():
        for row in rows:
            row._prefetched_objects_cache = {"citations": citations[row._meta.model_name, row.pk]}
            told[relation, getattr(row, f"{kind}_id")].append(row)
    for event in events:
        own = {relation: [row for pk in event.same for row in told[relation, pk]] for relation in relations}
        sources = sorted(chain.from_iterable(citations[kind, pk] for pk in event.same), key=attrgetter("age"))
        event._prefetched_objects_cache = {"same_records": [event], "citations": sources, **own}


def _facts(model: type[Event], same: list[int], relation: str) -> list[Any]:
    """The rows along a relation that are about the events, and not about a part of them."""
    kind, rows = model._meta.model_name, model._meta.get_field(relation).related_model._default_manager
    whole = {"session": None} if kind == "forum" else {}
    said = rows.filter(**{f"{kind}__in": same}, **whole, **SAID[relation])
    return list(said.select_related(*BESIDE[relation]) if BESIDE[relation] else said)


def _citations(cited: dict[str, list[int]]) -> dict[tuple[str, int], list[Any]]:
    """The citations of rows, by kind and id of the row, the earliest first."""
    found: dict[tuple[str, int], list[Any]] = defaultdict(list)
    said = Citation.objects.select_related("report").defer(*UNSAID)
    parts = [said.filter(**{f"{kind}__in": ids}) for kind, ids in cited.items()]
    for citation in sorted(parts[0].union(*parts[1:], all=True), key=attrgetter("age")):
        found[citation.kind, getattr(citation, f"{citation.kind}_id")].append(citation)
    return found
