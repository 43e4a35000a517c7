"""Small charts, drawn as SVG by the template from numbers worked out here."""

from collections.abc import Iterable
from dataclasses import dataclass

from archive.pages.panels import FacetValue

WIDTH, HEIGHT, HEADROOM = 324, 120, 22  # nine years fit a phone
NARROWEST, WIDEST = 36, 64  # a column with its year; few share the width, many make the chart wider
FILLED = 0.72  # of the room for a column


@dataclass(frozen=True)
class Bar:
    """One column: where it stands and what it counts."""

    label: str
    count: int
    url: str
    chosen: bool
    left: int
    x: float
    y: int
    height: int
    middle: float


@dataclass(frozen=True)
class Chart:
    """Columns side by side, in a view box."""

    bars: list[Bar]
    undated: list[FacetValue]
    step: int
    bar_width: float
    width: int
    height: int = HEIGHT + HEADROOM
    base: int = HEIGHT


def by_year(values: Iterable[FacetValue]) -> Chart:
    """A column for every year from the first to the last, empty ones too; what has no year stands apart."""
    values = list(values)
    years = {int(value.value): value for value in values if value.value.isdecimal()}
    undated = [value for value in values if not value.value.isdecimal()]
    span = range(min(years), max(years) + 1) if years else range(0)
    most = max((value.count for value in years.values()), default=0) or 1
    step = min(WIDEST, max(NARROWEST, WIDTH // max(len(span), 1)))
    bars = [_bar(place * step, step, str(year), years.get(year), most) for place, year in enumerate(span)]
    return Chart(bars, undated, step, round(step * FILLED, 1), len(span) * step)


def _bar(left: int, step: int, year: str, value: FacetValue | None, most: int) -> Bar:
    count = value.count if value else 0
    height = (HEIGHT - HEADROOM) * count // most
    return Bar(
        label=year,
        count=count,
        url=value.url if value else "",
        chosen=bool(value and value.selected),
        left=left,
        x=round(left + step * (1 - FILLED) / 2, 1),
        y=HEIGHT - height,
        height=height,
        middle=round(left + step / 2, 1),
    )
