"""The chart of years."""

from archive.charts import WIDTH, by_year
from archive.panels import FacetValue


def year(value: str, count: int) -> FacetValue:
    return FacetValue(value, value, count, False, False, f"?year={value}", "")


def test_years_without_anything_have_their_place_and_what_has_no_year_has_none() -> None:
    chart = by_year([year("2024", 4), year("2021", 1), year("none", 7)])
    assert [(bar.label, bar.count, bar.height, bar.url) for bar in chart.bars] == [
        ("2021", 1, 32, "?year=2021"),
        ("2022", 0, 0, ""),
        ("2023", 0, 0, ""),
        ("2024", 4, 128, "?year=2024"),
    ]


def test_many_years_share_the_width_and_only_some_are_named() -> None:
    chart = by_year([year("1990", 1), year("2024", 2)])
    assert chart.bars[-1].x + chart.bar_width <= WIDTH
    assert [bar.label for bar in chart.bars if bar.named] == [str(one) for one in range(1991, 2025, 3)]


def test_no_years_make_no_bars() -> None:
    assert by_year([]).bars == []
