"""Small charts, drawn as SVG by the template from numbers worked out here."""

from collections.abc import Iterable
from dataclasses import dataclass

from archive.panels import FacetValue

STEP, WIDTH, HEIGHT, HEADROOM = 36, 26, 100, 18


@dataclass(frozen=True)
class Bar:
    """One column: where it stands and what it counts."""

    label: str
    count: int
    url: str
    chosen: bool
    left: int
    x: int
    y: int
    height: int
    middle: int


@dataclass(frozen=True)
class Chart:
    """Columns side by side, in a view box."""

    bars: list[Bar]
    width: int
    height: int = HEIGHT + HEADROOM
    base: int = HEIGHT
    step: int = STEP
    bar_width: int = WIDTH


def by_year(values: Iterable[FacetValue]) -> Chart:
    """A column for every year from the first to the last, empty ones too; what has no year is left out."""
    years = {int(value.value): value for value in values if value.value.isdecimal()}
    span = range(min(years), max(years) + 1) if years else range(0)
    most = max((value.count for value in years.values()), default=1)
    return Chart([_bar(place, year, years.get(year), most or 1) for place, year in enumerate(span)], len(span) * STEP)


def _bar(place: int, year: int, value: FacetValue | None, most: int) -> Bar:
    count, left = value.count if value else 0, place * STEP
    height = (HEIGHT - HEADROOM) * count // most
    return Bar(
        label=str(year),
        count=count,
        url=value.url if value else "",
        chosen=bool(value and value.selected),
        left=left,
        x=left + (STEP - WIDTH) // 2,
        y=HEIGHT - height,
        height=height,
        middle=left + STEP // 2,
    )
