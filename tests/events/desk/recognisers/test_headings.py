"""Sessions by their headings."""

import pytest

from events.desk.recognisers.headings import headings
from events.desk.recognisers.spans import Text


def found(*lines: str) -> list[tuple[int, str]]:
    return [(one.paragraph, one.printed) for one in headings(Text(("Title", *lines)))]


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
    assert found(line) == [(2, name)]


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
    assert found(line) == []


def test_the_title_of_a_report_is_none() -> None:
    assert list(headings(Text(("Opening Session",)))) == []
