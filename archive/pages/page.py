"""Pages: a list or a record, read by people as HTML and by machines as JSON, from one view.

Subclasses name a queryset that fetches all a page shows, so that templates ask the database nothing.
"""

import json
from collections.abc import Sequence
from contextlib import ExitStack, suppress
from http import HTTPStatus
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.template.response import TemplateResponse
from django.utils.cache import patch_vary_headers
from django.utils.functional import Promise, cached_property
from django.utils.http import urlencode
from django.utils.translation import gettext, gettext_noop
from django.utils.translation import gettext_lazy as _
from django.views import View

from archive.access.doors import open_to_all
from archive.database.edition import moment_of
from archive.database.paging import SIZE, Order, Page
from archive.database.patience import Impatience, patience
from archive.database.replicas import Source, Unusable, as_copy, reading, sources
from archive.embedded.home import Unavailable
from archive.facets import FacetSet, find
from archive.facets.columns import Columns
from archive.facets.keeping import Kept, Overtaken, keeper
from archive.facets.selecting import ByColumns
from archive.formats.feeds import ATOM
from archive.formats.format import JSON, Format, Offer, by_header, in_format, offers
from archive.formats.jsonlines import LINES
from archive.formats.linked import JSONLD, Node, about, collection, document, embedded, linked
from archive.formats.plain import plain
from archive.formats.previews import Head, Preview, preview, sentence
from archive.formats.selections import Selection
from archive.formats.tables import CSV
from archive.languages import listed, neutral
from archive.pages.charts import Chart, by_year
from archive.pages.gone import lately_hidden
from archive.pages.panels import FacetView, Panel
from archive.serving.breakdowns import SOON
from archive.serving.streams import keep

# As the foot of every page says it.
WHAT_IT_IS = gettext_noop(
    "Rostrum keeps what reports say of forums: who spoke where, for whom, and who says so. "
    "Every fact names its reports."
)


# What an answer that has no place for messages says of its address: a list in JSON, a few of them and not long.
MESSAGES, FEW, LONG = "Archive-Messages", 5, 300
ATTEMPTS = 3  # at a page of a moment whose columns are there


class Gone(Exception):
    """What stood at the address was removed for good."""


@open_to_all
class ReadPage(View):
    """What all public pages share: `?format=json` gives as data what the page shows, and so do its other formats."""

    formats: tuple[Format, ...] = (JSON,)
    http_method_names = ["get", "head", "options"]
    template_name = ""
    section = ""
    # Whether the page is all that it can be in its edition, and may be kept.
    is_whole = True
    # Records, each with `changed_at`, that a feed tells to forget.
    gone: Sequence[Any] | QuerySet[Any] = ()

    def dispatch(self, request: HttpRequest, *args: Any, **where: Any) -> HttpResponse:
        asked = dict(vars(self))
        for source in sources(request):
            with suppress(Unusable), reading(source):
                return self.read_anew(asked, source, *args, **where)
        raise Unavailable("No database answers.")

    def read_anew(self, asked: dict[str, Any], source: Source, *args: Any, **where: Any) -> HttpResponse:
        for _attempt in range(ATTEMPTS):
            self.__dict__ = dict(asked)  # nothing stays of a page that was begun in vain
            with suppress(Overtaken):
                return self.read(source, *args, **where)
        return self.give_up()

    def read(self, source: Source, *args: Any, **where: Any) -> HttpResponse:
        """The page as the source has it, all of one moment."""
        if source.is_copy:
            self.request.user = AnonymousUser()  # who is signed in is known to the primary
        try:
            with ExitStack() as moment:
                self.edition = moment.enter_context(patience(using=source.alias))
                if source.edition not in (None, self.edition):
                    raise Unusable
                response: Any = super().dispatch(self.request, *args, **where)
                if hasattr(response, "render"):
                    response.render()  # while the moment lasts
                keep(moment, response, source, self.request.method)
        except Impatience:
            return self.give_up()
        except Gone:
            return self.say_gone()
        if JSONLD in self.formats and "format" not in self.request.GET:
            patch_vary_headers(response, ["Accept"])
        if source.is_copy:
            return as_copy(response)
        if self.is_whole:
            response.edition = self.edition
        return response  # type: ignore[no-any-return]

    def get(self, request: HttpRequest, **where: str) -> HttpResponse:
        if self.format:
            return self.format.answer(self)  # type: ignore[return-value]
        said = {"section": self.section, "offers": self.offers, **self.fetched}
        said["head"] = Head(request.build_absolute_uri, self.canonical, self.preview)
        if JSONLD in self.formats:
            said["linked"] = embedded(self.linked)
        return TemplateResponse(request, self.template_name, said)

    @cached_property
    def fetched(self) -> dict[str, Any]:
        """All that the page shows, fetched once, for whatever form it is taken in."""
        return self.context()

    @property
    def canonical(self) -> str:
        """The one address, of all that lead here, that search engines are to know."""
        return self.request.path

    @property
    def preview(self) -> Preview:
        """The page in a few words."""
        return Preview(gettext(WHAT_IT_IS))

    @property
    def linked(self) -> Node:
        return document(self.nodes, self.request.build_absolute_uri)

    @property
    def later(self) -> str:
        """Where what the page tells goes on, for machines: an address without a language or a format."""
        return ""

    @property
    def subjects(self) -> list[tuple[Any, dict[str, Any]]]:
        """The records that the page is of, each with what it shows beside."""
        return []

    def nodes(self) -> list[Node]:
        """What the page tells, as linked data."""
        raise NotImplementedError

    def give_up(self) -> HttpResponse:
        if self.format:
            response: HttpResponse = JsonResponse({"error": gettext("This takes too long to work out.")})
        else:
            response = render(self.request, "503.html")
        response.status_code, response.headers["Retry-After"] = HTTPStatus.SERVICE_UNAVAILABLE, SOON
        return response

    def say_gone(self) -> HttpResponse:
        if self.format:
            return JsonResponse({"error": gettext("What stood here was removed.")}, status=HTTPStatus.GONE)
        return render(self.request, "410.html", status=HTTPStatus.GONE)

    @property
    def format(self) -> Format | None:
        """That which is asked for; none where it is the page itself."""
        asked = self.request.GET.get("format", by_header(self.request))
        return next((one for one in self.formats if one.name == asked), None)

    @property
    def offers(self) -> list[Offer]:
        return offers(self.formats, self.in_format)

    def in_format(self, name: str) -> str:
        """Where the same is in another format; without a name, where the page itself is."""
        return f"?format={name}" if name else self.request.path

    def file(self, ending: str) -> str:
        """The name of a file with what the page shows, as it was on the day that the archive last changed."""
        return f"{self.called}-{moment_of(self.edition):%Y-%m-%d}.{ending}"

    @property
    def called(self) -> str:
        return self.section

    def data(self) -> dict[str, Any]:
        raise NotImplementedError

    def context(self) -> dict[str, Any]:
        raise NotImplementedError


class CountedPage(ReadPage):
    """A page with counts. Where those take too long it is shown without, as of a moment of its own."""

    counting = True
    kept: Kept

    def read(self, *args: Any, **where: Any) -> HttpResponse:
        try:
            return super().read(*args, **where)
        finally:
            if filtered := vars(self).get("filtered"):
                filtered.let_go()

    def give_up(self) -> HttpResponse:
        if self.must_count or not self.counting:
            return super().give_up()
        keeper.slow.add(self.kept)
        return type(self).as_view(counting=False)(self.request, **self.kwargs)  # type: ignore[return-value]

    @property
    def is_counting(self) -> bool:
        """Whether to count: not what the database was too slow for, until there are columns."""
        return self.counting and (self.must_count or not keeper.spares(self.kept))

    @property
    def must_count(self) -> bool:
        """Whether it is asked for in a form that is nothing without its counts."""
        return bool(self.format and self.format.is_counted and not self.format.may_lack_counts)


class ListPage(CountedPage):
    """The records of one kind that meet the choices in the address."""

    formats: tuple[Format, ...] = (JSON, CSV, LINES, ATOM, JSONLD)
    # What a page of JSON has of each record, and of what a page shows a line.
    queryset: QuerySet[Any]
    lines: QuerySet[Any]
    in_full: QuerySet[Any]  # what JSON Lines have of each; by default, what a page of JSON does
    table: QuerySet[Any]  # what a row of a table needs; by default, what a line does
    facets: type[FacetSet]
    # By the name that the address has for each; the first is the one without a name.
    orders = {"name": Order("sort_name", _("name"))}
    size = SIZE
    title: str | Promise = ""

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if {"facets", "lines", "orders"} & vars(cls).keys():  # else it is the same list, told otherwise
            cls.kept = Kept(cls.facets, cls.lines, cls.orders)
            cls.table = vars(cls).get("table", cls.lines)
            cls.in_full = vars(cls).get("in_full", cls.queryset)

    @classmethod
    def records(cls, edition: int) -> int:
        """How many records the list has before any choice."""
        every = cls.facets(QueryDict(), cls.lines.all())
        if columns := keeper.at(edition, cls.kept):
            return ByColumns(every, columns).number
        return every.plainly(every.listed.rows).count()

    def get(self, request: HttpRequest, **where: str) -> HttpResponse:
        if moved := self.panel.moved or self.spanned or self.tidied:
            return redirect(moved)
        response = super().get(request, **where)
        if self.format in self.formats and (said := self.misunderstood):
            response.headers[MESSAGES] = json.dumps([words[:LONG] for words in said[:FEW]])
        return response

    @property
    def spanned(self) -> str:
        """The address with the years that a form asks for as one choice."""
        return self.panel.spanned(*self.ends) if any(self.ends) else ""

    @property
    def ends(self) -> tuple[str, str]:
        first, last = (self.request.GET.get(end, "").strip() for end in ("from", "to"))
        return first, last

    @property
    def tidied(self) -> str:
        """The address without what a form sends for its empty fields."""
        return self.panel.address() if "" in self.request.GET.dict().values() and not self.format else ""

    @property
    def is_whole(self) -> bool:  # type: ignore[override]
        return "filtered" not in vars(self) or self.filtered.is_counted or not self.is_to_be_counted

    @property
    def is_to_be_counted(self) -> bool:
        return not self.format or self.format.is_counted

    @property
    def columns(self) -> Columns | None:
        """What the list is counted by, where it is at hand."""
        return keeper.at(self.edition, self.kept)

    @cached_property
    def filtered(self) -> FacetSet:
        columns = self.columns
        counting = self.is_counting and self.is_to_be_counted
        rows = self.queryset if self.format else self.lines
        return self.facets(self.request.GET, rows.all(), request=self.request, columns=columns, counting=counting)

    @cached_property
    def panel(self) -> Panel:
        return Panel(self.filtered, self.request.path, self.asked_beside)

    @property
    def asked_beside(self) -> dict[str, str]:
        """What the address asks beside choices."""
        name = self.format.name if self.format else ""
        return {"sort": "" if self.sort == self.unsorted else self.sort, "format": name}

    @property
    def unsorted(self) -> str:
        return next(iter(self.orders))

    @property
    def sort(self) -> str:
        asked = self.request.GET.get("sort", "")
        return asked if asked in self.orders else self.unsorted

    @property
    def sorts(self) -> list[tuple[str | Promise, str]]:
        """The orders on offer, each with its address; the one in force has none."""
        offered = {name: order.label for name, order in self.orders.items() if order.label}
        address = self.panel.address
        return [
            (label, "" if name == self.sort else address(sort="" if name == self.unsorted else name))
            for name, label in offered.items()
        ]

    @cached_property
    def page(self) -> Page:
        marks = {name: self.request.GET.get(name, "") for name in ("before", "after")}
        return self.filtered.page(self.orders[self.sort], self.size, **marks)

    def tell(self, rows: list[Any]) -> None:
        """Fetch what the lines of a page say beside what their own rows hold."""

    def tell_more(self, rows: list[Any]) -> None:
        """Fetch what files say beside what their own rows hold."""
        self.tell(rows)

    @classmethod
    def of(cls, rows: QuerySet[Any]) -> Selection:
        """Records of the kind, told as files tell them."""
        return Selection(rows, cls.table, cls().tell_more)

    @property
    def matching(self) -> QuerySet[Any]:
        """All records that meet the choices, in the order asked for."""
        return self.orders[self.sort].put(self.filtered.matching)

    @property
    def whole(self) -> Selection:
        """All of them, each with all that JSON has of it."""
        return Selection(self.matching, self.in_full)

    @property
    def tabled(self) -> Selection:
        return Selection(self.matching, self.table, self.tell_more, not any(self.filtered.cleaned.values()))

    @property
    def occasions(self) -> Selection:
        """What a calendar has."""
        return self.tabled

    @property
    def news(self) -> list[Selection]:
        """What a feed tells of."""
        return [self.tabled]

    @property
    def gone(self) -> QuerySet[Any]:  # type: ignore[override]
        """Of the whole kind: nobody can tell any longer whether they met the choices."""
        return lately_hidden(self.queryset.model._default_manager.all())

    @property
    def title_in_full(self) -> str:
        """The title with the choices."""
        return " · ".join([str(self.title), *(pill.in_words for pill in self.panel.pills)])

    @property
    def messages(self) -> list[str]:
        strange = "format" in self.request.GET and not self.format
        names = [one.name for one in self.formats]
        said = [
            *self.misunderstood,
            "" if self.is_whole else gettext("The archive has just changed: this list is being counted anew."),
            self.page.message,
            gettext("The other formats are %(formats)s.") % {"formats": listed(names)} if strange else "",
        ]
        return list(filter(None, said))

    @property
    def misunderstood(self) -> list[str]:
        """What in the address is not understood, whatever the form of the answer, and what was done about it."""
        unsortable = self.request.GET.get("sort", self.sort) != self.sort
        first, last = self.ends
        said = [
            gettext("This list can be sorted by %(orders)s.") % {"orders": listed(self.orders)} if unsortable else "",
            gettext("From “%(first)s” to “%(last)s” is no span of years.") % {"first": first, "last": last}
            if first or last
            else "",
        ]
        return [*self.filtered.messages, *filter(None, said)]

    def in_format(self, name: str) -> str:
        return self.panel.address(format=name)

    @property
    def canonical(self) -> str:
        """With the choices, in their order; the order of the rows only where it says which rows a page has."""
        marks = {name: mark for name in ("before", "after") if (mark := self.request.GET.get(name))}
        looks = {find(name): "" for name in self.filtered.facets}
        return self.panel.address(**looks, **marks, format="", sort=self.panel.beside["sort"] if marks else "")

    @property
    def preview(self) -> Preview:
        chosen = (f"{pill.label}: {pill.value}" for pill in self.panel.pills)
        return Preview(sentence(str(self.title), *chosen, gettext(WHAT_IT_IS)))

    def nodes(self) -> list[Node]:
        rows, count = self.page.rows, self.filtered.number
        return [collection(neutral(self.canonical), str(self.title), rows, count, in_format(self.later, JSONLD))]

    @property
    def later(self) -> str:
        return neutral(self.panel.address(after=self.page.after, format="")) if self.page.after else ""

    @property
    def subjects(self) -> list[tuple[Any, dict[str, Any]]]:
        return [(row, {}) for row in self.page.rows]

    @property
    def next(self) -> str:
        return self.panel.address(after=self.page.after) if self.page.after else ""

    @property
    def previous(self) -> str:
        return self.panel.address(before=self.page.before) if self.page.before else ""

    @cached_property
    def views(self) -> list[FacetView]:
        return self.panel.views

    @property
    def years(self) -> Chart | None:
        """The years as a chart, where there are some to compare."""
        chart = next((by_year(view.values) for view in self.views if view.name == "year"), None)
        return chart if chart and len([bar for bar in chart.bars if bar.count]) > 1 else None

    def data(self) -> dict[str, Any]:
        return {
            "count": self.filtered.number,
            "next": (self.next and self.request.build_absolute_uri(self.next)) or None,
            "messages": self.messages,
            "facets": {view.name: [value.as_json() for value in view.values] for view in self.views},
            "further": {view.name: view.further for view in self.views if view.further},
            "results": self.plain_rows(self.page.rows),
        }

    def plain_rows(self, rows: list[Any]) -> list[dict[str, Any]]:
        """The records of a page as JSON has them."""
        return [self.plain(row) for row in rows]

    def tells(self, name: str) -> bool:
        """Whether JSON is to tell a property of the records."""
        return True

    def plain(self, row: Any) -> dict[str, Any]:
        """A record as JSON has it."""
        return plain(row)

    def context(self) -> dict[str, Any]:
        self.tell(self.page.rows)
        return {
            "title": self.title,
            "words": self.filtered.words,
            "excludes": any(pill.excluded for pill in self.panel.pills),
            "count": self.filtered.number,
            "messages": self.messages,
            "wider": self.panel.wider,
            "records": self.page.rows,
            "next": self.next,
            "sorts": self.sorts if len(self.orders) > 1 else [],
            "narrowed": bool(self.request.GET),
            "first": self.panel.address() if self.page.before else "",
            "previous": self.previous,
            "years": self.years,
            "clear": self.request.path,
            "query": self.panel.plain.get("q", ""),
            "query_label": self.filtered.filters["q"].label,
            "facets": self.views,
            "pills": self.panel.pills,
            "kept": self.panel.kept,
        }


def corrections(record: Any) -> list[Any]:
    """What readers said is wrong with a record, and was answered."""
    answered: Any = record._meta.get_field("corrections").related_model
    return list(answered._default_manager.about(record))


class RecordPage(ReadPage):
    """One record at its address; a record that is the same as another answers from the other's."""

    formats = (JSON, JSONLD)
    queryset: QuerySet[Any]
    # Where records of the kind can be removed for good: what is kept of their addresses.
    removals: QuerySet[Any] | None = None

    def get(self, request: HttpRequest, **where: str) -> HttpResponse:
        kept = self.record.canonical if hasattr(self.record, "canonical") else self.record
        if kept != self.record:
            query = urlencode(request.GET, doseq=True)
            moved = redirect(f"{self.address(kept)}{'?' if query else ''}{query}", permanent=True)
            moved["Cache-Control"] = "no-cache"  # browsers keep a 301 for good, and the decision may be taken back
            return moved
        return super().get(request, **where)

    @property
    def called(self) -> str:
        return "-".join([self.section, *self.kwargs.values()])

    @property
    def title_in_full(self) -> str:
        return str(self.record)

    @property
    def occasions(self) -> Selection:
        """What its calendar has: the forums that have to do with it."""
        raise NotImplementedError

    @property
    def news(self) -> list[Selection]:
        """What its feed tells of."""
        raise NotImplementedError

    def address(self, record: Any) -> str:
        """Where this page of the record is."""
        return record.get_absolute_url()  # type: ignore[no-any-return]

    @cached_property
    def record(self) -> Any:
        return self.find()

    def find(self) -> Any:
        try:
            return get_object_or_404(self.queryset, **self.kwargs)
        except Http404:
            if self.removals is not None and self.removals.all().among([self.kwargs["slug"]]):  # type: ignore[attr-defined]
                raise Gone from None
            raise

    def data(self) -> dict[str, Any]:
        return {**plain(self.record), "corrections": [plain(one) for one in corrections(self.record)]}

    def context(self) -> dict[str, Any]:
        record = self.record
        said = {"record": record, "title": str(record), "corrections": corrections(record)}
        return said | self.beside(record)

    @property
    def preview(self) -> Preview:
        return preview(self.record, self.fetched)

    @property
    def subjects(self) -> list[tuple[Any, dict[str, Any]]]:
        return [(self.record, self.fetched)]

    def nodes(self) -> list[Node]:
        return [*linked(self.record, self.fetched), about(self.record, self.fetched, in_format(self.later, JSONLD))]

    def beside(self, record: Any) -> dict[str, Any]:
        """What else the page shows."""
        return {}
