"""What happened in which year: a table of counts, with a line for each role."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Cell:
    """How many events took place, and how many are not known to have."""

    past: int
    planned: int


@dataclass(frozen=True)
class Line:
    """A label, and a cell for each column."""

    label: str
    cells: list[Cell]


@dataclass(frozen=True)
class Grid:
    """Columns are years, and None for dates that are not known."""

    columns: list[int | None]
    lines: list[Line]

    @property
    def has_planned(self) -> bool:
        return any(cell.planned for line in self.lines for cell in line.cells)


def over_years(facts: Iterable[Any], label: Callable[[Any], str]) -> Grid:
    """The facts' forums, each counted once for a label and year; a forum over New Year counts in both."""
    past: dict[tuple[str, int | None], dict[int, bool]] = {}
    for fact in facts:
        forum = fact.forum.canonical
        for year in forum.years or [None]:
            forums = past.setdefault((label(fact), year), {})
            forums[forum.pk] = forums.get(forum.pk, False) or fact.is_past
    years = sorted({year for _, year in past if year is not None})
    columns = [*years, *([None] if any(year is None for _, year in past) else [])]
    labels = dict.fromkeys(name for name, _ in past)
    return Grid(columns, [Line(name, [_cell(past.get((name, year), {})) for year in columns]) for name in labels])


def _cell(forums: dict[int, bool]) -> Cell:
    past = sum(forums.values())
    return Cell(past, len(forums) - past)
