"""Tables as spreadsheets: CSV that spreadsheet programs open as it is meant."""

import csv
from collections.abc import Iterable
from typing import Any

from django.http import HttpResponse

# With one of these at its start, a cell may be taken for a formula and run.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def spreadsheet(name: str, rows: Iterable[Iterable[Any]]) -> HttpResponse:
    """The rows as a file to keep, the first being the heads; UTF-8 with the mark that Excel knows it by."""
    response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    csv.writer(response).writerows([disarmed(cell) for cell in row] for row in rows)
    return response


def disarmed(cell: Any) -> Any:
    """The cell, quoted by an apostrophe where it could be taken for a formula."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA) else cell
