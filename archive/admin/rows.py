"""Forms, and rows of forms: they cost no query each, and take a refusal of the database as an error of theirs."""

from collections.abc import Iterable
from functools import cached_property
from typing import Any

import pgtrigger
from django.db.models import Model
from django.forms import BaseForm, BaseInlineFormSet, ModelForm
from django.forms.models import InlineForeignKeyField
from django.forms.utils import ErrorDict

from archive.admin.choosing import look_up
from archive.database.refusals import Refusal, refused_at


class RecordForm(ModelForm):  # type: ignore[type-arg]
    """A form that shows what the database refused of it."""

    refusal: Refusal | None = None

    def clean(self) -> dict[str, Any] | None:
        if self.refusal and self.refusal.prefix == self.prefix:
            self.add_error(None, self.refusal.words)
        return super().clean()

    def _get_validation_exclusions(self) -> set[str]:
        """Rules about a parent wait until it is saved and has a key: the database asks them then."""
        exclude: set[str] = super()._get_validation_exclusions()  # type: ignore[misc]
        return exclude | {name for name, field in self.fields.items() if _is_unsaved_parent(field)}


def _is_unsaved_parent(field: Any) -> bool:
    return isinstance(field, InlineForeignKeyField) and field.parent_instance.pk is None


def fixed_fields(model: type[Model]) -> tuple[str, ...]:
    """The fields that a trigger keeps as they were first written."""
    triggers = (trigger for trigger in getattr(model._meta, "triggers", ()) if isinstance(trigger, pgtrigger.ReadOnly))
    return tuple(name for trigger in triggers for name in trigger.fields or ())


class RowForm(RecordForm):
    """A row of an inline: one that nobody touched is neither checked nor saved."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in fixed_fields(type(self.instance)) if self.instance.pk else ():
            if name in self.fields:
                self.fields[name].disabled = True

    @property
    def parts(self) -> Iterable[BaseForm]:
        """Forms inside the row."""
        return ()

    def full_clean(self) -> None:
        if self.is_bound and self.instance.pk and not self.has_changed():
            self._errors, self.cleaned_data = ErrorDict(), {}
        else:
            super().full_clean()


class Rows(BaseInlineFormSet):  # type: ignore[type-arg]
    """The rows of an inline, whose choices are looked up together."""

    # Keys that a new row takes over from the record it belongs to.
    inherits: tuple[str, ...] = ()

    @cached_property
    def forms(self) -> list[Any]:
        forms: list[Any] = super().forms
        look_up(form for row in forms for form in (row, *row.parts))
        return forms

    def save_new(self, form: Any, commit: bool = True) -> Any:
        for name in self.inherits:
            setattr(form.instance, name, getattr(self.instance, name))
        with refused_at(form.prefix):
            return self.save_row(form, commit)

    def save_row(self, form: Any, commit: bool) -> Any:
        """Save a new row; for formsets whose rows make more than one record."""
        return super().save_new(form, commit=commit)

    def save_existing(self, form: Any, obj: Model, commit: bool = True) -> Any:
        with refused_at(form.prefix):
            return super().save_existing(form, obj, commit=commit)
