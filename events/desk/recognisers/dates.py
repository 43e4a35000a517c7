"""Dates as reports print them, in EDTF; what leaves the year or the day open is reckoned from the publication."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from events.desk.recognisers.spans import Suggestion, Text
from events.desk.recognisers.words import MONTHS, WEEKDAYS

MONTH = {name[:3]: number for number, name in enumerate(MONTHS, start=1)}
NAME = (
    r"(?P<month>(?:jan|febr)(?:uary)?|feb|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|"
    r"(?:nov|dec)(?:ember)?)\b\.?"
)
SECOND = NAME.replace("<month>", "<month2>")
DAY, DAY2 = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?", r"(?P<day2>[0-3]?\d)(?:st|nd|rd|th)?"
YEAR = r"(?P<year>(?:19|20)\d\d)"
TO = r"\s?(?:-|–|—|to|until|till|through|and|至|到|~|～)\s?"
ON = r"(?:(?:the|day|of)\s)*"
FORMS = [
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"\b{DAY}\s{NAME}(?:,?\s{YEAR})?{TO}{ON}{DAY2}\s{SECOND}(?:,?\s(?P<year2>(?:19|20)\d\d))?",
        rf"\b{NAME}\s{DAY}{TO}{SECOND}\s{DAY2}\b(?:,?\s{YEAR})?",
        rf"\b{DAY}{TO}{ON}{DAY2}\s(?:of\s)?{NAME}(?:,?\s{YEAR})?",
        rf"\b{NAME}\s{ON}{DAY}{TO}{DAY2}\b(?!\s?(?:am|pm|:))(?:,?\s{YEAR})?",
        rf"\b{DAY}\s(?:of\s)?{NAME}(?:,?\s{YEAR})?",
        rf"\b{NAME}\s{ON}{DAY}\b(?!:)(?:,?\s{YEAR})?",
        rf"\b{NAME}\s(?:of\s)?,?\s?{YEAR}\b",
        r"\b(?P<year>(?:19|20)\d\d)-(?P<iso>0[1-9]|1[0-2])-(?P<day>[0-3]\d)\b",
        r"\b(?P<year>(?:19|20)\d\d)[./](?P<iso>0?[1-9]|1[0-2])[./](?P<day>[0-3]?\d)\b",
        (
            r"(?:(?P<year>(?:19|20)\d\d)\s?年\s?)?(?P<iso>1[0-2]|0?[1-9])\s?月\s?(?P<day>[0-3]?\d)\s?[日号]?"
            r"(?:\s?(?:-|–|—|至|到|~|～)\s?(?:(?P<iso2>1[0-2]|0?[1-9])\s?月\s?)?(?P<day2>[0-3]?\d)\s?)?[日号]"
        ),
        r"(?P<year>(?:19|20)\d\d)\s?年\s?(?P<iso>1[0-2]|0?[1-9])\s?月(?!\s?\d)",
    )
]
WORDS = re.compile(
    rf"\b(?P<shift>yesterday|today|tomorrow|tonight)\b|\b(?P<which>last|next|this|on)\s(?P<weekday>{'|'.join(WEEKDAYS)})\b|"
    r"(?P<zh>昨[天日]|今[天日]|明[天日]|前天)",
    re.IGNORECASE,
)
SHIFTS = {"yesterday": -1, "today": 0, "tonight": 0, "tomorrow": 1, "昨天": -1, "昨日": -1, "今天": 0, "今日": 0}
SHIFTS |= {"明天": 1, "明日": 1, "前天": -2}


def dates(text: Text) -> Iterator[Suggestion]:
    """Every date of the text."""
    anchor = text.published or _first_full(text)
    for number, paragraph in text.numbered:
        for start, end, edtf, reason in _in(paragraph, anchor):
            yield Suggestion("date", number, start, end, paragraph[start:end], {"edtf": edtf}, reason)


def _first_full(text: Text) -> date | None:
    """The first whole date of the text, its dateline as a rule, where the publication's day is not given."""
    for _, paragraph in text.numbered:
        for _, _, edtf, reason in _in(paragraph, None):
            day = edtf.partition("/")[0]
            if reason == "printed" and len(day) == 10:
                return date.fromisoformat(day)
    return None


def _in(paragraph: str, anchor: date | None) -> Iterator[tuple[int, int, str, str]]:
    taken: set[int] = set()
    for form in FORMS:
        for match in form.finditer(paragraph):
            start, end = match.span()
            if not taken.isdisjoint(range(start, end)):
                continue
            taken.update(range(start, end))
            if edtf := _edtf(match.groupdict(), anchor):
                yield start, end, edtf, "printed" if match.groupdict().get("year") else "year of the publication"
    for match in WORDS.finditer(paragraph) if anchor else ():
        assert anchor
        yield *match.span(), _reckoned(match, anchor).isoformat(), "reckoned from the publication"


def _edtf(parts: dict[str, str | None], anchor: date | None) -> str | None:
    year = int(parts["year"] or 0) if parts.get("year") else None
    month = _month(parts.get("month"), parts.get("iso"))
    if month is None:
        return None
    if year is None:
        if parts.get("year2"):
            year = int(parts["year2"] or 0)
        elif anchor is None:
            return None
        else:
            year = _nearest_year(anchor, month, int(parts["day"] or 1))
    start = _point(year, month, parts.get("day"))
    if not parts.get("day2"):
        return start
    last = _month(parts.get("month2"), parts.get("iso2")) or month
    end = _point(int(parts.get("year2") or (year + (last < month))), last, parts["day2"])
    return f"{start}/{end}" if start and end and start < end else None


def _month(name: str | None, number: str | None) -> int | None:
    return MONTH[name[:3].lower()] if name else int(number) if number else None


def _nearest_year(anchor: date, month: int, day: int) -> int:
    """The year that brings a day of a month nearest to the publication."""
    years = (anchor.year - 1, anchor.year, anchor.year + 1)
    return min(years, key=lambda year: abs((date(year, month, min(day or 1, 28)) - anchor).days))


def _point(year: int, month: int, day: str | None) -> str | None:
    try:
        return date(year, month, int(day)).isoformat() if day else f"{year}-{month:02}"
    except ValueError:
        return None


def _reckoned(match: re.Match[str], anchor: date) -> date:
    if word := (match["shift"] or match["zh"] or "").lower():
        return anchor + timedelta(SHIFTS[word])
    weekday, which = WEEKDAYS.index(match["weekday"].lower()), match["which"].lower()
    if which == "next":
        return anchor + timedelta((weekday - anchor.weekday() - 1) % 7 + 1)
    back = (anchor.weekday() - weekday) % 7
    return anchor - timedelta(back or (7 if which == "last" else 0))
