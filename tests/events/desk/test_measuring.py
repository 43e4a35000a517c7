"""Suggestions are held against answer keys, and reach what they reached."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from events.desk.gathering import Gathered, gather
from events.desk.measuring import Score, compare, fold, measure, same_body, total
from events.desk.recognisers.spans import Text
from events.desk.suggesting import suggest

TEXTS = Path(__file__).parent / "texts"
PERSON = {"name": "Liu Chun", "title": "Vice President", "organization": "CCX", "role": "speaker"}


def key(**changes: Any) -> dict[str, Any]:
    forum = {"name": "Reed Forum", "date_edtf": "2024-05-01", "cities": ["Arles"]}
    return {"forum": forum, "people": [PERSON], "organizations": ["Reed Club (RC)"]} | changes


def gathered(person: dict[str, Any]) -> Gathered:
    return Gathered("reed forum", "2024-05-01", ["Arles"], [person], ["Reed Club"])


@pytest.mark.parametrize(
    ("text", "cities"),
    [
        ("The Reed Forum was held in Lyon, Turin and Geneva on 4 March 2024.", ["Lyon", "Turin", "Geneva"]),
        ("The club has offices in Lyon.", []),
    ],
)
def test_a_forum_is_in_each_city_of_a_list_and_in_none_of_offices(text: str, cities: list[str]) -> None:
    report = Text.of(text)
    assert gather(report, suggest(report)).cities == cities


def test_printing_does_not_matter_words_do() -> None:
    assert fold(" The  Barnes & Thórn-Burg ") == fold("barnes and thorn burg")
    assert same_body("Reed Club (RC)", "reed club") and same_body("RC", "Reed Club (RC)")
    assert not same_body("Reed Club", "Reed Union")


@pytest.mark.parametrize(
    ("change", "right"),
    [
        ({}, True),
        ({"name": "CHUN Liu"}, True),
        ({"title": "President"}, False),
        ({"title": None}, False),
        ({"organization": "Trade Office, CCX", "parts": "Trade Office\nCCX"}, True),
        ({"organization": "Trade Office"}, False),
    ],
)
def test_name_title_and_body_count_only_together(change: dict[str, Any], right: bool) -> None:
    scores = compare(key(), gathered(PERSON | change))
    assert scores["person, title and body"] == Score(1, 1, int(right), int(right))
    assert scores["person"] == Score(1, 1, 1, 1)


@pytest.mark.parametrize(
    ("expected", "proposed", "right"),
    [
        # Wherever title and body are divided.
        (("Mayor", "Lund"), ("Mayor of Lund", None), True),
        (("Director", "Trade Department"), ("Director of the Trade Department", None), True),
        (("大使", "湖国驻东山"), ("湖国驻东山大使", None), True),
        (("Mayor", "Lund"), ("Mayor", None), False),
        (("Mayor", "Lund"), ("Deputy Mayor of Lund", None), False),
        (("Mayor", "Lund"), ("Mayor of Lyon", None), False),
        # A land that only one of them names.
        (("Chile's Envoy", None), ("Envoy", None), True),
        (("Envoy", None), ("Envoy", "Chile"), True),
        (("Envoy to Chile", None), ("Envoy to Peru", None), False),
        (("Envoy", None), ("Chile's Trade Envoy", None), False),
        ((None, "Chile"), (None, None), False),
        # Titles for several, shortened, or several under one body.
        (("vice president", "RC"), ("vice presidents", "RC"), True),
        (("state Senator", None), ("state Sens.", None), True),
        (("Chairman and CEO", "RC"), ("Chairman & CEO", "RC"), True),
        # A body's land.
        (("Head", "Lake Office"), ("Head", "Chile's Lake Office"), True),
        (("Head", "Lake Office, Chile"), ("Head", "Lake Office"), True),
        (("Mayor", "La Reja, Ohio"), ("Mayor", "La Reja"), True),
        (("Adviser", "U.S. Lake Office"), ("Adviser to the U.S. Lake Office", None), True),
        (("Head", "Lake Office, Reed Bank"), ("Head", "Lake Office"), False),
        (("Head", "U.S. Lake Office"), ("Head", "US Lake Office"), True),
    ],
)
def test_a_title_and_a_body_agree_word_by_word(
    expected: tuple[str, str | None], proposed: tuple[str, str | None], right: bool
) -> None:
    said = [
        dict(zip(("name", "title", "organization"), ("Liu Chun", *one), strict=True)) for one in (expected, proposed)
    ]
    scores = compare(key(people=[said[0]]), gathered(said[1]))
    assert scores["person, title and body"] == Score(1, 1, int(right), int(right))


@pytest.mark.parametrize(
    ("together", "titles"), [("Chairman and CEO", ("Chairman", "CEO")), ("书记、副院长", ("书记", "副院长"))]
)
def test_titles_that_one_body_shares_stand_together_or_apart(together: str, titles: tuple[str, str]) -> None:
    joint = PERSON | {"title": together}
    apart = [PERSON | {"title": title} for title in titles]
    assert compare(key(people=apart), gathered(joint))["person, title and body"] == Score(1, 2, 1, 2)
    assert compare(key(people=[joint]), gathered(apart[0]))["person, title and body"] == Score(1, 1, 1, 0)


def test_wrapped_lines_are_joined_before_they_are_read(tmp_path: Path) -> None:
    (tmp_path / "reed.txt").write_text(
        "The Reed Forum was opened in Arles on Wednesday with two hundred guests. Liu Chun, Vice\n"
        "President of CCX, said that the reeds were growing well this year, and that many more of\n"
        "them would be planted along the lower river before the next forum is held there again.\n"
    )
    (tmp_path / "reed.key.json").write_text(json.dumps(key()))
    assert measure(tmp_path)["reed"]["person, title and body"] == Score(1, 1, 1, 1)


def test_each_kind_is_counted() -> None:
    scores = compare(key(organizations=["Reed Club (RC)", "Fen Bank"]), gathered(PERSON))
    assert scores["organization"] == Score(1, 2, 1, 1)
    assert (scores["organization"].precision, scores["organization"].recall) == (1.0, 0.5)
    assert [scores[kind] for kind in ("forum name", "forum date", "city")] == [Score(1, 1, 1, 1)] * 3


def test_our_own_texts_are_read_as_well_as_promised() -> None:
    scores = measure(TEXTS)
    chinese = total(one for name, one in scores.items() if "-zh" in name)
    english = total(one for name, one in scores.items() if "-zh" not in name)
    assert len(scores) >= 20
    for one in (english["person, title and body"], english["organization"], chinese["person, title and body"]):
        assert (one.recall or 0) >= 0.9 and (one.precision or 0) >= 0.9


def test_the_command_reports_each_text_and_all_of_them(tmp_path: Path) -> None:
    (tmp_path / "reed.txt").write_text(
        "Liu Chun, Vice President of CCX, spoke at the Reed Forum in Arles on 1 May 2024."
    )
    (tmp_path / "reed.key.json").write_text(json.dumps(key()))
    out = StringIO()
    call_command("measure_suggestions", tmp_path, stdout=out)
    lines = [line.split() for line in out.getvalue().splitlines()]
    assert [line[0] for line in lines if line[0] in {"reed", "all"}] == ["reed", "all"]
    assert [line[-4:] for line in lines if line[:1] == ["person,"]] == [["1.00", "1.00", "1/1", "1/1"]] * 2


@pytest.mark.parametrize("content", ["{", "[]", '{"forum": {}}', '{"forum": {"name": 1, "date_edtf": 2, "cities": 3}}'])
def test_a_bad_key_is_refused_by_name(tmp_path: Path, content: str) -> None:
    (tmp_path / "reed.txt").write_text("Liu Chun")
    (tmp_path / "reed.key.json").write_text(content)
    with pytest.raises(CommandError, match=r"reed\.key\.json is not an answer key"):
        call_command("measure_suggestions", tmp_path)


def test_a_folder_without_keys_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="holds no answer key"):
        call_command("measure_suggestions", tmp_path)
