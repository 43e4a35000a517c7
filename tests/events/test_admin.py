from typing import Any

import pytest
from django.contrib import admin
from django.contrib.auth.models import Permission, User
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from archive.admin.records import RecordAdmin
from events.models import Appearance, Capacity, Citation, Correction, Detail, Forum
from tests import records as make
from tests.filling import added, errors, filled, page_of, page_to_add

pytestmark = pytest.mark.django_db

PAGES = {model: page for model, page in admin.site._registry.items() if isinstance(page, RecordAdmin)}
RECORDS = [model for model in PAGES if model is not Correction]  # which readers write


@pytest.mark.parametrize("model", RECORDS, ids=lambda model: model._meta.label_lower)
def test_every_kind_of_record_can_be_listed_and_added(admin_client: Client, model: Any) -> None:
    listed = admin_client.get(reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist"), {"q": "x"})
    assert (listed.status_code, admin_client.get(page_to_add(model)).status_code) == (200, 200)


def a_forum_with(appearances: int) -> Forum:
    forum, report, body = make.forum(), make.report(paragraphs=9), make.organization()
    opening = make.session(forum, "opening")
    for number in range(appearances):
        appearance = make.appears(None, opening if number % 2 else forum, by=report)
        citation = appearance.citations.get()
        Capacity.objects.create(citation=citation, title="Vice Chairman", organization=body, printed="The Body")
    return forum


@pytest.mark.parametrize("rows", [3, 30])
def test_a_forum_opens_under_one_number_of_queries(
    admin_client: Client, django_assert_num_queries: DjangoAssertNumQueries, rows: int
) -> None:
    page = page_of(a_forum_with(rows))
    admin_client.get(page)  # what is kept for the life of the process is fetched once
    with django_assert_num_queries(21):
        admin_client.get(page)


@pytest.mark.parametrize("rows", [3, 30])
def test_a_forum_saves_untouched_under_one_number_of_queries(
    admin_client: Client, django_assert_num_queries: DjangoAssertNumQueries, rows: int
) -> None:
    page = page_of(a_forum_with(rows))
    sent = filled(admin_client, page)
    with django_assert_num_queries(23):
        response = admin_client.post(page, sent)
    assert errors(response) == []


@pytest.mark.parametrize("rows", [3, 30])
def test_a_forum_saves_one_changed_row_under_one_number_of_queries(
    admin_client: Client, django_assert_num_queries: DjangoAssertNumQueries, rows: int
) -> None:
    forum = a_forum_with(rows)
    sent = filled(admin_client, page_of(forum), **{"appearances-1-role": "keynote"})
    with django_assert_num_queries(27):
        response = admin_client.post(page_of(forum), sent)
    assert errors(response) == []
    assert forum.appearances.get(role="keynote").pk == int(sent["appearances-1-id"])


def test_150_appearances_fit_into_one_form(admin_client: Client) -> None:
    forum = a_forum_with(150)
    sent = filled(admin_client, page_of(forum))
    assert errors(admin_client.post(page_of(forum), sent)) == []


def an_appearance_row(**typed: Any) -> dict[str, Any]:
    given = {"person": make.person().pk, "role": "speaker", "session": "", "citation__paragraphs": "2, 3"}
    return {"citation__standing": "occurred", "capacity__relation": "for", **given, **typed}


def test_an_appearance_is_added_with_its_citation_and_capacity(admin_client: Client) -> None:
    forum, report, body = make.forum(), make.report(), make.organization()
    row = an_appearance_row(
        citation__report=report.pk,
        citation__name="Mr. Li",
        citation__role="delivered speeches",
        capacity__title="Vice Chairman",
        capacity__organization=body.pk,
        capacity__printed="CCPIT",
    )
    response = admin_client.post(page_of(forum), added(admin_client, page_of(forum), "appearances", row))
    assert errors(response) == []
    citation = forum.appearances.get().citations.get()
    assert (citation.report, citation.paragraphs, citation.name) == (report, [2, 3], "Mr. Li")
    assert (citation.role, citation.standing) == ("delivered speeches", "occurred")
    capacity = citation.capacities.get()
    assert (capacity.order, capacity.title, capacity.organization) == (1, "Vice Chairman", body)


def test_a_report_named_once_states_all_new_rows_that_name_none(admin_client: Client) -> None:
    forum, report, other = make.forum(), make.report(), make.report()
    rows = [an_appearance_row(), an_appearance_row(), an_appearance_row(citation__report=other.pk)]
    sent = added(admin_client, page_of(forum), "appearances", *rows, stated_in=report.pk)
    assert errors(admin_client.post(page_of(forum), sent)) == []
    stated = Citation.objects.values_list("report", flat=True).order_by("appearance")
    assert list(stated) == [report.pk, report.pk, other.pk]


def test_no_fact_is_added_without_a_report_and_paragraphs(admin_client: Client) -> None:
    forum = make.forum()
    sent = added(admin_client, page_of(forum), "appearances", an_appearance_row(citation__paragraphs=""))
    response = admin_client.post(page_of(forum), sent)
    assert errors(response) == [
        "Choose the report that states this, here or at the top of the page.",
        "This field is required.",
    ]
    assert not forum.appearances.exists()


def test_paragraphs_are_those_of_the_report(admin_client: Client) -> None:
    forum, report = make.forum(), make.report(paragraphs=2)
    row = an_appearance_row(citation__report=report.pk, citation__paragraphs="3")
    response = admin_client.post(page_of(forum), added(admin_client, page_of(forum), "appearances", row))
    assert errors(response) == ["The report has 2 paragraphs."]


def test_a_capacity_typed_by_halves_is_refused(admin_client: Client) -> None:
    forum = make.forum()
    typed = {"capacity__title": "Chair", "capacity__printed": "CCPIT"}
    row = an_appearance_row(citation__report=make.report().pk, **typed)
    response = admin_client.post(page_of(forum), added(admin_client, page_of(forum), "appearances", row))
    assert errors(response) == ["Choose the organization that the printed body is."]
    assert not Appearance.objects.exists()


def test_a_refused_row_leaves_the_whole_page_unsaved(admin_client: Client) -> None:
    forum, elsewhere, report = make.forum("Summit"), make.session(), make.report()
    rows = [an_appearance_row(), an_appearance_row(session=elsewhere.pk)]
    sent = added(admin_client, page_of(forum), "appearances", *rows, label="Renamed", stated_in=report.pk)
    response = admin_client.post(page_of(forum), sent)
    assert errors(response) == ["The session belongs to another forum."]
    forum.refresh_from_db()
    assert (forum.label, forum.appearances.count()) == ("Summit", 0)


def test_what_only_the_database_refuses_is_said_at_the_row(admin_client: Client) -> None:
    """On the page of a session the form does not show the forum, so Django does not ask the rule about both."""
    session, report = make.session(), make.report()
    there = make.appears(None, session)
    again = an_appearance_row(person=there.person_id)
    sent = added(admin_client, page_of(session), "appearances", an_appearance_row(), again, stated_in=report.pk)
    response = admin_client.post(page_of(session), sent)
    said = "This appearance is there already: add a citation to it."
    rows = response.context["inline_admin_formsets"][3].formset
    assert rows.prefix == "appearances"
    assert [form.non_field_errors() for form in rows.forms] == [[], [], [said]]
    assert Appearance.objects.count() == 1


def test_rows_on_the_page_of_a_session_are_of_its_forum(admin_client: Client) -> None:
    session, report = make.session(), make.report()
    sent = added(admin_client, page_of(session), "appearances", an_appearance_row(), stated_in=report.pk)
    assert errors(admin_client.post(page_of(session), sent)) == []
    appearance = Appearance.objects.get()
    assert (appearance.session, appearance.forum) == (session, session.forum)


def test_sessions_are_suggested_within_their_forum(admin_client: Client) -> None:
    forum = make.forum("Tech Forum")
    opening = make.session(forum, "opening", kind="opening")
    make.session(make.forum(), "opening", kind="opening")
    field = {"app_label": "events", "model_name": "appearance", "field_name": "session"}
    found = admin_client.get(reverse("admin:autocomplete"), {**field, "term": "open", "within": forum.pk}).json()
    assert found["results"] == [{"id": str(opening.pk), "text": "opening · tech-forum.opening"}]


def test_a_fact_keeps_its_last_citation(admin_client: Client) -> None:
    appearance = make.appears()
    response = admin_client.post(
        page_of(appearance), filled(admin_client, page_of(appearance), **{"citations-0-DELETE": "on"})
    )
    assert errors(response) == [
        "Give at least one citation: a fact lives while it is cited. To take the fact away, delete it."
    ]
    assert Citation.objects.count() == 1


def test_a_fact_is_deleted_with_its_citations(admin_client: Client) -> None:
    appearance = make.appears()
    admin_client.post(page_of(appearance).replace("change", "delete"), {"post": "yes"})
    assert (Appearance.objects.count(), Citation.objects.count()) == (0, 0)


def test_facts_are_deleted_together_from_their_list(admin_client: Client) -> None:
    facts = [make.appears(), make.appears()]
    chosen = {"action": "delete_selected", "_selected_action": [fact.pk for fact in facts], "post": "yes"}
    admin_client.post(reverse("admin:events_appearance_changelist"), chosen)
    assert (Appearance.objects.count(), Citation.objects.count()) == (0, 0)


def test_a_forum_with_facts_is_not_deleted_and_the_page_says_why(admin_client: Client) -> None:
    appearance = make.appears()
    page = page_of(appearance.forum).replace("change", "delete")
    assert "would require deleting the following protected" in admin_client.get(page).content.decode()
    admin_client.post(page, {"post": "yes"})
    assert Forum.objects.count() == 1


def test_a_session_in_use_is_not_deleted_from_its_forum(admin_client: Client) -> None:
    session = make.session()
    make.appears(None, session)
    page = page_of(session.forum)
    response = admin_client.post(page, filled(admin_client, page, **{"sessions-0-DELETE": "on"}))
    assert [error.startswith("Deleting session") for error in errors(response)] == [True]
    assert session.forum.sessions.count() == 1


def test_a_key_typed_over_in_a_row_stays_as_it_was(admin_client: Client) -> None:
    session = make.session(key="opening")
    page = page_of(session.forum)
    response = admin_client.post(
        page, filled(admin_client, page, **{"sessions-0-key": "start", "sessions-0-label": "Start"})
    )
    assert errors(response) == []
    session.refresh_from_db()
    assert (session.key, session.label) == ("opening", "Start")


def a_detail_row(property: str, value: str, **typed: Any) -> dict[str, Any]:
    row = {"session": "", "property": property, "value": value, "citation__paragraphs": "1"}
    return {**row, "citation__standing": "occurred", **typed}


def settled(forum: Forum) -> tuple[str, str, str]:
    forum.refresh_from_db()
    return forum.title, forum.edtf, forum.basis


def test_a_forum_takes_title_and_date_from_details_added_to_it(admin_client: Client) -> None:
    forum, report = make.forum(), make.report()
    rows = [a_detail_row("title", "The Forum"), a_detail_row("date", "2024-11-04", citation__basis="stated")]
    sent = added(admin_client, page_of(forum), "details", *rows, stated_in=report.pk)
    assert errors(admin_client.post(page_of(forum), sent)) == []
    assert settled(forum) == ("The Forum", "2024-11-04", "stated")


def a_titled_forum() -> Forum:
    forum, earlier, later = make.forum(), make.report(on="2023"), make.report(on="2024")
    make.cited(Detail.objects.create(forum=forum, property="title", value="Early Title"), earlier)
    make.cited(Detail.objects.create(forum=forum, property="title", value="Late Title"), later)
    return forum


def test_a_choice_settles_the_title_until_it_is_deleted(admin_client: Client) -> None:
    forum = a_titled_forum()
    row = {"session": "", "property": "title", "value": "Late Title", "reason": "It is on the banner."}
    assert errors(admin_client.post(page_of(forum), added(admin_client, page_of(forum), "choices", row))) == []
    assert settled(forum)[0] == "Late Title"
    admin_client.post(page_of(forum.choices.get()).replace("change", "delete"), {"post": "yes"})
    assert settled(forum)[0] == "Early Title"


def test_deleting_a_report_settles_the_forums_it_spoke_of(admin_client: Client) -> None:
    forum = a_titled_forum()
    first = forum.details.get(value="Early Title").citations.get().report
    admin_client.post(page_of(first).replace("change", "delete"), {"post": "yes"})
    assert settled(forum)[0] == "Late Title"


def test_deleting_citations_from_their_list_settles_what_they_were_of(admin_client: Client) -> None:
    forum = a_titled_forum()
    citation = forum.details.get(value="Early Title").citations.get()
    chosen = {"action": "delete_selected", "_selected_action": [citation.pk], "post": "yes"}
    admin_client.post(reverse("admin:events_citation_changelist"), chosen)
    assert settled(forum)[0] == "Late Title"


def test_a_detail_moved_to_another_forum_settles_both(admin_client: Client) -> None:
    forum, other = a_titled_forum(), make.forum()
    detail = forum.details.get(value="Early Title")
    assert errors(admin_client.post(page_of(detail), filled(admin_client, page_of(detail), forum=other.pk))) == []
    assert (settled(forum)[0], settled(other)[0]) == ("Late Title", "Early Title")


def test_a_date_that_is_none_is_refused_with_the_reason(admin_client: Client) -> None:
    forum = make.forum()
    row = a_detail_row("date", "4 November", citation__report=make.report().pk)
    response = admin_client.post(page_of(forum), added(admin_client, page_of(forum), "details", row))
    assert [error.startswith("4 November has '4 November', which is not YYYY") for error in errors(response)] == [True]


def test_an_agreement_takes_its_title_from_its_details(admin_client: Client) -> None:
    agreement, report = make.agreement(), make.report()
    row = a_detail_row("title", "The Treaty")
    del row["session"]
    sent = added(admin_client, page_of(agreement), "details", row, stated_in=report.pk)
    assert errors(admin_client.post(page_of(agreement), sent)) == []
    agreement.refresh_from_db()
    assert agreement.title == "The Treaty"


def test_what_a_citation_cites_stays(admin_client: Client) -> None:
    citation, other = make.appears().citations.get(), make.appears()
    sent = filled(admin_client, page_of(citation), appearance=other.pk, name="Mr. Li")
    assert errors(admin_client.post(page_of(citation), sent)) == []
    kept = citation.appearance_id
    citation.refresh_from_db()
    assert (citation.appearance_id, citation.name) == (kept, "Mr. Li")


def test_a_second_citation_is_added_on_the_page_of_its_fact(admin_client: Client) -> None:
    appearance, report = make.appears(), make.report()
    row = {
        "report": report.pk,
        "paragraphs": "4",
        "standing": "announced",
        "capacity__title": "Chair",
        "capacity__relation": "for",
    }
    response = admin_client.post(page_of(appearance), added(admin_client, page_of(appearance), "citations", row))
    assert errors(response) == []
    citation = appearance.citations.get(report=report)
    assert (citation.paragraphs, citation.standing, str(citation.capacities.get())) == ([4], "announced", "Chair")


def test_notes_and_openings_are_read_as_they_are_shown(admin_client: Client) -> None:
    notes, openings = ["One.\n\nStill one.", "Two."], ["Good morning, ladies", "The forum was"]
    report = make.report(paragraphs=2, openings=openings, notes=notes)
    assert errors(admin_client.post(page_of(report), filled(admin_client, page_of(report), title="New"))) == []
    report.refresh_from_db()
    assert (report.title, report.notes, report.openings) == ("New", notes, openings)


def test_notes_are_parted_by_blank_lines(admin_client: Client) -> None:
    report = make.report()
    sent = filled(admin_client, page_of(report), notes="One,\r\nstill one.\r\n\r\nTwo.")
    assert errors(admin_client.post(page_of(report), sent)) == []
    report.refresh_from_db()
    assert report.notes == ["One,\nstill one.", "Two."]


def test_a_text_is_kept_to_the_letter(admin_client: Client) -> None:
    report = make.report()
    row = {"text": " First paragraph \r\n\r\nSecond\r\n"}
    assert errors(admin_client.post(page_of(report), added(admin_client, page_of(report), "text", row))) == []
    report.refresh_from_db()
    assert report.text.text == " First paragraph \n\nSecond\n"


def test_the_index_is_grouped_by_what_curators_look_for(admin_client: Client) -> None:
    context = admin_client.get(reverse("admin:index")).context
    assert [(section["name"], len(section["models"])) for section in context["app_list"]] == [
        ("Reports and forums", 6),
        ("People, organizations and places", 3),
        ("What reports state", 8),
        ("Decisions on identity", 6),
        ("Lists to choose from", 2),
        ("Accounts", 1),
    ]
    assert (context["site_header"], context["site_url"]) == ("Rostrum", "/")


def test_no_foreign_key_is_a_list_of_all_records(admin_client: Client) -> None:
    for model in RECORDS:
        context = admin_client.get(page_to_add(model)).context
        forms = [context["adminform"].form, *(inline.formset.empty_form for inline in context["inline_admin_formsets"])]
        for form in forms:
            lists = [
                name
                for name, field in form.fields.items()
                if hasattr(field, "queryset") and not hasattr(field, "known")
            ]
            assert [name for name in lists if not form[name].is_hidden] == []


def test_who_may_only_look_can_change_nothing(client: Client) -> None:
    forum = a_forum_with(3)
    guest = User.objects.create_user("guest", is_staff=True)
    guest.user_permissions.set(Permission.objects.filter(codename__startswith="view_"))
    client.force_login(guest)
    assert b"Vice Chairman" in client.get(page_of(forum)).content
    assert client.post(page_of(forum), {"label": "Renamed"}).status_code == 403
