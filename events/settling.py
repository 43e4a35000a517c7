"""Settling a record: its own title and date, from what reports print and what a curator chose between them.

The value shown is the curator's choice where there is one, else that of the earliest citation. Until one is chosen, a
record is in the years of every date stated.
"""

from collections.abc import Collection

from django.db import models

from archive.bulk import fetch
from archive.dates import parse
from events.models import Agreement, Forum, Session
from events.models.forums import SETTLED


def settle_forums(ids: Collection[int]) -> None:
    """Derive title and date of the forums with these ids, and of all their sessions."""
    settle_events(ids, Session.objects.filter(forum__in=ids).values_list("pk", flat=True))


def settle_events(forums: Collection[int], sessions: Collection[int]) -> None:
    """Derive title and date of the forums and of the sessions with these ids."""
    _settle(Forum, "detail.forum_id", forums, "detail.session_id IS NULL")
    _settle(Session, "detail.session_id", sessions)


def settle_agreements(ids: Collection[int]) -> None:
    """Derive title and date of the agreements with these ids."""
    _settle(Agreement, "detail.agreement_id", ids)


# The records whose title or date may not be the one to show, and that: chosen by a curator, else cited first; and the
# dates whose years count. Years of several dates are told from those of one by their number, or where one has none.
STALE = """
    WITH stated AS (
        SELECT {key} AS id, detail.property, detail.value, citation.basis, choice.id AS choice, row_number() OVER (
            PARTITION BY {key}, detail.property
            ORDER BY choice.id NULLS LAST, report.earliest NULLS LAST, report.slug, citation.position) AS place
        FROM events_detail detail
        JOIN events_citation citation ON citation.detail_id = detail.id
        JOIN events_report report ON report.id = citation.report_id
        LEFT JOIN events_choice choice ON choice.forum_id = detail.forum_id
            AND choice.session_id IS NOT DISTINCT FROM detail.session_id
            AND choice.property = detail.property AND choice.value = detail.value
        WHERE detail.property IN ('title', 'date') AND {key} = ANY(%s) AND {of}
    ), dates AS (
        SELECT id, array_agg(DISTINCT value) AS each FROM stated WHERE property = 'date' GROUP BY id
    )
    SELECT record.id, record.label, coalesce(title.value, ''), coalesce(day.value, ''), coalesce(day.basis, ''),
        CASE WHEN day.choice IS NULL THEN dates.each ELSE ARRAY[day.value] END,
        record.title, record.edtf, record.basis, record.years
    FROM {table} record
    LEFT JOIN stated title ON title.id = record.id AND title.property = 'title' AND title.place = 1
    LEFT JOIN stated day ON day.id = record.id AND day.property = 'date' AND day.place = 1
    LEFT JOIN dates ON dates.id = record.id
    WHERE record.id = ANY(%s) AND (
        (record.title, record.edtf, record.basis)
            IS DISTINCT FROM (coalesce(title.value, ''), coalesce(day.value, ''), coalesce(day.basis, ''))
        OR cardinality(dates.each) > 1 OR cardinality(record.years) > 1 OR record.edtf LIKE '%%X%%')
"""


def _settle(model: type[models.Model], key: str, ids: Collection[int], of: str = "TRUE") -> None:
    wanted = list(ids)
    if not wanted:
        return
    statement = STALE.format(table=model._meta.db_table, key=key, of=of)
    for pk, label, title, edtf, basis, dates, *before in fetch(statement, [wanted, wanted]):
        years = sorted({year for text in dates or () for year in parse(text).years})
        if before != [title, edtf, basis, years]:
            record = model(pk=pk, label=label, title=title, edtf=edtf, basis=basis, years=years)
            record.save(update_fields=SETTLED)
