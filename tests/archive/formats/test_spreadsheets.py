"""Tables that spreadsheet programs open."""

import csv
from io import StringIO

import pytest

from archive.formats.spreadsheets import disarmed, joined, spreadsheet


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1+1", "－1"])
def test_a_cell_is_no_formula(cell: str) -> None:
    assert disarmed(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["Li Xiang", "", "2-1", -1, 0, "李向"])
def test_other_cells_stay_as_they_are(cell: object) -> None:
    assert disarmed(cell) == cell


def test_no_value_of_a_cell_is_a_formula() -> None:
    assert joined(["Li Xiang", "=1+1", "A;B"]) == 'Li Xiang;\'=1+1;"A;B"'


def test_a_spreadsheet_has_the_mark_that_says_utf_8_and_a_name_to_keep_it_by() -> None:
    response = spreadsheet("people", [["Name", "Forums"], ['李向, "Li"', 2], ["=cmd()", 1]])
    assert response.content.startswith(b"\xef\xbb\xbf")
    assert response.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert response.headers["Content-Disposition"] == 'attachment; filename="people.csv"'
    rows = list(csv.reader(StringIO(response.content.decode("utf-8-sig"))))
    assert rows == [["Name", "Forums"], ['李向, "Li"', "2"], ["'=cmd()", "1"]]
