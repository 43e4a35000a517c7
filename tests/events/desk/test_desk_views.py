"""The desk's addresses: who may, what they answer, and what goes wrong, in words."""

import json
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth.models import Permission, User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from archive.access.roles import give
from events.desk import answering, api, views
from events.desk.drafts import save
from events.desk.outline import from_file
from events.desk.replacing import replace
from events.desk.texts import digest
from events.desk.urls import urlpatterns
from events.models import Correction, Draft, KeptDraft, Report
from events.reportfile.reading import source
from tests import records as make
from tests.events.desk.test_publishing import TEXT, a_draft, harbour, published
from tests.small_archive import small_archive

pytestmark = pytest.mark.django_db

CONTRIBUTOR = ("add_draft", "change_draft", "view_draft")
OF_A_DRAFT = [one.name for one in urlpatterns if str(one.pattern).startswith("<int:pk>/") and one.name != "kept"]
JSON = [name for name in OF_A_DRAFT if name not in ("draft", "text", "discard", "report-file")]
GET = {"draft", "text", "discard", "draft-json", "suggestions", "report-file"}
SECRET = "Zebrafish"


def signed_in(name: str, *may: str, staff: bool = True) -> Client:
    user = User.objects.create(username=name, is_staff=staff)
    user.user_permissions.set(Permission.objects.filter(codename__in=may))
    client = Client()
    client.force_login(user)
    return client


def address(name: str, draft: Draft | None = None) -> str:
    return reverse(f"desk:{name}", args=[draft.pk] if draft else [])


def sent(client: Client, name: str, draft: Draft | None = None, said: Any = None, method: str = "post") -> Any:
    raw = said if isinstance(said, str) else json.dumps(said or {})
    return getattr(client, method)(address(name, draft), raw, content_type="application/json")


def put(client: Client, draft: Draft, document: Any, version: int = 1, tab: str = "one") -> Any:
    return sent(client, "draft-json", draft, {"document": document, "version": version, "tab": tab}, "put")


def asked(client: Client, name: str, draft: Draft) -> Any:
    return client.get(address(name, draft)) if name in GET else sent(client, name, draft, {"version": 1, "tab": "one"})


def begun(client: Client, **given: Any) -> Draft:
    answer = client.post(address("drafts"), given)
    assert answer.status_code == 302, answer.context["form"].errors
    return Draft.objects.latest("pk")


# --- beginning --------------------------------------------------------------------------------------------------------


def test_pasted_words_become_a_draft_once_their_paragraphs_are_looked_at(admin_client: Client) -> None:
    draft = begun(admin_client, text=TEXT)
    assert (draft.text, draft.text_frozen, draft.owner) == (TEXT, False, User.objects.get())
    assert admin_client.get(draft.get_absolute_url())["Location"] == address("text", draft)
    page = admin_client.get(address("text", draft))
    answer = admin_client.post(address("text", draft), {"text": page.context["form"]["text"].value(), "accept": ""})
    assert answer["Location"] == draft.get_absolute_url()
    draft.refresh_from_db()
    assert (draft.text, draft.sha256, draft.version) == (TEXT, digest(TEXT), 1)
    assert admin_client.get(draft.get_absolute_url()).context["desk"]["paragraphs"] == TEXT.splitlines()


def test_a_file_becomes_a_draft(admin_client: Client) -> None:
    draft = begun(admin_client, file=SimpleUploadedFile("../a b.html", b"<html><body><p>One</p><p>Two</p>"))
    assert (draft.text, draft.file) == ("One\n\nTwo", "a_b.html")


def test_a_report_file_becomes_a_draft_and_comes_out_again(admin_client: Client) -> None:
    path = settings.FIXTURES / "reports" / "icet-cleantech-forum-2024.yaml"
    draft = begun(admin_client, report_file=SimpleUploadedFile(path.name, path.read_bytes()))
    answer = admin_client.get(address("report-file", draft))
    assert answer["Content-Disposition"] == f'attachment; filename="{path.name}"'
    there, here = (source(raw, "").data for raw in (path.read_bytes(), answer.content))
    assert here == there


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({}, "Paste the text, or choose one file: one of the three."),
        ({"text": " \n"}, "Paste the text, or choose one file: one of the three."),
        ({"text": "a", "file": b"b"}, "Paste the text, or choose one file: one of the three."),
        ({"text": "a" * 1_000_001}, "The text has more than 1000000 characters: is it one report?"),
        ({"file": b"\x89PNG\0\0\xff"}, "The file is none that we read: choose text, HTML, PDF or Word (.docx)"),
        ({"report_file": b"report:\n  a: [b"}, "is not YAML"),
        ({"report_file": b"format: rostrum-authority/1"}, "The file is no report file"),
        ({"report_file": b"- a"}, "The file is no report file"),
        ({"report_file": b"forums: a"}, "forums is not what a report file has there. Make it a list."),
    ],
)
def test_what_cannot_be_a_draft_is_refused_in_words(admin_client: Client, given: dict[str, Any], says: str) -> None:
    form = {
        name: SimpleUploadedFile(f"{name}.txt", said) if isinstance(said, bytes) else said
        for name, said in given.items()
    }
    answer = admin_client.post(address("drafts"), form)
    assert (answer.status_code, Draft.objects.count()) == (400, 0)
    assert says in str(answer.context["form"].errors)


def test_what_waits_for_a_curator_is_told_on_the_first_page_of_the_admin(admin_client: Client) -> None:
    assert admin_client.get(reverse("admin:index")).context["waiting"] == []
    Draft.objects.create(ready=True)
    Draft.objects.create()
    for _ in range(2):
        Correction.objects.create(message="The name is wrong.")
    waiting = admin_client.get(reverse("admin:index")).context["waiting"]
    assert waiting == [
        {"url": "/admin/events/correction/?state=open", "words": "2 corrections wait for an answer"},
        {"url": "/admin/desk/", "words": "1 draft is ready to be looked at"},
    ]
    contributor = User.objects.create_user("ann")
    give(contributor, ["contributor"])
    client = Client()
    client.force_login(contributor)
    assert client.get(reverse("admin:index")).context["waiting"] == []


def test_a_report_is_opened_at_the_desk_from_its_page_in_the_admin(admin_client: Client) -> None:
    report = published(a_draft()).report
    assert report
    page = admin_client.get(reverse("admin:events_report_change", args=[report.pk])).text
    assert f'action="{reverse("desk:reopen", args=[report.slug])}"' in page


@pytest.mark.parametrize("field", ["file", "report_file"])
def test_what_is_wrong_with_a_file_is_said_where_it_was_chosen(admin_client: Client, field: str) -> None:
    answer = admin_client.post(address("drafts"), {field: SimpleUploadedFile("photo.png", b"\x89PNG\0\0\xff")})
    ((where, says),) = answer.context["form"].errors.items()
    assert (where, says[0].partition(":")[0]) == (field, "photo.png")


def test_what_is_wrong_with_another_text_is_said_at_its_file(admin_client: Client) -> None:
    photo = SimpleUploadedFile("photo.png", b"\x89PNG\0\0\xff")
    answer = admin_client.post(address("text", a_draft()), {"text": TEXT, "file": photo, "look": ""})
    assert list(answer.context["form"].errors) == ["file"]
    assert answer.context["form"]["text"].value() == TEXT


def test_another_text_is_shown_with_what_it_loses_before_it_is_accepted(admin_client: Client) -> None:
    draft = a_draft()
    answer = admin_client.post(address("text", draft), {"text": f"Advertisement\n{TEXT}", "look": ""})
    moves = answer.context["moves"]
    assert [(move.before, move.after) for move in moves] == [([1], [2])] * 3 + [([2], [3])]
    assert Draft.objects.get().document == draft.document
    admin_client.post(address("text", draft), {"text": f"Advertisement\n{TEXT}", "accept": ""})
    assert Draft.objects.get().document["forums"][0]["citations"][0]["paragraphs"] == [2]


def test_the_very_text_that_a_report_file_was_made_from_is_taken_as_it_is(admin_client: Client) -> None:
    text = "One.\r\n\r\n  Two.\n"
    draft = a_draft({"text": {"sha256": digest(text), "file": "a.txt", "paragraphs": 2}}, "")
    answer = admin_client.post(address("text", draft), {"file": SimpleUploadedFile("a.txt", text.encode()), "look": ""})
    assert answer["Location"] == draft.get_absolute_url()
    draft.refresh_from_db()
    assert (draft.text, draft.sha256, draft.text_frozen) == (text, digest(text), True)


def test_a_draft_is_thrown_away_after_asking_and_its_report_stays(admin_client: Client) -> None:
    draft = published(a_draft())
    page = admin_client.get(address("discard", draft)).text
    assert '<a href="/reports/harbour-news/">Harbour Forum opened in Testville</a> stays published as it is' in page
    assert Draft.objects.count() == 1
    admin_client.post(address("discard", draft))
    assert (Draft.objects.count(), Report.objects.count()) == (0, 1)


def test_a_draft_that_was_written_in_since_the_question_is_not_thrown_away(admin_client: Client) -> None:
    draft = a_draft({})
    seen = admin_client.get(address("discard", draft)).context["draft"].version
    put(signed_in("bo", "publish_draft", *CONTRIBUTOR), draft, {"report": {"title": "A"}})
    answer = admin_client.post(address("discard", draft), {"version": seen})
    assert (answer.status_code, Draft.objects.count()) == (409, 1)
    assert "bo is writing in it now." in answer.text
    assert admin_client.post(address("discard", draft), {"version": answer.context["draft"].version}).status_code == 302


@pytest.mark.parametrize(("name", "said"), [("text", {"text": TEXT, "accept": ""}), ("discard", {"version": 1})])
def test_a_draft_that_goes_while_its_page_is_answered_is_said_to_be_gone(
    admin_client: Client, monkeypatch: pytest.MonkeyPatch, name: str, said: dict[str, Any]
) -> None:
    draft = a_draft({})
    monkeypatch.setattr(views, "get_object_or_404", lambda *args, **where: draft)
    Draft.objects.all().delete()
    assert admin_client.post(address(name, draft), said).status_code == 404


def test_a_draft_that_goes_while_it_is_made_ready_is_said_to_be_gone(
    admin_client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft = a_draft({})
    monkeypatch.setattr(answering, "get_object_or_404", lambda *args, **where: draft)
    Draft.objects.all().delete()
    assert sent(admin_client, "ready", draft, {"ready": True}).status_code == 404


def test_a_report_that_goes_while_it_is_reopened_is_said_to_be_gone(
    admin_client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    report = published(a_draft()).report
    assert report
    monkeypatch.setattr(views, "get_object_or_404", lambda *args, **where: report)
    Report.objects.filter(pk=report.pk).delete()
    assert admin_client.post(reverse("desk:reopen", args=["harbour-news"])).status_code == 404


# --- saving -----------------------------------------------------------------------------------------------------------


def test_a_save_answers_with_the_next_version(admin_client: Client) -> None:
    draft = a_draft({})
    answer = put(admin_client, draft, {"report": {"title": "A"}})
    assert (answer.status_code, answer.json()["version"]) == (200, 2)
    said = admin_client.get(address("draft-json", draft)).json()
    assert said == {
        "version": 2,
        "document": {"report": {"title": "A"}},
        "text": digest(TEXT),
        "editor": {"name": "admin", "since": answer.json()["saved_at"], "me": True},
    }


def test_a_stale_save_is_refused_with_what_stands_there_and_kept(admin_client: Client) -> None:
    draft = a_draft({})
    put(admin_client, draft, {"report": {"title": "A"}})
    answer = put(admin_client, draft, {"report": {"title": "B"}})
    said = answer.json()
    assert (answer.status_code, said["version"], said["document"]) == (409, 2, {"report": {"title": "A"}})
    assert admin_client.get(said["kept"]).json()["document"] == {"report": {"title": "B"}}
    assert [one["url"] for one in admin_client.get(draft.get_absolute_url()).context["desk"]["kept"]] == [said["kept"]]


def test_another_tab_is_told_who_edits_and_may_take_over(admin_client: Client) -> None:
    draft = a_draft({})
    put(admin_client, draft, {"report": {"title": "A"}})
    other = signed_in("bo", "publish_draft", *CONTRIBUTOR)
    editor = other.get(address("draft-json", draft)).json()["editor"]
    assert (editor["name"], editor["me"]) == ("admin", False)
    taken = sent(other, "take-over", draft, {"tab": "two"})
    assert taken.json() == {"version": 3, "document": {"report": {"title": "A"}}, "text": digest(TEXT)}
    assert put(admin_client, draft, {"report": {"title": "B"}}, 2).status_code == 409


def test_a_former_tab_of_ones_own_is_taken_over_only_while_nobody_else_edits(admin_client: Client) -> None:
    draft = a_draft({})
    put(admin_client, draft, {"report": {"title": "A"}})
    assert sent(admin_client, "take-over", draft, {"tab": "two", "own": True}).json()["version"] == 3
    sent(signed_in("bo", "publish_draft", *CONTRIBUTOR), "take-over", draft, {"tab": "three"})
    refused = sent(admin_client, "take-over", draft, {"tab": "two", "own": True})
    assert (refused.status_code, refused.json()["editor"]["name"]) == (409, "bo")
    assert Draft.objects.get().editor_tab == "three"
    assert sent(admin_client, "take-over", draft, {"tab": "two"}).status_code == 200


def test_what_was_read_from_another_text_is_refused_and_kept(admin_client: Client) -> None:
    draft = replace(a_draft({}), f"News.\n{TEXT}")
    was = {"document": {"report": {"title": "A"}}, "version": 2, "tab": "one", "text": digest(TEXT)}
    answer = sent(admin_client, "draft-json", draft, was, "put")
    assert (answer.status_code, answer.json()["text"]) == (409, draft.sha256)
    assert KeptDraft.objects.get().document == {"report": {"title": "A"}}
    assert sent(admin_client, "draft-json", draft, was | {"text": draft.sha256}, "put").status_code == 200


def test_characters_that_no_database_keeps_are_left_out_and_the_rest_is_saved(admin_client: Client) -> None:
    draft = a_draft({})
    assert put(admin_client, draft, {"report": {"title": "a\0b\ud800 \U0001f600"}}).status_code == 200
    assert Draft.objects.get().document == {"report": {"title": "ab\ufffd \U0001f600"}}


@pytest.mark.parametrize(
    ("raw", "status"),
    [
        ("", 400),
        ("[]", 400),
        ("{", 400),
        ("[" * 100_000, 400),
        *((f'{{"document": {"[" * deep}{"]" * deep}, "version": 1, "tab": "a"}}', 400) for deep in (100, 480, 900)),
        ('{"document": {}, "tab": "a"}', 400),
        ('{"document": {}, "tab": "a", "version": true}', 400),
        ('{"document": {}, "version": 1}', 400),
        *((f'{{"document": {{"desk": {{}}}}, "tab": "a", "version": {one}}}', 400) for one in (-1, 2**31, 10**30)),
        ('{"document": {"desk": NaN}, "version": 1, "tab": "a"}', 400),
        ('{"document": {"desk": 1e999}, "version": 1, "tab": "a"}', 400),
        ('{"document": {"desk": ' + "9" * 5000 + '}, "version": 1, "tab": "a"}', 400),
        ('{"document": [], "version": 1, "tab": "a"}', 400),
        ('{"document": {"forums": [{}]}, "version": 1, "tab": "a"}', 400),
        ('{"document": {"desk": "' + "a" * 2_000_000 + '"}, "version": 1, "tab": "a"}', 413),
        ('{"document": {"desk": "' + "a" * 6_000_000 + '"}, "version": 1, "tab": "a"}', 413),
    ],
    ids=lambda value: str(value)[:50],
)
def test_what_is_no_draft_is_refused_in_words(admin_client: Client, raw: str, status: int) -> None:
    draft = a_draft({})
    answer = sent(admin_client, "draft-json", draft, raw, "put")
    assert (answer.status_code, set(answer.json())) == (status, {"error", "mend"})
    assert Draft.objects.get().version == 1


# --- who may ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", JSON)
def test_an_expired_login_is_answered_in_json(client: Client, name: str) -> None:
    answer = asked(client, name, a_draft())
    assert answer.status_code == 401
    assert answer.json()["sign_in"].startswith("/admin/login/")


@pytest.mark.parametrize("name", OF_A_DRAFT)
def test_whoever_has_no_part_in_drafts_gets_nothing(name: str) -> None:
    draft = a_draft()
    for client in (signed_in("reader", *CONTRIBUTOR, staff=False), signed_in("clerk", "view_report")):
        assert asked(client, name, draft).status_code == 403


@pytest.mark.parametrize("name", OF_A_DRAFT)
def test_a_contributor_gets_nothing_of_another_s_draft(name: str) -> None:
    answer = asked(signed_in("bo", *CONTRIBUTOR), name, a_draft())
    assert answer.status_code == (403 if name in ("publish", "withdraw") else 404)


def test_a_contributor_publishes_nothing() -> None:
    client = signed_in("bo", *CONTRIBUTOR)
    draft = a_draft()
    Draft.objects.update(owner=User.objects.get(username="bo"))
    assert asked(client, "preview", draft).json()["may_publish"] is False
    answers = [asked(client, name, draft) for name in ("publish", "withdraw")]
    answers.append(client.post(reverse("desk:reopen", args=["x"])))
    assert [answer.status_code for answer in answers] == [403] * 3
    assert Report.objects.count() == 0


@pytest.mark.parametrize("name", JSON)
def test_a_request_from_elsewhere_is_refused_in_json(name: str) -> None:
    User.objects.create_superuser("cy")
    client = Client(enforce_csrf_checks=True)
    client.force_login(User.objects.get(username="cy"))
    draft = a_draft()
    answer = put(client, draft, {}) if name in GET else asked(client, name, draft)
    if name == "suggestions":
        answer = sent(client, name, draft)
    assert (answer.status_code, set(answer.json())) == (403, {"error", "mend"})


@pytest.mark.parametrize("name", JSON)
def test_another_method_is_refused_in_json(admin_client: Client, name: str) -> None:
    answer = sent(admin_client, name, a_draft(), method="delete")
    assert (answer.status_code, set(answer.json())) == (405, {"error", "mend"})
    assert answer["Allow"]


def test_pages_of_the_desk_lead_to_the_login_and_are_kept_nowhere(client: Client, admin_client: Client) -> None:
    assert client.get(address("drafts")).status_code == 302
    assert "no-store" in admin_client.get(address("drafts"))["Cache-Control"]
    assert "no-store" in admin_client.get(address("draft-json", a_draft()))["Cache-Control"]


def test_drafts_and_texts_never_reach_readers(client: Client) -> None:
    document = harbour()
    document["report"]["title"] = document["definitions"]["persons"][0]["name"] = SECRET
    draft = a_draft(document, f"{SECRET} opened.\n")
    KeptDraft.objects.create(draft=draft, document=document, version=1, why="stale")
    for page in ("/", "/forums/", "/speakers/", "/organizations/", "/reports/"):
        for answer in (client.get(page), client.get(page, {"format": "json"})):
            assert SECRET not in answer.content.decode(), page
    assert client.get(f"/search/?q={SECRET}&format=json").json()["count"] == 0
    assert not hasattr(Draft, "history") and not hasattr(KeptDraft, "history")
    published(a_draft(text=f"{TEXT}{SECRET} stood in the text.\n"))
    assert SECRET not in client.get("/reports/harbour-news/").content.decode()
    assert client.get(f"/search/?q={SECRET}&format=json").json()["count"] == 0


# --- what the page asks -----------------------------------------------------------------------------------------------


def test_suggestions_have_ids_that_stay_and_reckon_from_the_publication(admin_client: Client) -> None:
    text = "The Harbour Forum was held yesterday.\nLi Xiang, Director of CCPIT, spoke.\n"
    published_on = {"report": {"published": {"date": "2024-05-05"}}}
    draft = a_draft(published_on, text)
    one, two = (admin_client.get(address("suggestions", draft)).json()["suggestions"] for _ in range(2))
    assert one == two and len({each["id"] for each in one}) == len(one) > 0
    assert [each["values"]["edtf"] for each in one if each["kind"] == "date"] == ["2024-05-04"]


def test_of_a_very_long_text_only_the_beginning_is_read(admin_client: Client) -> None:
    draft = a_draft({}, "The Harbour Forum was held.\n" + "a\n" * 100_000 + "The Hill Forum was held.\n")
    said = admin_client.get(address("suggestions", draft)).json()["suggestions"]
    assert {one["printed"] for one in said if one["kind"] == "forum"} == {"Harbour Forum"}


def test_names_are_answered_with_candidates(admin_client: Client) -> None:
    make.appears(make.person("Li Xiang"))
    asked_for = [{"id": "a", "kind": "person", "name": "LI Xiang"}, {"id": "b", "kind": "person", "name": "Nobody"}]
    said = sent(admin_client, "candidates", said={"names": asked_for}).json()
    assert {key: [one["slug"] for one in found] for key, found in said.items()} == {"a": ["li-xiang"], "b": []}


@pytest.mark.parametrize("names", [None, "a", [1], [{"kind": "report"}], [{}] * 3000])
def test_a_wrong_question_about_names_is_refused_in_words(admin_client: Client, names: Any) -> None:
    answer = sent(admin_client, "candidates", said={"names": names})
    assert (answer.status_code, set(answer.json())) == (400, {"error", "mend"})


def test_the_forums_it_may_be_about_and_its_copies_are_told(admin_client: Client) -> None:
    published(a_draft())
    draft = a_draft({})
    said = sent(admin_client, "forums", draft, {"name": "Harbour Forum", "date": "2024-05-04", "people": ["Ann Lee"]})
    assert [one["slug"] for one in said.json()["forum"]] == ["harbour-forum"]
    assert said.json()["near_copies"] == [
        {
            "slug": "harbour-news",
            "name": "Harbour Forum opened in Testville",
            "url": "/reports/harbour-news/",
            "likeness": 1.0,
        }
    ]


def test_what_is_known_of_a_forum_comes_in_the_shape_of_a_draft(admin_client: Client) -> None:
    published(a_draft())
    said = admin_client.get(address("forum"), {"slug": "harbour-forum"}).json()
    assert said["appearances"] == [
        {
            "session": None,
            "person": "ann-lee",
            "names": ["Ann Lee"],
            "role": "speaker",
            "capacities": [{"title": "Chair", "organization": "port-board", "name": "Port Board"}],
        }
    ]
    assert (said["name"], said["date"], [one["slug"] for one in said["reports"]]) == (
        "Harbour Forum",
        "2024-05-04",
        ["harbour-news"],
    )
    assert admin_client.get(address("forum"), {"slug": "nothing"}).status_code == 404


def test_a_merged_forum_is_known_with_all_its_facts(admin_client: Client) -> None:
    small_archive()
    said = [
        admin_client.get(address("forum"), {"slug": slug}).json() for slug in ("cleantech-twice", "cleantech-forum")
    ]
    assert said[0] == said[1]
    assert [one["key"] for one in said[0]["sessions"]] == ["opening", "panel", "talk"]
    assert ("li-xiang-ccpit", "opening") in {(one["person"], one["session"]) for one in said[0]["appearances"]}


def test_a_contributor_asks_for_a_look_at_the_draft(admin_client: Client) -> None:
    draft = a_draft({})
    assert sent(admin_client, "ready", draft, {"ready": True}).json() == {"ready": True}
    assert "to be looked at" in admin_client.get(address("drafts")).content.decode()


def test_a_report_is_opened_again_from_its_page(admin_client: Client) -> None:
    report = published(a_draft()).report
    assert report
    Draft.objects.all().delete()
    assert "/admin/desk/reopen/harbour-news/" in admin_client.get("/reports/harbour-news/").content.decode()
    answer = admin_client.post("/admin/desk/reopen/harbour-news/")
    assert answer["Location"] == Draft.objects.get(report=report).get_absolute_url()


# --- queries ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("many", [1, 10])
def test_the_list_of_drafts_costs_the_same_queries_for_one_as_for_ten(
    admin_client: Client, django_assert_num_queries: DjangoAssertNumQueries, many: int
) -> None:
    for _ in range(many):
        a_draft()
    with django_assert_num_queries(4):
        assert len(admin_client.get(address("drafts")).context["page"].object_list) == many


def test_the_list_of_drafts_goes_on_on_further_pages(admin_client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(views, "PER_PAGE", 2)
    drafts = [a_draft() for _ in range(3)]
    pages = [admin_client.get(address("drafts"), {"p": number}) for number in (1, 2)]
    assert [[one.pk for one in answer.context["page"]] for answer in pages] == [
        [drafts[2].pk, drafts[1].pk],
        [drafts[0].pk],
    ]
    assert '<a href="?p=2">' in pages[0].text


@pytest.mark.parametrize("people", [1, 20])
def test_the_desk_opens_and_saves_under_one_number_of_queries(
    admin_client: Client, django_assert_num_queries: DjangoAssertNumQueries, people: int
) -> None:
    for number in range(people):
        make.person(f"Person {number}", f"person-{number}")
    mentions = [
        {"person": f"person-{number}", "role": "quoted", "citations": [{"paragraphs": [1]}]} for number in range(people)
    ]
    draft = a_draft(from_file({"mentions": mentions, "forums": [{"forum": "none"}]}))
    with django_assert_num_queries(10):
        admin_client.get(draft.get_absolute_url())
    with django_assert_num_queries(7):
        put(admin_client, draft, draft.document | {"desk": {}})


def test_a_draft_that_goes_while_it_is_saved_is_said_to_be_gone(monkeypatch: pytest.MonkeyPatch) -> None:
    client = signed_in("ann", *CONTRIBUTOR)
    draft = begun(client, text=TEXT)

    def deleted_just_before(*given: Any) -> Any:
        Draft.objects.all().delete()
        return save(*given)

    monkeypatch.setattr(api, "save", deleted_just_before)
    answer = put(client, draft, {"report": {"title": "A"}})
    assert (answer.status_code, answer.json()["error"]) == (404, "It is not there.")
