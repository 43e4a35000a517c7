"""Known or new: which records a name may mean, and what speaks for and against each."""

from itertools import count
from typing import Any

import pytest
from django.db import connection

from events.desk import finding
from events.desk.candidates import Candidate, candidates
from events.desk.evidence import Asked
from people.models import PersonIdentifier, PersonName
from tests import records as make
from tests.generated_archive import generated_archive

pytestmark = pytest.mark.django_db

ids = count(1)


def ask(kind: str, name: str, **more: Any) -> list[Candidate]:
    one = Asked(str(next(ids)), kind, name, **more)
    return candidates([one])[one.id]


def slugs(found: list[Candidate]) -> list[str]:
    return [one.record.slug for one in found]


def test_a_name_is_found_in_any_order_script_and_spelling() -> None:
    make.person("Wei Qingshan")
    for name in ("Wei Qingshan", "Qingshan Wei", "WEI Qing Shan", "魏青山", "Wei Qingshang"):
        assert slugs(ask("person", name)) == ["wei-qingshan"], name


def test_a_native_name_is_found_by_its_pinyin() -> None:
    native = make.person("Shan W.")
    PersonName.objects.create(person=native, kind="native", text="魏青山", language="zh-Hans")
    (one,) = ask("person", "Wei Qingshan")
    assert (one.record.it, one.reasons_for) == (native, ("the same in pinyin",))


def test_a_body_is_found_by_its_abbreviation_and_in_full() -> None:
    make.organization("Chamber of Quillon Timber Traders", abbreviation="CQTT")
    make.organization("QSB")
    assert slugs(ask("organization", "CQTT")) == ["chamber-of-quillon-timber-traders"]
    assert slugs(ask("organization", "Quillon Seed Board")) == ["qsb"]


def test_nothing_is_a_candidate_for_a_name_like_no_other() -> None:
    make.person("Wei Qingshan")
    assert ask("person", "Olga Quist") == ask("person", "…") == []


def test_namesakes_are_told_apart_by_their_bodies() -> None:
    one, other = make.person("Ada Brandt", "ada-1"), make.person("Ada Brandt", "ada-2")
    make.appears(one, capacities=[("Director", make.organization("Quillon Port Office"))])
    make.appears(other, capacities=[("Chair", make.organization("Lund Seed Board"))])
    make.tell_apart(one, other)
    found = ask("person", "Ada Brandt", body="The Lund Seed Board")
    assert [(one.record.slug, one.is_exact, one.reasons_for, one.reasons_against) for one in found] == [
        (
            "ada-2",
            True,
            ("the same name", "same body: Lund Seed Board"),
            ("decided not to be the same as Ada Brandt",),
        ),
        (
            "ada-1",
            True,
            ("the same name",),
            ("other body: Quillon Port Office", "decided not to be the same as Ada Brandt"),
        ),
    ]
    assert [one.as_json()["decided_different"] for one in found] == [["ada-1"], ["ada-2"]]


def test_cities_and_years_speak_for_and_against() -> None:
    held = make.forum("Quillon Day", on="1990-05-05", by=make.report())
    make.held(held, make.city("Lund"))
    make.appears(make.person("Ada Brandt"), held)
    (near,) = ask("person", "Ada Brandt", cities=["Lund"], date="1991-05-05")
    (far,) = ask("person", "Ada Brandt", cities=["Turin"], date="2024-05-05")
    assert near.reasons_for == ("the same name", "same city: Lund", "of the same years")
    assert far.reasons_against == ("other city: Lund", "34 years apart")
    assert near.score > far.score


def test_records_that_are_the_same_are_one_candidate_with_all_their_names() -> None:
    kept, other = make.person("Wei Qingshan"), make.person("Sam Wei")
    make.appears(other, capacities=[("Chair", make.organization("Lund Seed Board"))])
    make.merge(other, kept)
    (one,) = ask("person", "Sam Wei", body="Lund Seed Board")
    assert (one.record.slug, one.is_exact, one.reasons_against) == ("wei-qingshan", True, ())


def test_a_forum_is_found_by_its_day_and_people_whatever_it_is_called() -> None:
    known = make.forum("Quillon Timber Dialogue", on="2024-11-04", by=make.report())
    make.held(known, make.city("Lund"))
    for name in ("Ada Brandt", "Olga Quist", "Wei Qingshan"):
        make.appears(make.person(name), known)
    make.forum("Forum of Seeds", on="2024-11-05", by=make.report())
    (one,) = ask(
        "forum", "Wood and Us", date="2024-11-05", cities=["Lund"], people=["Ada Brandt", "Quist Olga", "Wei Qingshan"]
    )
    assert one.reasons_for == (
        "same city: Lund",
        "a few days apart",
        "same people: Ada Brandt, Olga Quist…",
    )
    assert one.reasons_against == ("other name: Quillon Timber Dialogue",)


def test_another_years_forum_of_that_name_says_so() -> None:
    make.forum("Quillon Timber Dialogue", on="2023-11-04", by=make.report())
    make.forum("Quillon Timber Dialogue", on="2024-11-04", slug="later", by=make.report())
    first, second = ask("forum", "Quillon Timber Dialogue", date="2024-11-04")
    assert (first.record.slug, first.score, first.reasons_against) == ("later", 1.0, ())
    assert second.reasons_against == ("other date: 2023-11-04",)


def test_sessions_and_places_have_candidates_too() -> None:
    make.session(make.forum("Quillon Day"), "opening", title="Opening of the Timber Hall")
    make.city("Quillon")
    (session,) = ask("session", "Opening of the timber hall")
    (place,) = ask("place", "Quillon")
    assert (session.as_json()["slug"], session.record.note) == ("quillon-day.opening", "Quillon Day")
    assert (place.as_json()["slug"], place.record.note) == ("quillon", "China")


def test_what_registers_call_a_record_is_told_with_it() -> None:
    person = make.person("Ada Brandt")
    PersonIdentifier.objects.create(person=person, scheme="orcid", value="0000-0002-1825-0097")
    (found,) = ask("person", "Ada Brandt")
    assert found.record.note == "ORCID 0000-0002-1825-0097"


def test_an_answer_is_told_as_the_desk_expects_it() -> None:
    make.appears(make.person("Ada Brandt"), capacities=[("Chair", make.organization("Lund Seed Board"))])
    (one,) = candidates([Asked.of({"id": "n1", "kind": "person", "name": "ADA BRANDT"})])["n1"]
    assert one.as_json() == {
        "slug": "ada-brandt",
        "name": "Ada Brandt",
        "url": "/speakers/ada-brandt/",
        "note": "Lund Seed Board",
        "for": ["the same but for accents, capitals or signs"],
        "against": [],
        "exact": False,
        "score": 0.98,
        "decided_different": [],
    }


QUERIES = {"person": 9, "organization": 9, "place": 7, "forum": 12, "session": 9}


@pytest.mark.parametrize("kind", QUERIES)
def test_many_names_cost_the_queries_of_one(kind: str, django_assert_num_queries: Any) -> None:
    for n in range(3):
        held = make.forum(f"Quillon Day {n}", by=make.report())
        make.session(held, "opening", title=f"Quillon Opening {n}")
        make.appears(make.person(f"Quillon Person {n}"), held)
        make.involved(make.organization(f"Quillon Body {n}"), held)
        make.held(held, make.city(f"Quillon City {n}"))
    word = {"person": "Person", "organization": "Body", "place": "City", "forum": "Day", "session": "Opening"}[kind]
    names = [f"Quillon {word} {n}" for n in range(3)]
    for many in (names[:1], names):
        asked = [
            Asked(name, kind, name, date="2024-11-04", cities=["Quillon City 1"], people=["Quillon Person 1"])
            for name in many
        ]
        with django_assert_num_queries(QUERIES[kind]):
            candidates(asked)


def test_names_are_looked_up_in_the_indexes_however_many_are_known() -> None:
    generated_archive(forums=300)
    whole_readings = "SELECT seq_scan FROM pg_stat_xact_user_tables WHERE relname = 'events_phrase'"
    with connection.cursor() as cursor:
        cursor.execute(whole_readings)
        before = cursor.fetchone()
        names = ("Speaker 17", "Speakr 17", "孟琴", "Energy Body 3", "Water Forum", "Quillon")
        found = finding.by_name([(kind, name) for kind in ("person", "organization", "forum") for name in names])
        cursor.execute(whole_readings)
        assert found and cursor.fetchone() == before


def test_forums_are_looked_up_by_day_and_people_in_the_indexes() -> None:
    generated_archive(forums=3000)
    with connection.cursor() as cursor:
        for statement, params in (
            (finding.BY_PEOPLE, [[1], ["Speaker 17"]]),
            (finding.BY_DAY, [[1], ["2020-05-01"], ["2020-05-09"]]),
        ):
            cursor.execute(f"EXPLAIN {statement}", params)
            plan = "\n".join(line for (line,) in cursor.fetchall())
            assert "Seq Scan" not in plan and ("events_phrase_start" in plan) == ("events_phrase" in plan)


def test_a_place_is_looked_for_among_places_and_not_among_all_that_are_called_by_it() -> None:
    place, host = make.city("Quillon"), make.organization("Quillon")
    for n in range(200):
        make.forum(f"Quillon Day {n}")
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE events_phrase")
        read = "SELECT idx_tup_fetch FROM pg_stat_xact_user_tables WHERE relname = 'events_phrase'"
        counts = []
        for kind in ("place", "organization"):
            cursor.execute(read)
            (before,) = cursor.fetchone()
            assert finding.by_name([(kind, "Quillon")]) == {0: {place.pk if kind == "place" else host.pk}}
            cursor.execute(read)
            counts.append(cursor.fetchone()[0] - before)
    assert counts[0] < 20 < counts[1]
