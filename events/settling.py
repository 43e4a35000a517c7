"""Settling a record: its own title and date, from what reports print and what a curator chose between them.

The value shown is the curator's choice where there is one, else that of the earliest citation. Until one is chosen, a
record is in the years of every date stated. A record that stands for others has their values too, after its own.
"""

from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import models

from archive.database.bulk import fetch, update
from archive.dates import parse
from events.models import Agreement, Forum, Session
from events.models.forums import SETTLED


def settle_forums(ids: Collection[int]) -> None:
    """Derive title and date of the forums with these ids, and of all their sessions."""
    settle_events(ids, Session.objects.filter(forum__in=ids).values_list("pk", flat=True))


def settle_events(forums: Collection[int], sessions: Collection[int]) -> None:
    """Derive title and date of the forums and of the sessions with these ids."""
    _settle(Forum, FORUMS, forums)
    _settle(Session, SESSIONS, sessions)


@contextmanager
def settling_identity(model: type[models.Model], ids: Collection[int]) -> Iterator[None]:
    """Settle what decisions made within can concern: these records, and those that stood or now stand for them."""
    if model not in (Forum, Session) or not ids:
        yield
        return
    before = set(model._base_manager.filter(pk__in=ids).values_list("canonical", flat=True))
    yield
    concerned = {*ids, *before}
    settle_events(*((concerned, ()) if model is Forum else ((), concerned)))


def settle_agreements(ids: Collection[int]) -> None:
    """Derive title and date of the agreements with these ids."""
    _settle(Agreement, AGREEMENTS, ids)


# Each record with itself, and with those it stands for.
WITH_SAME = """
    SELECT id, id AS part FROM {table} WHERE id = ANY(%(ids)s)
    UNION SELECT part.canonical_id, part.id FROM {table} asked JOIN {table} part USING (canonical_id)
        WHERE asked.id = ANY(%(ids)s)
"""
ITSELF = "SELECT id, id AS part FROM {table} WHERE id = ANY(%(ids)s)"
# What curators chose; an agreement has no choices.
CHOICES = """
    SELECT member.id, member.part <> member.id AS of_another, choice.property, choice.value
    FROM member JOIN events_choice choice ON choice.{key} = member.part {of_choice}
"""
NO_CHOICES = "SELECT id, NULL::boolean AS of_another, NULL AS property, NULL AS value FROM member WHERE FALSE"
# The records whose title or date may not be the one to show, and that: chosen by a curator, else its own that is cited
# first, else another's; and the dates whose years count. Years of several dates are told from those of one by their
# number, or where one has none.
STALE = """
    WITH member AS ({members}), choice AS ({choices}), stated AS (
        SELECT member.id, detail.property, detail.value, citation.basis, choice.of_another, row_number() OVER (
            PARTITION BY member.id, detail.property
            ORDER BY choice.of_another NULLS LAST, member.part <> member.id,
                report.earliest NULLS LAST, report.slug, citation.position) AS place
        FROM member
        JOIN events_detail detail ON detail.{key} = member.part {of_detail}
        JOIN events_citation citation ON citation.detail_id = detail.id
        JOIN events_report report ON report.id = citation.report_id
        LEFT JOIN choice ON choice.id = member.id
            AND choice.property = detail.property AND choice.value = detail.value
        WHERE detail.property IN ('title', 'date')
    ), dates AS (
        SELECT id, array_agg(DISTINCT value) AS each FROM stated WHERE property = 'date' GROUP BY id
    )
    SELECT record.id, record.label, coalesce(title.value, ''), coalesce(day.value, ''), coalesce(day.basis, ''),
        CASE WHEN day.of_another IS NULL THEN dates.each ELSE ARRAY[day.value] END,
        record.title, record.edtf, record.basis, record.years
    FROM {table} record
    LEFT JOIN stated title ON title.id = record.id AND title.property = 'title' AND title.place = 1
    LEFT JOIN stated day ON day.id = record.id AND day.property = 'date' AND day.place = 1
    LEFT JOIN dates ON dates.id = record.id
    WHERE record.id IN (SELECT id FROM member) AND (
        (record.title, record.edtf, record.basis)
            IS DISTINCT FROM (coalesce(title.value, ''), coalesce(day.value, ''), coalesce(day.basis, ''))
        OR cardinality(dates.each) > 1 OR cardinality(record.years) > 1 OR record.edtf LIKE '%%X%%')
"""


def _stale(table: str, key: str, *, of: str = "", members: str = WITH_SAME, choices: str = CHOICES) -> str:
    chosen = choices.format(key=key, of_choice=of.format(row="choice"))
    said = {"members": members.format(table=table), "choices": chosen, "of_detail": of.format(row="detail")}
    return STALE.format(table=table, key=key, **said)


FORUMS = _stale("events_forum", "forum_id", of="AND {row}.session_id IS NULL")
SESSIONS = _stale("events_session", "session_id")
AGREEMENTS = _stale("events_agreement", "agreement_id", members=ITSELF, choices=NO_CHOICES)


def _settle(model: type[models.Model], stale: str, ids: Collection[int]) -> None:
    update(list(_unsettled(model, stale, ids)), SETTLED)


def _unsettled(model: type[models.Model], stale: str, ids: Collection[int]) -> Iterator[Any]:
    """The records that are not settled, as they would be."""
    for pk, label, title, edtf, basis, dates, *before in fetch(stale, {"ids": list(ids)}) if ids else ():
        years = sorted({year for text in dates or () for year in parse(text).years})
        if before != [title, edtf, basis, years]:
            yield model(pk=pk, label=label, title=title, edtf=edtf, basis=basis, years=years)


def unsettled(ids: Callable[[type[models.Model]], Iterator[Collection[int]]]) -> Iterator[Any]:
    """Every record that is not settled, asked for by the ids that each model is cut into."""
    for model, stale in ((Forum, FORUMS), (Session, SESSIONS), (Agreement, AGREEMENTS)):
        for some in ids(model):
            yield from _unsettled(model, stale, some)
