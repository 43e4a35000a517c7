"""Forms in which what a page shows can be taken: `?format=NAME` at the page's own address."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponseBase, JsonResponse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

LINKED_DATA = "application/ld+json"


@dataclass(frozen=True)
class Format:
    """The name in addresses, what readers call it, its media type, and how a page answers in it.

    A list is not counted for formats that do not tell how many records have what; others may do without where that
    takes too long, as pages do.
    """

    name: str
    label: str | Promise
    media_type: str
    answer: Callable[[Any], HttpResponseBase]
    is_counted: bool = True
    may_lack_counts: bool = False


@dataclass(frozen=True)
class Offer:
    """A format with the address at which a page has it."""

    format: Format
    address: str


def offers(formats: Iterable[Format], address: Callable[[str], str]) -> list[Offer]:
    return [Offer(one, address(one.name)) for one in formats]


def by_header(request: HttpRequest) -> str:
    """The name of the format that a request prefers to a page, without naming one in its address."""
    return "jsonld" if request.get_preferred_type(["text/html", LINKED_DATA]) == LINKED_DATA else ""


def in_format(address: str, one: Format) -> str:
    """The address with the format named; nothing where there is none."""
    return f"{address}{'&' if '?' in address else '?'}format={one.name}" if address else ""


def as_json(page: Any) -> HttpResponseBase:
    return JsonResponse(page.data(), json_dumps_params={"ensure_ascii": False})


JSON = Format("json", _("JSON"), "application/json", as_json)
