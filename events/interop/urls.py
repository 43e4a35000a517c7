"""Addresses of what is the same in every language."""

from django.urls import re_path

from events.interop.views import Dumped

urlpatterns = [
    re_path(r"^data/(?P<path>(?:[\w-]+/)*[\w-][\w.-]*)$", Dumped.as_view(), name="dumped"),
]
