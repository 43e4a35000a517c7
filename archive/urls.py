from django.contrib import admin
from django.urls import include, path

from archive.signin import SignIn

urlpatterns = [
    path("admin/sign-in/<str:token>/", SignIn.as_view(), name="sign-in"),
    path("admin/", admin.site.urls),
    path("", include("orgs.urls")),
    path("", include("people.urls")),
    path("", include("events.urls")),
]
