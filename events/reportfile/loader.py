"""Loading one report: what it says is read, checked, compared with the archive, and written in one transaction.

A report is unchanged (the archive says the same), new, changed (it is based on what the archive says, or the caller
overwrites), or refused: malformed, or made from what the archive no longer says. A refused one writes nothing.
"""

import math
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from django.db import DatabaseError, connection, transaction

from archive.database.bulk import fetch
from archive.database.refusals import in_words
from archive.history.recording import reason
from archive.serving.breakdowns import trouble
from events.reportfile.decisions import Decided, decision_changes, write_decision
from events.reportfile.defining import Change, changes, write_definitions
from events.reportfile.definitions import KINDS, in_order
from events.reportfile.difference import Words, difference
from events.reportfile.reading import FileRefused, Loc, Problem, Source, open_source, read
from events.reportfile.schema import Definitions, ReportFile
from events.reportfile.slugs import MODELS, Slugs
from events.reportfile.soundness import circles, defined, repeated, unknown_slugs
from events.reportfile.statements import Key, Statement, as_written, check, statements, with_known_roles
from events.reportfile.stored import StoredReport, stored_report
from events.reportfile.storing import StatementWriter, references, write_report
from events.reportfile.writing import digest, minimal
from events.settling import settle_agreements, settle_events, settling_identity
from people.models import Removal

LOADERS = 0x526F_7374  # the advisory lock of all that load: alone, or beside those who share it
ALONE = "SELECT pg_advisory_xact_lock(%s)"
BESIDE = "SELECT pg_advisory_xact_lock_shared(%s)"
LOCK = "SELECT count(pg_advisory_xact_lock(key)) FROM unnest(%s::bigint[]) AS key"

KEPT = 20_000  # slugs that are known between two reports
FOURFOLD = {4**times for times in range(2, 12)}

GONE = "a person whose data was removed from the archive: take out all that the file says of that person"
LANGUAGES_DIFFER = "is not the one that another report gives it: make them equal, or load with --overwrite"


@dataclass
class Outcome:
    """What became of one file. `lines` say what it changes; `awaits` names linked reports that are not there."""

    file: str
    status: str
    lines: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    awaits: set[str] = field(default_factory=set)


class Loader:
    """Loads reports, alone or beside others.

    Beside others it takes on only what they cannot disturb, a new report that decides nothing, and refuses the rest.
    """

    def __init__(self, *, overwrite: bool = False, beside: bool = False, words: Words = str) -> None:
        self.overwrite, self.beside, self.words = overwrite, beside, words
        self.slugs = Slugs()
        self.loaded = 0

    def load_report(self, path: Path) -> Outcome:
        try:
            source = open_source(path, str(path))
        except FileRefused as refused:
            return Outcome(str(path), "refused", problems=refused.problems)
        return self.load(source, path.stem)

    def load(self, source: Source, slug: str, why: str = "") -> Outcome:
        """Load what was read, from a file or elsewhere, under the slug it has to have; history keeps why."""
        outcome = Outcome(source.name, "refused")
        try:
            with self.writing(source, why):
                self._load_report(source, slug, outcome)
            self.count()
        except FileRefused as refused:
            outcome.status, outcome.problems = "refused", refused.problems
        return outcome

    def count(self) -> None:
        """Have the server look at its tables now and then: it keeps the plans that it made when they were small.

        And forget the slugs of reports long past, so that memory does not grow with what is loaded.
        """
        if len(self.slugs) > KEPT:
            self.slugs.forget()
        self.loaded += 1
        if self.loaded in FOURFOLD:
            with connection.cursor() as cursor:
                cursor.execute("ANALYZE")

    @contextmanager
    def writing(self, source: Source, why: str = "") -> Iterator[None]:
        """A transaction of a loader; what the database refuses at the last becomes a Problem."""
        is_part = connection.in_atomic_block
        try:
            with transaction.atomic():
                fetch(BESIDE if self.beside else ALONE, [LOADERS])
                with reason(why or f"loaded from {Path(source.name).name}"):
                    yield
                if is_part:  # else the commit does
                    connection.check_constraints()
        except DatabaseError as error:
            self.slugs.forget()
            if trouble(error) and not self.beside:  # what helpers leave is loaded by the first, which comes to know
                raise
            raise FileRefused([source.problem((), f"the archive refuses it: {_reason(error)}")]) from error
        except FileRefused:
            self.slugs.forget()
            raise

    def _load_report(self, source: Source, slug: str, outcome: Outcome) -> None:
        file, unknown = with_known_roles(read(source, ReportFile))
        outcome.warnings = [
            str(source.problem(loc, f"{role!r} is not a controlled role; kept as printed and counted as other"))
            for loc, role in unknown
        ]
        said = list(statements(file))
        self.refuse(check(file, said, source, slug) + definition_problems(file.definitions, source, ("definitions",)))
        missing = self.unknown(file, said, source)
        outcome.awaits = {link.to for link in file.report.links if self.slugs.get("report", link.to) is None}
        self.refuse(missing)
        found, decided = changes(in_order(file.definitions), self.slugs), decision_changes(file.definitions.decisions)
        if not self.overwrite:
            self.refuse(_redefined(file.definitions, found, decided, source))
        if self.beside:
            self.lock(said)
        file = as_written(file)
        before = stored_report(file.report.slug) if self.slugs.get("report", file.report.slug) else None
        outcome.lines = [line for change in (*found, *decided) for line in change.lines]
        outcome.lines += difference(before and before.file, file, self.words)
        outcome.status = "changed" if before else "new"
        if before and not outcome.lines:
            outcome.status = "unchanged"
            return
        if self.beside and (before or file.definitions.decisions):
            raise FileRefused([])
        if before and not self.overwrite and file.based_on != digest(minimal(before.file)):
            self.refuse([source.problem(("based_on",), stale(outcome.lines))])
        write_definitions(found, self.slugs)
        self.decide(decided, file.definitions, source, ("definitions",))
        places = {(statement.kind, statement.key): statement.loc for statement in said}
        self.refuse(
            [
                source.problem((*places[statement.kind, statement.key], "language"), LANGUAGES_DIFFER)
                for statement in self.write(file, before, found)
            ]
        )

    def refuse(self, problems: Sequence[Problem]) -> None:
        if problems:
            raise FileRefused(list(problems))

    def unknown(self, file: ReportFile, said: Sequence[Statement], source: Source) -> list[Problem]:
        """The places where the file refers to records that neither the archive nor the file has."""
        here = defined(file.definitions)
        wanted: dict[str, set[str]] = {kind: set() for kind in self.slugs.ids} | {"report": {file.report.slug}}
        places: list[tuple[Loc, str, str]] = []
        for statement in said:
            places += [(statement.loc, kind, slug) for kind, slug in references(statement)]
        if file.report.publisher:
            places.append((("report", "publisher", "organization"), "organization", file.report.publisher.organization))
        places += [(("report", "links", i, "to"), "report", link.to) for i, link in enumerate(file.report.links)]
        for kind, slug in (*here, *(place[1:] for place in places)):
            wanted[kind].add(slug)
        self.slugs.find(wanted)
        missing = [place for place in places if place[1:] not in here and self.slugs.get(*place[1:]) is None]
        definitions = unknown_slugs(file.definitions, self.slugs, here)
        missing += [(("definitions", *loc), kind, slug) for loc, kind, slug in definitions]
        people = [slug for _, kind, slug in missing if kind == "person"]
        gone = Removal.objects.among(people) if people else set()
        return [
            source.problem(loc, f"refers to {slug}, {GONE}" if slug in gone else unknown_record(kind, slug))
            for loc, kind, slug in dict.fromkeys(missing)
        ]

    def lock(self, said: Sequence[Statement]) -> None:
        """Have what the report is about to itself, in an order that all loaders keep to.

        What two reports say of one forum is settled by the second; and nobody waits for one who waits for him.
        """
        keys = set()
        for statement in said:
            for kind, slug in references(statement):
                if (pk := self.slugs.get(kind, slug)) is not None:  # else it is defined here
                    keys.add(list(MODELS).index(kind) << 48 | pk)
        fetch(LOCK, [sorted(keys)])

    def decide(self, decided: Sequence[Decided], definitions: Definitions, source: Source, loc: Loc) -> None:
        """Write decisions; one that the database refuses is told by its line."""
        with ExitStack() as settling:
            for kind in ("forum", "session"):
                ids = self.decided_on(kind, decided)
                settling.enter_context(settling_identity(MODELS[kind], ids))
            for change in decided:
                try:
                    with transaction.atomic():
                        write_decision(change.item, self.slugs)
                except DatabaseError as error:
                    if trouble(error):
                        raise
                    where = (*loc, "decisions", definitions.decisions.index(change.item))
                    raise FileRefused([source.problem(where, _reason(error))]) from error

    def decided_on(self, kind: str, decided: Sequence[Decided]) -> list[int]:
        """The records of the kind that are decided on."""
        slugs = {
            slug for change in decided if change.item.kind == kind for slug in (change.item.record, change.item.other)
        }
        self.slugs.find({kind: slugs})
        return [self.slugs[kind, slug] for slug in slugs]

    def write(self, file: ReportFile, before: StoredReport | None, found: Sequence[Change]) -> list[Statement]:
        """Write the report; the details that other reports state in another language."""
        said = list(statements(file))
        last = before is not None and _paragraphs(file) < _paragraphs(before.file)  # none goes while it is cited
        report = before.pk if before and last else write_report(file, before, self.slugs)
        writer = StatementWriter(report, before, self.slugs)
        writer.write(said)
        if last:
            write_report(file, before, self.slugs)
        subjects = [*said, *(statements(before.file) if before else ())]
        self.settle({statement.key for statement in subjects if statement.kind == "detail"} | labelled(found))
        return writer.write_languages(said, overwrite=self.overwrite)

    def settle(self, details: Iterable[Key]) -> None:
        """Settle the titles and dates that the details with these keys can concern."""
        forums: set[str] = set()
        sessions: set[str] = set()
        agreements: set[str] = set()
        for forum, session, name, _, agreement in details:
            if name in ("title", "date"):
                if agreement:
                    agreements.add(str(agreement))
                elif session:
                    sessions.add(f"{forum}.{session}")
                else:
                    forums.add(str(forum))
        self.slugs.find({"forum": forums, "session": sessions, "agreement": agreements})
        settle_events(
            [self.slugs["forum", slug] for slug in forums], [self.slugs["session", slug] for slug in sessions]
        )
        settle_agreements([self.slugs["agreement", slug] for slug in agreements])


def _paragraphs(file: ReportFile) -> float:
    return file.text.paragraphs if file.text else math.inf


def labelled(found: Sequence[Change]) -> set[Key]:
    """Keys that stand for all that a changed forum's choices can concern."""
    forums = [change.item for change in found if change.kind.kind == "forum" and change.before]
    parts = [(forum.slug, part and part.key) for forum in forums for part in (None, *forum.sessions)]
    return {(forum, session, "title", None, None) for forum, session in parts}


def definition_problems(definitions: Definitions, source: Source, loc: Loc) -> list[Problem]:
    problems = [
        source.problem((*loc, *where), f"gives {what} a second time: keep one") for where, what in repeated(definitions)
    ]
    people = [person.slug for person in definitions.persons]
    removed = Removal.objects.among(people) if people else set()
    problems += [
        source.problem((*loc, "persons", i), f"brings back {slug}, {GONE}")
        for i, slug in enumerate(people)
        if slug in removed
    ]
    return problems + [
        source.problem((*loc, *where), f"{what} would stand in itself: name what really holds it")
        for where, what in circles(definitions)
    ]


def _redefined(
    definitions: Definitions, found: Sequence[Change], decided: Sequence[Decided], source: Source
) -> list[Problem]:
    """Where a report defines something otherwise than the archive, which only an authority file may change."""
    slugs = {kind.list: [item.slug for item in getattr(definitions, kind.list)] for kind in KINDS}
    places: list[tuple[Loc, Change | Decided]] = [
        ((change.kind.list, slugs[change.kind.list].index(change.item.slug)), change) for change in found
    ]
    places += [(("decisions", definitions.decisions.index(change.item)), change) for change in decided]
    return [
        source.problem(("definitions", *loc), f"is otherwise in the archive: make it equal, or take it out ({line})")
        for loc, change in places
        if change.before is not None
        for line in change.lines
    ]


def unknown_record(kind: str, slug: str) -> str:
    return f"refers to the {kind} {slug}, which neither the archive nor the file has: define it, or mend the slug"


def stale(lines: Sequence[str]) -> str:
    shown = "".join(f"\n    {line}" for line in lines)
    return (
        "the archive was changed since this file was made. Export, put your changes into the exported file, and load "
        f"that; or load with --overwrite. This file would change:{shown}"
    )


def _reason(error: DatabaseError) -> str:
    """The rule that is broken, in words; else what PostgreSQL says."""
    diagnosis = getattr(error.__cause__, "diag", None)
    return in_words(diagnosis) if diagnosis and diagnosis.message_primary else " ".join(str(error).split())
