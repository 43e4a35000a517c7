"""A record's own title and date: what a curator chose, else what the earliest citation prints."""

from typing import Any

import pytest
from django.core.management import call_command
from pytest_django import DjangoAssertNumQueries

from events.models import Choice, Detail, Forum, ForumDecision, Report, Session
from events.settling import settle_agreements, settle_events, settle_forums
from tests import records as make

pytestmark = pytest.mark.django_db


def state(subject: Any, name: str, value: str, by: Report, **words: Any) -> Detail:
    """The detail, cited by the report; as the loader makes it, before anything is settled."""
    session = subject if isinstance(subject, Session) else None
    key = {"agreement": subject} if subject._meta.model_name == "agreement" else {
        "forum": session.forum if session else subject,
        "session": session,
    }  # fmt: skip
    detail, _ = Detail.objects.get_or_create(**key, property=name, value=value)
    make.cite(detail, by, **words)
    return detail


def settled(subject: Any) -> tuple[str, str, str]:
    subject.refresh_from_db()
    return subject.title, subject.edtf, subject.basis


def test_the_earliest_report_gives_title_and_date() -> None:
    forum = make.forum("")
    late, early, undated = make.report(on="2024-11-06"), make.report(on="2024-11-05"), make.report(on="")
    for report, title, day in ((undated, "C", "2024"), (late, "A", "2024-11"), (early, "B", "2024-11-04")):
        state(forum, "title", title, report)
        state(forum, "date", day, report, basis="dateline" if report == early else "stated")
    settle_forums([forum.pk])
    assert settled(forum) == ("B", "2024-11-04", "dateline")
    assert (forum.earliest, forum.years) == (forum.latest, [2024])


def test_title_and_date_may_come_from_two_reports() -> None:
    forum = make.forum("")
    state(forum, "title", "A", make.report(on="2024-11-06"))
    state(forum, "date", "2024-11-04", make.report(on="2024-11-05"), basis="stated")
    settle_forums([forum.pk])
    assert settled(forum) == ("A", "2024-11-04", "stated")


def test_of_two_reports_of_one_day_the_first_by_slug_and_within_one_the_first_citation() -> None:
    forum = make.forum("")
    b, a = make.report("b"), make.report("a")
    state(forum, "title", "In b", b)
    state(forum, "title", "First in a", a)
    state(forum, "title", "Second in a", a)
    settle_forums([forum.pk])
    assert settled(forum)[0] == "First in a"


def test_a_report_dated_to_the_year_comes_at_its_first_day() -> None:
    forum = make.forum("")
    state(forum, "title", "Exact", make.report(on="2024-02-01"))
    state(forum, "title", "Vague", make.report(on="2024"))
    settle_forums([forum.pk])
    assert settled(forum)[0] == "Vague"


@pytest.mark.parametrize("of_session", [False, True])
def test_a_choice_wins_for_what_it_is_about_alone(of_session: bool) -> None:
    forum = make.forum("")
    talk = make.session(forum)
    early, late = make.report(on="2024-11-05"), make.report(on="2024-11-06")
    for subject in (forum, talk):
        state(subject, "title", "Early", early)
        state(subject, "title", "Late", late)
        state(subject, "date", "2024", early)
        state(subject, "date", "2024-11", late)
    chosen = talk if of_session else None
    Choice.objects.create(forum=forum, session=chosen, property="title", value="Late", reason="Printed in full.")
    settle_forums([forum.pk])
    titles = ("Early", "Late") if of_session else ("Late", "Early")
    assert (settled(forum)[:2], settled(talk)[:2]) == ((titles[0], "2024"), (titles[1], "2024"))


def test_a_choice_of_what_no_report_prints_chooses_nothing() -> None:
    forum = make.forum("")
    state(forum, "title", "Printed", make.report())
    Choice.objects.create(forum=forum, property="title", value="Better", reason="It sounds better.")
    settle_forums([forum.pk])
    assert settled(forum)[0] == "Printed"


def test_a_value_that_nobody_states_any_more_is_not_shown() -> None:
    forum = make.forum("")
    state(forum, "title", "Gone", make.report())
    state(forum, "date", "2024-11-04", make.report(), basis="stated")
    settle_forums([forum.pk])
    assert settled(forum) == ("Gone", "2024-11-04", "stated")
    Detail.objects.all().delete()
    settle_forums([forum.pk])
    assert settled(forum) == ("", "", "")
    assert (forum.earliest, forum.latest, forum.years) == (None, None, [])


def test_what_is_said_of_a_session_is_not_said_of_its_forum() -> None:
    forum = make.forum("")
    talk, panel = make.session(forum), make.session(forum)
    state(talk, "title", "The Talk", make.report())
    state(talk, "date", "2024-11-05", make.report(), basis="stated")
    settle_forums([forum.pk])
    assert (settled(forum), settled(talk), settled(panel)) == (
        ("", "", ""),
        ("The Talk", "2024-11-05", "stated"),
        ("", "", ""),
    )


def test_an_agreement_has_title_and_date_too() -> None:
    agreement, other = make.agreement(), make.agreement()
    state(agreement, "title", "The Memorandum", make.report())
    state(agreement, "date", "2024-11-04", make.report(), basis="stated")
    settle_agreements([agreement.pk, other.pk])
    assert (settled(agreement), settled(other)) == (("The Memorandum", "2024-11-04", "stated"), ("", "", ""))


def test_the_order_of_names_follows_the_title() -> None:
    forum = make.forum("")
    forum.label = "Zebra"
    forum.save()
    assert forum.sort_name == "zebra"
    state(forum, "title", "Émile", make.report())
    settle_forums([forum.pk])
    forum.refresh_from_db()
    assert forum.sort_name == "emile"


def test_other_details_settle_nothing() -> None:
    forum = make.forum("")
    for name, value in {"theme": "Green", "venue": "Hall", "start": "09:00", "format": "online"}.items():
        state(forum, name, value, make.report())
    settle_forums([forum.pk])
    assert settled(forum) == ("", "", "")


def test_what_is_settled_already_is_not_written_again(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    forum = make.forum("")
    state(forum, "title", "A", make.report())
    settle_events([forum.pk], [])
    with django_assert_num_queries(0):  # what differs is looked for past Django's own cursor
        settle_events([forum.pk], [])


def test_of_nothing_nothing_is_asked(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(0):
        settle_events([], [])
        settle_agreements([])


def test_any_number_of_forums_is_settled_at_once(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    forums = [make.forum("") for _ in range(5)]
    settle_events([forum.pk for forum in forums], [])
    with django_assert_num_queries(0):
        settle_events([forum.pk for forum in forums], [])
    assert Forum.objects.count() == 5


def test_reports_that_differ_count_in_each_year_until_one_is_chosen() -> None:
    forum = make.forum("")
    session = make.session(forum)
    for day, report in (("2023-12-31", make.report(on="2024-01-05")), ("2025", make.report(on="2024-02-05"))):
        state(forum, "date", day, report)
        state(session, "date", day, report)
    settle_forums([forum.pk])
    assert (*settled(forum)[1:2], forum.years) == ("2023-12-31", [2023, 2025])
    assert (*settled(session)[1:2], session.years) == ("2023-12-31", [2023, 2025])
    forum.summary = "What else is edited leaves them."
    forum.save()
    forum.refresh_from_db()
    assert forum.years == [2023, 2025]
    Choice.objects.create(forum=forum, property="date", value="2025", reason="The programme says so.")
    settle_forums([forum.pk])
    assert (*settled(forum)[1:2], forum.years) == ("2025", [2025])
    assert (*settled(session)[1:2], session.years) == ("2023-12-31", [2023, 2025])


def test_a_command_settles_what_was_merged_and_stated_in_sql(capsys: pytest.CaptureFixture[str]) -> None:
    news = make.report("news")
    kept, other = make.forum("Fair", by=news, on="2023"), make.forum("Gala", by=news, on="2024")
    make.merge(other, into=kept)
    ForumDecision.objects.update(judgement="different")
    Detail.objects.filter(value="Fair").update(value="Green Fair")
    call_command("settle")
    kept.refresh_from_db()
    assert (kept.title, kept.years) == ("Green Fair", [2023])
    ForumDecision.objects.update(judgement="same")
    call_command("settle")
    kept.refresh_from_db()
    assert (kept.title, kept.years, capsys.readouterr().out.count("settled")) == ("Green Fair", [2023, 2024], 2)
