"""Choosing a record in a form: by typing, never from a list of thousands.

Django's autocomplete asks the database for the label of each chosen value, and its field once more for the value:
600 queries on a page of 150 rows. Here the values of all rows are looked up together, one query a field. And what
thousands of options cost in templates, and hundreds of search boxes in the browser, is saved where there are rows.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from urllib.parse import urlencode

from django.contrib.admin.widgets import AutocompleteSelect
from django.db.models import Model
from django.forms import BaseForm, Media, ModelChoiceField, Select
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe


class PlainSelect(Select):
    """A list written without templates, of which a page of 150 rows would render thousands."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        widget = self.get_context(name, value, attrs)["widget"]
        options = [option for _, group, _ in widget["optgroups"] for option in group]
        chosen = {True: mark_safe(" selected"), False: ""}
        parts = ((option["value"], chosen[bool(option["selected"])], option["label"]) for option in options)
        inside = format_html_join("", '<option value="{}"{}>{}</option>', parts)
        return format_html('<select name="{}"{}>{}</select>', name, flatatt(widget["attrs"]), inside)


class RecordSelect(AutocompleteSelect):
    """An autocomplete that takes its labels from what its field knows; `within` narrows what is suggested."""

    within: int | None = None

    def get_url(self) -> str:
        url: str = super().get_url()
        return f"{url}?{urlencode({'within': self.within})}" if self.within else url

    def optgroups(self, name: str, value: Any, attr: Any = None) -> Any:
        field = self.choices.field
        if not all(str(chosen) in field.known for chosen in value if chosen):
            return super().optgroups(name, value, attr)
        options = [] if self.is_required else [self.create_option(name, "", "", False, 0)]
        for chosen in filter(None, value):
            label = field.label_from_instance(field.known[str(chosen)])
            options.append(self.create_option(name, chosen, label, True, len(options)))
        return [(None, options, 0)]


class RowSelect(PlainSelect, RecordSelect):  # type: ignore[misc]
    """One in a row, that becomes a search box when somebody goes to it."""

    def build_attrs(self, base_attrs: Any, extra_attrs: Any = None) -> dict[str, Any]:
        attrs: dict[str, Any] = super().build_attrs(base_attrs, extra_attrs)
        return {**attrs, "class": "row-select"}

    @property
    def media(self) -> Media:
        ours = Media(js=["admin/js/jquery.init.js", "admin/js/autocomplete.js", "admin-extras/row-select.js"])
        return RecordSelect(self.field, self.admin_site).media + ours


class RecordChoice(ModelChoiceField):  # type: ignore[type-arg]
    """A choice that first looks among the records found for all rows together."""

    known: Mapping[str, Model] = {}

    def to_python(self, value: Any) -> Any:
        return self.known.get(str(value)) or super().to_python(value)


def look_up(forms: Iterable[BaseForm]) -> None:
    """Find what the forms' choices hold: one query for each field that they share."""
    for fields in _alike(forms).values():
        chosen = {str(value) for _, value in fields if str(value or "").isdecimal()}
        queryset: Any = fields[0][0].queryset
        known = {str(pk): record for pk, record in queryset.in_bulk(chosen).items()} if chosen else {}
        for field, _ in fields:
            field.known = known


def _alike(forms: Iterable[BaseForm]) -> Mapping[tuple[type, str], list[tuple[RecordChoice, Any]]]:
    alike = defaultdict(list)
    for form, name, field in _choices(forms):
        alike[type(form), name].append((field, form[name].value()))
    return alike


def _choices(forms: Iterable[BaseForm]) -> Iterator[tuple[BaseForm, str, RecordChoice]]:
    for form in forms:
        for name, field in form.fields.items():
            if isinstance(field, RecordChoice):
                yield form, name, field
