"""Pages of organizations and places."""

from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from archive.grids import Part, over_years
from archive.pages import ListPage, RecordPage
from archive.paging import by_number
from archive.together import TogetherPage
from orgs.atlas import atlas
from orgs.filters import Capacity, Involvement, OrganizationFacets, PlaceFacets
from orgs.models import Organization, Place

Appearance = Capacity._meta.get_field("citation").related_model._meta.get_field("appearance").related_model
Forum = Place._meta.get_field("locations").related_model._meta.get_field("forum").related_model
Session = Place._meta.get_field("locations").related_model._meta.get_field("session").related_model
NEAREST = 10
LISTED = 100  # facts of one kind on a page


class Organizations(ListPage):
    queryset = Organization.objects.public().to_read().counting("involvements")
    facets = OrganizationFacets
    orders = ListPage.orders | by_number("involvements", _("most involvements"))
    template_name = "orgs/organization_list.html"
    section, title = "organizations", _("Organizations")


class OrganizationPage(RecordPage):
    queryset = Organization.objects.to_read()
    template_name = "orgs/organization_detail.html"
    section = "organizations"

    def beside(self, record: Organization) -> dict[str, Any]:
        people, units_people = Appearance.objects.on_behalf_of(record), Appearance.objects.on_behalf_of_units_of(record)
        represented = gettext("represented by a person")
        parts = [
            *map(_part, record.involvements_latest_first),
            *(Part(represented, *row) for row in people.in_forums()),
        ]
        return {
            "units": list(Organization.objects.units_of(record)),
            "grid": over_years(parts),
            "involvements": record.involvements_latest_first[:LISTED],
            "earlier": max(len(record.involvements_latest_first) - LISTED, 0),
            "people": list(people.to_read().latest_first()[:LISTED]),
            "more_people": max(people.count() - LISTED, 0),
            "convened": Involvement.objects.convening().company(record, "forum", NEAREST),
            "same_forum": Involvement.objects.taking_part().company(record, "forum", NEAREST),
            "units_people": list(units_people.to_read().latest_first()[:LISTED]),
            "more_units_people": max(units_people.count() - LISTED, 0),
            "compared": record.compared,
            "reports": list(record.published_reports.latest_first()),
        }


class OrganizationsTogether(TogetherPage):
    queryset = Organization.objects.select_related("canonical")
    facts = Involvement.objects.taking_part()
    section = "organizations"


def _part(fact: Any) -> Part:
    forum = fact.forum.canonical
    return Part(fact.get_role_display(), forum.pk, forum.years, fact.is_past)


class Places(ListPage):
    queryset = Place.objects.public().to_read()
    facets = PlaceFacets
    template_name = "orgs/place_list.html"
    section, title = "places", _("Places")

    def context(self) -> dict[str, Any]:
        return {**super().context(), "atlas": atlas(self.filtered.qs.hosting())}


class PlacePage(RecordPage):
    queryset = Place.objects.to_read()
    template_name = "orgs/place_detail.html"
    section = "places"

    def beside(self, record: Place) -> dict[str, Any]:
        return {
            "forums": list(Forum.objects.public().at(record).to_list()),
            "sessions": list(Session.objects.public().at(record).to_list()),
            "compared": record.compared,
        }
