"""Many rows of many models, written with COPY; triggers, rules and history see them as any others."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from django.core.management.color import no_style
from django.db import connection, models
from django.db.models import Max
from psycopg.types.json import Jsonb

Model = type[models.Model]
Columns = dict[str, Any]

AT_ONCE = 5000  # records, with what belongs to them


class Copies:
    """Rows that wait to be written; each has its id at once, so that others can refer to it.

    `order` names the models so that no row comes before one it refers to.
    """

    def __init__(self, order: Sequence[Model]) -> None:
        self.waiting: dict[Model, list[Columns]] = {model: [] for model in order}
        self.last: dict[Model, int] = {model: _last_id(model) for model in order}
        self.added, self.written, self.analyzed = 0, 0, 0

    def add(self, model: Model, **columns: Any) -> int:
        """A new row, by attribute names; its id."""
        pk = self.last[model] = self.last[model] + 1
        self.waiting[model].append({"id": pk, **columns})
        return pk

    def write_some(self) -> None:
        """Write the rows that wait, once they are many."""
        self.added += 1
        if self.added % AT_ONCE == 0:
            self.write()

    def write(self) -> None:
        """Write the rows that wait, and have the server check now what else it would remember until the end."""
        for model, rows in self.waiting.items():
            if rows:
                _copy(model, rows)
                self.written += len(rows)
                rows.clear()
        self.analyze()
        connection.check_constraints()

    def analyze(self) -> None:
        """The server keeps the plans it made for triggers while a table was small, until it is told of the growth."""
        if self.written > 2 * self.analyzed:
            self.analyzed = self.written
            with connection.cursor() as cursor:
                cursor.execute("ANALYZE")

    def finish(self) -> None:
        """Let the next ids that the database gives come after these."""
        with connection.cursor() as cursor:
            for statement in connection.ops.sequence_reset_sql(no_style(), list(self.waiting)):
                cursor.execute(statement)
            cursor.execute("ANALYZE")


def _last_id(model: Model) -> int:
    return int(model._default_manager.aggregate(last=Max("pk"))["last"] or 0)


def _copy(model: Model, rows: Sequence[Columns]) -> None:
    statement, empty, derived = _columns(model)
    as_json = [field.attname for field in model._meta.concrete_fields if isinstance(field, models.JSONField)]
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        for row in rows:
            whole = empty | (_derived(model, row, derived) if derived else row)
            whole |= {key: Jsonb(whole[key]) for key in as_json}
            copy.write_row(list(whole.values()))


def _derived(model: Model, row: Columns, fields: list[Any]) -> Columns:
    """The row with what its fields compute of others when it is saved."""
    record = model(**row)
    for field in fields:
        field.pre_save(record, True)
    return {key: value for key, value in vars(record).items() if key in _columns(model)[1]}


@lru_cache
def _columns(model: Model) -> tuple[str, Columns, list[Any]]:
    """The statement for rows of a model, an empty row, and the fields that are computed or compute others."""
    quote = connection.ops.quote_name
    fields = [field for field in model._meta.concrete_fields if not field.generated and not field.has_db_default()]
    columns = ", ".join(quote(field.column) for field in fields)
    derived = [field for field in fields if type(field).pre_save is not models.Field.pre_save]
    statement = f"COPY {quote(model._meta.db_table)} ({columns}) FROM STDIN"
    return statement, {field.attname: field.get_default() for field in fields}, derived
