"""Which pages are measured: every list with its facets and far in, every kind of record, search, the front page."""

import json
from collections.abc import Callable, Iterator
from typing import Any

from django.db.models import Count
from django.urls import resolve
from django.utils.http import urlencode

from archive.database.paging import SIZE
from archive.facets import UNKNOWN
from archive.trees import WHOLE
from events.models import Agreement, Forum, Report, Session
from orgs.models import Organization, Place
from people.models import Person
from tests.benchmarks.asking import Server
from tests.benchmarks.goals import LIST_NAMES

FAR = 1000  # pages
MOST = 3  # facets
# Which of a facet's values, the most frequent first, is chosen for a selection.
SELECTIONS: dict[str, Callable[[int], int]] = {
    "broad": lambda many: 0,
    "mid": lambda many: many // 2,
    "narrow": lambda many: many - 1,
}
OK = 200
Pages = Iterator[tuple[str, str]]


def every_page(server: Server, only: str = "") -> Pages:
    """Names and addresses, from what the archive at hand holds; lists whose pages are not asked for are left out."""
    yield "front page", "/en/"
    for name in LIST_NAMES:
        if not only.startswith(name) and not name.startswith(only):
            continue
        address = f"/{name}/"
        yield name, address
        yield from _narrowed(server, name, address)
        yield from _far(name, address)
    yield from _records()
    yield from _searches()


def _narrowed(server: Server, name: str, address: str) -> Pages:
    """With one, two and three facets: their most frequent values, those in the middle, and the rarest."""
    for how in SELECTIONS:
        chosen: dict[str, str] = {}
        while len(chosen) < MOST and (facet := _next_facet(server, address, chosen, how)):
            chosen[facet[0]] = facet[1]
            yield f"{name}, {len(chosen)} {how}", f"{address}?{urlencode(chosen)}"


def _next_facet(server: Server, address: str, chosen: dict[str, str], how: str) -> tuple[str, str] | None:
    status, body = server.get(f"{address}?{urlencode({**chosen, 'format': 'json'})}")
    answer = json.loads(body) if status == OK else {}
    for facet, values in answer.get("facets", {}).items():
        some = most_frequent_first(values)
        if facet not in chosen and len(some) > 1:
            return facet, some[SELECTIONS[how](len(some))]
    return None


def most_frequent_first(values: list[dict[str, Any]]) -> list[str]:
    """What can be chosen of a facet, whatever order it is shown in; what has units without them, as others have it."""
    some = [one for one in values if one["count"] and one["value"] != UNKNOWN and not one["value"].endswith(WHOLE)]
    return [one["value"] for one in sorted(some, key=lambda one: -one["count"])]


def _far(name: str, address: str) -> Pages:
    """The 1,000th page, or the last."""
    view: Any = resolve(address).func.view_class  # type: ignore[attr-defined]
    order = view.orders[next(iter(view.orders))]
    rows = order.put(view.queryset.prefetch_related(None))
    number = min(FAR, rows.count() // SIZE)
    if number > 1:
        mark = order.mark(rows[number * SIZE - SIZE - 1])
        yield f"{name}, far in", f"{address}?{urlencode({'after': mark})}"


def _records() -> Pages:
    """One of each kind that is like most, and the one with the most facts."""
    for name, rows, facts in (
        ("forum", Forum.objects.public(), "appearances"),
        ("session", Session.objects.public(), "appearances"),
        ("speaker", Person.objects.public(), "appearances"),
        ("organization", Organization.objects.public(), "capacities"),
        ("place", Place.objects.public(), "locations"),
        ("report", Report.objects.order_by("pk"), "citations"),
        ("agreement", Agreement.objects.cited(), "parties"),
    ):
        ranked = rows.annotate(many=Count(facts)).filter(many__gt=0).order_by("-many", "pk")
        if count := ranked.count():
            middle, most = ranked[count // 2], ranked[0]
            yield f"{name}, common", middle.get_absolute_url()
            yield f"{name}, heaviest", most.get_absolute_url()
            if name in ("speaker", "organization"):
                yield f"{name}, heaviest, company", f"{most.get_absolute_url()}co-appearances/"


def _searches() -> Pages:
    """A common word, a rare name, two Chinese characters, a slip; and suggestions as one types."""
    rare = Person.objects.public().order_by("-pk")[0].name
    for name, words in (
        ("a common word", "energy"),
        ("a rare name", rare),
        ("two characters", "清洁"),
        ("a slip", f"{rare[:-1]}x"),
    ):
        yield f"search, {name}", f"/search/?{urlencode({'q': words})}"
    for words in ("en", "energ", rare[:4]):
        yield f"suggestions, {len(words)} letters", f"/search/?{urlencode({'q': words, 'format': 'suggestions'})}"
