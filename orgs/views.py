"""Pages of organizations and places."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from archive.database.paging import by_number
from archive.formats.calendars import CALENDAR
from archive.formats.feeds import ATOM
from archive.formats.popolo import POPOLO
from archive.formats.selections import Selection
from archive.identity.identified import tell_latest
from archive.pages.grids import Part, over_years
from archive.pages.page import ListPage, RecordPage
from archive.pages.portions import Facts, PortionedList, PortionedPage, portion
from archive.pages.together import TogetherPage
from orgs.atlas import atlas
from orgs.filters import Capacity, Involvement, OrganizationFacets, PlaceFacets
from orgs.models import Organization, Place
from orgs.plain import told

Mention = Organization._meta.get_field("mentions").related_model
Party = Organization._meta.get_field("agreements").related_model
Citation = Capacity._meta.get_field("citation").related_model
Appearance = Capacity._meta.get_field("citation").related_model._meta.get_field("appearance").related_model
Report = Organization._meta.get_field("published_reports").related_model
Forum = Place._meta.get_field("locations").related_model._meta.get_field("forum").related_model
Session = Place._meta.get_field("locations").related_model._meta.get_field("session").related_model
NEAREST, FEW = 10, 3  # bodies that were there too, and their events


def stated() -> Facts:
    return {
        "involvements": (Involvement.objects.latest_first(), Involvement.objects.to_read()),
        "mentions": (Mention.objects.order_by("pk"), Mention.objects.to_read_in_part()),
        "agreements": (Party.objects.order_by("pk"), Party.objects.to_read()),
    }


class Organizations(PortionedList):
    formats = (*ListPage.formats, POPOLO)
    queryset = Organization.objects.public().known().counting("involvements")
    in_full = Organization.objects.public().to_read().counting("involvements")
    lines = Organization.objects.public().in_lines().counting("involvements")
    table = lines.prefetch_related("same_records__names").identified()
    facets = OrganizationFacets
    citations, stated, told = Citation.objects, staticmethod(stated), staticmethod(told)
    orders = ListPage.orders | by_number("involvements", _("most involvements"))
    template_name = "orgs/organization_list.html"
    section, title = "organizations", _("Organizations")

    def tell(self, rows: list[Any]) -> None:
        tell_latest(rows, Involvement.objects)


class OrganizationPage(PortionedPage):
    formats = (*PortionedPage.formats, ATOM, CALENDAR, POPOLO)
    queryset = Organization.objects.known()
    citations, stated, told = Citation.objects, staticmethod(stated), staticmethod(told)
    template_name = "orgs/organization_detail.html"
    section = "organizations"

    @property
    def occasions(self) -> Selection:
        """The forums in which it has a part, itself or through a person."""
        facts = Involvement.objects.of(self.record), Appearance.objects.on_behalf_of(self.record)
        return Selection(Forum.objects.public().having_any(*facts).latest_first(), Forum.objects.to_list())

    @property
    def news(self) -> list[Selection]:
        reports = Selection(Report.objects.published_by(self.record), Report.objects.to_read())
        return [Organizations.of(Organization.objects.only_this(self.record)), self.occasions, reports]

    def beside(self, record: Organization) -> dict[str, Any]:
        people, units_people = Appearance.objects.on_behalf_of(record), Appearance.objects.on_behalf_of_units_of(record)
        to_read = Appearance.objects.to_read()
        return {
            "units": list(Organization.objects.units_of(record)),
            "grid": over_years(_parts(record, people)),
            "people": portion(people.latest_first(), to_read),
            "convened": Involvement.objects.convening().company(record, "forum", NEAREST, FEW),
            "same_forum": Involvement.objects.taking_part().company(record, "forum", NEAREST, FEW),
            "units_people": portion(units_people.latest_first(), to_read),
            "compared": record.compared,
            "reports": portion(record.published_reports.latest_first(), Report.objects.all()),
        }


class OrganizationsTogether(TogetherPage):
    queryset = Organization.objects.select_related("canonical")
    facts = Involvement.objects.taking_part()
    section = "organizations"


def _parts(record: Organization, people: Any) -> Iterator[Part]:
    """What it did, and that somebody appeared for it, each with the years of the forums."""
    roles = dict(Involvement._meta.get_field("role").choices)
    represented = gettext("represented by a person")
    yield from (Part(str(roles[role]), *row) for role, *row in Involvement.objects.of(record).over_years("role"))
    yield from (Part(represented, *row) for row in people.over_years())


class Places(ListPage):
    queryset = Place.objects.each_public().to_read()
    lines = Place.objects.each_public().in_lines()
    table = queryset
    facets = PlaceFacets
    template_name = "orgs/place_list.html"
    section, title = "places", _("Places")

    def context(self) -> dict[str, Any]:
        return {**super().context(), "atlas": atlas(self.filtered.qs, self.edition)}


class PlacePage(RecordPage):
    formats = (*RecordPage.formats, ATOM, CALENDAR)
    queryset = Place.objects.to_read()
    template_name = "orgs/place_detail.html"
    section = "places"

    @property
    def occasions(self) -> Selection:
        """The forums held in it."""
        return Selection(Forum.objects.public().at(self.record).latest_first(), Forum.objects.to_list())

    @property
    def news(self) -> list[Selection]:
        return [Places.of(Place.objects.only_this(self.record)), self.occasions]

    def beside(self, record: Place) -> dict[str, Any]:
        return {
            "forums": portion(Forum.objects.public().at(record).latest_first(), Forum.objects.to_list()),
            "sessions": portion(Session.objects.public().at(record).latest_first(), Session.objects.to_list()),
            "all_forums": _all("forums", record, "city", "country"),
            "all_sessions": _all("sessions", record, "city"),
            "compared": record.compared,
        }


def _all(name: str, place: Place, *kinds: str) -> str:
    """The address of the list narrowed to the place; nothing where lists know no such kind of place."""
    return f"{reverse(name)}?{place.kind}={place.slug}" if place.kind in kinds else ""
