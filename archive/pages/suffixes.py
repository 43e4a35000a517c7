"""Addresses that name a format by their end: `/forums/<slug>.jsonld` is `/forums/<slug>/?format=jsonld`."""

from copy import copy
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import Resolver404, resolve

from archive.access.doors import open_to_all
from archive.formats.linked import JSONLD
from archive.pages.page import ReadPage

# No slug has a dot, and a session's id has one alone: an address that ends so is no record's.
LINKED = rf"^(?P<address>[a-z]+(?:/[a-z0-9.-]+)?)\.{JSONLD.name}$"


@open_to_all
def linked_data(request: HttpRequest, address: str) -> HttpResponse:
    """What the page at the address tells, as linked data."""
    asked = request.GET.copy()
    asked["format"] = JSONLD.name
    page: Any = copy(request)
    page.GET, page.path, page.path_info = asked, f"/{address}/", f"/{address}/"
    view, where = _page(page.path)
    return view(page, **where)  # type: ignore[no-any-return]


def _page(path: str) -> tuple[Any, dict[str, Any]]:
    """The view that has the address, if it is a public page that offers linked data."""
    try:
        match = resolve(path)
    except Resolver404:
        raise Http404 from None
    view: Any = getattr(match.func, "view_class", object)
    if not issubclass(view, ReadPage) or JSONLD not in view.formats:
        raise Http404
    return match.func, match.kwargs
