"""Rows that stand in rows of their own kind: no row is its own ancestor."""

import pgtrigger


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
