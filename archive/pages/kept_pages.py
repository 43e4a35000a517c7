"""Pages that all readers are sent alike are made once in each edition of the archive, and asked again cost one row.

The edition is read anew for every request: after a change is acknowledged, nobody is sent a page from before it. A page
names its edition to the browser too (ETag), so that one that has it already is told so, whichever process is asked.
Whoever is signed in gets pages made for them alone.
"""

from collections.abc import Callable
from functools import cache
from hashlib import blake2b, sha256
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils.cache import patch_vary_headers
from django.utils.http import parse_etags

from archive.database.edition import UNSETTLED
from archive.database.replicas import current_edition
from archive.formats.format import by_header
from archive.languages import preferred
from archive.pages.shelf import Kept, Shelf
from archive.serving.observed import UNCHANGED, route

Answer = Callable[[HttpRequest], HttpResponse]
Key = tuple[str | None, ...]

STATUSES = {200, 301, 302, 410}
# What a page may depend on, beside its address: the cookie is seen to by `_is_anybody`, the language by `preferred`,
# the format by `by_header`.
SEEN_TO = {"cookie", "accept-language", "accept"}
CODE, PARTS = ("archive", "orgs", "people", "events"), ("templates", "static", "locale", "requirements.lock")

shelf = Shelf(settings.KEPT_PAGES_MB * 1_000_000)


class KeptPages:
    """The outermost layer: it answers from the shelf, and keeps what the others made.

    A page is kept if it tells its `edition` (`page.ReadPage`), all that it varies by is in its key, and it sets no
    cookie.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response
        self.varies_by: tuple[str, ...] = ()  # headers that some page was found to depend on

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not _is_anybody(request):
            return self._private(self.get_response(request))
        if settings.REPLICA_URLS:
            request.edition = current_edition()  # type: ignore[attr-defined]
        return self._kept(request) or self._keep(request, self.get_response(request))

    def _kept(self, request: HttpRequest) -> HttpResponse | None:
        key, known = self._key(request), request.META.get("HTTP_IF_NONE_MATCH", "")
        page = shelf.get(key)
        if not (page or known) or not (now := _edition(request)):
            return None
        if known and _tag(key, now) in parse_etags(known):
            headers = {"ETag": _tag(key, now), "Cache-Control": settings.CACHE_CONTROL}
            return _from_shelf(HttpResponseNotModified(headers=headers), page)
        return _from_shelf(page.response(), page) if page and page.edition == now else None

    def _keep(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        number = getattr(response, "edition", None)
        if number is None or response.status_code not in STATUSES:
            return response
        response.headers.setdefault("Cache-Control", settings.CACHE_CONTROL)
        self._learn(response)
        patch_vary_headers(response, ["Cookie"])  # who signs in is sent another page
        if number != UNSETTLED and not response.cookies:
            key = self._key(request)
            if response.status_code == 200:
                response.headers["ETag"] = _tag(key, number)
            if not response.streaming:  # what is made while it is sent is nowhere whole
                said = (number, response.status_code, dict(response.headers), response.content)
                shelf.put(key, Kept(*said, route(request)))
        return response

    def _private(self, response: HttpResponse) -> HttpResponse:
        if hasattr(response, "edition"):
            response.headers.setdefault("Cache-Control", "private, no-cache")
            patch_vary_headers(response, ["Cookie"])
        return response

    def _learn(self, response: HttpResponse) -> None:
        named = {name.strip().lower() for name in response.headers.get("Vary", "").split(",")} - SEEN_TO - {""}
        if not named <= set(self.varies_by):
            self.varies_by = tuple(sorted({*self.varies_by, *named}))

    def _key(self, request: HttpRequest) -> Key:
        meta = request.META
        address = (request.scheme, meta.get("HTTP_HOST"), request.path, meta.get("QUERY_STRING"))
        chosen = (preferred(request), by_header(request))
        return address + chosen + tuple(request.headers.get(name) for name in self.varies_by)


def _is_anybody(request: HttpRequest) -> bool:
    """Whether the answer is for all alike: a look at a page by somebody who is not signed in."""
    return request.method in ("GET", "HEAD") and settings.SESSION_COOKIE_NAME not in request.COOKIES


def _from_shelf(response: HttpResponse, page: Kept | None) -> HttpResponse:
    """The answer, with the name of the page: nobody looked for that."""
    response.kept_route = page.route if page else UNCHANGED  # type: ignore[attr-defined]
    return response


def _edition(request: HttpRequest) -> int | None:
    return request.edition if hasattr(request, "edition") else current_edition()


def _tag(key: Key, number: int) -> str:
    """A weak one: what stands between may compress the page."""
    return f'W/"{number:x}-{blake2b(repr((code(), key)).encode(), digest_size=9).hexdigest()}"'


@cache
def code() -> str:
    """What changes with all that pages are made of beside the archive: code, templates, words, pictures, libraries."""
    digest = sha256()
    parts = {settings.BASE_DIR / part for part in CODE} | {settings.PARTS / part for part in PARTS}
    for file in sorted(file for part in parts for file in _files(part)):
        digest.update(f"{file.relative_to(settings.BASE_DIR)}\0".encode() + file.read_bytes())
    return digest.hexdigest()


def _files(path: Path) -> list[Path]:
    return [file for file in path.rglob("*") if file.is_file() and file.suffix != ".pyc"] or [path]
