"""Rows that make more than one record: a fact is added with the citation that states it, a citation with a capacity."""

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from archive.admin.rows import RecordForm, RowForm, Rows
from archive.languages import listed
from events.models import Citation, Report

STATED_IN = "stated_in"


class CitationRules:
    """What a form knows of a citation beyond the row rules: the paragraphs are there in the report."""

    def clean(self) -> Any:
        cleaned = super().clean()  # type: ignore[misc]
        report = self.cleaned_data.get("report") or getattr(self.instance, "report", None)  # type: ignore[attr-defined]
        last = max(self.cleaned_data.get("paragraphs") or [0])  # type: ignore[attr-defined]
        if report and report.paragraphs and last > report.paragraphs:
            words = ngettext(
                "The report has %(many)d paragraph.", "The report has %(many)d paragraphs.", report.paragraphs
            )
            self.add_error("paragraphs", words % {"many": report.paragraphs})  # type: ignore[attr-defined]
        return cleaned


class Part(RecordForm):
    """A form inside a row. What its fields do not check is left to the database, which refuses it at the row: to ask
    before costs three queries for each rule and row."""

    def _get_validation_exclusions(self) -> set[str]:
        return {field.name for field in self._meta.model._meta.fields}


class CitationPart(CitationRules, Part):
    """The first citation of a new fact. Its report may be named once for all rows, at the top of the page."""

    fallback: Report | None = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["report"].required = False

    def clean_report(self) -> Report:
        report: Report | None = self.cleaned_data["report"] or self.fallback
        if report is None:
            raise forms.ValidationError(gettext("Choose the report that states this, here or at the top of the page."))
        self.instance.report = report
        return report


class CompoundRow(RowForm):
    """A row with forms inside it, for the records that a new row makes beside its own."""

    part_forms: Mapping[str, type[RecordForm]] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.part = {} if self.instance.pk else {word: self._make(word) for word in self.part_forms}

    def _make(self, word: str) -> RecordForm:
        data, optional = self.data if self.is_bound else None, word == "capacity"
        prefix = f"{self.prefix}-{word}"
        return self.part_forms[word](data, prefix=prefix, empty_permitted=optional, use_required_attribute=False)

    @property
    def parts(self) -> Iterable[RecordForm]:
        return self.part.values()

    def has_changed(self) -> bool:
        return super().has_changed() or any(part.has_changed() for part in self.parts)

    def full_clean(self) -> None:
        super().full_clean()
        if self.is_bound and (self.has_changed() or not self.empty_permitted):
            for word, part in self.part.items():
                self._errors.update({f"{word}-{name}": errors for name, errors in part.errors.items()})

    def save_capacity(self, citation: Citation) -> None:
        if "capacity" in self.part and self.part["capacity"].has_changed():
            capacity = self.part["capacity"].save(commit=False)
            capacity.citation = citation
            capacity.save()


class FactRow(CompoundRow):
    """A fact; a new one with its first citation."""

    @property
    def stated(self) -> list[dict[str, str]]:
        """The citations of a fact that is there, in few words, with the addresses where they are edited."""
        return [
            {"words": in_few_words(citation), "url": reverse("admin:events_citation_change", args=[citation.pk])}
            for citation in self.instance.citations.all()
        ]

    def state(self, fact: Any) -> None:
        citation = self.part["citation"].save(commit=False)
        setattr(citation, fact._meta.model_name, fact)
        citation.save()
        self.save_capacity(citation)


def in_few_words(citation: Citation) -> str:
    printed = [citation.name, citation.role, citation.date, citation.number, citation.words]
    capacities = [str(capacity) for capacity in citation.capacities.all()]
    said = "; ".join(f"“{words}”" for words in (*printed, *capacities) if words)
    paragraphs = ", ".join(map(str, citation.paragraphs))
    return f"{citation.report} ¶ {paragraphs} {said}".strip()


class FactRows(Rows):
    """Facts on the page of their forum, session or agreement."""

    @cached_property
    def forms(self) -> list[Any]:
        forms = super().forms
        for row in forms:
            if "citation" in row.part:
                row.part["citation"].fallback = self.stated_in
        return forms

    @cached_property
    def stated_in(self) -> Report | None:
        """The report named once for all new rows."""
        chosen = self.data.get(STATED_IN) or ""
        return Report.objects.in_bulk([chosen]).get(int(chosen)) if chosen.isdecimal() else None

    def save_row(self, form: Any, commit: bool) -> Any:
        fact = super().save_row(form, commit)
        form.state(fact)
        return fact


class CitationRow(CitationRules, CompoundRow):
    """A citation on the page of its fact; a new one with its first capacity."""

    @property
    def capacities(self) -> str:
        return listed(self.instance.capacities.all()) if self.instance.pk else ""


UNCITED = _("Give at least one citation: a fact lives while it is cited. To take the fact away, delete it.")


class CitationRows(Rows):
    default_error_messages = {**Rows.default_error_messages, "too_few_forms": UNCITED}

    def save_row(self, form: Any, commit: bool) -> Any:
        citation = super().save_row(form, commit)
        form.save_capacity(citation)
        return citation
