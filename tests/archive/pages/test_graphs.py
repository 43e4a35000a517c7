"""The graph of two columns."""

from itertools import pairwise

from archive.pages.graphs import MOST, Node, graph


def nodes(*names: str) -> list[Node]:
    return [Node(name, f"/{name}/") for name in names]


def ends(*pairs: str) -> list[tuple[str, str]]:
    return [(f"/{one}/", f"/{other}/") for one, other in (pair.split("-") for pair in pairs)]


def test_the_right_column_follows_the_left_so_that_curves_stay_short() -> None:
    drawn = graph(nodes("a", "b", "c"), nodes("Ann", "Bob", "Cyd"), ends("c-Ann", "a-Cyd", "a-Bob", "c-Bob"))
    assert [place.node.name for place in drawn.left] == ["a", "b", "c"]
    assert [place.node.name for place in drawn.right] == ["Cyd", "Bob", "Ann"]
    assert [curve.heavy for curve in drawn.curves] == [False, False, True, True]


def test_no_two_nodes_of_a_column_come_closer_than_a_row() -> None:
    drawn = graph(nodes("a", "b"), nodes(*map(str, range(24))), ends(*(f"a-{number}" for number in range(24))))
    heights = [place.y for place in drawn.right]
    assert min(below - above for above, below in pairwise(heights)) >= 29.9
    assert 0 < heights[0] < heights[-1] < drawn.height


def test_of_many_on_the_left_the_busiest_are_drawn_and_the_rest_counted() -> None:
    names = [f"f{number}" for number in range(MOST + 3)]
    drawn = graph(nodes(*names), nodes("Ann", "Bob"), ends(*(f"{name}-Ann" for name in names), "f14-Bob", "f13-Bob"))
    assert (len(drawn.left), drawn.left_out) == (MOST, 3)
    assert [place.node.name for place in drawn.left][-2:] == ["f13", "f14"]


def test_it_looks_the_same_each_time() -> None:
    made = (nodes("a", "b"), nodes("Ann", "Bob"), ends("a-Ann", "b-Bob", "b-Ann"))
    assert graph(*made) == graph(*made)


def test_a_long_name_is_cut_on_the_drawing() -> None:
    assert Node("n" * 60, "/n/").label == "n" * 44 + "…"
