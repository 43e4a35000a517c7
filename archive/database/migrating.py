"""Migration operations of our own."""

from typing import Any

from django.db.migrations.operations import RunSQL
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState


class InstallTriggers(Operation):
    """Install the triggers that the app's models are created with, all at once.

    An AddTrigger for each renders the app's models anew each time: a first start would take four times as long.
    """

    reversible = True
    reduces_to_sql = True

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """The state has them from CreateModel."""

    def database_forwards(
        self, app_label: str, schema_editor: Any, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        for (label, _), model in to_state.models.items():
            for trigger in model.options.get("triggers", ()) if label == app_label else ():
                schema_editor.execute(trigger.install_sql, params=None)

    def database_backwards(
        self, app_label: str, schema_editor: Any, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        """They go with their tables."""

    def describe(self) -> str:
        return "Install the triggers of the app's models"


class MovesEdition(RunSQL):
    """Have every statement that writes one of the tables move the archive's edition, once in a transaction."""

    def __init__(self, *tables: str) -> None:
        self.tables = tables
        super().__init__(
            [
                f"CREATE TRIGGER edition_to_move AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON {table} "
                "FOR EACH STATEMENT EXECUTE FUNCTION edition_to_move()"
                for table in tables
            ],
            [f"DROP TRIGGER edition_to_move ON {table}" for table in tables],
        )

    def deconstruct(self) -> Any:
        return self.__class__.__name__, self.tables, {}

    def describe(self) -> str:
        return "Have what is written to public tables move the edition"
