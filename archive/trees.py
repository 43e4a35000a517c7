"""Rows that stand in rows of their own kind: no row is its own ancestor, and a whole is known by its parts."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import pgtrigger
from django.db.models import Model
from django.db.models.expressions import RawSQL
from django.utils.functional import Promise

# What marks a slug that stands for a record with all its parts.
WHOLE = "*"
PARTS = """
    WITH RECURSIVE edge (part, whole) AS (
        SELECT part.canonical_id, whole.canonical_id FROM {table} part JOIN {table} whole ON whole.id = part.parent_id
    ), inside (part, whole) AS (
        SELECT whole, whole FROM edge
        UNION SELECT edge.part, inside.whole FROM edge JOIN inside ON edge.whole = inside.part
    )
    SELECT part.slug AS part, whole.slug || '{mark}' AS whole, whole.name AS label
    FROM inside JOIN {table} part ON part.id = inside.part JOIN {table} whole ON whole.id = inside.whole
"""
ABOVE = """
    WITH RECURSIVE inside (part, whole) AS (
        SELECT id, id FROM {table} WHERE slug = ANY(%s) AND canonical_id = id
        UNION SELECT inside.part, whole.canonical_id FROM inside
            JOIN {table} part ON part.canonical_id = inside.whole JOIN {table} whole ON whole.id = part.parent_id
    )
    SELECT part.slug AS part, whole.slug || '{mark}' AS whole, whole.name AS label
    FROM inside JOIN {table} part ON part.id = inside.part JOIN {table} whole ON whole.id = inside.whole
    WHERE EXISTS (
        SELECT FROM {table} one JOIN {table} same ON same.id = one.parent_id WHERE same.canonical_id = whole.id
    )
"""
BELOW = """
    WITH RECURSIVE inside (id) AS (
        SELECT %s::bigint
        UNION SELECT part.canonical_id FROM inside
            JOIN {table} whole ON whole.canonical_id = inside.id JOIN {table} part ON part.parent_id = whole.id
    )
    SELECT id FROM inside
"""


@dataclass(frozen=True)
class Wholes:
    """The records of a model that have parts, each with itself and its parts at any depth.

    `words` name a whole: “%(whole)s, with its units”. Canonical records stand for their components: what lies in a
    merged record lies in the one that is kept.
    """

    model: type[Model]
    words: str | Promise

    @property
    def sql(self) -> str:
        """Rows (slug of a part, slug of a whole with the mark, label of the whole)."""
        return PARTS.format(table=self.model._meta.db_table, mark=WHOLE)

    def above(self, parts: list[str]) -> tuple[str, list[Any]]:
        """The same rows, of these parts alone, as a statement with its parameters."""
        return ABOVE.format(table=self.model._meta.db_table, mark=WHOLE), [parts]

    def parts(self, wholes: Iterable[str]) -> RawSQL:
        """The slugs of all that is in one of the wholes, for a filter."""
        return RawSQL(f"SELECT part FROM ({self.sql}) AS inside WHERE whole = ANY(%s)", [list(wholes)])  # noqa: S608, S611

    def below(self, whole: Model) -> RawSQL:
        """The ids of a canonical record and of its parts at any depth, for a filter."""
        return RawSQL(BELOW.format(table=self.model._meta.db_table), [whole.pk])  # noqa: S611


def acyclic(link: str, says: str) -> pgtrigger.Trigger:
    """A trigger that refuses a row which would become its own ancestor along `link`, named as a constraint."""
    column = f"{link}_id"
    return pgtrigger.Trigger(
        name=f"{link}_acyclic",
        when=pgtrigger.After,
        operation=pgtrigger.Insert | pgtrigger.UpdateOf(column),
        declare=[("above", "bigint"), ("steps", "integer")],
        func=f"""
            above := NEW.{column};
            steps := 0;
            WHILE above IS NOT NULL LOOP
                steps := steps + 1;
                IF above = NEW.id OR steps > 1000 THEN
                    RAISE EXCEPTION '{says}'
                        USING ERRCODE = 'check_violation', CONSTRAINT = TG_TABLE_NAME || '_{link}_acyclic';
                END IF;
                EXECUTE format('SELECT {column} FROM %I WHERE id = $1', TG_TABLE_NAME) INTO above USING above;
            END LOOP;
            RETURN NULL;
        """,  # noqa: S608
    )
