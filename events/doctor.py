"""What only the archive's own tables can tell: facts and their reports, titles, search, texts, addresses, the dump."""

import json
import time
from collections.abc import Collection, Iterator
from datetime import datetime
from itertools import islice
from typing import Any

from django.conf import settings
from django.db import models

from archive.asking import status
from archive.doctor import Check, Finding, Findings, counted, last_change, rows
from archive.doctor.derived import changing, pieces
from archive.doctor.installation import writable
from events.interop.dump.writing import MARK
from events.models import Agreement, Citation, Forum, Report, Session, Withdrawn
from events.models.citations import FACTS, STATED
from events.settling import unsettled
from orgs.models import Organization, Place
from people.models import Person

AT_ONCE = 1000
DAYS = 2  # that a dump may be behind the archive
UNCITED = "SELECT id::text FROM {fact} fact WHERE NOT EXISTS (SELECT FROM events_citation WHERE {kind}_id = fact.id)"
LET_GO = "DELETE FROM {fact} fact WHERE NOT EXISTS (SELECT FROM events_citation WHERE {kind}_id = fact.id)"
SAID = """
    SELECT kind, record, text, min(weight) AS weight FROM events_said
    WHERE record IS NOT NULL AND text <> '' GROUP BY kind, record, text
"""
# A phrase that is not as it would be anew, by its record; letter for letter, so that a hash can join them.
ASTRAY = f"""
    SELECT coalesce(said.kind, kept.kind) || ' ' || coalesce(said.record, kept.record)
    FROM ({SAID}) AS said FULL JOIN events_phrase kept
        ON kept.kind = said.kind AND kept.record = said.record AND md5(kept.text) = md5(said.text)
    WHERE said.weight IS DISTINCT FROM kept.weight
        OR kept.forms IS DISTINCT FROM search_forms(said.kind, said.text, said.weight)
"""  # noqa: S608
FIND_ANEW = """
    DELETE FROM events_phrase WHERE (kind, record) = ('{kind}', {record});
    SELECT search_refresh(ARRAY['{kind}'], ARRAY[{record}]::bigint[])
"""
ALTERED = """
    SELECT slug FROM events_report report JOIN events_reporttext kept ON kept.report_id = report.id
    WHERE sha256 <> '' AND NOT redacted AND encode(sha256(convert_to(text, 'UTF8')), 'hex') <> sha256
"""
# Addresses that the history knows and nothing answers to; of what was withdrawn or removed the archive says so.
LOST = """
    SELECT DISTINCT past.slug FROM {table}history past WHERE NOT EXISTS (SELECT FROM {table} WHERE slug = past.slug)
        AND NOT EXISTS (SELECT FROM events_withdrawn gone WHERE '{table}' = 'events_report' AND gone.slug = past.slug)
        AND NOT EXISTS (SELECT FROM people_removal gone WHERE '{table}' = 'people_person'
            AND gone.digest = encode(sha256(convert_to(past.slug, 'UTF8')), 'hex'))
"""
LOST_SESSIONS = """
    SELECT DISTINCT forum.slug || '.' || past.key FROM events_sessionhistory past
    JOIN events_forum forum ON forum.id = past.forum_id
    WHERE NOT EXISTS (SELECT FROM events_session WHERE forum_id = past.forum_id AND key = past.key)
"""
ADDRESSED = (Forum, Report, Agreement, Person, Organization, Place)


def facts() -> Findings:
    for kind in STATED:
        said = {"kind": kind, "fact": FACTS[kind]._meta.db_table}
        yield from rows(f"Rows of {said['fact']} that no report states", UNCITED.format(**said), LET_GO.format(**said))


def titles() -> Findings:
    wrong = (f"{record._meta.model_name} {record.pk}" for record in unsettled(_ids))
    first, many = next(wrong, None), 1 + sum(1 for _ in wrong)
    if first:
        yield from counted("Titles or dates that are not those that reports state", many, first, "run manage.py settle")


def _ids(model: type[models.Model]) -> Iterator[Collection[int]]:
    ids = pieces(model._base_manager.order_by("pk").values_list("pk", flat=True))
    while some := list(islice(ids, AT_ONCE)):
        yield some


def phrases() -> Findings:
    for found in rows("Records that search does not find by their texts", ASTRAY, ""):
        kind, record = found.what.rstrip(")").rsplit(" ", 2)[1:]
        yield Finding(found.what, FIND_ANEW.format(kind=kind, record=record))


def texts() -> Findings:
    yield from rows("Texts that are not as digested", ALTERED, "supply them again: manage.py load_texts DIR")


def addresses() -> Findings:
    """All that were ever given, by the tables; and one of each sort is asked for."""
    mend = "find it in the history of what was deleted, and put it back"
    for model in ADDRESSED:
        table = model._meta.db_table
        yield from rows(f"Addresses of {table} that nothing answers to", LOST.format(table=table), mend)
    yield from rows("Addresses of events_session that nothing answers to", LOST_SESSIONS, mend)
    for path, expected in _examples():
        if (got := status(path)) != expected:
            yield Finding(
                f"{path} answers {got} and not {expected}", "ask for it, and look in the log for its request id"
            )


def _examples() -> Iterator[tuple[str, int]]:
    yield "/data/", 200  # lists would be counted, and the columns for that kept in memory
    for model in (Forum, Session, Person, Organization, Place):
        every = model._base_manager.select_related("canonical").order_by("pk")
        sorts = ((every.filter(canonical=models.F("pk")), 200), (every.exclude(canonical=models.F("pk")), 301))
        yield from ((row.get_absolute_url(), expected) for some, expected in sorts for row in some[:1])
    yield from ((row.get_absolute_url(), 200) for row in Report.objects.order_by("pk")[:1])
    gone = Withdrawn.objects.exclude(slug__in=Report.objects.values("slug")).order_by("pk")
    yield from ((f"/reports/{row.slug}/", 410) for row in gone[:1])


def dump() -> Findings:
    folder = settings.DUMP_FOLDER
    yield from writable(folder, "DUMP_FOLDER")
    try:
        made = (folder / MARK).stat().st_mtime
        as_of = json.loads((folder / MARK).read_text(encoding="utf-8"))["created"]
    except OSError:
        yield Finding(f"/data/ offers nothing, since {folder} holds no dump", "run manage.py dump, daily")
        return
    is_behind = last_change() > datetime.fromisoformat(as_of)
    if is_behind and (days := (time.time() - made) / 86400) > DAYS:
        what = f"The dump in {folder} is {days:.0f} days old, and the archive has changed since"
        yield Finding(what, "run manage.py dump, daily")


STATING: tuple[Any, ...] = (Citation, *(FACTS[kind] for kind in STATED))
CHECKS = (
    Check("facts", facts),
    Check("titles", titles),
    changing(*STATING),
    Check("search", phrases),
    Check("texts", texts),
    Check("addresses", addresses),
    Check("dump", dump),
)
