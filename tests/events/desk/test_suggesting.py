"""Suggestions for a whole text: spans that hold what is printed, an archive that is asked, recognisers that plug in."""

from collections.abc import Collection, Mapping
from pathlib import Path
from time import process_time

import pytest

from events.desk.recognisers.spans import Suggestion, Text
from events.desk.suggesting import SHIPPED, suggest

TEXTS = sorted((Path(__file__).parent / "texts").glob("*.txt"))


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_every_span_holds_the_printed_words(path: Path) -> None:
    text = Text.of(path.read_text())
    for one in suggest(text):
        assert text.paragraphs[one.paragraph - 1][one.start : one.end] == one.printed


def test_what_the_archive_knows_wins_and_is_asked_once() -> None:
    class Archive:
        asked = 0

        def bodies(self, candidates: Collection[str]) -> Mapping[str, str]:
            self.asked += 1
            return {"Quillon": "Quillon Holdings"} if "Quillon" in candidates else {}

        def places(self, candidates: Collection[str]) -> Mapping[str, str]:
            return {"Springvale": "Springvale, Ohio"} if "Springvale" in candidates else {}

    archive = Archive()
    found = suggest(Text.of("The talks at Quillon\nwere held in Springvale.", known=archive))
    named = [(one.kind, one.values["name"]) for one in found if one.kind in {"organization", "place"}]
    assert named == [("organization", "Quillon Holdings"), ("place", "Springvale, Ohio")]
    assert archive.asked == 1


def test_announced_is_told_from_held() -> None:
    found = suggest(Text.of("Ada Brandt, Director of Lake Bank, spoke.\nOlaf Moe, Director of Hill Bank, will speak."))
    people = [(one.values["name"], one.values["standing"]) for one in found if one.kind == "person"]
    assert people == [("Ada Brandt", "occurred"), ("Olaf Moe", "announced")]


def test_another_recogniser_is_one_function() -> None:
    def shouting(text: Text) -> list[Suggestion]:
        return [Suggestion("forum", 1, 0, 3, "HEY", {"name": "HEY"}, "loud")]

    assert suggest(Text.of("HEY"), [shouting]) == shouting(Text.of("HEY"))


@pytest.mark.parametrize(
    "piece",
    [
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
    ],
)
def test_the_time_grows_as_the_text_does_whatever_it_holds(piece: str) -> None:
    short, long = (_cost(piece * (size // len(piece))) for size in (8_000, 64_000))
    assert long < 24 * max(short, 0.05)


def _cost(text: str) -> float:
    started = process_time()
    for recogniser in SHIPPED:
        list(recogniser(Text.of(text)))
    return process_time() - started
