"""Suggestions for a whole text: spans that hold what is printed, an archive that is asked, recognisers that plug in."""

import json
import sys
from collections.abc import Collection, Mapping
from dataclasses import replace
from pathlib import Path
from types import FrameType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from events.desk.recognisers.spans import Named, Suggestion, Text
from events.desk.suggesting import suggest

TEXTS = sorted((Path(__file__).parent / "texts").glob("*.txt"))


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_every_span_holds_the_printed_words(path: Path) -> None:
    text = Text.of(path.read_text())
    for one in suggest(text):
        assert text.paragraphs[one.paragraph - 1][one.start : one.end] == one.printed


class Archive:
    """Knows a body and a place; two people share a name."""

    NAMES = {
        "organization": {"Quillon": Named("Quillon Holdings", "quillon")},
        "place": {"Springvale": Named("Springvale, Ohio", "springvale")},
        "person": {"Ada Brandt": Named("Ada Brandt", "ada-brandt"), "Olaf Moe": Named("Olaf Moe", None)},
    }

    def __init__(self) -> None:
        self.asked: list[str] = []

    def named(self, kind: str, names: Collection[str]) -> Mapping[str, Named]:
        self.asked.append(kind)
        return {name: one for name, one in self.NAMES[kind].items() if name in names}


def test_what_the_archive_knows_wins_and_is_asked_once() -> None:
    archive = Archive()
    text = Text.of("Ms. Ada Brandt and Mr. Olaf Moe spoke\nat Quillon, in Springvale.", known=archive)
    found = [
        (one.kind, one.values["name"], one.known)
        for one in suggest(text)
        if one.kind in {"organization", "place", "person"}
    ]
    assert found == [
        ("person", "Ada Brandt", "ada-brandt"),
        ("person", "Olaf Moe", None),
        ("organization", "Quillon Holdings", "quillon"),
        ("place", "Springvale, Ohio", "springvale"),
    ]
    assert sorted(archive.asked) == ["organization", "person", "place"]


def test_ids_stay_when_other_paragraphs_come_or_go() -> None:
    said = "Ada Brandt, Director of Lake Bank, spoke. Ada Brandt, Director of Lake Bank, left."
    before = {one.id for one in suggest(Text.of(said))}
    after = [one.id for one in suggest(Text.of(f"Olaf Moe, Head of Hill Bank, spoke.\n{said}\n{said}"))]
    assert before < set(after)
    assert len(set(after)) == len(after)


def test_announced_is_told_from_held() -> None:
    found = suggest(Text.of("Ada Brandt, Director of Lake Bank, spoke.\nOlaf Moe, Director of Hill Bank, will speak."))
    people = [(one.values["name"], one.values["standing"]) for one in found if one.kind == "person"]
    assert people == [("Ada Brandt", "occurred"), ("Olaf Moe", "announced")]


def test_another_recogniser_is_one_function() -> None:
    def shouting(text: Text) -> list[Suggestion]:
        return [Suggestion("forum", 1, 0, 3, "HEY", {"name": "HEY"}, "loud")]

    (one,) = suggest(Text.of("HEY"), [shouting])
    assert replace(one, id="") == shouting(Text.of("HEY"))[0]


PIECES = [
    "President of ",
    "Aa Bb, ",
    "张三、",
    "主办单位：",
    "“",
    "a-",
    "Ministry of Trade and ",
    "1,000 ",
    "Dr. ",
    "moderated ",
    "论坛",
    "Companies such as Aa Bank, ",
    "Director General at Aa Bank (AB), ",
    "由甲协会主办，乙协会",
    "会长欧阳青",
    "Panel 2: ",
    "5 May ",
    "《",
    "Lima",
    "\n",
    "who is also ",
    "一一工商联欧阳一、",
]


@pytest.mark.parametrize("piece", PIECES)
def test_the_work_grows_as_the_text_does_whatever_it_holds(piece: str) -> None:
    short, long = (_work(piece * (size // len(piece))) for size in (1_000, 8_000))
    assert long < 10 * short


@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
@settings(max_examples=60, deadline=None)
def test_whatever_a_text_holds_its_suggestions_fit_it_and_travel(text: str) -> None:
    read = Text.of(text)
    found = suggest(read)
    assert [one.printed for one in found] == [read.paragraphs[one.paragraph - 1][one.start : one.end] for one in found]
    assert len({one.id for one in found}) == len(found)
    assert json.loads(json.dumps([dict(one.values) for one in found])) == [dict(one.values) for one in found]


def _work(text: str) -> int:
    """How many functions are called and generators resumed: the same on every machine, however busy."""
    calls = 0

    def count(frame: FrameType, event: str, argument: object) -> None:
        nonlocal calls
        calls += 1

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        suggest(Text.of(text))
    finally:
        sys.setprofile(before)
    return calls


def test_a_name_printed_again_in_latin_letters_is_one_person() -> None:
    text = Text.of("茶业署执行主任埃里克·索尔森先生(Mr. Erik Solsen)致辞")
    assert [one.values["name"] for one in suggest(text) if one.kind == "person"] == ["埃里克·索尔森"]


def test_a_body_named_in_full_elsewhere_keeps_the_word_printed_beside_the_person() -> None:
    text = Text.of(
        "The Lake Chamber of Commerce met.\nChamber President Ada Moe spoke. Olu Bello, CEO of Sandrea Ltd, came."
    )
    people = [one.values for one in suggest(text) if one.kind == "person"]
    assert [(one["name"], one["organization"], one["body_printed"]) for one in people] == [
        ("Ada Moe", "Lake Chamber of Commerce", "Chamber"),
        ("Olu Bello", "Sandrea Ltd", None),
    ]
