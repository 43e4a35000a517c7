from allauth.account.views import login, reauthenticate
from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import include, path
from django.views.generic import TemplateView

from archive.access.doors import open_to_all
from archive.access.signin import SignIn, StartAgain
from archive.languages import negotiated
from events.interop.api.urls import NOWHERE
from events.interop.identified import IdentifiedPage
from events.removing import RemovePerson
from events.views import Home

handler400 = "archive.serving.breakdowns.misunderstood"
handler500 = "archive.serving.breakdowns.answer"
home = Home.as_view()

urlpatterns = [
    # The admin's pages name no icon, and browsers then ask here.
    path("favicon.ico", open_to_all(lambda request: redirect(static("rostrum.svg")))),
    path("robots.txt", open_to_all(TemplateView.as_view(template_name="robots.txt", content_type="text/plain"))),
    path("", include("events.interop.urls")),
    # Of patterns with one name the last one gives the address: links to the first page name its language.
    path("", negotiated(home), name="home"),
    *i18n_patterns(path("", home, name="home")),
    *i18n_patterns(
        path("admin/sign-in/<str:token>/", SignIn.as_view(), name="sign-in"),
        path("admin/login/", login, name="account_login"),
        path("admin/login/anew/", StartAgain.as_view(), name="start-again"),
        path("admin/again/", reauthenticate, name="account_reauthenticate"),
        path("admin/second-factor/", include("archive.access.factors.urls")),
        path("admin/desk/", include("events.desk.urls")),
        path("admin/identity/", include("events.identity.urls")),
        path("admin/sheets/", include("events.interop.sheets.urls")),
        path("admin/people/person/<int:pk>/remove/", RemovePerson.as_view(), name="remove-person"),
        path("admin/", admin.site.urls),
        path("id/<slug:scheme>/<path:value>", IdentifiedPage.as_view(), name="identified"),
        path("", include("orgs.urls")),
        path("", include("people.urls")),
        path("", include("events.urls")),
        prefix_default_language=False,
    ),
    NOWHERE,
]
