"""Facts, each on its own page with its citations: the last one can't be taken away without the fact."""

from typing import Any

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from archive.admin.records import suggest_within
from archive.admin.site import Section
from events.admin.inlines import citations_of
from events.admin.settled import SettlingAdmin
from events.models import Appearance, Detail, Figure, Involvement, Location, Mention

OF_FORUM = ("forum", "session")


class FactAdmin(SettlingAdmin):
    section = Section.FACTS

    def get_form(self, request: Any, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change=change, **kwargs)
        suggest_within(form, ["session"], getattr(obj, "forum_id", None))
        return form

    def get_fieldsets(self, request: Any, obj: Any = None) -> Any:
        said = _("What reports state. It lives while a report is cited for it: give at least one citation below.")
        return [(None, {"description": said, "fields": self.get_fields(request, obj)})]


class ForumFactAdmin(FactAdmin):
    list_select_related: Any = OF_FORUM

    def label(self, record: Any) -> str:
        return f"{record} · {record.forum}"


@admin.register(Appearance)
class AppearanceAdmin(ForumFactAdmin):
    label_related = (*OF_FORUM, "person")
    list_display = ("person", "role", *OF_FORUM)
    list_filter = ("role_group", "role")
    list_select_related = label_related
    search_fields = ("person__name", "person__slug", "person__names__text", "forum__title", "forum__slug")
    fields = (*OF_FORUM, "person", "role")
    inlines = (citations_of("appearance"),)


@admin.register(Involvement)
class InvolvementAdmin(ForumFactAdmin):
    label_related = (*OF_FORUM, "organization")
    list_display = ("organization", "role", *OF_FORUM)
    list_filter = ("role",)
    list_select_related = label_related
    search_fields = ("organization__name", "organization__slug", "forum__title", "forum__slug")
    fields = (*OF_FORUM, "organization", "role")
    inlines = (citations_of("involvement"),)


@admin.register(Detail)
class DetailAdmin(FactAdmin):
    label_related = (*OF_FORUM, "agreement")
    list_display = ("property", "value", *OF_FORUM, "agreement")
    list_filter = ("property",)
    list_select_related = label_related
    search_fields = ("value", "forum__slug", "agreement__slug")
    fields = (*OF_FORUM, "agreement", "property", "value", "language")
    inlines = (citations_of("detail"),)

    def label(self, record: Any) -> str:
        return f"{record} · {record.forum or record.agreement}"


@admin.register(Location)
class LocationAdmin(ForumFactAdmin):
    label_related = (*OF_FORUM, "place")
    list_display = ("place", *OF_FORUM)
    list_select_related = label_related
    search_fields = ("place__name", "place__slug", "forum__title", "forum__slug")
    fields = (*OF_FORUM, "place")
    inlines = (citations_of("location"),)


@admin.register(Figure)
class FigureAdmin(ForumFactAdmin):
    label_related = OF_FORUM
    list_display = ("counted", "bounds", *OF_FORUM)
    search_fields = ("counted", "forum__title", "forum__slug")
    fields = (*OF_FORUM, "counted", ("low", "high"))
    inlines = (citations_of("figure"),)


@admin.register(Mention)
class MentionAdmin(FactAdmin):
    label_related = ("person", "organization")
    list_display = ("__str__", "role")
    list_filter = ("role",)
    list_select_related = label_related
    search_fields = ("person__name", "person__slug", "organization__name", "organization__slug")
    fields = ("person", "organization", "role")
    inlines = (citations_of("mention"),)
