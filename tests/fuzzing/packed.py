"""Files that hold other files: sound ones to be spoilt, and some that are spoilt with intent."""

import zipfile
import zlib
from io import BytesIO
from typing import Any

from hypothesis import strategies as some

from archive.formats.spreadsheets import lines
from events.interop.sheets.columns import SHEETS
from events.interop.sheets.reading import written
from tests.events.desk.test_files import LAUGHS, PAGE, pdf, word
from tests.fuzzing.nasty import encoded, spoilt, spoilt_bytes, words

WORD = "<w:p><w:r><w:t>The forum opened in Testville.</w:t></w:r></w:p>"
TABLE = f"<w:tbl><w:tr><w:tc>{WORD}</w:tc><w:tc>{WORD}</w:tc></w:tr></w:tbl>"
CELLS = {
    "people": ["quinn-okka", "Quinn Okka", "Okka", "Quinn", "", "", "昆", "Kun", "Q. Okka; Q.O.", "Q42", "", ""],
    "organizations": ["quokka-daily", "Quokka Daily", "QD", "media", "", "australia", "", "", "", "", "", "", "", ""],
    "appearances": [
        "news",
        "cleantech-forum",
        "",
        "michael-hart",
        "speaker",
        "1",
        "Hart",
        "spoke",
        "",
        "ccpit",
        "CCPIT",
    ],
}


def zipped(parts: dict[str, bytes]) -> bytes:
    raw = BytesIO()
    with zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return raw.getvalue()


def unzipped(raw: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(raw)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@some.composite
def repacked(draw: Any, sound: list[bytes]) -> bytes:
    """A packed file with some of its parts spoilt: text as text, the whole as bytes."""
    parts = unzipped(draw(some.sampled_from(sound)))
    for _ in range(draw(some.integers(1, 2))):
        name = draw(some.sampled_from(sorted(parts)))
        if draw(some.integers(0, 9)) == 0:
            del parts[name]
        else:
            parts[name] = encoded(draw(spoilt([parts[name].decode("utf-8", "replace")], 3)))
        if not parts:
            break
    return zipped(parts)


def heads(called: str) -> list[str]:
    return list(SHEETS[called].columns)


@some.composite
def tables(draw: Any) -> tuple[str, str]:
    """A kind of sheet, and a sheet of it as CSV, some of its cells something else."""
    called = draw(some.sampled_from(sorted(SHEETS)))
    columns = heads(called)
    rows = [(CELLS[called] + [""] * 20)[: len(columns)] for _ in range(draw(some.integers(1, 3)))]
    for _ in range(draw(some.integers(0, 3))):
        row = draw(some.integers(0, len(rows) - 1))
        rows[row] = list(rows[row])
        rows[row][draw(some.integers(0, len(columns) - 1))] = draw(words)
    return called, lines([columns, *rows])


SHEETS_AS_FILES = [
    written("xlsx", heads(called), [(row + [""] * 20)[: len(heads(called))]]) for called, row in CELLS.items()
]


def stream(content: bytes, more: str = "") -> str:
    return f"<< /Length {len(content)} {more} >>\nstream\n{content.decode('latin-1')}\nendstream"


def bomb(megabytes: int) -> bytes:
    return zlib.compress(b" " * 1_000_000 * megabytes)


LOOP = pdf("It opened in Testville.").decode("latin-1")
PDFS = [
    LOOP,
    pdf("One page.", "Another page.", "A third (and last) page.").decode("latin-1"),
    LOOP.replace("/Kids [4 0 R]", "/Kids [2 0 R 4 0 R]"),
    LOOP.replace("/Kids [4 0 R]", "/Kids [" + "4 0 R " * 200 + "]"),
    LOOP.replace("/Contents 5 0 R", "/Contents [" + "5 0 R " * 5000 + "]"),
    LOOP.replace("/Contents 5 0 R", "/Contents 4 0 R"),
    LOOP.replace("/Type /Catalog /Pages 2 0 R", "/Type /Catalog /Pages 1 0 R"),
    LOOP.replace("trailer", "trailer\n<< /Prev 9 >>"),
    LOOP.replace("<< /Length", "<< /Filter [" + "/ASCIIHexDecode " * 300 + "] /Length"),
    LOOP.replace("<< /Type /Font /Subtype", "<< /ToUnicode 3 0 R /Encoding 3 0 R /Type /Font /Subtype"),
    LOOP.replace("BT", "[" * 3000 + "BT"),
    LOOP.replace("BT", "q " * 20000 + "BT"),
]
PDF = (
    spoilt(PDFS, 3).map(lambda text: text.encode("latin-1", "replace"))
    | spoilt_bytes([text.encode("latin-1") for text in PDFS])
    | some.just(
        LOOP.replace("<< /Length", "<< /Filter /FlateDecode /Length")
        .encode("latin-1")
        .replace(b"BT /F 12 Tf", bomb(300) + b"BT /F 12 Tf")
    )
)
DOCXS = [word(WORD), word(TABLE * 2), word(WORD, f"<!DOCTYPE w [{LAUGHS}]>"), word("<w:tbl><w:tr><w:tc>" * 300 + WORD)]
DOCX = repacked(DOCXS) | spoilt_bytes(DOCXS)
HTMLS = [
    PAGE,
    "<html><body>" + "<div>" * 3000 + "deep",
    "<html><body><table>" + "<tr><td>" * 2000,
    "<!--" * 1000 + "<html>",
    "<html><body>" + "<td>a" * 3000,
    "<html><body>&#0;&#xD800;&#x110000;&" + "amp;" * 2000,
    "<?xml " + "<?xml " * 500,
]
HTML = spoilt(HTMLS, 3).map(encoded) | spoilt_bytes([PAGE.encode("utf-16"), PAGE.encode("cp1252", "replace")])
