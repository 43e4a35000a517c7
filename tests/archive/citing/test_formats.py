"""Citations as BibTeX, RIS, CSL-JSON and text, opened by readers that are not ours."""

import json
import re
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import bibtexparser
import jsonschema
import pytest
from bibtexparser.middlewares import LatexDecodingMiddleware

from archive.citing.bibtex import as_bibtex
from archive.citing.csl import as_csl, csl_date
from archive.citing.embedded import embedded
from archive.citing.rendered import rendered
from archive.citing.ris import as_ris, ris_date
from archive.citing.works import Author, Kind, Work

SCHEMA = json.loads((Path(__file__).parent / "csl-data-1.0.2" / "csl-data.json").read_text())
LI = Author("Li Qingshuang", "Li", "Qingshuang")
TALK = Work(
    key="cleantech-forum.opening.li-qingshuang.keynote",
    kind=Kind.TALK,
    title="Opening",
    record="https://archive.example/appearances/cleantech-forum.opening.li-qingshuang.keynote/",
    changed_at=datetime(2026, 11, 22, 7, 0, tzinfo=UTC),
    date="2016-11-04/2016-11-05",
    authors=(LI,),
    event="Cleantech Forum",
    place="Beijing",
    genre="Keynote speaker",
    stated="Stated in “Forums were held”, ¶ 1.",
)
HOSTILE = [
    r"Smith & Sons: 100 % {of} \alpha_1 #2 $3 ~4 ^5",
    "李庆霜（中国贸促会）",
    "}, evil = {x",
    '"><script>alert(1)</script>',
    "Müller @ Zürich",
    "TY  - BOOK\r\nER  - ",
]


def bibtex(text: str) -> Any:
    library = bibtexparser.parse_string(text, append_middleware=[LatexDecodingMiddleware()])
    assert library.failed_blocks == []
    (entry,) = library.entries
    return entry


def ris(text: str) -> list[tuple[str, str]]:
    """The fields, by the rule of the format: tag, two blanks, hyphen, blank, the value up to the line's end."""
    lines = text.split("\r\n")
    assert lines.pop() == ""
    assert all(re.fullmatch(r"[A-Z][A-Z0-9]  - .*", line) for line in lines)
    fields = [(line[:2], line[6:]) for line in lines]
    assert (fields[0][0], fields[-1]) == ("TY", ("ER", ""))
    return fields


def test_a_talk_as_bibtex() -> None:
    entry = bibtex(as_bibtex(TALK))
    assert (entry.entry_type, entry.key) == ("unpublished", TALK.key)
    assert {field.key: field.value for field in entry.fields} == {
        "author": "Li, Qingshuang",
        "title": "Opening",
        "date": "2016-11-04/2016-11-05",
        "eventtitle": "Cleantech Forum",
        "eventdate": "2016-11-04/2016-11-05",
        "venue": "Beijing",
        "type": "Keynote speaker",
        "url": TALK.record,
        "version": "2026-11-22",
        "note": "Stated in “Forums were held”, ¶ 1. Rostrum, version of 22 November 2026.",
        "keywords": "Rostrum",
    }


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_come_back_from_bibtex(words: str) -> None:
    entry = bibtex(as_bibtex(replace(TALK, title=words, authors=(Author(words),), event=words)))
    for field in ("title", "eventtitle", "author"):
        # The reader has another sign for TeX's circumflex.
        assert re.sub("[{}]", "", entry[field]).replace("ˆ", "^") == " ".join(re.sub("[{}]", "", words).split())
    assert entry["venue"] == "Beijing"


def test_braces_in_titles_are_escaped_and_in_addresses_coded() -> None:
    text = as_bibtex(replace(TALK, title="a {b} \\c", source="https://paper.example/{x}?a=1&b=50%25_#c"))
    assert "  title = {a \\{b\\} \\textbackslash{}c},\n" in text
    assert "  url = {https://paper.example/%7Bx%7D?a=1&b=50%25_#c},\n" in text


def test_names_are_taken_apart_only_where_their_parts_are_known() -> None:
    made = replace(TALK, authors=(LI, Author("Panorea Avdis"), Author("Bank and Sons")))
    assert "  author = {Li, Qingshuang and {Panorea Avdis} and {Bank and Sons}},\n" in as_bibtex(made)
    assert [value for tag, value in ris(as_ris(made)) if tag == "AU"] == [
        "Li, Qingshuang",
        "Panorea Avdis",
        "Bank and Sons",
    ]
    assert as_csl(made)["author"] == [
        {"family": "Li", "given": "Qingshuang"},
        {"literal": "Panorea Avdis"},
        {"literal": "Bank and Sons"},
    ]


def test_a_talk_as_ris() -> None:
    assert ris(as_ris(TALK)) == [
        ("TY", "CPAPER"),
        ("ID", TALK.key),
        ("TI", "Opening"),
        ("AU", "Li, Qingshuang"),
        ("T2", "Cleantech Forum"),
        ("CY", "Beijing"),
        ("PY", "2016"),
        ("DA", "2016/11/04/4–5 November 2016"),
        ("M3", "Keynote speaker"),
        ("UR", TALK.record),
        ("ET", "2026-11-22"),
        ("N1", "Stated in “Forums were held”, ¶ 1. Rostrum, version of 22 November 2026."),
        ("DP", "Rostrum"),
        ("ER", ""),
    ]


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_make_no_lines_of_ris(words: str) -> None:
    made = ris(as_ris(replace(TALK, title=words)))
    assert [tag for tag, _ in made] == [tag for tag, _ in ris(as_ris(TALK))]
    assert dict(made)["TI"] == " ".join(words.split())


DATES = [
    # EDTF, CSL-JSON, the years and the date of RIS
    ("", {}, ""),
    ("2024-11-04", {"date-parts": [[2024, 11, 4]]}, "2024/11/04/"),
    ("2024-11", {"date-parts": [[2024, 11]]}, "2024/11//"),
    ("2023", {"date-parts": [[2023]]}, "2023///"),
    ("0987", {"date-parts": [[987]]}, "0987///"),
    ("2024-11-04?", {"date-parts": [[2024, 11, 4]], "circa": True}, "2024/11/04/4 November 2024 (uncertain)"),
    ("2023~", {"date-parts": [[2023]], "circa": True}, "2023///about 2023"),
    ("2024-22", {"date-parts": [[2024]], "season": 2}, "2024///summer 2024"),
    (
        "2023-12-28/2024-01-03",
        {"date-parts": [[2023, 12, 28], [2024, 1, 3]]},
        "2023/12/28/28 December 2023 – 3 January 2024",
    ),
    ("2016/2018", {"date-parts": [[2016], [2018]]}, "2016///2016 – 2018"),
    ("/2016-11-05", {"literal": "until 5 November 2016"}, "///until 5 November 2016"),
    ("2016-11-05/", {"literal": "from 5 November 2016"}, "2016/11/05/from 5 November 2016"),
    ("2016-11-05/..", {"literal": "from 5 November 2016"}, "2016/11/05/from 5 November 2016"),
    ("199X", {"literal": "the 1990s"}, "///the 1990s"),
    ("2024-22/2025", {"literal": "summer 2024 – 2025"}, "2024///summer 2024 – 2025"),
    ("2024-XX-XX", {"date-parts": [[2024]]}, "2024///2024"),
]


@pytest.mark.parametrize(("edtf", "csl", "day"), DATES)
def test_dates_say_what_is_known_and_no_more(edtf: str, csl: dict[str, Any], day: str) -> None:
    made = replace(TALK, date=edtf)
    assert csl_date(edtf) == csl
    assert ris_date(edtf) == day
    assert dict(ris(as_ris(made))).get("PY", "") == day.split("/")[0]
    (entry,) = bibtexparser.parse_string(as_bibtex(made)).entries  # a date is read letter for letter
    assert [field.value for field in entry.fields if field.key == "date"] == ([edtf] if edtf else [])
    jsonschema.validate([as_csl(made)], SCHEMA)
    assert len(rendered(made)) == 2
    assert dict(embedded(made)).get("citation_date", "") == edtf


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("words", [*HOSTILE, ""])
def test_csl_json_keeps_to_its_schema(kind: Kind, words: str) -> None:
    made = replace(
        TALK, kind=kind, title=words, organizers=(words,), publisher=words, source=f"https://x.example/{words}"
    )
    jsonschema.validate([as_csl(made)], SCHEMA)


def test_the_schema_refuses_what_is_not_csl_json() -> None:
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate([as_csl(TALK) | {"venue": "Beijing"}], SCHEMA)


def test_a_talk_as_text() -> None:
    end = f"Stated in “Forums were held”, ¶ 1. Rostrum, version of 22 November 2026. {TALK.record}"
    assert [one.text for one in rendered(TALK)] == [
        f"Li, Qingshuang. (4–5 November 2016). Opening (Keynote speaker), Cleantech Forum, Beijing. {end}",
        f"Li Qingshuang. Opening[C/OL]//Cleantech Forum. Beijing, 4–5 November 2016. {end}",
    ]


def test_text_without_an_author_begins_with_the_title() -> None:
    made = replace(
        TALK, kind=Kind.EVENT, authors=(), title="Green Day", event="", genre="forum", date="/2016", stated=""
    )
    end = f"Rostrum, version of 22 November 2026. {TALK.record}"
    assert [one.text for one in rendered(made)] == [
        f"Green Day (forum), Beijing. (until 2016). {end}",
        f"Green Day[EB/OL]. Beijing, until 2016. {end}",
    ]


def test_chinese_names_stay_in_their_order() -> None:
    made = replace(TALK, authors=(Author("李庆霜", "李", "庆霜"),))
    assert [one.text[:4] for one in rendered(made)] == ["李庆霜.", "李庆霜."]


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_stay_as_they_are_in_text(words: str) -> None:
    for one in rendered(replace(TALK, title=words)):
        assert re.sub(r"\s+", " ", words).rstrip() in re.sub(r"\s+", " ", one.text)


def test_a_report_elsewhere_is_cited_there_and_its_record_too() -> None:
    made = replace(TALK, kind=Kind.NEWS, source="https://paper.example/1", stated="", publisher="China Today")
    assert made.note == f"Rostrum, {TALK.record}, version of 22 November 2026."
    assert as_csl(made)["URL"] == "https://paper.example/1"
