"""Reports whose text is the same as a draft's, or nearly."""

from typing import Any

from django.db import connection

from events.models import Draft, Report
from events.paragraphs import split
from events.reportfile.verifying import opening_of

# How much of the smaller text both have: by sentences where the other's text is there, else by how paragraphs begin.
SHARED = """
    SELECT {report}, cardinality(ARRAY(SELECT unnest({column}) INTERSECT SELECT unnest(asked))) AS shared,
        least(cardinality({column}), cardinality(asked)) AS smaller
    FROM {table}, (SELECT {asked} AS asked) AS given
    WHERE {column} && asked
"""
BY_SENTENCES = SHARED.format(
    report="report_id", column="sentences", table="events_reporttext", asked="text_sentences(%s)"
)
BY_OPENINGS = SHARED.format(report="id", column="openings", table="events_report", asked="%s::varchar[]")
# From this likeness on a report is shown; openings say less than sentences, and a few may be chance.
ALIKE, ALIKE_OPENINGS, FEWEST_OPENINGS = 0.3, 0.5, 3


def near_copies(draft: Draft) -> list[dict[str, Any]]:
    """The most alike first."""
    if not draft.text_frozen:
        return []
    likeness = _likeness(draft)
    rows = Report.objects.filter(pk__in=likeness).exclude(pk=draft.report_id)
    found = [
        {"slug": one.slug, "name": one.name, "url": one.get_absolute_url(), "likeness": likeness[one.pk]}
        for one in rows
    ]
    return sorted(found, key=lambda one: (-one["likeness"], one["slug"]))


def _likeness(draft: Draft) -> dict[int, float]:
    """The reports that are alike, each with the share of the smaller text that both have."""
    openings = [opening_of(paragraph) for paragraph in split(draft.text)]
    found = {
        pk: shared / smaller
        for pk, shared, smaller in _rows(BY_OPENINGS, openings)
        if shared >= FEWEST_OPENINGS and shared / smaller >= ALIKE_OPENINGS
    }
    found |= {
        pk: shared / smaller for pk, shared, smaller in _rows(BY_SENTENCES, draft.text) if shared / smaller >= ALIKE
    }
    return found | dict.fromkeys(Report.objects.filter(sha256=draft.sha256).values_list("pk", flat=True), 1.0)


def _rows(statement: str, asked: Any) -> list[tuple[int, int, int]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, [asked])
        return cursor.fetchall()
