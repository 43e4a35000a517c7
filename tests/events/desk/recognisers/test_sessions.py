"""Sessions: headings of a programme, and those that a sentence names."""

import pytest

from events.desk.recognisers.sessions import sessions
from events.desk.recognisers.spans import Text


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("Panel 2: Water and soil", ("Water and soil", "panel", None, None)),
        ("09:50 – 11:00\tSession 1: From field to shop", ("From field to shop", "other", "09:50", "11:00")),
        ("14.00 Round table", ("Round table", "round-table", "14:00", None)),
        ("Opening ceremony", ("Opening ceremony", "opening", None, None)),
        ("分论坛一：港口与航运", ("港口与航运", "sub-forum", None, None)),
        ("圆桌对话", ("圆桌对话", "round-table", None, None)),
        ("A panel on “Who pays for soil” closed the day.", ("Who pays for soil", "panel", None, None)),
        ("以“绿色港口”为主题的圆桌对话随后举行。", ("绿色港口", "round-table", None, None)),
    ],
)
def test_a_session_is_read_with_its_kind_and_hours(line: str, found: tuple[str, str, str | None, str | None]) -> None:
    assert [tuple(one.values.values()) for one in sessions(Text(("Title", line)))] == [found]


@pytest.mark.parametrize("line", ["The panel agreed.", "09:00 Coffee break", "Ada Brandt, Chair of the Session Board"])
def test_other_lines_are_no_sessions(line: str) -> None:
    assert list(sessions(Text(("Title", line)))) == []


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Opening Session", "Opening Session"),
        ("Panel Two: Money and Risk", "Panel Two: Money and Risk"),
        ("Energy Transition Sub-Forum", "Energy Transition Sub-Forum"),
        ("10:00-11:15 Round Table on Ports", "Round Table on Ports"),
        ("圆桌对话：运力与关税", "圆桌对话：运力与关税"),
    ],
)
def test_a_short_line_with_a_word_of_a_session_is_a_heading(line: str, name: str) -> None:
    assert [(one.paragraph, one.printed) for one in sessions(Text(("Title", line)))] == [(2, name)]


@pytest.mark.parametrize(
    "line",
    [
        "The panel was moderated by Jane Roe",
        "Panellists from three countries spoke at the panel.",
        "Harbour Board",
        "开幕。",
    ],
)
def test_a_sentence_or_another_name_is_none(line: str) -> None:
    assert list(sessions(Text(("Title", line)))) == []


def test_the_title_of_a_report_is_none() -> None:
    assert list(sessions(Text(("Opening Session",)))) == []
