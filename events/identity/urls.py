from django.contrib import admin
from django.contrib.auth.decorators import permission_required
from django.urls import path
from django.views import View

from events.identity.views import DecisionsPage, MergePage, QueuePage, SplitPage, UndoPage


def inside(page: type[View]) -> object:
    """A page of the admin, for those who may decide who is who."""
    return admin.site.admin_view(permission_required("events.decide_identity", raise_exception=True)(page.as_view()))


urlpatterns = [
    path("", inside(QueuePage), {"called": "person"}, name="identity"),
    path("<slug:called>/", inside(QueuePage), name="identity-queue"),
    path("<slug:called>/merge/", inside(MergePage), name="identity-merge"),
    path("<slug:called>/split/<str:address>/", inside(SplitPage), name="identity-split"),
    path("<slug:called>/decisions/", inside(DecisionsPage), name="identity-decisions"),
    path("<slug:called>/decisions/<int:pk>/", inside(UndoPage), name="identity-undo"),
]
