"""Pages of forums, sessions, reports and agreements, and those that span kinds."""

import re
from http import HTTPStatus
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from archive.citing.pages import CITATIONS, Citable
from archive.database.paging import Order, by_number
from archive.facets.keeping import Kept, keeper
from archive.formats.calendars import CALENDAR
from archive.formats.feeds import ATOM
from archive.formats.format import JSON, Format
from archive.formats.linked import JSONLD, Node, brief, linked, website
from archive.formats.plain import plain
from archive.formats.popolo import POPOLO
from archive.formats.selections import Selection
from archive.pages.charts import by_year
from archive.pages.gone import lately_hidden
from archive.pages.page import CountedPage, Gone, ListPage, ReadPage, RecordPage
from archive.pages.panels import FacetValue, FacetView, Panel
from archive.pages.portions import each, portion
from archive.trees import WHOLE
from events.filters import LANGUAGES, ForumFacets, FrontFacets, ReportFacets, SessionFacets
from events.lines import tell_events
from events.linked import whom
from events.models import Agreement, Appearance, Forum, Report, Session, Topic, Withdrawn
from events.paragraphs import paragraphs
from events.programme import agenda, by_role, programme, properties, reports_of
from events.search import HEADINGS, Question
from orgs.atlas import atlas
from orgs.models import Place
from orgs.views import Organizations, Places
from people.models import Removal
from people.views import Speakers

BY_DAY = {
    "-date": Order("sort_day", _("latest first"), descending=True),
    "date": Order("sort_day", _("earliest first")),
    "name": Order("sort_name", _("name")),
}
NEWEST = 5
LATER_PAGE = re.compile(r"[1-9][0-9]{0,4}")


def _ranking(facet: FacetView) -> tuple[str, list[FacetValue]]:
    """The label of a facet and its most frequent values, each body once: itself, not with its units."""
    return facet.label, [value for value in facet.known if not value.value.endswith(WHOLE)]


class Home(CountedPage):
    """One glance at what is inside."""

    formats = (JSON, JSONLD)
    template_name = "events/home.html"
    section = "home"

    def data(self) -> dict[str, Any]:
        return {"counts": {name: page.records(self.edition) for name, page in self.kinds.items()}}

    def context(self) -> dict[str, Any]:
        facets = {view.name: view for view in Panel(self.filtered, reverse("forums"), {}).views}
        return {
            "counts": [(name, reverse(name), page.records(self.edition)) for name, page in self.kinds.items()],
            "years": by_year(facets["year"].values) if facets else None,
            "rankings": [_ranking(facets[name]) for name in ("organization", "topic") if name in facets],
            "atlas": atlas(Place.objects.canonical(), self.edition),
            "forums": list(Forum.objects.public().to_list()[:NEWEST]),
            "reports": list(Report.objects.latest_first()[:NEWEST]),
        }

    @property
    def kept(self) -> Kept:  # type: ignore[override]
        return Forums.kept

    @property
    def is_whole(self) -> bool:  # type: ignore[override]
        return bool(self.format) or self.filtered.is_counted

    @cached_property
    def filtered(self) -> FrontFacets:
        columns = keeper.at(self.edition, self.kept)
        return FrontFacets(QueryDict(), Forum.objects.public(), columns=columns, counting=self.is_counting)

    def nodes(self) -> list[Node]:
        return [website(reverse("search"))]

    @property
    def kinds(self) -> dict[str, type[ListPage]]:
        return {
            "forums": Forums,
            "sessions": Sessions,
            "speakers": Speakers,
            "organizations": Organizations,
            "places": Places,
            "reports": Reports,
        }


class Search(ReadPage):
    """Words in the texts of everything; `?format=suggestions` gives a few names for words that go on."""

    template_name = "events/search.html"
    section = "search"
    formats = (JSON, ATOM)

    @cached_property
    def question(self) -> Question:
        asked = self.request.GET
        kind, page = asked.get("kind", ""), asked.get("page", "1")
        known = kind if kind in HEADINGS else ""
        return Question(asked.get("q", ""), known, int(page) if LATER_PAGE.fullmatch(page) else 1)

    @property
    def messages(self) -> list[str]:
        strange = self.request.GET.get("kind", "") not in ("", *HEADINGS)
        return [*self.question.messages, *([gettext("There is no such kind: all are shown.")] if strange else [])]

    @property
    def format(self) -> Format | None:
        return JSON if self.is_still_typed else super().format

    @property
    def canonical(self) -> str:
        return self.request.get_full_path()  # no search engine keeps it; the other language has the same words

    def in_format(self, name: str) -> str:
        asked = {key: value for key, value in self.request.GET.items() if key != "format"}
        return f"?{urlencode(asked | ({'format': name} if name else {}))}"

    @property
    def is_still_typed(self) -> bool:
        return self.request.GET.get("format") == "suggestions"

    def data(self) -> dict[str, Any]:
        return {"groups": self.question.suggestions} if self.is_still_typed else self.answer()

    def answer(self) -> dict[str, Any]:
        asked = self.question
        return {
            "count": asked.count,
            "next": (asked.next and self.request.build_absolute_uri(f"{asked.next}&format=json")) or None,
            "messages": self.messages,
            "did_you_mean": asked.did_you_mean,
            "kinds": {group.kind: group.every for group in asked.groups} if asked.found else {},
            "results": [one.as_json() for one in asked.found or asked.similar],
        }

    @property
    def title_in_full(self) -> str:
        return gettext("Search: %(words)s") % {"words": self.question.words}

    @property
    def news(self) -> list[Selection]:
        """All that is found, of each kind."""
        found = self.question.matching
        return [LISTS[kind].of(rows) if kind in LISTS else Selection(rows, TOLD[kind]) for kind, rows in found.items()]

    def context(self) -> dict[str, Any]:
        return {"asked": self.question, "messages": self.messages, "words": self.question.words}


class Forums(ListPage):
    formats = (*ListPage.formats, CALENDAR, POPOLO)
    queryset = Forum.objects.public().to_list().counting("appearances")
    lines = Forum.objects.public().in_lines().counting("appearances")
    facets = ForumFacets
    orders = {**BY_DAY, **by_number("appearances", _("most appearances"))}
    template_name = "events/forum_list.html"
    section, title = "forums", _("Forums")

    def tell(self, rows: list[Any]) -> None:
        tell_events(rows, "details", "locations")


class ForumPage(Citable, RecordPage):
    formats = (*RecordPage.formats, ATOM, CALENDAR, *CITATIONS, POPOLO)
    queryset = Forum.objects.to_read()
    template_name = "events/forum_detail.html"
    section = "forums"

    @property
    def occasions(self) -> Selection:
        return Forums.of(Forum.objects.only_this(self.record))

    @property
    def news(self) -> list[Selection]:
        """The forum, its sessions and its parts."""
        sessions, parts = Session.objects.in_programme(self.record), Forum.objects.public().parts_of(self.record)
        return [self.occasions, Sessions.of(sessions), Forums.of(parts)]

    def beside(self, record: Forum) -> dict[str, Any]:
        sessions = each(Session.objects.in_programme(record), Session.objects.to_read())
        return {
            "programme": programme(sessions),
            "people": agenda(record.people),
            "properties": properties(record),
            "bodies": by_role(record.bodies),
            "reports": reports_of(record, *sessions),
            "parts": portion(Forum.objects.public().parts_of(record).latest_first(), Forum.objects.to_list()),
            "series": portion(Forum.objects.public().of_series_of(record).latest_first(), Forum.objects.to_list()),
            "topics": list(Topic.objects.of_forum(record)),
            "compared": record.compared,
        }


class Sessions(ListPage):
    formats = (*ListPage.formats, CALENDAR)
    queryset = Session.objects.public().to_list()
    lines = Session.objects.public().in_lines()
    facets = SessionFacets
    orders = BY_DAY
    template_name = "events/session_list.html"
    section, title = "sessions", _("Sessions")

    @property
    def gone(self) -> QuerySet[Any]:  # type: ignore[override]
        return lately_hidden(Session.objects.select_related("forum"))

    def tell(self, rows: list[Any]) -> None:
        tell_events(rows, "details")

    def tell_more(self, rows: list[Any]) -> None:
        tell_events(rows, "details", "locations")


class SessionPage(Citable, RecordPage):
    formats = (*RecordPage.formats, CALENDAR, *CITATIONS)
    queryset = Session.objects.to_read()
    template_name = "events/session_detail.html"
    section = "sessions"

    def find(self) -> Session:
        return get_object_or_404(self.queryset.at_address(self.kwargs["public_id"]))

    @property
    def occasions(self) -> Selection:
        return Sessions.of(Session.objects.only_this(self.record))

    def beside(self, record: Session) -> dict[str, Any]:
        parts = each(Session.objects.parts_of(record), Session.objects.to_read())
        return {
            "programme": programme(parts),
            "people": agenda(record.people),
            "properties": properties(record),
            "bodies": by_role(record.bodies),
            "reports": reports_of(record, *parts),
            "compared": record.compared,
        }


class AppearancePage(Citable):
    """One appearance, to be cited and pointed at: it is shown in full where its forum, session and speaker are."""

    formats = (*Citable.formats, JSONLD)
    queryset = Appearance.objects.to_cite()
    template_name = "events/appearance_detail.html"
    section = "forums"

    @cached_property
    def record(self) -> Appearance:
        asked = self.kwargs["public_id"]
        try:
            return get_object_or_404(self.queryset.at_address(asked))
        except Http404:
            if Removal.objects.among([asked.split(".")[-2]]):
                raise Gone from None
            raise

    def data(self) -> dict[str, Any]:
        fact = self.record
        return {"id": fact.public_id, "person": fact.named.slug, **plain(fact)}

    def context(self) -> dict[str, Any]:
        return {**self.cited(), "fact": self.record, "title": self.work.title}

    def nodes(self) -> list[Node]:
        return [*linked(self.record, {}), whom(self.record), *map(brief, self.record.reports)]


class Reports(ListPage):
    queryset = lines = Report.objects.by_day().to_read()
    facets = ReportFacets
    orders = BY_DAY
    template_name = "events/report_list.html"
    section, title = "reports", _("Reports")

    @property
    def gone(self) -> QuerySet[Any]:  # type: ignore[override]
        return Withdrawn.objects.still().order_by("-changed_at", "pk")


class ReportPage(Citable, RecordPage):
    formats = (*RecordPage.formats, *CITATIONS)
    queryset = Report.objects.to_read()
    template_name = "events/report_detail.html"
    section = "reports"

    def get(self, request: HttpRequest, **where: str) -> HttpResponse:
        try:
            return super().get(request, **where)
        except Http404:
            get_object_or_404(Withdrawn, **where)
            return self.gone()

    def gone(self) -> HttpResponse:
        if self.format:
            return JsonResponse({"error": gettext("This report was withdrawn.")}, status=HTTPStatus.GONE)
        return render(self.request, "events/withdrawn.html", status=HTTPStatus.GONE)

    def beside(self, record: Report) -> dict[str, Any]:
        citations = list(record.citations.to_read().in_order().with_facts())
        return {
            "paragraphs": paragraphs(record, citations, self.text),
            "shows_text": bool(self.text),
            "language": LANGUAGES.get(record.language, record.language),
            "links": record.linked_reports,
        }

    @property
    def text(self) -> str:
        """The report's own text is for staff alone."""
        return self.record.text_for(self.request.user)


class AgreementPage(RecordPage):
    queryset = Agreement.objects.with_parties()
    template_name = "events/agreement_detail.html"
    section = "agreements"


# By the kinds that search names: the pages that list them, and how those without one are told.
LISTS: dict[str, type[ListPage]] = {
    "speaker": Speakers,
    "organization": Organizations,
    "forum": Forums,
    "session": Sessions,
    "place": Places,
    "report": Reports,
}
TOLD = {"agreement": Agreement.objects.with_parties()}
