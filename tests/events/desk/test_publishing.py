"""Publishing a draft is loading its report file; and it can be opened again, and withdrawn."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate
from pytest_django import DjangoAssertNumQueries

from events.desk import publishing
from events.desk.outline import from_file
from events.desk.publishing import plan, publish, reopen, withdraw
from events.desk.replacing import replace
from events.desk.texts import digest
from events.models import Appearance, Draft, Forum, KeptDraft, Report, ReportText, Withdrawn
from events.reportfile.reading import open_source
from people.models import Person
from tests import records as make
from tests.events.reportfile.keeping import age, changes, dump, exported, loaded

pytestmark = pytest.mark.django_db

REPORTS = sorted((settings.FIXTURES / "reports").glob("*.yaml"))
TITLE = "Harbour Forum opened in Testville"
TEXT = "The Harbour Forum opened in Testville on 4 May 2024.\nAnn Lee, Chair of the Port Board, spoke.\n"


def by(name: str = "ann") -> User:
    return User.objects.get_or_create(username=name)[0]


def cites(paragraph: int, **words: Any) -> list[dict[str, Any]]:
    return [{"paragraphs": [paragraph], **words}]


def harbour(**more: Any) -> dict[str, Any]:
    """A whole report about a new forum with one speaker."""
    return from_file(
        {
            "report": {
                "slug": "harbour-news",
                "kind": "news",
                "title": "Harbour Forum opened in Testville",
                "language": "en",
            },
            "definitions": {
                "persons": [{"slug": "ann-lee", "name": "Ann Lee"}],
                "organizations": [{"slug": "port-board", "name": "Port Board", "kind": "government"}],
                "forums": [{"slug": "harbour-forum", "kind": "forum", "label": "Harbour"}],
            },
            "forums": [
                {
                    "forum": "harbour-forum",
                    "citations": cites(1),
                    "details": [
                        {"property": "title", "value": "Harbour Forum", "citations": cites(1, name="Harbour Forum")},
                        {"property": "date", "value": "2024-05-04", "citations": cites(1, date="4 May 2024")},
                    ],
                    "appearances": [
                        {
                            "person": "ann-lee",
                            "role": "speaker",
                            "citations": cites(
                                2,
                                name="Ann Lee",
                                capacities=[{"title": "Chair", "organization": "port-board", "printed": "Port Board"}],
                            ),
                        }
                    ],
                }
            ],
        }
        | more
    )


def a_draft(document: dict[str, Any] | None = None, text: str = TEXT) -> Draft:
    return Draft.objects.create(
        document=harbour() if document is None else document,
        text=text,
        text_frozen=bool(text),
        sha256=digest(text) if text else "",
        file="harbour.txt" if text else "",
        owner=by(),
    )


def published(draft: Draft) -> Draft:
    return publish(draft.pk, draft.version)


def says(draft: Draft) -> list[tuple[str, str]]:
    return [(one["path"], one["says"]) for one in publishing.problems(draft, plan(draft).outcome)]


@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.stem)
def test_publishing_a_report_file_is_loading_it(path: Any) -> None:
    loaded(settings.FIXTURES / "authority")
    draft = a_draft(from_file(open_source(path, path.name).data), text="")
    assert published(draft).report == Report.objects.get(slug=path.stem)
    assert exported()[f"reports/{path.name}"] == path.read_text()


def test_a_preview_names_what_publishing_makes_and_makes_nothing() -> None:
    draft, before = a_draft(), dump()
    found = plan(draft)
    assert dump() == before
    assert found.creates == [
        {"kind": "report", "name": TITLE, "slug": "harbour-news"},
        {"kind": "organization", "name": "Port Board", "slug": "port-board"},
        {"kind": "person", "name": "Ann Lee", "slug": "ann-lee"},
        {"kind": "forum", "name": "Harbour", "slug": "harbour-forum"},
    ]
    assert found.outcome.lines == [
        "+ organization port-board",
        "+ person ann-lee",
        "+ forum harbour-forum",
        "+ forum Harbour Forum",
        "+ detail Harbour Forum · title · Harbour Forum",
        "+ detail Harbour Forum · date · 2024-05-04",
        "+ appearance Harbour Forum · Ann Lee · speaker",
    ]
    published(draft)
    made = changes(before, dump())
    rows = {one["kind"]: one["insert"] for one in found.changes}
    assert rows == {table: made[table]["+"] for table in made if f"{table}history" in made and "+" in made[table]}
    assert (rows["appearance"], rows["citation"], rows["capacity"], rows["detail"]) == (1, 4, 1, 2)
    assert [one["update"] for one in found.changes if one["kind"] != "forum"] == [0] * (len(found.changes) - 1)


def test_a_preview_warns_of_words_that_do_not_stand_there_and_names_that_nothing_uses() -> None:
    document = harbour()
    document["forums"][0]["appearances"][0]["citations"][0]["name"] = "Anne Lee"
    found = plan(a_draft(document))
    assert found.warnings == [
        "appearance harbour-forum · ann-lee · speaker: 'Anne Lee' does not stand in paragraph 2",
    ]
    assert found.unnamed == ["paragraph 2: Ann Lee"]


def test_publishing_keeps_the_text_for_staff_and_its_openings_for_all() -> None:
    report = published(a_draft()).report
    assert report
    assert (report.text.text, report.sha256, report.paragraphs) == (TEXT, digest(TEXT), 2)
    assert report.openings == ["The Harbour Forum", "Ann Lee, Chair"]


def test_a_text_of_very_many_paragraphs_is_published_without_their_openings() -> None:
    report = published(a_draft(text=TEXT + "And so on.\n" * 6000)).report
    assert report
    assert (report.paragraphs, report.openings) == (6002, [])


def test_a_text_supplied_otherwise_stays_while_it_is_the_one_digested() -> None:
    draft = published(a_draft())
    text = {"file": "harbour.txt", "sha256": digest(TEXT), "paragraphs": 2}
    Draft.objects.update(text="", text_frozen=False, sha256="", document=draft.document | {"text": text})
    published(Draft.objects.get())
    assert ReportText.objects.get().text == TEXT
    Draft.objects.update(version=1, document=draft.document | {"text": text | {"sha256": "0" * 64}})
    published(Draft.objects.get())
    assert ReportText.objects.count() == 0


def test_what_the_archive_now_knows_is_no_longer_defined_by_the_draft() -> None:
    draft = published(a_draft())
    assert (draft.document["definitions"], draft.version) == ({}, 2)
    assert plan(draft).outcome.status == "unchanged"


def test_problems_name_the_place_and_its_item() -> None:
    document = harbour()
    appearance = document["forums"][0]["appearances"][0]
    appearance["role"] = ""
    document["definitions"]["persons"][0]["undecided"] = True
    draft = a_draft(document)
    assert publishing.problems(draft, plan(draft).outcome) == [
        {
            "path": "definitions.persons.1",
            "key": document["definitions"]["persons"][0]["key"],
            "name": "Ann Lee",
            "says": "is not decided: say whether it is new or known",
        }
    ]
    del document["definitions"]["persons"][0]["undecided"]
    draft = a_draft(document)
    assert publishing.problems(draft, plan(draft).outcome) == [
        {
            "path": "forums.1.appearances.1.role",
            "key": appearance["key"],
            "name": "Ann Lee",
            "says": "is missing: add it",
        }
    ]


def test_a_refused_draft_publishes_nothing() -> None:
    draft = a_draft(harbour(definitions={}))
    before = dump()
    with pytest.raises(publishing.NotPublished):
        published(draft)
    assert dump() == before


def test_an_address_that_another_report_has_is_refused() -> None:
    make.report("harbour-news")
    assert says(a_draft()) == [
        ("report.slug", "belongs to another report: choose one that is free, or reopen that one"),
    ]


def test_the_address_of_a_published_report_stays() -> None:
    draft = published(a_draft())
    draft.document["report"]["slug"] = "another"
    assert says(draft) == [("report.slug", "is published as harbour-news, and addresses stay: write that")]


def test_a_stale_version_is_not_published() -> None:
    draft = a_draft()
    with pytest.raises(publishing.Stale):
        publish(draft.pk, draft.version - 1)


def test_a_reopened_report_is_corrected_and_published_again() -> None:
    published(a_draft())
    Draft.objects.all().delete()
    draft = reopen(Report.objects.get(), by("bo"))
    assert (draft.text, draft.text_frozen, draft.owner) == (TEXT, True, by("bo"))
    draft.document["forums"][0]["appearances"][0]["role"] = "moderator"
    draft.save()
    age()
    before = dump()
    published(draft)
    assert list(Appearance.objects.values_list("role", flat=True)) == ["moderator"]
    assert changes(before, dump())["appearance"] == {"+": 1, "-": 1}


def test_a_text_that_somebody_was_removed_from_stays_as_it_is_when_the_report_is_published_again() -> None:
    published(a_draft())
    Draft.objects.all().delete()
    ReportText.objects.update(text=TEXT.replace("Ann Lee", "[…]"), redacted=True)
    draft = reopen(Report.objects.get(), by("bo"))
    draft.document["report"]["title"] = "The Harbour Forum opened"
    draft.save()
    published(draft)
    assert Report.objects.get().title == "The Harbour Forum opened"
    kept = ReportText.objects.get()
    assert (kept.text, kept.redacted) == (TEXT.replace("Ann Lee", "[…]"), True)


@pytest.mark.parametrize("sent", ["typed", "chosen"])
def test_a_text_that_somebody_was_removed_from_is_not_taken_in_again(admin_client: Client, sent: str) -> None:
    published(a_draft())
    Draft.objects.all().delete()
    ReportText.objects.update(text=TEXT.replace("Ann Lee", "[…]"), redacted=True)
    draft = reopen(Report.objects.get(), by("bo"))
    given = {"typed": {"text": TEXT}, "chosen": {"file": SimpleUploadedFile("harbour.txt", TEXT.encode())}}[sent]
    answer = admin_client.post(reverse("desk:text", args=[draft.pk]), given | {"accept": "on"})
    says = "A person’s data was removed from this text on request: it is not taken in again."
    assert answer.context["form"].non_field_errors() == [says]
    draft.refresh_from_db()
    assert not draft.text_frozen


def test_another_text_takes_the_place_of_one_that_somebody_was_removed_from() -> None:
    published(a_draft())
    Draft.objects.all().delete()
    ReportText.objects.update(text=TEXT.replace("Ann Lee", "[…]"), redacted=True)
    published(replace(reopen(Report.objects.get(), by("bo")), f"{TEXT}More came.\n"))
    kept = ReportText.objects.get()
    assert (kept.text, kept.redacted) == (f"{TEXT}More came.\n", False)


def test_reopening_finds_the_draft_there_is_and_leaves_what_was_written_in_it() -> None:
    draft = published(a_draft())
    draft.document["report"]["title"] = "Harbour Forum opens"
    draft.save()
    assert reopen(draft.report, by("bo")).document == draft.document


def test_reopening_takes_the_text_that_was_supplied_meanwhile() -> None:
    draft = published(a_draft())
    Draft.objects.update(text="", text_frozen=False, sha256="")
    assert reopen(Report.objects.get(), by("bo")).text == TEXT
    draft.refresh_from_db()
    assert (draft.text, draft.text_frozen, draft.version) == (TEXT, True, 2)


def test_reopening_brings_an_untouched_draft_up_to_date() -> None:
    draft = published(a_draft())
    Report.objects.update(title="Harbour Forum opens")
    again = reopen(Report.objects.get(), by("bo"))
    assert (again.pk, again.version, again.document["report"]["title"]) == (draft.pk, 3, "Harbour Forum opens")
    assert KeptDraft.objects.get().document == draft.document


def test_a_report_changed_meanwhile_elsewhere_is_refused_with_the_differences() -> None:
    draft = published(a_draft())
    Report.objects.update(title="Harbour Forum opens")
    draft.document["report"]["language"] = "fr"
    [(path, said)] = says(draft)
    assert path == "based_on"
    assert said.splitlines()[1:] == [
        f"    ~ report: title: Harbour Forum opens → {TITLE}",
        "    ~ report: language: en → fr",
    ]
    assert plan(draft, overwrite=True).outcome.status == "changed"


def test_a_downloaded_file_is_published_in_the_draft_that_its_report_has() -> None:
    first = published(a_draft())
    second = Draft.objects.create(owner=by("bo"), document=from_file(publishing.report_file(first)))
    second.based_on = first.based_on
    second.document["report"]["language"] = "fr"
    second.save()
    assert says(second) == [("report.slug", "is being corrected in another draft: go on with that one")]
    first.delete()
    seen = plan(second)
    assert ([one["kind"] for one in seen.creates], seen.outcome.status) == ([], "changed")
    assert publish(second.pk, second.version).report == Report.objects.get(language="fr")


def test_no_tab_is_taken_for_the_writer_of_what_the_archive_changed() -> None:
    draft = a_draft()
    Draft.objects.update(editor=by(), editor_tab="one")
    draft = published(draft)
    assert draft.editor_tab == ""
    Draft.objects.update(editor_tab="one")
    assert replace(draft, TEXT).editor_tab == "one"
    moved = replace(draft, f"{TEXT}More came.\n")
    assert (moved.editor_tab, moved.version) == ("", draft.version + 1)
    Draft.objects.update(editor_tab="one")
    assert withdraw(draft.pk, moved.version).editor_tab == ""


def test_withdrawing_takes_what_only_this_report_states() -> None:
    draft = published(a_draft())
    second = published(a_draft(harbour(report={"slug": "second", "kind": "news", "title": "B", "language": "en"})))
    second.document["forums"][0]["appearances"] = []
    second.save()
    published(second)
    draft = withdraw(draft.pk, draft.version)
    assert (draft.report, draft.text, list(Report.objects.values_list("slug", flat=True))) == (None, TEXT, ["second"])
    assert (Appearance.objects.count(), Forum.objects.get().title, Person.objects.get().slug) == (
        0,
        "Harbour Forum",
        "ann-lee",
    )
    assert (ReportText.objects.count(), Withdrawn.objects.get().slug) == (1, "harbour-news")


def test_withdrawing_settles_what_hung_on_the_report() -> None:
    draft = published(a_draft())
    withdraw(draft.pk, draft.version)
    forum = Forum.objects.get()
    assert (forum.title, forum.edtf, Forum.objects.public().count()) == ("", "", 0)


def test_a_withdrawn_report_can_be_published_again() -> None:
    draft = published(a_draft())
    before = exported()
    withdrawn = withdraw(draft.pk, draft.version)
    assert published(withdrawn).report == Report.objects.get()
    assert (exported(), Withdrawn.objects.count()) == (before, 0)


def test_a_report_that_was_loaded_again_and_withdrawn_again_was_withdrawn_today(tmp_path: Path) -> None:
    draft = published(a_draft())
    file = tmp_path / "harbour-news.yaml"
    file.write_text(exported()["reports/harbour-news.yaml"])
    withdraw(draft.pk, draft.version)
    Withdrawn.objects.update(on="2020-01-01")
    assert [one.status for one in loaded(file)] == ["new"]
    again = reopen(Report.objects.get(), by("bo"))
    withdraw(again.pk, again.version)
    assert Withdrawn.objects.get().on == localdate()


def test_a_report_that_others_are_linked_to_is_not_withdrawn() -> None:
    draft = published(a_draft())
    head = {"slug": "second", "kind": "news", "title": "B", "language": "en"}
    published(a_draft(from_file({"report": head | {"links": [{"kind": "copy", "to": "harbour-news"}]}}), text=""))
    before = dump()
    with pytest.raises(publishing.Linked, match="B"):
        withdraw(draft.pk, draft.version)
    assert dump() == before


# --- through the browser ----------------------------------------------------------------------------------------------


def post(client: Client, name: str, draft: Draft, **said: Any) -> Any:
    address = reverse(f"desk:{name}", args=[draft.pk])
    return client.post(address, json.dumps({"version": draft.version, **said}), content_type="application/json")


def test_the_history_says_who_published_and_withdrew(admin_client: Client) -> None:
    draft = a_draft()
    assert post(admin_client, "publish", draft).json()["url"] == "/reports/harbour-news/"
    draft.refresh_from_db()
    post(admin_client, "withdraw", draft)
    events = Report.history.rel.related_model.objects.order_by("pgh_id")  # type: ignore[attr-defined]
    told = [(one.pgh_label, one.pgh_context.metadata["user"], one.pgh_context.metadata["reason"]) for one in events]
    curator = User.objects.get(is_superuser=True).pk
    assert told == [("insert", curator, "published at the desk"), ("delete", curator, "withdrawn at the desk")]


def test_a_refusal_lists_the_problems(admin_client: Client) -> None:
    answer = post(admin_client, "publish", a_draft({}))
    assert answer.status_code == 400
    assert answer.json()["problems"] == [{"path": "report", "key": None, "name": "", "says": "is missing: add it"}]


def test_a_withdrawn_report_says_so_at_its_address(admin_client: Client, client: Client) -> None:
    draft = published(a_draft())
    answer = post(admin_client, "withdraw", draft)
    assert answer.json() == {"version": draft.version + 1}
    page, data = client.get("/reports/harbour-news/"), client.get("/reports/harbour-news/?format=json")
    assert (page.status_code, data.status_code) == (410, 410)
    assert "This report was withdrawn" in page.content.decode()
    assert "Harbour" not in page.content.decode()
    assert data.json() == {"error": "This report was withdrawn."}


def test_readers_see_that_a_report_is_partly_entered(client: Client) -> None:
    document = harbour()
    published(a_draft(document))
    partly = "Partly entered: the report states more than the archive has of it so far."
    assert partly not in client.get("/reports/harbour-news/").content.decode()
    Draft.objects.update(document=document | {"report": document["report"] | {"entered": "partly"}})
    published(Draft.objects.get())
    assert partly in client.get("/reports/harbour-news/").content.decode()
    assert client.get("/reports/harbour-news/?format=json").json()["entered"] == "partly"


def with_people(many: int) -> dict[str, Any]:
    document = harbour()
    [person], [appearance] = document["definitions"]["persons"], document["forums"][0]["appearances"]
    slugs = [f"person-{number}" for number in range(many)]
    document["definitions"]["persons"] = [{**person, "slug": slug} for slug in slugs]
    document["forums"][0]["appearances"] = [{**appearance, "person": slug} for slug in slugs]
    return document


@pytest.mark.parametrize("people", [1, 20])
def test_publishing_costs_the_same_queries_for_one_as_for_twenty(
    django_assert_num_queries: DjangoAssertNumQueries, people: int
) -> None:
    draft = a_draft(with_people(people))
    with django_assert_num_queries(16):
        plan(draft)
    with django_assert_num_queries(24):
        published(draft)


@pytest.mark.parametrize("people", [1, 20])
def test_what_is_known_of_a_forum_costs_the_same_queries_for_one_as_for_twenty(
    admin_client: Client, django_assert_num_queries: DjangoAssertNumQueries, people: int
) -> None:
    published(a_draft(with_people(people)))
    with django_assert_num_queries(21):
        said = admin_client.get(reverse("desk:forum"), {"slug": "harbour-forum"}).json()
    assert len(said["appearances"]) == people
