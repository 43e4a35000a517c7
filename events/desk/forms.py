"""The desk's plain forms: beginning a draft, and looking at its text."""

import re
from collections.abc import Callable
from hashlib import sha256
from typing import Any

from django import forms
from django.utils.text import get_valid_filename
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from events.desk.files import Unreadable, to_text
from events.desk.outline import FORMAT, MOST_BYTES, Unfit, check_outline, from_file
from events.desk.texts import LONGEST, apart, digest, joined
from events.models import Draft
from events.reportfile.reading import FileRefused, source

REMOVED = _("A person’s data was removed from this text on request: it is not taken in again.")
HEX = re.compile("[0-9a-f]{64}")


class StartForm(forms.Form):
    """Three ways to begin: words pasted, a file with the text, or a report file."""

    text = forms.CharField(
        required=False,
        strip=False,
        label=_("Paste the text"),
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("The whole text, as it was published."),
    )
    file = forms.FileField(
        required=False,
        label=_("or drop or choose a file with the text"),
        help_text=_("Text, HTML, PDF or Word (.txt, .html, .pdf, .docx), 5 MB at most."),
    )
    report_file = forms.FileField(
        required=False, label=_("or drop or choose a report file"), help_text=_("A .yaml file of this archive.")
    )

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        given = [
            name
            for name in ("text", "file", "report_file")
            if said.get(name) and (name != "text" or said[name].strip())
        ]
        if self.errors:
            return said
        if len(given) != 1:
            raise forms.ValidationError(_("Paste the text, or choose one file: one of the three."))
        if given == ["text"]:
            self.read = {"text": _bounded(said["text"]), "file": "pasted.txt"}
        elif given:
            self.read = _read(given[0], said[given[0]])
        return said

    def begin(self, user: Any) -> Draft:
        return Draft.objects.create(owner=user, **self.read)


def _bounded(text: str) -> str:
    if len(text) > LONGEST:
        raise forms.ValidationError(
            gettext("The text has more than %(most)d characters: is it one report?") % {"most": LONGEST}
        )
    return text.replace("\0", "")


def _read_text(file: Any) -> dict[str, Any]:
    try:
        text = to_text(file)
    except Unreadable as unreadable:
        raise forms.ValidationError(str(unreadable)) from unreadable
    return {"text": _bounded(text), "file": get_valid_filename(file.name)[:200]}


def _read_report_file(file: Any) -> dict[str, Any]:
    """A report file, finished or not: what is missing or wrong is told when it is to be published."""
    try:
        if file.size > MOST_BYTES:
            raise forms.ValidationError(_("The file is larger than 2 MB: divide the report."))
        said = source(file.read(), file.name).data
        if not isinstance(said, dict) or said.get("format", FORMAT) != FORMAT:
            raise forms.ValidationError(_("The file is no report file: its first line is “format: rostrum-report/1”."))
        check_outline(said)
    except FileRefused as refused:
        raise forms.ValidationError([str(problem) for problem in refused.problems]) from refused
    except Unfit as unfit:
        raise forms.ValidationError(f"{unfit.says} {unfit.mend}") from unfit
    based_on = str(said.get("based_on") or "")
    return {"document": from_file(said), "based_on": based_on if HEX.fullmatch(based_on) else ""}


READ: dict[str, Callable[[Any], dict[str, Any]]] = {"file": _read_text, "report_file": _read_report_file}


def _read(field: str, file: Any) -> dict[str, Any]:
    """What a chosen file holds; what is wrong with it is said where it was chosen, and by its name."""
    try:
        return READ[field](file)
    except forms.ValidationError as error:
        says = [says if says.startswith(file.name) else f"{file.name}: {says}" for says in error.messages]
        raise forms.ValidationError({field: says}) from error


class TextForm(forms.Form):
    """The paragraphs, one a line, to be looked at before the text is frozen; or a file with another text."""

    text = forms.CharField(
        required=False,
        strip=False,
        label=_("The paragraphs, one a line"),
        widget=forms.Textarea(attrs={"rows": 24}),
    )
    file = forms.FileField(
        required=False,
        label=_("or drop or choose a file with another text"),
        help_text=_("Text, HTML, PDF or Word (.txt, .html, .pdf, .docx), 5 MB at most."),
    )

    def __init__(self, *sent: Any, expected: str = "", redacted: str = "", **more: Any) -> None:
        self.expected = expected  # the digest of the text that the draft was made from
        self.redacted = redacted  # the digest of the text that somebody was removed from
        super().__init__(*sent, **more)

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        file = said.get("file")
        if file and self.expected != self.redacted and (exact := _exactly(file, self.expected)):
            return {"text": exact, "file": get_valid_filename(file.name)[:200], "is_expected": True}
        text = joined(_read("file", file)["text"]).text if file else apart(_bounded(said.get("text") or ""))
        if not text and not self.errors:
            raise forms.ValidationError(_("There is no text: paste it, or choose a file."))
        if self.redacted and (digest(text) == self.redacted or (file and _exactly(file, self.redacted))):
            raise forms.ValidationError(REMOVED)
        return {"text": text, "file": file and get_valid_filename(file.name)[:200]}


def _exactly(file: Any, expected: str) -> str:
    """The file's text as it is, if it is the one with this digest."""
    raw = file.read(LONGEST * 4)
    file.seek(0)
    try:
        return raw.decode() if expected and sha256(raw).hexdigest() == expected else ""
    except UnicodeDecodeError:
        return ""
