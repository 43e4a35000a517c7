"""What registers elsewhere call people, organizations and places moves the edition, and records are found by it.

An identifier is no name: it is kept among what stands beside names, so that no draft takes it for one. Of an ORCID the
digits alone are kept too.
"""

from importlib import import_module

from django.db import migrations

from archive.database.migrating import MovesEdition

phrase = import_module("events.migrations.0002_phrase")

TABLES = {"people_personidentifier": "person", "orgs_organizationidentifier": "organization", "orgs_placeidentifier": "place"}
SAID = {
    table: f"SELECT '{kind}', {kind}_id, value, 'C' FROM {{rows}}"
    + (f" UNION ALL SELECT '{kind}', {kind}_id, replace(value, '-', ''), 'C' FROM {{rows}}" if kind == "person" else "")
    for table, kind in TABLES.items()
}
EVERYTHING = " UNION ALL ".join(said.format(rows=table) for table, said in (phrase.SAID | SAID).items())
BEFORE = f"CREATE OR REPLACE VIEW events_said (kind, record, text, weight) AS {phrase.EVERYTHING}"
NOW = f"CREATE OR REPLACE VIEW events_said (kind, record, text, weight) AS {EVERYTHING}"
UNDONE = "\n".join(
    f"DROP TRIGGER search_on_{word} ON {table}; DROP FUNCTION search_{table}_{word};"
    for table in SAID
    for word in ("insert", "delete", "update")
)


class Migration(migrations.Migration):
    dependencies = [("events", "0013_heavy_pages"), ("orgs", "0004_identifiers"), ("people", "0005_identifiers")]

    operations = [
        MovesEdition(*TABLES),
        migrations.RunSQL(NOW, BEFORE),
        migrations.RunSQL(phrase.triggers(SAID, {}), UNDONE),
    ]
