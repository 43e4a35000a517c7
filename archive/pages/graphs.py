"""A graph that stays readable: nodes in two columns, and curves between those that belong together.

The left column is in the order given; the right one is put in the order that keeps the curves short. Both orders and
all places follow from the data alone, so that a page looks the same each time.
"""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from statistics import fmean

WIDTH, LEFT, RIGHT = 1000, 400, 620
ROW, MARGIN = 30, 20
LETTERS = 44  # of a label, before it is cut
MOST = 12  # nodes on the left


@dataclass(frozen=True)
class Node:
    """Something with a name and an address, which tells it from the others."""

    name: str
    url: str

    @property
    def label(self) -> str:
        return self.name if len(self.name) <= LETTERS else f"{self.name[:LETTERS].rstrip()}…"


@dataclass(frozen=True)
class Placed:
    """A node where it is drawn; it is the larger the more curves meet in it."""

    node: Node
    x: int
    y: float
    label_x: int
    radius: int

    @property
    def side(self) -> int:
        """Of a square."""
        return 2 * self.radius

    @property
    def corner(self) -> tuple[float, float]:
        return self.x - self.radius, self.y - self.radius


@dataclass(frozen=True)
class Curve:
    """From the left to the right; heavy where its right end has several."""

    path: str
    heavy: bool


@dataclass(frozen=True)
class Graph:
    """What is drawn, and how many nodes on the left are left out."""

    left: list[Placed]
    right: list[Placed]
    curves: list[Curve]
    height: int
    left_out: int
    width: int = WIDTH


def graph(left: Sequence[Node], right: Sequence[Node], ends: Collection[tuple[str, str]], left_out: int = 0) -> Graph:
    """`ends` are pairs (address on the left, on the right); of the left, those with the most of them are drawn.

    The caller may have left out some already.
    """
    kept = _busiest(left, ends)
    row = {node.url: place for place, node in enumerate(kept)}
    ends = [pair for pair in ends if pair[0] in row]
    lefts, rights = Counter(one for one, _ in ends), Counter(other for _, other in ends)
    middle = {url: fmean(row[one] for one, other in ends if other == url) for url in rights}
    drawn = sorted((node for node in right if node.url in middle), key=lambda node: (middle[node.url], node.name))
    height = max(len(kept), len(drawn)) * ROW + 2 * MARGIN
    first, second = _column(kept, LEFT, -12, height, lefts), _column(drawn, RIGHT, 12, height, rights)
    at = {place.node.url: place for place in (*first, *second)}
    curves = [Curve(_path(at[one], at[other]), rights[other] > 1) for one, other in ends]
    return Graph(first, second, curves, height, left_out + len(left) - len(kept))


def _busiest(left: Sequence[Node], ends: Collection[tuple[str, str]]) -> list[Node]:
    """The nodes with the most curves, in the order given."""
    many = Counter(one for one, _ in ends)
    busiest = {node.url for node in sorted(left, key=lambda node: -many[node.url])[:MOST]}
    return [node for node in left if node.url in busiest]


def _column(nodes: Sequence[Node], x: int, away: int, height: int, many: Counter[str]) -> list[Placed]:
    """The nodes below one another, the height shared among them."""
    room = (height - 2 * MARGIN) / max(len(nodes), 1)
    return [
        Placed(node, x, round(MARGIN + room * (place + 0.5), 1), x + away, min(4 + many[node.url], 9))
        for place, node in enumerate(nodes)
    ]


def _path(one: Placed, other: Placed) -> str:
    middle = (one.x + other.x) // 2
    return f"M{one.x} {one.y}C{middle} {one.y} {middle} {other.y} {other.x} {other.y}"
