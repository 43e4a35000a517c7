"""Known or new, in an archive of any size: as 0008, but no name has more than its share of the archive looked through.

A name that others are called too is found by how theirs begin; places, which are few, are not looked for among all that
has their name in it; and of what is spelled much like a common word only so many are compared.
"""

from django.db import migrations

NAMES = "phrase.weight <> 'D' AND phrase.weight IN ('A', 'B')"
# The kind is kept from the index of kinds and records: all of a kind would be read to find one name. Of places it is
# what is wanted.
KINDS = (
    "asked.kind <> 'place' AND phrase.kind || '' = asked.kind",
    "asked.kind = 'place' AND phrase.kind = 'place'",
)
HAVING = """
    UNION SELECT asked.place, found.record FROM asked CROSS JOIN LATERAL (
        SELECT phrase.record FROM events_phrase phrase WHERE {names} AND {kind} AND vector @@ query
        ORDER BY length(text), phrase.record LIMIT 60) AS found
"""
LIKE = """
    UNION SELECT asked.place, found.record FROM asked CROSS JOIN LATERAL (
        SELECT record FROM (
            SELECT phrase.record, forms FROM events_phrase phrase
            WHERE {names} AND {kind} AND words <<% forms
                AND NOT EXISTS (SELECT FROM called_so WHERE called_so.place = asked.place)
            LIMIT 2000) AS near
        ORDER BY strict_word_similarity(words, forms) DESC, record LIMIT 20) AS found
"""
FOUND = "".join(part.format(names=NAMES, kind=kind) for part in (HAVING, LIKE) for kind in KINDS)
FUNCTION = f"""
CREATE OR REPLACE FUNCTION search_named(kinds text[], names text[]) RETURNS TABLE (place bigint, record bigint)
LANGUAGE sql STABLE PARALLEL SAFE SET enable_seqscan = off SET pg_trgm.strict_word_similarity_threshold = '0.6' AS $$
    WITH given AS MATERIALIZED (
        SELECT place, kind, search_fold(name) AS words,
            btrim(split_part(search_forms(kind, name, 'A'), ' / ', 2)) AS spelled
        FROM unnest(kinds, names) WITH ORDINALITY AS given (kind, name, place)
    ), asked AS MATERIALIZED (
        SELECT place, kind, words, ' ' || words || ' /' AS in_full, search_grams(words) AS characters,
            to_tsquery('simple', concat_ws(
                ' | ', '(' || replace(words, ' ', ' & ') || ')', nullif(replace(spelled, ' ', ' | '), ''))) AS query
        FROM given WHERE words <> ''
    ), called_so AS MATERIALIZED (
        SELECT asked.place, found.record FROM asked CROSS JOIN LATERAL (
            SELECT phrase.record FROM events_phrase phrase
            WHERE phrase.kind = asked.kind AND phrase.weight IN ('A', 'B') AND starts_with(forms, in_full)
                AND left(forms, 40) ~>=~ left(in_full, 40)
                AND left(forms, 40) ~<~ (left(in_full, 40) || chr(1114111))
            ORDER BY phrase.record + 0 LIMIT 40) AS found
    )
    SELECT * FROM called_so
    UNION SELECT asked.place, found.record FROM asked CROSS JOIN LATERAL (
        SELECT phrase.record FROM events_phrase phrase
        WHERE {NAMES} AND phrase.kind || '' = asked.kind
            AND grams IS NOT NULL AND characters IS NOT NULL AND grams @> characters
        ORDER BY length(text), phrase.record LIMIT 20) AS found
    {FOUND}
$$;
"""  # noqa: S608


class Migration(migrations.Migration):
    dependencies = [("events", "0011_scale")]
    operations = [migrations.RunSQL(FUNCTION, migrations.RunSQL.noop)]
