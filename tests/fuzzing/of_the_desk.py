"""What the desk takes: JSON of its page, forms, pasted texts, and files of any kind."""

import json
from typing import Any
from unittest.mock import patch

from hypothesis import strategies as some

from events.desk import files
from events.desk.faults import Fault
from events.desk.gathering import gather
from events.desk.recognisers.spans import Text
from events.desk.suggesting import suggest
from events.desk.texts import apart, joined
from events.staff import CURATOR
from tests.fuzzing.apart import run
from tests.fuzzing.arena import DRAFT, REPORTS, TEXTS, documents
from tests.fuzzing.asking import MULTIPART, Ask, answered, multipart
from tests.fuzzing.kit import Parser, Wrong
from tests.fuzzing.nasty import encoded, spoilt, spoilt_bytes, spoilt_json, words
from tests.fuzzing.packed import DOCX, HTML, PDF, SHEETS_AS_FILES, repacked, tables

KNOWN = {"cities": ["Chicago"], "name": "Green Day", "date": "2023", "body": "GO-Biz", "people": ["Li Xiang"]}
STALE = {"version": 0, "document": {"desk": {"seen": [1]}}, "tab": "u"}
BODIES: dict[str, tuple[str, list[Any]]] = {
    "draft.json": ("PUT", [{"document": one, "version": 1, "tab": "t"} for one in documents()] + [STALE]),
    "take-over.json": ("POST", [{"tab": "t"}]),
    "ready.json": ("POST", [{"ready": True}]),
    "forums.json": ("POST", [KNOWN]),
    "preview.json": ("POST", [{"version": 1}, {"version": 1, "overwrite": True}]),
    "publish.json": ("POST", [{"version": 1}, {"version": 1, "overwrite": True}]),
    "withdraw.json": ("POST", [{"version": 1}]),
    "candidates.json": ("POST", [{"names": [{"id": "a", "kind": "person", "city": ["Beijing"], **KNOWN}] * 2}]),
}
SAVED, REST = ["draft.json"], [name for name in BODIES if name != "draft.json"]


@some.composite
def json_bodies(draw: Any, names: list[str]) -> Ask:
    name = draw(some.sampled_from(names))
    method, sound = BODIES[name]
    said = draw(spoilt_json(sound))
    body = _nested(said) if draw(some.integers(0, 4)) else draw(spoilt_bytes([_nested(sound[0])]))
    where = name if name == "candidates.json" else f"{DRAFT}/{name}"
    return Ask(f"/admin/desk/{where}", "", method, {}, body, "application/json", CURATOR)


def _nested(said: Any) -> bytes:
    try:
        return json.dumps(said).encode()
    except RecursionError:
        return b'{"a":' * 100_000 + b"1" + b"}" * 100_000


def saved_and_used(ask: Ask) -> str:
    """A document that is taken is looked at in every way that the desk has."""
    word = answered(ask)
    if word == "200":
        version = json.dumps({"version": 2}).encode()
        at = f"/admin/desk/{DRAFT}/"
        for name in ("", "draft.json", "report.yaml", "suggestions.json", "text/"):
            answered(Ask(at + name, who=CURATOR))
        for name in ("preview.json", "publish.json"):
            answered(Ask(at + name, "", "POST", {}, version, "application/json", CURATOR))
    return word


# --- forms and sheets ------------------------------------------------------------------------------------------------

report_files = spoilt([path.read_text() for path in REPORTS]).map(encoded)


@some.composite
def forms(draw: Any) -> Ask:
    path = draw(some.sampled_from(["/admin/desk/", f"/admin/desk/{DRAFT}/text/"]))
    fields = [("text", draw(some.just("") | words | spoilt([one.read_text() for one in TEXTS])))]
    given = draw(some.sampled_from(["", "file", "report_file", "both"]))
    names = {"both": ["file", "report_file"], "": []}.get(given, [given])
    content = {"file": words.map(encoded) | HTML, "report_file": report_files}
    sent = [(name, draw(some.just("a.txt") | words), draw(content[name])) for name in names]
    body = multipart([] if given and draw(some.booleans()) else fields, sent)
    return Ask(path, "", "POST", {}, draw(some.just(body) | spoilt_bytes([body])), MULTIPART, CURATOR)


def form(ask: Ask) -> str:
    with patch.object(files, "_run", run):
        return answered(ask)


@some.composite
def sheets(draw: Any) -> Ask:
    called, table = draw(tables())
    content = draw(
        some.sampled_from([some.just(encoded(table))] * 3 + [spoilt([table]).map(encoded), repacked(SHEETS_AS_FILES)])
    )
    raw = draw(content)
    fields = [("kind", draw(some.just(called) | words)), ("report", draw(some.sampled_from(["", "news"]) | words))]
    fields += [("sheet", draw(words))] if draw(some.integers(0, 9)) == 0 else []
    body = multipart(fields, [("file", draw(some.just("a.csv") | words), raw)])
    return Ask("/admin/sheets/", "", "POST", {}, body, MULTIPART, CURATOR)


# --- texts and files -------------------------------------------------------------------------------------------------


def read_text(text: str) -> str:
    """Paragraphs, and what the recognisers find in them; each lies where it says."""
    paragraphs = joined(text).text
    if apart(paragraphs) != paragraphs:
        raise Wrong("paragraphs that are none")
    told = Text.of(paragraphs)
    found = suggest(told)
    gather(told, found)
    for one in found:
        if told.paragraphs[one.paragraph - 1][one.start : one.end] != one.printed:
            raise Wrong(f"{one}")
    return "read"


def extracted(raw: bytes) -> str:
    """The words of a file, or one of the reasons why not: never a program that broke."""
    code = run(raw)
    if code.returncode > 0 and code.returncode not in set(Fault):
        raise Wrong(code.stderr.decode()[-600:])
    if code.returncode < 0:
        return "stopped"
    return Fault(code.returncode).name.lower() if code.returncode else "read"


PARSERS = [
    Parser("desk, saving", json_bodies(SAVED), saved_and_used, 30, calls=3_000_000, calls_each=300),
    Parser("desk, other JSON", json_bodies(REST), answered, 60, calls=2_000_000, calls_each=300, statements=400),
    Parser("desk, forms", forms(), form, 30, calls=500_000, calls_each=300),
    Parser("sheets", sheets(), answered, 40, calls=1_500_000, calls_each=500),
    Parser(
        "pasted texts", spoilt([path.read_text() for path in TEXTS], 6), read_text, 40, calls=50_000, calls_each=500
    ),
    Parser("PDF", PDF, extracted, 20),
    Parser("Word", DOCX, extracted, 15),
    Parser("HTML and text", HTML, extracted, 15),
]
