"""Loading authority files: all together, in one transaction, since they refer to one another."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from events.reportfile.decisions import decision_changes
from events.reportfile.defining import Change, changes, write_definitions
from events.reportfile.definitions import KINDS, in_order
from events.reportfile.exporting import authority_document
from events.reportfile.gone import gone_changes, there_still
from events.reportfile.loader import Loader, Outcome, definition_problems, labelled, stale, unknown_record
from events.reportfile.reading import FileRefused, Problem, Source, open_source, read
from events.reportfile.schema import AuthorityFile
from events.reportfile.soundness import defined, unknown_slugs
from events.reportfile.writing import digest


class AuthorityLoader:
    def __init__(self, loader: Loader) -> None:
        self.loader = loader

    def load(self, paths: Sequence[Path]) -> list[Outcome]:
        outcomes = [Outcome(str(path), "refused") for path in paths]
        files: list[tuple[Source, AuthorityFile]] = []
        for path, outcome in zip(paths, outcomes, strict=True):
            try:
                source = open_source(path, str(path))
                files.append((source, read(source, AuthorityFile)))
            except FileRefused as refused:
                outcome.problems = refused.problems
        if len(files) == len(paths):
            try:
                with self.loader.writing(files[0][0], "loaded from authority files"):
                    self.write(files, outcomes)
            except FileRefused as refused:
                _share_out(refused.problems, outcomes)
        return outcomes

    def write(self, files: Sequence[tuple[Source, AuthorityFile]], outcomes: Sequence[Outcome]) -> None:
        self.check(files)
        found: dict[tuple[str, str], Change] = {}
        for (source, file), outcome in zip(files, outcomes, strict=True):
            here, decided = changes(in_order(file)), decision_changes(file.decisions)
            gone = gone_changes(file)
            outcome.lines = [line for change in (*here, *decided, gone) for line in change.lines]
            replaces = any(change.before for change in (*here, *decided))
            outcome.status = "changed" if replaces else "new" if outcome.lines else "unchanged"
            if replaces and not self.loader.overwrite and not _is_current(file):
                self.loader.refuse([source.problem(("based_on",), stale(outcome.lines))])
            gone.write()  # before the records: the database lets nobody in who was removed
            found |= {(change.kind.kind, change.item.slug): change for change in here}
        write_definitions(list(found.values()), self.loader.slugs)
        for source, file in files:
            self.loader.decide(decision_changes(file.decisions), file, source, ())
        self.loader.settle(labelled(list(found.values())))

    def check(self, files: Sequence[tuple[Source, AuthorityFile]]) -> None:
        everywhere = {record for _, file in files for record in defined(file)}
        problems: list[Problem] = []
        seen: dict[tuple[str, str], tuple[Any, Source]] = {}
        for source, file in files:
            problems += definition_problems(file, source, ()) + there_still(file.removed, source)
            problems += [
                source.problem(loc, unknown_record(kind, slug))
                for loc, kind, slug in unknown_slugs(file, self.loader.slugs, everywhere)
            ]
            for kind in KINDS:
                for i, item in enumerate(getattr(file, kind.list)):
                    first, where = seen.setdefault((kind.kind, item.slug), (item, source))
                    if first != item and where is not source:
                        says = f"defines {item.slug} otherwise than {where.name} does: keep one definition"
                        problems.append(source.problem((kind.list, i), says))
        self.loader.refuse(problems)


def _is_current(file: AuthorityFile) -> bool:
    """Whether the file was made from what the archive says now of the records it names."""
    current: dict[str, Any] = {}
    for kind in KINDS:
        if items := getattr(file, kind.list):
            current |= authority_document(kind.list, {item.slug for item in items})
    if file.decisions:
        current |= authority_document("decisions")
    return file.based_on == digest(current)


def _share_out(problems: Sequence[Problem], outcomes: Sequence[Outcome]) -> None:
    for outcome in outcomes:
        outcome.status = "refused"
        outcome.problems = [problem for problem in problems if problem.file == outcome.file]
