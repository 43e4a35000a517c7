"""A draft is a report file with keys and marks: they come off again, and nothing else does."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from hypothesis import given

from events.desk.outline import DEEPEST, MOST_ITEMS, Unfit, bare, check, from_file, keyed, nearest, undecided
from events.reportfile.reading import open_source
from events.reportfile.schema import ReportFile
from events.reportfile.writing import minimal
from tests.events.reportfile.test_generated import few, reports

REPORTS = sorted((settings.FIXTURES / "reports").glob("*.yaml"))
DEFINED = {
    "format": "rostrum-report/1",
    "report": {"slug": "a", "kind": "news", "title": "A", "language": "en"},
    "definitions": {
        "persons": [{"slug": "li", "name": "Li", "names": [{"text": "李"}]}],
        "forums": [{"slug": "f", "kind": "forum", "sessions": [{"key": "opening", "kind": "opening"}]}],
    },
}


def there_and_back(file: ReportFile) -> ReportFile:
    document = json.loads(json.dumps(from_file(minimal(file))))
    check(document)
    return ReportFile.model_validate({"format": file.format, "based_on": file.based_on} | bare(document))


@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.stem)
def test_a_report_of_the_fixtures_is_the_same_after_a_stay_on_the_desk(path: Path) -> None:
    file = ReportFile.model_validate(open_source(path, path.name).data)
    assert there_and_back(file) == file
    assert bare(from_file(open_source(path, path.name).data)) == {
        name: said for name, said in minimal(file).items() if name not in ("format", "based_on")
    }


@few
@given(reports("a"))
def test_any_report_is_the_same_after_a_stay_on_the_desk(document: dict[str, Any]) -> None:
    file = ReportFile.model_validate(document)
    assert there_and_back(file) == file


def test_definitions_are_the_same_after_a_stay_on_the_desk() -> None:
    file = ReportFile.model_validate(DEFINED)
    assert there_and_back(file) == file


def test_marks_and_what_is_empty_come_off() -> None:
    document = {
        "report": {"title": "A", "url": "", "published": None},
        "definitions": {"persons": [{"key": "p1", "slug": "li", "undecided": True}]},
        "mentions": [{"key": "m1", "person": "li", "citations": [{"key": "c1", "paragraphs": [1], "name": ""}]}],
        "desk": {"dismissed": ["x"]},
    }
    assert bare(document) == {
        "report": {"title": "A"},
        "definitions": {"persons": [{"slug": "li"}]},
        "mentions": [{"person": "li", "citations": [{"paragraphs": [1]}]}],
    }
    assert list(undecided(document)) == [("definitions", "persons", 0)]


def test_a_place_of_the_file_leads_to_the_nearest_item() -> None:
    document = {"forums": [{"key": "f1", "appearances": [{"key": "a1", "citations": []}]}], "report": {}}
    places = [("forums", 0, "appearances", 0, "role"), ("forums", 0, "forum"), ("report", "slug"), ("forums", 3)]
    assert [nearest(document, place).get("key") for place in places] == ["a1", "f1", None, None]


def test_every_item_gets_a_key_and_keeps_the_one_it_has() -> None:
    document = keyed({"forums": [{"key": "f1", "appearances": [{}, {}]}], "mentions": [{"citations": [{}]}]})
    check(document)
    assert document["forums"][0]["key"] == "f1"


def nested(depth: int) -> Any:
    return [] if depth == 0 else [nested(depth - 1)]


@pytest.mark.parametrize(
    ("document", "says"),
    [
        (["no"], "The draft is not an object."),
        ({"forums": {}}, "forums is not what a report file has there."),
        ({"report": "no"}, "report is not what a report file has there."),
        (
            {"forums": [{"key": "a", "appearances": ["no"]}]},
            "forums.1.appearances.1 is not what a report file has there.",
        ),
        ({"forums": [{}]}, "The item at forums.1 has no key of its own."),
        ({"forums": [{"key": "a"}], "mentions": [{"key": "a"}]}, "The item at mentions.1 has no key of its own."),
        ({"forums": [{"key": 7}]}, "The item at forums.1 has no key of its own."),
        ({"desk": nested(DEEPEST)}, f"The draft nests deeper than {DEEPEST} levels."),
        ({"desk": [0] * MOST_ITEMS}, f"The draft holds more than {MOST_ITEMS} values."),
    ],
)
def test_what_no_page_would_send_is_refused(document: Any, says: str) -> None:
    with pytest.raises(Unfit) as refused:
        check(document)
    assert refused.value.says == says
