"""Taking words out of everything that is kept: every text of every table, history and all, in one statement a table."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.db import connection
from django.db.models import CharField, JSONField, Model, SlugField, TextField

OMITTED = "[…]"
# Addresses, names of files and keys are never changed, accounts are nobody's record, and sessions end by themselves.
KEPT_COLUMNS = {"slug", "key", "url", "archived_url", "file", "sha256", "digest", "pgh_label"}
KEPT_APPS = {"auth", "contenttypes", "sessions"}
LETTER = "A-Za-zÀ-ɏ0-9"
BLANK_IN_JSON = r"\\[nrt]"  # its letter is none of the word that follows


@dataclass(frozen=True)
class Texts:
    """The text columns of a table, each with what it becomes."""

    model: type[Model]
    columns: dict[str, str]


def pattern(words: Iterable[str]) -> str:
    """What finds the words, whatever blanks part them, but not within longer words."""
    return "|".join(_one(text) for text in words)


def _one(text: str) -> str:
    inside = rf"(?:\s|{BLANK_IN_JSON})+".join(re.sub(r"(\W)", r"\\\1", part) for part in text.split())
    before = f"(?:(?<![{LETTER}])|(?<={BLANK_IN_JSON}))" if re.match(f"[{LETTER}]", text) else ""
    after = f"(?![{LETTER}])" if re.search(f"[{LETTER}]$", text) else ""
    return f"{before}{inside}{after}"


def every_text(left_out: Callable[[type[Model]], dict[str, str] | None]) -> Iterator[Texts]:
    """The texts of all tables; `left_out` says by column in which rows it stays; None: the table stays."""
    for model in apps.get_models(include_auto_created=True):
        if model._meta.app_label in KEPT_APPS or not model._meta.managed or model._meta.proxy:
            continue
        if (stay := left_out(model)) is None:
            continue
        columns = {
            str(field.column): _replaced(field, stay.get(str(field.column), ""))
            for field in model._meta.local_concrete_fields
            if field.column not in KEPT_COLUMNS and _is_text(field)
        }
        if columns:
            yield Texts(model, columns)


def _is_text(field: Any) -> bool:
    inner = field.base_field if isinstance(field, ArrayField) else field
    is_free = isinstance(inner, CharField | TextField) and not isinstance(inner, SlugField) and not inner.choices
    return not field.generated and (is_free or isinstance(field, JSONField))


def _replaced(field: Any, stays: str) -> str:
    column = connection.ops.quote_name(field.column)
    if isinstance(field, ArrayField):
        each = "SELECT regexp_replace(one, %(words)s, %(omitted)s, 'gi')"
        kind = re.sub(r"\(\d+\)", "", str(field.db_type(connection)))  # a cast to so many characters would cut
        every = f"ARRAY({each} FROM unnest({column}) WITH ORDINALITY AS of_ (one, place) ORDER BY place)::{kind}"
        words = f"CASE WHEN {column} IS NOT NULL THEN {every} END"
    elif isinstance(field, JSONField):
        words = f"regexp_replace({column}::text, %(words)s, %(omitted)s, 'gi')::jsonb"
    else:
        words = f"regexp_replace({column}, %(words)s, %(omitted)s, 'gi')"
    return f"CASE WHEN {stays} THEN {column} ELSE {words} END" if stays else words


def redact(texts: Texts, words: str) -> int:
    """Take what the pattern finds out of the texts of a table; how many rows held it."""
    quote = connection.ops.quote_name
    changed = ", ".join(f"{quote(column)} = {new}" for column, new in texts.columns.items())
    return _run(f"UPDATE {quote(texts.model._meta.db_table)} SET {changed} WHERE {_differs(texts)}", words)  # noqa: S608


def count(texts: Texts, words: str) -> int:
    """How many rows hold what the pattern finds."""
    table = connection.ops.quote_name(texts.model._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table} WHERE {_differs(texts)}", _values(words))  # noqa: S608
        return int(cursor.fetchone()[0])


def _differs(texts: Texts) -> str:
    quote = connection.ops.quote_name
    return " OR ".join(f"{quote(column)} IS DISTINCT FROM {new}" for column, new in texts.columns.items())


def _run(statement: str, words: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(statement, _values(words))
        return cursor.rowcount


def _values(words: str) -> dict[str, Any]:
    return {"words": words, "omitted": OMITTED}
