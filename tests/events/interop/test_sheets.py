"""Bringing sheets in: what each row would do is shown first, then all of it is done or nothing."""

import csv
import io
import zipfile
from datetime import date
from typing import Any

import openpyxl
import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from archive.access.roles import give
from events.interop.sheets import reading
from events.interop.sheets.columns import SHEETS
from events.interop.sheets.reading import Unreadable, read_sheet, written
from events.models import Appearance, Citation, Report
from events.reportfile.stored import stored
from events.staff import CURATOR
from orgs.models import Organization
from people.models import Person, PersonIdentifier, PersonName
from tests import records as make
from tests.events.reportfile.keeping import exported

pytestmark = pytest.mark.django_db

AT = "/admin/sheets/"
PEOPLE = SHEETS["people"]


@pytest.fixture
def curator(client: Client) -> Client:
    user = User.objects.create_user("anna")
    give(user, [CURATOR])
    client.force_login(user)
    return client


def sheet(*lines: str) -> bytes:
    return "\r\n".join(lines).encode()


def looked_at(client: Client, raw: bytes, kind: str = "people", **more: str) -> Any:
    return client.post(AT, {"kind": kind, "file": SimpleUploadedFile("sheet.csv", raw), **more})


def rows(answer: Any) -> list[tuple[int, str, list[str]]]:
    """What the preview says of each row."""
    plan = answer.context["plan"]
    return [(row.number, row.status, row.problems or row.lines) for row in plan.rows]


def bring(client: Client, shown: Any, why: str = "From the chamber's list.", **more: str) -> Any:
    return client.post(AT, {"sheet": shown.context["confirm"]["sheet"].value(), "why": why, "bring": "all", **more})


def test_a_row_is_new_then_the_same_then_a_change(curator: Client) -> None:
    raw = sheet(
        "slug,name,native,other_names,orcid",
        "li-xiang,Li Xiang,李想,Xiang Li;Lee Xiang,https://orcid.org/0000-0002-1825-0097",
        "wang-wei,Wang Wei",
    )
    shown = looked_at(curator, raw)
    assert rows(shown) == [(2, "new", []), (3, "new", [])]
    assert Person.objects.count() == 0
    assert bring(curator, shown).status_code == 302
    names = PersonName.objects.order_by("text").values_list("person__slug", "kind", "text")
    assert list(names) == [
        ("li-xiang", "alias", "Lee Xiang"),
        ("li-xiang", "alias", "Xiang Li"),
        ("li-xiang", "native", "李想"),
    ]
    assert [str(one) for one in PersonIdentifier.objects.all()] == ["ORCID 0000-0002-1825-0097"]
    assert [status for _, status, _ in rows(looked_at(curator, raw))] == ["unchanged"] * 2
    mended = looked_at(curator, sheet("slug;name;note", "wang-wei;Wang Wei;of the port", "li-xiang;Li Xiang;"))
    assert rows(mended) == [(2, "changed", ["note: (none) → of the port"]), (3, "unchanged", [])]
    bring(curator, mended)
    assert dict(Person.objects.values_list("slug", "note")) == {"li-xiang": "", "wang-wei": "of the port"}
    assert PersonName.objects.count() == 3


def test_history_knows_who_and_why(curator: Client) -> None:
    bring(curator, looked_at(curator, sheet("slug,name", "li-xiang,Li Xiang")), "From the list of May.")
    context = Person.history.rel.related_model.objects.get().pgh_context.metadata
    user = User.objects.get(username="anna").pk
    assert (context["reason"], context["user"]) == ("From the list of May.", user)


def test_one_wrong_row_keeps_all_out_and_each_says_why(curator: Client) -> None:
    raw = sheet(
        "slug,name,orcid",
        "li-xiang,Li Xiang,0000-0002-1825-0096",
        "Li Xiang,Li Xiang,",
        "wang-wei,,",
        "zhao-yu,Zhao Yu,",
        "zhao-yu,Zhao Yu,",
        "fine,Fine Person,",
    )
    shown = looked_at(curator, raw)
    found = rows(shown)
    assert [(number, status) for number, status, _ in found] == [
        *((number, "refused") for number in (2, 3, 4, 5, 6)),
        (7, "new"),
    ]
    assert [words[0].partition(":")[0] for _, _, words in found[:5]] == ["identifiers", "slug", "name", "slug", "slug"]
    assert "check digit" in found[0][2][0]
    assert b'name="bring"' not in shown.content
    assert bring(curator, shown).status_code == 409
    assert Person.objects.count() == 0


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_the_sheet_comes_back_with_its_problems_and_no_formula(curator: Client, form: str) -> None:
    raw = sheet("slug,name,note", '=cmd|x,"=HYPERLINK(1)",-5', "fine,Fine,")
    shown = looked_at(curator, raw)
    carried = shown.context["confirm"]["sheet"].value()
    answer = curator.post(AT, {"sheet": carried, f"as-{form}": ""})
    if form == "csv":
        table = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    else:
        page = openpyxl.load_workbook(io.BytesIO(answer.content)).active
        assert {cell.data_type for line in page.iter_rows() for cell in line} <= {"s", "n", "inlineStr"}
        table = [[cell or "" for cell in line] for line in page.iter_rows(values_only=True)]
    assert table[0] == ["slug", "name", "note", "problem"]
    assert table[1][:3] == ["'=cmd|x", "'=HYPERLINK(1)", "'-5"]
    assert table[1][3].startswith("slug: '=cmd|x' is not a slug")
    assert table[2] == ["fine", "Fine", "", ""]
    again = looked_at(curator, answer.content)
    assert again.context["plan"].rows[0].cells["name"] == "=HYPERLINK(1)"


def test_what_was_shown_is_what_is_done_or_nothing(curator: Client) -> None:
    person = make.person("Li Xiang")
    shown = looked_at(curator, sheet("slug,name,note", "li-xiang,Li Xiang,of the port"))
    Person.objects.filter(pk=person.pk).update(family="Li")
    answer = bring(curator, shown)
    assert answer.status_code == 409
    assert "The archive has changed since: nothing was brought in." in answer.content.decode()
    assert Person.objects.get().note == ""
    assert bring(curator, answer).status_code == 302
    assert Person.objects.get().note == "of the port"


def test_what_the_page_carries_is_signed_and_one_curators(curator: Client) -> None:
    shown = looked_at(curator, sheet("slug,name", "li-xiang,Li Xiang"))
    carried = shown.context["confirm"]["sheet"].value()
    assert curator.post(AT, {"sheet": carried + "x", "why": "W", "bring": "all"}).status_code == 400
    other = User.objects.create_user("ben")
    give(other, [CURATOR])
    curator.force_login(other)
    assert curator.post(AT, {"sheet": carried, "why": "W", "bring": "all"}).status_code == 400
    assert Person.objects.count() == 0


def test_without_a_reason_the_rows_are_shown_again(curator: Client) -> None:
    answer = bring(curator, looked_at(curator, sheet("slug,name", "li-xiang,Li Xiang")), why=" ")
    assert answer.status_code == 400
    assert "Say why: it is kept with each change." in answer.content.decode()
    assert Person.objects.count() == 0


def test_what_only_the_database_refuses_is_said_before(curator: Client) -> None:
    raw = sheet("slug,name,wikidata", "one,One,Q42", "two,Two,Q42")
    plan = looked_at(curator, raw).context["plan"]
    [problem] = plan.problems
    assert "One identifier stands for one record" in problem and "wikidata Q42: one, two" in problem
    assert plan.is_refused


def test_bodies_refer_to_bodies_of_the_sheet(curator: Client) -> None:
    make.country("China")
    raw = sheet(
        "slug,name,kind,parent,country,ror",
        "department,Department,government,ministry,china,",
        "ministry,Ministry,government,,china,https://ror.org/05dxps055",
        "lost,Lost,government,nowhere,,",
    )
    shown = looked_at(curator, raw, "organizations")
    number, status, [words] = rows(shown)[2]
    assert (number, status) == (4, "refused")
    assert words.startswith("parent: refers to the organization nowhere, which neither the archive nor the file has")
    assert bring(curator, looked_at(curator, raw.replace(b"nowhere", b""), "organizations")).status_code == 302
    assert Organization.objects.get(slug="department").parent.slug == "ministry"


# --- appearances -----------------------------------------------------------------------------------------------------


@pytest.fixture
def news() -> Report:
    report = make.report("news")
    forum = make.forum("The Forum", by=report)
    make.session(forum, "panel", by=report)
    for name in ("Li Xiang", "Wang Wei"):
        make.person(name)
    make.organization("Port Council")
    return report


APPEARANCES = (
    "report,forum,session,person,role,paragraphs,printed_name,printed_role,title,organization,printed_organization",
    'news,the-forum,,li-xiang,speaker,"1, 2",Li Xiang,,Chair,port-council,the Port Council',
    "news,the-forum,panel,wang-wei,dragoman,3,Mr. Wang,,,,",
)


def test_appearances_are_put_into_the_file_of_their_report(curator: Client, news: Report) -> None:
    before = exported()["reports/news.yaml"]
    shown = looked_at(curator, sheet(*APPEARANCES), "appearances")
    assert [(number, status) for number, status, _ in rows(shown)] == [(2, "new"), (3, "new")]
    assert exported()["reports/news.yaml"] == before
    assert bring(curator, shown).status_code == 302
    facts = Appearance.objects.order_by("pk").values_list("person__slug", "session__key", "role")
    assert list(facts) == [("li-xiang", None, "speaker"), ("wang-wei", "panel", "other")]
    [first, second] = Citation.objects.exclude(appearance=None).order_by("appearance")
    assert (first.paragraphs, first.name, [str(one.printed) for one in first.capacities.all()]) == (
        [1, 2],
        "Li Xiang",
        ["the Port Council"],
    )
    assert (second.role, second.name) == ("dragoman", "Mr. Wang")
    assert [status for _, status, _ in rows(looked_at(curator, sheet(*APPEARANCES), "appearances"))] == [
        "unchanged"
    ] * 2
    assert len(stored(news).file.forums[0].details) == 2  # what else the report states stands


def test_several_rows_tell_of_the_capacities_of_one_passage(curator: Client, news: Report) -> None:
    make.organization("Sea Council")
    more = 'news,the-forum,,li-xiang,speaker,"1, 2",Li Xiang,,Envoy,sea-council,'
    raw = sheet(*APPEARANCES[:2], more)
    assert bring(curator, looked_at(curator, raw, "appearances")).status_code == 302
    cited = Citation.objects.exclude(appearance=None).get()
    assert [one.title for one in cited.capacities.order_by("order")] == ["Chair", "Envoy"]
    twice = looked_at(curator, sheet(*APPEARANCES[:2], APPEARANCES[1]), "appearances")
    assert rows(twice)[1] == (3, "refused", ["says what row 2 says: keep one"])


def test_rules_of_report_files_hold_and_name_the_row(curator: Client, news: Report) -> None:
    raw = sheet(
        "forum,person,role,paragraphs,mode,organization",
        "the-forum,li-xiang,speaker,99,,",
        "the-forum,nobody,speaker,1,,",
        "no-forum,li-xiang,speaker,1,,",
        "the-forum,wang-wei,speaker,x,,",
        "the-forum,wang-wei,moderator,1,flying,",
    )
    assert [words for _, _, words in rows(looked_at(curator, raw, "appearances"))] == [
        ["report: is missing: name the report in each row, or one for the whole sheet"]
    ] * 5
    found = rows(looked_at(curator, raw, "appearances", report="news"))
    assert [(number, words[0].partition(":")[0]) for number, _, words in found if words] == [
        (5, "paragraphs"),
        (6, "mode"),
    ]
    found = rows(looked_at(curator, sheet(*raw.decode().split("\r\n")[:4]), "appearances", report="news"))
    assert [words[0] for _, _, words in found if words] == [
        "paragraphs: names paragraph 99, but the text has 5 (text.paragraphs)"
    ]
    raw = sheet(*(line for line in raw.decode().split("\r\n")[:4] if "99" not in line))
    found = rows(looked_at(curator, raw, "appearances", report="news"))
    assert ["nobody" in found[0][2][0], "no-forum" in found[1][2][0]] == [True, True]
    assert Appearance.objects.count() == 0
    unknown = looked_at(curator, raw, "appearances", report="no-news")
    assert rows(unknown)[0][2] == ["report: there is no report “no-news”: bring the report in first, or mend the slug"]


# --- files -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("called", SHEETS)
@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_an_empty_sheet_has_the_heads_and_is_read_again(curator: Client, called: str, form: str) -> None:
    raw = curator.get(reverse("empty-sheet", args=[called, form])).content
    assert curator.get(f"{AT}{called}.ods").status_code == 404
    with pytest.raises(Unreadable, match="no rows below its heads"):
        read_sheet(raw, SHEETS[called])
    if form == "xlsx":
        heads = next(openpyxl.load_workbook(io.BytesIO(raw)).active.iter_rows(values_only=True))
        assert heads == SHEETS[called].columns


def test_xlsx_is_read_with_numbers_days_and_the_values_of_formulas_as_text() -> None:
    book = openpyxl.Workbook()
    for line in (
        ["Slug", "Name", "Other names"],
        ["one", 42.0, None],
        [],
        ["two", date(2024, 5, 1)],
    ):
        book.active.append(line)
    file = io.BytesIO()
    book.save(file)
    table = read_sheet(file.getvalue(), PEOPLE)
    assert table.columns == ("slug", "name", "other_names")
    assert table.rows == ((2, {"slug": "one", "name": "42"}), (4, {"slug": "two", "name": "2024-05-01"}))


def bomb(name: str, held: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr(name, held)
    return file.getvalue()


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (b"", "does not name these columns: slug, name"),
        (b"slug,name\r\n", "no rows below its heads"),
        (b"slug,name,shoe size\r\na,b,c", "columns that are not known: shoe_size"),
        (b"slug,name,name\r\na,b,c", "stands there twice"),
        (b"slug,name\r\n\xff\xfe,b", "neither XLSX nor UTF-8"),
        (b'slug,name\r\n"a,b', "no CSV"),
        (b"slug,name\r\nann-lee,Ann\0Lee\r\n", "Row 2 holds a character of number 0"),
        (b"PK\x03\x04 broken", "broken, or no XLSX"),
        (bomb("a.txt", b"a"), "broken, or no XLSX"),
        (bomb("xl/workbook.xml", b" " * 41_000_000), "unpacks to too much"),
        (bomb("xl/workbook.xml", "<!DOCTYPE x [<!ENTITY a 'a'>]>".encode("utf-16")), "definitions that a sheet"),
        (b"slug,name\r\n" + b"a,b\r\n" * 10_001, "more than 10000 rows"),
        (b"slug,name\r\na," + b"b" * 5_001, "too much in one"),
        (b" " * 4_000_001, "larger than 4 MB"),
    ],
)
def test_what_is_no_sheet_is_refused_in_words(curator: Client, raw: bytes, words: str) -> None:
    with pytest.raises(Unreadable, match=words):
        read_sheet(raw, PEOPLE)
    assert looked_at(curator, raw or b" ").status_code == 400


def test_a_sheet_of_the_most_rows_costs_no_query_a_row(curator: Client, monkeypatch: Any) -> None:
    def cost(many: int) -> int:
        lines = (f"person-{number},Person {number},人{number},Q{number + 1}" for number in range(many))
        with CaptureQueriesContext(connection) as queries:
            assert looked_at(curator, sheet("slug,name,native,wikidata", *lines)).status_code == 200
        return len(queries)

    assert cost(3) == cost(300)
    monkeypatch.setattr(reading, "MOST_ROWS", 2)
    assert looked_at(curator, sheet("slug,name", *(f"p-{n},P" for n in range(3)))).status_code == 400


def test_control_characters_never_break_the_sheet_that_comes_back() -> None:
    [(_, cells)] = read_sheet(written("xlsx", ["slug", "name"], [["a\x01", "b"]]), PEOPLE).rows
    assert cells == {"slug": "a\ufffd", "name": "b"}
