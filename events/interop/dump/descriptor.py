"""What describes a dump: a Frictionless Data Package, metadata for Datasette, and words for people."""

from collections.abc import Iterable
from typing import Any

from events.interop.dump.columns import Table

DATABASE = "rostrum"
LICENCE = {
    "name": "CC0-1.0",
    "title": "Creative Commons Zero v1.0 Universal",
    "path": "https://creativecommons.org/publicdomain/zero/1.0/",
}
TITLE = "Rostrum: who spoke where, for whom, and who says so"
DESCRIPTION = (
    "Forums, their sessions, speakers and organizations, each fact with the reports that state it, the paragraphs "
    "and the words printed there. Texts of reports, users, drafts and history are not in it."
)


def data_package(tables: list[Table], files: dict[str, tuple[int, str]], when: str) -> dict[str, Any]:
    """The descriptor by Data Package 1.0; `files` are sizes in bytes and SHA-256 by path."""
    return {
        "profile": "tabular-data-package",
        "name": DATABASE,
        "title": TITLE,
        "description": DESCRIPTION,
        "created": when,
        "licenses": [LICENCE],
        "resources": [_resource(table, keys(tables), *files[csv_path(table)]) for table in tables],
    }


def csv_path(table: Table) -> str:
    return f"tables/{table.name}.csv"


def _resource(table: Table, known: dict[str, str], size: int, digest: str) -> dict[str, Any]:
    fields = [
        {"name": one.name, "type": one.type, "description": one.description}
        | ({"constraints": {"required": True, "unique": True}} if one.name == table.key else {})
        for one in table.columns
    ]
    links = [
        {"fields": one.name, "reference": {"resource": "" if one.to == table.name else one.to, "fields": known[one.to]}}
        for one in table.columns
        if one.to
    ]
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "path": csv_path(table),
        "description": table.description,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": size,
        "hash": f"sha256:{digest}",
        "schema": {
            "fields": fields,
            **({"primaryKey": table.key} if table.key else {}),
            **({"foreignKeys": links} if links else {}),
        },
    }


def keys(tables: Iterable[Table]) -> dict[str, str]:
    """By table, the column by which its rows are linked to."""
    return {table.name: table.key for table in tables}


def datasette(tables: list[Table]) -> dict[str, Any]:
    """Metadata with which Datasette says what there is and labels links by names."""
    told = {
        table.name: {
            "description": table.description,
            "columns": {one.name: one.description for one in table.columns},
            **({"label_column": table.label} if table.label else {}),
        }
        for table in tables
    }
    licence = {"license": LICENCE["title"], "license_url": LICENCE["path"]}
    return {"title": TITLE, "description": DESCRIPTION, **licence, "databases": {DATABASE: {"tables": told}}}


def read_me(when: str) -> str:
    return f"""# {TITLE}

{DESCRIPTION}

As of {when}. The curated facts are in the public domain: {LICENCE["title"]} ({LICENCE["path"]}). The words printed in
reports are quoted as evidence and remain their authors'.

- `tables/*.csv` with `datapackage.json`: a Frictionless Data Package. Empty cells mean that nothing is known or said.
- `{DATABASE}.sqlite`: the same tables with foreign keys, for `datasette {DATABASE}.sqlite --metadata metadata.json`.
- `files/`: report files and authority files, from which `manage.py load_reports files` builds the archive anew.
- `SHA256SUMS`: `sha256sum --check SHA256SUMS` says whether all is as it was written.
"""
