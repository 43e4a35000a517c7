"""What a table of the dump is: rows of the database in an order of their own, and columns that say what they hold."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.db.models import F, Func, QuerySet, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast, Coalesce, Collate, NullIf
from django.utils.translation import override

TYPES: dict[Any, str] = {
    models.DateField: "date",
    models.DateTimeField: "datetime",
    models.DecimalField: "number",
    models.IntegerField: "integer",
    models.URLField: "string",
}


@dataclass(frozen=True)
class Column:
    """A name, what each row has there, and its type as Table Schema calls it; `to` is the table whose key it holds."""

    name: str
    value: Combinable
    type: str
    description: str
    to: str = ""

    @property
    def told(self) -> Combinable:
        """The value; words in an order that no locale changes."""
        return Collate(Cast(self.value, models.TextField()), "C") if self.type == "string" else self.value


@dataclass(frozen=True)
class Table:
    """Rows with the columns that tell one from another (`key`, maybe none) and the one that names them (`label`)."""

    name: str
    description: str
    rows: QuerySet[Any]
    columns: tuple[Column, ...]
    key: str = ""
    label: str = ""

    @property
    def query(self) -> QuerySet[Any]:
        """Rows of values, in an order that no locale and no history of the database changes; equal rows once."""
        values = {f"_{column.name}": column.told for column in self.columns}
        rows = self.rows.order_by().annotate(**values).values_list(*values)
        return rows.order_by(f"_{self.key}") if self.key else rows.order_by(*values).distinct()


def field(rows: QuerySet[Any]) -> Callable[..., Column]:
    """Makes columns that hold a field of the rows: empty words are told as nothing."""

    def column(name: str, path: str = "") -> Column:
        known = _field(rows.model, path or name)
        words = isinstance(known, models.CharField | models.TextField)
        value = NullIf(F(path or name), Value("")) if words and known.blank else F(path or name)
        kind = next((kind for of, kind in TYPES.items() if isinstance(known, of)), "string")
        return Column(name, value, kind, _help(known))

    return column


def link(name: str, path: str, to: str, description: str) -> Column:
    """A column that holds the key of a row of another table."""
    return Column(name, F(path), "string", description, to)


def joined(by: str, *parts: Any) -> Func:
    """The parts as words with this between them; nothing stands for those that are not there."""
    every = (Coalesce(Cast(part, models.TextField()), Value("")) for part in parts)
    return Func(Value(by), *every, function="concat_ws", output_field=models.TextField())


def _field(model: type[models.Model], path: str) -> Any:
    first, _, rest = path.partition("__")
    found: Any = model._meta.get_field(first)
    if rest and not found.related_model:
        raise FieldDoesNotExist(path)
    return _field(found.related_model, rest) if rest else found


def _help(known: Any) -> str:
    with override("en"):
        return str(known.help_text)
