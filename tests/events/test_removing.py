"""Removing a person: nothing of the name is left in any text of any table, and nothing brings it back."""

import hashlib
from pathlib import Path
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from archive.access.roles import give
from events.models import Appearance, Citation, Correction, Draft, Forum, Mention, Phrase, Report, ReportText
from events.removing import Removing
from people.models import Person, PersonName, Removal
from tests import records as make
from tests.filling import added, errors, filled, page_of

pytestmark = pytest.mark.django_db

NAMES = ("Zhou Qiaolin", "Qiaolin Zhou", "周巧琳", "zhou qiaolin", "zhouqiaolin", "zhou-qiaolin", "Dr. Zhou Q.")
ADDRESS = "/speakers/zhou-qiaolin/"
TEXT = "Zhou Qiaolin opened the day.\n\nThen 周巧琳 spoke; so did ZHOU\nQIAOLIN's aide, Zhouqiaolinson.\n"


def every_text_of_every_table() -> dict[str, str]:
    """All that the database keeps, as text, by table; not what users chose to be called."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'")
        found = {}
        for (table,) in cursor.fetchall():
            cursor.execute(f"SELECT coalesce(string_agg(t::text, chr(10)), '') FROM \"{table}\" t")
            [[found[table]]] = cursor.fetchall()
    return found


def where(*names: str) -> dict[str, list[str]]:
    """The tables in which the names still stand."""
    found = {
        table: [name for name in names if name.casefold() in text.casefold().replace("zhouqiaolinson", "")]
        for table, text in every_text_of_every_table().items()
    }
    return {table: there for table, there in found.items() if there}


@pytest.fixture
def person(admin_client: Client) -> Person:
    """Somebody who is named everywhere a name can stand, in what is there and in what was."""
    report = make.report("news", "Zhou Qiaolin opens the day", notes=["Zhou Qiaolin is the same as in 2019."])
    report.openings[0] = "Zhou Qiaolin opened"
    report.save()
    ReportText.objects.create(report=report, text=TEXT)
    said = {"appearances": [{"key": "a1", "person": "zhou-qiaolin", "citations": [{"name": "Zhou Qiaolin"}]}]}
    Draft.objects.create(owner=User.objects.get(), document=said, text=TEXT)
    forum = make.forum("A day with Zhou Qiaolin", by=report, slug="a-day")
    Forum.objects.update(summary="Opened by Zhou Qiaolin.")
    made = make.person("Zhou Qiaolin", family="Zhou", given="Qiaolin", note="once Zhou of CCPIT")
    Person.objects.filter(pk=made.pk).update(note="of CCPIT")
    PersonName.objects.create(person=made, text="周巧琳", kind="native")
    make.appears(
        made, forum, by=report, capacities=[("Chair", make.organization("CCPIT"))], words="Dr. Zhou Q., in the chair"
    )
    make.mention(made, "quoted", by=report, name="Dr. Zhou Q.")
    make.signs(made, make.agreement("Memorandum", by=report), by=report)
    make.involved(make.organization("Aides of 周巧琳", slug="aides"), forum, by=report, note="with Zhou Qiaolin")
    same = make.person("Qiaolin Zhou", slug="qiaolin-zhou")
    make.merge(same, into=made, reason="Zhou Qiaolin in either order.")
    make.tell_apart(made, make.person("Somebody Else"), reason="Zhou Qiaolin speaks for two bodies.")
    Correction.objects.create(page=ADDRESS, person=made, message="Zhou Qiaolin asks to be removed.")
    page = page_of(made)
    assert errors(admin_client.post(page, added(admin_client, page, "names", {"text": "Z. Q.", "kind": "alias"}))) == []
    gone = make.appears(made, make.forum("Gone", by=report), "moderator", by=report)
    gone.delete()
    made.refresh_from_db()
    return made


def remove(client: Client, person: Person, *words: str, why: str = "Asked for it.", sure: str = "on") -> Any:
    page = f"/admin/people/person/{person.pk}/remove/"
    given = client.get(page).context["form"]
    chosen = list(words) or given.fields["words"].initial
    return client.post(page, {"words": chosen, "why": why, "sure": sure})


def test_the_preview_says_what_goes_and_changes_nothing(admin_client: Client, person: Person) -> None:
    before = every_text_of_every_table()
    page = admin_client.get(f"/admin/people/person/{person.pk}/remove/")
    removing = page.context["removing"]
    goes = {str(kind): many for kind, many in removing.goes}
    goes.pop("rows of their history")
    assert goes == {
        "persons": 2,
        "person names": 2,
        "person decisions": 2,
        "appearances": 1,
        "mentions": 1,
        "parties": 1,
        "citations": 3,
        "capacities": 1,
    }
    assert [form.text for form in removing.forms if form.is_distinct] == page.context["form"].fields["words"].initial
    assert {str(kind) for kind, _ in page.context["found"]} >= {"forums", "reports", "report texts", "organizations"}
    assert every_text_of_every_table() == before


def test_the_preview_costs_one_number_of_queries(admin_client: Client, person: Person) -> None:
    page = f"/admin/people/person/{person.pk}/remove/"
    with CaptureQueriesContext(connection) as few:
        admin_client.get(page)
    for _ in range(10):
        make.appears(person, make.forum())
    with CaptureQueriesContext(connection) as many:
        admin_client.get(page)
    assert len(many) == len(few)


def test_nothing_of_the_person_is_left_in_any_table(admin_client: Client, person: Person) -> None:
    assert where(*NAMES) != {}
    assert remove(admin_client, person)["location"] == "/admin/people/person/"
    assert where(*NAMES) == {}
    assert (Person.objects.filter(name__contains="Zhou").count(), Mention.objects.count()) == (0, 0)
    assert [str(role) for role in Appearance.objects.values_list("role", flat=True)] == []


def test_texts_keep_all_but_the_name(admin_client: Client, person: Person) -> None:
    remove(admin_client, person)
    report = Report.objects.get(slug="news")
    assert (report.title, report.openings[0], report.notes) == (
        "[…] opens the day",
        "[…] opened",
        ["[…] is the same as in 2019."],
    )
    assert ReportText.objects.get().text == (
        "[…] opened the day.\n\nThen […] spoke; so did […]'s aide, Zhouqiaolinson.\n"
    )
    forum = Forum.objects.get(summary="Opened by […].")
    assert (forum.title, forum.slug) == ("A day with […]", "a-day")


def test_names_of_files_and_web_addresses_stay(admin_client: Client, person: Person) -> None:
    addresses = {"url": "https://example.org/周巧琳", "archived_url": "https://archive.example.org/周巧琳"}
    Report.objects.filter(slug="news").update(file="周巧琳致辞.txt", **addresses)
    remove(admin_client, person)
    assert Report.objects.values("file", *addresses).get(slug="news") == {"file": "周巧琳致辞.txt", **addresses}


def test_a_text_that_was_redacted_is_not_loaded_again(
    admin_client: Client, person: Person, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    remove(admin_client, person)
    (tmp_path / "news.txt").write_text(TEXT)
    Report.objects.filter(slug="news").update(sha256=hashlib.sha256(TEXT.encode()).hexdigest())
    call_command("load_texts", str(tmp_path))
    assert "news.txt: left as it is" in capsys.readouterr().out
    assert "Qiaolin" not in ReportText.objects.get().text


@pytest.mark.parametrize("path", [ADDRESS, f"{ADDRESS}co-appearances/", "/speakers/qiaolin-zhou/"])
def test_the_addresses_answer_that_they_are_gone(
    admin_client: Client, client: Client, person: Person, path: str
) -> None:
    remove(admin_client, person)
    page = client.get(path)
    assert (page.status_code, page.templates[0].name) == (410, "410.html")
    data = client.get(path, {"format": "json"})
    assert (data.status_code, data.json()) == (410, {"error": "What stood here was removed."})
    assert client.get("/speakers/never-was/").status_code == 404


def test_lists_search_and_counts_know_nothing_more(admin_client: Client, client: Client, person: Person) -> None:
    remove(admin_client, person)
    for path in ("/speakers/?format=json", "/speakers/?appearances=none&format=json"):
        assert "zhou" not in client.get(path).content.decode().lower()
    assert client.get("/search/?q=Qiaolin&format=json").json()["count"] == 0
    assert Phrase.objects.filter(forms__icontains="qiaolin").count() == 0


def test_nobody_and_nothing_brings_the_person_back(admin_client: Client, person: Person) -> None:
    remove(admin_client, person)
    with pytest.raises(DatabaseError, match="removed from the archive on request"), transaction.atomic():
        Person.objects.create(name="Z", slug="zhou-qiaolin")
    page = "/admin/people/person/add/"
    said = errors(admin_client.post(page, filled(admin_client, page, name="Z", slug="zhou-qiaolin")))
    assert said == ["This person’s data was removed from the archive on request: leave the person out."]


def test_one_who_has_the_same_name_stays_as_is(admin_client: Client, person: Person) -> None:
    other = make.person("Zhou Qiaolin", slug="zhou-qiaolin-of-harbin")
    name = PersonName.objects.create(person=other, text="周巧琳", kind="native")
    spoke = make.appears(other, make.forum(), name="ZHOU Qiaolin")
    page = admin_client.get(f"/admin/people/person/{person.pk}/remove/")
    assert list(page.context["removing"].namesakes) == [other]
    remove(admin_client, person)
    for record in (other, name):
        record.refresh_from_db()
    assert (other.name, name.text, Citation.objects.get(appearance=spoke).name) == (
        "Zhou Qiaolin",
        "周巧琳",
        "ZHOU Qiaolin",
    )
    assert other.history.get(pgh_label="insert").name == "Zhou Qiaolin"


def test_words_that_are_not_marked_stay(admin_client: Client, person: Person) -> None:
    make.mention(person, "mentioned", name="Zhou")
    Forum.objects.update(summary="Zhou of another house")
    remove(admin_client, person)
    assert set(Forum.objects.values_list("summary", flat=True)) == {"Zhou of another house"}


@pytest.mark.parametrize(
    ("said", "error"),
    [
        ({"why": ""}, "This field is required."),
        ({"why": "zhou  qiaolin asked."}, "The name is in the reason: leave it out, or it would stay."),
        ({"sure": ""}, "This field is required."),
    ],
)
def test_it_needs_a_reason_without_the_name_and_a_sure_hand(
    admin_client: Client, person: Person, said: dict[str, str], error: str
) -> None:
    page = remove(admin_client, person, **said)
    assert [str(one) for errors in page.context["form"].errors.values() for one in errors] == [error]
    assert Person.objects.filter(slug="zhou-qiaolin").exists()


def test_a_removal_that_fails_halfway_leaves_all_as_it_was(
    admin_client: Client, person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = every_text_of_every_table()

    def refuse(**values: Any) -> None:
        raise RuntimeError

    monkeypatch.setattr(Removal.objects, "create", refuse)
    with pytest.raises(RuntimeError), transaction.atomic():
        Removing(person).carry_out(["Zhou Qiaolin"], "Asked.", None)
    assert every_text_of_every_table() == before


def test_only_curators_remove(client: Client, person: Person) -> None:
    user = User.objects.create_user("ada")
    give(user, ["administrator"])
    client.force_login(user)
    page = f"/admin/people/person/{person.pk}/remove/"
    assert [client.get(page).status_code, client.post(page).status_code] == [403, 403]


def test_the_archive_tells_who_removed_and_why_but_not_whom(admin_client: Client, person: Person) -> None:
    remove(admin_client, person)
    told = Removal.objects.order_by("pk").values_list("reason", "removed_by__username")
    assert list(told) == [("Asked for it.", "admin")] * 2
    assert {len(removal.digest) for removal in Removal.objects.all()} == {64}
    assert LogEntry.objects.exclude(object_repr__contains="[…]").filter(object_repr__icontains="zhou").count() == 0


def test_lines_within_a_document_part_and_begin_with_the_name_as_in_a_text(
    admin_client: Client, person: Person
) -> None:
    said = "The guests:\nZhou Qiaolin\nZHOU\n\tQIAOLIN's aide\nnZhou Qiaolin"
    Draft.objects.create(owner=User.objects.get(), document={"notes": said}, text="Of others.")
    remove(admin_client, person)
    assert Draft.objects.get(text="Of others.").document == {
        "notes": "The guests:\n[…]\n[…]'s aide\nnZhou Qiaolin",
    }
