"""Records as rows of a table: each kind has its columns, and each record one row.

Each app registers the columns of its own kinds with `columns.register`, named as JSON names them. What a record has
several of stands in one cell (`spreadsheets.joined`).
"""

from collections.abc import Callable, Iterator
from functools import singledispatch
from typing import Any

from django.http import HttpResponseBase
from django.utils.translation import gettext_lazy as _

from archive.formats.format import Format
from archive.formats.selections import Selection
from archive.formats.spreadsheets import MARK, MEDIA_TYPE, joined, lines
from archive.languages import fixed_address
from archive.serving.streams import Pieces, streamed

Columns = dict[str, Callable[[Any], Any]]


@singledispatch
def columns(record: Any) -> Columns:
    """The columns of a kind, by name: what a record has in each. They are asked for by kind, without a record."""
    raise TypeError(f"{type(record).__name__} has no columns: register them with columns.register.")


def as_table(page: Any) -> HttpResponseBase:
    return streamed(_written(page.tabled, page.request.build_absolute_uri), page.file("csv"), MEDIA_TYPE)


CSV = Format("csv", _("Spreadsheet (CSV)"), MEDIA_TYPE, as_table, is_counted=False)


def _written(selection: Selection, whole: Callable[[str], str]) -> Pieces:
    cells = {
        **columns.dispatch(selection.rows.model)(None),
        "url": lambda record: whole(fixed_address(record.get_absolute_url)),
        "changed": lambda record: record.changed.isoformat(),
    }
    yield (MARK + lines([cells])).encode()
    yield from selection.pieces(lambda records: lines(_row(cells, one) for one in records).encode())


def _row(cells: Columns, record: Any) -> Iterator[Any]:
    for cell in cells.values():
        value = cell(record)
        yield joined(value) if isinstance(value, list) else value
