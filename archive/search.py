"""Search: the records that have all the words asked for, in one text or another.

The texts of records stand in one table of phrases (the model that `settings.PHRASES` names). The database keeps it by
triggers, and folds and spells what is asked as it folded and spelled what it keeps. A word is found where a word
begins with it, by its English stem, from three letters on within a word, and in Chinese by its characters. All words
together, unspaced, are a word too: "li qing shuang" finds Li Qingshuang and 李清爽. Records that are the same are one.
"""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from anyascii import anyascii
from django.apps import apps
from django.conf import settings
from django.db import connections, models, router
from django.db.models.expressions import RawSQL

LONGEST = 200
Sql = tuple[str, tuple[Any, ...]]
WHOLE = """
    WITH typed AS MATERIALIZED (SELECT nullif(search_fold(%s), '') AS words, {limit}),
    whole AS MATERIALIZED (
        SELECT words, replace(words, ' ', '') AS joined,
            plainto_tsquery('simple', words) AS in_full, plainto_tsquery('english', words) AS by_stems,
            to_tsquery('simple', replace(words, ' ', ':* & ') || ':*') AS begun
        FROM typed
    ),
    asked AS MATERIALIZED (SELECT asked.* FROM whole, search_asked(words) AS asked)
"""
# How well a text fits: it is what is asked, has it in one piece, begins with it, has its words in full, or their
# beginnings; of texts that fit alike, the one that says little else. Names come before what is printed beside them,
# and that before prose, however well these fit.
SCORE = """
    (0.4 * least(1, length(words)::float / length(text)) +
        CASE WHEN starts_with(forms, ' ' || words || ' /') OR starts_with(forms, ' ' || joined || ' /') THEN 4
        WHEN strpos(forms, ' ' || words || ' ') > 0 OR strpos(forms, ' ' || joined || ' ') > 0 THEN 3
        WHEN starts_with(forms, ' ' || words) THEN 2.5
        WHEN vector @@ in_full OR vector @@ by_stems THEN 2 WHEN vector @@ begun THEN 1 ELSE 0 END)
        * CASE weight WHEN 'C' THEN 0.25 WHEN 'D' THEN 0.125 ELSE 1 END
        + CASE weight WHEN 'A' THEN 3 WHEN 'B' THEN 2.5 WHEN 'C' THEN 1 ELSE 0 END
"""
FOUND = """,
    found AS MATERIALIZED (
        SELECT kind, record, text, place, {score} AS score
        FROM whole CROSS JOIN asked JOIN {phrases} ON {only} AND (
            vector @@ query OR (weight <> 'D' AND forms LIKE part) OR (grams IS NOT NULL AND grams @> characters))
    )
"""
# For somebody who is still typing: of each kind some names that begin with the words, in the order of the alphabet, and
# some that have them all; where these are few, those that have each word somewhere. An index cannot stop early at words
# that begin everywhere: for them a sixteenth of the names is enough, and has an index of its own.
STARTING = """
    SELECT phrase.* FROM whole, LATERAL (
        SELECT * FROM {phrases}
        WHERE kind = '{kind}' AND weight IN ('A', 'B') AND starts_with(forms, ' ' || words)
            AND left(forms, {start}) ~>=~ left(' ' || words, {start})
            AND left(forms, {start}) ~<~ (left(' ' || words, {start}) || chr(1114111))
        ORDER BY left(forms, {start}) USING ~<~ LIMIT {few}
    ) AS phrase
"""
HAVING = """
    SELECT phrase.* FROM whole, LATERAL (
        SELECT * FROM {phrases} WHERE weight IN ('A', 'B') AND vector @@ begun{only} LIMIT {some}
    ) AS phrase
"""
TYPED = """,
    sample AS MATERIALIZED ({some_having}),
    best AS MATERIALIZED (
        {starting} UNION ALL SELECT * FROM sample
        UNION ALL SELECT * FROM ({having}) AS every WHERE (SELECT count(*) FROM sample) < {some}
    ),
    found AS MATERIALIZED (
        SELECT kind, record, text, 0 AS place, {score} AS score FROM whole, best
        UNION ALL
        SELECT kind, record, text, place, {score} AS score
        FROM whole CROSS JOIN asked CROSS JOIN LATERAL (
            SELECT * FROM {phrases} WHERE weight IN ('A', 'B') AND (
                vector @@ query OR forms LIKE part OR (grams IS NOT NULL AND grams @> characters)) LIMIT {many}
        ) AS phrase
        WHERE (SELECT count(*) FROM best) < {few}
    )
"""
SIMILAR = """,
    found AS MATERIALIZED (
        SELECT kind, record, text, 0 AS place,
            strict_word_similarity(words, forms) + similarity(words, text) / 10 AS score
        FROM whole JOIN {phrases} ON weight <> 'D' AND weight IN ('A', 'B') AND words <<%% forms
        ORDER BY score DESC LIMIT 100
    )
"""
SIMILARITY = "set_config('pg_trgm.strict_word_similarity_threshold', '0.35', true) AS threshold"
MEMBERS = """
    SELECT {canonical} AS record, max(score) AS score,
        (array_agg(found.text ORDER BY score DESC, length(found.text) DESC, found.text))[1] AS text
    FROM found CROSS JOIN LATERAL (SELECT * FROM {table} WHERE id = found.record OFFSET 0) AS member
    WHERE found.kind = '{kind}'
    GROUP BY 1 HAVING bool_or(place = 0) OR count(DISTINCT place) = (SELECT count(*) FROM asked WHERE place > 0)
"""
# All that are shown are counted; what is told of a hit is looked up for those that can be among the ones asked for.
HITS = """,
    hit AS MATERIALIZED (
        SELECT * FROM (
            SELECT *, count(*) OVER (PARTITION BY kind) AS every,
                rank() OVER (PARTITION BY kind ORDER BY score DESC) AS at
            FROM ({kinds}) AS hit
        ) AS hit WHERE at <= %s
    )
    SELECT kind, record, name, slug, note, text, every FROM (
        SELECT *, row_number() OVER (PARTITION BY kind ORDER BY score DESC, sort_name, record) AS place
        FROM ({told}) AS hit
    ) AS hit WHERE place > %s AND place <= %s ORDER BY score DESC, {order}, place
"""
OF_KIND = """
    SELECT '{name}' AS kind, hit.record, hit.score, hit.text
    FROM ({members}) AS hit CROSS JOIN LATERAL (
        SELECT FROM ({shown}) AS shown (record) WHERE shown.record = hit.record OFFSET 0
    ) AS shown
"""
TOLD = """
    SELECT hit.kind, hit.record, hit.score, hit.text, hit.every, told.name, told.slug, told.note, told.sort_name
    FROM hit CROSS JOIN LATERAL (
        SELECT * FROM ({rows}) AS told (record, name, slug, note, sort_name) WHERE told.record = hit.record OFFSET 0
    ) AS told WHERE hit.kind = '{name}'
"""
START, FEW, SOME, MANY = 40, 20, 200, 2000  # letters of a name that are indexed; names that are looked at


class Searched(models.QuerySet[Any]):
    """Records of a model that has phrases."""

    def matching(self, words: str) -> "Searched":
        """Those that have all the words in a text they are found by, or that are the same as ones that have."""
        return matching(self, words)


def matching(rows: Any, words: str) -> Any:
    """Those of the rows that `Searched.matching` finds, of a kind that has phrases."""
    kind = f"kind = '{rows.model._meta.model_name}'"
    every = WHOLE.format(limit="1") + _found(only=kind) + members(rows.model)
    return rows.filter(pk__in=RawSQL(f"SELECT record FROM ({every}) AS hit", [clean(words)]))  # noqa: S608, S611


@dataclass(frozen=True)
class Kind:
    """A kind of record that is searched: the rows shown, and what is told of each, as expressions."""

    called: str
    rows: models.QuerySet[Any]
    name: Any
    note: Any
    slug: Any = "slug"

    @cached_property
    def shown(self) -> Sql:
        """The hits that are shown, by their numbers."""
        sql, params = self.rows.order_by().values_list("pk").query.sql_with_params()
        return OF_KIND.format(name=self.called, members=members(self.rows.model), shown=sql), params

    @cached_property
    def told(self) -> Sql:
        """What is told of hits."""
        told = {"hit_name": self.name, "hit_slug": self.slug, "hit_note": self.note}
        aliases = {key: models.F(value) if isinstance(value, str) else value for key, value in told.items()}
        every = self.rows.model._default_manager.order_by().annotate(**aliases)
        sql, params = every.values_list("pk", *aliases, "sort_name").query.sql_with_params()
        return TOLD.format(name=self.called, rows=sql), params


@dataclass(frozen=True)
class Hit:
    """A record found, with the text it was found by, and how many of its kind there are."""

    kind: str
    pk: int
    name: str
    slug: str
    note: str
    text: str
    every: int


def hits(
    kinds: Sequence[Kind], words: str, most: int, *, after: int = 0, typed: bool = False, similar: bool = False
) -> list[Hit]:
    """The best of each kind, the best first of all.

    With `typed` of some names that go on as the words do, with `similar` of what is spelled much like the words.
    """
    if similar:
        head = WHOLE.format(limit=SIMILARITY) + SIMILAR.format(phrases=_phrases())
    else:
        head = WHOLE.format(limit="1") + (_typed(kinds) if typed else _found(only="true"))
    in_order = ", ".join(f"'{kind.called}'" for kind in kinds)
    shown, told = (" UNION ALL ".join(sql for sql, _ in those) for those in _both(kinds))
    statement = head + HITS.format(kinds=shown, told=told, order=f"array_position(ARRAY[{in_order}], kind)")
    of_shown, of_told = ([value for _, params in those for value in params] for those in _both(kinds))
    with connections[router.db_for_read(apps.get_model(settings.PHRASES))].cursor() as cursor:
        cursor.execute(statement, [words, *of_shown, after + most, *of_told, after, after + most])
        return [Hit(*row) for row in cursor.fetchall()]


def _both(kinds: Sequence[Kind]) -> tuple[list[Sql], list[Sql]]:
    return [kind.shown for kind in kinds], [kind.told for kind in kinds]


def members(model: type[models.Model]) -> str:
    """The records of a model that were found, by the canonical ones."""
    canonical = "member.canonical_id" if hasattr(model, "canonical") else "member.id"
    return MEMBERS.format(canonical=canonical, table=model._meta.db_table, kind=model._meta.model_name)


def _typed(kinds: Sequence[Kind]) -> str:
    names = [str(kind.rows.model._meta.model_name) for kind in kinds]
    those = {"phrases": _phrases(), "few": FEW, "some": SOME, "many": MANY}
    starting = " UNION ALL ".join(f"({STARTING.format(kind=name, start=START, **those)})" for name in names)
    some_having, having = (HAVING.format(only=only, **those) for only in (" AND mod(id, 16) = 0", ""))
    return TYPED.format(starting=starting, some_having=some_having, having=having, score=SCORE, **those)


def _found(only: str) -> str:
    return FOUND.format(phrases=_phrases(), score=SCORE, only=only)


def _phrases() -> str:
    return apps.get_model(settings.PHRASES)._meta.db_table


def clean(typed: str) -> str:
    """What is typed, as the database takes it: printable, with single blanks, and not endless."""
    printable = "".join(character if character.isprintable() else " " for character in typed[: LONGEST * 10])
    return " ".join(printable.split())[:LONGEST]


def parts(text: str, words: str) -> list[tuple[str, bool]]:
    """A text cut where the words asked for begin and end; what was found by its sound or stem is found as a whole."""
    letters = [(place, letter) for place, character in enumerate(text) for letter in _folded(character)]
    folded = "".join(letter for _, letter in letters)
    spans = (letters[at : at + len(word)] for word in _words(words) for at in _starts(folded, word))
    found = {place for span in spans for place, _ in span}
    return list(_runs(text, found)) if found else [(text, True)]


def _runs(text: str, found: set[int]) -> Iterator[tuple[str, bool]]:
    start = 0
    for end in range(1, len(text) + 1):
        if end == len(text) or (end in found) != (start in found):
            yield text[start:end], start in found
            start = end


def _starts(folded: str, word: str) -> Iterator[int]:
    """Where words begin with the word; where none does, or it is Chinese, wherever it is."""
    every = [start for start in range(len(folded)) if folded.startswith(word, start)]
    begun = [start for start in every if not folded[start - 1 : start].strip()]
    yield from (begun if word.isascii() and begun else every)


def _words(words: str) -> set[str]:
    return set("".join(map("".join, map(_folded, words))).split())


def _folded(character: str) -> str:
    """The letters that a character is without accents and case, much as the database folds it; a blank for a sign."""
    if character in "'’ʼ`":
        return ""
    if not character.isalnum():
        return "" if unicodedata.combining(character) else " "
    return (anyascii(character) if "LATIN" in unicodedata.name(character, "") else character).casefold()
