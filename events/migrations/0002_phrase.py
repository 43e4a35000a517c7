"""Search: the table of phrases, the functions that fold and spell them, and the triggers that keep them.

What a record is found by stands in other tables too (a person by what citations print), so no generated column can hold
it, and triggers do: one row for each text of a record, kept by whatever statement writes its source. The sounds of
Chinese characters are a table, so that PostgreSQL itself spells a name in pinyin and a row written in SQL is found as
one written by the loader or the admin. A dump restores phrases as they are, before there are triggers: nothing is
spelled while the table of sounds may still be empty.
"""

from pathlib import Path

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.functions.text
from django.contrib.postgres.operations import TrigramExtension, UnaccentExtension
from django.db import migrations, models

SOUNDS = Path(__file__).with_name("readings.txt")
HAN = r"\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U000323af"

FUNCTIONS = rf"""
CREATE TABLE events_sound (character text PRIMARY KEY, sounds text[] NOT NULL);

-- Lower case, no accents or tone marks, no punctuation, single blanks; "Xi'an" is one word, and so is "U.S.".
CREATE FUNCTION search_fold(given text) RETURNS text LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT btrim(regexp_replace(regexp_replace(regexp_replace(regexp_replace(
        lower(unaccent(normalize(regexp_replace(normalize(given, NFKD), '[\u0300-\u036f]', '', 'g'), NFC))),
        '[''’ʼ`]', '', 'g'),
        '(?<=\m\w)\.(?=\w\M)', '', 'g'),
        '([^{HAN}\s])(?=[{HAN}])|([{HAN}])(?=[^{HAN}\s])', '\1\2 ', 'g'),
        '[^[:alnum:]]+', ' ', 'g'))
$$;

CREATE FUNCTION search_vector(forms text) RETURNS tsvector LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT strip(to_tsvector('pg_catalog.simple', forms) || to_tsvector('pg_catalog.english', forms))
$$;

CREATE FUNCTION search_grams(forms text) RETURNS text[] LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT CASE WHEN forms ~ '[{HAN}]' THEN (
        SELECT array_agg(DISTINCT gram)
        FROM (SELECT character, lead(character, 1, '') OVER (ORDER BY place) AS next
              FROM string_to_table(forms, NULL) WITH ORDINALITY AS given (character, place)) AS pair,
            LATERAL (VALUES (character), (character || next)) AS both_ (gram)
        WHERE gram ~ '^[{HAN}]+$') END
$$;

-- The ways to say characters in pinyin, unspaced. Up to two may have another sound than the usual one, in longer texts
-- fewer: their number would explode.
CREATE FUNCTION search_sounds(characters text) RETURNS text[] LANGUAGE sql STABLE STRICT PARALLEL SAFE AS $$
    WITH RECURSIVE spelled (place, said, strays) AS (
        SELECT 0, '', 0
        UNION ALL
        SELECT place + 1, said || coalesce(sound, ''), strays + (nth > 1)::int
        FROM spelled LEFT JOIN events_sound ON character = substr(characters, place + 1, 1)
            CROSS JOIN LATERAL unnest(coalesce(sounds, '{{NULL}}')) WITH ORDINALITY AS one (sound, nth)
        WHERE place < length(characters) AND strays + (nth > 1)::int <= greatest(0, 2 - length(characters) / 8)
    ) SELECT array_agg(DISTINCT said) FROM spelled WHERE place = length(characters) AND said <> ''
$$;

-- ' li qingshuang / liqingshuang qingshuangli ': what it says, and for names their other spellings: unspaced, in pinyin,
-- those of persons turned round, those of others by their initials.
CREATE FUNCTION search_forms(kind text, given text, weight text) RETURNS text LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
DECLARE
    folded text := search_fold(given);
    words text[];
    many int;
    han text;
    spelled text[] := '{{}}';
BEGIN
    IF weight NOT IN ('A', 'B') THEN
        RETURN ' ' || folded || ' /  ';
    END IF;
    words := string_to_array(folded, ' ');
    many := cardinality(words);
    IF many BETWEEN 2 AND 6 THEN
        spelled := spelled || array_to_string(words, '');
    END IF;
    IF kind <> 'person' AND many BETWEEN 3 AND 12 THEN
        spelled := spelled || coalesce((
            SELECT string_agg(left(word, 1), '' ORDER BY place)
            FROM unnest(words) WITH ORDINALITY AS given (word, place) WHERE to_tsvector('english', word) <> ''), '');
    END IF;
    IF kind = 'person' AND many BETWEEN 2 AND 4 THEN
        spelled := spelled || array_to_string(words[2:] || words[1], '')
            || array_to_string(words[many] || words[:many - 1], '');
    END IF;
    IF folded ~ '[{HAN}]' THEN
        han := regexp_replace(folded, '[^{HAN}]', '', 'g');
        spelled := spelled || search_sounds(han);
        FOR turned IN 1..2 LOOP  -- family names have one character or two
            IF kind = 'person' AND length(han) BETWEEN turned + 1 AND 4 THEN
                spelled := spelled || search_sounds(substr(han, turned + 1) || left(han, turned));
            END IF;
        END LOOP;
    END IF;
    RETURN ' ' || folded || ' / ' || coalesce((SELECT string_agg(DISTINCT one, ' ') FROM unnest(spelled) one), '') || ' ';
END $$;

-- The words of a question, each as full text, as a part of a word and as Chinese characters; all unspaced as number 0.
CREATE FUNCTION search_asked(words text)
RETURNS TABLE (place bigint, query tsquery, part text, characters text[]) LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT place, CASE WHEN latin THEN to_tsquery('pg_catalog.simple', word || ':*') || plainto_tsquery('pg_catalog.english', word) END,
        CASE WHEN latin AND length(word) > 2 THEN '%' || word || '%' END, search_grams(word)
    FROM (
        SELECT word, place, word !~ '[{HAN}]' AS latin
        FROM string_to_table(words, ' ') WITH ORDINALITY AS given (word, place)
        UNION ALL SELECT replace(words, ' ', ''), 0, true WHERE words LIKE '% %' AND words !~ '[{HAN}]'
    ) AS given
$$;
"""

# What each table says of which records: (kind, record, text, weight) of its rows.
SAID = {
    "people_person": """
        SELECT 'person', id, name, 'A' FROM {rows} UNION ALL SELECT 'person', id, note, 'C' FROM {rows}""",
    "people_personname": "SELECT 'person', person_id, text, 'A' FROM {rows}",
    "orgs_organization": """
        SELECT 'organization', id, name, 'A' FROM {rows} UNION ALL
        SELECT 'organization', id, abbreviation, 'A' FROM {rows} UNION ALL
        SELECT 'organization', id, note, 'C' FROM {rows}""",
    "orgs_organizationname": "SELECT 'organization', organization_id, text, 'A' FROM {rows}",
    "orgs_place": "SELECT 'place', id, name, 'A' FROM {rows}",
    "orgs_placename": "SELECT 'place', place_id, text, 'A' FROM {rows}",
    "events_forum": """
        SELECT 'forum', id, title, 'A' FROM {rows} UNION ALL SELECT 'forum', id, label, 'A' FROM {rows} UNION ALL
        SELECT 'forum', id, summary, 'D' FROM {rows}""",
    "events_session": """
        SELECT 'session', id, title, 'A' FROM {rows} UNION ALL SELECT 'session', id, label, 'A' FROM {rows}""",
    "events_report": """
        SELECT 'report', id, title, 'A' FROM {rows} UNION ALL SELECT 'report', id, label, 'A' FROM {rows} UNION ALL
        SELECT 'report', id, publisher_printed, 'C' FROM {rows}""",
    "events_agreement": """
        SELECT 'agreement', id, title, 'A' FROM {rows} UNION ALL SELECT 'agreement', id, label, 'A' FROM {rows}""",
    "events_detail": """
        SELECT CASE WHEN agreement_id IS NOT NULL THEN 'agreement' WHEN session_id IS NOT NULL THEN 'session'
                    ELSE 'forum' END,
            coalesce(agreement_id, session_id, forum_id), value, CASE property WHEN 'title' THEN 'B' ELSE 'C' END
        FROM {rows} WHERE property IN ('title', 'theme', 'edition', 'venue', 'room')""",
    "events_citation": " UNION ALL ".join(
        [
            "SELECT 'forum', forum_id, name, 'B' FROM {rows}",
            "SELECT 'session', session_id, name, 'B' FROM {rows}",
            *(
                f"SELECT '{kind}', fact.{kind}_id, cited.name, '{weight}' FROM {{rows}} cited "
                f"JOIN events_{fact} fact ON fact.id = cited.{fact}_id"
                for fact, kind, weight in (
                    ("appearance", "person", "B"),
                    ("mention", "person", "B"),
                    ("party", "person", "B"),
                    ("involvement", "organization", "B"),
                    ("mention", "organization", "B"),
                    ("party", "organization", "B"),
                    ("location", "session", "C"),
                )
            ),
            "SELECT 'forum', fact.forum_id, cited.name, 'C' FROM {rows} cited "
            "JOIN events_location fact ON fact.id = cited.location_id AND fact.session_id IS NULL",
        ]
    ),
    "events_capacity": " UNION ALL ".join(
        [
            "SELECT 'organization', organization_id, printed, 'B' FROM {rows}",
            *(
                "SELECT 'person', fact.person_id, concat_ws(', ', nullif(held.title, ''), nullif(held.printed, '')), 'C' "
                "FROM {rows} held JOIN events_citation cited ON cited.id = held.citation_id "
                f"JOIN events_{fact} fact ON fact.id = cited.{fact}_id"
                for fact in ("appearance", "mention", "party")
            ),
        ]
    ),
}
# The columns of records that are texts: other changes of them, which are many, cost nothing.
TEXTS = {
    "people_person": ("name", "note"),
    "orgs_organization": ("name", "abbreviation", "note"),
    "orgs_place": ("name",),
    "events_forum": ("title", "label", "summary"),
    "events_session": ("title", "label"),
    "events_report": ("title", "label", "publisher_printed"),
    "events_agreement": ("title", "label"),
}
# The facts between a citation and its record: of which records each tells, and by which columns.
BODY_OR_PERSON = """
    SELECT 'person', person_id FROM {rows} UNION ALL SELECT 'organization', organization_id FROM {rows}"""
TOLD = {
    "events_appearance": ("SELECT 'person', person_id FROM {rows}", ("person_id",)),
    "events_involvement": ("SELECT 'organization', organization_id FROM {rows}", ("organization_id",)),
    "events_mention": (BODY_OR_PERSON, ("person_id", "organization_id")),
    "events_party": (BODY_OR_PERSON, ("person_id", "organization_id")),
    "events_location": (
        "SELECT CASE WHEN session_id IS NULL THEN 'forum' ELSE 'session' END, coalesce(session_id, forum_id) FROM {rows}",
        ("forum_id", "session_id"),
    ),
}
NAMED = "said (kind, record, text, weight)"
# A text known already costs a look-up and no spelling; of two weights the greater one (A) stands.
FILL = """
    INSERT INTO events_phrase (kind, record, text, weight, forms)
    SELECT kind, record, text, weight, search_forms(kind, text, weight) FROM (
        SELECT DISTINCT ON (kind, record, text) * FROM ({said}) AS {named}
        WHERE record IS NOT NULL AND text <> '' ORDER BY kind, record, text, weight
    ) AS said WHERE NOT EXISTS (
        SELECT FROM events_phrase known WHERE known.kind = said.kind AND known.record = said.record
            AND md5(known.text) = md5(said.text) AND known.weight <= said.weight)"""
LEARN = (
    FILL
    + """ ON CONFLICT (kind, record, md5(text)) DO UPDATE SET weight = EXCLUDED.weight, forms = EXCLUDED.forms
        WHERE EXCLUDED.weight < events_phrase.weight;"""
)
# A plan is kept for a session, and one made while tables were small would read them whole when they have grown.
BY_KEY = "SET enable_hashjoin = off SET enable_mergejoin = off SET enable_seqscan = off"
EVERYTHING = " UNION ALL ".join(said.format(rows=table) for table, said in SAID.items())
REFRESH = f"""
CREATE VIEW events_said (kind, record, text, weight) AS {EVERYTHING};

-- Let go of what nothing says any more of these records, or only with less weight. One by one: a record that is a
-- parameter is looked up in each branch of the view, one that is joined is not.
CREATE FUNCTION search_refresh(kinds text[], records bigint[]) RETURNS void LANGUAGE plpgsql {BY_KEY}
    SET plan_cache_mode = force_generic_plan AS $$
DECLARE changed record;
BEGIN
    FOR changed IN SELECT kind, record FROM unnest(kinds, records) AS given (kind, record) LOOP
        DELETE FROM events_phrase phrase
        WHERE phrase.kind = changed.kind AND phrase.record = changed.record AND NOT EXISTS (
            SELECT FROM events_said said WHERE said.kind = changed.kind AND said.record = changed.record
                AND said.text = phrase.text AND said.weight = phrase.weight);
        {
    LEARN.format(
        named=NAMED,
        said="SELECT * FROM events_said said WHERE said.kind = changed.kind AND said.record = changed.record",
    )
}
    END LOOP;
END $$;
"""
FORGET = """
    SELECT array_agg(kind), array_agg(record) INTO kinds, records FROM (
        SELECT DISTINCT kind, record FROM ({told}) AS gone ({columns}) WHERE record IS NOT NULL) AS gone;
    IF kinds IS NOT NULL THEN
        PERFORM search_refresh(kinds, records);
    END IF;"""
TRIGGER = """
CREATE FUNCTION search_{table}_{word}() RETURNS trigger LANGUAGE plpgsql {by_key} AS $$
DECLARE kinds text[]; records bigint[];
BEGIN
    {does}
    RETURN NULL;
END $$;
-- By its name it comes after those that pass changes on: their lock on a record keeps two writers from each other.
CREATE TRIGGER search_on_{word} AFTER {word} ON {table} {when} EXECUTE FUNCTION search_{table}_{word}();
"""
OLD = "REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT"
NEW = "REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT"
BOTH = "REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT"


def less(said: str, rows: str, others: str) -> str:
    return f"({said.format(rows=rows)}) EXCEPT ({said.format(rows=others)})"


def row(columns: tuple[str, ...]) -> str:
    olds, news = (", ".join(f"{which}.{column}" for column in columns) for which in ("OLD", "NEW"))
    return f"FOR EACH ROW WHEN (({olds}) IS DISTINCT FROM ({news}))"


def forget(told: str, rows: str, columns: str = "kind, record, text, weight") -> str:
    return FORGET.format(told=told.format(rows=rows), columns=columns)


def triggers(saying: dict[str, str] = SAID, telling: dict[str, tuple[str, tuple[str, ...]]] = TOLD) -> str:
    made = []
    for table, said in saying.items():
        when, old, new = (BOTH, "old_rows", "new_rows")
        if table in TEXTS:
            when, old, new = row(TEXTS[table]), "(SELECT OLD.*) AS was", "(SELECT NEW.*) AS now"
        gone = f"SELECT * FROM ({less(said, old, new)}) AS {NAMED} WHERE text <> ''"
        changed = LEARN.format(said=less(said, new, old), named=NAMED) + forget(gone, "")
        made.append((table, "insert", NEW, LEARN.format(said=said.format(rows="new_rows"), named=NAMED)))
        made.append((table, "delete", OLD, forget(said, "old_rows")))
        made.append((table, "update", when, changed))
    for table, (told, columns) in telling.items():
        both = "(SELECT OLD.* UNION ALL SELECT NEW.*) AS changed"
        made.append((table, "delete", OLD, forget(told, "old_rows", "kind, record")))
        made.append((table, "update", row(columns), forget(told, both, "kind, record")))
    return "\n".join(
        TRIGGER.format(table=table, word=word, when=when, does=does, by_key=BY_KEY) for table, word, when, does in made
    )


def fill_sounds(apps, schema_editor):
    lines = [line.split() for line in SOUNDS.read_text().splitlines() if not line.startswith("#")]
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO events_sound SELECT character, string_to_array(sounds, ',') "
            "FROM unnest(%s::text[], %s::text[]) AS line (sounds, characters), string_to_table(characters, NULL) character",
            [[sounds for sounds, _ in lines], [characters for _, characters in lines]],
        )


EVERY_FUNCTION = [
    *(f"search_{table}_{word}()" for table in SAID for word in ("insert", "delete", "update")),
    *(f"search_{table}_{word}()" for table in TOLD for word in ("delete", "update")),
]
UNDO_TRIGGERS = "\n".join(f"DROP FUNCTION {name} CASCADE;" for name in EVERY_FUNCTION)
UNDO_REFRESH = "DROP FUNCTION search_refresh; DROP VIEW events_said;"
UNDO_FUNCTIONS = """
    DROP FUNCTION search_asked; DROP FUNCTION search_forms; DROP FUNCTION search_sounds; DROP FUNCTION search_grams; DROP FUNCTION search_vector;
    DROP FUNCTION search_fold; DROP TABLE events_sound;"""


class Migration(migrations.Migration):

    dependencies = [("events", "0001_initial"), ("people", "0001_initial"), ("orgs", "0001_initial")]

    operations = [
        TrigramExtension(),
        UnaccentExtension(),
        migrations.RunSQL(FUNCTIONS, UNDO_FUNCTIONS),
        migrations.RunPython(fill_sounds, migrations.RunPython.noop),
        migrations.CreateModel(
            name='Phrase',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(editable=False, help_text='The kind of record, as its model is named.', max_length=20)),
                ('record', models.BigIntegerField(editable=False, help_text="The record's id; it may be the same as another.")),
                ('text', models.TextField(editable=False, help_text='The text as it is written.')),
                ('weight', models.CharField(choices=[('A', 'a name or title the archive gives it'), ('B', 'a name or title that reports print'), ('C', 'what is printed beside it: capacities, themes, venues, notes'), ('D', 'prose')], editable=False, help_text='How much it counts: A most.', max_length=1)),
                ('forms', models.TextField(editable=False, help_text='The text without accents and case; after a stroke, other spellings: unspaced, turned round, pinyin…')),
                ('vector', models.GeneratedField(db_persist=True, expression=models.Func(models.F('forms'), function='search_vector'), help_text='Its words, as they stand and by their English stems.', output_field=django.contrib.postgres.search.SearchVectorField())),
                ('grams', models.GeneratedField(db_persist=True, expression=models.Func(models.F('forms'), function='search_grams'), help_text='Its Chinese characters, one by one and in pairs.', output_field=django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), size=None))),
            ],
            options={
                'indexes': [django.contrib.postgres.indexes.GinIndex(fields=['vector'], name='events_phrase_vector'), django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.indexes.OpClass('forms', 'gin_trgm_ops'), condition=models.Q(('weight', 'D'), _negated=True), name='events_phrase_forms'), django.contrib.postgres.indexes.GinIndex(condition=models.Q(('grams__isnull', False)), fields=['grams'], name='events_phrase_grams')],
                'constraints': [models.UniqueConstraint(models.F('kind'), models.F('record'), django.db.models.functions.text.MD5('text'), name='events_phrase_once')],
            },
        ),
        migrations.RunSQL(REFRESH, UNDO_REFRESH),
        migrations.RunSQL(triggers(), UNDO_TRIGGERS),
        # What was there before.
        migrations.RunSQL(FILL.format(said=EVERYTHING, named=NAMED), migrations.RunSQL.noop),
    ]
