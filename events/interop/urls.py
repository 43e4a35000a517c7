"""Addresses of what is the same in every language."""

from django.urls import include, path, re_path

from events.interop.views import Dumped

urlpatterns = [
    path("api/v1/", include(("events.interop.api.urls", "api-1"))),
    re_path(r"^data/(?P<path>(?:[\w-]+/)*[\w-][\w.-]*)$", Dumped.as_view(), name="dumped"),
]
