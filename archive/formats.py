"""Forms in which what a page shows can be taken: `?format=NAME` at the page's own address."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponseBase, JsonResponse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Format:
    """The name in addresses, what readers call it, its media type, and how a page answers in it."""

    name: str
    label: str | Promise
    media_type: str
    answer: Callable[[Any], HttpResponseBase]


@dataclass(frozen=True)
class Offer:
    """A format with the address at which a page has it."""

    format: Format
    address: str


def offers(formats: Iterable[Format], address: Callable[[str], str]) -> list[Offer]:
    return [Offer(one, address(one.name)) for one in formats]


def as_json(page: Any) -> HttpResponseBase:
    return JsonResponse(page.data(), json_dumps_params={"ensure_ascii": False})


JSON = Format("json", _("JSON"), "application/json", as_json)
