"""Archives that nobody would write by hand: what holds for the fixtures holds for them."""

import json
import re
import tempfile
from pathlib import Path
from typing import Any

import pytest
from django.db.models import Model
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from events.models import Agreement, Forum, Session
from events.reportfile.storing import positions
from tests.events.reportfile.keeping import exported, loaded, said, statuses, undone, write

pytestmark = pytest.mark.django_db

few = settings(
    derandomize=True,
    max_examples=20,
    phases=[Phase.generate],
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
)
PEOPLE, BODIES, FORUMS, SESSIONS, PLACES, AGREEMENTS = (
    [f"{name}-{number}" for number in range(3)] for name in ("wu", "body", "forum", "part", "city", "memo")
)
KNOWN: dict[str, Any] = {
    "format": "rostrum-authority/1",
    "places": [{"slug": "land", "kind": "country", "name": "Land"}]
    + [{"slug": slug, "kind": "city", "name": slug, "country": "land"} for slug in PLACES],
    "organizations": [{"slug": slug, "name": slug, "kind": "company"} for slug in BODIES],
    "persons": [{"slug": slug, "name": slug} for slug in PEOPLE],
    "forums": [
        {"slug": slug, "kind": "forum", "sessions": [{"key": key, "kind": "talk"} for key in SESSIONS]}
        for slug in FORUMS
    ],
    "agreements": [{"slug": slug, "kind": "treaty"} for slug in AGREEMENTS],
}

TRICKY = "ab 'é\"\\#:-,[]{}&*!|>%@`~?=<NOyesnull0123.é北京\u200b\u00a0\U0001f600"
words = st.text(TRICKY, min_size=1, max_size=5).map(lambda text: re.sub(r"^[ \t]+|[ \t]+$", "", text)).filter(bool)
said_words = words | st.just("")
prose = words | st.builds("{}\n\n{}".format, words, words) | st.just("")
paragraphs = st.lists(st.integers(1, 9), min_size=1, max_size=3)


def mapping(**parts: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    """A mapping; what is not said is sometimes left out, sometimes empty."""
    return st.fixed_dictionaries(parts)


def cited(**more: st.SearchStrategy[Any]) -> st.SearchStrategy[list[dict[str, Any]]]:
    citation = mapping(
        paragraphs=paragraphs,
        name=said_words,
        role=said_words,
        words=said_words,
        note=prose,
        standing=st.sampled_from(["occurred", "announced", "absent"]),
        **more,
    )
    return st.lists(
        citation, min_size=1, max_size=2, unique_by=lambda item: (tuple(item["paragraphs"]), item["name"], item["role"])
    )


capacities = st.lists(
    mapping(title=words, organization=st.sampled_from([*BODIES, None]), relation=st.sampled_from(["for", "also"])),
    max_size=2,
)
with_capacities = cited(capacities=capacities)
plain = cited()


def facts(keys: st.SearchStrategy[dict[str, Any]], citations: st.SearchStrategy[Any] = plain) -> st.SearchStrategy[Any]:
    """A list of facts, each key once."""
    items = st.builds(lambda key, cites: key | {"citations": cites}, keys, citations)
    return st.lists(
        items, max_size=3, unique_by=lambda item: frozenset(pair for pair in item.items() if pair[0] != "citations")
    )


bounds = (
    st.tuples(st.integers(0, 3), st.integers(0, 3))
    .map(sorted)
    .flatmap(lambda pair: st.sampled_from([{"low": pair[0]}, {"high": pair[1]}, {"low": pair[0], "high": pair[1]}]))
)
about = {
    "details": st.one_of(
        facts(mapping(property=st.sampled_from(["title", "theme", "venue"]), value=words)),
        facts(
            mapping(
                property=st.just("date"), value=st.sampled_from(["2024", "2024-11-04", "/2024", "2024-11-04/2024-12"])
            ),
            cited(basis=st.sampled_from(["stated", "reckoned"])),
        ),
    ),
    "places": facts(mapping(place=st.sampled_from(PLACES))),
    "figures": facts(st.builds(lambda counted, low: {"counted": counted} | low, words, bounds)),
    "involvements": facts(mapping(organization=st.sampled_from(BODIES), role=st.sampled_from(["host", "sponsor"]))),
    "appearances": facts(
        mapping(person=st.sampled_from(PEOPLE), role=st.sampled_from(["speaker", "moderator"])), with_capacities
    ),
}
once_cited = plain | st.just([])
sessions = st.lists(
    mapping(session=st.sampled_from(SESSIONS), citations=once_cited, **about),
    max_size=2,
    unique_by=lambda item: item["session"],
)
forums = st.lists(
    mapping(forum=st.sampled_from(FORUMS), citations=once_cited, sessions=sessions, **about),
    max_size=3,
    unique_by=lambda item: item["forum"],
)


def in_role(*roles: str) -> st.SearchStrategy[Any]:
    """Bodies and persons in a role; only a person has a capacity."""
    people = mapping(person=st.sampled_from(PEOPLE), role=st.sampled_from(roles))
    bodies = mapping(organization=st.sampled_from(BODIES), role=st.sampled_from(roles))
    return facts(people | bodies) | facts(people, with_capacities)


agreements = st.lists(
    mapping(
        agreement=st.sampled_from(AGREEMENTS),
        citations=once_cited,
        details=facts(mapping(property=st.just("title"), value=words)),
        parties=in_role("party", "issuer"),
    ),
    max_size=2,
    unique_by=lambda item: item["agreement"],
)


def reports(slug: str) -> st.SearchStrategy[dict[str, Any]]:
    head = mapping(
        slug=st.just(slug),
        kind=st.sampled_from(["news", "release"]),
        title=words,
        language=st.sampled_from(["en", "NO", "zh-Hans"]),
        published=st.none() | mapping(date=st.sampled_from(["2024-11-05", "2024", "2024-11~"]), printed=said_words),
        publisher=st.none() | mapping(organization=st.sampled_from(BODIES), printed=said_words),
        entered=st.sampled_from(["whole", "partly"]),
        notes=st.lists(prose.filter(bool), max_size=2),
    )
    return mapping(
        format=st.just("rostrum-report/1"),
        report=head,
        forums=forums,
        agreements=agreements,
        mentions=in_role("quoted", "author"),
    )


def files(*documents: dict[str, Any]) -> dict[str, str]:
    """JSON is YAML too, and written by somebody else."""
    found = {f"{document['report']['slug']}.yaml": json.dumps(document, ensure_ascii=False) for document in documents}
    return {"known.yaml": json.dumps(KNOWN)} | found


def archive_of(given: dict[str, str]) -> tuple[dict[str, str], list[Any]]:
    """What an empty archive exports and shows after loading the files."""
    with undone(), tempfile.TemporaryDirectory() as name:
        outcomes = loaded(write(Path(name), given))
        assert said(outcomes, Path(name)) == []
        assert set(statuses(outcomes)) == {"new"}
        assert set(statuses(loaded(Path(name)))) == {"unchanged"}
        return exported(), shown()


def shown() -> list[Any]:
    columns = ("title", "edtf", "basis", "earliest", "latest", "years")
    models: tuple[type[Model], ...] = (Forum, Session, Agreement)
    return [tuple(row) for model in models for row in model._default_manager.order_by("pk").values_list(*columns)]


@few
@given(reports("a"), reports("b"))
def test_an_export_is_a_fixed_point_and_loading_twice_is_loading_once(a: dict[str, Any], b: dict[str, Any]) -> None:
    first = archive_of(files(a, b))
    assert archive_of(first[0]) == first


@few
@given(reports("a"), reports("b"), reports("b"))
def test_a_revised_report_is_as_if_it_had_come_so_at_once(
    a: dict[str, Any], b: dict[str, Any], later: dict[str, Any]
) -> None:
    with undone(), tempfile.TemporaryDirectory() as name:
        loaded(write(Path(name), files(a, b)))
        before = exported()
        based_on = re.search("based_on: (.*)", before["reports/b.yaml"])
        assert based_on
        revised = write(
            Path(name) / "revised", {"b.yaml": json.dumps(later | {"based_on": based_on[1]}, ensure_ascii=False)}
        )
        assert said(loaded(revised), revised) == []
        after = exported(), shown()
    assert after[0]["reports/a.yaml"] == before["reports/a.yaml"]
    assert after == archive_of(files(a, later))


@few
@given(reports("a"), reports("a"))
def test_overwriting_needs_no_base(one: dict[str, Any], other: dict[str, Any]) -> None:
    with undone(), tempfile.TemporaryDirectory() as name:
        loaded(write(Path(name), files(one)))
        write(Path(name), files(other))
        assert said(loaded(Path(name), overwrite=True), Path(name)) == []
        after = exported(), shown()
    assert after == archive_of(files(other))


@settings(derandomize=True, max_examples=300, deadline=None)
@given(st.lists(st.none() | st.integers(-5, 20)))
def test_positions_rise_and_as_many_as_can_be_are_kept(stored: list[int | None]) -> None:
    found = positions(stored)
    assert found == sorted(set(found))
    assert len(found) == len(stored)


@settings(derandomize=True, max_examples=300, deadline=None)
@given(st.lists(st.integers(0, 10**6), unique=True), st.data())
def test_a_citation_that_is_moved_moves_no_other(stored: list[int], data: st.DataObject) -> None:
    stored = [1024 * number for number in sorted(stored)]
    place = data.draw(st.integers(0, max(len(stored) - 1, 0)))
    moved: list[int] = stored[:place] + stored[place + 1 :]
    moved.insert(data.draw(st.integers(0, len(moved))), *stored[place : place + 1] or [0])
    found = positions(moved)
    assert sum(one != other for one, other in zip(found, moved, strict=True)) <= 1
