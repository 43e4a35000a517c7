"""Pages kept ready in the memory of a process, those asked for last, up to so many bytes."""

from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass
from threading import Lock

from django.http import HttpResponse

OVERHEAD = 1000  # bytes, about, of the objects that hold a page
LARGEST = 8  # so many pages have room on a shelf, at least


@dataclass(frozen=True)
class Kept:
    """A page as it was sent, the edition of the archive that it shows, and the name of its address."""

    edition: int
    status: int
    headers: dict[str, str]
    body: bytes
    route: str = ""

    @property
    def size(self) -> int:
        return len(self.body) + OVERHEAD

    def response(self) -> HttpResponse:
        return HttpResponse(self.body, status=self.status, headers=self.headers)


class Shelf:
    """Safe for many threads; what is asked for least recently makes room."""

    def __init__(self, limit: int) -> None:
        self.limit, self.size = limit, 0
        self._pages: OrderedDict[Hashable, Kept] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Hashable) -> Kept | None:
        with self._lock:
            if page := self._pages.get(key):
                self._pages.move_to_end(key)
            return page

    def put(self, key: Hashable, page: Kept) -> None:
        """Keep the page; an older one at the key goes, a newer one stays."""
        with self._lock:
            old = self._pages.get(key)
            if page.size * LARGEST > self.limit or (old and old.edition > page.edition):
                return
            self._pages[key] = page
            self._pages.move_to_end(key)
            self.size += page.size - (old.size if old else 0)
            while self.size > self.limit:
                self.size -= self._pages.popitem(last=False)[1].size

    def clear(self) -> None:
        with self._lock:
            self._pages.clear()
            self.size = 0
