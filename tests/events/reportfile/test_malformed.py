"""A malformed file changes nothing and is refused with file, line, field, what is wrong and how to mend it."""

import time
import tracemalloc
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from events.reportfile.loading import load
from events.reportfile.reading import MOST_BYTES, FileRefused, read, source
from events.reportfile.schema import AuthorityFile, ReportFile
from events.reportfile.soundness import circles
from events.reportfile.statements import as_written, check, statements
from people.models import Person, Removal, digest
from tests.events.reportfile.keeping import dump, loaded, said, statuses, write
from tests.events.reportfile.malformed import CASES, HEAD, Case

pytestmark = pytest.mark.usefixtures("base")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_is_refused_in_words_and_leaves_the_archive_as_it_was(case: Case, tmp_path: Path) -> None:
    before = dump()
    outcomes = loaded(write(tmp_path / "files", case.files))
    assert said(outcomes, tmp_path / "files") == list(case.says)
    assert statuses(outcomes) == ["refused"] * len(case.files)
    assert dump() == before


def test_every_case_has_a_name_of_its_own() -> None:
    assert len({case.name for case in CASES}) == len(CASES)
    assert len(CASES) >= 45


def test_a_hundred_megabytes_are_refused_without_reading_them(tmp_path: Path) -> None:
    with (tmp_path / "news.yaml").open("wb") as file:
        file.write(HEAD.encode())
        file.truncate(100_000_000)
    before = dump()
    tracemalloc.start()
    outcomes = loaded(tmp_path / "news.yaml")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert said(outcomes, tmp_path) == ["news.yaml: is larger than 4,000,000 bytes: is it a report file?"]
    assert peak < 3 * MOST_BYTES
    assert dump() == before


def test_a_file_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    (tmp_path / "folder.yaml").mkdir()
    (tmp_path / "lost.yaml").symlink_to(tmp_path / "nowhere")
    assert said(loaded(tmp_path), tmp_path) == [
        "folder.yaml: cannot be read: Is a directory",
        "lost.yaml: cannot be read: No such file or directory",
    ]


def test_the_other_files_are_loaded_where_one_is_refused(tmp_path: Path) -> None:
    folder = write(
        tmp_path / "files", {"a.yaml": "rubbish", "news.yaml": HEAD, "z.yaml": HEAD.replace("slug: news", "slug: y")}
    )
    assert statuses(loaded(folder)) == ["refused", "new", "refused"]


def test_no_report_is_loaded_where_an_authority_file_is_refused(tmp_path: Path) -> None:
    sound = "format: rostrum-authority/1\npersons:\n- slug: wu\n  name: Wu\n"
    folder = write(
        tmp_path / "files", {"a.yaml": sound, "b.yaml": sound + "- slug: wu\n  name: Wu\n", "news.yaml": HEAD}
    )
    before = dump()
    outcomes = loaded(folder)
    assert said(outcomes, folder) == [
        "b.yaml:5: persons.2: gives wu a second time: keep one",
    ]
    assert statuses(outcomes) == ["refused", "refused"]
    assert dump() == before


def test_what_a_refused_file_defines_is_unknown_to_the_next(tmp_path: Path) -> None:
    """Its records were made and undone, so their ids must be forgotten."""
    first = HEAD.replace("slug: news", "slug: a-news") + (
        "definitions:\n  persons:\n  - slug: wu\n    name: Wu\n"
        "  decisions:\n"
        "  - kind: person\n    record: wu\n    other: jane-doe\n    judgement: same\n    reason: They are.\n"
        "  - kind: person\n    record: wu\n    other: john-doe\n    judgement: different\n    reason: They are not.\n"
    )
    second = HEAD + "mentions:\n- person: wu\n  role: quoted\n  citations:\n  - paragraphs: [1]\n"
    folder = write(tmp_path / "files", {"a-news.yaml": first, "news.yaml": second})
    refused, unknown = said(loaded(folder), folder)
    assert refused.startswith("a-news.yaml:21: definitions.decisions.2: These records would be the same")
    assert unknown.startswith("news.yaml:12: mentions.1: refers to the person wu, which neither the archive")


def test_a_removed_person_is_not_brought_back(tmp_path: Path) -> None:
    """Neither by a definition, in a report or an authority file, nor by what is stated."""
    for slug in ("wu", "zheng"):
        Removal.objects.create(digest=digest(slug), reason="Asked for it.")
    defined = "  persons:\n  - slug: chen\n    name: Chen\n  - slug: wu\n    name: Wu\n"
    stated = "mentions:\n- person: zheng\n  role: quoted\n  citations:\n  - paragraphs: [1]\n"
    files = {"known.yaml": "format: rostrum-authority/1\n" + defined.replace("\n  ", "\n").removeprefix("  ")}
    folder = write(tmp_path / "files", files)
    mend = "a person whose data was removed from the archive: take out all that the file says of that person"
    assert said(loaded(folder), folder) == [f"known.yaml:5: persons.2: brings back wu, {mend}"]
    folder = write(tmp_path / "reports", {"news.yaml": HEAD + "definitions:\n" + defined})
    assert said(loaded(folder), folder) == [f"news.yaml:15: definitions.persons.2: brings back wu, {mend}"]
    write(folder, {"news.yaml": HEAD + stated})
    assert said(loaded(folder), folder) == [f"news.yaml:12: mentions.1: refers to zheng, {mend}"]
    assert Person.objects.filter(slug__in=["wu", "chen", "zheng"]).count() == 0


def test_what_the_database_alone_refuses_is_told_in_the_words_of_the_rule(tmp_path: Path) -> None:
    """A circle through the archive: the file alone is sound."""
    folder = write(tmp_path / "files", {"known.yaml": "format: rostrum-authority/1\n" + BUREAU})
    assert statuses(loaded(folder)) == ["new"]
    circle = BUREAU.replace("bureau", "section").replace("ccpit", "bureau") + CCPIT_IN_SECTION
    write(folder, {"known.yaml": "format: rostrum-authority/1\n" + circle})
    assert said(loaded(folder, overwrite=True), folder) == [
        "known.yaml:1: the archive refuses it: An organization cannot be a unit of itself."
    ]


BUREAU = "organizations:\n- slug: bureau\n  name: Bureau\n  kind: chamber\n  parent: ccpit\n"
CCPIT_IN_SECTION = "- slug: ccpit\n  name: CCPIT\n  kind: chamber\n  parent: section\n"


# --- how much time and memory a file may cost -----------------------------------------------------------------------


def many(before: str, item: Callable[[int], str], size: int = 2_400_000) -> str:
    return before + "".join(item(number) for number in range(size // len(item(100_000))))


FACTS = HEAD + "forums:\n- forum: green-forum\n"
LARGE: dict[str, Callable[[], str]] = {
    "values": lambda: many(HEAD + "forums:\n", lambda number: "-\n", 3_900_000),
    "wrong items": lambda: many(HEAD + "forums:\n", lambda number: "-\n", 960_000),
    "wrong numbers": lambda: many(FACTS + "  figures:\n", lambda number: "  - low: a\n    high: b\n    counted: c\n"),
    "unknown keys": lambda: many(HEAD, lambda number: f"k{number}: 1\n"),
    "paragraphs": lambda: FACTS + "  citations:\n  - paragraphs: [" + "1," * 460_000 + "]\n",
    "citations of a fact": lambda: many(
        FACTS + "  citations:\n", lambda number: f"  - paragraphs: [1]\n    name: n{number}\n"
    ),
    "facts": lambda: many(
        FACTS + "  figures:\n",
        lambda number: f"  - counted: n{number}\n    low: 1\n    citations:\n    - paragraphs: [1]\n",
    ),
    "comments": lambda: HEAD + "#\n" * 1_900_000,
    "quotes": lambda: HEAD + "forums: [" + '"' * 3_000_000,
    "a word": lambda: HEAD.replace("kind: news", "kind: " + "x" * 3_000_000),
    "a key": lambda: HEAD + "'" + "x" * 900 + "': 1\n",
}


@pytest.mark.parametrize("name", LARGE)
def test_a_file_of_very_many(name: str) -> None:
    raw = LARGE[name]().encode()
    assert len(raw) < MOST_BYTES
    start = time.process_time()
    with suppress(FileRefused):
        file = read(origin := source(raw, "news.yaml"), ReportFile)
        check(file, list(statements(file)), origin, "news")
        as_written(file)
    assert time.process_time() - start < 20


def test_a_chain_of_60_000_sessions() -> None:
    head = "format: rostrum-authority/1\nforums:\n- slug: mission\n  kind: forum\n  sessions:\n"
    raw = (
        head
        + "  - key: s0\n    kind: talk\n"
        + "".join(f"  - key: s{n + 1}\n    kind: talk\n    parent: s{n}\n" for n in range(60_000))
    )
    start = time.process_time()
    assert list(circles(read(source(raw.encode(), "known.yaml"), AuthorityFile))) == []
    assert time.process_time() - start < 10


def test_nothing_of_a_file_can_act_on_the_screen(tmp_path: Path) -> None:
    raw = HEAD.replace("kind: news", r'kind: "\x1b[2J"') + r'"\e]0;x\a": 1' + "\n" + r'"\e]0;y\a": &a 1' + "\n"
    outcomes = loaded(write(tmp_path / "files", {"news.yaml": raw.replace("&a ", "")}))
    assert all(line.isprintable() for line in said(outcomes, tmp_path))


def test_load_tells_of_each_file_as_it_comes(tmp_path: Path) -> None:
    folder = write(tmp_path / "files", {"a.yaml": "rubbish", "news.yaml": HEAD})
    told: list[str] = []
    load([folder], lambda outcome: told.append(Path(outcome.file).name))
    assert told == ["a.yaml", "news.yaml"]
