"""Which records may be one: pairs that share a spelling of a name, found by the phrases that records are searched by.

The table of phrases (the model that `settings.PHRASES` names) holds each name with its other spellings: unspaced, in
pinyin, turned round, by initials. Two records that share one whole spelling are a pair; where asked for, so are two
whose names differ by a slip. The database finds them for as many records as are asked about in one query.
"""

from collections.abc import Collection

from django.apps import apps
from django.conf import settings
from django.db import connection, models

Pair = tuple[int, int]

SPELLINGS = """
    string_to_array(btrim(split_part({forms}, ' / ', 2)), ' ') || replace(split_part({forms}, ' / ', 1), ' ', '')
"""
NAMES = "{kind_of} = '{kind}' AND {alias}.weight IN ('A', 'B')"
# The kind of those that are looked for is kept from the indexes that begin with it: they would be read for all of it.
KINDS = {"mine": "mine.kind", "theirs": "theirs.kind || ''"}
SPELLED_ALIKE = """
    WITH asked AS MATERIALIZED (
        SELECT DISTINCT member.canonical_id AS record, spelling
        FROM {table} member
        JOIN {phrases} mine ON mine.record = member.id AND {mine}
        CROSS JOIN unnest({mine_spelled}) AS spelling
        WHERE member.canonical_id = ANY(%(ids)s) AND length(spelling) > 1
    )
    SELECT DISTINCT asked.record, other.canonical_id
    FROM asked
    JOIN {phrases} theirs ON {theirs} AND theirs.vector @@ plainto_tsquery('simple', asked.spelling)
        AND asked.spelling = ANY({theirs_spelled})
    JOIN {table} other ON other.id = theirs.record AND other.canonical_id <> asked.record
"""
# A slip or two: the trigrams of the preferred name, of which the closest few are taken. Told the kind at once, the
# server would rather compare the name with every other of the kind than ask the index of trigrams: hence OFFSET 0.
SLIPPED = """
    UNION SELECT record.id, near.canonical_id
    FROM (SELECT set_config('pg_trgm.strict_word_similarity_threshold', '0.55', true)) AS threshold, {table} record
    JOIN {phrases} mine ON mine.record = record.id AND {mine} AND mine.weight = 'A'
    CROSS JOIN LATERAL (
        SELECT other.canonical_id FROM (
            SELECT * FROM {phrases} WHERE weight <> 'D' AND btrim(split_part(mine.forms, ' / ', 1)) <<%% forms OFFSET 0
        ) AS theirs JOIN {table} other ON other.id = theirs.record
        WHERE {theirs} AND other.canonical_id <> record.id
        ORDER BY similarity(mine.text, theirs.text) DESC LIMIT 5
    ) AS near
    WHERE record.id = ANY(%(ids)s) AND length(mine.text) > 4
"""


def alike(model: type[models.Model], ids: Collection[int], *, slips: bool = False) -> set[Pair]:
    """Pairs of one of the canonical records asked about and another that shares a spelling of a name with it."""
    if not ids:
        return set()
    asked = (SPELLED_ALIKE + (SLIPPED if slips else "")).format(**_parts(model))
    with connection.cursor() as cursor:
        cursor.execute(asked, {"ids": list(ids)})
        return set(cursor.fetchall())


def _parts(model: type[models.Model]) -> dict[str, str]:
    kind = str(model._meta.model_name)
    parts = {"table": model._meta.db_table, "phrases": apps.get_model(settings.PHRASES)._meta.db_table}
    for alias, kind_of in KINDS.items():
        parts[alias] = NAMES.format(kind_of=kind_of, alias=alias, kind=kind)
        parts[f"{alias}_spelled"] = SPELLINGS.format(forms=f"{alias}.forms")
    return parts
