"""Sheets of appearances: each row a citation, put into the file of its report as the archive would write it."""

from typing import Any

from django.utils.translation import gettext
from pydantic import ValidationError

from events.interop.sheets.columns import Sheet
from events.interop.sheets.planning import CHANGED, NEW, Plan, Row, source
from events.interop.sheets.reading import Table
from events.models import Report
from events.reportfile.loader import Loader
from events.reportfile.reading import Loc, Problem
from events.reportfile.schema import CitationItem
from events.reportfile.statements import ROLES
from events.reportfile.stored import stored
from events.reportfile.writing import Document, digest, minimal

CAPACITY = {"title": "title", "organization": "organization", "printed_organization": "printed", "relation": "relation"}
CITED = {"printed_name": "name", "printed_role": "role", "standing": "standing", "mode": "mode", "note": "note"}
IN_FORUM, IN_SESSION = 6, 8  # how deep a citation stands in the file
NEEDED = ("forum", "person", "role", "paragraphs")


def plan_appearances(sheet: Sheet, table: Table, report: str) -> Plan:
    rows = [Row(number, cells) for number, cells in table.rows]
    of_report: dict[str, list[Row]] = {}
    for row in rows:
        if slug := row.cells.get("report") or report:
            of_report.setdefault(slug, []).append(row)
        else:
            row.refuse(gettext("is missing: name the report in each row, or one for the whole sheet"), "report")
    known = {one.slug: one for one in Report.objects.filter(slug__in=of_report).select_related("publisher")}
    for slug in of_report.keys() - known.keys():
        for row in of_report.pop(slug):
            words = gettext("there is no report “%(slug)s”: bring the report in first, or mend the slug")
            row.refuse(words % {"slug": slug[:120]}, "report")
    files = [_File(stored(known[slug]).file, of_report[slug]) for slug in sorted(of_report)]
    plan = Plan(rows, digest({slug: file.based_on for slug, file in zip(sorted(of_report), files, strict=True)}))

    def write(why: str) -> None:
        for file in files:
            plan.blame(file.load(why), file.locate)

    plan.write = write
    return plan


class _File:
    """The file of a report, with the rows put in."""

    def __init__(self, before: Any, rows: list[Row]) -> None:
        self.document = minimal(before)
        self.based_on = digest(self.document)
        self.document["based_on"] = self.based_on
        self.rows = rows
        self.places: dict[Any, dict[Any, int]] = {}  # where the items of a list stand, by their key
        self.at: dict[Loc, Row] = {}
        for key, passage in self.passages().items():
            self.cite(key, passage)

    def passages(self) -> dict[Any, list[Row]]:
        """The rows by what they cite and where: several tell of the capacities that one passage prints."""
        found: dict[Any, list[Row]] = {}
        for row in self.rows:
            missing = [column for column in NEEDED if not row.cells.get(column)]
            for column in missing:
                row.refuse(gettext("is empty: fill it in"), column)
            if not missing:
                found.setdefault(_key(row.cells), []).append(row)
        return found

    def cite(self, key: Any, rows: list[Row]) -> None:
        forum, session, person, role, unique = key
        for row in rows[1:]:
            _hold_against(row, rows[0])
        holder, loc = self.holder(forum, session)
        fact, at = self.entry(holder.setdefault("appearances", []), {"person": person, "role": role})
        cited = fact.setdefault("citations", [])
        place = next((i for i, one in enumerate(cited) if _unique(one) == unique), len(cited))
        before = cited[place] if place < len(cited) else {}
        held = [capacity for row in rows if (capacity := _capacity(row.cells))]
        now = before | _citation(rows[0].cells) | ({"capacities": held} if held else {})
        cited[place : place + 1] = [now]
        for row in rows:
            row.loc = (*loc, "appearances", at, "citations", place)
            self.at.setdefault(row.loc, row)
            _tell(row, _said(before), _said(now))

    def holder(self, forum: str, session: str) -> tuple[Document, Loc]:
        """The forum, or its session, where the report states appearances."""
        held, i = self.entry(self.document.setdefault("forums", []), {"forum": forum})
        if not session:
            return held, ("forums", i)
        part, j = self.entry(held.setdefault("sessions", []), {"session": session.rpartition(".")[2]})
        return part, ("forums", i, "sessions", j)

    def entry(self, items: list[Document], key: Document) -> tuple[Document, int]:
        """The item of a list that has the key, made where there is none; and its place."""
        if id(items) not in self.places:
            self.places[id(items)] = {tuple(item.get(name) for name in key): i for i, item in enumerate(items)}
        place = self.places[id(items)].setdefault(tuple(key.values()), len(items))
        if place == len(items):
            items.append(dict(key))
        return items[place], place

    def load(self, why: str) -> list[Problem]:
        there = source(self.document)
        return Loader().load(there, self.document["report"]["slug"], why).problems

    def locate(self, problem: Problem) -> tuple[Row | None, str]:
        """The row that a problem is of: it stands in the citation, or at the fact or forum that holds it."""
        for deep in (IN_SESSION, IN_FORUM):
            if row := self.at.get(problem.loc[:deep]):
                return row, _column(problem.loc[deep:])
        near = (row for row in self.rows if problem.loc and row.loc[: len(problem.loc)] == problem.loc)
        return next(near, None), ""


def _column(loc: Loc) -> str:
    names = [part for part in loc if isinstance(part, str)]
    fields = CAPACITY if names[:1] == ["capacities"] else CITED
    return next((column for column, field in fields.items() if field in names), *names[-1:] or [""])


def _hold_against(row: Row, first: Row) -> None:
    """Refuse a row that tells of the first one's passage otherwise, or says no more of it."""
    if _citation(row.cells) != _citation(first.cells):
        row.refuse(gettext("tells of the passage otherwise than row %(row)d: make them equal") % {"row": first.number})
    elif _capacity(row.cells) in ({}, _capacity(first.cells)):
        row.refuse(gettext("says what row %(row)d says: keep one") % {"row": first.number})


def _tell(row: Row, before: Document, now: Document) -> None:
    """What becomes of the row."""
    if row.problems or before == now:
        return
    row.status = CHANGED if before else NEW
    names = [name for name in {**before, **now} if before.get(name) != now.get(name)] if before else []
    row.lines = [f"{name}: {before.get(name, '—')} → {now.get(name, '—')}" for name in names]


def _said(citation: Document) -> Document:
    """As the archive would write it; as it is where the loader will refuse it."""
    try:
        return minimal(CitationItem.model_validate(citation)) if citation else {}
    except ValidationError:
        return citation


def _key(cells: dict[str, str]) -> Any:
    role = cells["role"] if cells["role"] in ROLES["appearances"] else "other"
    where = cells["forum"], cells.get("session", "").rpartition(".")[2]
    return *where, cells["person"], role, _unique(_citation(cells))


def _unique(citation: Document) -> tuple[Any, ...]:
    return tuple(citation["paragraphs"]), citation.get("name", ""), citation.get("role", "")


def _citation(cells: dict[str, str]) -> Document:
    """What the row says of the passage, but for the capacity."""
    said: Document = {field: cells[column] for column, field in CITED.items() if cells.get(column)}
    if cells["role"] not in ROLES["appearances"]:
        said = {"role": cells["role"], **said}  # as the loader has it: kept as printed
    numbers = cells["paragraphs"].replace(",", " ").replace(";", " ").split()
    return {"paragraphs": [int(one) if one.isdecimal() and len(one) < 10 else one for one in numbers], **said}


def _capacity(cells: dict[str, str]) -> Document:
    return {field: cells[column] for column, field in CAPACITY.items() if cells.get(column)}
