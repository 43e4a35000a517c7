"""Filling in the admin's forms as a browser does: all that the page shows, but for what is typed."""

from typing import Any

from django.forms import BaseForm
from django.test import Client
from django.urls import reverse


def page_of(record: Any) -> str:
    return reverse(f"admin:{record._meta.app_label}_{record._meta.model_name}_change", args=[record.pk])


def page_to_add(model: Any) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_add")


def filled(client: Client, page: str, **typed: Any) -> dict[str, Any]:
    """What the form of the page would send, with these fields typed (`-` in a field's name written as `__`)."""
    context = client.get(page).context
    sent = _values(context["adminform"].form)
    for inline in context["inline_admin_formsets"]:
        sent |= _values(inline.formset.management_form)
        for row in inline.formset.forms:
            sent |= _values(row)
            for part in getattr(row, "parts", ()):
                sent |= _values(part)
    return sent | {name.replace("__", "-"): value for name, value in typed.items()}


def added(client: Client, page: str, formset: str, *rows: dict[str, Any], **typed: Any) -> dict[str, Any]:
    """The same, with rows added to an inline."""
    sent = filled(client, page, **typed)
    first = int(sent[f"{formset}-TOTAL_FORMS"])
    for number, row in enumerate(rows, first):
        sent |= {f"{formset}-{number}-{name.replace('__', '-')}": value for name, value in row.items()}
    return sent | {f"{formset}-TOTAL_FORMS": first + len(rows)}


def errors(response: Any) -> list[str]:
    """What the page says is wrong; empty when it was saved."""
    if response.status_code == 302:
        return []
    said = response.context["errors"]
    return [str(message) for messages in said for message in ([messages] if isinstance(messages, str) else messages)]


def _values(form: BaseForm) -> dict[str, Any]:
    return {field.html_name: _sent(field) for field in form if not field.field.disabled and _sent(field) is not None}


def _sent(field: Any) -> Any:
    value = field.field.prepare_value(field.value())
    return getattr(value, "pk", value) if not isinstance(value, bool) else ("on" if value else None)
