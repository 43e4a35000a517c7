"""CSL-JSON, which citation processors and Zotero read."""

from typing import Any

from archive.citing.works import ARCHIVE, Author, Kind, Work
from archive.dates import SEASONS, Edtf, Point, in_words, parse

TYPES = {Kind.TALK: "speech", Kind.EVENT: "event", Kind.NEWS: "article-newspaper", Kind.PAGE: "webpage"}


def as_csl(work: Work) -> dict[str, Any]:
    item = {
        "id": work.key,
        "type": TYPES[work.kind],
        "title": work.title,
        "author": [_name(author) for author in work.authors],
        "organizer": [{"literal": name} for name in work.organizers],
        "issued": csl_date(work.date),
        "container-title": work.publisher,
        "event-title": work.event,
        "event-place": work.place,
        "event-date": csl_date(work.date) if work.kind in (Kind.TALK, Kind.EVENT) else {},
        "genre": work.genre,
        "language": work.language,
        "URL": work.url,
        "version": work.version,
        "note": work.note,
        "source": ARCHIVE,
    }
    return {name: value for name, value in item.items() if value}


def csl_date(edtf: str) -> dict[str, Any]:
    """Parts where they say all that is known and no more, else the date in words."""
    if not edtf:
        return {}
    date = parse(edtf)
    return _in_parts(date) or {"literal": in_words(edtf)}


def _in_parts(date: Edtf) -> dict[str, Any]:
    ends = [date.start] if date.start == date.end else [date.start, date.end]
    points = [point for point in ends if point and point.known_year]
    seasons = [point.month for point in points if point.month in SEASONS]
    if len(points) < len(ends) or (seasons and len(points) > 1):
        return {}
    season = {"season": seasons[0] - 20} if seasons and seasons[0] else {}
    doubt = {"circa": True} if any(point.doubt for point in points) else {}
    return {"date-parts": [_parts(point) for point in points], **season, **doubt}


def _parts(point: Point) -> list[int]:
    month = None if point.month in SEASONS else point.month
    return [part for part in (point.known_year, month, point.day if month else None) if part]


def _name(author: Author) -> dict[str, str]:
    return {"family": author.family, "given": author.given} if author.is_split else {"literal": author.name}
