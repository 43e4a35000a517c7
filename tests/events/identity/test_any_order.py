"""Merge, split, take back, answer, edit, load and withdraw, in any order: the archive is what a plain model says.

The model knows records, decisions as edges, and who is named where by which report; it knows nothing of the code.
"""

import os
import tempfile
from collections import defaultdict
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import transaction
from django.test import Client
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from archive.identity.edges import Refused
from events.identity.kinds import KINDS
from events.identity.merging import decide, merge
from events.identity.rows import lines
from events.identity.splitting import split
from events.identity.undoing import undo
from events.models import Citation, Report
from events.reportfile.schema import CitationItem, ReportFile
from events.reportfile.statements import Statement, document
from events.reportfile.stored import stored
from events.reportfile.writing import digest, minimal
from events.reportfile.writing import write as as_text
from people.models import Person
from tests import records as make
from tests.events.reportfile.keeping import exported, loaded, statuses, undone, write

pytestmark = pytest.mark.django_db

PERSON, FORUM = KINDS["person"], KINDS["forum"]
PEOPLE, FORUMS, REPORTS = ("ann", "bob", "cy", "dee"), ("fair", "gala"), ("news", "post")
ROLES = ("speaker", "moderator")
# More with IDENTITY_EXAMPLES=500 IDENTITY_STEPS=40.
EXAMPLES, STEPS = (int(os.environ.get(f"IDENTITY_{name}", few)) for name, few in (("EXAMPLES", "25"), ("STEPS", "15")))

any_number = st.integers(0, 10**6)
named = st.sets(st.tuples(any_number, st.sampled_from(FORUMS), st.sampled_from(ROLES)), max_size=4)


@dataclass
class Pair:
    """A pair of records, and all that stands decided on it, the last in force."""

    stood: list[tuple[str, str, str, str]]  # record, other, judgement, reason
    moved: dict[int, str] = field(default_factory=dict)  # by a split: the citation, and whom it named

    @property
    def record(self) -> str:
        return self.stood[-1][0]

    @property
    def other(self) -> str:
        return self.stood[-1][1]

    @property
    def judgement(self) -> str:
        return self.stood[-1][2]

    @property
    def ends(self) -> set[str]:
        return {self.record, self.other}


@dataclass
class Named:
    """One citation: who is named by which report, where and as what, in which words."""

    report: str
    person: str
    forum: str
    role: str
    printed: str


class Model:
    """What the archive should be."""

    def __init__(self) -> None:
        self.records = {"person": list(PEOPLE), "forum": list(FORUMS)}
        self.pairs: dict[str, list[Pair]] = {"person": [], "forum": []}
        self.citations: dict[int, Named] = {}
        self.notes = dict.fromkeys(PEOPLE, "")
        self.numbers = count(1)

    def component(self, kind: str, slug: str, without: Pair | None = None) -> set[str]:
        found, more = {slug}, True
        while more:
            joined = [pair.ends for pair in self.pairs[kind] if pair is not without and pair.judgement == "same"]
            grown = found.union(*(ends for ends in joined if ends & found))
            found, more = grown, grown != found
        return found

    def shown(self, kind: str, slug: str) -> str:
        """The record that stands for one: of its component, the one that no edge leaves; the oldest of several."""
        left = {pair.record for pair in self.pairs[kind] if pair.judgement == "same"}
        component = self.component(kind, slug)
        return min(component, key=lambda one: (one in left, self.records[kind].index(one)))

    def apart(self, kind: str, one: str, other: str, but: Pair | None = None) -> bool:
        here, there = self.component(kind, one), self.component(kind, other)
        parted = [pair for pair in self.pairs[kind] if pair is not but and pair.judgement == "different"]
        return any(pair.ends & here and pair.ends & there for pair in parted)

    def decide(self, kind: str, record: str, other: str, judgement: str, reason: str) -> bool:
        if self.shown(kind, record) == self.shown(kind, other):
            return False
        if judgement == "same" and self.apart(kind, record, other):
            return False
        pair = next((pair for pair in self.pairs[kind] if pair.ends == {record, other}), None)
        if pair is None:
            pair = Pair([])
            self.pairs[kind].append(pair)
        if pair.stood and pair.judgement == judgement:
            pair.stood.pop()
        pair.stood.append((record, other, judgement, reason))
        return True

    def may_undo(self, kind: str, pair: Pair) -> bool:
        if pair.moved:
            joined = any(pair.record in one.ends for one in self.pairs[kind] if one.judgement == "same")
            again = any(one.moved and one.other == pair.record for one in self.pairs[kind])
            return not joined and not again and not self.apart(kind, pair.record, pair.other, but=pair)
        if pair.judgement != "same":
            return True
        here = self.component(kind, pair.record, without=pair)
        component = self.component(kind, pair.record)
        for one in self.pairs[kind]:
            if one.moved and one.other in component:
                rest = here if one.other in here else component - here
                if set(one.moved.values()) - rest:
                    return False
        return True

    def undo(self, kind: str, pair: Pair, reason: str) -> bool:
        if not self.may_undo(kind, pair):
            return False
        if pair.moved:
            for number, person in pair.moved.items():
                if number in self.citations and self.citations[number].person == pair.record:
                    self.citations[number].person = person
            pair.moved = {}
            pair.stood.append((pair.record, pair.other, "same", reason))
            return True
        pair.stood.pop()
        if not pair.stood:
            self.pairs[kind].remove(pair)
        return True

    def load(self, report: str, said: list[tuple[str, str, str]]) -> None:
        """A citation that says the same of a fact stays; one left over of a fact is taken for a new one of it."""
        old: dict[tuple[str, str, str], list[int]] = defaultdict(list)
        for number, one in self.citations.items():
            if one.report == report:
                old[one.person, one.forum, one.role].append(number)
        for person, forum, role in said:
            kept = old[person, forum, role]
            same = [number for number in kept if self.citations[number].printed == person]
            number = (same or kept or [next(self.numbers)])[0]
            self.citations[number] = Named(report, person, forum, role, person)
            if number in kept:
                kept.remove(number)
        for number in (number for numbers in old.values() for number in numbers):
            del self.citations[number]


class Machine(RuleBasedStateMachine):
    """The archive beside its model."""

    def __init__(self) -> None:
        super().__init__()
        self.around = transaction.atomic()
        self.around.__enter__()
        self.folder = tempfile.TemporaryDirectory()
        self.model, self.reasons, self.slugs = Model(), count(1), count(1)
        self.curator = User.objects.create(username="curator")
        for slug in PEOPLE:
            make.person(slug.title(), slug)
        for slug in FORUMS:
            make.forum(slug.title(), slug=slug)
        self.old: list[tuple[str, dict[str, Any], list[tuple[str, str, str]]]] = []

    def teardown(self) -> None:
        try:
            self.no_address_is_dead()
            self.files_come_back()
        finally:
            transaction.set_rollback(True)
            self.around.__exit__(None, None, None)
            self.folder.cleanup()

    # --- what a curator does ------------------------------------------------------------------------------------

    def attempt(self, may: bool, does: Any) -> None:
        try:
            does()
        except Refused:
            assert not may, "it was refused"
        else:
            assert may, "it was not refused"

    def reason(self) -> str:
        return f"Reason {next(self.reasons)}."

    def pick(self, kind: str, number: int) -> str:
        return self.model.records[kind][number % len(self.model.records[kind])]

    @rule(kind=st.sampled_from(("person", "person", "forum")), one=any_number, other=any_number)
    def merges(self, kind: str, one: int, other: int) -> None:
        kept, gone = (self.model.shown(kind, self.pick(kind, number)) for number in (one, other))
        reason = self.reason()
        records = (KINDS[kind].get(slug) for slug in (kept, gone))
        may = self.model.decide(kind, gone, kept, "same", reason)
        self.attempt(may, lambda: merge(KINDS[kind], *records, reason, self.curator))

    @rule(one=any_number, other=any_number, judgement=st.sampled_from(("different", "undecided")))
    def answers(self, one: int, other: int, judgement: str) -> None:
        slugs = [self.model.shown("person", self.pick("person", number)) for number in (one, other)]
        pair = next((pair for pair in self.model.pairs["person"] if pair.ends == set(slugs)), None)
        if pair and pair.moved:  # the answer that a split gave is taken back with the split
            return
        reason = self.reason()
        records = [KINDS["person"].get(slug) for slug in slugs]
        may = self.model.decide("person", *slugs, judgement, reason)
        self.attempt(may, lambda: decide(PERSON, *records, judgement, reason, self.curator))

    @precondition(lambda self: any(self.model.pairs.values()))
    @rule(kind=st.sampled_from(("person", "forum")), number=any_number)
    def takes_back(self, kind: str, number: int) -> None:
        if not (pairs := self.model.pairs[kind]):
            return
        pair = pairs[number % len(pairs)]
        ends = {"record__slug": pair.record, "other__slug": pair.other}
        row, reason = KINDS[kind].decisions.objects.get(**ends), self.reason()
        self.attempt(self.model.undo(kind, pair, reason), lambda: undo(KINDS[kind], row.pk, reason, self.curator))

    @precondition(lambda self: self.model.citations)
    @rule(number=any_number, some=any_number)
    def splits(self, number: int, some: int) -> None:
        slug = self.model.shown("person", self.pick("person", number))
        told = lines(PERSON, KINDS["person"].get(slug))
        chosen = [line for place, line in enumerate(told) if some >> place & 1]
        new, reason = f"new-{next(self.slugs)}", self.reason()
        component = self.model.component("person", slug)
        numbers = sorted(pk for pk, one in self.model.citations.items() if one.person in component)
        assert len(numbers) == len(told)
        may = 0 < len(chosen) < len(told)
        record, keys = KINDS["person"].get(slug), {line.key for line in chosen}
        if may:
            taken = {self.number_of(line.pk) for line in chosen}
            self.model.records["person"].append(new)
            self.model.notes[new] = ""
            moved = {pk: self.model.citations[pk].person for pk in taken}
            self.model.pairs["person"].append(Pair([(new, slug, "different", reason)], moved))
            for pk in taken:
                self.model.citations[pk].person = new
        self.attempt(may, lambda: split(PERSON, record, keys, new, new.title(), reason, self.curator))

    def number_of(self, pk: int) -> int:
        """The citation's number in the model."""
        cited = Citation.objects.get(pk=pk)
        fact = cited.appearance
        assert fact
        wanted = Named(cited.report.slug, fact.person.slug, fact.forum.slug, fact.role, cited.name)
        return next(number for number, one in self.model.citations.items() if one == wanted)

    @rule(number=any_number, note=st.sampled_from(("Chairs it.", "Spoke twice.", "")))
    def edits(self, number: int, note: str) -> None:
        slug = self.pick("person", number)
        record = Person.objects.get(slug=slug)
        record.note = self.model.notes[slug] = note
        record.save()

    # --- what is loaded -----------------------------------------------------------------------------------------

    def file(self, report: str, said: list[tuple[str, str, str]]) -> dict[str, Any]:
        facts = [
            Statement("appearance", (forum, None, person, role), (CitationItem(paragraphs=(1,), name=person),))
            for person, forum, role in said
        ]
        head = {"slug": report, "kind": "news", "title": report.title(), "language": "en"}
        known = Report.objects.filter(slug=report).first()
        based = {"based_on": digest(minimal(stored(known).file))} if known else {}
        file = ReportFile.model_validate({"format": "rostrum-report/1", "report": head, **based} | document(facts))
        return minimal(file)

    def loads(self, report: str, content: dict[str, Any]) -> str:
        text = as_text(content).replace(digest(content), content.get("based_on", digest(content)), 1)
        path = write(Path(self.folder.name), {f"{report}.yaml": text}) / f"{report}.yaml"
        [status] = statuses(loaded(path))
        return status

    @rule(report=st.sampled_from(REPORTS), said=named)
    def load(self, report: str, said: set[tuple[int, str, str]]) -> None:
        facts = sorted({(self.pick("person", number), forum, role) for number, forum, role in said})
        content = self.file(report, facts)
        self.old.append((report, content, facts))
        assert self.loads(report, content) != "refused"
        self.model.load(report, facts)

    @rule(report=st.sampled_from(REPORTS))
    def withdraw(self, report: str) -> None:
        assert self.loads(report, self.file(report, [])) != "refused"
        self.model.load(report, [])

    @precondition(lambda self: self.old)
    @rule(number=any_number)
    def load_an_old_file(self, number: int) -> None:
        """It changes nothing, but where the archive says again what the file was made from, or what it says."""
        report, content, facts = self.old[number % len(self.old)]
        now = digest(minimal(stored(Report.objects.get(slug=report)).file))
        status = self.loads(report, content)
        if content.get("based_on") == now:
            self.model.load(report, facts)
        assert status == "unchanged" if digest(content) == now else status in ("refused", "changed")
        assert (status == "changed") == (content.get("based_on") == now and digest(content) != now)

    # --- what holds ---------------------------------------------------------------------------------------------

    @invariant()
    def everybody_is_shown_as_decided(self) -> None:
        for kind, slugs in self.model.records.items():
            found = dict(KINDS[kind].model.objects.values_list("slug", "canonical__slug"))
            assert found == {slug: self.model.shown(kind, slug) for slug in slugs}

    @invariant()
    def no_fact_is_moved_but_by_splits(self) -> None:
        fact = ("report__slug", "appearance__person__slug", "appearance__forum__slug", "appearance__role", "name")
        found = sorted(Citation.objects.values_list(*fact))
        wanted = [(one.report, one.person, one.forum, one.role, one.printed) for one in self.model.citations.values()]
        assert found == sorted(wanted)
        assert dict(Person.objects.values_list("slug", "note")) == self.model.notes

    @invariant()
    def the_decisions_are_those_that_stand(self) -> None:
        for kind, pairs in self.model.pairs.items():
            rows = KINDS[kind].decisions.objects.values_list("record__slug", "other__slug", "judgement", "reason")
            assert sorted(rows) == sorted(pair.stood[-1] for pair in pairs)

    def no_address_is_dead(self) -> None:
        client = Client()
        for slug in self.model.records["person"]:
            answer, shown = client.get(f"/zh-hans/speakers/{slug}/?format=json"), self.model.shown("person", slug)
            to = "" if shown == slug else f"/zh-hans/speakers/{shown}/?format=json"
            assert (answer.status_code, answer.headers.get("Location", "")) == (301 if to else 200, to)

    def files_come_back(self) -> None:
        files = exported()
        with undone():
            for kind in (FORUM, PERSON):
                kind.decisions.objects.all().delete()
            Citation.objects.all().delete()
            for model in (Report, PERSON.model, FORUM.model):
                model._default_manager.all().delete()
            with tempfile.TemporaryDirectory() as folder:
                assert set(statuses(loaded(write(Path(folder), files)))) <= {"new"}
            assert exported() == files


def test_in_any_order_the_archive_is_what_was_decided_and_loaded() -> None:
    run_state_machine_as_test(
        Machine,
        settings=settings(
            max_examples=EXAMPLES,
            stateful_step_count=STEPS,
            deadline=None,
            derandomize="IDENTITY_EXAMPLES" not in os.environ,
            suppress_health_check=list(HealthCheck),
        ),
    )
