"""Migration operations of our own."""

import re
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


class KnowsWhatStands(RunSQL):
    """Have PostgreSQL know how many rows of a table stand for themselves, not for a record that is the same."""

    def __init__(self, table: str) -> None:
        self.table = table
        name = f"{table}_standing"
        super().__init__(
            f"CREATE STATISTICS {name} ON ((canonical_id = id)) FROM {table}; ANALYZE {table}",
            f"DROP STATISTICS {name}",
        )

    def deconstruct(self) -> Any:
        return self.__class__.__name__, (self.table,), {}

    def describe(self) -> str:
        return f"Have PostgreSQL know how many rows of {self.table} stand for themselves"


NOTING = """
CREATE FUNCTION {table}_{event}_noted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO archive_change (writer, kind, ids)
    SELECT pg_current_xact_id(), kind, CASE WHEN count(DISTINCT id) <= {many} THEN array_agg(DISTINCT id) END
    FROM ({touched}) AS touched (kind, id) WHERE id IS NOT NULL GROUP BY kind;
    RETURN NULL;
END $$;
CREATE TRIGGER {event}_noted AFTER {event} ON {table}
    REFERENCING {rows} FOR EACH STATEMENT EXECUTE FUNCTION {table}_{event}_noted();
"""
UNNOTED = "DROP TRIGGER {event}_noted ON {table}; DROP FUNCTION {table}_{event}_noted;"
TOUCHED = "SELECT '{kind}', id FROM ({ids}) AS one (id)"
TOLD = "SELECT '{kind}', id FROM now JOIN was USING (id) WHERE {when}"
OLD_AND_NEW = r"\1 (TABLE was UNION ALL TABLE now) AS changed"
ROWS = {
    "insert": "NEW TABLE AS changed",
    "update": "OLD TABLE AS was NEW TABLE AS now",
    "delete": "OLD TABLE AS changed",
}
MANY = 5000  # ids that a statement touches; of more it is noted that there are more


class NotesChanges(RunSQL):
    """Have every statement that writes the table note what it touches, for those who keep what they read of it.

    `touches` gives for each kind a SELECT of ids from the rows `changed`, of which an update has both what they were
    and what they are. `told` gives for each kind the condition on a row, as it `was` and is `now`, on which an update
    touches what refers to it.
    """

    def __init__(self, table: str, touches: dict[str, str], told: dict[str, str] | None = None) -> None:
        self.table, self.touches, self.told = table, touches, told or {}
        noted = {event: touched for event in ROWS if (touched := " UNION ALL ".join(self._touched(event)))}
        super().__init__(
            [
                NOTING.format(table=table, event=event, rows=ROWS[event], many=MANY, touched=touched)
                for event, touched in noted.items()
            ],
            [UNNOTED.format(table=table, event=event) for event in noted],
        )
        self.triggers = [f"{table}.{event}_noted" for event in noted]

    def _touched(self, event: str) -> list[str]:
        """SELECTs of (kind, id)."""
        if event != "update":
            return [TOUCHED.format(kind=kind, ids=ids) for kind, ids in self.touches.items()]
        both = {kind: re.sub(r"(FROM|JOIN) changed\b", OLD_AND_NEW, ids) for kind, ids in self.touches.items()}
        return [
            *(TOUCHED.format(kind=kind, ids=ids) for kind, ids in both.items()),
            *(TOLD.format(kind=kind, when=when) for kind, when in self.told.items()),
        ]

    def deconstruct(self) -> Any:
        return self.__class__.__name__, (self.table, self.touches, self.told), {}

    def describe(self) -> str:
        return f"Have what is written to {self.table} note what it touches"


def differ(*columns: str) -> str:
    """That a row `was` other than it is `now` in one of the columns."""
    was, now = (", ".join(f"{row}.{column}" for column in columns) for row in ("was", "now"))
    return f"({was}) IS DISTINCT FROM ({now})"


class SettlesSplits(RunSQL):
    """Before `…_split_stands`: a split that was found to be the same moved nothing, one left open stands again."""

    def __init__(self, table: str) -> None:
        self.table = table
        anew = "jsonb_typeof(moved) <> 'array' OR (moved <> '[]' AND judgement <> 'different')"
        statements = f"""
            DO $$ BEGIN IF EXISTS (SELECT FROM {table} WHERE {anew}) THEN
                SET CONSTRAINTS ALL IMMEDIATE;
                UPDATE {table} SET moved = '[]' WHERE ({anew}) AND judgement <> 'undecided';
                UPDATE {table} SET judgement = 'different' WHERE {anew};
            END IF; END $$
        """  # noqa: S608
        super().__init__(statements, RunSQL.noop)

    def deconstruct(self) -> Any:
        return self.__class__.__name__, (self.table,), {}

    def describe(self) -> str:
        return "Settle the decisions of splits that were judged anew"
