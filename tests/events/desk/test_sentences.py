"""Invented sentences in the many ways that English introduces a speaker, each with the people it tells of."""

from pathlib import Path
from typing import Any

import pytest

from events.desk.gathering import gather
from events.desk.measuring import Score, compare
from events.desk.recognisers.spans import Text
from events.desk.suggesting import suggest

BLOCKS = (Path(__file__).parent / "sentences.txt").read_text(encoding="utf-8").strip().split("\n\n")
NO_FORUM = {"name": None, "date_edtf": None, "cities": []}


def person(line: str) -> dict[str, Any]:
    name, title, organization = (None if part == "-" else part for part in line.removeprefix("= ").split(" | "))
    return {"name": name, "title": title, "organization": organization}


@pytest.mark.parametrize("block", BLOCKS, ids=[block[:50] for block in BLOCKS])
def test_exactly_those_people_are_read(block: str) -> None:
    lines = block.splitlines()
    people = [person(line) for line in lines if line.startswith("= ")]
    text = Text.of("\n".join(line for line in lines if not line.startswith("= ")))
    key = {"forum": NO_FORUM, "people": people, "organizations": []}
    count = len(people)
    scores = compare(key, gather(text, suggest(text)))
    assert scores["person, title and body"] == Score(count, count, count, count)
