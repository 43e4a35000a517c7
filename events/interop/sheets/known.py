"""Sheets of people and organizations: each row a definition, as an authority file has it.

A cell that is empty leaves what the archive says: names are added to those known, an identifier takes the place of the
one of its scheme.
"""

from collections import Counter
from typing import Any

from django.utils.translation import gettext

from events.interop.sheets.columns import NAMES, Sheet
from events.interop.sheets.planning import CHANGED, NEW, Plan, Row, refusals, source
from events.interop.sheets.reading import PROBLEM, Table
from events.reportfile.authority import AuthorityLoader
from events.reportfile.defining import Change
from events.reportfile.definitions import KINDS, Kind, in_order, stored_definitions
from events.reportfile.exporting import AUTHORITY
from events.reportfile.loader import Loader, Outcome
from events.reportfile.reading import Problem, read
from events.reportfile.schema import AuthorityFile
from events.reportfile.writing import Document, digest, minimal

NAME_KINDS = {"native": "native", "pinyin": "pinyin", "other_names": "alias"}


def plan_known(sheet: Sheet, table: Table, report: str) -> Plan:
    kind = next(kind for kind in KINDS if kind.list == sheet.list)
    rows = [Row(number, cells) for number, cells in table.rows]
    slugs = Counter(row.cells.get("slug", "") for row in rows)
    before = stored_definitions(kind, set(slugs))
    items = []
    for row in rows:
        slug = row.cells.get("slug", "")
        if slug and slugs[slug] > 1:
            row.refuse(gettext("another row has it too: keep one"), "slug")
        elif item := _item(kind, sheet, row, before.get(slug)):
            row.loc = (kind.list, len(items))
            items.append(item)
    plan = Plan(rows, digest({slug: minimal(item) for slug, item in before.items()}))
    if not plan.is_refused:
        _check(plan, kind, items)
    return plan


def _item(kind: Kind, sheet: Sheet, row: Row, before: Any) -> Any:
    """The definition that a row is, told as a change of the one before; None where it is refused."""
    said = _merged(sheet, row.cells, minimal(before) if before else {})
    found: list[Any] = []
    for problem in refusals(lambda: found.append(read(source(_document(kind, [said])), AuthorityFile))):
        row.refuse(problem.says, _column(problem))
    if not found:
        return None
    [item] = getattr(in_order(found[0]), kind.list)
    if item != before:
        row.status = CHANGED if before else NEW
        row.lines = [line.partition(f" {item.slug}: ")[2] for line in Change(kind, item, before).lines if before]
    return item


def _merged(sheet: Sheet, cells: dict[str, str], said: Document) -> Document:
    given = {column: cell for column, cell in cells.items() if cell and column != PROBLEM}
    plain = {column: cell for column, cell in given.items() if column not in (*NAMES, *sheet.schemes)}
    names = [
        {"kind": NAME_KINDS[column], "text": text.strip()}
        for column in NAMES
        for text in given.get(column, "").split(";")
        if text.strip()
    ]
    known = {(name.get("kind", "alias"), name["text"]) for name in said.get("names", ())}
    names = [name for name in names if (name["kind"], name["text"]) not in known]
    told = [{"scheme": scheme, "value": given[scheme]} for scheme in sheet.schemes if scheme in given]
    return said | plain | {"names": [*said.get("names", ()), *names], "identifiers": _registered(said, told)}


def _registered(said: Document, told: list[dict[str, str]]) -> list[dict[str, str]]:
    """The identifiers known, but those of a scheme that the row names; one that is told again keeps its source."""
    schemes = {one["scheme"] for one in told}
    before = said.get("identifiers", [])
    again = {(one["scheme"], one["value"]): one for one in before}
    kept = [one for one in before if one["scheme"] not in schemes]
    return [*kept, *(again.get((one["scheme"], one["value"]), one) for one in told)]


def _document(kind: Kind, items: list[Document]) -> Document:
    return {"format": AUTHORITY, kind.list: items}


def _column(problem: Problem) -> str:
    """The column of the sheet that a field of the definition comes from."""
    field = next((str(part) for part in problem.loc[2:] if isinstance(part, str)), "")
    return {"names": "other_names", "identifiers": "identifiers"}.get(field, field)


def _check(plan: Plan, kind: Kind, items: list[Any]) -> None:
    """Hold the rows against each other and the archive, and have them written when that is asked."""
    file = AuthorityFile.model_validate({"format": AUTHORITY, kind.list: tuple(items)})
    there = source(_document(kind, items))
    loader = Loader(overwrite=True)  # what was shown is what is overwritten
    authority = AuthorityLoader(loader)
    rows = {row.loc: row for row in plan.rows}

    def locate(problem: Problem) -> tuple[Row | None, str]:
        return rows.get(problem.loc[:2]), _column(problem)

    def write(why: str) -> None:
        def do() -> None:
            with loader.writing(there, why):
                authority.write([(there, file)], [Outcome(there.name, NEW)])

        plan.blame(list(refusals(do)), locate)

    plan.blame(list(refusals(lambda: authority.check([(there, file)]))), locate)
    plan.write = write
