"""The text of a draft: wrapped lines are joined, a text put in its place keeps the citations, copies are noticed."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from events.desk.copies import near_copies
from events.desk.outline import from_file
from events.desk.replacing import moves, replace
from events.desk.texts import apart, digest, joined
from events.models import Draft, KeptDraft, ReportText
from events.paragraphs import split
from tests import records as make

WRAPPED = """The Harbour Forum opened in Testville on 4 May 2024 with speeches
of the mayor and the chair of the port authority; both spoke of co-
operation in the green economy.

The forum's panel was moderated by Ann Lee, chair of the Port Board of
Testville.
- Bo Chen, Director
- Cy Dahl, Deputy Director
"""


def test_wrapped_lines_are_joined_and_lists_stay() -> None:
    found = joined(WRAPPED)
    assert found.text.splitlines() == [
        " ".join(WRAPPED.splitlines()[:3]).replace("co- op", "coop"),
        "The forum's panel was moderated by Ann Lee, chair of the Port Board of Testville.",
        "- Bo Chen, Director",
        "- Cy Dahl, Deputy Director",
    ]
    assert [(joint.before[-6:], joint.after[:6], joint.hyphen) for joint in found.joints] == [
        ("eeches", "of the", False),
        ("of co-", "operat", True),
        ("ard of", "Testvi", False),
    ]


def test_a_programme_keeps_its_lines_and_what_runs_on_within_them_is_joined() -> None:
    programme = (
        "Programme of the second day of the Reed Forum in Arles\n"
        "09:00 Opening by the Mayor of Arles and by the Reed Club\n"
        "Moderator: Ada Brandt\n"
        "o Ole Moe of Arles, first Deputy Secretary General of the\n"
        "Club of Reeds and Rivers of the Lower Rhone\n"
        "o Luz Paz, Lake Board\n"
        "10:30 Coffee in the great hall of the town, ground floor\n"
    )
    lines = joined(programme).text.splitlines()
    assert lines[3].endswith("Deputy Secretary General of the Club of Reeds and Rivers of the Lower Rhone")
    assert len(lines) == 6


def test_chinese_lines_are_joined_without_a_blank() -> None:
    line = "港口论坛于二零二四年五月四日在测试市隆重开幕来自各国的嘉宾出席了开幕式并发表讲话"
    assert joined(f"{line}\n{line}\n结束。\n").text == f"{line}{line}结束。\n"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Ann Lee\nBo Chen\nCy Dahl\n", id="a list of names"),
        pytest.param("A line of its own. " * 20 + "\n" + "Another one. " * 30 + "\n", id="long paragraphs"),
        pytest.param("Name\tBody\n" + "Ann Lee of the Harbour\tPort Board of Testville\n" * 3, id="a table"),
    ],
)
def test_paragraphs_of_a_line_each_stay_as_they_are(text: str) -> None:
    assert joined(text).text.splitlines() == split(text)
    assert joined(text).joints == []


@given(st.text("ab .-\n\r\t\u3000北\u0000\ufeff\u2028\u202e", max_size=200))
def test_joining_loses_no_letter(text: str) -> None:
    letters = [one for one in text if one in "ab.北"]
    assert [one for one in joined(text).text if one in "ab.北"] == letters
    assert [one for one in apart(text) if one in "ab.北"] == letters
    assert split(joined(text).text) == joined(text).text.splitlines()


# --- another text -----------------------------------------------------------------------------------------------------

OLD = "The forum opened.\nAnn Lee spoke of ports.\nBo Chen spoke.\n"
NEW = "Advertisement\nThe forum opened.\nAnn Lee spoke of ports, and so did Cy.\nBo C. spoke.\n"


def cited(*paragraphs: int, **words: Any) -> dict[str, Any]:
    return {"citations": [{"paragraphs": list(paragraphs), **words}]}


def a_draft(words: str = OLD, **document: Any) -> Draft:
    frozen = {"text": words, "text_frozen": True, "sha256": digest(words)} if words else {}
    return Draft.objects.create(document=from_file(document), **frozen)


def paragraphs(draft: Draft) -> list[list[int]]:
    return [mention["citations"][0]["paragraphs"] for mention in draft.document["mentions"]]


MENTIONS = [
    {"person": "ann-lee", "role": "quoted"} | cited(2, name="Ann Lee"),
    {"person": "bo-chen", "role": "quoted"} | cited(3, name="Bo Chen"),
    {"person": "cy", "role": "mentioned"} | cited(1),
    {"person": "ann-lee", "role": "mentioned"} | cited(1, name="ports"),
]


@pytest.mark.django_db
def test_each_citation_is_found_again_by_its_words_or_its_paragraph_and_the_lost_are_told() -> None:
    draft = a_draft(mentions=MENTIONS)
    found = [(move.about, move.words, move.before, move.after) for move in moves(draft, NEW)]
    assert found == [
        ("ann-lee", ["Ann Lee"], [2], [3]),
        ("bo-chen", ["Bo Chen"], [3], []),
        ("cy", [], [1], [2]),
        ("ann-lee", ["ports"], [1], [3]),
    ]
    assert paragraphs(draft) == [[2], [3], [1], [1]]


@pytest.mark.django_db
def test_an_accepted_text_moves_the_citations_and_keeps_what_was() -> None:
    draft = a_draft(mentions=MENTIONS)
    after = replace(draft, NEW)
    assert paragraphs(after) == [[3], [], [2], [3]]
    assert (after.text, after.sha256, after.version) == (NEW, digest(NEW), 2)
    assert KeptDraft.objects.get().document == draft.document


@pytest.mark.django_db
def test_without_the_old_text_the_openings_lead_to_the_paragraphs() -> None:
    text = {"file": "a.txt", "sha256": "0" * 64, "paragraphs": 2, "openings": ["The forum opened.", "Ann Lee spoke"]}
    draft = a_draft("", mentions=[{"person": "cy", "role": "mentioned"} | cited(2)], text=text)
    assert [move.after for move in moves(draft, NEW)] == [[3]]


# --- copies -----------------------------------------------------------------------------------------------------------

STORY = [
    f"This is sentence number {number} of the harbour story. It goes on for a while, {number}!" for number in range(8)
]


def a_report(slug: str, text: str = "") -> None:
    report = make.report(slug)
    if text:
        ReportText.objects.create(report=report, text=text)


def alike(text: str) -> list[tuple[str, float]]:
    return [(one["slug"], round(one["likeness"], 2)) for one in near_copies(a_draft(text))]


@pytest.mark.django_db
def test_copies_are_noticed_however_their_lines_are_cut() -> None:
    a_report("same", "\n".join(STORY))
    a_report("half", " ".join(STORY[:4]) + " And then something else was said. Nothing of it is like the other story.")
    a_report("other", "Nothing of the kind. A wholly different story was told there and then.")
    assert alike("\n\n".join(STORY[:6]).replace("harbour", "HARBOUR").replace(". ", ".\n")) == [
        ("same", 1.0),
        ("half", 0.8),
    ]


@pytest.mark.django_db
def test_a_report_without_its_text_is_noticed_by_how_its_paragraphs_begin() -> None:
    a_report("known")  # five paragraphs: "Paragraph 1 says"…
    text = "".join(f"Paragraph {number} says this and that.\n" for number in (1, 2, 3, 8))
    assert alike(text) == [("known", 0.75)]
    assert alike("Paragraph 1 says this.\nAnd more.\n") == []


@pytest.mark.django_db
@pytest.mark.parametrize("many", [1, 5])
def test_copies_cost_the_same_queries_for_one_report_as_for_five(
    django_assert_num_queries: DjangoAssertNumQueries, many: int
) -> None:
    for number in range(many):
        a_report(f"report-{number}", "\n".join(STORY))
    draft = a_draft("\n".join(STORY))
    with django_assert_num_queries(4):
        assert len(near_copies(draft)) == many
