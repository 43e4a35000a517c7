"""Small charts, drawn as SVG by the template from numbers worked out here."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from math import ceil

from archive.panels import FacetValue

WIDTH, HEIGHT, HEADROOM = 528, 150, 22
FEWEST, LABELS = 6, 12  # columns that the width is shared among at least, years named at most
FILLED = 0.72  # of the room for a column


@dataclass(frozen=True)
class Bar:
    """One column: where it stands and what it counts. A year is not named where there is no room."""

    label: str
    named: bool
    count: int
    url: str
    x: float
    y: int
    height: int
    middle: float


@dataclass(frozen=True)
class Chart:
    """Columns side by side, in a view box."""

    bars: list[Bar]
    bar_width: float
    width: int = WIDTH
    height: int = HEIGHT + HEADROOM
    base: int = HEIGHT


def by_year(values: Iterable[FacetValue]) -> Chart:
    """A column for every year from the first to the last, empty ones too; what has no year is left out."""
    years = {int(value.value): value for value in values if value.value.isdecimal()}
    span = range(min(years), max(years) + 1) if years else range(0)
    most = max((value.count for value in years.values()), default=0) or 1
    step, every = WIDTH / max(len(span), FEWEST), ceil(len(span) / LABELS)
    bars = [_bar(place * step, step, str(year), years.get(year), most) for place, year in enumerate(span)]
    named = [replace(bar, named=place % every == 0) for place, bar in enumerate(reversed(bars))]
    return Chart(named[::-1], round(step * FILLED, 1))


def _bar(left: float, step: float, year: str, value: FacetValue | None, most: int) -> Bar:
    count = value.count if value else 0
    height = (HEIGHT - HEADROOM) * count // most
    url = value.url if value and count else ""
    x, middle = round(left + step * (1 - FILLED) / 2, 1), round(left + step / 2, 1)
    return Bar(year, True, count, url, x, HEIGHT - height, height, middle)
