"""What a sheet would do, row by row, and doing it: through the loaders, as files would go, all of it or nothing.

A plan is made of the sheet and of what the archive says at the moment; `state` is the digest of both, so that what a
curator confirms is what was shown.
"""

import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from django.db import transaction
from django.utils.translation import gettext

from archive.database.bulk import fetch
from events.interop.sheets.columns import Sheet
from events.interop.sheets.reading import Table
from events.reportfile.loader import ALONE, LOADERS
from events.reportfile.reading import FileRefused, Loc, Problem, Source

NEW, CHANGED, SAME, REFUSED = "new", "changed", "unchanged", "refused"


@dataclass
class Row:
    """A row of the sheet: what becomes of it, in which lines, or why not, each with its column."""

    number: int
    cells: dict[str, str]
    status: str = SAME
    lines: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    # Where in the file that is made of the sheet it stands.
    loc: Loc = ()

    def refuse(self, says: str, column: str = "") -> None:
        self.status = REFUSED
        self.problems.append(f"{column}: {says}" if column else says)

    @property
    def shown(self) -> list[str]:
        """The first cells, by which a reader knows it."""
        return [cell for cell in self.cells.values() if cell][:4]


@dataclass
class Plan:
    """What the rows come to; `problems` are those of no row. `write` does it."""

    rows: list[Row]
    known: str = ""
    problems: list[str] = field(default_factory=list)
    write: Callable[[str], None] = lambda why: None

    @property
    def is_refused(self) -> bool:
        return bool(self.problems) or any(row.problems for row in self.rows)

    @property
    def state(self) -> str:
        said = [self.known, [(row.number, row.cells, row.status, row.lines) for row in self.rows]]
        return hashlib.sha256(json.dumps(said).encode()).hexdigest()

    def many(self, status: str) -> int:
        return sum(row.status == status for row in self.rows)

    def blame(self, problems: list[Problem], locate: Callable[[Problem], tuple[Row | None, str]]) -> None:
        for problem in problems:
            row, column = locate(problem)
            if row:
                row.refuse(problem.says, column)
            else:
                self.problems.append(f"{problem.field}: {problem.says}" if problem.field else problem.says)


Planner = Callable[[Sheet, Table, str], Plan]


class Stale(Exception):
    """The archive says something else than when the plan was shown."""


def examined(planner: Planner, sheet: Sheet, table: Table, report: str) -> Plan:
    """What would be done: it is done, looked at, and undone."""
    with transaction.atomic():
        plan = planner(sheet, table, report)
        if not plan.is_refused:
            plan.write("")
        transaction.set_rollback(True)
    return plan


def carried_out(planner: Planner, sheet: Sheet, table: Table, report: str, state: str, why: str) -> Plan:
    """Do what was shown. Raises Stale where it would be something else by now; a refused plan has written nothing."""
    with transaction.atomic():
        fetch(ALONE, [LOADERS])
        plan = planner(sheet, table, report)
        if plan.state != state:
            raise Stale
        plan.write(why)
        if plan.is_refused:
            transaction.set_rollback(True)
    return plan


def source(data: object) -> Source:
    return Source(gettext("the sheet"), data, {})


def refusals(do: Callable[[], object]) -> Iterator[Problem]:
    """What a loader refuses of what is done."""
    try:
        do()
    except FileRefused as refused:
        yield from refused.problems
