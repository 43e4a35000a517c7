"""The curator's pages on identity: answered from a queue, previewed, confirmed with a reason, taken back."""

from typing import Any
from unittest import mock

import pytest
from django.contrib.auth.models import Permission, User
from django.contrib.messages import get_messages
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from archive.identity.decisions import Judgement
from events.identity import views
from events.identity.kinds import KINDS, Kind
from events.identity.rows import lines
from events.identity.undoing import undo
from people.models import Person, PersonDecision
from tests import records as make

pytestmark = pytest.mark.django_db

QUEUE = "/admin/identity/person/"


@pytest.fixture
def pair() -> tuple[Person, Person]:
    return make.person("Li Xiang", "one"), make.person("Xiang Li", "two")


CHANGED = "The decision was changed meanwhile: look at it again."


def said(response: Any) -> list[str]:
    return [str(message) for message in get_messages(response.wsgi_request)]


def decisions() -> list[tuple[str, str, str, str]]:
    return list(PersonDecision.objects.values_list("record__slug", "other__slug", "judgement", "reason"))


ADDRESSES = [
    "/admin/identity/",
    *(f"/admin/identity/{called}/{page}" for called in KINDS for page in ("", "merge/", "decisions/")),
    "/admin/identity/person/merge/?one=one",
    "/admin/identity/person/merge/?one=one&other=two",
    "/admin/identity/person/split/one/",
]


@pytest.mark.parametrize("address", ADDRESSES)
def test_the_pages_are_for_those_who_may_decide(client: Client, pair: Any, address: str) -> None:
    assert client.get(address).status_code == 302
    staff = User.objects.create(username="staff", is_staff=True)
    client.force_login(staff)
    assert client.get(address).status_code == 403
    staff.user_permissions.add(Permission.objects.get(codename="decide_identity"))
    assert client.get(address).status_code == 200


@pytest.mark.parametrize("address", ["/admin/identity/report/", "/admin/identity/person/split/nobody/"])
def test_what_is_not_there_is_not_found(admin_client: Client, address: str) -> None:
    assert admin_client.get(address).status_code == 404
    assert admin_client.get("/admin/identity/person/decisions/1/").status_code == 404


@pytest.mark.parametrize(("answer", "label"), [("different", "not the same"), ("undecided", "undecided")])
def test_an_answer_is_remembered_with_its_reason(admin_client: Client, pair: Any, answer: str, label: str) -> None:
    assert [one.key for one in admin_client.get(QUEUE).context["suggestions"]] == ["one/two"]
    sent = {"one": "one", "other": "two", "judgement": answer, "reason": "Two councils."}
    response = admin_client.post(QUEUE, sent)
    assert (response.status_code, said(response)) == (
        302,
        [f"Remembered: Li Xiang (one) and Xiang Li (two) are {label}."],
    )
    assert decisions() == [("one", "two", answer, "Two councils.")]
    assert PersonDecision.objects.get().decided_by == User.objects.get(username="admin")
    assert admin_client.get(QUEUE).context["suggestions"] == []
    assert str(Judgement(answer).label) in admin_client.get(f"{QUEUE}decisions/?judgement={answer}").content.decode()


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        ({"reason": " "}, "Say why: what a reader would need in order to agree."),
        ({"judgement": "perhaps"}, "Choose an answer."),
        ({"other": "nobody"}, "There is no record with the address “nobody”."),
        ({"other": "a\0b"}, "There is no record with the address"),
        ({"reason": "\0"}, "Say why: what a reader would need in order to agree."),
        ({"other": "one"}, "Li Xiang and Li Xiang are the same already."),
        ({"reason": "a\x01b"}, "A text holds no control characters"),
    ],
)
def test_an_answer_that_is_none_says_why(admin_client: Client, pair: Any, sent: dict[str, str], says: str) -> None:
    whole = {"one": "one", "other": "two", "judgement": "different", "reason": "Two councils.", **sent}
    [words] = said(admin_client.post(QUEUE, whole))
    assert words.startswith(says)
    assert decisions() == []


def test_a_merge_is_previewed_turned_round_and_confirmed(admin_client: Client, pair: Any) -> None:
    page = f"{QUEUE}merge/?one=one&other=two&reason=Same+council."
    answered = {"one": "one", "other": "two", "judgement": "same", "reason": "Same council."}
    assert admin_client.post(QUEUE, answered).headers["Location"] == page
    first = admin_client.get(page)
    preview = first.context["preview"]
    assert (preview.kept_address, preview.other_address, first.context["reason"]) == ("one", "two", "Same council.")
    turned = admin_client.get(first.context["turned"])
    assert (turned.context["preview"].kept_address, decisions()) == ("two", [])
    response = admin_client.post(f"{QUEUE}merge/", {"one": "two", "other": "one", "reason": "Same council."})
    assert decisions() == [("one", "two", "same", "Same council.")]
    merged = admin_client.get(response.headers["Location"])
    assert [str(record.slug) for record in merged.context["undone"].here] == ["one"]
    taken = admin_client.post(response.headers["Location"], {"reason": "No.", "seen": merged.context["seen"]})
    assert said(taken)[-1] == "The decision on Li Xiang (one) and Xiang Li (two) was taken back."
    assert decisions() == []


def test_a_merge_takes_addresses_as_they_are_copied(admin_client: Client, pair: Any) -> None:
    asked = {"one": "http://testserver/speakers/one/", "other": " /speakers/two "}
    preview = admin_client.get(f"{QUEUE}merge/", asked).context["preview"]
    assert (preview.kept_address, preview.other_address) == ("one", "two")


def test_a_merge_keeps_the_addresses_that_it_does_not_know(admin_client: Client, pair: Any) -> None:
    page = admin_client.get(f"{QUEUE}merge/", {"one": "one", "other": "nobody"}).content.decode()
    assert ['value="one"' in page, 'value="nobody"' in page] == [True, True]


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        ({"one": "one", "other": "two", "reason": ""}, "Say why: what a reader would need in order to agree."),
        ({"one": "one", "other": "nobody", "reason": "R."}, "There is no record with the address “nobody”."),
        ({"one": "one", "other": "three", "reason": "R."}, "A decision keeps them apart: take it back first."),
    ],
)
def test_a_merge_that_cannot_be_says_why(admin_client: Client, pair: Any, sent: dict[str, str], says: str) -> None:
    make.tell_apart(pair[0], make.person("Li Xiang", "three"))
    response = admin_client.post(f"{QUEUE}merge/", sent)
    assert (response.status_code, [words.startswith(says) for words in said(response)]) == (400, [True])
    assert [judgement for *_, judgement, _ in decisions()] == ["different"]


def test_a_split_keeps_what_was_typed_when_it_is_refused(admin_client: Client, pair: Any) -> None:
    one, _ = pair
    for _ in range(2):
        make.appears(one)
    first, _ = lines(KINDS["person"], one)
    page = f"{QUEUE}split/one/"
    refused = admin_client.post(page, {"line": first.key, "slug": "two", "name": "Li", "reason": "Another."})
    assert (refused.status_code, refused.context["chosen"], refused.context["sent"]["name"]) == (400, {first.key}, "Li")
    assert said(refused) == ["Another record has the address two: choose another one."]
    done = admin_client.post(page, {"line": first.key, "slug": "three", "name": "Li", "reason": "Another."})
    assert decisions() == [("three", "one", "different", "Another.")]
    split = admin_client.get(done.headers["Location"])
    goes_back = "What the split moved goes back, and the address of Li (three) leads to Li Xiang (one)."
    assert split.context["becomes"] == goes_back
    sent = {"reason": "It is one.", "seen": split.context["seen"]}
    admin_client.post(done.headers["Location"], sent)
    assert decisions() == [("three", "one", "same", "It is one.")]
    again = admin_client.post(done.headers["Location"], sent)
    assert (again.status_code, said(again)[1:]) == (400, [CHANGED])
    assert decisions() == [("three", "one", "same", "It is one.")]


def test_of_more_than_are_listed_all_that_are_listed_may_be_split_off(
    admin_client: Client, pair: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("events.identity.rows.MOST", 2)
    one = pair[0]
    for _ in range(3):
        make.appears(one)
    listed = lines(KINDS["person"], one)
    assert len(listed) == 2
    sent = {"line": [line.key for line in listed], "slug": "three", "name": "Li", "reason": "Another."}
    assert admin_client.post(f"{QUEUE}split/one/", sent).status_code == 302
    assert (one.appearances.count(), Person.objects.get(slug="three").appearances.count()) == (1, 2)
    make.appears(one)
    preview = admin_client.get(f"{QUEUE}merge/?one=one&other=two")
    assert [side.most for side in preview.context["preview"].sides] == [2, 0]
    assert "The first 2 are listed." in preview.content.decode()


def test_a_decision_that_is_taken_back_twice_at_once_is_taken_back_once(admin_client: Client, pair: Any) -> None:
    make.merge(pair[0], into=pair[1])
    page = f"{QUEUE}decisions/{PersonDecision.objects.get().pk}/"
    sent = {"reason": "They are two.", "seen": admin_client.get(page).context["seen"]}

    def after_another(kind: Kind, pk: int, reason: str, user: Any, *, seen: str) -> None:
        PersonDecision.objects.all().delete()
        undo(kind, pk, reason, user, seen=seen)

    with mock.patch.object(views, "undo", after_another):
        late = admin_client.post(page, sent)
    assert (late.headers["Location"], said(late)) == (f"{QUEUE}decisions/", [CHANGED])


def test_a_decision_that_others_stand_on_is_not_taken_back(admin_client: Client, pair: Any) -> None:
    one, two = pair
    make.merge(one, into=two)
    three = make.person(slug="three")
    make.merge(two, into=three)
    make.merge(one, into=three)
    first = PersonDecision.objects.earliest("pk")
    page = admin_client.get(f"{QUEUE}decisions/{first.pk}/")
    assert page.context["obstacle"].startswith("They would be the same through other decisions still")
    assert admin_client.post(f"{QUEUE}decisions/{first.pk}/", {"reason": "No."}).status_code == 400
    assert len(decisions()) == 3


@pytest.mark.parametrize(("page", "queries"), [("decisions/", 4), ("merge/?one=one&other=two", 28), ("split/one/", 7)])
def test_a_page_costs_the_same_for_much(
    admin_client: Client, pair: Any, django_assert_num_queries: DjangoAssertNumQueries, page: str, queries: int
) -> None:
    for n in (1, 3):
        for number in range(n):
            make.tell_apart(make.person(slug=f"p-{n}-{number}"), make.person(slug=f"q-{n}-{number}"))
            for who in pair:
                make.appears(who, make.session(make.forum()), capacities=[("Chair", make.organization())])
        with django_assert_num_queries(queries):
            admin_client.get(QUEUE + page)


def test_the_index_of_the_admin_leads_to_the_queue(admin_client: Client) -> None:
    sections = {section["app_label"]: section["models"] for section in admin_client.get("/admin/").context["app_list"]}
    assert sections["identity"][0]["admin_url"] == "/admin/identity/"


def test_the_queue_leads_to_where_a_person_is_confirmed_until_it_is(admin_client: Client) -> None:
    one, other = make.person("Li Xiang", "one"), make.person("Li Xiang", "other", confirmed="Two posts.")
    page = admin_client.get("/admin/identity/").content.decode()
    places = [f"/admin/people/person/{record.pk}/change/#id_confirmed" for record in (one, other)]
    assert [place in page for place in places] == [True, False]
