"""Known or new: the records that names may mean, found through the indexes alone.

Of each name: records that are called so but for accents, case and signs; those that have all its words or a spelling of
it (unspaced, turned round, in pinyin, by initials); and, where nothing is called so, those spelled much like it.
"""

import django.db.models.functions.text
from django.db import migrations, models

# The kind is kept from the index of kinds and records: all of a kind would be read to find one name.
NAMED = "phrase.kind || '' = asked.kind AND phrase.weight <> 'D' AND phrase.weight IN ('A', 'B')"
# Only so much of what one name finds is looked at: its words may stand in thousands of others.
FUNCTION = f"""
CREATE FUNCTION search_named(kinds text[], names text[]) RETURNS TABLE (place bigint, record bigint)
LANGUAGE sql STABLE PARALLEL SAFE SET enable_seqscan = off SET pg_trgm.strict_word_similarity_threshold = '0.6' AS $$
    WITH given AS MATERIALIZED (
        SELECT place, kind, search_fold(name) AS words,
            btrim(split_part(search_forms(kind, name, 'A'), ' / ', 2)) AS spelled
        FROM unnest(kinds, names) WITH ORDINALITY AS given (kind, name, place)
    ), asked AS MATERIALIZED (
        SELECT place, kind, words, ' ' || words || ' /%' AS in_full, search_grams(words) AS characters,
            to_tsquery('simple', concat_ws(
                ' | ', '(' || replace(words, ' ', ' & ') || ')', nullif(replace(spelled, ' ', ' | '), ''))) AS query
        FROM given WHERE words <> ''
    ), called_so AS MATERIALIZED (
        SELECT asked.place, found.record FROM asked CROSS JOIN LATERAL (
            SELECT phrase.record FROM events_phrase phrase WHERE {NAMED} AND forms LIKE in_full
            ORDER BY phrase.record LIMIT 40) AS found
    )
    SELECT * FROM called_so
    UNION SELECT asked.place, found.record FROM asked CROSS JOIN LATERAL (
        SELECT phrase.record FROM events_phrase phrase WHERE {NAMED} AND vector @@ query
        ORDER BY length(text), phrase.record LIMIT 60) AS found
    UNION SELECT asked.place, found.record FROM asked CROSS JOIN LATERAL (
        SELECT phrase.record FROM events_phrase phrase
        WHERE {NAMED} AND grams IS NOT NULL AND characters IS NOT NULL AND grams @> characters
        ORDER BY length(text), phrase.record LIMIT 20) AS found
    UNION SELECT asked.place, found.record FROM asked CROSS JOIN LATERAL (
        SELECT phrase.record FROM events_phrase phrase
        WHERE {NAMED} AND words <<% forms AND NOT EXISTS (SELECT FROM called_so WHERE called_so.place = asked.place)
        ORDER BY strict_word_similarity(words, forms) DESC, phrase.record LIMIT 20) AS found
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("events", "0006_corrections")]
    operations = [
        migrations.RunSQL(FUNCTION, "DROP FUNCTION search_named;"),
        # For names letter for letter, many at once.
        migrations.AddIndex(
            model_name="phrase",
            index=models.Index(django.db.models.functions.text.MD5("text"), name="events_phrase_text"),
        ),
    ]
