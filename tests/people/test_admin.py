from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from people.models import Person, PersonName
from tests import records as make
from tests.filling import added, errors, filled, page_of, page_to_add

pytestmark = pytest.mark.django_db


def suggested(client: Client, term: str) -> list[str]:
    field = {"app_label": "events", "model_name": "appearance", "field_name": "person"}
    found = client.get(reverse("admin:autocomplete"), {**field, "term": term}).json()
    return [result["text"] for result in found["results"]]


def test_a_person_is_added_with_other_names(admin_client: Client) -> None:
    page = page_to_add(Person)
    row = {"text": "李翔", "kind": "native", "language": "zh-Hans"}
    sent = added(admin_client, page, "names", row, name="Li Xiang", slug="li-xiang")
    assert errors(admin_client.post(page, sent)) == []
    person = Person.objects.get(slug="li-xiang")
    assert (person.canonical, person.names.get().text) == (person, "李翔")


def test_a_person_is_found_by_every_form_of_the_name(admin_client: Client) -> None:
    person = make.person("Li Xiang", slug="li-xiang")
    PersonName.objects.create(person=person, text="李翔", kind="native")
    make.person("Wang Fang", slug="wang-fang")
    assert [suggested(admin_client, term) for term in ("xiang", "李", "li-x")] == [["Li Xiang · li-xiang"]] * 3


def test_people_of_one_name_are_told_apart(admin_client: Client) -> None:
    make.person("Li Xiang", slug="li-xiang", note="CCPIT")
    make.person("Li Xiang", slug="li-xiang-2", note="Tsinghua University")
    assert suggested(admin_client, "Li Xiang") == [
        "Li Xiang · CCPIT · li-xiang",
        "Li Xiang · Tsinghua University · li-xiang-2",
    ]


def test_a_name_given_twice_is_refused_and_nothing_is_saved(admin_client: Client) -> None:
    person = make.person("Li Xiang")
    rows = [{"text": "李翔", "kind": "native"}] * 2
    response = admin_client.post(page_of(person), added(admin_client, page_of(person), "names", *rows, note="CCPIT"))
    assert response.status_code == 200
    person.refresh_from_db()
    assert (person.note, person.names.count()) == ("", 0)


def test_a_page_says_who_a_person_is_shown_as(admin_client: Client) -> None:
    person = make.person()
    assert filled(admin_client, page_of(person)).get("canonical") is None
    assert "itself" in admin_client.get(page_of(person)).content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_one_number_of_queries(admin_client: Client, django_assert_num_queries: Any, rows: int) -> None:
    for _ in range(rows):
        make.person()
    with django_assert_num_queries(6):
        admin_client.get(reverse("admin:people_person_changelist"))
