"""What the database knows of the names in a text."""

from collections.abc import Collection, Mapping

from django.db import connection

from events.desk.recognisers.spans import Named

NAMED = """
    SELECT text, min(shown.name), CASE WHEN count(DISTINCT shown.id) = 1 THEN min(shown.slug) END
    FROM events_phrase phrase JOIN {table} member ON member.id = phrase.record
        JOIN {table} shown ON shown.id = member.canonical_id
    WHERE phrase.kind = %s AND weight IN ('A', 'B') AND md5(text) IN (SELECT md5(name) FROM unnest(%s::text[]) AS name)
    GROUP BY text
"""
TABLES = {"person": "people_person", "organization": "orgs_organization", "place": "orgs_place"}


class Archive:
    """The archive that a text is read for."""

    def named(self, kind: str, names: Collection[str]) -> Mapping[str, Named]:
        if not names:
            return {}
        with connection.cursor() as cursor:
            cursor.execute(NAMED.format(table=TABLES[kind]), [kind, list(names)])
            return {text: Named(name, slug) for text, name, slug in cursor.fetchall()}
