from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.urls import reverse

from archive.history.trail import Change, trail
from events.models import Appearance
from orgs.models import Organization, OrganizationName
from people.models import Person, PersonName
from tests import records as make
from tests.filling import added, errors, filled, page_of

pytestmark = pytest.mark.django_db


def history_of(record: Any) -> str:
    return reverse(f"admin:{record._meta.app_label}_{record._meta.model_name}_history", args=[record.pk])


def steps(record: Any, *parts: Any) -> list[tuple[str, str, list[tuple[str, str, str]]]]:
    """Kind, action and (field, old, new) of all that happened to a record, latest first."""
    found = [step for moment in trail(type(record), record.pk, parts) for step in moment.steps]
    return [(step.kind, step.action, [(c.field, c.old, c.new) for c in step.changes]) for step in found]


def test_a_record_is_told_from_its_first_day() -> None:
    person = make.person("Li Xiang", slug="li-xiang", note="of CCPIT")
    made = [("slug", "", "li-xiang"), ("name", "", "Li Xiang"), ("note", "", "of CCPIT")]
    assert steps(person) == [("person", "made", made)]


def test_a_bulk_update_is_in_the_history() -> None:
    people = [make.person("Li Xiang", slug) for slug in ("li-xiang", "li-xiang-2")]
    Person.objects.all().update(name="Li Qiang")
    assert [steps(person)[0] for person in people] == [("person", "changed", [("name", "Li Xiang", "Li Qiang")])] * 2


def test_a_change_in_plain_sql_is_in_the_history() -> None:
    appearance = make.appears()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE events_appearance SET role = 'keynote' WHERE id = %s", [appearance.pk])
    told = [step for step in steps(appearance) if step[0] == "appearance"]
    assert told[0] == ("appearance", "changed", [("role", "speaker", "keynote speaker")])


def test_a_change_that_changes_nothing_leaves_no_trace() -> None:
    person = make.person()
    person.save()
    Person.objects.all().update(name=person.name)
    assert len(steps(person)) == 1


def test_what_is_derived_leaves_no_trace() -> None:
    forum = make.forum()
    make.appears(None, forum)
    forum.refresh_from_db()
    forum.title, forum.edtf = "Settled", "2024"
    forum.save()
    assert [action for _, action, _ in steps(forum)] == ["made"]


def test_records_that_a_row_refers_to_are_named() -> None:
    country, parent = make.country("China"), make.organization("CCPIT")
    body = make.organization("Sub-Council", slug="sub-council")
    Organization.objects.get(pk=body.pk)
    body.parent, body.country = parent, country
    Organization.objects.bulk_update([body], ["parent", "country"])
    named = [("parent", "", f"CCPIT (no. {parent.pk})"), ("country", "", f"China (no. {country.pk})")]
    assert steps(body)[0] == ("organization", "changed", named)


def test_rows_that_hang_on_a_record_are_told_with_it_also_when_gone() -> None:
    person = make.person("Li Xiang")
    name = PersonName.objects.create(person=person, text="李翔", kind="native")
    name.delete()
    told = [(kind, action) for kind, action, _ in steps(person, (PersonName, "person"))]
    assert sorted(told) == [("person", "made"), ("person name", "deleted"), ("person name", "made")]


def test_a_deleted_record_keeps_its_history(admin_client: Client) -> None:
    person = make.person("Li Xiang")
    page = history_of(person)
    Person.objects.all().delete()
    assert "Li Xiang" in admin_client.get(page).content.decode()


def test_a_record_that_never_was_has_no_history(admin_client: Client) -> None:
    assert admin_client.get(reverse("admin:people_person_history", args=[404])).status_code == 404


def test_the_history_is_for_those_who_may_see_the_record(client: Client) -> None:
    client.force_login(User.objects.create_user("guest", is_staff=True))
    assert client.get(history_of(make.person())).status_code == 403


def test_a_change_in_the_admin_names_the_user_and_the_page(admin_client: Client) -> None:
    person = make.person("Li Xiang")
    page = page_of(person)
    assert errors(admin_client.post(page, filled(admin_client, page, name="Li Qiang"))) == []
    moments = trail(Person, person.pk)
    assert [(moment.user, moment.url) for moment in moments] == [("admin", page), ("", "")]
    assert moments[0].steps[0].changes == [Change("name", "Li Xiang", "Li Qiang")]


def test_one_save_in_the_admin_is_one_moment(admin_client: Client) -> None:
    body = make.organization("CCPIT")
    page = page_of(body)
    rows = [{"text": "贸促会", "kind": "native"}, {"text": "Trade Council", "kind": "alias"}]
    sent = added(admin_client, page, "names", *rows, abbreviation="CCPIT")
    assert errors(admin_client.post(page, sent)) == []
    moments = trail(Organization, body.pk, [(OrganizationName, "organization")])
    assert [sorted(step.kind for step in moment.steps) for moment in moments] == [
        ["organization", "organization name", "organization name"],
        ["organization"],
    ]


def test_the_history_page_shows_old_and_new_and_who(admin_client: Client) -> None:
    appearance = make.appears()
    page = page_of(appearance)
    assert errors(admin_client.post(page, filled(admin_client, page, role="keynote"))) == []
    shown = " ".join(admin_client.get(history_of(appearance)).content.decode().split())
    assert '<th scope="row">role</th> <td>speaker</td> <td>keynote speaker</td>' in shown
    assert f"admin, {page}" in shown


@pytest.mark.parametrize("changes", [1, 30])
def test_the_history_page_costs_one_number_of_queries(
    admin_client: Client, django_assert_num_queries: Any, changes: int
) -> None:
    appearance = make.appears()
    for number in range(changes):
        Appearance.objects.all().update(role=["keynote", "speaker"][number % 2], person=make.person())
    with django_assert_num_queries(11):
        admin_client.get(history_of(appearance))
