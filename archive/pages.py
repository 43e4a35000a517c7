"""Pages: a list or a record, read by people as HTML and by machines as JSON, from one view.

Subclasses name a queryset that fetches all a page shows, so that templates ask the database nothing.
"""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.functional import cached_property
from django.utils.http import urlencode
from django.views import View

from archive.facets import FacetSet
from archive.paging import Order, Page, page
from archive.panels import Panel
from archive.plain import plain


class ReadPage(View):
    """What all pages share: `?format=json` gives as data what the page shows."""

    http_method_names = ["get", "head", "options"]
    template_name = ""
    section = ""

    def get(self, request: HttpRequest, **where: str) -> HttpResponse:
        if self.is_json:
            return JsonResponse(self.data(), json_dumps_params={"ensure_ascii": False})
        return TemplateResponse(request, self.template_name, {"section": self.section, **self.context()})

    @property
    def is_json(self) -> bool:
        return self.request.GET.get("format") == "json"

    def data(self) -> dict[str, Any]:
        raise NotImplementedError

    def context(self) -> dict[str, Any]:
        raise NotImplementedError


class ListPage(ReadPage):
    """The records of one kind that meet the choices in the address."""

    queryset: QuerySet[Any]
    facets: type[FacetSet]
    order = Order("sort_name")
    title = ""

    def get(self, request: HttpRequest, **where: str) -> HttpResponse:
        if moved := self.panel.moved:
            return redirect(moved)
        return super().get(request, **where)

    @cached_property
    def filtered(self) -> FacetSet:
        return self.facets(self.request.GET, self.queryset.all(), request=self.request)

    @cached_property
    def panel(self) -> Panel:
        beside = {"format": "json"} if self.is_json else {}
        return Panel(self.filtered, self.request.path, beside)

    @cached_property
    def page(self) -> Page:
        return page(self.filtered.qs, self.order, self.request.GET.get("after", ""))

    @property
    def messages(self) -> list[str]:
        strange = self.request.GET.get("format", "json") != "json"
        said = [self.page.message, "The only other format is json." if strange else ""]
        return [*self.filtered.messages, *filter(None, said)]

    @property
    def next(self) -> str:
        return self.panel.address(after=self.page.after) if self.page.after else ""

    def data(self) -> dict[str, Any]:
        return {
            "count": self.filtered.qs.count(),
            "next": (self.next and self.request.build_absolute_uri(self.next)) or None,
            "messages": self.messages,
            "facets": {view.name: [value.as_json() for value in view.values] for view in self.panel.views},
            "results": [plain(row) for row in self.page.rows],
        }

    def context(self) -> dict[str, Any]:
        return {
            "title": self.title,
            "words": self.filtered.words,
            "count": self.filtered.qs.count(),
            "messages": self.messages,
            "records": self.page.rows,
            "next": self.next,
            "first": self.panel.address() if "after" in self.request.GET else "",
            "clear": self.request.path,
            "query": self.panel.plain.get("q", ""),
            "query_label": self.filtered.filters["q"].label,
            "json": self.panel.address(format="json"),
            "facets": self.panel.views,
            "pills": self.panel.pills,
            "kept": self.panel.kept,
        }


class RecordPage(ReadPage):
    """One record at its address; a record that is the same as another answers from the other's."""

    queryset: QuerySet[Any]

    def get(self, request: HttpRequest, **where: str) -> HttpResponse:
        kept = self.record.canonical if hasattr(self.record, "canonical") else self.record
        if kept != self.record:
            query = urlencode(request.GET, doseq=True)
            return redirect(f"{kept.get_absolute_url()}{'?' if query else ''}{query}", permanent=True)
        return super().get(request, **where)

    @cached_property
    def record(self) -> Any:
        return self.find()

    def find(self) -> Any:
        return get_object_or_404(self.queryset, **self.kwargs)

    def data(self) -> dict[str, Any]:
        return plain(self.record)

    def context(self) -> dict[str, Any]:
        return {"record": self.record, "title": str(self.record), "json": "?format=json", **self.beside(self.record)}

    def beside(self, record: Any) -> dict[str, Any]:
        """What else the page shows."""
        return {}
