from django.urls import path

from orgs.views import OrganizationPage, Organizations, OrganizationsTogether, PlacePage, Places

urlpatterns = [
    path("organizations/", Organizations.as_view(), name="organizations"),
    path("organizations/<slug:slug>/", OrganizationPage.as_view(), name="organization"),
    path("organizations/<slug:slug>/co-appearances/", OrganizationsTogether.as_view(), name="organizations-together"),
    path("places/", Places.as_view(), name="places"),
    path("places/<slug:slug>/", PlacePage.as_view(), name="place"),
]
