"""Tables as spreadsheets: CSV that spreadsheet programs open as it is meant."""

import csv
from collections.abc import Iterable
from io import StringIO
from typing import Any

from django.http import HttpResponse

# With one of these at its start, a cell may be taken for a formula and run.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
MARK = "\ufeff"  # what Excel knows UTF-8 by
MEDIA_TYPE = "text/csv"


def spreadsheet(name: str, rows: Iterable[Iterable[Any]]) -> HttpResponse:
    """The rows as a file to keep, the first being the heads."""
    response = HttpResponse(MARK + lines(rows), content_type=f"{MEDIA_TYPE}; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response


def lines(rows: Iterable[Iterable[Any]]) -> str:
    written = StringIO()
    csv.writer(written).writerows([disarmed(cell) for cell in row] for row in rows)
    return written.getvalue()


def joined(values: Iterable[str]) -> str:
    """Several values in one cell, as a line of CSV with semicolons: one that has a semicolon or quote is quoted."""
    written = StringIO()
    csv.writer(written, delimiter=";", lineterminator="").writerow([disarmed(value) for value in values if value])
    return written.getvalue()


def disarmed(cell: Any) -> Any:
    """The cell, quoted by an apostrophe where it could be taken for a formula."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA) else cell
