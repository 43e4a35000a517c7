"""A generated archive: the same for the same seed, and sound by the archive's own rules."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from pytest_django import DjangoDbBlocker

from events.generating.making import clear, generate
from events.models import Agreement, Appearance, Capacity, Citation, Forum, Report, Session
from events.models.forums import SETTLED
from events.settling import settle_forums
from orgs.models import Organization
from people.models import Person, PersonDecision
from tests import records as make
from tests.events.reportfile.keeping import exported, loaded, statuses, write
from tests.generated_archive import standing

FORUMS, SEED = 60, 9

# Without it, a run of these tests alone would be given no database.
pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def generated(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    with standing(django_db_blocker):
        generate(FORUMS, seed=SEED)
        yield


def rows(sql: str) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchall()


@pytest.mark.usefixtures("generated")
def test_it_is_the_same_for_the_same_seed() -> None:
    first = exported()
    clear()
    generate(FORUMS, seed=SEED)
    assert exported() == first
    clear()
    generate(FORUMS, seed=SEED + 1)
    assert exported() != first


@pytest.mark.usefixtures("generated")
def test_its_files_loaded_by_ordinary_means_make_the_same_archive(tmp_path: Path) -> None:
    files, found, shown = exported(), phrases(), settled()
    clear()
    assert set(statuses(loaded(write(tmp_path, files)))) == {"new"}
    assert exported() == files
    assert phrases() == found
    assert settled() == shown


def phrases() -> set[tuple[Any, ...]]:
    """What records are found by; who has an address, by that."""
    named = " UNION ALL ".join(
        f"SELECT '{kind}' AS kind, id AS record, slug FROM {table}"
        for kind, table in (
            ("person", "people_person"),
            ("organization", "orgs_organization"),
            ("place", "orgs_place"),
            ("forum", "events_forum"),
            ("report", "events_report"),
            ("agreement", "events_agreement"),
        )
    )
    keyed = (
        "SELECT 'session', one.id, slug || '.' || key "
        "FROM events_session one JOIN events_forum forum ON forum_id = forum.id"
    )
    found = "SELECT kind, slug, text, weight, forms, vector::text, grams FROM events_phrase LEFT JOIN"
    return {tuple(map(str, row)) for row in rows(f"{found} ({named} UNION ALL {keyed}) AS named USING (kind, record)")}


def settled() -> dict[str, Any]:
    columns = (*SETTLED, "canonical__slug")
    return {slug: row for slug, *row in Forum.objects.values_list("slug", *columns)} | {
        f"{forum}.{key}": row for forum, key, *row in Session.objects.values_list("forum__slug", "key", *SETTLED)
    }


@pytest.mark.usefixtures("generated")
def test_titles_and_dates_are_those_that_settling_gives() -> None:
    before, forums = settled(), list(Forum.objects.values_list("pk", flat=True))
    for events in (Forum.objects, Session.objects):
        events.update(title="", edtf="", basis="", earliest=None, latest=None, years=[])
    assert settled() != before
    settle_forums(forums)
    assert settled() == before


@pytest.mark.usefixtures("generated")
def test_every_row_has_its_history() -> None:
    for model in (Person, PersonDecision, Organization, Forum, Session, Report, Citation, Appearance, Capacity):
        told = model._meta.get_field("history").related_model._default_manager  # type: ignore[union-attr]
        assert sorted(told.values_list("pgh_obj_id", "pgh_label")) == [
            (pk, "insert") for pk in sorted(model._default_manager.values_list("pk", flat=True))
        ]


@pytest.mark.usefixtures("generated")
def test_the_archive_goes_on_after_it() -> None:
    """The next records have ids of their own."""
    forum = make.forum("icet")
    assert forum.pk == Forum.objects.order_by("-pk").values_list("pk", flat=True)[0]
    citation = make.cite(forum)
    assert Citation.objects.order_by("-pk")[0] == citation


@pytest.mark.usefixtures("generated")
def test_it_is_skewed_and_has_all_that_could_be_miscounted() -> None:
    assert Forum.objects.count() == FORUMS
    assert Person.objects.count() == 3 * FORUMS == Person.objects.filter(appearances__isnull=False).distinct().count()
    for some in (
        Forum.objects.filter(edtf=""),
        Forum.objects.filter(years__len__gt=1),
        Forum.objects.filter(series__isnull=False),
        Session.objects.exclude(edtf=""),
        Organization.objects.filter(parent__isnull=False),
        Agreement.objects.filter(parties__isnull=False),
        PersonDecision.objects.filter(judgement="same"),
    ):
        assert some.exists(), some.query
    most = Person.objects.counting("appearances").order_by("-appearances_made")[0]
    assert most.appearances_made > 5
