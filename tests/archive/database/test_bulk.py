from typing import Any

import pytest
from django.db import DataError, IntegrityError, transaction
from pytest_django import DjangoAssertNumQueries

from archive.database.bulk import create, fetch, insert, update
from events.models import Citation, Draft, Figure, Forum, Involvement, Report
from tests import records as make
from tests.events.reportfile.keeping import age, dump

pytestmark = pytest.mark.django_db

KEY = ("forum_id", "session_id", "counted", "low", "high")


def figures(forum: Forum, *counted: str | None) -> list[dict[str, Any]]:
    return [{"forum_id": forum.pk, "session_id": None, "counted": what, "low": 1, "high": None} for what in counted]


def test_rows_come_with_their_ids_in_order() -> None:
    forum = make.forum()
    ids = insert(Figure, figures(forum, "guests", "speakers", "stands"))
    assert ids == list(Figure.objects.order_by("pk").values_list("pk", flat=True))
    assert [Figure.objects.in_bulk(ids)[pk].counted for pk in ids] == ["guests", "speakers", "stands"]


def test_new_records_have_what_saving_them_computes(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    titles = ("The Year Ahead", "On Tea")
    made = [Report(slug=f"news-{n}", kind="news", title=title, edtf="2024-11") for n, title in enumerate(titles)]
    with django_assert_num_queries(0):  # they pass by Django's own cursor
        create(made)
    saved = Report(slug="news-2", kind="news", title=titles[0], edtf="2024-11")
    saved.save()
    computed = ("title", "sort_name", "earliest", "latest", "years", "notes", "openings", "retrieved")
    rows = list(Report.objects.order_by("slug").values("pk", *computed))
    assert [row.pop("pk") for row in rows] == [made[0].pk, made[1].pk, saved.pk]
    assert (rows[0], rows[1]["title"]) == (rows[2], titles[1])


def test_what_a_json_column_holds_arrives_as_it_is() -> None:
    said: list[dict[str, Any]] = [{}, {"report": {"title": "On Tea", "notes": ["“quoted”", None]}}]
    create([Draft(document=document) for document in said])
    changed = list(Draft.objects.order_by("pk"))
    assert [draft.document for draft in changed] == said
    changed[0].document = {"report": {}}
    update(changed, ["document"])
    assert list(Draft.objects.order_by("pk").values_list("document", flat=True)) == [{"report": {}}, said[1]]


def test_records_changed_together_have_what_saving_them_computes(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    kept, *changed = [make.report(title=title) for title in ("As It Was", "The Year Ahead", "On Tea")]
    for record, date in zip(changed, ("2024-11", ""), strict=True):
        record.title, record.edtf, record.label = f"A {record.title}", date, "not written"
    names = ("title", "sort_name", "edtf", "earliest", "latest", "years")
    with django_assert_num_queries(0):
        update(changed, names)
    together = [Report.objects.filter(pk=record.pk).values(*names, "label").get() for record in changed]
    for record in changed:
        record.save(update_fields=names)
    assert together == [Report.objects.filter(pk=record.pk).values(*names, "label").get() for record in changed]
    assert [row["title"] for row in together] == ["A The Year Ahead", "A On Tea"]
    assert Report.objects.get(pk=kept.pk).title == "As It Was"


def test_nothing_is_no_statement(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(0):
        assert insert(Figure, []) == []
        update([], ("counted",))


def test_text_arrives_letter_for_letter() -> None:
    words = ["a'b", 'a"b', "a\\b", "{a,b}", "NULL", "%s", "北京", "", "$1", "-- a"]
    forum, report = make.forum(), make.report()
    rows = [
        {"report_id": report.pk, "forum_id": forum.pk, "position": place, "paragraphs": [1], **TEXTS, "name": name}
        for place, name in enumerate(words)
    ]
    insert(Citation, rows)
    assert list(Citation.objects.filter(report=report).order_by("position").values_list("name", flat=True)) == words


TEXTS = dict.fromkeys(("role", "date", "number", "words", "mode", "basis", "inference", "reading", "note"), "") | {
    "standing": "occurred"
}


def test_lists_of_numbers_arrive_each_in_its_row() -> None:
    forum, report = make.forum(), make.report(paragraphs=50)
    head = {"report_id": report.pk, "forum_id": forum.pk, **TEXTS}
    lists = [[1], [3, 1, 2], list(range(1, 51))]
    insert(
        Citation,
        [head | {"position": n, "name": str(n), "paragraphs": paragraphs} for n, paragraphs in enumerate(lists)],
    )
    assert (
        list(Citation.objects.filter(report=report).order_by("position").values_list("paragraphs", flat=True)) == lists
    )


def test_a_row_that_is_there_already_is_left_and_its_id_given() -> None:
    forum = make.forum()
    [guests] = insert(Figure, figures(forum, "guests"), unique=KEY)
    again = insert(Figure, figures(forum, "stands", "guests"), unique=KEY)
    assert again[1] == guests
    assert Figure.objects.count() == 2
    assert Figure.objects.get(pk=guests).history.count() == 1


def test_a_row_that_is_there_already_is_no_change_of_what_it_is_about() -> None:
    forum, body = make.forum(), make.organization()
    row = {"forum_id": forum.pk, "session_id": None, "organization_id": body.pk, "role": "host"}
    insert(Involvement, [row], unique=tuple(row))
    age()
    before = dump()
    insert(Involvement, [row], unique=tuple(row))
    assert dump() == before


def test_without_a_key_a_row_that_is_there_already_is_refused() -> None:
    forum = make.forum()
    insert(Figure, figures(forum, "guests"))
    with pytest.raises(IntegrityError), transaction.atomic():
        insert(Figure, figures(forum, "guests"))


def test_the_rules_of_rows_hold() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        insert(Figure, figures(make.forum(), ""))


def test_any_number_of_rows_is_one_query(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    forum = make.forum()
    for count in (1, 50):
        with django_assert_num_queries(0):  # they pass by Django's own cursor
            ids = insert(Figure, figures(forum, *(f"{count} {n}" for n in range(count))))
        assert len(ids) == count


def test_an_error_is_one_that_django_knows() -> None:
    with pytest.raises(DataError), transaction.atomic():
        fetch("SELECT %s::integer", ["many"])
