"""The map of the world: where points fall, and which names are written."""

import pytest

from archive.pages.maps import HEIGHT, WIDTH, Point, project, world


def point(name: str, count: int, latitude: float, longitude: float) -> Point:
    return Point(name, count, f"/{name}/", latitude, longitude)


@pytest.mark.parametrize(
    ("latitude", "longitude", "x", "y"),
    [(0, -180, 0, 241.2), (0, 0, 500, 241.2), (0, 180, WIDTH, 241.2), (83.7, 0, 500, 0)],
)
def test_a_point_falls_where_the_projection_puts_it(latitude: float, longitude: float, x: float, y: float) -> None:
    assert project(latitude, longitude) == pytest.approx((x, y), abs=1)


def test_the_land_but_for_antarctica_lies_on_the_map() -> None:
    _, cape_horn = project(-55.98, -67.3)
    assert cape_horn < HEIGHT


def test_equal_areas_stay_equal() -> None:
    """A thin band of ten degrees of longitude, at the equator and at 60 degrees north."""

    def area(south: float, north: float) -> float:
        (left, low), (right, _), (_, high) = project(south, 0), project(south, 10), project(north, 0)
        return (right - left) * (low - high)

    assert area(60, 60.01) / area(0, 0.01) == pytest.approx(0.5, rel=0.001)


def test_circles_grow_with_their_counts_and_the_largest_is_drawn_first() -> None:
    drawn = world([point("Lima", 1, -12, -77), point("Oslo", 9, 60, 11), point("Accra", 4, 5, 0)]).circles
    assert [(circle.point.name, circle.radius) for circle in drawn] == [("Oslo", 12.5), ("Accra", 10), ("Lima", 7.5)]


def test_a_name_is_written_only_where_it_covers_nothing() -> None:
    names = ["North", "East", "South", "West", "Here"]
    close = [point(name, 1, 31 + place / 100, 121) for place, name in enumerate(names)]
    labels = [circle.label for circle in world(close).circles if circle.label]
    assert len(labels) == 4
    boxes = [label.box for label in labels]
    for place, (left, top, right, bottom) in enumerate(boxes):
        for other in boxes[place + 1 :]:
            assert right <= other[0] or other[2] <= left or bottom <= other[1] or other[3] <= top


def test_names_of_two_that_overlap_are_written_on_their_own_sides() -> None:
    west, east = point("Guangzhou", 1, 23.1, 113.3), point("Shenzhen", 1, 22.5, 114.1)
    labels = [circle.label for circle in world([west, east]).circles]
    assert [(label.text, label.anchor) for label in labels if label] == [("Guangzhou", "end"), ("Shenzhen", "start")]


def test_a_name_at_the_edge_is_written_inwards() -> None:
    (suva,) = world([point("Suva", 1, 0, 179)]).circles
    assert suva.label and suva.label.anchor == "end"
