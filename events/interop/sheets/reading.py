"""Reading a sheet: CSV or XLSX, of bounded size, as rows of text; and writing one."""

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext
from openpyxl import Workbook, load_workbook

from archive.formats.spreadsheets import FORMULA, disarmed
from archive.languages import listed
from events.interop.sheets.columns import Sheet

MOST_BYTES = 4_000_000
MOST_UNPACKED = 40_000_000
MOST_PARTS = 200
MOST_ROWS = 10_000
MOST_COLUMNS = 40
MOST_IN_A_CELL = 5_000


class Unreadable(Exception):
    """The file is no sheet that can be read; the words say why, and what to do."""


@dataclass(frozen=True)
class Table:
    """A sheet as it was read: its columns in their order, and its rows, each with the number it has in the file."""

    columns: tuple[str, ...]
    rows: tuple[tuple[int, dict[str, str]], ...]


def read_sheet(raw: bytes, sheet: Sheet) -> Table:
    """The rows of a file. Raises Unreadable."""
    if len(raw) > MOST_BYTES:
        raise Unreadable(gettext("The file is larger than 4 MB: divide it."))
    lines = _numbered(_of_xlsx(raw) if raw.startswith(b"PK") else _of_csv(raw))
    _first, heads = next(lines, (0, []))
    columns = tuple(head.casefold().replace(" ", "_") for head in heads)
    _check_heads(columns, sheet)
    rows = tuple((number, dict(zip(columns, cells, strict=False))) for number, cells in lines)
    if not rows:
        raise Unreadable(gettext("The sheet has no rows below its heads."))
    return Table(columns, rows)


def _numbered(lines: Iterable[Sequence[Any]]) -> Iterator[tuple[int, list[str]]]:
    """The lines that say something, as texts without the blanks at their ends."""
    many = 0
    for number, line in enumerate(lines, 1):
        cells = [_text(cell) for cell in line]
        while cells and not cells[-1]:
            cells.pop()
        if not cells:
            continue
        many += 1
        if many > MOST_ROWS + 1:
            raise Unreadable(gettext("The sheet has more than %(most)d rows: divide it.") % {"most": MOST_ROWS})
        if len(cells) > MOST_COLUMNS or any(len(cell) > MOST_IN_A_CELL for cell in cells):
            words = gettext("Row %(row)d has too many cells, or too much in one: is it a sheet of this kind?")
            raise Unreadable(words % {"row": number})
        if any("\0" in cell for cell in cells):
            words = gettext("Row %(row)d holds a character of number 0, which is in no text: take it out.")
            raise Unreadable(words % {"row": number})
        yield number, cells


def _text(cell: Any) -> str:
    """What a cell says; the apostrophe that kept it from being taken for a formula goes."""
    if cell is None:
        return ""
    if isinstance(cell, datetime | date):
        return cell.isoformat()[:10]
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    text = str(cell).strip()
    return text[1:] if text.startswith("'") and text[1:].startswith(FORMULA) else text


def _check_heads(columns: Sequence[str], sheet: Sheet) -> None:
    known = {"columns": listed(sheet.columns)}
    if strange := [name for name in columns if name not in (*sheet.columns, PROBLEM)]:
        words = gettext("The sheet has columns that are not known: %(strange)s. The columns are %(columns)s.")
        raise Unreadable(words % {"strange": listed(name or "—" for name in strange), **known})
    if missing := [name for name in sheet.needed if name not in columns]:
        words = gettext("The first row does not name these columns: %(missing)s. The columns are %(columns)s.")
        raise Unreadable(words % {"missing": listed(missing), **known})
    if len(set(columns)) < len(columns):
        raise Unreadable(gettext("A column stands there twice: keep one."))


def _of_csv(raw: bytes) -> Iterator[list[str]]:
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        words = gettext("The file is neither XLSX nor UTF-8 text: save it as XLSX, or as CSV in UTF-8.")
        raise Unreadable(words) from error
    head = text.partition("\n")[0]
    delimiter = max(",;\t", key=head.count)
    try:
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    except csv.Error as error:
        raise Unreadable(gettext("The file is no CSV (%(error)s): save it anew.") % {"error": error}) from error


def _of_xlsx(raw: bytes) -> Iterator[Sequence[Any]]:
    broken = gettext("The file is broken, or no XLSX: save it anew.")
    try:
        _check_packed(raw)
        book = load_workbook(io.BytesIO(raw), read_only=True, data_only=True, keep_links=False)
        sheets = book.worksheets
        if sheets:
            yield from sheets[0].iter_rows(max_row=MOST_ROWS * 2, max_col=MOST_COLUMNS + 1, values_only=True)
    except Unreadable:
        raise
    except Exception as error:  # whatever the library makes of a file that lies about itself
        raise Unreadable(broken) from error


def _check_packed(raw: bytes) -> None:
    """Refuse what would unpack to more than a sheet, and entities, which grow when they are read."""
    with zipfile.ZipFile(io.BytesIO(raw)) as packed:
        parts = packed.infolist()
        # No more is ever unpacked of a part than it says it holds.
        if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
            raise Unreadable(gettext("The file unpacks to too much: is it a sheet? Divide it."))
        for part in parts:
            held = packed.read(part).replace(b"\0", b"").upper()  # whatever of the encodings it is in
            if b"<!DOCTYPE" in held or b"<!ENTITY" in held:
                raise Unreadable(gettext("The file holds definitions that a sheet has no need of: save it anew."))


# --- writing ---------------------------------------------------------------------------------------------------------

PROBLEM = "problem"


def written(form: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    """A sheet as CSV or XLSX; no cell of it is taken for a formula."""
    lines = ([disarmed(_printable(cell)) for cell in row] for row in (columns, *rows))
    if form == "xlsx":
        book = Workbook(write_only=True)
        page = book.create_sheet("Rostrum")
        for line in lines:
            page.append(line)
        file = io.BytesIO()
        book.save(file)
        return file.getvalue()
    text = io.StringIO()
    csv.writer(text).writerows(lines)
    return text.getvalue().encode("utf-8-sig")


def _printable(cell: Any) -> str:
    """Without control characters, which no XLSX may hold."""
    return "".join(letter if letter >= " " or letter in "\t\n\r" else "\ufffd" for letter in str(cell))
