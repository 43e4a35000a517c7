"""People, organizations, memberships and events in the words of Popolo, the open-government data specification.

Each app registers its own kinds with `popolo.register`: a record tells of itself and of what it names.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import singledispatch
from typing import Any

from django.conf import settings
from django.http import HttpResponse, JsonResponse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from archive.formats.format import Format, in_format
from archive.formats.linked import finished
from archive.identity.identifiers import identifiers

# A class of Popolo, in the plural, and an object of it.
Item = tuple[str, dict[str, Any]]
CLASSES = ("persons", "organizations", "memberships", "events")


@singledispatch
def popolo(record: object, shown: Mapping[str, Any]) -> Iterator[Item]:
    """The record, and what it names; `shown` is what its own page has fetched, and empty in a list."""
    raise TypeError(f"{type(record).__name__} has no form in Popolo: register one with popolo.register.")


def gathered(items: Iterable[Item]) -> dict[str, list[dict[str, Any]]]:
    """The objects by their classes, each once, as full as any tells it."""
    found: dict[str, dict[str, dict[str, Any]]] = {name: {} for name in CLASSES}
    for name, item in items:
        known = found[name].setdefault(item["id"], {})
        known |= {key: _together(known.get(key), value) for key, value in item.items()}
    return {name: list(those.values()) for name, those in found.items()}


def _together(known: Any, value: Any) -> Any:
    """What two facts tell: of lists, what is in either."""
    return [*known, *(one for one in value if one not in known)] if known and isinstance(value, list) else value


def sources(reports: Iterable[Any]) -> list[dict[str, str]]:
    return [{"url": report.get_absolute_url(), "note": report.name} for report in dict.fromkeys(reports)]


def issued(record: Any) -> list[dict[str, str]]:
    """What registers call the record."""
    return [{"scheme": one.scheme.name, "identifier": one.value} for one in identifiers(record)]


def other_names(record: Any, printed: Iterable[Any]) -> list[dict[str, str]]:
    known = [{"name": name.text, "note": str(name.get_kind_display())} for name in record.known_names]
    told = {name["name"] for name in known} | {record.name}
    return known + [{"name": form.text, "note": "as printed"} for form in printed if form.text not in told]


def as_popolo(page: Any) -> HttpResponse:
    """Bounded as the page is; `next` says where the rest is."""
    subjects = page.subjects
    with override(settings.LANGUAGE_CODE):
        found = gathered(item for record, shown in subjects for item in popolo(record, shown))
        root = page.request.build_absolute_uri
        data = {name: finished(those, root) for name, those in found.items()}
    go_on = in_format(page.later, POPOLO)
    return JsonResponse({"next": root(go_on) if go_on else None, **data}, json_dumps_params={"ensure_ascii": False})


POPOLO = Format("popolo", _("Popolo"), "application/json", as_popolo)
