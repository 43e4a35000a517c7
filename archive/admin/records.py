"""What the admin's pages of all records share: choosing by typing, refusals in words, history, fixed addresses."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.options import BaseModelAdmin
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.db import DatabaseError, connection, transaction
from django.db.models import ForeignKey, Model, QuerySet
from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from archive.admin.choosing import PlainSelect, RecordChoice, RecordSelect, RowSelect
from archive.admin.histories import PER_PAGE, Remembering
from archive.admin.rows import RecordForm, RowForm, Rows, fixed_fields
from archive.admin.site import Section
from archive.database.refusals import refusal
from archive.history.recording import because
from archive.identity.decisions import Decision


class Choosing(BaseModelAdmin):  # type: ignore[type-arg]
    """Every foreign key is chosen by typing, with labels that tell like-named records apart."""

    record_select = RecordSelect

    def get_autocomplete_fields(self, request: HttpRequest) -> list[str]:
        return [field.name for field in self.model._meta.fields if isinstance(field, ForeignKey) and field.editable]

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        remote = self.admin_site.get_model_admin(db_field.related_model)
        records = db_field.related_model._default_manager.select_related(*getattr(remote, "label_related", ()))
        given = {
            "form_class": RecordChoice,
            "widget": self.record_select(db_field, self.admin_site),
            "queryset": records,
        }
        field = super().formfield_for_foreignkey(db_field, request, **{**given, **kwargs})
        field.label_from_instance = getattr(remote, "label", str)  # type: ignore[union-attr, method-assign]
        return field


def suggest_within(form: Any, names: Iterable[str], owner: int | None) -> None:
    """Let fields suggest only records of the owner: sessions of this forum, not of all."""
    for name in names:
        if name in form.base_fields:
            form.base_fields[name].widget.widget.within = owner


class RowsInline(Choosing, admin.TabularInline):  # type: ignore[type-arg]
    """Rows that are edited inside the record they belong to."""

    form = RowForm
    formset = Rows
    record_select = RowSelect
    extra = 0
    # Fields whose suggestions are those of the record on the page, and keys that rows take over from it.
    within: Sequence[str] = ()
    inherits: tuple[str, ...] = ()

    def formfield_for_dbfield(self, db_field: Any, request: Any, **kwargs: Any) -> Any:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field and isinstance(field.widget, RelatedFieldWidgetWrapper):
            # One link a row, to add what is missing: four on each of 150 rows double the page.
            field.widget.can_change_related = field.widget.can_view_related = field.widget.can_delete_related = False
        return field

    def formfield_for_choice_field(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        return super().formfield_for_choice_field(db_field, request, **{"widget": PlainSelect, **kwargs})

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        formset: Any = super().get_formset(request, obj, **kwargs)
        formset.form.refusal = getattr(request, "refusal", None)
        formset.inherits = self.inherits
        suggest_within(formset.form, self.within, obj and obj.pk)
        return formset


class NamesInline(RowsInline):
    """The other names of a record."""

    fields = ("text", "kind", "language", "source")
    verbose_name_plural = _("other names: every form that should find it")


class IdentifiersInline(RowsInline):
    """What registers elsewhere call the record."""

    fields = ("scheme", "value", "source")
    verbose_name_plural = _("identifiers elsewhere: paste the address or write the identifier")


class DecisionRows(Rows):
    """Decisions made on the page of a record: by the signed-in user."""

    user: Any = None

    def add_fields(self, form: Any, index: int | None) -> None:
        """The decision of a split stays as it is: taken back, what it moved goes back too."""
        super().add_fields(form, index)
        if form.instance.moved:
            for name in ("other", "judgement", "DELETE"):
                if name in form.fields:
                    form.fields[name].disabled = True

    def save_row(self, form: Any, commit: bool) -> Model:
        form.instance.decided_by = self.user
        return super().save_row(form, commit)


class DecisionsInline(RowsInline):
    """Who this record is, or is not: taking a row away undoes the decision."""

    formset = DecisionRows
    fk_name = "record"
    fields = ("other", "judgement", "reason")
    verbose_name = _("decision on who this is")
    verbose_name_plural = _("identity: is this the same as another record, which is then shown instead?")

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        formset: Any = super().get_formset(request, obj, **kwargs)
        formset.user = request.user
        return formset

    def formfield_for_dbfield(self, db_field: Any, request: Any, **kwargs: Any) -> Any:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name == "reason":
            field.widget.attrs["rows"] = 2
        return field


class RecordAdmin(Choosing, Remembering):  # type: ignore[type-arg]
    """A page for a kind of record."""

    form = RecordForm
    section = Section.INSIDE
    label_related: Sequence[str] = ()
    list_per_page = PER_PAGE
    show_full_result_count = False

    class Media:
        css = {"all": ["admin-extras/records.css"]}

    def label(self, record: Any) -> str:
        """How a record is told from others where it is to be chosen."""
        return f"{record} · {record.slug}" if hasattr(record, "slug") else str(record)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        fixed = fixed_fields(self.model) if obj else ()
        return [*super().get_readonly_fields(request, obj), *fixed]

    def get_prepopulated_fields(self, request: HttpRequest, obj: Any = None) -> dict[str, Sequence[str]]:
        return {} if obj else super().get_prepopulated_fields(request, obj)

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form: Any = super().get_form(request, obj, change=change, **kwargs)
        form.refusal = getattr(request, "refusal", None)
        return form

    # What the database refuses becomes an error of the form.

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        because(request.POST.get("_reason", ""))
        try:
            with transaction.atomic():
                return super().changeform_view(request, *args, **kwargs)
        except DatabaseError as error:
            request.refusal = refusal(error)  # type: ignore[attr-defined]
            return super().changeform_view(request, *args, **kwargs)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        connection.check_constraints()  # the deferred ones too, while there is a form to say it in

    def delete_view(self, request: HttpRequest, object_id: str, *args: Any, **kwargs: Any) -> Any:
        view = super().delete_view
        because(request.POST.get("_reason", ""))
        return self._or_say_why(request, lambda: view(request, object_id, *args, **kwargs))

    def changelist_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        view = super().changelist_view
        because(request.POST.get("_reason", ""))
        return self._or_say_why(request, lambda: view(request, *args, **kwargs))

    def _or_say_why(self, request: HttpRequest, answer: Callable[[], Any]) -> Any:
        try:
            with transaction.atomic():
                return answer()
        except DatabaseError as error:
            messages.error(request, refusal(error).words)
            return HttpResponseRedirect(request.get_full_path())

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        super().delete_model(request, obj)
        connection.check_constraints()

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        super().delete_queryset(request, queryset)
        connection.check_constraints()


class KnownAdmin(RecordAdmin):
    """Records that may turn out to be the same as another."""

    @admin.display(description=_("identity tools"))
    def identity(self, record: Any) -> SafeString | str:
        if not record.pk:
            return "—"
        address = getattr(record, "public_id", "") or record.slug
        merge, split = reverse("identity-merge", args=[self.opts.model_name]), [self.opts.model_name, address]
        tools = (
            (f"{merge}?one={address}", _("Merge with another…")),
            (reverse("identity-split", args=split), _("Split…")),
        )
        return format_html_join(" · ", '<a href="{}">{}</a>', tools)

    @admin.display(description=_("shown as"))
    def shown_as(self, record: Any) -> SafeString | str:
        if not record.canonical_id or record.is_canonical:
            return gettext("itself")
        url = reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_change", args=[record.canonical_id])
        return format_html('<a href="{}">{}</a>', url, self.label(record.canonical))

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return [*super().get_readonly_fields(request, obj), "shown_as", "identity"]


class DecisionAdmin(RecordAdmin):
    """Decisions on identity. Deleting one undoes it exactly: no fact was moved."""

    section = Section.IDENTITY
    list_display = ("record", "judgement", "other", "decided_by", "decided_on")
    list_filter = ("judgement",)
    list_select_related = ("record", "other", "decided_by")
    search_fields = ("record__slug", "other__slug", "reason")
    readonly_fields = ("decided_by",)
    ordering = ("-decided_on", "-pk")
    fieldsets = (
        (
            None,
            {
                "description": _(
                    "A decision moves nothing: both addresses stay, and the first record is shown as the"
                    " second. Delete the decision to undo it."
                ),
                "fields": ("record", "judgement", "other", "reason", "decided_by", "decided_on"),
            },
        ),
    )

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        of_split = ("record", "judgement", "other") if obj and obj.moved else ()
        return [*super().get_readonly_fields(request, obj), *of_split]

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A split is taken back where what it moved goes back too."""
        return super().has_delete_permission(request, obj) and not (obj and obj.moved)

    def save_model(self, request: HttpRequest, obj: Decision, form: Any, change: bool) -> None:
        obj.decided_by = request.user  # type: ignore[assignment]
        super().save_model(request, obj, form, change)


class NameAdmin(RecordAdmin):
    """Names have pages of their own for links; they are edited on the page of their record."""

    list_display = ("text", "kind", "language")
    list_filter = ("kind",)
    search_fields = ("text",)


class IdentifierAdmin(RecordAdmin):
    """Identifiers have pages of their own for links; they are edited on the page of their record."""

    list_display = ("value", "scheme")
    list_filter = ("scheme",)
    search_fields = ("value",)
