"""Facet counts, held against the long way on the five reports and thousands of generated forums."""

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django import DjangoDbBlocker

from archive.facets import FacetSet
from events.filters import ForumFacets, ReportFacets, SessionFacets
from orgs.filters import OrganizationFacets, PlaceFacets
from people.filters import SpeakerFacets
from tests.archive.test_facets import check, some_choices
from tests.events.test_views import CHOICES, QUERIES
from tests.generated_archive import generated_archive
from tests.long_way import LISTS, Rows

# Two hundred in all.
COMBINATIONS: dict[type[FacetSet], int] = {
    ForumFacets: 50,
    SpeakerFacets: 40,
    SessionFacets: 30,
    OrganizationFacets: 40,
    ReportFacets: 25,
    PlaceFacets: 15,
}


@pytest.fixture(scope="module")
def rows(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Rows]:
    """The archive stands in a transaction that is taken back after the last test."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("load_reports", settings.FIXTURES, verbosity=0)
        generated_archive()
        yield Rows()
        transaction.set_rollback(True)


@pytest.mark.parametrize("facets", COMBINATIONS, ids=lambda facets: facets.__name__)
def test_counts_equal_those_made_the_long_way(
    facets: type[FacetSet], rows: Rows, django_db_blocker: DjangoDbBlocker
) -> None:
    with django_db_blocker.unblock():
        groups = LISTS[facets][1](rows)
        for chosen in some_choices(facets, check(facets, groups, {}), COMBINATIONS[facets]):
            check(facets, groups, chosen)


@pytest.mark.parametrize("name", QUERIES)
def test_a_list_of_thousands_costs_no_more_queries_than_a_list_of_one(
    name: str, rows: Rows, django_db_blocker: DjangoDbBlocker
) -> None:
    """What no row of a page has is not asked for: hence not equal."""
    with django_db_blocker.unblock():
        for choices in ("", CHOICES[name]):
            with CaptureQueriesContext(connection) as asked:
                page = Client().get(f"{reverse(name)}?{choices}")
            assert page.status_code == 200 and page.context["count"] > 1
            assert len(asked) <= QUERIES[name]
