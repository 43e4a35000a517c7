"""The words in a file of any kind we read: a program of its own, with little time and memory, for it may be a trap.

Reads the file from standard input, writes its words to standard output. What is wrong with a file is told by the
number it ends with. It knows nothing of the archive, opens no file and fetches nothing.
"""

import re
import resource
import sys
import zipfile
from collections.abc import Callable
from io import BytesIO

import mammoth
import pypdf
from selectolax.lexbor import LexborHTMLParser

from events.desk.faults import MOST_PAGES, SECONDS, Fault

MOST_CHARACTERS = 1_000_000
MOST_UNPACKED = 60_000_000
MEMORY = 1_500_000_000

ENCODINGS = {"gb2312": "gb18030", "gbk": "gb18030", "iso-8859-1": "cp1252"}
READABLE = {"utf-8", "gb18030", "big5", "big5hkscs", "cp1252", "windows-1252", "shift_jis", "euc-jp", "euc-kr"}
CHARSET = re.compile(rb"""charset\s*=\s*["']?([\w-]{1,30})""", re.IGNORECASE)
HTML = re.compile(
    r"\s*(?:<\?xml[^>]{0,200}>\s*|<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
)
FURNITURE = "script,style,noscript,template,svg,nav,footer,aside,form,button,iframe,select,title"
BLOCKS = (
    "address,article,blockquote,br,caption,center,dd,div,dl,dt,fieldset,figcaption,figure,h1,h2,h3,h4,h5,h6,header,hr,"
    "li,main,ol,p,pre,section,table,tr,ul"
)
BREAK, CELL = "\ue000", "\ue001"
LONGEST_CELL = 300  # a cell with more in it is no row's, but lays out the page


class Faulty(Exception):
    def __init__(self, fault: Fault) -> None:
        self.fault = fault
        super().__init__(fault)


def extract(raw: bytes) -> str:
    """The words of a file, told by what it is, not by what it is called."""
    text = _reader(raw)(raw)
    if len(text) > MOST_CHARACTERS:
        raise Faulty(Fault.LARGE)
    if not text.strip():
        raise Faulty(Fault.NO_WORDS)
    return text


def _reader(raw: bytes) -> Callable[[bytes], str]:
    if b"%PDF-" in raw[:1024]:
        return from_pdf
    if raw.startswith(b"PK\x03\x04"):
        return from_word
    if raw.startswith(b"\xd0\xcf\x11\xe0"):
        raise Faulty(Fault.OLD_WORD)
    return from_characters


def from_characters(raw: bytes) -> str:
    text = _decoded(raw)
    if "\0" in text or sum(not (one.isprintable() or one.isspace()) for one in text[:10_000]) > 100:
        raise Faulty(Fault.NOT_TEXT)
    return from_html(text) if HTML.match(text) else text


def _decoded(raw: bytes) -> str:
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return raw.decode("utf-16", "replace")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        said = CHARSET.search(raw[:4096])
        name = said[1].decode().lower() if said else ""
        name = ENCODINGS.get(name, name)
        if name in READABLE - {"utf-8"}:
            return raw.decode(name, "replace")
        raise Faulty(Fault.NOT_TEXT if b"\0" in raw[:10_000] else Fault.NOT_UTF8) from None


def from_html(text: str) -> str:
    """The words as a browser would set them: a line for each block, cells of a table parted by bars."""
    page = LexborHTMLParser(re.sub("[\ue000\ue001]", "", text))
    if page.body is None:
        return ""
    for node in page.body.css(FURNITURE):
        node.decompose()
    for cell in page.body.css("td,th"):
        if len(cell.text(deep=True)) <= LONGEST_CELL:
            for node in cell.css(BLOCKS):
                node.insert_after(" ")
                node.unwrap()
    for node in page.body.css(BLOCKS):
        node.insert_before(BREAK)
        node.insert_after(BREAK)
    for node in page.body.css("td,th"):
        node.insert_after(CELL)
    lines = re.sub(r"\s+", " ", page.body.text(deep=True)).split(BREAK)
    cells = (" | ".join(filter(None, map(str.strip, line.split(CELL)))) for line in lines)
    return "\n\n".join(filter(None, cells))


def from_word(raw: bytes) -> str:
    try:
        with zipfile.ZipFile(BytesIO(raw)) as parts:
            if sum(part.file_size for part in parts.infolist()) > MOST_UNPACKED:
                raise Faulty(Fault.LARGE)
            if "word/document.xml" not in parts.namelist():
                raise Faulty(Fault.NOT_WORD)
        return from_html(mammoth.convert_to_html(BytesIO(raw), convert_image=lambda image: []).value)
    except Faulty:
        raise
    except Exception as error:  # whatever a broken file makes the library raise
        raise Faulty(Fault.BROKEN) from error


def from_pdf(raw: bytes) -> str:
    try:
        reader = pypdf.PdfReader(BytesIO(raw))
        if reader.is_encrypted and not reader.decrypt(""):
            raise Faulty(Fault.LOCKED)
        if len(reader.pages) > MOST_PAGES:
            raise Faulty(Fault.PAGES)
        words = ""
        for page in reader.pages:
            words += page.extract_text() + "\n"
            if len(words) > MOST_CHARACTERS:
                raise Faulty(Fault.LARGE)
        return words
    except Faulty:
        raise
    except Exception as error:  # whatever a broken file makes the library raise
        raise Faulty(Fault.BROKEN) from error


def main() -> int:
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS + 1))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    try:
        words = extract(sys.stdin.buffer.read())
    except Faulty as faulty:
        return faulty.fault
    except (MemoryError, RecursionError):
        return Fault.LARGE
    sys.stdout.buffer.write(words.encode("utf-8", "replace"))
    return 0


if __name__ == "__main__":
    sys.exit(main())
