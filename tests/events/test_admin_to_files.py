"""Whatever the archive accepts through the admin can be exported, and loaded again into an empty archive."""

from collections.abc import Callable, Iterable
from itertools import cycle
from pathlib import Path
from typing import Any

import pytest
from django.db.models import Model
from django.test import Client

from events.models import Capacity, Citation, Detail, Report, ReportLink
from orgs.models import Place
from people.models import PersonName
from tests import records as make
from tests.events.reportfile.keeping import exported, loaded, said, statuses, undone, write
from tests.filling import errors, filled, page_of, page_to_add
from tests.valid_rows import VALID, all_of_a_page, is_prose, texts

pytestmark = pytest.mark.django_db

# What YAML, JSON or a careless reader could take for something else.
LINES = [
    *r"""
"so" ¦ it's 'so' ¦ a: b ¦ a: ¦ : b ¦ a #b ¦ #b ¦ - x ¦ - ¦ ? x ¦ ? ¦ ! x ¦ &a ¦ *a ¦ %x ¦ @x ¦ `x` ¦ {a: b} ¦ [a, b]
¦ a, b ¦ | ¦ > x ¦ \ ¦ \n ¦ null ¦ Null ¦ ~ ¦ NO ¦ yes ¦ true ¦ 1e3 ¦ 0x1F ¦ 1_000 ¦ 2024-11-05 ¦ 12:30:45 ¦ .inf ¦ <<
¦ = ¦ --- ¦ ... ¦ --- a ¦ <b>&amp;</b> ¦ {{ x }} ¦ %(x)s ¦ a  b   c ¦ 贸促会：“论坛” ¦ مرحبا ¦ 👩🏽‍💻 €
""".strip()
    .replace("\n¦", " ¦")
    .split(" ¦ "),
    *("e\u0301", "a\xa0b", "a\u200bb", "\ufeffa", "\U0001fffe"),
]
PROSE = [
    "One.\r\nTwo.",
    "One.\n\n\nTwo.",
    "a \n b",
    "a\n\tb",
    "- a\n- b: c # d",
    "a\n---\nb\n...",
    "# a\n# b",
    "a\r\rb",
    "a\u2028b\u2029c",
    "a\n  indented\n    more",
    "“论坛”\r\n👍",
    "word,  words " * 300 + "end",
    "a\n" * 2000 + "b",
]
# A report's head is exported with what it stands on: no printed publisher without a publisher.
HEAD = {
    "edtf": "2024-11-05",
    "basis": "stated",
    "published_paragraph": "1",
    "publisher_paragraph": "2",
    "url": "https://example.org/a?b=c&d='%22#é",
    "archived_url": "http://example.org/~x/:,",
    "retrieved": "2024-11-06",
    "sha256": "0a" * 32,
    "paragraphs": "3",
    "openings": "- a: b\r\n# \"c\" 'd'\r\n~",
    "notes": "null\r\n\r\n- NO: # “贸”\r\n👍\r\n\r\n'\"",
}


def as_long_as_can_be(field: Any) -> str:
    return ("two,  words: " * 50)[: field.max_length - 1] + "#"


def rows_of(model: type[Model], lines: Iterable[str], prose: Iterable[str]) -> list[dict[str, str]]:
    """Three rows: every column as long as can be, and twice with the next text that nobody had."""
    longest = {
        name: "x" * 5000 if is_prose(field) else as_long_as_can_be(field) for name, field in texts(model).items()
    }
    return [
        longest,
        *({name: next(prose if is_prose(field) else lines) for name, field in texts(model).items()} for _ in range(2)),
    ]


def add(client: Client, model: type[Model], typed: dict[str, Any]) -> list[str]:
    """Type a row into the page that adds one; what the page has against it."""
    given = {**HEAD, "publisher": make.organization().pk} if model is Report else {}
    return errors(client.post(page_to_add(model), all_of_a_page(client, model, VALID[model]()) | given | typed))


def kept() -> dict[str, list[tuple[str, ...]]]:
    """Every text of the archive."""
    words = {model._meta.label: sorted(model._base_manager.values_list(*texts(model))) for model in VALID}
    return words | {"arrays": sorted(map(str, Report.objects.values_list("notes", "openings")))}


def again(folder: Path, files: dict[str, str]) -> tuple[dict[str, str], dict[str, list[tuple[str, ...]]]]:
    """What an empty archive exports and holds after loading the files."""
    with undone():
        outcomes = loaded(write(folder, files))
        assert said(outcomes, folder) == []
        assert set(statuses(outcomes)) == {"new"}
        assert set(statuses(loaded(folder))) == {"unchanged"}
        return exported(), kept()


def test_every_text_comes_back_to_the_letter(admin_client: Client, tmp_path: Path) -> None:
    lines, prose = cycle(LINES), cycle(PROSE)
    with undone():
        for model in VALID:
            for typed in rows_of(model, lines, prose):
                assert add(admin_client, model, typed) == [], (model, typed)
        files, before = exported(), kept()
    assert again(tmp_path, files) == (files, before)


def test_every_text_is_tried() -> None:
    columns = [field for model in VALID for field in texts(model).values()]
    assert 2 * sum(map(is_prose, columns)) >= len(PROSE)
    assert 2 * sum(not is_prose(field) for field in columns) >= len(LINES)


# What a curator can type that files might not carry: refused in words, or carried.
Typing = Callable[[Client], list[str]]


def typing(model: type[Model], **typed: Any) -> Typing:
    return lambda client: add(
        client, model, {name: value() if callable(value) else value for name, value in typed.items()}
    )


def changing(new: Callable[[], Any], **typed: Any) -> Typing:
    def change(client: Client) -> list[str]:
        page = page_of(new())
        return errors(client.post(page, filled(client, page, **typed)))

    return change


def linking(report: str, to: str) -> Typing:
    def link(client: Client) -> list[str]:
        typed = {"report": make.report(report).pk, "kind": "copy", "to": make.report(to).pk}
        return errors(client.post(page_to_add(ReportLink), filled(client, page_to_add(ReportLink), **typed)))

    return link


def linking_both_ways(client: Client) -> list[str]:
    one, two = make.report("one"), make.report("two")
    links = [{"report": one.pk, "kind": "copy", "to": two.pk}, {"report": two.pk, "kind": "follow-up", "to": one.pk}]
    page = page_to_add(ReportLink)
    return [error for typed in links for error in errors(client.post(page, filled(client, page, **typed)))]


CURIOUS: dict[str, Typing] = {
    "a control character in a note": typing(Report, notes="a\x01b"),
    "a note that is too long": typing(Report, notes="x" * 5001),
    "a control character in an opening": typing(Report, openings="a\x01b\r\nb\r\nc"),
    "a tab in an opening": typing(Report, openings="a\tb\r\nb\r\nc"),
    "text that runs backwards in a line": typing(PersonName, text="a\u202eb"),
    "text that runs backwards in prose": typing(Citation, note="a\u2066b"),
    "a control character in a web address": typing(Report, url="http://example.org/\x01"),
    "paragraph 0 names the publisher": typing(Report, publisher_paragraph="0"),
    "paragraph 0 names the day": typing(Report, published_paragraph="0"),
    "a paragraph that is not there names the publisher": typing(Report, publisher_paragraph="4"),
    "a digest without the name of a file": typing(Report, file=""),
    "a digest of a text without paragraphs": typing(
        Report, paragraphs="0", openings="", publisher_paragraph="", published_paragraph=""
    ),
    "fewer paragraphs than are cited": changing(lambda: paragraph_cited(5), paragraphs="4", openings=""),
    "the basis of what is no date": typing(Detail, **{"citations-0-basis": "stated"}),
    "a capacity of a body": typing(
        Capacity, citation=lambda: make.involved(make.organization(), make.forum()).citations.get().pk
    ),
    "half a point on earth": typing(Place, longitude="5"),
    "a link to a report with a later address": linking("a", "b"),
    "a link to a report with an earlier address": linking("b", "a"),
    "links between two reports both ways": linking_both_ways,
    "a printed publisher, where no organization is chosen": typing(Report, publisher="", publisher_printed="The Paper"),
    "a printed day, where no date is given": typing(Report, edtf="", basis="", published_printed="Monday"),
    "the name of a file without its digest": typing(Report, sha256="", file="news.txt"),
}


def paragraph_cited(number: int) -> Report:
    report = make.report(sha256="0" * 64, file="news.txt", paragraphs=number)
    make.cite(make.forum(), report, paragraphs=(number,))
    return report


@pytest.mark.parametrize("name", CURIOUS)
def test_what_the_admin_accepts_files_carry(name: str, admin_client: Client, tmp_path: Path) -> None:
    with undone():
        refused = CURIOUS[name](admin_client)
        files, before = ({}, {}) if refused else (exported(), kept())
    if not refused:
        assert again(tmp_path, files) == (files, before)
