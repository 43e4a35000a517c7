"""A map of the world with circles on it, drawn as SVG by the template from numbers worked out here.

The projection is Equal Earth (Šavrič, Patterson and Jenny, 2018): areas keep their proportions. The land is in
`static/vendored/land-110m.svg`, projected the same way.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from math import asin, cos, radians, sin, sqrt

WIDTH, HEIGHT = 1000, 432
A1, A2, A3, A4 = 1.340264, -0.081106, 0.000893, 0.003796
NORTH = 83.7  # the latitude at the upper edge
SMALLEST, GROWTH = 5.0, 2.5
LETTER, LINE = 7.5, 13  # the room a label takes, for each letter and in height
BEFORE = {"start": 0, "middle": 0.5, "end": 1}  # how much of a label stands left of its place

Box = tuple[float, float, float, float]  # left, top, right, bottom


@dataclass(frozen=True)
class Point:
    """A place to be drawn: where it lies, what it counts, and where it leads."""

    name: str
    count: int
    url: str
    latitude: float
    longitude: float


@dataclass(frozen=True)
class Label:
    """A name, where it is written, and which part of it stands there."""

    text: str
    x: float
    y: float
    anchor: str

    @property
    def box(self) -> Box:
        width = LETTER * len(self.text)
        left = self.x - width * BEFORE[self.anchor]
        return left, self.y - LINE / 2, left + width, self.y + LINE / 2


@dataclass(frozen=True)
class Circle:
    """A place as drawn; without a label where others leave no room for one."""

    point: Point
    x: float
    y: float
    radius: float
    label: Label | None = None

    @property
    def box(self) -> Box:
        return self.x - self.radius, self.y - self.radius, self.x + self.radius, self.y + self.radius


@dataclass(frozen=True)
class Map:
    """Circles on the world, the largest first so that none lies hidden."""

    circles: list[Circle]
    width: int = WIDTH
    height: int = HEIGHT


def project(latitude: float, longitude: float) -> tuple[float, float]:
    """Where a point on earth lies on the map."""
    x, y = _equal_earth(latitude, longitude)
    right, _ = _equal_earth(0, 180)
    _, top = _equal_earth(NORTH, 0)
    scale = WIDTH / (2 * right)
    return (x + right) * scale, (top - y) * scale


def _equal_earth(latitude: float, longitude: float) -> tuple[float, float]:
    theta = asin(sqrt(3) / 2 * sin(radians(latitude)))
    squared = theta**2
    sixth = squared**3
    slope = 9 * A4 * sixth * squared + 7 * A3 * sixth + 3 * A2 * squared + A1
    x = 2 * sqrt(3) * radians(longitude) * cos(theta) / (3 * slope)
    return x, theta * (A4 * sixth * squared + A3 * sixth + A2 * squared + A1)


def world(points: Iterable[Point]) -> Map:
    """The points as circles, the larger the more they count; the largest are labelled first."""
    circles = [_circle(point) for point in sorted(points, key=lambda point: (-point.count, point.name))]
    taken = [circle.box for circle in circles]
    for place, circle in enumerate(circles):
        if label := _free(circle, circles, taken):
            taken.append(label.box)
            circles[place] = replace(circle, label=label)
    return Map(circles)


def _circle(point: Point) -> Circle:
    x, y = project(point.latitude, point.longitude)
    return Circle(point, round(x, 1), round(y, 1), round(SMALLEST + GROWTH * sqrt(point.count), 1))


def _free(circle: Circle, circles: list[Circle], taken: list[Box]) -> Label | None:
    """The name in the first place beside, above or below the circle where it covers nothing."""
    aside, away = circle.radius + 3, circle.radius + LINE / 2
    sides = sorted(((aside, "start"), (-aside, "end")), key=lambda side: _neighbours(circle, circles, side[0]))
    beside = [(side, y, end) for y in (0, -0.7 * LINE, 0.7 * LINE) for side, end in sides]
    places = [*beside, (0, -away, "middle"), (0, away, "middle")]
    name = circle.point.name
    tried = [Label(name, round(circle.x + x, 1), round(circle.y + y, 1), anchor) for x, y, anchor in places]
    return next((label for label in tried if not _covers(label.box, taken)), None)


def _neighbours(circle: Circle, circles: list[Circle], side: float) -> int:
    """How many circles overlap this one, with their middles on that side of its own."""
    return sum((other.x - circle.x) * side > 0 and _covers(circle.box, [other.box]) for other in circles)


def _covers(box: Box, taken: list[Box]) -> bool:
    left, top, right, bottom = box
    if left < 0 or right > WIDTH:
        return True
    return any(left < other[2] and other[0] < right and top < other[3] and other[1] < bottom for other in taken)
