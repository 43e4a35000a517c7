"""Columns brought up to date by what has changed, held against columns loaded anew."""

import random
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.db.models import Model, ProtectedError, RestrictedError
from pytest_django import DjangoDbBlocker

from archive.facets.changes import Changes
from archive.facets.columns import Columns, Group, Members
from archive.facets.keeping import Kept
from archive.facets.loading import load
from archive.facets.updating import update
from archive.history.hanging import is_tracked
from orgs.atlas import HOSTED
from tests.events.test_views import LISTS
from tests.generated_archive import generated_archive, standing

pytestmark = pytest.mark.django_db

KEPT = {name: view.kept for name, view in LISTS.items()} | {"atlas": HOSTED}
EACH = 3  # rows of which a column is changed
MODELS = [model for model in apps.get_models() if is_tracked(model)]


@pytest.fixture(scope="module", autouse=True)
def archive(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    with standing(django_db_blocker):
        call_command("load_reports", settings.FIXTURES, verbosity=0)
        generated_archive(forums=25)
        yield


def loaded(kept: Kept) -> Columns:
    return load(kept.filters, kept.queryset, kept.orders, edition=1)


def noted() -> list[tuple[str, list[int] | None]]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT kind, ids FROM archive_change WHERE writer = pg_current_xact_id() ORDER BY ctid")
        return cursor.fetchall()


def told(kept: Kept, columns: Columns) -> dict[str, Any]:
    """All that columns hold, by ids and values."""
    return {
        "ids": columns.ids.tolist(),
        "orders": {order: columns.ids[codes].tolist() for order, codes in columns.orders.items()},
        "outcomes": {
            (name, one): mask.tolist() for name, masks in columns.outcomes.items() for one, mask in masks.items()
        },
        "members": {group: members(columns.members[group]) for group in kept.filters.groups()},
        "values": {name: values(columns, name, facet.subjects) for name, facet in kept.filters.counted_by().items()},
    }


def differing(one: Any, other: Any) -> Any:
    if isinstance(other, dict):
        key = next(key for key in other if one[key] != other[key])
        return key, differing(one[key], other[key])
    return [line for line in one if line not in other][:3], [line for line in other if line not in one][:3]


def members(those: Members) -> list[tuple[int, int, int]]:
    return sorted(zip(those.kinds.tolist(), those.ids.tolist(), those.record.tolist(), strict=True))


def values(columns: Columns, name: str, group: Group) -> list[tuple[str, str, list[tuple[int, int]]]]:
    """The values of a facet in order, with their labels and subjects."""
    pairs, those = columns.pairs[name], columns.members[group]
    each = list(zip(those.kinds[pairs.subjects].tolist(), those.ids[pairs.subjects].tolist(), strict=True))
    ends = zip(pairs.starts[:-1].tolist(), pairs.starts[1:].tolist(), strict=True)
    subjects = [sorted(each[start:end]) for start, end in ends]
    return list(zip(pairs.names.values, pairs.names.labels, subjects, strict=True))


def rows_of(model: type[Model]) -> list[Any]:
    return list(model._base_manager.order_by("pk")) or pytest.skip("The archive has no such rows.")


def changed(change: Callable[[], None]) -> None:
    """Hold all lists after a change against what they were before it, brought up to date by its notes."""
    before, many = {name: loaded(kept) for name, kept in KEPT.items()}, len(noted())
    change()
    changes = Changes(noted()[many:])
    for name, kept in KEPT.items():
        now = update(before[name], kept.filters, kept.queryset, changes, edition=2)
        assert (now is None) == (changes.is_everything or name == "places")
        if now:
            told_now, anew = told(kept, now), told(kept, loaded(kept))
            for part, as_loaded in anew.items():
                assert told_now[part] == as_loaded, (name, part, differing(told_now[part], as_loaded))


def write(model: type[Model], column: str, chance: random.Random) -> None:
    """Give a row what another row has there, where rules allow it."""
    table = model._meta.db_table
    one, other = chance.choice(rows_of(model)).pk, chance.choice(rows_of(model)).pk
    with suppress(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            f'UPDATE {table} SET "{column}" = (SELECT "{column}" FROM {table} WHERE id = %s) WHERE id = %s',
            [other, one],
        )
        connection.check_constraints()


def delete(model: type[Model], chance: random.Random) -> None:
    with suppress(DatabaseError, ProtectedError, RestrictedError), transaction.atomic():
        chance.choice(rows_of(model)).delete()
        connection.check_constraints()


def columns_of(model: type[Model]) -> list[str]:
    return [field.column for field in model._meta.concrete_fields if not (field.generated or field.primary_key)]


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_what_is_written_to_any_column_reaches_all_lists(model: type[Model]) -> None:
    chance = random.Random(model.__name__)

    def change() -> None:
        for column in columns_of(model) * EACH:
            write(model, column, chance)

    changed(change)


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_what_is_deleted_goes_from_all_lists(model: type[Model]) -> None:
    chance = random.Random(model.__name__)
    changed(lambda: [delete(model, chance) for _ in range(EACH)] and None)
