"""Addresses of what is the same in every language."""

from django.urls import path, re_path
from django.views.decorators.csrf import csrf_exempt

from events.interop.oai.views import Harvest
from events.interop.views import Dumped

urlpatterns = [
    path("oai", csrf_exempt(Harvest.as_view()), name="oai"),
    re_path(r"^data/(?P<path>(?:[\w-]+/)*[\w-][\w.-]*)$", Dumped.as_view(), name="dumped"),
]
