"""Records as linked data: JSON-LD in the words of schema.org.

Each app registers its own kinds: `kind_of` says the class of schema.org, `brief` what is said of a record in passing,
`linked` all that its page says of it. None depends on the language or the host of the page: `document` is made in one
language, and roots addresses at the host at its end.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from functools import singledispatch
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from archive.dates import parse
from archive.formats.format import LINKED_DATA, Format
from archive.identity.identifiers import identifiers

Node = dict[str, Any]

SCHEMA = "https://schema.org/"
CC0 = "https://creativecommons.org/publicdomain/zero/1.0/"
ADDRESSES = ("archivedAt", "eventStatus", "license", "relatedLink", "sameAs", "target", "url")
# Whole in itself: who reads a page's graph fetches nothing else.
CONTEXT: Node = {"@vocab": SCHEMA, **{name: {"@type": "@id"} for name in ADDRESSES}}
# What would end a script's element, begin a comment in it, or break a line of JavaScript.
ESCAPES = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}


@singledispatch
def kind_of(record: object) -> str:
    """The class of schema.org that the record belongs to."""
    raise TypeError(f"{type(record).__name__} has no class of schema.org: register one with kind_of.register.")


def reference(record: Any) -> Node:
    """The record by its address, its class and its name."""
    return {"@type": kind_of(record), "@id": record.get_absolute_url(), "name": str(record)}


brief = singledispatch(reference)


@singledispatch
def linked(record: object, shown: Mapping[str, Any]) -> list[Node]:
    """The record, and after it what else its page tells; `shown` is what the page has fetched."""
    raise TypeError(f"{type(record).__name__} has no linked data: register it with linked.register.")


def same_as(record: Any) -> list[str]:
    """Where others tell of the same: what registers call it, as addresses."""
    return [one.uri for one in identifiers(record)]


def told_by(reports: Iterable[Any]) -> list[Node]:
    """The reports that state something, each by its address: the graph tells more of them elsewhere."""
    return [{"@id": report.get_absolute_url()} for report in dict.fromkeys(reports)]


def dates(record: Any) -> Node:
    """From when to when, each as precise as it is known, and nothing for what is in doubt."""
    edtf = parse(record.edtf) if record.edtf else None
    start, end = (point.iso if point else "" for point in (edtf.start, edtf.end)) if edtf else ("", "")
    return {"startDate": start, "endDate": end}


def gathered(parts: Iterable[Node]) -> Node:
    """Each property with the values that any of the parts gives it."""
    found: dict[str, list[Any]] = {}
    for part in parts:
        for name, value in part.items():
            found.setdefault(name, []).append(value)
    return found


def about(record: Any, shown: Mapping[str, Any], next_page: str) -> Node:
    """The page of a record: when it changed, and what it has only a portion of."""
    parts = {**shown, **shown.get("facts", {})}
    cut = {name: one for name, one in parts.items() if hasattr(one, "rows") and one.more}
    told = ", ".join(f"{name}: {len(one.rows)} of {one.total}" for name, one in cut.items())
    return {
        "@type": "WebPage",
        "@id": f"{record.get_absolute_url()}#page",
        "mainEntity": {"@id": record.get_absolute_url()},
        "dateModified": record.changed_at.isoformat(),
        "license": CC0,
        "description": told and f"A part of what is known ({told}).",
        "relatedLink": next_page if told else "",
    }


def website(search: str) -> Node:
    """The archive, and how its search is asked."""
    asks = {"@type": "SearchAction", "target": f"{search}?q={{words}}", "query-input": "required name=words"}
    return {"@type": "WebSite", "@id": "/", "url": "/", "name": "Rostrum", "license": CC0, "potentialAction": asks}


def collection(address: str, title: str, records: Iterable[Any], count: int | None, next_page: str) -> Node:
    """A list: its records in their order, of how many, and where it goes on."""
    items = [{"@type": "ListItem", "position": place, "item": brief(record)} for place, record in enumerate(records, 1)]
    return {
        "@type": "CollectionPage",
        "@id": address,
        "name": title,
        "license": CC0,
        "relatedLink": next_page,
        "mainEntity": {"@type": "ItemList", "numberOfItems": count, "itemListElement": items},
    }


def document(nodes: Callable[[], list[Node]], root: Callable[[str], str]) -> Node:
    """The nodes as a document of JSON-LD: the same in all languages, addresses whole, nothing empty."""
    with override(settings.LANGUAGE_CODE):
        return {"@context": CONTEXT, "@graph": [finished(node, root) for node in nodes()]}


def finished(value: Any, root: Callable[[str], str]) -> Any:
    """The value without what is empty, its addresses rooted."""
    if isinstance(value, list):
        return [finished(one, root) for one in value]
    if not isinstance(value, dict):
        return value
    said = {name: one for name, one in value.items() if one not in ("", None, [], {})}
    return {
        name: root(one) if name in ("@id", *ADDRESSES) and str(one).startswith("/") else finished(one, root)
        for name, one in said.items()
    }


def embedded(graph: Node) -> SafeString:
    """The document as a part of a page: a block of data, which no browser runs and nothing in it ends."""
    data = mark_safe(json.dumps(graph, ensure_ascii=False).translate(ESCAPES))  # noqa: S308
    return format_html('<script type="{}">{}</script>', LINKED_DATA, data)


def as_linked(page: Any) -> HttpResponse:
    return HttpResponse(json.dumps(page.linked, ensure_ascii=False), content_type=LINKED_DATA)


JSONLD = Format("jsonld", _("JSON-LD"), LINKED_DATA, as_linked, may_lack_counts=True)
