"""Rows that were fetched with a record, and the words for choices."""

from typing import Any

import pytest
from django.utils.translation import override

from archive.database.fetched import fetched
from events.models import Appearance, Forum
from tests import records as make

pytestmark = pytest.mark.django_db


def test_a_row_made_at_once_is_the_row_made_by_its_fields() -> None:
    forum = Forum.objects.get(pk=make.forum("Only").pk)
    made = Forum(**{field.attname: getattr(forum, field.attname) for field in Forum._meta.concrete_fields})
    assert vars(made).keys() == vars(forum).keys() and made == forum
    assert (forum._state.adding, forum._state.db) == (False, "default")


def test_what_is_not_fetched_with_a_row_is_when_it_is_asked_for(django_assert_num_queries: Any) -> None:
    pk = make.forum("Only").pk
    forum = Forum.objects.only("label").get(pk=pk)
    with django_assert_num_queries(1):
        assert (forum.pk, forum.label, forum.kind) == (pk, "Only", Forum.Kind.FORUM)


def test_what_was_fetched_is_not_asked_for_again(django_assert_num_queries: Any) -> None:
    report = make.report()
    fact = make.appears(make.person(), make.forum("Only", by=report), by=report)
    with django_assert_num_queries(2):
        cited = fetched(Appearance.objects.get(pk=fact.pk), "citations")
    known = Appearance.objects.prefetch_related("citations").get(pk=fact.pk)
    with django_assert_num_queries(0):
        assert fetched(known, "citations") == cited
    assert len(cited) == 1


def test_a_choice_is_said_in_the_language_at_hand() -> None:
    forum = Forum(kind=Forum.Kind.WORKSHOP)
    said = []
    for language in ("en", "zh-hans", "en"):
        with override(language):
            said.append(forum.get_kind_display())
    assert said[0] == said[2] == "workshop" != said[1]


def test_a_value_that_is_no_choice_is_said_as_it_stands() -> None:
    assert Forum(kind="rally").get_kind_display() == "rally"
