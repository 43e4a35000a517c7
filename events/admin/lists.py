"""The lists that curators choose from."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from archive.admin.records import RecordAdmin
from archive.admin.site import Section
from events.models import Series, Topic


class ListAdmin(RecordAdmin):
    section = Section.LISTS
    list_display = ("name", "slug", "description")
    search_fields = ("name", "slug", "description")
    prepopulated_fields = {"slug": ("name",)}
    fieldsets = (
        (
            None,
            {
                "description": _("Say in the description what belongs here, so that two curators assign alike."),
                "fields": ("name", "slug", "description"),
            },
        ),
    )


@admin.register(Series)
class SeriesAdmin(ListAdmin):
    pass


@admin.register(Topic)
class TopicAdmin(ListAdmin):
    pass
