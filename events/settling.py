"""Settling a record: its own title and date, from what reports print and what a curator chose between them.

The value shown is the curator's choice where there is one, else that of the earliest citation.
"""

from collections.abc import Collection
from typing import Any

from django.db import models
from django.db.models import QuerySet

from archive.bulk import fetch
from events.models import Agreement, Detail, Forum, Session
from events.models.forums import SETTLED

COLUMNS = ("title", "edtf", "basis")


def settle_forums(ids: Collection[int]) -> None:
    """Derive title and date of the forums with these ids, and of all their sessions."""
    settle_events(ids, Session.objects.filter(forum__in=ids).values_list("pk", flat=True))


def settle_events(forums: Collection[int], sessions: Collection[int]) -> None:
    """Derive title and date of the forums and of the sessions with these ids."""
    _settle(Forum.objects.all(), "detail.session_id IS NULL AND detail.forum_id = ANY(%s)", forums)
    _settle(Session.objects.all(), "detail.session_id = ANY(%s)", sessions)


def settle_agreements(ids: Collection[int]) -> None:
    """Derive title and date of the agreements with these ids."""
    _settle(Agreement.objects.all(), "detail.agreement_id = ANY(%s)", ids)


# The value of each title and date to show: chosen by a curator, else cited first.
SHOWN = """
    SELECT DISTINCT ON (detail.forum_id, detail.session_id, detail.agreement_id, detail.property)
        coalesce(detail.session_id, detail.agreement_id, detail.forum_id), detail.property, detail.value, citation.basis
    FROM events_detail detail
    JOIN events_citation citation ON citation.detail_id = detail.id
    JOIN events_report report ON report.id = citation.report_id
    LEFT JOIN events_choice choice ON choice.forum_id = detail.forum_id
        AND choice.session_id IS NOT DISTINCT FROM detail.session_id
        AND choice.property = detail.property AND choice.value = detail.value
    WHERE detail.property IN ('title', 'date') AND {which}
    ORDER BY detail.forum_id, detail.session_id, detail.agreement_id, detail.property,
        choice.id NULLS LAST, report.earliest NULLS LAST, report.slug, citation.position
"""


def _settle(records: QuerySet[Any], which: str, ids: Collection[int]) -> None:
    if not ids:
        return
    values: dict[int, dict[str, str]] = {}
    for pk, name, value, basis in fetch(SHOWN.format(which=which), [list(ids)]):
        shown = {"title": value} if name == Detail.Property.TITLE else {"edtf": value, "basis": basis}
        values[pk] = values.get(pk, {}) | shown
    for record in records.filter(pk__in=ids):
        if _take(record, values.get(record.pk, {})):
            record.save(update_fields=SETTLED)


def _take(record: models.Model, found: dict[str, str]) -> bool:
    """Set the derived columns; whether any was another."""
    before = [getattr(record, column) for column in COLUMNS]
    after = [found.get(column, "") for column in COLUMNS]
    for column, value in zip(COLUMNS, after, strict=True):
        setattr(record, column, value)
    return before != after
