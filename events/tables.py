"""Forums, sessions and reports as rows of a table."""

from typing import Any

from archive.formats.tables import Columns, columns
from events.models import Forum, Report, Session

DATED: Columns = {
    "date": lambda one: one.edtf,
    "earliest": lambda one: one.earliest,
    "latest": lambda one: one.latest,
    "date_as_printed": lambda one: one.date_as_printed,
    "date_basis": lambda one: one.basis,
}
HELD: Columns = {
    "standing": lambda one: one.standing,
    "places": lambda one: [where.place.name for where in one.places],
    "place_slugs": lambda one: [where.place.slug for where in one.places],
    "countries": lambda one: list(dict.fromkeys(where.place.land.slug for where in one.places)),
    "reports": lambda one: [report.slug for report in one.reports],
}


@columns.register
def _(record: Forum) -> Columns:
    return {
        "slug": lambda one: one.slug,
        "name": lambda one: one.name,
        "title": lambda one: one.title,
        "kind": lambda one: one.kind,
        "coverage": lambda one: one.coverage,
        **DATED,
        **HELD,
        "part_of": lambda one: _slug(one.part_of),
        "series": lambda one: one.series and one.series.slug,
        "appearances": lambda one: one.appearances_made,
    }


@columns.register
def _(record: Session) -> Columns:
    return {
        "id": lambda one: one.public_id,
        "forum": lambda one: one.forum.canonical.slug,
        "name": lambda one: one.name,
        "title": lambda one: one.title,
        "kind": lambda one: one.kind,
        "order": lambda one: one.order,
        "parent": lambda one: one.parent and one.parent.canonical.public_id,
        **DATED,
        **HELD,
    }


@columns.register
def _(record: Report) -> Columns:
    return {
        "slug": lambda one: one.slug,
        "name": lambda one: one.name,
        "title": lambda one: one.title,
        "kind": lambda one: one.kind,
        "publisher": lambda one: _slug(one.publisher),
        "publisher_as_printed": lambda one: one.publisher_printed,
        "published": lambda one: one.edtf,
        "published_as_printed": lambda one: one.published_printed,
        "language": lambda one: one.language,
        "entered": lambda one: one.entered,
        "report_url": lambda one: one.url,
        "file": lambda one: one.file,
        "people": lambda one: one.counts["people"],
        "organizations": lambda one: one.counts["organizations"],
        "forums": lambda one: one.counts["forums"],
        "citations": lambda one: one.counts["citations"],
    }


def _slug(record: Any) -> str:
    return record.canonical.slug if record else ""
