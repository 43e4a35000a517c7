"""The archive at hand as a sensible user of Datasette would have it: one flat table in SQLite for each list.

What has several values keeps the first, and organizations do without their units: all in Datasette's favour.
"""

import sqlite3
from collections.abc import Sequence
from itertools import islice
from pathlib import Path

from django.db import connection

AT_ONCE = 10_000
FIRST = "SELECT DISTINCT ON ({key}) {key}, {columns} FROM {table} WHERE {key} IS NOT NULL {also} ORDER BY {key}, id"
OF_FORUM = """
    LEFT JOIN ({located}) located ON located.forum_id = forum.id
    LEFT JOIN orgs_place city ON city.id = located.place_id
    LEFT JOIN orgs_place country ON country.id = city.country_id
    LEFT JOIN ({about}) about ON about.forum_id = forum.id
    LEFT JOIN events_topic topic ON topic.id = about.topic_id
""".format(
    located=FIRST.format(key="forum_id", columns="place_id", table="events_location", also="AND session_id IS NULL"),
    about=FIRST.format(key="forum_id", columns="topic_id", table="events_forumtopic", also="AND session_id IS NULL"),
)
FORUMS = f"""
    SELECT forum.id, forum.slug, forum.title, forum.edtf, forum.years[1] AS year, city.slug AS city,
        country.slug AS country, forum.kind, body.slug AS organization, involved.role, topic.slug AS topic,
        series.slug AS series, report.slug AS report, forum.coverage
    FROM events_forum forum {OF_FORUM}
    LEFT JOIN events_series series ON series.id = forum.series_id
    LEFT JOIN ({
    FIRST.format(
        key="forum_id", columns="organization_id, role", table="events_involvement", also="AND session_id IS NULL"
    )
}) involved ON involved.forum_id = forum.id
    LEFT JOIN orgs_organization body ON body.id = involved.organization_id
    LEFT JOIN ({FIRST.format(key="forum_id", columns="report_id", table="events_citation", also="")}) cited
        ON cited.forum_id = forum.id
    LEFT JOIN events_report report ON report.id = cited.report_id
"""
CITED = FIRST.format(key="appearance_id", columns="id, mode, standing", table="events_citation", also="")
HELD = FIRST.format(key="citation_id", columns="organization_id, title", table="events_capacity", also="")
APPEARANCES = f"""
    SELECT appearance.id, person.slug AS person, person.name, held.title, body.slug AS organization,
        body.kind AS organization_kind, forum.slug AS forum, forum.years[1] AS year, city.slug AS city,
        country.slug AS country, topic.slug AS topic, appearance.role, appearance.role_group, cited.mode, cited.standing
    FROM events_appearance appearance
    JOIN people_person person ON person.id = appearance.person_id
    JOIN events_forum forum ON forum.id = appearance.forum_id {OF_FORUM}
    LEFT JOIN ({CITED}) cited ON cited.appearance_id = appearance.id
    LEFT JOIN ({HELD}) held ON held.citation_id = cited.id
    LEFT JOIN orgs_organization body ON body.id = held.organization_id
"""
# By list of ours: the table, and the columns that are facets there as they are here.
TABLES = {
    "forums": (
        FORUMS,
        ("year", "city", "country", "kind", "organization", "role", "topic", "series", "report", "coverage"),
    ),
    "speakers": (
        APPEARANCES,
        (
            *("organization", "organization_kind", "forum", "year", "city", "country", "topic"),
            *("role", "role_group", "mode", "standing"),
        ),
    ),
}


def write_tables(file: str) -> dict[str, int]:
    """Write the SQLite file, with an index for each facet; how many rows each table has."""
    new = Path(f"{file}.new")
    new.unlink(missing_ok=True)
    target = sqlite3.connect(new)
    rows = {name: _write_table(target, name, *TABLES[name]) for name in TABLES}
    target.execute("ANALYZE")
    target.commit()
    target.close()
    new.rename(file)
    return rows


def _write_table(target: sqlite3.Connection, name: str, query: str, facets: Sequence[str]) -> int:
    written = 0
    with connection.cursor() as described:
        described.execute(f"{query} LIMIT 0")
        columns = [column.name for column in described.description]
    # As text, years too: Datasette compares what an address says as text.
    target.execute(f"CREATE TABLE {name} (id INTEGER PRIMARY KEY, {', '.join(f'{one} TEXT' for one in columns[1:])})")
    insert = f"INSERT INTO {name} VALUES ({', '.join('?' * len(columns))})"
    connection.ensure_connection()
    with connection.connection.transaction(), connection.connection.cursor("rows") as cursor:
        cursor.itersize = AT_ONCE
        cursor.execute(query)
        while rows := list(islice(cursor, AT_ONCE)):
            target.executemany(insert, rows)
            written += len(rows)
    for facet in facets:
        target.execute(f"CREATE INDEX {name}_{facet} ON {name} ({facet})")
    return written
