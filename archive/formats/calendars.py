"""Dated records as a calendar (iCalendar): only days that are known for certain become events.

Each app registers its own dated kinds with `occasion.register`. What is not known to the day, or not for certain, is
left out, and the calendar says how many records that are.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import singledispatch
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from icalendar import Calendar, Event, vText, vUri

from archive.formats.format import Format
from archive.formats.selections import Selection
from archive.languages import fixed_address
from archive.serving.streams import Pieces, streamed

MEDIA_TYPE = "text/calendar"
BEGIN, END = b"BEGIN:VCALENDAR\r\n", b"END:VCALENDAR\r\n"
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Occasion:
    """A record as an event of whole days; the status is one that iCalendar knows."""

    name: str
    first: date
    last: date
    status: str
    places: list[str] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    kind: str = ""


@singledispatch
def occasion(record: Any) -> Occasion:
    """The record, which is dated to the day, as an event."""
    raise TypeError(f"{type(record).__name__} is no occasion: register how it is one with occasion.register.")


def as_calendar(page: Any) -> HttpResponseBase:
    return streamed(_written(page.title_in_full, page.occasions, page.request), page.file("ics"), MEDIA_TYPE)


CALENDAR = Format("ics", _("Calendar (iCalendar)"), MEDIA_TYPE, as_calendar, is_counted=False)


def _written(title: str, every: Selection, request: HttpRequest) -> Pieces:
    yield BEGIN
    to_the_day = every.rows.model._default_manager.to_the_day()
    yield _calendar(title, every.many_beside(to_the_day)).to_ical().removeprefix(BEGIN).removesuffix(END)
    dated = every.among(to_the_day)
    yield from dated.pieces(lambda records: b"".join(_event(one, request).to_ical() for one in records))
    yield END


def _calendar(title: str, left_out: int) -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", "-//Rostrum//Archive of forums//EN")
    calendar.add("version", "2.0")
    about = _said_of(left_out)
    # The names that programs know from before there was a standard for it, beside those of the standard.
    said = {"name": title, "x-wr-calname": title, "description": about, "x-wr-caldesc": about}
    for name, words in (said | {"x-rostrum-left-out": str(left_out)}).items():
        calendar.add(name, vText(words))
    return calendar


def _said_of(left_out: int) -> str:
    if not left_out:
        return gettext("The date of every record is known to the day.")
    return ngettext(
        "%(many)d record is left out: its date is not known to the day, or not for certain.",
        "%(many)d records are left out: their dates are not known to the day, or not for certain.",
        left_out,
    ) % {"many": left_out}


def _event(record: Any, request: HttpRequest) -> Event:
    told, whole = occasion(record), request.build_absolute_uri
    event = Event()
    event.add("uid", f"{fixed_address(record.get_absolute_url).strip('/')}@{request.get_host()}")
    for name in ("dtstamp", "last-modified"):  # made anew, it is the same until the record changes
        event.add(name, record.changed)
    event.add("dtstart", told.first)
    event.add("dtend", told.last + ONE_DAY)
    event.add("summary", told.name)
    event.add("url", vUri(whole(record.get_absolute_url())))
    event.add("status", told.status)
    event.add("transp", "TRANSPARENT")
    said = {
        "location": ", ".join(told.places),
        "description": "\n".join(filter(None, told.words)),
        "categories": told.kind,
    }
    for name, words in said.items():
        if words:
            event.add(name, words)
    return event
