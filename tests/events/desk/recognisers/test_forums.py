"""The name of the forum and the city it is held in, and none where the text names none."""

import pytest

from events.desk.gathering import gather
from events.desk.recognisers.spans import Text
from events.desk.suggesting import suggest


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("They hosted the “Lake Trade Forum: New Ways Ahead” at noon.", "Lake Trade Forum: New Ways Ahead"),
        ("2018 Annual Gala of the Lake Chamber Successfully Held", "2018 Annual Gala of the Lake Chamber"),
        ("以“茶”为主题的第四届世界茶商大会暨湖滨茶业论坛开幕。", "第四届世界茶商大会暨湖滨茶业论坛"),
        ("The Third Lake Governors’ Forum was held.", "Third Lake Governors’ Forum"),
        ("A seminar on “Tidal Power in Chile” will be held on May 20.", "Tidal Power in Chile"),
        ("A seminar on ‘Lund’s Tides and Trade’ was held.", "Lund’s Tides and Trade"),
        ("Titled “Trade on New Tides”, the webinar was held.", "Trade on New Tides"),
        ("They joined the ‘Lakes of Lund 2024: Tides’ event.", "Lakes of Lund 2024: Tides"),
        ("They hosted the “Lake Fish Gala–New Ways” there.", "Lake Fish Gala–New Ways"),
        ("It was the second forum 2018 -2019 entitled “What the Tide Means,” in May.", "What the Tide Means"),
        ("The 11th LFB Lake Conclave on Tides was held.", "11th LFB Lake Conclave on Tides"),
        ("WEBINAR | Tides - New Ways for Lakes\nIt was held.", "Tides - New Ways for Lakes"),
        ("The 10th Lake Summit opened. The Lake Summit was held well.", "10th Lake Summit"),
        ("The Global Forum on Tides in Harare was held.", "Global Forum on Tides"),
        ("It was held as the Lake Conference on “Tides: New Ways”.", "Lake Conference on “Tides: New Ways”"),
        ("They hosted the second Lake Talk in May. The Lake Talk was held well.", "Lake Talk"),
        ("LTC) 30th Annual Gala was held.", "30th Annual Gala"),
        (
            "The Third Lake Mayors and Senior Officials’ Dialogue was held.",
            "Third Lake Mayors and Senior Officials’ Dialogue",
        ),
        ("The Lake Trade Forum-2023 was held.", "Lake Trade Forum-2023"),
        ("The 17th Lake Salon was held.", "17th Lake Salon"),
        # Of a title or a state.
        ("The Chairman of National Panel on Tides hosted it.", None),
        ("It was hosted by the 13th Lake People's Congress.", None),
        ("It was held by the Chilean Mission to the lakes.", None),
        # Named in passing.
        ("Programme\n2 July, Lake Conference Centre\nWelcome", None),
        ("Draft programme\nNews\nPage\nOle Moe, president of the Grand National Assembly of Chile", None),
    ],
)
def test_the_forum_is_named(words: str, name: str | None) -> None:
    text = Text.of(words)
    assert gather(text, suggest(text)).name == name


@pytest.mark.parametrize(
    ("words", "cities"),
    [
        ("Programme\n2 July • Lake Conference Centre, Harare\nWelcome", ["Harare"]),
        ("LAHORE, May 20: A fair was organized here by the Lake Chamber.", ["Lahore"]),
        ("Thirty firms visited Almaty for the Lake Trade Forum.", ["Almaty"]),
        ("The Lake Trade Forum was opened by a dean of the University of Helsinki.", []),
        ("The Lake Trade Forum was opened by Kevin Rogers, Head of Trade, Reed Bank.", []),
    ],
)
def test_a_city_in_the_name_of_a_body_or_person_is_not_the_forums(words: str, cities: list[str]) -> None:
    text = Text.of(words)
    assert gather(text, suggest(text)).cities == cities


def test_two_governors_of_one_surname_are_two_people() -> None:
    text = Text.of("Governor Jerry Moe and Governor Kate Moe came.\nGovernor J. Moe spoke.")
    assert [person["name"] for person in gather(text, suggest(text)).people] == ["Jerry Moe", "Kate Moe"]
