"""Whose title is whose, how far a title reaches, and what of a body's print is the body, in sentences of news."""

import pytest

from events.desk.recognisers import people

Told = list[tuple[str, str | None, str | None]]


def told(*lines: str) -> Told:
    found = people.find_people(lines[0], lines[1:])
    return [(one.name, capacity.title, capacity.body) for one in found for capacity in one.capacities]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        pytest.param(
            "Deputy Consul General Yu Ming, former US Senator Karl Moe and Ohio Governor Ada Brandt came.",
            [
                ("Yu Ming", "Deputy Consul General", None),
                ("Karl Moe", "former US Senator", None),
                ("Ada Brandt", "Ohio Governor", None),
            ],
            id="each title before its name",
        ),
        pytest.param(
            "Kansas Governor Ada Brandt, Chairman of the Reed Foundation Karl Moe, and others spoke.",
            [("Ada Brandt", "Kansas Governor", None), ("Karl Moe", "Chairman", "Reed Foundation")],
            id="a name that ends the title and body of a list",
        ),
        pytest.param(
            "Norwegian Ambassador to Chile Ada Brandt and the Chilean Ambassador to Norway, Luz Paz, met.",
            [
                ("Ada Brandt", "Norwegian Ambassador to Chile", None),
                ("Luz Paz", "Chilean Ambassador to Norway", None),
            ],
            id="an ambassador to a land",
        ),
        pytest.param(
            "Ada Brandt, ambassador of the Republic of Chile to Norway, spoke.",
            [("Ada Brandt", "ambassador", "Republic of Chile to Norway")],
            id="a land sent to belongs to the office",
        ),
    ],
)
def test_a_title_goes_to_the_name_it_stands_by(line: str, expected: Told) -> None:
    assert told(line) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Mr Ole Moe, secretary general, ESC of Chile", [("Ole Moe", "secretary general", "ESC of Chile")]),
        ("Mr Ole Moe, Maltese minister for tourism", [("Ole Moe", "Maltese minister for tourism", None)]),
        ("Ole Moe, secretary of state for trade", [("Ole Moe", "secretary of state for trade", None)]),
        ("Ole Moe, Head of Unit, Lake Commission", [("Ole Moe", "Head of Unit", "Lake Commission")]),
        (
            "With Ole Moe, Head of Unit, Fish and Ferries, Lake Commission, and Ada Brandt, Director, Reed Bank.",
            [
                ("Ole Moe", "Head of Unit, Fish and Ferries", "Lake Commission"),
                ("Ada Brandt", "Director", "Reed Bank"),
            ],
        ),
        ("Ole Moe, Head of Mobile Cranes, Sandrea.", [("Ole Moe", "Head of Mobile Cranes", "Sandrea")]),
        ("Ole Moe, Editor-at-Large, Reed Times", [("Ole Moe", "Editor-at-Large", "Reed Times")]),
        (
            "Ole Moe, Director, Fish Program, Reed Council; Founder, The Lake Trust",
            [("Ole Moe", "Director", "Fish Program, Reed Council"), ("Ole Moe", "Founder", "Lake Trust")],
        ),
        ("Ole Moe, Senior Fellow, Reed Institute (CHAIR)", [("Ole Moe", "Senior Fellow", "Reed Institute")]),
        (
            "Ole Moe, Chair of the 13th Lake Committee, Director of Reed Bank.",
            [("Ole Moe", "Chair", "13th Lake Committee"), ("Ole Moe", "Director", "Reed Bank")],
        ),
        (
            "Ole Moe, Chair of Reed Bank, also former Director of Lake School, spoke.",
            [("Ole Moe", "Chair", "Reed Bank"), ("Ole Moe", "former Director", "Lake School")],
        ),
        (
            "Left to right: Li BO, Manager, Reed Bank, Lake Corporate Bank, R.K. Moe; Abby HU, Director, Sandrea.",
            [("Li BO", "Manager", "Reed Bank, Lake Corporate Bank, R.K. Moe"), ("Abby HU", "Director", "Sandrea")],
        ),
        (
            "Director at the Reed Authority, Ole Moe; Adviser at Lake Lag, Ada Brandt",
            [("Ole Moe", "Director", "Reed Authority"), ("Ada Brandt", "Adviser", "Lake Lag")],
        ),
        ("Ole Moe, Dean at Lake University in Chile, spoke.", [("Ole Moe", "Dean", "Lake University")]),
        ("Ole Moe, Consul at the Embassy in Chile, spoke.", [("Ole Moe", "Consul", "Embassy in Chile")]),
        ("Guests were met by Mrs. Moe from Iowa.", []),
    ],
)
def test_a_title_and_a_body_are_cut_where_they_end(line: str, expected: Told) -> None:
    assert told(line) == expected


def test_lines_below_a_name_may_hold_two_titles() -> None:
    assert told("Karl B. Moe", "Former Reed Expert", "Fellow, Lake Policy Center, Chile University") == [
        ("Karl B. Moe", "Former Reed Expert", None),
        ("Karl B. Moe", "Fellow", "Lake Policy Center, Chile University"),
    ]


def test_a_title_printed_with_the_name_does_not_hide_the_one_below() -> None:
    assert told("Ambassador Ada Brandt", "Partner, Reed & Lake LLP") == [("Ada Brandt", "Partner", "Reed & Lake LLP")]


def test_a_bullet_before_the_name_does_not_hide_the_title_below() -> None:
    assert told("♦ Ada Brandt", "Former Governor of Ohio") == [("Ada Brandt", "Former Governor of Ohio", None)]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        pytest.param(
            "With Ole Moe, LFEC Arctic Coast Regional Director, and Ada Brandt, LFEC CEO.",
            [("Ole Moe", "Arctic Coast Regional Director", "LFEC"), ("Ada Brandt", "CEO", "LFEC")],
            id="letters before a long title",
        ),
        pytest.param(
            "Kirk Moe, LFEC Vice Chairman and Reed Fish Association CEO; Ada Brandt, Director, Reed Bank.",
            [
                ("Kirk Moe", "Vice Chairman", "LFEC"),
                ("Kirk Moe", "CEO", "Reed Fish Association"),
                ("Ada Brandt", "Director", "Reed Bank"),
            ],
            id="two bodies before two titles",
        ),
        pytest.param(
            "Marc Moe, Lake Fish Board (LFB) Past Chairman, Ohio; and Ada Brandt, Director, Reed Bank.",
            [("Marc Moe", "Past Chairman", "Lake Fish Board (LFB)"), ("Ada Brandt", "Director", "Reed Bank")],
            id="an abbreviation before the title, a land behind it",
        ),
        pytest.param(
            "Li Gang, governor of Hunan Province, spoke.",
            [("Li Gang", "governor of Hunan Province", None)],
            id="a governor's province is no body",
        ),
        pytest.param(
            "Washington State Governor Ada Brandt", [("Ada Brandt", "Washington State Governor", None)], id="state"
        ),
        pytest.param(
            "Ole Moe, chair of the Oslo-based Reed Institution, spoke.",
            [("Ole Moe", "chair", "Reed Institution")],
            id="where a body sits",
        ),
        pytest.param(
            "Ole Moe, chairman of co-organizer Reed Institute, spoke.",
            [("Ole Moe", "chairman", "Reed Institute")],
            id="what a body did",
        ),
        pytest.param(
            "Ole Moe, Board Member of the Reed Society, spoke.",
            [("Ole Moe", "Board Member", "Reed Society")],
            id="board",
        ),
        pytest.param(
            "Ole Moe, Head of Unit for LFP Fish Talks, LF TRADE",
            [("Ole Moe", "Head of Unit for LFP Fish Talks", "LF TRADE")],
            id="a unit's subject",
        ),
        pytest.param(
            "Professor Ole B. Moe’s tour of Reed School began.", [("Ole B. Moe", "Professor", None)], id="possessive"
        ),
        pytest.param("Observe Fish Harvest at the Reed School", [], id="a headline"),
    ],
)
def test_a_body_is_told_from_the_words_around_it(line: str, expected: Told) -> None:
    assert told(line) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        pytest.param(
            "Ole Moe, LFEC Research Fellow and Vice Chairman of the Reed Council, and Ada Brandt, LFEC Board Director.",
            [
                ("Ole Moe", "Research Fellow", "LFEC"),
                ("Ole Moe", "Vice Chairman", "Reed Council"),
                ("Ada Brandt", "Board Director", "LFEC"),
            ],
            id="a body before one title and after the next",
        ),
        pytest.param(
            "Ole Moe, the Director of Climate, Energy, and Environment at the Reed Bank, spoke.",
            [("Ole Moe", "Director of Climate, Energy, and Environment", "Reed Bank")],
            id="subjects with commas",
        ),
        pytest.param(
            "Li Gang, Professor at Reed University on ports, and Ole Moe, Director of the Council on Ports.",
            [("Li Gang", "Professor", "Reed University"), ("Ole Moe", "Director", "Council on Ports")],
            id="a topic is no part of the body",
        ),
        pytest.param(
            "Ole Moe, president of Chile's Lake Area Council, spoke.",
            [("Ole Moe", "president", "Lake Area Council")],
            id="a land that owns a body",
        ),
        pytest.param(
            "Ole Moe, President of Business Chile, and Li Gang, Minister of the Chilean Mission to the EU, spoke.",
            [("Ole Moe", "President", "Business Chile"), ("Li Gang", "Minister", "Chilean Mission to the EU")],
            id="a body named after a land",
        ),
        pytest.param(
            "• Ann Moe, Co-Founder & COO, Gelax (Green Lake Awards winner 2019)",
            [("Ann Moe", "Co-Founder & COO", "Gelax")],
            id="a remark in brackets",
        ),
    ],
)
def test_titles_and_bodies_are_told_apart_in_longer_prints(line: str, expected: Told) -> None:
    assert told(line) == expected
