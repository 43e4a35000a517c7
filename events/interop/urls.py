"""Addresses of what is the same in every language."""

from django.urls import include, path, re_path
from django.views.decorators.csrf import csrf_exempt

from archive.pages.suffixes import LINKED, linked_data
from events.interop import sitemaps
from events.interop.oai.views import Harvest
from events.interop.views import Dumped

urlpatterns = [
    path("api/v1/", include(("events.interop.api.urls", "api-1"))),
    path("oai", csrf_exempt(Harvest.as_view()), name="oai"),
    re_path(r"^data/(?P<path>(?:[\w-]+/)*[\w-][\w.-]*)$", Dumped.as_view(), name="dumped"),
    path("sitemap.xml", sitemaps.INDEX, name="sitemap"),
    path("sitemap/lists.xml", sitemaps.OF_LISTS, name="sitemap-of-lists"),
    path("sitemap/<slug:kind>-<int:file>.xml", sitemaps.OF_RECORDS, name="sitemap-of-records"),
    re_path(LINKED, linked_data),
]
