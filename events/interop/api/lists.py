"""Lists that no page shows: facts one by one, agreements, and what curators assign from.

They are asked of the database, and kept in no columns.
"""

from typing import Any

from django.db.models import Q

from archive.database.paging import Order
from archive.pages.page import ListPage
from events.filters import AgreementFacets, AppearanceFacets, InvolvementFacets, SeriesFacets, TopicFacets
from events.models import Agreement, Appearance, Involvement, Series, Topic


class Added(Order):
    """As they came in: the id alone says where a page begins, which an index finds however deep it is."""

    def after(self, value: str, pk: int) -> Q:
        return Q(pk__lt=value) if self.descending else Q(pk__gt=value)


ADDED = {"added": Added("pk"), "-added": Added("pk", descending=True)}
BY_NAME = {"name": Order("sort_name")}


class Uncolumned(ListPage):
    columns = None


class Appearances(Uncolumned):
    queryset = lines = Appearance.objects.to_read().select_related("session__forum")
    facets = AppearanceFacets
    orders = ADDED

    def plain(self, row: Appearance) -> dict[str, Any]:
        return {"id": row.public_id, "person": row.person.canonical.slug, **super().plain(row)}


class Involvements(Uncolumned):
    queryset = lines = Involvement.objects.to_read()
    facets = InvolvementFacets
    orders = ADDED

    def plain(self, row: Involvement) -> dict[str, Any]:
        return {"organization": row.organization.canonical.slug, **super().plain(row)}


class Agreements(Uncolumned):
    queryset = lines = Agreement.objects.with_parties()
    facets = AgreementFacets
    orders = BY_NAME


class AllSeries(Uncolumned):
    queryset = lines = Series.objects.all()
    facets = SeriesFacets
    orders = BY_NAME


class Topics(Uncolumned):
    queryset = lines = Topic.objects.all()
    facets = TopicFacets
    orders = BY_NAME
