"""The forms of the sheets' page, and the sheet that travels with the second, signed."""

from typing import Any

from django import forms
from django.core import signing
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from archive.history.recording import LONGEST_REASON
from events.interop.sheets.columns import SHEETS, Sheet
from events.interop.sheets.reading import Table, Unreadable, read_sheet

SALT = "rostrum.sheets"
MOST_CARRIED = 4_000_000
A_DAY = 24 * 60 * 60


class SheetForm(forms.Form):
    """A file, what it is of, and the report that its rows are from where they do not say."""

    kind = forms.ChoiceField(label=_("What the rows are"), choices=[(one.called, one.title) for one in SHEETS.values()])
    file = forms.FileField(label=_("File"), help_text=_("CSV in UTF-8 or XLSX; 10,000 rows and 4 MB at most."))
    report = forms.SlugField(
        label=_("Report of all rows"),
        required=False,
        max_length=120,
        help_text=_("Of appearances without a column “report”: the last part of the report’s address."),
    )

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        if not self.errors:
            try:
                said["table"] = read_sheet(said["file"].read(), SHEETS[said["kind"]])
            except Unreadable as error:
                self.add_error("file", str(error))
        return said


def packed(sheet: Sheet, table: Table, report: str, state: str, user: Any) -> str:
    """A sheet that was looked at, for the page to carry until it is confirmed. Raises Unreadable."""
    said = [user.pk, sheet.called, report, state, table.columns, table.rows]
    text = signing.dumps(said, salt=SALT, compress=True)
    if len(text) > MOST_CARRIED:
        raise Unreadable(gettext("The sheet holds too much for one go: divide it."))
    return text


class ConfirmForm(forms.Form):
    """A sheet that was looked at, and why it is brought in."""

    sheet = forms.CharField(widget=forms.HiddenInput)
    why = forms.CharField(
        label=_("Why, and where the sheet is from"),
        max_length=LONGEST_REASON,
        required=False,
        help_text=_("Kept in the history of each record."),
    )

    def __init__(self, user: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_sheet(self) -> dict[str, Any]:
        try:
            said = signing.loads(self.cleaned_data["sheet"], salt=SALT, max_age=A_DAY)
        except signing.BadSignature as error:
            raise forms.ValidationError(
                _("This is no sheet that was looked at today: choose the file again.")
            ) from error
        user, called, report, state, columns, rows = said
        if user != self.user.pk:
            raise forms.ValidationError(_("Somebody else looked at this sheet: choose the file again."))
        table = Table(tuple(columns), tuple((number, cells) for number, cells in rows))
        return {"sheet": SHEETS[called], "report": report, "state": state, "table": table}

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        if "bring" in self.data and not said.get("why"):
            self.add_error("why", _("Say why: it is kept with each change."))
        return said
