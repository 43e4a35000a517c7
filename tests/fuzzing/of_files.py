"""Report files, authority files, and the dates in them."""

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import strategies as some

from archive.dates import LONGEST, EdtfError, in_words, parse
from events.reportfile.loading import load
from events.reportfile.reading import FileRefused, read, source
from events.reportfile.schema import AuthorityFile, ReportFile
from tests.events.reportfile.malformed import BASE
from tests.fuzzing.arena import ALONE, AUTHORITY, REPORTS
from tests.fuzzing.kit import Parser, Wrong
from tests.fuzzing.nasty import encoded, spoilt, spoilt_bytes, words

reports = [path.read_text() for path in (ALONE, *REPORTS)]
authority = [path.read_text() for path in AUTHORITY]


def read_file(text: str | bytes, shape: type[ReportFile] | type[AuthorityFile]) -> str:
    raw = encoded(text) if isinstance(text, str) else text
    try:
        read(source(raw, "quokka.yaml"), shape)
    except FileRefused as refused:
        return _told(list(map(str, refused.problems)))
    return "read"


def _told(problems: list[str]) -> str:
    """Refused, if it is said why, in few words that any terminal can show."""
    if not problems or max(map(len, problems)) > 4000:
        raise Wrong("no reason, or one that goes on")
    if any(not one.replace("\n", "").isprintable() for one in problems):
        raise Wrong(f"a reason that acts on the screen: {problems}")
    "\n".join(problems).encode()
    return "refused"


def load_file(text: str) -> str:
    """What `load_reports` does with one file."""
    heard = []
    with TemporaryDirectory() as folder:
        base = Path(folder) / "authority.yaml"
        base.write_text(BASE[base.name])
        path = Path(folder) / "old-news.yaml"
        path.write_bytes(encoded(text))
        load([base, path], heard.append, overwrite=True)
    [outcome] = [one for one in heard if one.file == str(path)]
    return _told(list(map(str, outcome.problems))) if outcome.status == "refused" else outcome.status


def date(text: str) -> str:
    try:
        said = parse(text)
    except EdtfError as error:
        return _told([str(error)])
    if len(text) > LONGEST or not all(1 <= year <= 9999 for year in said.years) or not in_words(text):
        raise Wrong(f"{said}")
    if said.earliest and said.latest and said.earliest > said.latest:
        raise Wrong(f"{said}")
    return "read"


one_date = some.from_regex(r"\A[0-9X]{3,5}(-[0-9X]{1,2}){0,2}(T[0-9:.Z+-]{0,14})?[?~%]?\Z")
dates = some.one_of(
    one_date,
    some.tuples(one_date | some.just("..") | some.just(""), one_date | some.just("..")).map("/".join),
    spoilt(["2024-11-04/2024-11-06", "/2016-11-05", "2024-23?", "202X", "2024-11-04T10:00:00+08:00"]),
    words,
)

PARSERS = [
    Parser("report files", spoilt(reports), lambda text: read_file(text, ReportFile), 100, calls_each=150),
    Parser(
        "report files, in bytes",
        spoilt_bytes([encoded(text) for text in reports]),
        lambda raw: read_file(raw, ReportFile),
        50,
        calls_each=150,
    ),
    Parser("authority files", spoilt(authority), lambda text: read_file(text, AuthorityFile), 40, calls_each=150),
    Parser("report files, loaded", spoilt([BASE["old-news.yaml"]], 2), load_file, 15, calls=1_000_000, calls_each=1000),
    Parser("dates", dates, date, 300, calls=2000),
]
