"""Pages about taking the archive away."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views import View
from django.views.static import serve

from archive.access.doors import open_to_all
from archive.pages.page import ReadPage
from events.interop.dump.descriptor import LICENCE
from events.interop.dump.writing import DATABASE_FILE, MARK, SUMS, ZIP

WHOLE = {
    ZIP: _("everything but the database"),
    DATABASE_FILE: _("all tables with their links (SQLite)"),
    MARK: _("what the tables hold (Frictionless Data Package)"),
    SUMS: _("sums that tell whether all arrived"),
}


@dataclass(frozen=True)
class Offered:
    """A file of the dump: its path below /data/, its size in bytes, and what it is where that is not a table."""

    path: str
    size: int
    what: str | Promise


class Data(ReadPage):
    """All the ways to take the archive away, and the whole of it as files, as of the last dump."""

    template_name = "events/data.html"
    section = "data"
    is_whole = False  # what is offered may change without the archive

    @property
    def folder(self) -> Path:
        return Path(settings.DUMP_FOLDER)

    @property
    def as_of(self) -> str:
        """When the archive was last changed before it was dumped; empty where it never was."""
        try:
            return str(json.loads((self.folder / MARK).read_text(encoding="utf-8"))["created"])
        except OSError:
            return ""

    @property
    def offered(self) -> list[Offered]:
        tables = sorted(path.relative_to(self.folder).as_posix() for path in self.folder.glob("tables/*.csv"))
        there = [name for name in (*WHOLE, *tables) if (self.folder / name).is_file()]
        return [Offered(name, (self.folder / name).stat().st_size, WHOLE.get(name, "")) for name in there]

    def data(self) -> dict[str, Any]:
        here = self.request.build_absolute_uri("/data/")
        return {
            "as_of": self.as_of or None,
            "license": LICENCE,
            "files": [{"url": f"{here}{one.path}", "bytes": one.size} for one in self.offered],
        }

    def context(self) -> dict[str, Any]:
        return {
            "title": gettext("Take the data"),
            "as_of": self.as_of[:10],
            "offered": self.offered if self.as_of else [],
            "licence": LICENCE,
        }


@open_to_all
class Dumped(View):
    """A file of the dump."""

    http_method_names = ["get", "head", "options"]

    def get(self, request: HttpRequest, path: str) -> HttpResponseBase:
        try:
            response = serve(request, path, document_root=str(settings.DUMP_FOLDER))
            response["Cache-Control"] = "no-cache"  # a file of one day beside sums of another would not match
            return response
        except OSError as error:  # no file can have a name that is so long
            raise Http404 from error
