"""Splitting one record in two: the chosen lines go, the files say so, and it can be taken back exactly."""

from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from archive.identity.edges import Refused
from events.identity.kinds import KINDS
from events.identity.merging import merge
from events.identity.rows import lines
from events.identity.splitting import split
from events.identity.undoing import undo
from events.models import Appearance, Forum, Session
from events.reportfile.exporting import exported_files
from events.reportfile.loading import load
from orgs.models import Organization
from people.models import Person, PersonDecision
from tests import records as make
from tests.events.reportfile.keeping import loaded

pytestmark = pytest.mark.django_db

PERSON, BODY, FORUM, SESSION = (KINDS[called] for called in ("person", "organization", "forum", "session"))


@pytest.fixture
def curator() -> User:
    return User.objects.create(username="curator")


def reports() -> dict[str, str]:
    return {name: text for name, text in exported_files() if name.startswith("reports/")}


def key(kind: Any, record: Any, report: str) -> set[str]:
    """The lines of one report."""
    return {line.key for line in lines(kind, record) if line.report.slug == report}


def two_in_one() -> Person:
    """Somebody who is two people, told of by two reports of one forum and by one of another."""
    news, release = make.report("news"), make.report("release")
    forum, other = make.forum("Green Forum", by=news), make.forum("Blue Forum", by=release)
    li = make.person("Li Xiang")
    spoke = make.appears(li, forum, by=news)
    make.cite(spoke, release, paragraphs=(2,), name="LI Xiang", capacities=[("Chair", make.organization("Council"))])
    make.appears(li, other, "moderator", by=release)
    make.mention(li, by=release)
    return li


def test_what_is_chosen_goes_to_the_new_record_and_the_rest_stays(curator: User) -> None:
    li = two_in_one()
    decision = split(PERSON, li, key(PERSON, li, "release"), "li-xiang-chair", "Li Xiang", "The chair.", curator)
    new = Person.objects.get(slug="li-xiang-chair")
    assert [line.report.slug for line in lines(PERSON, li)] == ["news"]
    assert [line.report.slug for line in lines(PERSON, new)] == ["release"] * 3
    assert (decision.record, decision.other, decision.judgement) == (new, li, "different")
    assert set(Appearance.objects.values_list("person__slug", "forum__slug", "role")) == {
        ("li-xiang", "green-forum", "speaker"),
        ("li-xiang-chair", "green-forum", "speaker"),
        ("li-xiang-chair", "blue-forum", "moderator"),
    }
    assert {name: "person: li-xiang-chair" in text for name, text in reports().items()} == {
        "reports/news.yaml": False,
        "reports/release.yaml": True,
    }


def test_a_split_that_is_taken_back_leaves_the_files_as_they_were(curator: User, client: Client) -> None:
    li = two_in_one()
    again = make.person("Li Xiang again")
    make.appears(again, by=make.report("third"))
    merge(PERSON, li, again, "Same.", curator)
    before = reports()
    chosen = key(PERSON, li, "release") | key(PERSON, li, "third")
    decision = split(PERSON, li, chosen, "li-xiang-chair", "Li Xiang", "The chair.", curator)
    assert reports() != before
    undo(PERSON, decision.pk, "It is him after all.", curator)
    assert reports() == before
    answer = client.get("/speakers/li-xiang-chair/?format=json")
    assert (answer.status_code, answer.headers["Location"]) == (301, "/speakers/li-xiang/?format=json")


def test_what_was_edited_or_added_since_stays_when_a_split_is_taken_back(curator: User) -> None:
    li = two_in_one()
    decision = split(PERSON, li, key(PERSON, li, "release"), "chair", "Li Xiang", "The chair.", curator)
    new = Person.objects.get(slug="chair")
    new.mentions.get().citations.update(name="Chairman Li")
    make.mention(new, "author", by=make.report("later"))
    undo(PERSON, decision.pk, "No.", curator)
    assert [(one.person.slug, one.citations.get().name) for one in li.mentions.all()] == [("li-xiang", "Chairman Li")]
    assert list(new.mentions.values_list("role", flat=True)) == ["author"]
    assert Person.objects.get(slug="chair").canonical == li


def test_a_split_is_not_taken_back_once_the_new_record_is_somebody_else(curator: User) -> None:
    li, other = two_in_one(), make.person(slug="other")
    decision = split(PERSON, li, key(PERSON, li, "release"), "chair", "Li Xiang", "The chair.", curator)
    merged = merge(PERSON, other, Person.objects.get(slug="chair"), "Same.", curator)
    before = reports()
    with pytest.raises(
        Refused, match=rf"found to be the same as another since: take that back first\. No\. {merged.pk},"
    ):
        undo(PERSON, decision.pk, "No.", curator)
    assert reports() == before


def test_a_split_is_not_taken_back_before_a_split_of_its_record(curator: User) -> None:
    li = two_in_one()
    first = split(PERSON, li, key(PERSON, li, "release"), "chair", "Li Xiang", "The chair.", curator)
    chair = Person.objects.get(slug="chair")
    moderated = {line.key for line in lines(PERSON, chair) if "Blue" in line.says}
    second = split(PERSON, chair, moderated, "moderator", "Li Xiang", "A third.", curator)
    with pytest.raises(Refused, match=rf"split again since: take that back first\. No\. {second.pk},"):
        undo(PERSON, first.pk, "No.", curator)


@pytest.mark.parametrize(
    ("chosen", "slug", "name", "says"),
    [
        ("none", "chair", "Li Xiang", "Choose what is of the new record."),
        ("all", "chair", "Li Xiang", "All of it is chosen: leave something, or change the record itself."),
        ("some", "chair", "", "Write the name of the new record."),
        (
            "some",
            "Not One",
            "Li Xiang",
            "Write lower-case letters a to z and digits, in words joined by single hyphens",
        ),
        ("some", "li-xiang", "Li Xiang", "Another record has the address li-xiang: choose another one."),
    ],
)
def test_a_split_that_cannot_be_says_why(curator: User, chosen: str, slug: str, name: str, says: str) -> None:
    li = two_in_one()
    every = {line.key for line in lines(PERSON, li)}
    keys: dict[str, set[str]] = {"none": set(), "all": every, "some": key(PERSON, li, "release")}
    with pytest.raises(Refused) as refused:
        split(PERSON, li, keys[chosen], slug, name, "The chair.", curator)
    assert str(refused.value).startswith(says)
    assert (Person.objects.count(), PersonDecision.objects.count()) == (1, 0)


def test_an_older_file_is_refused_with_the_difference(curator: User, tmp_path: Path) -> None:
    li = two_in_one()
    old = tmp_path / "release.yaml"
    old.write_text(reports()["reports/release.yaml"])
    split(PERSON, li, key(PERSON, li, "release"), "li-xiang-chair", "Li Xiang", "The chair.", curator)
    after, told = reports(), []
    load([old], told.append)
    assert [outcome.status for outcome in told] == ["refused"]
    [problem] = told[0].problems
    assert "the archive was changed since this file was made" in str(problem)
    assert "li-xiang-chair" in str(problem)
    assert reports() == after


def test_the_bodies_of_titles_go_with_an_organization(curator: User) -> None:
    news, release = make.report("news"), make.report("release")
    council = make.organization("Council", kind="chamber")
    make.involved(council, make.forum(), by=news)
    make.appears(by=release, capacities=[("Chair", council, "the Council")])
    third = make.report("third", publisher=council)
    before = reports()
    chosen = key(BODY, council, "release") | key(BODY, council, "third")
    decision = split(BODY, council, chosen, "council-of-ohio", "Council of Ohio", "Another state.", curator)
    new = Organization.objects.get(slug="council-of-ohio")
    third.refresh_from_db()
    assert (new.kind, new.capacities.get().title, third.publisher) == ("chamber", "Chair", new)
    assert council.involvements.count() == 1
    undo(BODY, decision.pk, "No.", curator)
    assert reports() == before


def test_a_forum_is_split_with_what_was_said_of_its_sessions(curator: User, client: Client) -> None:
    news, release = make.report("news"), make.report("release")
    forum = make.forum("Green Forum", by=news, on="2023-05")
    panel = make.session(forum, "panel", by=news, title="Panel")
    make.appears(event=panel, by=news)
    make.cite(forum, release)
    make.cite(panel, release, words="the panel")
    make.detail(forum, "date", "2024-05", by=release, basis="stated")
    make.appears(event=panel, by=release)
    before = reports()
    decision = split(
        FORUM, forum, key(FORUM, forum, "release"), "green-again", "Green Forum 2024", "A year on.", curator
    )
    dated = dict(Forum.objects.values_list("slug", "years"))
    assert dated == {"green-forum": [2023], "green-again": [2024]}
    assert Session.objects.get(forum__slug="green-again").appearances.count() == 1
    undo(FORUM, decision.pk, "No.", curator)
    assert (reports(), Forum.objects.get(slug="green-forum").years) == (before, [2023, 2024])
    answer = client.get("/sessions/green-again.panel/")
    assert (answer.status_code, answer.headers["Location"]) == (301, "/sessions/green-forum.panel/")


def test_a_session_is_split(curator: User) -> None:
    news, release = make.report("news"), make.report("release")
    panel = make.session(make.forum("Green Forum", by=news), "panel", by=news, title="Panel")
    make.appears(event=panel, by=news)
    make.appears(event=panel, by=release)
    before = reports()
    decision = split(SESSION, panel, key(SESSION, panel, "release"), "second-panel", "Second panel", "Two.", curator)
    second = Session.objects.get(key="second-panel")
    assert (second.forum, second.appearances.count(), panel.appearances.count()) == (panel.forum, 1, 1)
    undo(SESSION, decision.pk, "No.", curator)
    assert reports() == before


@pytest.mark.parametrize("judgement", ["different", "same"])
def test_a_file_turns_no_split_round(curator: User, tmp_path: Path, judgement: str) -> None:
    li = two_in_one()
    decision = split(PERSON, li, key(PERSON, li, "release"), "chair", "Li Xiang", "The chair.", curator)
    pair = f"{{kind: person, record: li-xiang, other: chair, judgement: {judgement}, reason: So I hear.}}"
    path = tmp_path / "decisions.yaml"
    path.write_text(f"format: rostrum-authority/1\ndecisions:\n- {pair}\n")
    (outcome,) = loaded(path, overwrite=True)
    stands = "A split stands on this decision: take it back where decisions are listed."
    assert (stands in str(outcome)) == (judgement == "same")
    row = PersonDecision.objects.get(pk=decision.pk)
    assert (row.record.slug, row.other.slug, row.judgement) == ("chair", "li-xiang", "different")
    undo(PERSON, decision.pk, "No.", curator)
    assert Person.objects.get(slug="chair").canonical == li
    assert (li.mentions.count(), li.appearances.count()) == (1, 2)
