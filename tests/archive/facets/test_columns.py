"""Facets by columns, held against the same facets by the database: counts, rows, order, marks."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command
from django.http import QueryDict
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoDbBlocker

from archive.database.paging import Page
from archive.facets import FacetSet
from archive.facets.columns import Columns
from archive.facets.keeping import keeper
from archive.facets.loading import load
from archive.pages.page import ListPage
from tests.archive.facets.test_facets import query, some_choices
from tests.events.test_views import LISTS, QUERIES
from tests.generated_archive import generated_archive, standing

# Without it, a run of these tests alone would be given no database.
pytestmark = pytest.mark.django_db

SIZE = 7
WORDS = {"forums": "forum", "sessions": "panel", "speakers": "li", "organizations": "trade", "places": "an"}


@pytest.fixture(scope="module")
def columns(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[dict[str, Columns]]:
    """Of every list, on the five reports and hundreds of generated forums."""
    with standing(django_db_blocker):
        call_command("load_reports", settings.FIXTURES, verbosity=0)
        generated_archive(forums=150)
        yield {name: load(view.facets, view.queryset, view.orders, edition=1) for name, view in LISTS.items()}


def both_ways(view: type[ListPage], data: QueryDict, columns: Columns) -> tuple[FacetSet, FacetSet]:
    return tuple(view.facets(data, view.queryset.all(), columns=those) for those in (None, columns))


def ids(found: FacetSet) -> set[int]:
    return set(found.qs.values_list("pk", flat=True))


def shown(page: Page) -> tuple[Any, ...]:
    return [row.pk for row in page.rows], page.before, page.after, page.message


def same_pages(view: type[ListPage], by_sql: FacetSet, by_columns: FacetSet) -> None:
    for order in view.orders.values():
        marks: list[dict[str, str]] = [{}]
        first = by_sql.page(order, SIZE)
        if first.after:
            second = by_sql.page(order, SIZE, after=first.after)
            marks += [{"after": first.after}, {"after": second.after}, {"before": second.before}]
        for mark in marks:
            assert shown(by_columns.page(order, SIZE, **mark)) == shown(by_sql.page(order, SIZE, **mark))


def some_data(by_sql: FacetSet, many: int) -> Iterator[QueryDict]:
    known = {name: {one.value: one.count for one in values} for name, values in by_sql.counted.items()}
    yield query({})
    yield query({})  # whose counts are kept
    yield QueryDict("appearances=none&year=..2030", mutable=True)  # a plain filter of one of the lists
    for chosen in some_choices(type(by_sql), known, many):
        yield query(chosen)


@pytest.mark.parametrize("name", LISTS)
def test_columns_and_database_give_the_same_answer(name: str, columns: dict[str, Columns]) -> None:
    view = LISTS[name]
    whole, _ = both_ways(view, QueryDict(), columns[name])
    for number, data in enumerate(some_data(whole, 5)):
        if number % 3 == 2:
            data["q"] = WORDS.get(name, "a")
        by_sql, by_columns = both_ways(view, data, columns[name])
        assert by_columns.counted == by_sql.counted, data
        assert by_columns.number == by_sql.number, data
        assert ids(by_columns) == ids(by_sql)
        assert (by_columns.unmet, by_columns.wider) == (by_sql.unmet, by_sql.wider)
        same_pages(view, by_sql, by_columns)


@pytest.mark.parametrize("name", LISTS)
def test_places_that_no_row_has_are_found_in_either_way(name: str, columns: dict[str, Columns]) -> None:
    view = LISTS[name]
    by_sql, by_columns = both_ways(view, QueryDict(), columns[name])
    for order in view.orders.values():
        first = by_sql.page(order, SIZE)
        value = order.mark(first.rows[SIZE // 2]).rpartition("~")[0]
        for mark in (f"{value}~999999999", f"{value}~0", f"{value}", "nonsense~x", "~1", f"0~{first.rows[0].pk}"):
            for side in ("before", "after"):
                ways = [shown(one.page(order, SIZE, **{side: mark})) for one in (by_sql, by_columns)]
                assert ways[0] == ways[1], (order.column, side, mark)


@pytest.mark.parametrize("name", LISTS)
def test_a_page_by_columns_asks_for_its_rows_alone(
    name: str,
    columns: dict[str, Columns],
    client: Client,
    monkeypatch: pytest.MonkeyPatch,
    django_assert_num_queries: Any,
) -> None:
    kept = LISTS[name].kept
    monkeypatch.setattr(keeper, "at", lambda number, one: columns[name] if one is kept else None)
    for choice in ("", "year=-1999"):
        with django_assert_num_queries(QUERIES[name] - 1):
            page = client.get(f"{reverse(name)}?{choice}")
        assert page.context["records"] and page.context["facets"]
