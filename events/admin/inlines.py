"""The inlines of forums, sessions, agreements and facts: no fact is made here without its citation."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from django import forms
from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from archive.admin.records import RowsInline
from archive.admin.rows import RecordForm
from events.admin.rows import CitationPart, CitationRow, CitationRows, FactRow, FactRows, Part
from events.models import (
    Appearance,
    Capacity,
    Choice,
    Citation,
    Detail,
    Figure,
    ForumTopic,
    Involvement,
    Location,
    Party,
    Session,
)

ALWAYS = ("report", "paragraphs")
# The printed words that matter for each kind of fact, in the order of typing.
PRINTED = {
    "forum": ("name", "words"),
    "session": ("name", "words"),
    "detail": ("words", "date", "basis"),
    "location": ("name", "words"),
    "figure": ("number", "words"),
    "involvement": ("name", "role"),
    "appearance": ("name", "role", "mode"),
    "agreement": ("name", "words"),
    "party": ("name", "role"),
    "mention": ("name", "role"),
}
CAPACITY = ("title", "organization", "printed", "relation")
LABELS = {
    "name": _("name printed"),
    "role": _("role printed"),
    "date": _("date printed"),
    "number": _("number printed"),
    "title": _("title printed"),
    "words": _("other words printed"),
    "printed": _("body printed"),
}


def part_form(
    inline: RowsInline, request: HttpRequest, form: type[RecordForm], model: Any, fields: Sequence[str]
) -> Any:
    """A form inside a row, with the widgets that rows of its model have."""
    part = type(f"{model.__name__}Part", (RowsInline,), {"model": model})(model, inline.admin_site)
    widgets = partial(part.formfield_for_dbfield, request=request)
    return forms.modelform_factory(model, form=form, fields=fields, formfield_callback=widgets, labels=LABELS)


class FactInline(RowsInline):
    """Facts as rows: a new one is typed with the citation that states it, the others show their citations."""

    form = FactRow
    formset = FactRows
    template = "admin/edit_inline/facts.html"
    show_change_link = True
    view_on_site = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        citations = Citation.objects.select_related("report").prefetch_related("capacities__organization")
        return super().get_queryset(request).prefetch_related(Prefetch("citations", citations.earliest_first()))

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        formset = super().get_formset(request, obj, **kwargs)
        kind = self.opts.model_name
        fields = (*ALWAYS, *PRINTED[kind], "standing")
        parts = {"citation": part_form(self, request, CitationPart, Citation, fields)}
        if kind == "appearance":
            parts["capacity"] = part_form(self, request, Part, Capacity, CAPACITY)
        formset.form.part_forms = parts
        return formset


class CitationInline(RowsInline):
    """The citations of a fact."""

    model = Citation
    form = CitationRow
    formset = CitationRows
    template = "admin/edit_inline/citations.html"
    show_change_link = True

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Sequence[Any]:
        return (ALWAYS, (*PRINTED[self.fk_name], "standing"), ("inference", "note"), ("reading",))

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).select_related("report").prefetch_related("capacities__organization")

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        formset = super().get_formset(request, obj, **{"validate_min": True, **kwargs})
        if self.fk_name == "appearance":
            formset.form.part_forms = {"capacity": part_form(self, request, Part, Capacity, CAPACITY)}
        return formset

    def formfield_for_dbfield(self, db_field: Any, request: Any, **kwargs: Any) -> Any:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name in ("inference", "note"):
            field.widget.attrs["rows"] = 2
        return field


def citations_of(kind: str, at_least: int = 1) -> type[CitationInline]:
    """The inline of a fact's citations; a fact that is nothing but what reports state has one at least."""
    return type(f"{kind.title()}Citations", (CitationInline,), {"fk_name": kind, "min_num": at_least})


class OfForum:
    """Rows on the page of a forum, of it or of one of its sessions."""

    fk_name = "forum"
    within = ("session",)


class OfSession:
    """Rows on the page of a session: of its forum too."""

    fk_name = "session"
    inherits = ("forum_id",)


class OfAgreement:
    fk_name = "agreement"


class Details(FactInline):
    model = Detail
    fields = ("property", "value", "language")
    verbose_name_plural = _("title, date, theme and other properties, as reports print them")


class Locations(FactInline):
    model = Location
    fields = ("place",)
    verbose_name_plural = _("places")


class Involvements(FactInline):
    model = Involvement
    fields = ("organization", "role")


class Appearances(FactInline):
    model = Appearance
    fields = ("person", "role")


class Figures(FactInline):
    model = Figure
    fields = ("counted", "low", "high")


class Parties(OfAgreement, FactInline):
    model = Party
    fields = ("organization", "person", "role")


class AgreementDetails(OfAgreement, Details):
    pass


class Choices(RowsInline):
    model = Choice
    fields = ("property", "value", "reason")
    verbose_name_plural = _("choices: where reports differ, the value shown, and why")

    def formfield_for_dbfield(self, db_field: Any, request: Any, **kwargs: Any) -> Any:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name == "reason":
            field.widget.attrs["rows"] = 2
        return field


class Topics(RowsInline):
    model = ForumTopic
    fields = ("topic",)
    verbose_name = _("topic")
    verbose_name_plural = _("topics")


class Sessions(FactInline):
    model = Session
    fk_name = "forum"
    fields = ("key", "kind", "label", "parent", "order")
    within = ("parent",)


def of_forum(inline: type[RowsInline]) -> type[RowsInline]:
    return type(f"Forum{inline.__name__}", (OfForum, inline), {"fields": ("session", *inline.fields)})


def of_session(inline: type[RowsInline]) -> type[RowsInline]:
    return type(f"Session{inline.__name__}", (OfSession, inline), {})
