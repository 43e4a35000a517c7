from typing import Any

import pytest
from django.contrib import admin
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from archive.admin import RecordAdmin
from events.models import Appearance, Capacity, Citation, Detail, Forum
from tests import making
from tests.filling import added, errors, filled, page_of, page_to_add

pytestmark = pytest.mark.django_db

RECORDS = [model for model, page in admin.site._registry.items() if isinstance(page, RecordAdmin)]


@pytest.mark.parametrize("model", RECORDS, ids=lambda model: model._meta.label_lower)
def test_every_kind_of_record_can_be_listed_and_added(admin_client: Client, model: Any) -> None:
    listed = admin_client.get(reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist"), {"q": "x"})
    assert (listed.status_code, admin_client.get(page_to_add(model)).status_code) == (200, 200)


def a_forum_with(appearances: int) -> Forum:
    forum, report, body = making.forum(), making.report(paragraphs=9), making.organization()
    opening = making.session(forum, "opening")
    for number in range(appearances):
        appearance = making.appearance(forum, report, session=opening if number % 2 else None)
        citation = appearance.citations.get()
        Capacity.objects.create(citation=citation, title="Vice Chairman", organization=body, printed="The Body")
    return forum


@pytest.mark.parametrize("rows", [3, 30])
def test_a_forum_opens_under_one_number_of_queries(
    admin_client: Client, django_assert_num_queries: DjangoAssertNumQueries, rows: int
) -> None:
    page = page_of(a_forum_with(rows))
    with django_assert_num_queries(21):
        admin_client.get(page)


@pytest.mark.parametrize("rows", [3, 30])
def test_a_forum_saves_untouched_under_one_number_of_queries(
    admin_client: Client, django_assert_num_queries: DjangoAssertNumQueries, rows: int
) -> None:
    page = page_of(a_forum_with(rows))
    sent = filled(admin_client, page)
    with django_assert_num_queries(23):
        response = admin_client.post(page, sent)
    assert errors(response) == []
