"""The five curated reports and their authority files."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings

from events.reportfile import loader
from events.reportfile.authority import AuthorityLoader
from events.reportfile.definitions import KINDS
from events.reportfile.loading import files_below
from events.reportfile.reading import open_source, read
from events.reportfile.schema import AuthorityFile, ReportFile
from events.reportfile.statements import statements
from events.reportfile.storing import references
from tests.events.reportfile.keeping import exported, loaded, said, statuses, undone

AUTHORITY, REPORTS = files_below([settings.FIXTURES])
FILES = {path.stem: read(open_source(path, path.name), ReportFile) for path in REPORTS}
KNOWN = {path.stem: read(open_source(path, path.name), AuthorityFile) for path in AUTHORITY}


def stated(file: ReportFile) -> dict[str, int]:
    said = list(statements(file))
    citations = sum(len(statement.citations) for statement in said)
    return dict(Counter(statement.kind for statement in said)) | {"citations": citations}


def named(file: ReportFile) -> set[tuple[str, str]]:
    records = {record for statement in statements(file) for record in references(statement)}
    return records | ({("organization", file.report.publisher.organization)} if file.report.publisher else set())


@pytest.mark.parametrize(
    ("slug", "expected"),
    {
        "california-trade-mission-2016": {
            "forum": 5,
            "session": 4,
            "detail": 5,
            "location": 13,
            "figure": 2,
            "involvement": 19,
            "appearance": 6,
            "agreement": 3,
            "party": 3,
            "mention": 1,
            "citations": 71,
        },
        "cccme-chicago-green-exchange-2023": {
            "forum": 2,
            "session": 5,
            "detail": 4,
            "location": 4,
            "figure": 2,
            "involvement": 13,
            "appearance": 6,
            "agreement": 1,
            "party": 2,
            "mention": 7,
            "citations": 72,
        },
        "china-today-green-signal-2024": {
            "forum": 6,
            "detail": 12,
            "location": 3,
            "involvement": 4,
            "appearance": 7,
            "agreement": 3,
            "party": 2,
            "mention": 11,
            "citations": 72,
        },
        "ecp-chengdu-workshop-2018": {
            "forum": 1,
            "session": 3,
            "detail": 6,
            "location": 1,
            "figure": 3,
            "involvement": 11,
            "mention": 2,
            "citations": 34,
        },
        "icet-cleantech-forum-2024": {
            "forum": 1,
            "session": 5,
            "detail": 12,
            "location": 1,
            "figure": 1,
            "involvement": 19,
            "appearance": 17,
            "mention": 7,
            "citations": 86,
        },
    }.items(),
)
def test_a_report_states_so_much(slug: str, expected: dict[str, int]) -> None:
    assert stated(FILES[slug]) == expected


def test_so_many_people_and_bodies_are_named() -> None:
    count = {slug: Counter(kind for kind, _ in named(file)) for slug, file in FILES.items()}
    assert {slug: (kinds["person"], kinds["organization"]) for slug, kinds in count.items()} == {
        "california-trade-mission-2016": (3, 18),
        "cccme-chicago-green-exchange-2023": (6, 23),
        "china-today-green-signal-2024": (7, 16),
        "ecp-chengdu-workshop-2018": (0, 12),
        "icet-cleantech-forum-2024": (17, 37),
    }


def test_so_much_is_known_beyond_the_reports() -> None:
    count = {name: sum(len(getattr(file, name)) for file in KNOWN.values()) for name in AuthorityFile.model_fields
             if name not in ("format", "based_on")}  # fmt: skip
    sessions = sum(len(forum.sessions) for forum in KNOWN["forums"].forums)
    assert count | {"sessions": sessions} == {
        "places": 14,
        "organizations": 102,
        "persons": 33,
        "series": 1,
        "topics": 7,
        "forums": 15,
        "sessions": 17,
        "agreements": 7,
        "decisions": 6,
        "withdrawn": 0,
        "removed": 0,
    }


def links(item: Any) -> Iterator[tuple[str, str]]:
    """The records that a definition refers to."""
    kind = next(
        kind for kind in KINDS if isinstance(item, kind.shape) and hasattr(item, next(iter(kind.links), "slug"))
    )
    yield from ((to, getattr(item, link)) for link, to in kind.links.items() if getattr(item, link))
    for holder in (item, *getattr(item, "sessions", ())):
        yield from (("topic", topic) for topic in getattr(holder, "topics", ()))


def test_every_record_is_named_by_a_report_or_by_one_that_is() -> None:
    records = {(kind.kind, item.slug): item for kind in KINDS for item in getattr(KNOWN[kind.list], kind.list)}
    reached: set[tuple[str, str]] = set()
    todo = [record for file in FILES.values() for record in named(file) if record[0] != "session"]
    while todo:
        if (record := todo.pop()) not in reached:
            reached.add(record)
            todo += links(records[record])
    assert records.keys() == reached


def test_every_session_is_stated_by_a_report() -> None:
    known = {f"{forum.slug}.{part.key}" for forum in KNOWN["forums"].forums for part in forum.sessions}
    assert known == {slug for file in FILES.values() for kind, slug in named(file) if kind == "session"}


def test_every_report_names_its_text_and_the_beginning_of_each_paragraph() -> None:
    texts = {
        slug: (file.text.file[:3], file.text.paragraphs, len(file.text.openings))
        for slug, file in FILES.items()
        if file.text
    }
    assert texts == {
        "icet-cleantech-forum-2024": ("004", 18, 18),
        "ecp-chengdu-workshop-2018": ("001", 4, 4),
        "california-trade-mission-2016": ("003", 8, 8),
        "cccme-chicago-green-exchange-2023": ("000", 11, 11),
        "china-today-green-signal-2024": ("002", 36, 36),
    }


def test_none_defines_what_an_authority_file_should() -> None:
    assert [file.definitions for file in FILES.values() if file.definitions.model_fields_set] == []


@pytest.mark.django_db
def test_they_load_and_are_exported_byte_for_byte() -> None:
    outcomes = loaded(settings.FIXTURES)
    assert said(outcomes, settings.FIXTURES) == []
    assert statuses(outcomes) == ["new"] * 13
    assert [warning for outcome in outcomes for warning in outcome.warnings] == []
    files = (*AUTHORITY, *REPORTS)
    assert exported() == {str(path.relative_to(settings.FIXTURES)): path.read_text() for path in files}


@pytest.mark.django_db
def test_the_same_is_loaded_where_slugs_are_forgotten_after_each_report(monkeypatch: pytest.MonkeyPatch) -> None:
    with undone():
        loaded(settings.FIXTURES)
        expected = exported()
    monkeypatch.setattr(loader, "KEPT", 0)
    one = loader.Loader()
    AuthorityLoader(one).load(AUTHORITY)
    known = []
    for path in REPORTS:
        one.load_report(path)
        known.append(len(one.slugs))
    assert (known, exported()) == ([0] * len(REPORTS), expected)
