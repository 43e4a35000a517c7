from django.contrib import admin
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import include, path
from django.views.generic import TemplateView

from archive.signin import SignIn

urlpatterns = [
    # The admin's pages name no icon, and browsers then ask here.
    path("favicon.ico", lambda request: redirect(static("rostrum.svg"))),
    path("robots.txt", TemplateView.as_view(template_name="robots.txt", content_type="text/plain")),
    path("admin/sign-in/<str:token>/", SignIn.as_view(), name="sign-in"),
    path("admin/", admin.site.urls),
    path("", include("orgs.urls")),
    path("", include("people.urls")),
    path("", include("events.urls")),
]
