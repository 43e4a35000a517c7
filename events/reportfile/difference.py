"""The difference between two versions of a report, field by field, in lines that a curator can read."""

from collections.abc import Callable, Iterator
from typing import Any

from pydantic import BaseModel

from events.reportfile.schema import ReportFile
from events.reportfile.statements import Statement, statements
from events.reportfile.writing import minimal

Words = Callable[[Statement], str]


def difference(archive: ReportFile | None, file: ReportFile, words: Words = str) -> list[str]:
    """Lines `+ fact`, `- fact`, `~ fact: field: archive → file`; none when the two say the same."""
    if archive is None:
        return [f"+ {words(statement)}" for statement in statements(file)]
    lines = [f"~ report: {line}" for line in _fields(archive.report, file.report)]
    if archive.text != file.text:
        lines += [f"~ text: {line}" for line in _fields(archive.text, file.text)]
    return lines + list(_statements(archive, file, words)) or _order(archive, file)


def _statements(archive: ReportFile, file: ReportFile, words: Words) -> Iterator[str]:
    before = {(statement.kind, statement.key): statement for statement in statements(archive)}
    after = {(statement.kind, statement.key): statement for statement in statements(file)}
    yield from (f"- {words(statement)}" for key, statement in before.items() if key not in after)
    for key, statement in after.items():
        if key not in before:
            yield f"+ {words(statement)}"
        elif (before[key].citations, before[key].language) != (statement.citations, statement.language):
            yield from (f"~ {words(statement)}: {line}" for line in _citations(before[key], statement))


def _citations(before: Statement, after: Statement) -> Iterator[str]:
    if before.language != after.language:
        yield f"language: {before.language or '(none)'} → {after.language or '(none)'}"
    for i in range(max(len(before.citations), len(after.citations))):
        if i >= len(after.citations):
            yield f"- citation {i + 1}, paragraphs {list(before.citations[i].paragraphs)}"
        elif i >= len(before.citations):
            yield f"+ citation {i + 1}, paragraphs {list(after.citations[i].paragraphs)}"
        else:
            yield from (f"citation {i + 1}: {line}" for line in _fields(before.citations[i], after.citations[i]))


def _fields(before: BaseModel | None, after: BaseModel | None) -> Iterator[str]:
    was, now = (minimal(item) if item else {} for item in (before, after))
    for field in {**was, **now}:
        if was.get(field) != now.get(field):
            yield f"{field}: {_shown(was.get(field))} → {_shown(now.get(field))}"


def _shown(value: Any) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{name}: {_shown(part)}" for name, part in value.items())
    if isinstance(value, list):
        return "[" + "; ".join(map(_shown, value)) + "]"
    return "(none)" if value is None else str(value)


def _order(archive: ReportFile, file: ReportFile) -> list[str]:
    same = [(s.kind, s.key) for s in statements(archive)] == [(s.kind, s.key) for s in statements(file)]
    return [] if same else ["~ the order of the facts"]
