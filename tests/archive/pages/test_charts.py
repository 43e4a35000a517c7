"""The chart of years."""

from archive.facets import Chosen
from archive.pages.charts import by_year
from archive.pages.panels import FacetValue


def year(value: str, count: int) -> FacetValue:
    return FacetValue(value, value, count, Chosen(), lambda chosen: f"?year={chosen.included[0]}")


def test_years_without_anything_have_their_place_and_what_has_no_year_stands_apart() -> None:
    chart = by_year([year("2024", 4), year("2021", 1), year("none", 7)])
    assert [(bar.label, bar.count, bar.height, bar.url) for bar in chart.bars] == [
        ("2021", 1, 24, "?year=2021"),
        ("2022", 0, 0, ""),
        ("2023", 0, 0, ""),
        ("2024", 4, 98, "?year=2024"),
    ]
    assert [(value.value, value.count) for value in chart.undated] == [("none", 7)]


def test_few_years_share_the_width_and_many_make_it_wider() -> None:
    few, many = (by_year([year(first, 1), year("2024", 2)]) for first in ("2017", "1990"))
    assert (few.step, few.width, many.step, many.width) == (40, 320, 36, 1260)
    assert many.bars[-1].left + many.step == many.width


def test_no_years_make_no_bars() -> None:
    assert by_year([]).bars == []
