"""What happened in which year: a table of counts, with a line for each role."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Cell:
    """How many events took place, and how many are not known to have."""

    past: int
    planned: int


NONE = Cell(0, 0)


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


@dataclass(frozen=True)
class Part:
    """A part in events of some years: what it is called, in how many of them it took place, and in how many in all."""

    label: str
    years: Sequence[int]
    past: int
    every: int


def over_years(parts: Iterable[Part]) -> Grid:
    """The parts summed up for each label and year; an event over New Year counts in both."""
    cells: dict[tuple[str, int | None], Cell] = {}
    for part in parts:
        for year in part.years or (None,):
            cell = cells.get((part.label, year), NONE)
            cells[part.label, year] = Cell(cell.past + part.past, cell.planned + part.every - part.past)
    years = sorted({year for _, year in cells if year is not None})
    columns = [*years, *([None] if any(year is None for _, year in cells) else [])]
    labels = dict.fromkeys(name for name, _ in cells)
    return Grid(columns, [Line(name, [cells.get((name, year), NONE) for year in columns]) for name in labels])
