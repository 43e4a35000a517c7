"""Load, export and load again: the archive says the same, in the same bytes."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from django.conf import settings

from events.models import Report
from events.reportfile import exporting
from events.reportfile.stored import stored_together
from tests.events.reportfile.keeping import age, changes, dump, exported, loaded, said, statuses, undone, write
from tests.events.reportfile.malformed import HEAD

pytestmark = pytest.mark.django_db


def test_loading_twice_is_loading_once() -> None:
    loaded(settings.FIXTURES)
    age()
    before = dump()
    assert statuses(loaded(settings.FIXTURES)) == ["unchanged"] * 13
    assert dump() == before


def test_overwriting_with_the_same_changes_nothing() -> None:
    loaded(settings.FIXTURES)
    age()
    before = dump()
    assert statuses(loaded(settings.FIXTURES, overwrite=True)) == ["unchanged"] * 13
    assert dump() == before


def test_one_report_alone_loads_once_the_records_are_known(tmp_path: Path) -> None:
    loaded(settings.FIXTURES / "authority")
    report = settings.FIXTURES / "reports" / "ecp-chengdu-workshop-2018.yaml"
    assert [statuses(loaded(report)) for _ in range(2)] == [["new"], ["unchanged"]]


def again(folder: Path, files: dict[str, str]) -> dict[str, str]:
    """What an empty archive exports after loading these files."""
    with undone():
        outcomes = loaded(write(folder, files))
        assert said(outcomes, folder) == []
        assert set(statuses(outcomes)) == {"new"}
        assert set(statuses(loaded(folder))) == {"unchanged"}
        return exported()


def round_trip(folder: Path, files: dict[str, str]) -> dict[str, str]:
    """The export of an archive made from these files, which must be a fixed point."""
    first = again(folder / "first", files)
    assert again(folder / "second", first) == first
    return first


def test_the_fixtures_are_a_fixed_point(tmp_path: Path) -> None:
    files = {str(path.relative_to(settings.FIXTURES)): path.read_text() for path in settings.FIXTURES.rglob("*.yaml")}
    assert round_trip(tmp_path, files) == files


def test_reports_are_written_in_as_many_statements_however_many_there_are(django_assert_num_queries: Any) -> None:
    loaded(settings.FIXTURES)
    every = list(Report.objects.select_related("publisher").order_by("slug"))
    one_by_one = [one for report in every for one in stored_together([report])]
    with django_assert_num_queries(13):  # citations, capacities, links, and the keys of ten kinds of facts
        assert list(stored_together(every)) == one_by_one


def test_definitions_are_written_a_file_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    loaded(settings.FIXTURES)
    whole = yaml.safe_load(exported()["authority/persons.yaml"])["persons"]
    monkeypatch.setattr(exporting, "MOST_IN_A_FILE", 100)
    files = [text for name, text in exported().items() if name.startswith("authority/persons")]
    parts = [yaml.safe_load(text)["persons"] for text in files]
    assert [len(part) for part in parts[:-1]] == [100] * (len(whole) // 100)
    assert [one for part in parts for one in part] == whole


# --- files that are written otherwise than the archive writes them ---------------------------------------------------

KNOWN = """\
format: rostrum-authority/1
topics:
- {slug: trade, name: Trade}
- {slug: energy, name: Energy}
forums:
- slug: summit
  kind: summit
  topics: [trade, energy]
  choices:
  - {property: title, value: The Summit, reason: Printed first.}
  - {property: date, value: "2024", reason: Printed first.}
  sessions:
  - {key: talk, kind: talk, parent: opening, topics: [trade, energy]}
  - {key: opening, kind: opening}
- {slug: forum, kind: forum}
- {slug: meeting, kind: meeting}
persons:
- slug: wu
  name: Wu
  names:
  - {text: 吴, kind: native}
  - {text: Ng, kind: alias}
  - {text: Woo, kind: alias}
- {slug: an, name: An}
organizations:
- {slug: unit, name: Unit, kind: company, parent: body}
- {slug: body, name: Body, kind: company, country: laos}
places:
- {slug: vientiane, kind: city, name: Vientiane, country: laos, latitude: "17.97500", longitude: "0.00001"}
- {slug: laos, kind: country, name: Laos}
agreements:
- {slug: memo, kind: memorandum}
decisions:
- {kind: person, record: wu, other: an, judgement: different, reason: They met., decided_on: 2024-11-04}
- {kind: organization, record: unit, other: body, judgement: undecided, reason: Unclear., decided_on: 2024-11-04}
- {kind: session, record: summit.talk, other: summit.opening, judgement: different, reason: No., decided_on: 2024-11-04}
"""
ONE = "citations: [{paragraphs: [1]}]"
WRITTEN = {
    "forums that are only referred to come last": f"""\
forums:
- forum: forum
  involvements: [{{organization: body, role: host, {ONE}}}]
- forum: summit
  {ONE}
""",
    "sessions that are only referred to come last": f"""\
forums:
- forum: summit
  sessions:
  - session: talk
    appearances: [{{person: wu, role: speaker, {ONE}}}]
  - session: opening
    {ONE}
""",
    "a forum in two places comes into one": f"""\
forums:
- forum: summit
  {ONE}
- forum: forum
  {ONE}
- forum: summit
  places: [{{place: laos, {ONE}}}]
  sessions:
  - {{session: talk, {ONE}}}
- forum: summit
  sessions:
  - session: talk
    appearances: [{{person: wu, role: speaker, {ONE}}}]
""",
    "an agreement in two places comes into one": f"""\
agreements:
- agreement: memo
  parties: [{{organization: body, {ONE}}}]
- agreement: memo
  details: [{{property: date, value: 2024, {ONE}}}]
  {ONE}
""",
    "a forum of which nothing is stated goes": f"""\
forums:
- forum: summit
  sessions:
  - session: talk
- forum: forum
  {ONE}
agreements:
- agreement: memo
""",
    "mentions are kept in their order": f"""\
mentions:
- {{person: wu, role: quoted, {ONE}}}
- {{person: an, role: author, {ONE}}}
- {{organization: body, role: mentioned, {ONE}}}
- {{person: an, role: quoted, {ONE}}}
""",
    "citations are kept in their order": """\
forums:
- forum: summit
  citations:
  - {paragraphs: [3], name: c}
  - {paragraphs: [1], name: a}
  - {paragraphs: [2, 1], name: b}
""",
    "words that look like something else stay words": """\
forums:
- forum: summit
  citations:
  - {paragraphs: [1], name: NO, role: "yes", date: 2024-11-04, number: 0x1F, words: 12:30:45}
  - {paragraphs: [1], name: "null", role: "~", date: 1_000, number: .inf, words: "'"}
  - {paragraphs: [1], name: "#", role: "- a", date: "a: b", number: "!x", words: "&a *b"}
  - {paragraphs: [1], name: '"', role: "|", date: ">", number: "%", words: "@`"}
  - {paragraphs: [1], name: 中文 (é) ü, role: "a #b", date: "{a", number: "[a", words: "?"}
  - {paragraphs: [1], name: "\\u200b\\u2011\\xa0x", role: "\\U0001F600", note: "two\\nlines\\n\\n  and more"}
  - {paragraphs: [2], name: "<<", role: "=", date: "...", number: "---", words: "1e3"}
""",
}


@pytest.mark.parametrize("name", WRITTEN)
def test_a_file_written_otherwise(name: str, tmp_path: Path) -> None:
    round_trip(tmp_path, {"known.yaml": KNOWN, "news.yaml": HEAD + WRITTEN[name]})


def test_what_is_stated_comes_before_what_is_only_referred_to(tmp_path: Path) -> None:
    host = f"involvements: [{{organization: body, role: host, {ONE}}}]"
    parts = f"  sessions:\n  - {{session: talk, {host}}}\n  - {{session: opening, {ONE}}}\n"
    stated = f"forums:\n- forum: forum\n  {host}\n- forum: summit\n  {ONE}\n{parts}"
    news = again(tmp_path, {"known.yaml": KNOWN, "news.yaml": HEAD + stated})["reports/news.yaml"]
    named = [line.strip("- ") for line in news.splitlines() if line.strip("- ").startswith(("forum:", "session:"))]
    assert named == ["forum: summit", "session: opening", "session: talk", "forum: forum"]


def test_links_in_any_order_are_the_same_links(tmp_path: Path) -> None:
    linked = "  links:\n  - {kind: translation, to: b}\n  - {kind: copy, to: b}\n  - {kind: copy, to: a}\ntext:\n"
    news = HEAD.replace("text:\n", linked)
    others = {f"{slug}.yaml": HEAD.replace("slug: news", f"slug: {slug}") for slug in "ab"}
    loaded(write(tmp_path, {**others, "news.yaml": news}))
    assert statuses(loaded(tmp_path)) == ["unchanged"] * 3


def test_what_stays_text_in_the_head_of_a_report(tmp_path: Path) -> None:
    head = HEAD.replace("title: Green Forum held", "title: 2024-11-04").replace("language: en", "language: NO")
    files = again(tmp_path, {"news.yaml": head.replace("kind: news", "kind: news\n  retrieved: 2024-11-04")})
    assert files["reports/news.yaml"].splitlines()[2:8] == [
        "report:",
        "  slug: news",
        "  kind: news",
        "  title: 2024-11-04",
        "  language: NO",
        "  retrieved: 2024-11-04",
    ]


def test_lists_whose_order_means_nothing_are_written_in_order(tmp_path: Path) -> None:
    exports = again(tmp_path, {"known.yaml": KNOWN})
    assert exports["authority/places.yaml"].split("\n", 2)[2] == (
        "places:\n"
        "- slug: laos\n  kind: country\n  name: Laos\n"
        "- slug: vientiane\n  kind: city\n  name: Vientiane\n  country: laos\n"
        "  latitude: 17.975\n  longitude: 0.00001\n"
    )
    assert exports["authority/persons.yaml"].split("\n", 2)[2] == (
        "persons:\n- slug: an\n  name: An\n- slug: wu\n  name: Wu\n  names:\n"
        "  - text: Ng\n  - text: Woo\n  - text: 吴\n    kind: native\n"
    )


def test_one_definition_in_two_files_is_one_record(tmp_path: Path) -> None:
    person = "format: rostrum-authority/1\npersons:\n- slug: wu\n  name: Wu\n  names:\n  - text: 吴\n    kind: native\n"
    forum = "forums:\n- slug: summit\n  kind: summit\n  choices:\n  - {property: title, value: a, reason: b}\n"
    folder = write(tmp_path, {"a.yaml": person + forum, "b.yaml": person + forum})
    assert statuses(loaded(folder)) == ["new", "new"]
    assert statuses(loaded(folder)) == ["unchanged", "unchanged"]


def test_a_report_may_bring_its_records_with_it(tmp_path: Path) -> None:
    """The archive is then the same as if they had come before; and an equal definition is no change."""
    inline = "definitions:\n" + "".join(f"  {line}\n" for line in KNOWN.splitlines()[1:])
    stated = f"forums:\n- forum: summit\n  sessions:\n  - {{session: talk, {ONE}}}\n"
    together = again(tmp_path / "together", {"news.yaml": HEAD + inline + stated})
    assert together == again(tmp_path / "apart", {"known.yaml": KNOWN, "news.yaml": HEAD + stated})


def test_an_equal_decision_without_its_day_is_no_change(tmp_path: Path) -> None:
    decision = "- {kind: person, record: wu, other: an, judgement: different, reason: They met."
    loaded(write(tmp_path / "a", {"known.yaml": KNOWN}))
    again = "format: rostrum-authority/1\ndecisions:\n" + decision + "}\n"
    assert statuses(loaded(write(tmp_path / "b", {"known.yaml": again}))) == ["unchanged"]


def test_a_new_day_of_a_decision_is_a_change(tmp_path: Path) -> None:
    decision = (
        "- {kind: person, record: wu, other: an, judgement: different, reason: They met., decided_on: 2024-12-01}"
    )
    loaded(write(tmp_path / "a", {"known.yaml": KNOWN}))
    before = dump()
    again = "format: rostrum-authority/1\ndecisions:\n" + decision + "\n"
    assert statuses(loaded(write(tmp_path / "b", {"known.yaml": again}), overwrite=True)) == ["changed"]
    assert changes(before, dump()) == {"persondecision": {"decided_on": 1}, "persondecisionhistory": {"+": 1}}
