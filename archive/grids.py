"""What happened in which year: a table of counts, with a line for each role."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass


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


@dataclass(frozen=True)
class Part:
    """A part in an event: what it is called, the event, the years that touches, and whether it took place."""

    label: str
    event: int
    years: Sequence[int]
    is_past: bool


def over_years(parts: Iterable[Part]) -> Grid:
    """The parts' events, each counted once for a label and year; an event over New Year counts in both."""
    past: dict[tuple[str, int | None], dict[int, bool]] = {}
    for part in parts:
        for year in part.years or (None,):
            events = past.setdefault((part.label, year), {})
            events[part.event] = events.get(part.event, False) or part.is_past
    years = sorted({year for _, year in past if year is not None})
    columns = [*years, *([None] if any(year is None for _, year in past) else [])]
    labels = dict.fromkeys(name for name, _ in past)
    return Grid(columns, [Line(name, [_cell(past.get((name, year), {})) for year in columns]) for name in labels])


def _cell(events: dict[int, bool]) -> Cell:
    past = sum(events.values())
    return Cell(past, len(events) - past)
