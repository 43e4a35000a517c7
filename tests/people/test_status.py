"""Readers are told how sure it is that a record is one person."""

import pytest
from django.test import Client

from archive.identity.decisions import Judgement
from people.models import Person, PersonDecision
from tests import records as make

pytestmark = pytest.mark.django_db

PRINTED = "The name as reports print it: no curator has said yet whether it is one person."
SEVERAL = "Others have a name like this, and it is not decided whether they are the same."
COMPARED = "A curator compared this record with others and decided on each."


@pytest.fixture
def li() -> Person:
    who = make.person("Li Qingshuang", "li")
    make.appears(who)
    return who


def told(client: Client) -> tuple[str, str]:
    identity = client.get("/speakers/li/?format=json").json()["identity"]
    page = client.get("/speakers/li/").content.decode()
    assert identity["why"] in page
    return identity["status"], identity["why"]


def namesake(name: str = "Li Qingshuang") -> Person:
    other = make.person(name, "other")
    make.appears(other)
    return other


def test_nobody_has_looked(client: Client, li: Person) -> None:
    assert told(client) == ("as-printed", PRINTED)


@pytest.mark.parametrize("name", ["Li Qingshuang", "Qingshuang LI", "李清爽"])
def test_another_has_a_name_like_it(client: Client, li: Person, name: str) -> None:
    namesake(name)
    assert told(client) == ("possibly-several", SEVERAL)


def test_the_question_was_left_for_later(client: Client, li: Person) -> None:
    make_undecided = {"judgement": Judgement.UNDECIDED, "reason": "Ask the chamber."}
    PersonDecision.objects.create(record=li, other=namesake("Somebody Else"), **make_undecided)
    assert told(client) == ("possibly-several", SEVERAL)


def test_it_was_told_from_its_namesake(client: Client, li: Person) -> None:
    make.tell_apart(li, namesake())
    assert told(client) == ("confirmed", COMPARED)


def test_its_namesake_was_found_to_be_the_same(client: Client, li: Person) -> None:
    make.merge(namesake("李清爽"), into=li)
    assert told(client) == ("confirmed", COMPARED)


def test_a_curator_is_certain_whoever_else_has_the_name(client: Client, li: Person) -> None:
    namesake()
    Person.objects.filter(pk=li.pk).update(confirmed="The chamber’s list of members has only her.")
    assert told(client) == ("confirmed", "The chamber’s list of members has only her.")


def test_a_question_that_a_merge_settled_is_open_no_longer(client: Client, li: Person) -> None:
    other, third = namesake("Somebody Else"), make.person("Third")
    PersonDecision.objects.create(record=li, other=other, judgement=Judgement.UNDECIDED, reason="Ask.")
    make.merge(third, into=li)
    make.merge(third, into=other)
    shown = Person.objects.get(pk=li.pk).canonical
    assert client.get(f"/speakers/{shown.slug}/?format=json").json()["identity"]["status"] == "confirmed"
