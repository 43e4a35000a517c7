from django.contrib import admin
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import include, path

from archive.signin import SignIn

urlpatterns = [
    # The admin's pages name no icon, and browsers then ask here.
    path("favicon.ico", lambda request: redirect(static("rostrum.svg"))),
    path("admin/sign-in/<str:token>/", SignIn.as_view(), name="sign-in"),
    path("admin/", admin.site.urls),
    path("", include("orgs.urls")),
    path("", include("people.urls")),
    path("", include("events.urls")),
]
