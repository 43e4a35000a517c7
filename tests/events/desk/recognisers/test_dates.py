"""Dates in words become EDTF."""

from datetime import date

import pytest

from events.desk.recognisers.dates import dates
from events.desk.recognisers.spans import Text

PUBLISHED = date(2024, 1, 3)  # a Wednesday


@pytest.mark.parametrize(
    ("printed", "edtf"),
    [
        ("on January 19, 2024.", "2024-01-19"),
        ("August 2nd, 2018, in Lyon", "2018-08-02"),
        ("on 19 January 2024", "2024-01-19"),
        ("from 3 to 5 November 2022", "2022-11-03/2022-11-05"),
        ("November 3-5, 2022", "2022-11-03/2022-11-05"),
        ("30 November to 2 December 2022", "2022-11-30/2022-12-02"),
        ("between the 3rd and the 5th of May 2022", "2022-05-03/2022-05-05"),
        ("in March 2021", "2021-03"),
        ("2024-02-28 11:53:00", "2024-02-28"),
        ("2024年5月20日下午", "2024-05-20"),
        ("2022年6月15日至16日", "2022-06-15/2022-06-16"),
        ("12月30日", "2023-12-30"),
        ("met yesterday", "2024-01-02"),
        ("on Tuesday", "2024-01-02"),
        ("last Wednesday", "2023-12-27"),
        ("next Wednesday", "2024-01-10"),
        ("on December 28", "2023-12-28"),
        ("on January 5", "2024-01-05"),
    ],
)
def test_a_printed_date_is_proposed_in_edtf(printed: str, edtf: str) -> None:
    assert [one.values["edtf"] for one in dates(Text.of(printed, PUBLISHED))] == [edtf]


@pytest.mark.parametrize("printed", ["on 31 February 2024", "In May we met", "9:30-10:15", "COP28", "on Tuesday"])
def test_what_is_no_date_or_cannot_be_reckoned_is_left(printed: str) -> None:
    assert list(dates(Text.of(printed))) == []
