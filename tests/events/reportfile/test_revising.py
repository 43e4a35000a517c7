"""A revised file changes exactly what was revised, and never silently what somebody changed in the archive since."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import connection

from events.models import Appearance, Capacity, Citation, Detail, Figure, Forum, Involvement, Report
from events.settling import settle_forums
from orgs.models import Organization
from tests.events.reportfile.keeping import age, changes, dump, exported, loaded, said, statuses, write

pytestmark = pytest.mark.django_db

KNOWN = """\
format: rostrum-authority/1
places:
- {slug: china, kind: country, name: China}
- {slug: beijing, kind: city, name: Beijing, country: china}
organizations:
- {slug: acme, name: Acme, kind: company}
- {slug: ccpit, name: CCPIT, kind: chamber}
persons:
- {slug: li-xiang, name: Li Xiang}
- {slug: wu-di, name: Wu Di}
forums:
- slug: green-forum
  kind: forum
  sessions:
  - {key: opening, kind: opening}
  - {key: talk, kind: talk}
agreements:
- {slug: memo, kind: memorandum}
"""
HEAD = """\
format: rostrum-report/1
report:
  slug: {slug}
  kind: news
  title: The Green Forum
  language: en
  published:
    date: {day}
forums:
- forum: green-forum
"""
NEWS = (
    HEAD.format(slug="news", day="2024-11-05")
    + """\
  citations:
  - paragraphs: [1]
    name: Green Forum
  - paragraphs: [2]
    name: the forum
  - paragraphs: [3]
    name: the event
  details:
  - property: title
    value: Green Forum
    language: en
    citations:
    - paragraphs: [1]
  - property: date
    value: 2024-11-04
    citations:
    - paragraphs: [1]
      date: yesterday
      basis: reckoned
  places:
  - place: beijing
    citations:
    - paragraphs: [1]
      name: Beijing
  figures:
  - counted: guests
    low: 81
    citations:
    - paragraphs: [2]
      number: more than 80
  involvements:
  - organization: ccpit
    role: host
    citations:
    - paragraphs: [1]
      name: CCPIT
      role: hosted
  appearances:
  - person: li-xiang
    role: speaker
    citations:
    - paragraphs: [2]
      name: Li Xiang
      capacities:
      - title: Chairman
        organization: ccpit
        printed: CCPIT
      - title: Director
        organization: acme
        relation: also
    - paragraphs: [3]
      name: Mr. Li
  sessions:
  - session: opening
    citations:
    - paragraphs: [2]
      words: opening
    appearances:
    - person: wu-di
      role: moderator
      citations:
      - paragraphs: [2]
        name: Wu Di
mentions:
- person: wu-di
  role: quoted
  citations:
  - paragraphs: [4]
    name: Wu
"""
)
# Another report of the same forum: it states some of the same facts.
OTHER = (
    HEAD.format(slug="other", day="2024-11-20")
    + """\
  citations:
  - paragraphs: [1]
    name: Green Forum
  details:
  - property: title
    value: Green Forum
    language: en
    citations:
    - paragraphs: [1]
  involvements:
  - organization: ccpit
    role: host
    citations:
    - paragraphs: [1]
      name: CCPIT
"""
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Files as the archive exports them, loaded long ago."""
    loaded(write(tmp_path / "first", {"known.yaml": KNOWN, "news.yaml": NEWS, "other.yaml": OTHER}))
    age()
    return write(tmp_path / "exported", exported())


def revise(folder: Path, old: str, new: str, *, file: str = "reports/news.yaml", **options: bool) -> list[str]:
    text = (folder / file).read_text()
    assert text.count(old) == 1
    (folder / file).write_text(text.replace(old, new))
    outcomes = loaded(folder, **options)
    return said(outcomes, folder) or [outcome.status for outcome in outcomes if outcome.status != "unchanged"]


REPORT = {"report": {"touched": 1}}
FORUM = {"forum": {"touched": 1}}
LI = {"person": {"touched": 1}}
CCPIT = {"organization": {"touched": 1}}
TITLES = REPORT | FORUM | LI | CCPIT | {"appearance": {"touched": 1}, "citation": {"touched": 1}}
REVISIONS: dict[str, tuple[str, str, dict[str, dict[str, int]]]] = {
    "another printed word": (
        "  - paragraphs: [2]\n    name: the forum\n",
        "  - paragraphs: [2]\n    name: the forums\n",
        REPORT | FORUM | {"citation": {"name": 1}, "citationhistory": {"+": 1}},
    ),
    "another paragraph": (
        "    - paragraphs: [3]\n      name: Mr. Li\n",
        "    - paragraphs: [3, 4]\n      name: Mr. Li\n",
        REPORT
        | FORUM
        | LI
        | {"appearance": {"touched": 1}, "citation": {"paragraphs": 1}, "citationhistory": {"+": 1}},
    ),
    "a citation more at the end": (
        "    name: the event\n",
        "    name: the event\n  - paragraphs: [4]\n    name: this event\n",
        REPORT | FORUM | {"citation": {"+": 1}, "citationhistory": {"+": 1}},
    ),
    "a citation more in the middle": (
        "  - paragraphs: [2]\n    name: the forum\n",
        "  - paragraphs: [1]\n    name: this forum\n  - paragraphs: [2]\n    name: the forum\n",
        REPORT | FORUM | {"citation": {"+": 1}, "citationhistory": {"+": 1}},
    ),
    "a citation more at the beginning": (
        "  citations:\n  - paragraphs: [1]\n    name: Green Forum\n",
        "  citations:\n  - paragraphs: [1]\n    name: Forum\n  - paragraphs: [1]\n    name: Green Forum\n",
        REPORT | FORUM | {"citation": {"+": 1}, "citationhistory": {"+": 1}},
    ),
    "a citation less": (
        "  - paragraphs: [2]\n    name: the forum\n",
        "",
        REPORT | FORUM | {"citation": {"-": 1}, "citationhistory": {"+": 1}},
    ),
    "a citation moved": (
        "  - paragraphs: [2]\n    name: the forum\n  - paragraphs: [3]\n    name: the event\n",
        "  - paragraphs: [3]\n    name: the event\n  - paragraphs: [2]\n    name: the forum\n",
        REPORT | FORUM | {"citation": {"position": 1}},
    ),
    "two citations that change words": (
        "    name: the forum\n  - paragraphs: [3]\n    name: the event\n",
        "    name: the event\n    note: x\n  - paragraphs: [3]\n    name: the forum\n",
        REPORT | FORUM | {"citation": {"name": 1, "name, note": 1}, "citationhistory": {"+": 2}},
    ),
    "citations that each take the words of the next": (
        "    name: Green Forum\n  - paragraphs: [2]\n    name: the forum\n  - paragraphs: [3]\n    name: the event\n",
        (
            "    name: New\n    note: x\n  - paragraphs: [1]\n    name: Green Forum\n    note: y\n"
            "  - paragraphs: [2]\n    name: the forum\n    note: z\n"
        ),
        REPORT | FORUM | {"citation": {"note": 2, "position, paragraphs, name, note": 1}, "citationhistory": {"+": 3}},
    ),
    "a fact more": (
        "  figures:\n",
        "  figures:\n  - counted: speakers\n    high: 9\n    citations:\n    - paragraphs: [2]\n",
        REPORT
        | FORUM
        | {"citation": {"+": 1}, "citationhistory": {"+": 1}, "figure": {"+": 1}, "figurehistory": {"+": 1}},
    ),
    "a fact less": (
        (
            "  figures:\n  - counted: guests\n    low: 81\n"
            "    citations:\n    - paragraphs: [2]\n      number: more than 80\n"
        ),
        "",
        REPORT
        | FORUM
        | {"citation": {"-": 1}, "citationhistory": {"+": 1}, "figure": {"-": 1}, "figurehistory": {"+": 1}},
    ),
    "a fact less that another report states too": (
        (
            "  involvements:\n  - organization: ccpit\n    role: host\n"
            "    citations:\n    - paragraphs: [1]\n      name: CCPIT\n      role: hosted\n"
        ),
        "",
        REPORT | FORUM | CCPIT | {"involvement": {"touched": 1}, "citation": {"-": 1}, "citationhistory": {"+": 1}},
    ),
    "another key, which makes another fact": (
        "    low: 81\n",
        "    low: 82\n",
        REPORT
        | FORUM
        | {
            "citation": {"+": 1, "-": 1},
            "citationhistory": {"+": 2},
            "figure": {"+": 1, "-": 1},
            "figurehistory": {"+": 2},
        },
    ),
    "a title printed otherwise": (
        "        printed: CCPIT\n",
        "        printed: the CCPIT\n",
        TITLES | {"capacity": {"printed": 1}, "capacityhistory": {"+": 1}},
    ),
    "a title less": (
        "      - title: Director\n        organization: acme\n        relation: also\n",
        "",
        TITLES | {"capacity": {"-": 1}, "capacityhistory": {"+": 1}},
    ),
    "the first title less": (
        "      - title: Chairman\n        organization: ccpit\n        printed: CCPIT\n",
        "",
        TITLES
        | {
            "organization": {"touched": 2},
            "capacity": {"-": 1, "title, printed, relation, organization_id": 1},
            "capacityhistory": {"+": 2},
        },
    ),
    "another standing": (
        "      words: opening\n",
        "      words: opening\n      standing: announced\n",
        REPORT | FORUM | {"session": {"touched": 1}, "citation": {"standing": 1}, "citationhistory": {"+": 1}},
    ),
    "another title of the forum": (
        "    value: Green Forum\n",
        "    value: The Green Forum\n",
        REPORT
        | {
            "forum": {"title, sort_name": 1},
            "detail": {"+": 1, "touched": 1},
            "detailhistory": {"+": 1},
            "citation": {"+": 1, "-": 1},
            "citationhistory": {"+": 2},
        },
    ),
    "another date": (
        "    value: 2024-11-04\n",
        "    value: 2024-11\n",
        REPORT
        | {
            "forum": {"edtf, earliest, latest, sort_day": 1},
            "detail": {"+": 1, "-": 1},
            "detailhistory": {"+": 2},
            "citation": {"+": 1, "-": 1},
            "citationhistory": {"+": 2},
        },
    ),
    "another basis of the date": (
        "      basis: reckoned\n",
        "      basis: stated\n",
        REPORT
        | {"forum": {"basis": 1}, "detail": {"touched": 1}, "citation": {"basis": 1}, "citationhistory": {"+": 1}},
    ),
    "another kind of report": (
        "  kind: news\n",
        "  kind: release\n",
        {"report": {"kind": 1}, "reporthistory": {"+": 1}},
    ),
    "a link": (
        "    date: 2024-11-05\n",
        "    date: 2024-11-05\n  links:\n  - kind: follow-up\n    to: other\n",
        {"report": {"touched": 2}, "reportlink": {"+": 1}, "reportlinkhistory": {"+": 1}},
    ),
}


@pytest.mark.parametrize("name", REVISIONS)
def test_a_revision_changes_what_it_says(name: str, folder: Path) -> None:
    old, new, expected = REVISIONS[name]
    before = dump()
    assert revise(folder, old, new) == ["changed"]
    assert changes(before, dump()) == expected


def test_what_is_revised_is_what_is_exported(folder: Path) -> None:
    for old, new, _ in REVISIONS.values():
        text = (folder / "reports/news.yaml").read_text()
        if text.count(old) == 1:
            assert revise(folder, old, new) == ["changed"]
            kept = (folder / "reports/news.yaml").read_text().split("\n", 2)[2]
            write(folder, exported())
            assert (folder / "reports/news.yaml").read_text().split("\n", 2)[2] == kept


def test_a_revised_report_leaves_what_another_states(folder: Path) -> None:
    """Even all of it taken out."""
    other = exported()["reports/other.yaml"]
    lines = (folder / "reports/news.yaml").read_text().splitlines(keepends=True)
    write(folder, {"reports/news.yaml": "".join(lines[: lines.index("forums:\n")])})
    assert statuses(loaded(folder)) == ["unchanged"] * 5 + ["changed", "unchanged"]
    assert exported()["reports/other.yaml"] == other
    assert list(Citation.objects.exclude(report__slug="other")) == []
    assert (Appearance.objects.count(), Involvement.objects.count(), Detail.objects.count()) == (0, 1, 1)
    assert (Forum.objects.get().title, Forum.objects.get().edtf) == ("Green Forum", "")


def test_facts_in_another_order_move_few_citations(folder: Path) -> None:
    """The first of five is put last: only it moves."""
    places = ["host", "organizer", "partner", "sponsor", "supporter"]
    facts = [f"  - organization: acme\n    role: {role}\n    citations:\n    - paragraphs: [1]\n" for role in places]
    old = "  - organization: ccpit\n"
    assert revise(folder, old, "".join(facts) + old) == ["changed"]
    write(folder, exported())
    age()
    before = dump()
    assert revise(folder, "".join(facts), "".join(facts[1:] + facts[:1])) == ["changed"]
    assert changes(before, dump()) == {
        "citation": {"position": 1},
        "involvement": {"touched": 1},
        "organization": {"touched": 1},
        **REPORT,
        **FORUM,
    }


def test_citations_keep_their_order_however_many_come_between(folder: Path) -> None:
    """More than there is room for between two positions."""
    names = ["Green Forum", "the forum", "the event"]
    for number in range(30):
        old = f"    name: {names[0]}\n"
        count = f"    name: number {number}\n"
        names[1:1] = [f"number {number}"]
        assert revise(
            folder, f"  - paragraphs: [1]\n{old}", f"  - paragraphs: [1]\n{old}  - paragraphs: [1]\n{count}"
        ) == ["changed"]
        write(folder, exported())
    assert (
        list(Citation.objects.filter(report__slug="news", forum__isnull=False).values_list("name", flat=True)) == names
    )


TEXT = f"text:\n  file: news.txt\n  sha256: {'0' * 64}\n  paragraphs: {{}}\n"


@pytest.mark.parametrize("text", ["", TEXT.format(4)])
def test_paragraphs_that_are_counted_anew_take_their_citations_along(text: str, folder: Path) -> None:
    """What stood in the fourth stands in the third, of which the text has no more; and back."""
    more = NEWS.replace("forums:\n", f"{text}forums:\n")
    fewer = NEWS.replace("forums:\n", f"{TEXT.format(3)}forums:\n").replace("paragraphs: [4]", "paragraphs: [3]")
    for news in (more, fewer, more):
        path = write(folder, {"news.yaml": news}) / "news.yaml"
        assert said(loaded(path, overwrite=True), folder) == []
        assert statuses(loaded(path)) == ["unchanged"]


# --- what reports do not agree on -----------------------------------------------------------------------------------

EARLIER = HEAD.format(slug="earlier", day="2024-11-01")
TITLE = "  details:\n  - property: title\n    value: {}\n    citations:\n    - paragraphs: [1]\n"
DATE = "  - property: date\n    value: {}\n    citations:\n    - paragraphs: [1]\n      basis: {}\n"


def test_where_reports_differ_all_is_kept_and_the_earliest_shown(folder: Path) -> None:
    earlier = EARLIER + TITLE.format("The Green Forum") + DATE.format("2024-11", "dateline")
    assert statuses(loaded(write(folder, {"reports/earlier.yaml": earlier})))[5:] == ["new", "unchanged", "unchanged"]
    values = Detail.objects.filter(property__in=("title", "date")).order_by("value").values_list("value", flat=True)
    assert list(values) == ["2024-11", "2024-11-04", "Green Forum", "The Green Forum"]
    forum = Forum.objects.get()
    assert (forum.title, forum.edtf, forum.basis) == ("The Green Forum", "2024-11", "dateline")


def test_a_choice_wins_and_without_it_the_earliest_is_shown_again(folder: Path) -> None:
    loaded(write(folder, {"reports/earlier.yaml": EARLIER + TITLE.format("The Green Forum")}))
    write(folder, exported())
    choice = "  choices:\n  - property: title\n    value: Green Forum\n    reason: It is on the banner.\n"
    kind = "- slug: green-forum\n  kind: forum\n"
    assert revise(folder, kind, kind + choice, file="authority/forums.yaml") == ["changed"]
    assert Forum.objects.get().title == "Green Forum"
    write(folder, exported())
    assert revise(folder, choice, "", file="authority/forums.yaml") == ["changed"]
    assert Forum.objects.get().title == "The Green Forum"


def test_a_choice_that_a_report_brings_along_wins_too(folder: Path) -> None:
    """Though the report itself states nothing of the forum."""
    loaded(write(folder, {"reports/earlier.yaml": EARLIER + TITLE.format("The Green Forum")}))
    lines = [*KNOWN.splitlines()[KNOWN.splitlines().index("forums:") :][:5], "  choices:"]
    choice = ["  - {property: title, value: Green Forum, reason: On the banner.}"]
    brought = "definitions:\n" + "".join(f"  {line}\n" for line in lines + choice)
    note = HEAD.format(slug="note", day="2025").partition("forums:\n")[0] + brought
    path = write(folder, {"note.yaml": note}) / "note.yaml"
    assert statuses(loaded(path, overwrite=True)) == ["new"]
    assert Forum.objects.get().title == "Green Forum"


def test_a_report_that_turns_out_to_be_earlier_gives_the_title(folder: Path) -> None:
    loaded(write(folder, {"reports/late.yaml": HEAD.format(slug="late", day="2024-12-01") + TITLE.format("Late")}))
    assert Forum.objects.get().title == "Green Forum"
    write(folder, exported())
    assert revise(folder, "date: 2024-12-01", "date: 2024-10-01", file="reports/late.yaml") == ["changed"]
    assert Forum.objects.get().title == "Late"


def test_a_report_without_a_date_comes_last(folder: Path) -> None:
    undated = HEAD.format(slug="a-note", day="").replace("  published:\n    date: \n", "") + TITLE.format("Note")
    assert "new" in statuses(loaded(write(folder, {"reports/a-note.yaml": undated})))
    assert Forum.objects.get().title == "Green Forum"


def test_a_role_that_is_not_controlled_is_kept_as_printed(tmp_path: Path) -> None:
    """And one citation has its own word for it."""
    role = (
        "  appearances:\n  - person: li-xiang\n    role: master of ceremonies\n    citations:\n"
        "    - paragraphs: [1]\n    - paragraphs: [2]\n      role: the host of the evening\n"
        "  involvements:\n  - organization: acme\n    role: caterer\n    citations:\n    - paragraphs: [3]\n"
    )
    news = HEAD.format(slug="news", day="2024-11-05") + role
    known, report = loaded(write(tmp_path, {"known.yaml": KNOWN, "news.yaml": news}))
    assert (known.warnings, report.status) == ([], "new")
    kept = "is not a controlled role; kept as printed and counted as other"
    assert [warning.replace(f"{tmp_path}/", "") for warning in report.warnings] == [
        f"news.yaml:20: forums.1.involvements.1.role: 'caterer' {kept}",
        f"news.yaml:13: forums.1.appearances.1.role: 'master of ceremonies' {kept}",
    ]
    cited = Citation.objects.order_by("position").values_list("appearance__role", "involvement__role", "role")
    assert list(cited) == [
        (None, "other", "caterer"),
        ("other", None, "master of ceremonies"),
        ("other", None, "the host of the evening"),
    ]
    assert statuses(loaded(tmp_path)) == ["unchanged", "unchanged"]


# --- what somebody changed in the archive ---------------------------------------------------------------------------


def rename_by_hand() -> None:
    Citation.objects.filter(name="Mr. Li").update(name="Mr Li", note="Without the full stop.")


def cite_by_hand() -> None:
    host = Involvement.objects.get()
    Citation.objects.create(report=Report.objects.get(slug="news"), involvement=host, paragraphs=[4], words="co-hosted")


def add_by_hand() -> None:
    figure = Figure.objects.create(forum=Forum.objects.get(), counted="stands", low=12)
    Citation.objects.create(report=Report.objects.get(slug="news"), figure=figure, paragraphs=[4])


def remove_by_hand() -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM events_citation WHERE figure_id IS NOT NULL")


def retitle_by_hand() -> None:
    Report.objects.filter(slug="news").update(title="The Green Forum 2024", url="https://example.org/")


def promote_by_hand() -> None:
    Capacity.objects.filter(title="Chairman").update(
        title="President", organization=Organization.objects.get(slug="acme")
    )


def redate_by_hand() -> None:
    Detail.objects.filter(property="date").update(value="2024-11-03")
    settle_forums([Forum.objects.get().pk])


HAND_EDITS: dict[Callable[[], None], list[str]] = {
    rename_by_hand: [
        "~ appearance green-forum · li-xiang · speaker: citation 2: name: Mr Li → Mr. Li",
        "~ appearance green-forum · li-xiang · speaker: citation 2: note: Without the full stop. → (none)",
    ],
    cite_by_hand: ["~ involvement green-forum · ccpit · host: - citation 2, paragraphs [4]"],
    add_by_hand: ["- figure green-forum · stands · 12"],
    remove_by_hand: ["+ figure green-forum · guests · 81"],
    retitle_by_hand: [
        "~ report: title: The Green Forum 2024 → The Green Forum",
        "~ report: url: https://example.org/ → (none)",
    ],
    promote_by_hand: [
        (
            "~ appearance green-forum · li-xiang · speaker: citation 1: capacities: "
            "[title: President, organization: acme, printed: CCPIT; "
            "title: Director, organization: acme, relation: also] → "
            "[title: Chairman, organization: ccpit, printed: CCPIT; "
            "title: Director, organization: acme, relation: also]"
        )
    ],
    redate_by_hand: ["- detail green-forum · date · 2024-11-03", "+ detail green-forum · date · 2024-11-04"],
}
STALE = (
    "{}: based_on: the archive was changed since this file was made. Export, put your changes into the exported file, "
    "and load that; or load with --overwrite. This file would change:"
)


@pytest.mark.parametrize("edit", HAND_EDITS, ids=lambda edit: edit.__name__)
def test_a_hand_edit_is_not_reverted_silently(edit: Callable[[], None], folder: Path) -> None:
    edit()
    before = dump()
    outcomes = loaded(folder)
    assert statuses(outcomes) == ["unchanged"] * 5 + ["refused", "unchanged"]
    [problem] = said(outcomes, folder)
    assert problem.splitlines() == [STALE.format("reports/news.yaml:2"), *(f"    {line}" for line in HAND_EDITS[edit])]
    assert dump() == before


@pytest.mark.parametrize("edit", HAND_EDITS, ids=lambda edit: edit.__name__)
def test_a_hand_edit_is_reverted_on_demand(edit: Callable[[], None], folder: Path) -> None:
    before = exported()
    edit()
    outcomes = loaded(folder, overwrite=True)
    assert outcomes[5].lines == HAND_EDITS[edit]
    assert statuses(outcomes) == ["unchanged"] * 5 + ["changed", "unchanged"]
    assert exported() == before
    assert (Forum.objects.get().title, Forum.objects.get().edtf) == ("Green Forum", "2024-11-04")


@pytest.mark.parametrize("edit", HAND_EDITS, ids=lambda edit: edit.__name__)
def test_an_export_made_after_a_hand_edit_loads_and_can_be_revised(edit: Callable[[], None], folder: Path) -> None:
    edit()
    write(folder, exported())
    assert statuses(loaded(folder)) == ["unchanged"] * 7
    assert revise(folder, "name: the event", "name: the events") == ["changed"]


def test_a_stale_file_that_says_what_the_archive_says_is_no_fault(folder: Path) -> None:
    """Somebody made the same change by hand."""
    Citation.objects.filter(name="Mr. Li").update(name="Mr Li")
    assert revise(folder, "name: Mr. Li", "name: Mr Li") == []


def test_a_file_without_based_on_is_refused_where_it_differs(folder: Path) -> None:
    text = (folder / "reports/news.yaml").read_text().split("\n", 2)
    write(folder, {"reports/news.yaml": f"{text[0]}\n{text[2]}".replace("name: Mr. Li", "name: Mr Li")})
    [problem] = said(loaded(folder), folder)
    assert problem.splitlines() == [
        STALE.format("reports/news.yaml:1"),
        "    ~ appearance green-forum · li-xiang · speaker: citation 2: name: Mr. Li → Mr Li",
    ]


def test_a_renaming_by_hand_makes_the_authority_file_stale(folder: Path) -> None:
    Organization.objects.filter(slug="acme").update(name="Acme Corporation")
    [problem] = said(loaded(folder), folder)
    assert problem.splitlines() == [
        STALE.format("authority/organizations.yaml:2"),
        "    ~ organization acme: name: Acme Corporation → Acme",
    ]
    assert statuses(loaded(folder, overwrite=True)).count("changed") == 1
    assert Organization.objects.get(slug="acme").name == "Acme"


# --- authority files ------------------------------------------------------------------------------------------------

AUTHORITY: dict[str, tuple[str, str, str, dict[str, dict[str, int]]]] = {
    "another name of a person": (
        "persons",
        "- slug: wu-di\n  name: Wu Di\n",
        "- slug: wu-di\n  name: Wu Di\n  family: Wu\n  names:\n  - text: 吴迪\n    kind: native\n",
        {
            "person": {"sort_name, family": 1},
            "personhistory": {"+": 1},
            "personname": {"+": 1},
            "personnamehistory": {"+": 1},
        },
    ),
    "a record more": (
        "places",
        "- slug: beijing\n",
        "- slug: a-city\n  kind: city\n  name: A City\n  country: china\n- slug: beijing\n",
        {"place": {"+": 1}, "placehistory": {"+": 1}},
    ),
    "a record that is not named stays": ("organizations", "- slug: acme\n  name: Acme\n  kind: company\n", "", {}),
    "a record that refers to a new one": (
        "organizations",
        "- slug: acme\n  name: Acme\n  kind: company\n",
        (
            "- slug: acme\n  name: Acme\n  kind: company\n  parent: holding\n"
            "- slug: holding\n  name: Holding\n  kind: company\n"
        ),
        {"organization": {"parent_id": 1, "+": 1}, "organizationhistory": {"+": 2}},
    ),
    "a session that is not named stays": ("forums", "  - key: talk\n    kind: talk\n", "", {}),
    "another kind of session": (
        "forums",
        "  - key: talk\n    kind: talk\n",
        "  - key: talk\n    kind: panel\n",
        {"session": {"kind": 1}, "sessionhistory": {"+": 1}, "forum": {"touched": 1}},
    ),
    "a session more, in another": (
        "forums",
        "  - key: talk\n    kind: talk\n",
        "  - key: talk\n    kind: talk\n    parent: zero\n  - key: zero\n    kind: panel\n",
        {"session": {"parent_id": 1, "+": 1}, "sessionhistory": {"+": 2}, "forum": {"touched": 1}},
    ),
}


@pytest.mark.parametrize("name", AUTHORITY)
def test_a_revised_authority_file_changes_what_it_says(name: str, folder: Path) -> None:
    file, old, new, expected = AUTHORITY[name]
    before = dump()
    said_of = revise(folder, old, new, file=f"authority/{file}.yaml")
    assert changes(before, dump()) == expected
    assert said_of == (["new"] if name == "a record more" else ["changed"] if expected else [])


def test_a_session_that_a_definition_does_not_name_keeps_what_curators_gave_it(folder: Path) -> None:
    talk = "  - key: talk\n    kind: talk\n"
    topics = "topics:\n- slug: trade\n  name: Trade\n"
    given = "    topics:\n    - trade\n    choices:\n    - property: title\n      value: Talk\n      reason: Said so.\n"
    write(folder, {"authority/topics.yaml": f"format: rostrum-authority/1\n{topics}"})
    assert revise(folder, talk, talk + given, file="authority/forums.yaml") == ["changed", "new"]
    write(folder, exported())
    before = dump()
    kind = "- slug: green-forum\n  kind: forum\n"
    text = (folder / "authority/forums.yaml").read_text()
    write(folder, {"authority/forums.yaml": text.replace(talk + given, "").replace(kind, kind + "  label: Green\n")})
    assert statuses(loaded(folder)).count("changed") == 1
    assert changes(before, dump()) == {"forum": {"label": 1}, "forumhistory": {"+": 1}}
