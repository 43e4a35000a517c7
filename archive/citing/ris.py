"""RIS, a line for each field, as programs that manage references read it."""

from collections.abc import Iterator

from archive.citing.works import ARCHIVE, Kind, Work
from archive.dates import SEASONS, in_words, parse

TYPES = {Kind.TALK: "CPAPER", Kind.EVENT: "CONF", Kind.NEWS: "NEWS", Kind.PAGE: "ELEC"}


def as_ris(work: Work) -> str:
    return "".join(f"{tag}  - {' '.join(value.split())}\r\n" for tag, value in _fields(work) if value or tag == "ER")


def _fields(work: Work) -> Iterator[tuple[str, str]]:
    yield "TY", TYPES[work.kind]
    yield "ID", work.key
    yield "TI", work.title
    yield from (("AU", author.inverted) for author in work.authors)
    yield from (("A2", name) for name in work.organizers)
    yield "T2", work.event or work.publisher
    yield "CY", work.place
    yield "PY", _year(work.date)
    yield "DA", ris_date(work.date)
    yield "M3", work.genre
    yield "LA", work.language
    yield "UR", work.url
    yield "ET", work.version
    yield "N1", work.note
    yield "DP", ARCHIVE
    yield "ER", ""


def ris_date(edtf: str) -> str:
    """YYYY/MM/DD/words: only the parts that are known, and in words what those cannot say (an end, a doubt)."""
    if not edtf:
        return ""
    start = parse(edtf).start
    year = _year(edtf)
    month = start.month if year and start and start.month not in SEASONS else None
    day = start.day if month and start else None
    known = [year, *(f"{number:02}" if number else "" for number in (month, day))]
    exact = "-".join(filter(None, known)) == edtf
    return "/".join([*known, "" if exact else in_words(edtf).replace("/", "-")])


def _year(edtf: str) -> str:
    start = parse(edtf).start if edtf else None
    return start.year if start and start.known_year else ""
