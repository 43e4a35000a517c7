"""The moments of the protocol: seconds in UTC, or whole days."""

import re
from datetime import UTC, datetime, timedelta

from events.interop.oai.errors import BadArgument

SECONDS, DAYS = "%Y-%m-%dT%H:%M:%SZ", "%Y-%m-%d"
FORMS = {
    re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", re.ASCII): SECONDS,
    re.compile(r"\d{4}-\d\d-\d\d", re.ASCII): DAYS,
}
LENGTHS = {SECONDS: timedelta(seconds=1), DAYS: timedelta(days=1)}


def stamp(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime(SECONDS)


def span(first: str, last: str) -> tuple[datetime | None, datetime | None]:
    """From the first moment to the end of the last one, which counts."""
    start, end = (_parsed(text) if text else None for text in (first, last))
    if start and end and start[1] != end[1]:
        raise BadArgument("from and until differ in granularity: write both as days or both in seconds.")
    if start and end and start[0] > end[0]:
        raise BadArgument("until is before from.")
    return start and start[0], end and _after(*end)


def _parsed(text: str) -> tuple[datetime, str]:
    for form, pattern in FORMS.items():
        if form.fullmatch(text):
            try:
                return datetime.strptime(text, pattern).replace(tzinfo=UTC), pattern
            except ValueError:
                break
    raise BadArgument(f"{text!r} is no date: write YYYY-MM-DD or YYYY-MM-DDThh:mm:ssZ.")


def _after(moment: datetime, pattern: str) -> datetime:
    """The end of the day or the second; of the last that there is, itself."""
    try:
        return moment + LENGTHS[pattern]
    except OverflowError:
        return moment
