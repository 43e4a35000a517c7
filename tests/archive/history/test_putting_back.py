"""Comparing moments of a record's history, putting values back, and why changes were made.

All that one transaction does bears one time, so these tests commit what they do.
"""

from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.urls import reverse

from archive.access.roles import give
from archive.history.restoring import as_of, without
from archive.history.trail import Change, Trail, trail
from events.models import Appearance, Capacity, Citation, Figure, Forum, Report
from people.models import Person, PersonName
from tests import records as make
from tests.events.reportfile.keeping import loaded, write
from tests.events.reportfile.malformed import BASE
from tests.filling import errors, filled, page_of

pytestmark = pytest.mark.django_db(transaction=True)


def history_of(record: Any, pk: int | None = None) -> str:
    return reverse(f"admin:{record._meta.app_label}_{record._meta.model_name}_history", args=[pk or record.pk])


def marks(record: Any, *edited: Any, pk: int | None = None) -> list[str]:
    """The moments of a record, earliest first, as addresses name them."""
    return [moment.mark for moment in reversed(trail(type(record), pk or record.pk, edited))]


def put_back(client: Client, page: str, word: str, mark: str, **sent: str) -> list[str]:
    """Look at what would be done, do it, and give what the page then says."""
    address = f"{page}?{word}={quote(mark)}"
    preview = client.get(address)
    done = client.post(address, {"seen": preview.context["seen"], **sent}, follow=True)
    return [str(message) for message in done.context["messages"]]


DONE = ["It was put back. The history tells of that too."]


def test_a_reason_given_with_a_save_is_kept_and_shown(admin_client: Client) -> None:
    person = make.person("Li Xiang")
    sent = filled(admin_client, page_of(person), name="Li Qiang", _reason="  The release\nspells it so. ")
    sent["_reason"] = sent.pop("_reason")
    assert errors(admin_client.post(page_of(person), sent)) == []
    assert [moment.reason for moment in trail(Person, person.pk)] == ["The release spells it so.", ""]
    assert "Why: The release spells it so." in admin_client.get(history_of(person)).content.decode()


def test_a_reason_given_for_deleting_many_at_once_is_kept(admin_client: Client) -> None:
    gone = [make.person("Li Xiang"), make.person("Li Qiang")]
    page = reverse("admin:people_person_changelist")
    sent = {"action": "delete_selected", "_selected_action": [one.pk for one in gone]}
    asked = admin_client.post(page, sent).text
    assert 'name="_reason"' in asked
    admin_client.post(page, {**sent, "post": "yes", "_reason": "Entered twice."})
    assert not Person.objects.exists()
    assert [trail(Person, one.pk)[0].reason for one in gone] == ["Entered twice."] * 2


def test_what_a_file_changes_says_which_file(tmp_path: Path) -> None:
    loaded(write(tmp_path / "base", BASE))
    report = Report.objects.first()
    assert report is not None
    assert {moment.reason for moment in trail(Report, report.pk)} == {f"loaded from {report.slug}.yaml"}


def test_any_two_moments_are_compared_field_by_field(admin_client: Client) -> None:
    person = make.person("Li Xiang")
    Person.objects.update(name="Li Qiang", note="of CCPIT")
    Person.objects.update(name="Li Jiang")
    first, second, third = marks(person)
    found = Trail(Person, person.pk)
    at = {moment.mark: moment.at for moment in found.moments}
    assert [step.changes for step in found.compared(at[first], at[third])] == [
        [Change("name", "Li Xiang", "Li Jiang"), Change("note", "", "of CCPIT")]
    ]
    page = admin_client.get(history_of(person), {"old": third, "new": second})  # in either order
    assert [step.changes for step in page.context["compared"]] == [[Change("name", "Li Qiang", "Li Jiang")]]


def test_a_record_is_put_back_as_it_stood_with_what_hangs_on_it(admin_client: Client) -> None:
    person = make.person("Li Xiang", slug="li-xiang")
    PersonName.objects.create(person=person, text="李翔", kind="native")
    then = marks(person, (PersonName, "person"))[-1]
    PersonName.objects.all().delete()
    PersonName.objects.create(person=person, text="Li X.", kind="alias")
    Person.objects.update(name="Somebody Else", sort_name="x")
    assert put_back(admin_client, history_of(person), "back", then, _reason="A slip") == DONE
    person.refresh_from_db()
    assert (person.name, person.sort_name) == ("Li Xiang", make.person("Li Xiang", slug="x").sort_name)
    assert list(PersonName.objects.values_list("text", "kind")) == [("李翔", "native")]
    [told, *_] = trail(Person, person.pk)
    assert (told.user, told.reason) == ("admin", f"put back as it stood after {then[:19].replace('T', ' ')}: A slip")


def test_one_change_is_undone_alone(admin_client: Client) -> None:
    person = make.person("Li Xiang")
    Person.objects.update(name="Li Qiang")
    Person.objects.update(note="of CCPIT")
    assert put_back(admin_client, history_of(person), "without", marks(person)[1]) == DONE
    person.refresh_from_db()
    assert (person.name, person.note) == ("Li Xiang", "of CCPIT")


def test_a_deleted_citation_comes_back_to_its_place_in_the_report(admin_client: Client) -> None:
    report = make.report("news")
    forum = make.forum("Forum", by=report)
    for name in ("Li Xiang", "Ann Lee", "Jane Roe"):
        make.appears(make.person(name), forum, by=report)
    before = list(Citation.objects.in_order().values_list("pk", flat=True))
    Citation.objects.get(appearance__person__name="Ann Lee").delete()
    assert put_back(admin_client, history_of(report), "without", marks(report)[-1]) == DONE
    assert list(Citation.objects.in_order().values_list("pk", flat=True)) == before
    make.appears(make.person("Last One"), forum, by=report)
    assert Citation.objects.in_order().last() == Citation.objects.get(appearance__person__name="Last One")


def test_a_deleted_citation_comes_back_with_its_fact_and_capacities(admin_client: Client) -> None:
    report = make.report("news")
    forum = make.forum("Forum", by=report)
    appearance = make.appears(
        make.person("Li Xiang"), forum, by=report, capacities=[("Chair", make.organization("CCPIT"))]
    )
    kept = (
        Appearance.objects.values("pk", "person", "role").get(),
        Citation.objects.values("name", "paragraphs").get(appearance=appearance),
    )
    Citation.objects.filter(appearance=appearance).delete()
    assert Appearance.objects.count() == 0
    assert put_back(admin_client, history_of(report), "without", marks(report)[-1]) == DONE
    citation = Citation.objects.get(appearance=appearance.pk)
    assert (
        Appearance.objects.values("pk", "person", "role").get(),
        {"name": citation.name, "paragraphs": citation.paragraphs},
    ) == kept
    assert [str(capacity) for capacity in Capacity.objects.filter(citation=citation)] == ["Chair, CCPIT"]


def test_a_deleted_record_comes_back_from_its_history(admin_client: Client) -> None:
    person = make.person("Li Xiang", slug="li-xiang")
    PersonName.objects.create(person=person, text="李翔", kind="native")
    pk, page = person.pk, history_of(person)
    Person.objects.all().delete()
    last = marks(person, (PersonName, "person"), pk=pk)[-1]
    assert put_back(admin_client, page, "without", last) == DONE
    back = Person.objects.get()
    assert (back.pk, back.slug, back.is_canonical, [name.text for name in back.names.all()]) == (
        pk,
        "li-xiang",
        True,
        ["李翔"],
    )


def test_titles_and_dates_are_settled_after_putting_back(admin_client: Client) -> None:
    report = make.report("news")
    forum = make.forum("Cleantech Forum", by=report)
    then = trail(Forum, forum.pk, [(type(forum.details.get(property="title")), "forum")])[0].mark
    forum.details.filter(property="title").update(value="A wrong title")
    assert put_back(admin_client, history_of(forum), "back", then) == DONE
    forum.refresh_from_db()
    assert forum.title == "Cleantech Forum"


def test_what_the_rules_forbid_now_is_refused_in_words_and_changes_nothing(admin_client: Client) -> None:
    person = make.person("Li Xiang")
    name = PersonName.objects.create(person=person, text="李翔", kind="native")
    other = make.person("Li Qiang")
    then = marks(person, (PersonName, "person"))[-1]
    PersonName.objects.update(person=other)
    PersonName.objects.create(person=other, text="李强", kind="native")
    PersonName.objects.filter(pk=name.pk).delete()
    person.delete()
    make.person("Li Xiang", slug="li-xiang")  # the address is taken meanwhile
    before = list(Person.objects.order_by("pk").values())
    [said] = put_back(admin_client, history_of(person, person.pk or name.person_id), "back", then)
    assert said == "This can't be put back, and nothing was changed: Person with this Slug already exists."
    assert list(Person.objects.order_by("pk").values()) == before


def test_a_record_that_changed_since_the_preview_is_looked_at_again(admin_client: Client) -> None:
    person = make.person("Li Xiang")
    Person.objects.update(name="Li Qiang")
    address = f"{history_of(person)}?back={quote(marks(person)[0])}"
    seen = admin_client.get(address).context["seen"]
    Person.objects.update(note="of CCPIT")
    page = admin_client.post(address, {"seen": seen})
    assert [str(message) for message in page.context["messages"]] == [
        "The record was changed meanwhile: look at what would be done now."
    ]
    assert Person.objects.get().name == "Li Qiang"


def test_looking_puts_nothing_back(admin_client: Client) -> None:
    person = make.person("Li Xiang")
    Person.objects.update(name="Li Qiang")
    admin_client.get(history_of(person), {"back": marks(person)[0]})
    assert Person.objects.get().name == "Li Qiang"


@pytest.mark.parametrize("mark", ["", "yesterday", "2024-01-01T00:00:00+00:00"])
def test_a_moment_that_never_was_is_told(admin_client: Client, mark: str) -> None:
    page = admin_client.get(history_of(make.person()), {"back": mark}, follow=True)
    assert [str(message) for message in page.context["messages"]] == [
        "The history has no such moment: choose one from the list."
    ]


def test_only_who_may_change_a_record_puts_it_back(client: Client) -> None:
    person = make.person("Li Xiang")
    Person.objects.update(name="Li Qiang")
    user = User.objects.create_user("anna")
    give(user, ["administrator"])
    client.force_login(user)
    assert client.post(f"{history_of(person)}?back={quote(marks(person)[0])}").status_code == 403


def test_changes_in_plain_sql_and_in_bulk_are_put_back_too(admin_client: Client) -> None:
    forum = make.forum()
    figure = make.figure(forum, "participants", 81, None, number="more than 80")
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM events_citation WHERE figure_id = %s", [figure.pk])
    assert Figure.objects.count() == 0
    assert put_back(admin_client, history_of(figure), "without", marks(figure)[-1]) == DONE
    assert list(Figure.objects.values_list("pk", "counted", "low")) == [(figure.pk, "participants", 81)]


def test_a_plan_of_what_is_as_it_was_does_nothing() -> None:
    person = make.person("Li Xiang")
    found = Trail(Person, person.pk)
    assert as_of(found, found.moments[0].at).aims == []
    assert [aim.action for aim in without(found, found.moments[0].at).aims] == ["delete"]


@pytest.mark.parametrize("changes", [1, 30])
def test_comparing_costs_one_number_of_queries(
    admin_client: Client, django_assert_num_queries: Any, changes: int
) -> None:
    appearance = make.appears()
    for number in range(changes):
        Appearance.objects.all().update(role=["keynote", "speaker"][number % 2], person=make.person())
    first, *_, last = marks(appearance)
    with django_assert_num_queries(15):
        admin_client.get(history_of(appearance), {"old": first, "new": last})


def test_the_page_that_deletes_asks_why_and_history_keeps_it(admin_client: Client) -> None:
    person = make.person("Li Xiang")
    pk, page = person.pk, reverse("admin:people_person_delete", args=[person.pk])
    assert admin_client.get(page).content.count(b'name="_reason"') == 1
    admin_client.post(page, {"post": "yes", "_reason": "entered\0 twice"})
    assert not Person.objects.exists()
    assert [moment.reason for moment in trail(Person, pk)] == ["entered twice", ""]
