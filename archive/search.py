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
SIMILAR = """,
    found AS MATERIALIZED (
        SELECT kind, record, text, 0 AS place,
            strict_word_similarity(words, forms) + similarity(words, text) / 10 AS score
        FROM whole JOIN {phrases} ON weight <> 'D' AND weight IN ('A', 'B') AND words <<%% forms
        ORDER BY score DESC LIMIT 100
    )
"""
SIMILARITY = "set_config('pg_trgm.strict_word_similarity_threshold', '0.35', true) AS threshold"
NAMES = "weight IN ('A', 'B')"
MEMBERS = """
    SELECT {canonical} AS record, max(score) AS score,
        (array_agg(found.text ORDER BY score DESC, length(found.text) DESC, found.text))[1] AS text
    FROM found JOIN {table} member ON member.id = found.record WHERE found.kind = '{kind}'
    GROUP BY 1 HAVING bool_or(place = 0) OR count(DISTINCT place) = (SELECT count(*) FROM asked WHERE place > 0)
"""
HITS = """
    SELECT kind, record, name, slug, note, text, every FROM (
        SELECT *, count(*) OVER (PARTITION BY kind) AS every,
            row_number() OVER (PARTITION BY kind ORDER BY score DESC, sort_name, record) AS place
        FROM ({kinds}) AS hit
    ) AS hit WHERE place > %s AND place <= %s ORDER BY score DESC, {order}, place
"""
OF_KIND = """
    SELECT '{name}' AS kind, shown.record, shown.name, shown.slug, shown.note, shown.sort_name, hit.score, hit.text
    FROM ({members}) AS hit JOIN ({rows}) AS shown (record, name, slug, note, sort_name) USING (record)
"""


class Searched(models.QuerySet[Any]):
    """Records of a model that has phrases."""

    def matching(self, words: str) -> "Searched":
        """Those that have all the words in a text they are found by, or that are the same as ones that have."""
        kind = f"kind = '{self.model._meta.model_name}'"
        every = WHOLE.format(limit="1") + _found(only=kind) + members(self.model)
        return self.filter(pk__in=RawSQL(f"SELECT record FROM ({every}) AS hit", [clean(words)]))  # noqa: S608, S611


@dataclass(frozen=True)
class Kind:
    """A kind of record that is searched: the rows shown, and what is told of each, as expressions."""

    called: str
    rows: models.QuerySet[Any]
    name: Any
    note: Any
    slug: Any = "slug"

    @cached_property
    def sql(self) -> tuple[str, tuple[Any, ...]]:
        told = {"hit_name": self.name, "hit_slug": self.slug, "hit_note": self.note}
        aliases = {key: models.F(value) if isinstance(value, str) else value for key, value in told.items()}
        rows = self.rows.order_by().annotate(**aliases).values_list("pk", *aliases, "sort_name")
        sql, params = rows.query.sql_with_params()
        return OF_KIND.format(name=self.called, members=members(self.rows.model), rows=sql), params


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
    kinds: Sequence[Kind], words: str, most: int, *, after: int = 0, names_only: bool = False, similar: bool = False
) -> list[Hit]:
    """The best of each kind, the best first of all; with `similar`, of what is spelled much like the words."""
    if similar:
        head = WHOLE.format(limit=SIMILARITY) + SIMILAR.format(phrases=_phrases())
    else:
        head = WHOLE.format(limit="1") + _found(only=NAMES if names_only else "true")
    in_order = ", ".join(f"'{kind.called}'" for kind in kinds)
    every = " UNION ALL ".join(kind.sql[0] for kind in kinds)
    statement = head + HITS.format(kinds=every, order=f"array_position(ARRAY[{in_order}], kind)")
    params = [words, *(value for kind in kinds for value in kind.sql[1]), after, after + most]
    with connections[router.db_for_read(apps.get_model(settings.PHRASES))].cursor() as cursor:
        cursor.execute(statement, params)
        return [Hit(*row) for row in cursor.fetchall()]


def members(model: type[models.Model]) -> str:
    """The records of a model that were found, by the canonical ones."""
    canonical = "member.canonical_id" if hasattr(model, "canonical") else "member.id"
    return MEMBERS.format(canonical=canonical, table=model._meta.db_table, kind=model._meta.model_name)


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
