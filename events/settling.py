"""Settling a record: its own title and date, from what reports print and what a curator chose between them.

The value shown is the curator's choice where there is one, else that of the earliest citation.
"""

from collections.abc import Collection

from django.db import models

from archive.bulk import fetch
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


# The records whose title or date is not the one to show, and that: chosen by a curator, else cited first.
STALE = """
    WITH shown AS (
        SELECT DISTINCT ON ({key}, detail.property)
            {key} AS id, detail.property, detail.value, citation.basis
        FROM events_detail detail
        JOIN events_citation citation ON citation.detail_id = detail.id
        JOIN events_report report ON report.id = citation.report_id
        LEFT JOIN events_choice choice ON choice.forum_id = detail.forum_id
            AND choice.session_id IS NOT DISTINCT FROM detail.session_id
            AND choice.property = detail.property AND choice.value = detail.value
        WHERE detail.property IN ('title', 'date') AND {key} = ANY(%s) AND {of}
        ORDER BY {key}, detail.property,
            choice.id NULLS LAST, report.earliest NULLS LAST, report.slug, citation.position)
    SELECT record.id, record.label, coalesce(title.value, ''), coalesce(day.value, ''), coalesce(day.basis, '')
    FROM {table} record
    LEFT JOIN shown title ON title.id = record.id AND title.property = 'title'
    LEFT JOIN shown day ON day.id = record.id AND day.property = 'date'
    WHERE record.id = ANY(%s) AND (record.title, record.edtf, record.basis)
        IS DISTINCT FROM (coalesce(title.value, ''), coalesce(day.value, ''), coalesce(day.basis, ''))
"""


def _settle(model: type[models.Model], key: str, ids: Collection[int], of: str = "TRUE") -> None:
    wanted = list(ids)
    if not wanted:
        return
    statement = STALE.format(table=model._meta.db_table, key=key, of=of)
    for pk, label, title, edtf, basis in fetch(statement, [wanted, wanted]):
        model(pk=pk, label=label, title=title, edtf=edtf, basis=basis).save(update_fields=SETTLED)
