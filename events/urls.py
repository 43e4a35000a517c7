from django.urls import path, re_path

from archive.identity.names import SLUG
from events.correcting import Corrections, ReportError, Sent
from events.interop.api.documentation import Documentation
from events.interop.views import Data
from events.views import (
    AgreementPage,
    AppearancePage,
    ForumPage,
    Forums,
    ReportPage,
    Reports,
    Search,
    SessionPage,
    Sessions,
)

urlpatterns = [
    path("api/v1/", Documentation.as_view(), name="api"),
    path("corrections/", Corrections.as_view(), name="corrections"),
    path("corrections/new/", ReportError.as_view(), name="correction"),
    path("corrections/sent/", Sent.as_view(), name="correction-sent"),
    path("data/", Data.as_view(), name="data"),
    path("search/", Search.as_view(), name="search"),
    path("forums/", Forums.as_view(), name="forums"),
    path("forums/<slug:slug>/", ForumPage.as_view(), name="forum"),
    path("sessions/", Sessions.as_view(), name="sessions"),
    re_path(rf"^sessions/(?P<public_id>{SLUG}\.{SLUG})/$", SessionPage.as_view(), name="session"),
    re_path(rf"^appearances/(?P<public_id>{SLUG}(?:\.{SLUG}){{2,3}})/$", AppearancePage.as_view(), name="appearance"),
    path("reports/", Reports.as_view(), name="reports"),
    path("reports/<slug:slug>/", ReportPage.as_view(), name="report"),
    path("agreements/<slug:slug>/", AgreementPage.as_view(), name="agreement"),
]
