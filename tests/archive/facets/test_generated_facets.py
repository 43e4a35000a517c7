"""Facet counts, held against the long way on the five reports and thousands of generated forums."""

import random
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from pytest_django import DjangoDbBlocker

from archive.facets import FacetSet
from events.filters import ForumFacets, ReportFacets, SessionFacets
from orgs.filters import OrganizationFacets, PlaceFacets
from people.filters import SpeakerFacets
from tests.archive.facets.test_facets import check, some_choices
from tests.generated_archive import SOUNDS, generated_archive, standing
from tests.long_search import LongSearch, fold, is_chinese
from tests.long_way import LISTS, Rows

# Without it, a run of these tests alone would be given no database.
pytestmark = pytest.mark.django_db

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
    with standing(django_db_blocker):
        call_command("load_reports", settings.FIXTURES, verbosity=0)
        generated_archive()
        yield Rows()


@pytest.fixture(scope="module")
def search(rows: Rows, django_db_blocker: DjangoDbBlocker) -> LongSearch:
    with django_db_blocker.unblock():
        return LongSearch(rows.canonical)


@pytest.mark.parametrize("facets", COMBINATIONS, ids=lambda facets: facets.__name__)
def test_counts_equal_those_made_the_long_way(facets: type[FacetSet], rows: Rows, search: LongSearch) -> None:
    """Every other choice with a search."""
    groups, kind = LISTS[facets][1](rows), LISTS[facets][0].model._meta.model_name
    questions = iter(some_questions(search.names[kind], COMBINATIONS[facets]))
    answered = 0
    for number, chosen in enumerate(some_choices(facets, check(facets, groups, {}), COMBINATIONS[facets])):
        words = next(questions) if number % 2 else ""
        check(facets, groups, chosen, words, lambda words: search.found(kind, words))
        answered += bool(words) and bool(search.found(kind, words))
    assert answered == COMBINATIONS[facets] // 2


def some_questions(names: list[str], many: int) -> list[str]:
    """Random words in names, of the kinds that tests.long_search has a rule for."""
    chance = random.Random(2024)
    return plainly_found([a_question(chance, chance.choice(names)) for _ in range(many * 4)])


def a_question(chance: random.Random, name: str) -> str:
    """Words of a name, in another order; a beginning or a part of one; Chinese characters, or how they are said."""
    words = fold(name).split()
    chance.shuffle(words)
    word, said = words[0], [SOUNDS[one] for one in name if one in SOUNDS]
    if said:
        characters = next(word for word in words if is_chinese(word))
        return chance.choice([characters, characters[:2], characters[-2:], " ".join(said), "".join(said)])
    start = chance.randrange(max(1, len(word) - 2))
    return chance.choice([word, " ".join(words[:2]), word[: chance.randint(2, 5)], word[start : start + 3]])


def plainly_found(questions: list[str]) -> list[str]:
    """Those whose words are their own English stems, and of no word that does not begin with them."""
    own = "ts_lexize('english_stem', word) = ARRAY[word] AND word !~ '[eiy]$'"
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT words FROM unnest(%s::text[]) words WHERE (SELECT bool_and("
            f"{own}) FROM string_to_table(words || ' ' || replace(words, ' ', ''), ' ') word)",
            [questions],
        )
        return [words for (words,) in cursor.fetchall()]
