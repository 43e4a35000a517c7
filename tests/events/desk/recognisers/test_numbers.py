"""Head counts and what is said of them."""

import pytest

from events.desk.recognisers.numbers import figures
from events.desk.recognisers.spans import Text


@pytest.mark.parametrize(
    ("printed", "low", "high"),
    [
        ("more than 80 representatives", 81, None),
        ("nearly 200 guests", None, 199),
        ("some 1,000 people", None, None),
        ("at least 50 companies", 50, None),
        ("up to 400 participants", None, 400),
        ("120 bankers and 30 officials", 30, 30),
        ("over a hundred Chinese business owners", 101, None),
        ("200余名代表", 201, None),
        ("近80位企业代表", None, 79),
        ("300人参加", 300, 300),
    ],
)
def test_a_head_count_has_inclusive_bounds(printed: str, low: int | None, high: int | None) -> None:
    assert [(one.values["low"], one.values["high"]) for one in figures(Text.of(printed))] == [(low, high)]
