"""Row rules that PostgreSQL has and Django's own constraints do not."""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import DEFAULT_DB_ALIAS, models
from django.db.backends.ddl_references import Statement
from django.db.models import BaseConstraint, Func, IntegerField


class NumNonNulls(Func):
    """How many of the columns hold a value."""

    function = "num_nonnulls"
    output_field = IntegerField()


class BelongsTo(BaseConstraint):
    """A foreign key over two columns: the row that `link` names has the same `owner` as this row.

    `BelongsTo("session", "forum")`: the session of an appearance is a session of the appearance's forum.
    The model linked to needs a unique constraint on (id, owner).
    """

    def __init__(self, link: str, owner: str, *, name: str, violation_error_message: str) -> None:
        super().__init__(name=name, violation_error_message=violation_error_message)
        self.link, self.owner = link, owner

    def create_sql(self, model: type[models.Model] | None, schema_editor: Any) -> Statement:
        assert model is not None
        link, quote = model._meta.get_field(self.link), schema_editor.quote_name
        return Statement(
            "ALTER TABLE %(table)s ADD CONSTRAINT %(name)s FOREIGN KEY (%(link)s, %(owner)s) "
            "REFERENCES %(to)s (id, %(owner)s) DEFERRABLE INITIALLY DEFERRED",
            table=quote(model._meta.db_table),
            name=quote(self.name),
            link=quote(link.column),  # type: ignore[union-attr]
            owner=quote(model._meta.get_field(self.owner).column),  # type: ignore[union-attr]
            to=quote(link.related_model._meta.db_table),  # type: ignore[union-attr]
        )

    def constraint_sql(self, model: type[models.Model] | None, schema_editor: Any) -> None:
        schema_editor.deferred_sql.append(self.create_sql(model, schema_editor))

    def remove_sql(self, model: type[models.Model] | None, schema_editor: Any) -> Statement:
        assert model is not None
        quote = schema_editor.quote_name
        return Statement(
            "ALTER TABLE %(table)s DROP CONSTRAINT %(name)s", table=quote(model._meta.db_table), name=quote(self.name)
        )

    def validate(
        self,
        model: type[models.Model],
        instance: models.Model,
        exclude: Sequence[str] | None = None,
        using: str = DEFAULT_DB_ALIAS,
    ) -> None:
        if exclude and {self.link, self.owner} & set(exclude):
            return
        linked = getattr(instance, self.link)
        owner = f"{self.owner}_id"
        if linked is not None and getattr(linked, owner) != getattr(instance, owner):
            raise ValidationError(self.get_violation_error_message(), code=self.violation_error_code)

    def deconstruct(self) -> Any:
        path, _, kwargs = super().deconstruct()
        return path, (self.link, self.owner), kwargs

    def __eq__(self, other: object) -> bool:
        return isinstance(other, BelongsTo) and self.deconstruct() == other.deconstruct()

    __hash__ = BaseConstraint.__hash__
