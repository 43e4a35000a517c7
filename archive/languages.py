"""The languages of the interface: the address says which, and only the first page asks the browser.

English has no prefix, Chinese has `/zh-hans/`. The first page is at `/en/` and `/zh-hans/`; `/` is English too, but
sends a browser that prefers Chinese there. So whoever chooses English by the switch arrives at an address that sends
nobody away, no cookie is needed, and of all answers only that of `/` depends on more than its address.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import translate_url
from django.utils.cache import patch_vary_headers
from django.utils.translation import (
    get_language,
    get_language_from_path,
    get_language_from_request,
    override,
    pgettext,
    to_locale,
)

View = Callable[..., HttpResponseBase]


@dataclass(frozen=True)
class Language:
    """A language that the page at hand can be read in."""

    tag: str
    name: str
    url: str
    address: str
    is_current: bool


class LanguageOfAddress:
    """Answer in the language that the address names, whatever the browser or the last reader preferred."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        language = get_language_from_path(request.path_info) or settings.LANGUAGE_CODE
        with override(language):
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", tag(language))
        return response


def negotiated(view: View) -> View:
    """The view, but for a browser that prefers another language a way to the page in that one.

    An address with a query says what it wants, and is answered as it is.
    """

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **where: Any) -> HttpResponseBase:
        language = get_language_from_request(request)
        if request.GET or language == get_language():
            response = view(request, *args, **where)
        else:
            response = redirect(translate_url(request.path, language))
        patch_vary_headers(response, ["Accept-Language"])
        return response

    return answer


def preferred(request: HttpRequest) -> str:
    """What an answer depends on beside its address: at `/` the language of the browser, elsewhere nothing."""
    return get_language_from_request(request) if request.path_info == "/" else ""


def languages(request: HttpRequest) -> dict[str, Callable[[], list[Language]]]:
    """For templates: this page in each language; none where the address leads nowhere."""
    return {"languages": lambda: [_of(request, *one) for one in settings.LANGUAGES] if request.resolver_match else []}


def _of(request: HttpRequest, code: str, name: str) -> Language:
    url = translate_url(request.get_full_path(), code)
    return Language(tag(code), name, url, request.build_absolute_uri(url), code == get_language())


def tag(code: str) -> str:
    """The language's tag as HTML and HTTP have it: zh-Hans."""
    return to_locale(code).replace("_", "-")


def fixed_address(address: Callable[[], str]) -> str:
    """An address as data has it, the same in every language: that without a prefix."""
    with override(settings.LANGUAGE_CODE):
        return address()


def neutral(address: str) -> str:
    """The address of a page without the prefix that names a language."""
    code = get_language_from_path(address)
    return address.removeprefix(f"/{code}") if code else address


def listed(words: Iterable[Any]) -> str:
    """The words as a list in a sentence."""
    return pgettext("between members of a list", ", ").join(map(str, words))
