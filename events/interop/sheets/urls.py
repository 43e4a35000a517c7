from django.contrib import admin
from django.contrib.auth.decorators import permission_required
from django.urls import path
from django.views import View

from events.interop.sheets.views import EmptySheet, SheetsPage

# What a sheet may come to.
WRITES = (
    *("people.add_person", "people.change_person", "orgs.add_organization", "orgs.change_organization"),
    *("events.add_citation", "events.change_citation"),
)


def inside(page: type[View]) -> object:
    """A page of the admin, for those who may write what a sheet may come to."""
    return admin.site.admin_view(permission_required(WRITES, raise_exception=True)(page.as_view()))


urlpatterns = [
    path("", inside(SheetsPage), name="sheets"),
    path("<slug:called>.<slug:form>", inside(EmptySheet), name="empty-sheet"),
]
