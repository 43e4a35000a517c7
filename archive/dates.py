"""Dates as reports give them: EDTF (ISO 8601-2, levels 0 and 1, years 0001 to 9999) and the days it spans.

A date is kept as its EDTF string beside the earliest and the latest day it can mean. An unknown or open end
has no day, and doubt (`?`, `~`, `%`) is kept but widens nothing. A season is only as precise as its year: which
months it means depends on the hemisphere, and no report has said.
"""

import calendar
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, Self

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Coalesce
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext, pgettext
from django.utils.translation import gettext_lazy as _

LONGEST = 64
DATE = re.compile(
    r"(?P<year>\d{4}|\d{3}X|\d{2}XX)(?:-(?P<month>\d\d|XX)(?:-(?P<day>\d\d|XX)(?P<time>T[0-9:.Z+-]+)?)?)?(?P<doubt>[?~%])?",
    re.ASCII,
)
TIME = re.compile(r"T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(Z|[+-]([01]\d|2[0-3])(:[0-5]\d)?)?", re.ASCII)
SEASONS = {
    21: _("spring %(year)s"),
    22: _("summer %(year)s"),
    23: _("autumn %(year)s"),
    24: _("winter %(year)s"),
}

DOUBTS = {
    "?": _("%(date)s (uncertain)"),
    "~": _("about %(date)s"),
    "%": _("about %(date)s (uncertain)"),
}


# As the database reads it: a day, with or without a time, or a range of days.
DAY = r"\d{4}-\d{2}-\d{2}(T[0-9:.Z+-]+)?"
TO_THE_DAY = f"^{DAY}(/{DAY})?$"
A_DAY = f"^{DAY}$"


class EdtfError(ValueError):
    """The text is not a date this archive can keep; the message says why and how to mend it."""


@dataclass(frozen=True)
class Point:
    """One date, as precise as it is: `month` is 21 to 24 for a season; None is what is not said or not known."""

    year: str
    month: int | None = None
    day: int | None = None
    doubt: str = ""

    @property
    def earliest(self) -> date:
        year = max(int(self.year.replace("X", "0")), 1)
        return date(year, self._month or 1, self.day or 1)

    @property
    def latest(self) -> date:
        year, month = int(self.year.replace("X", "9")), self._month or 12
        return date(year, month, self.day or calendar.monthrange(year, month)[1])

    @property
    def _month(self) -> int | None:
        return None if self.month in SEASONS else self.month

    @property
    def iso(self) -> str:
        """By ISO 8601, as precise as it is: 2023, 2024-11, 2024-11-04; empty where it is in doubt."""
        parts = (self.month, self.day) if self._month else ()
        return "" if self.doubt or "X" in self.year else "-".join([self.year, *(f"{one:02}" for one in parts if one)])

    @property
    def known_year(self) -> int | None:
        return None if "X" in self.year else int(self.year)


@dataclass(frozen=True)
class Edtf:
    """A parsed date. `start` and `end` are the same Point for a single date; None for an unknown or open end."""

    text: str
    start: Point | None
    end: Point | None

    @property
    def earliest(self) -> date | None:
        return self.start.earliest if self.start else None

    @property
    def latest(self) -> date | None:
        return self.end.latest if self.end else None

    @property
    def years(self) -> list[int]:
        """Every year the date is known to touch: none for a decade, only the known end of a half-known range."""
        ends = [point.known_year for point in (self.start, self.end) if point]
        known = [year for year in ends if year is not None]
        return list(range(min(known), max(known) + 1)) if known and len(known) == len(ends) else known


def parse(text: str) -> Edtf:
    """Parse one EDTF string; raise EdtfError with the reason."""
    if len(text) > LONGEST:
        raise EdtfError(gettext("is longer than %(most)d characters: write START/END at most") % {"most": LONGEST})
    if "/" not in text:
        point = _point(text)
        return Edtf(text, point, point)
    parts = text.split("/")
    if len(parts) != 2 or set(parts) <= {"", ".."}:
        raise EdtfError(
            gettext("is not an interval: write START/END, with nothing or .. for one end that is not known or open")
        )
    start, end = (None if part in ("", "..") else _point(part) for part in parts)
    if start and end and start.earliest > end.latest:
        raise EdtfError(gettext("ends before it starts: put the earlier date first"))
    return Edtf(text, start, end)


def _point(text: str) -> Point:
    match = DATE.fullmatch(text)
    if not match:
        words = gettext(
            "has %(text)s, which is not YYYY, YYYY-MM or YYYY-MM-DD (EDTF; X for an unknown digit, ? for doubt)"
        )
        raise EdtfError(words % {"text": repr(text)})
    year, month, day = match["year"], _number(match["month"]), _number(match["day"])
    if year == "0000":
        raise EdtfError(gettext("has the year 0000: years run from 0001 to 9999"))
    if "X" in year and (month or day):
        raise EdtfError(gettext("names a month of an unknown year: leave the month out or write XX"))
    if month is None and day is not None:
        raise EdtfError(gettext("names a day of an unknown month: write XX for the day too"))
    if month is not None and not (1 <= month <= 12 or (month in SEASONS and not match["day"])):
        words = gettext("has the month %(month)02d: months run from 01 to 12, seasons from 21 to 24 without a day")
        raise EdtfError(words % {"month": month})
    if month and day is not None and not 1 <= day <= calendar.monthrange(int(year), month)[1]:
        words = gettext("has the day %(day)02d, which %(month)s does not have")
        raise EdtfError(words % {"day": day, "month": f"{year}-{month:02}"})
    if match["time"] and not (day and TIME.fullmatch(match["time"]) and not match["doubt"]):
        raise EdtfError(gettext("has a time that is not Thh:mm:ss after a whole day, without doubt"))
    return Point(year, month, day, match["doubt"] or "")


def _number(digits: str | None) -> int | None:
    return None if digits in (None, "XX") else int(digits)  # type: ignore[arg-type]


def validate_edtf(text: str) -> None:
    """The same rule for forms: a field error instead of an EdtfError."""
    try:
        parse(text)
    except EdtfError as error:
        message = gettext("%(date)s %(what_is_wrong)s.") % {"date": text, "what_is_wrong": error}
        raise ValidationError(message, code="edtf") from error


def in_words(text: str) -> str:
    """The date in words that say no more than is known: “until 5 November 2016”, “4–6 November 2024”, “2023”."""
    return _in_words(text, get_language()) if text else ""


@lru_cache(maxsize=10_000)  # a list says the same days again and again
def _in_words(text: str, language: str | None) -> str:
    edtf = parse(text)
    if edtf.start is None and edtf.end:
        return gettext("until %(date)s") % {"date": _point_in_words(edtf.end)}
    if edtf.end is None and edtf.start:
        return gettext("from %(date)s") % {"date": _point_in_words(edtf.start)}
    assert edtf.start and edtf.end
    if edtf.start == edtf.end:
        return _point_in_words(edtf.start)
    return _range_in_words(edtf.start, edtf.end)


def _range_in_words(start: Point, end: Point) -> str:
    same_year = start.year == end.year and not start.doubt
    if same_year and start.month == end.month and start.day and end.day:
        words = pgettext("days of one month", "%(first)s–%(last)s")
        first, last = (
            pgettext("first of some days of one month", "j"),
            pgettext("last of some days of one month", "j F Y"),
        )
    elif same_year and start.day and end.day:
        words = pgettext("dates of one year", "%(first)s – %(last)s")
        first, last = (
            pgettext("first of two dates of one year", "j F"),
            pgettext("last of two dates of one year", "j F Y"),
        )
    else:
        words = pgettext("two dates", "%(first)s – %(last)s")
        return words % {"first": _point_in_words(start), "last": _point_in_words(end)}
    return words % {
        "first": date_format(start.earliest, first),
        "last": _in_doubt(end, date_format(end.earliest, last)),
    }


def _point_in_words(point: Point) -> str:
    return _in_doubt(point, _certain_in_words(point))


def _in_doubt(point: Point, words: str) -> str:
    return DOUBTS[point.doubt] % {"date": words} if point.doubt else words


def _certain_in_words(point: Point) -> str:
    if point.year.endswith("XX"):
        return gettext("between %(first)s and %(last)s") % {
            "first": point.year[:2] + "00",
            "last": point.year[:2] + "99",
        }
    if point.year.endswith("X"):
        return gettext("the %(decade)ss") % {"decade": point.year[:3] + "0"}
    if point.month in SEASONS:
        return SEASONS[point.month] % {"year": int(point.year)}
    if point.day:
        return day_in_words(point.earliest)
    if point.month:
        return date_format(point.earliest, pgettext("a month", "F Y"))
    return pgettext("a year", "%(year)s") % {"year": int(point.year)}


def day_in_words(day: date) -> str:
    return date_format(day, pgettext("a day", "j F Y"))


class Basis(models.TextChoices):
    STATED = "stated", _("stated")
    DATELINE = "dateline", _("from the dateline")
    RECKONED = "reckoned", _("reckoned")
    INFERRED = "inferred", _("inferred by a curator")


class EdtfField(models.CharField):
    """An EDTF string; writing a row with it computes the row's `earliest`, `latest` and, if it is to, `years`."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"max_length": LONGEST, "blank": True, "validators": [validate_edtf], **kwargs})

    def pre_save(self, instance: models.Model, add: bool) -> str:
        text = getattr(instance, self.attname)
        edtf = parse(text) if text else None
        instance.earliest = edtf and edtf.earliest  # type: ignore[attr-defined]
        instance.latest = edtf and edtf.latest  # type: ignore[attr-defined]
        if instance.GIVES_YEARS:  # type: ignore[attr-defined]
            instance.years = edtf.years if edtf else []  # type: ignore[attr-defined]
        return text


class DatedQuerySet(models.QuerySet[Any]):
    def by_day(self) -> Self:
        """With the day that puts them in order, `sort_day`, where that is not a column of theirs."""
        return self

    def to_the_day(self) -> Self:
        """Those whose days are known, the first and the last, and not in doubt."""
        return self.filter(edtf__regex=TO_THE_DAY, latest__lt=date.max)

    def latest_first(self) -> Self:
        return self.by_day().order_by("-sort_day", "pk")


class SortDayField(models.GeneratedField):
    """The day that puts a dated row in order, stored; where no date is known, before all days."""

    def __init__(self, **kwargs: Any) -> None:
        day = Coalesce("earliest", "latest", models.Value(date.min))
        super().__init__(**{"expression": day, "output_field": models.DateField(), "db_persist": True, **kwargs})


def latest_first(facts: Iterable[Any]) -> list[Any]:
    """Facts by the day of what they are about, those of one day as they came in."""
    return sorted(facts, key=lambda fact: (-fact.dated.day.toordinal(), fact.pk))


class Dated(models.Model):
    """A row with a date: the EDTF string, the days it spans, and the years it is known to touch."""

    edtf = EdtfField(
        help_text=_(
            "EDTF: 2024-11-04, 2024-11, 2023, 2024-11-04/2024-11-06, /2016-11-05 (end known only); ? for doubt."
        )
    )
    earliest = models.DateField(null=True, blank=True, editable=False, db_index=True)
    latest = models.DateField(null=True, blank=True, editable=False)
    years = ArrayField(models.IntegerField(), default=list, blank=True, editable=False)

    GIVES_YEARS = True

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=models.Q(earliest__lte=models.F("latest"))
                | models.Q(earliest__isnull=True)
                | models.Q(latest__isnull=True),
                name="%(app_label)s_%(class)s_starts_before_it_ends",
                violation_error_message=_("The date ends before it starts."),
            ),
            models.CheckConstraint(
                condition=(models.Q(edtf="") & models.Q(earliest__isnull=True, latest__isnull=True))
                | (~models.Q(edtf="") & (models.Q(earliest__isnull=False) | models.Q(latest__isnull=False))),
                name="%(app_label)s_%(class)s_days_belong_to_a_date",
                violation_error_message=_("The days a date spans come from its EDTF string."),
            ),
        ]

    @property
    def day(self) -> date:
        """The day that puts it in order."""
        return self.earliest or self.latest or date.min

    @property
    def date_in_words(self) -> str:
        return in_words(self.edtf)
