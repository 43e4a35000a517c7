"""Removing a person: facts, names, decisions and their history go, and the name is taken out of all other texts.

What stays is a digest of each address, so that it answers 410 and no file or form brings the person back. Others of the
same name keep theirs.
"""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.db import DatabaseError, connection, transaction
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views import View

from archive.database.refusals import refusal
from archive.history.recording import reason
from archive.history.redacting import count, every_text, pattern, redact
from archive.history.trail import Trail, events
from archive.identity.names import sort_key
from events.models import Appearance, Citation, Mention, Party, Phrase, ReportText
from people.models import Person, PersonName, Removal, digest

FACTS = (Appearance, Mention, Party)
EDITED = tuple((model, "person") for model in FACTS)
OWN = (Person, PersonName)  # where names of others stand, who may have the same
BY_TRIGGERS = (Phrase, Removal)
OTHERS = "appearance_id IS NOT NULL OR mention_id IS NOT NULL OR party_id IS NOT NULL"
# A single short word is in many others: it is taken out only when a curator says so.
LEAST = 2


@dataclass(frozen=True)
class Form:
    """A form of the name, and whether it is distinct enough to be taken out of texts unasked."""

    text: str

    @property
    def is_distinct(self) -> bool:
        return len(self.text.split()) >= LEAST or (not self.text.isascii() and len(self.text) >= LEAST)


class Removing:
    """The removal of a person and of all records that are the same."""

    def __init__(self, person: Person) -> None:
        self.person = person
        self.records = list(person.canonical.same_records.order_by("pk"))
        self.slugs = [record.slug for record in self.records]

    @cached_property
    def trails(self) -> list[Trail]:
        return [Trail(Person, record.pk, EDITED) for record in self.records]

    @property
    def rows(self) -> Iterable[Any]:
        return (row for trail in self.trails for row, _before in trail.pairs)

    @cached_property
    def forms(self) -> list[Form]:
        """Every form of the name that is or was known or printed."""
        found = dict.fromkeys(text for row in self.rows for text in _names(row) if text)
        return [Form(text) for text in found]

    @property
    def goes(self) -> list[tuple[Any, int]]:
        """What is deleted: kinds of rows that are there, with how many."""
        there = {(row.pgh_tracked_model, key[1]) for t in self.trails for key, row in t.now().items() if row}
        many = Counter(model for model, _pk in there)
        history = sum(len(trail.pairs) for trail in self.trails)
        named = [(model._meta.verbose_name_plural, number) for model, number in many.items()]
        return [*named, (_("rows of their history"), history)]

    def found(self, words: Collection[str]) -> list[tuple[Any, int]]:
        """In which other texts the words stand: kinds of rows, with how many."""
        mine = {row.pgh_tracked_model for row in self.rows}
        sought = self._pattern(words)
        tables = [(texts, count(texts, sought)) for texts in every_text(_left_out)]
        kinds = Counter()  # type: ignore[var-annotated]
        for texts, many in tables:
            if many and texts.model not in mine and not hasattr(texts.model, "pgh_tracked_model"):
                kinds[texts.model._meta.verbose_name_plural] += many
        return list(kinds.items())

    @property
    def namesakes(self) -> QuerySet[Person]:
        return Person.objects.spelled_like(self.person)

    def _pattern(self, words: Collection[str]) -> str:
        """The words; and the addresses, where texts quote them whole."""
        quoted = [rf'(?<="){slug}(?=")|(?<=/speakers/){slug}(?=/)' for slug in self.slugs]
        forms = dict.fromkeys([*words, *map(sort_key, words)])  # lists are put in order by keys made of names
        return "|".join([*filter(None, [pattern(forms)]), *quoted])

    def carry_out(self, words: Collection[str], why: str, user: Any) -> None:
        """All of it, or nothing."""
        with transaction.atomic(), reason("removal of a person’s data"):
            for model in FACTS:
                model.objects.filter(person__in=self.records).delete()
            Person.objects.filter(pk__in=[record.pk for record in self.records]).delete()
            self.__dict__.pop("trails", None)  # what went is in the history by now
            for model, ids in self._history().items():
                events(model).filter(pgh_id__in=ids).delete()
            self._redact(words)
            for slug in self.slugs:
                Removal.objects.create(digest=digest(slug), reason=why, removed_by=user)
            connection.check_constraints()

    def _history(self) -> dict[type[Model], list[int]]:
        ids: dict[type[Model], list[int]] = {}
        for row in self.rows:
            ids.setdefault(row.pgh_tracked_model, []).append(row.pgh_id)
        return ids

    def _redact(self, words: Collection[str]) -> None:
        """Rows first, then history: that of the rows is written anew as they change."""
        sought = self._pattern(words)
        ReportText.objects.filter(text__iregex=sought).update(redacted=True)
        tables = sorted(every_text(_left_out), key=lambda texts: hasattr(texts.model, "pgh_tracked_model"))
        for texts in tables:
            redact(texts, sought)


def _names(row: Any) -> Iterable[str]:
    """The forms of the name that a row of history holds."""
    match row.pgh_tracked_model.__name__:
        case "Person":
            both = (row.family, row.given)
            return (row.name, *(" ".join(parts) for parts in (both, both[::-1]) if all(parts)))
        case "PersonName":
            return (row.text,)
        case "Citation":
            return (row.name,)
    return ()


def _left_out(model: type[Model]) -> dict[str, str] | None:
    """Where the words mean somebody else: names of other persons, and what is printed of them."""
    tracked = getattr(model, "pgh_tracked_model", model)
    if tracked in OWN or model in BY_TRIGGERS:
        return None
    return {"name": OTHERS} if tracked is Citation else {}


class RemovalForm(forms.Form):
    words = forms.MultipleChoiceField(
        label=_("Forms of the name to take out of all other texts"), required=False, widget=forms.CheckboxSelectMultiple
    )
    why = forms.CharField(
        label=_("Why? Kept for curators, so do not write the name."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    sure = forms.BooleanField(label=_("I know that this can't be undone, not even from the history."))

    def __init__(self, removing: Removing, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.forms = removing.forms
        self.fields["words"].choices = [(form.text, form.text) for form in removing.forms]  # type: ignore[attr-defined]
        self.fields["words"].initial = [form.text for form in removing.forms if form.is_distinct]

    def clean_why(self) -> str:
        why = " ".join(str(self.cleaned_data["why"]).split())
        if any(form.text.casefold() in why.casefold() for form in self.forms):
            raise forms.ValidationError(gettext("The name is in the reason: leave it out, or it would stay."))
        return why


class RemovePerson(PermissionRequiredMixin, View):
    """Shows what would go, and lets it go."""

    permission_required = ("people.delete_person", "events.delete_citation")
    raise_exception = True
    http_method_names = ["get", "head", "post", "options"]

    @cached_property
    def removing(self) -> Removing:
        return Removing(get_object_or_404(Person.objects.select_related("canonical"), pk=self.kwargs["pk"]))

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self.show(RemovalForm(self.removing))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        form = RemovalForm(self.removing, request.POST)
        if not form.is_valid():
            return self.show(form)
        try:
            self.removing.carry_out(form.cleaned_data["words"], form.cleaned_data["why"], request.user)
        except DatabaseError as error:
            form.add_error(None, refusal(error).words)
            return self.show(form)
        messages.success(request, gettext("The person was removed, and the address says so."))
        return HttpResponseRedirect(reverse("admin:people_person_changelist"))

    def show(self, form: RemovalForm) -> HttpResponse:
        removing = self.removing
        context = {
            **admin.site.each_context(self.request),
            "title": gettext("Remove a person’s data"),
            "form": form,
            "removing": removing,
            "found": removing.found([one.text for one in removing.forms if one.is_distinct]),
        }
        return render(self.request, "admin/remove_person.html", context)
