"""Marked texts are read as their marks say, and those that are not whole are refused."""

from pathlib import Path

import pytest

from events.desk.marked import MarkRefused, documents
from events.desk.measuring import KINDS, KeyRefused, Score, measure

SHIPPED = sorted((Path(__file__).parent / "marked").glob("*.marked.txt"))
TEXT = """=== a lunch
{P1,2|Ada Moe}, {T1|Director} of the {B1,3|Reed Club} and {T2|Mayor of Lund}, met {P3|Olu Bello}, its {T3|Chair}.
{M|Moe} spoke of {X|Rosa Quint}.

=== a walk
{P1|Nils Aker} walked.
"""


def test_each_capacity_is_told_and_the_text_has_no_marks() -> None:
    lunch, walk = documents(TEXT)
    assert (lunch.name, lunch.text) == (
        "a lunch",
        "Ada Moe, Director of the Reed Club and Mayor of Lund, met Olu Bello, its Chair.\nMoe spoke of Rosa Quint.",
    )
    assert lunch.people == [
        {"name": "Ada Moe", "title": "Director", "organization": "Reed Club"},
        {"name": "Ada Moe", "title": "Mayor of Lund", "organization": None},
        {"name": "Olu Bello", "title": "Chair", "organization": "Reed Club"},
    ]
    assert walk.people == [{"name": "Nils Aker", "title": None, "organization": None}]


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("{T1|Director} spoke.", "a lunch: capacity 1 has no person."),
        ("{P1|Ada Moe} and {P1|Olu Bello} spoke.", "a lunch: {P1|Olu Bello} has a number that is taken"),
        ("{P1|Ada Moe spoke.", "a lunch: a brace is left over."),
    ],
)
def test_marks_that_are_not_whole_are_refused_with_their_document(body: str, told: str) -> None:
    with pytest.raises(MarkRefused) as refused:
        list(documents(f"=== a lunch\n{body}\n"))
    assert str(refused.value).partition(":")[0] == "a lunch"
    assert str(refused.value).startswith(told)


def test_of_marked_texts_only_people_are_compared(tmp_path: Path) -> None:
    told = "=== a lunch\n{P1|Ada Moe}, {T1|Director} of the {B1|Reed Club}, spoke in Lyon on 4 March 2024.\n"
    (tmp_path / "lunch.marked.txt").write_text(told)
    scores = measure(tmp_path)["lunch"]
    right, none = Score(1, 1, 1, 1), Score()
    assert [scores[kind] for kind in KINDS] == [right, right, right, right, none, none, none, none]
    (tmp_path / "lunch.marked.txt").write_text("=== a lunch\n{T1|Director} spoke.\n")
    with pytest.raises(KeyRefused) as refused:
        measure(tmp_path)
    assert str(refused.value) == f"{tmp_path / 'lunch.marked.txt'} cannot be read: a lunch: capacity 1 has no person."


@pytest.mark.parametrize("path", SHIPPED, ids=[path.name for path in SHIPPED])
def test_the_texts_that_are_here_are_whole(path: Path) -> None:
    assert all(one.people for one in documents(path.read_text()))
