"""Writing one report's statements: by key, never by deleting and inserting again."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Any

from archive.database.bulk import create, fetch, insert
from events.models import Capacity, Citation, Report, ReportLink
from events.models.citations import FACTS, GAP
from events.reportfile.schema import CitationItem, ReportFile
from events.reportfile.slugs import Slugs
from events.reportfile.statements import Key, Statement
from events.reportfile.stored import WORDS, StoredCitation, StoredReport

# The columns that make the key of each kind of fact, in the order of Statement.key.
COLUMNS: dict[str, tuple[str, ...]] = {
    "detail": ("forum_id", "session_id", "property", "value", "agreement_id"),
    "location": ("forum_id", "session_id", "place_id"),
    "figure": ("forum_id", "session_id", "counted", "low", "high"),
    "involvement": ("forum_id", "session_id", "organization_id", "role"),
    "appearance": ("forum_id", "session_id", "person_id", "role"),
    "party": ("agreement_id", "organization_id", "person_id", "role"),
    "mention": ("organization_id", "person_id", "role"),
}
NO_FACT = {f"{kind}_id": None for kind in FACTS}
# The language of each detail, and whether another report states it too.
LANGUAGES = """
    SELECT detail.id, detail.language, EXISTS (
        SELECT FROM events_citation citation WHERE citation.detail_id = detail.id AND citation.report_id <> %s)
    FROM events_detail detail WHERE detail.id = ANY(%s)
"""
# Kind and id of the fact, the citation to be, and the stored one it replaces.
Pair = tuple[str, int, CitationItem, StoredCitation | None]


def references(statement: Statement) -> Iterable[tuple[str, str]]:
    """The records a statement refers to: (kind, slug)."""
    key = statement.key
    if statement.kind in ("forum", "agreement"):
        yield statement.kind, str(key[0])
    elif statement.kind == "session":
        yield "session", f"{key[0]}.{key[1]}"
    else:
        for column, value in zip(COLUMNS[statement.kind], key, strict=True):
            if column.endswith("_id") and value is not None:
                kind = column.removesuffix("_id")
                yield kind, f"{key[0]}.{value}" if kind == "session" else str(value)
    for citation in statement.citations:
        yield from (("organization", item.organization) for item in citation.capacities if item.organization)


def write_report(file: ReportFile, before: StoredReport | None, slugs: Slugs) -> int:
    """Write the report's own row and its links; its id."""
    values = _report_values(file, slugs)
    report = Report(slug=file.report.slug) if before is None else Report.objects.get(pk=before.pk)
    if before is None or (before.file.report, before.file.text) != (file.report, file.text):
        for name, value in values.items():
            setattr(report, name, value)
        report.save() if before else create([report])
    if file.report.links or (before and before.file.report.links):
        _write_links(report, file, slugs)
    return report.pk


def _report_values(file: ReportFile, slugs: Slugs) -> dict[str, Any]:
    head, text = file.report, file.text
    values: dict[str, Any] = {
        name: getattr(head, name)
        for name in ("kind", "title", "label", "language", "url", "archived_url", "retrieved", "entered")
    }
    values["notes"] = list(head.notes)
    values |= {"publisher_id": None, "publisher_printed": "", "publisher_paragraph": None}
    if head.publisher:
        values["publisher_id"] = slugs.get("organization", head.publisher.organization)
        values["publisher_printed"], values["publisher_paragraph"] = head.publisher.printed, head.publisher.paragraph
    values |= {"edtf": "", "basis": "", "published_printed": "", "published_paragraph": None}
    if head.published:
        values["edtf"], values["basis"] = head.published.date, head.published.basis
        values["published_printed"], values["published_paragraph"] = head.published.printed, head.published.paragraph
    values |= {"file": "", "sha256": "", "paragraphs": 0, "openings": []}
    if text:
        values |= {
            "file": text.file,
            "sha256": text.sha256,
            "paragraphs": text.paragraphs,
            "openings": list(text.openings),
        }
    return values


def _write_links(report: Report, file: ReportFile, slugs: Slugs) -> None:
    wanted = {(link.kind, slugs.get("report", link.to)) for link in file.report.links}
    rows = {(row.kind, row.to_id): row for row in ReportLink.objects.filter(report=report)}
    ReportLink.objects.filter(pk__in=[row.pk for key, row in rows.items() if key not in wanted]).delete()
    ReportLink.objects.bulk_create(ReportLink(report=report, kind=kind, to_id=to) for kind, to in wanted - rows.keys())


class StatementWriter:
    """Makes the facts that are not there, and makes the report's citations those stated, in order."""

    def __init__(self, report: int, before: StoredReport | None, slugs: Slugs) -> None:
        self.report, self.before, self.slugs = report, before, slugs
        self.facts: dict[tuple[str, Key], int] = dict(before.facts) if before else {}

    def write(self, said: Sequence[Statement]) -> None:
        self.find_facts(said)
        stored = self.before.citations if self.before else {}
        pairs: list[Pair] = []
        gone: list[StoredCitation] = []
        for statement in said:
            fact = self.facts[statement.kind, statement.key]
            matched, left = match(statement.citations, stored.get((statement.kind, fact), ()))
            pairs += [(statement.kind, fact, item, row) for item, row in matched]
            gone += left
        stated = {(statement.kind, self.facts[statement.kind, statement.key]) for statement in said}
        gone += [row for fact, rows in stored.items() if fact not in stated for row in rows]
        self.write_citations(pairs)
        if gone:  # last, so that the database lets go of facts that nothing cites any more
            Citation.objects.filter(pk__in=[row.pk for row in gone]).delete()

    def find_facts(self, said: Sequence[Statement]) -> None:
        """The id of each fact: one the report states already, a record, one that others state, or a new one."""
        new: dict[str, list[Statement]] = defaultdict(list)
        for statement in said:
            if (statement.kind, statement.key) in self.facts:
                continue
            if statement.kind in COLUMNS:
                new[statement.kind].append(statement)
            else:
                slug = ".".join(map(str, statement.key))
                self.facts[statement.kind, statement.key] = self.slugs[statement.kind, slug]
        for kind, statements in new.items():
            ids = insert(FACTS[kind], [self.values(statement) for statement in statements], unique=COLUMNS[kind])
            self.facts |= {(kind, statement.key): pk for statement, pk in zip(statements, ids, strict=True)}

    def values(self, statement: Statement) -> dict[str, Any]:
        values: dict[str, Any] = dict(zip(COLUMNS[statement.kind], statement.key, strict=True))
        for column, value in values.items():
            if column.endswith("_id") and value is not None:
                kind = column.removesuffix("_id")
                values[column] = self.slugs[kind, f"{statement.key[0]}.{value}" if kind == "session" else value]
        return values | ({"language": statement.language} if statement.kind == "detail" else {})

    def write_languages(self, said: Sequence[Statement], *, overwrite: bool) -> list[Statement]:
        """Give each detail the language stated; those that other reports state in another one are left and returned."""
        details = {self.facts["detail", statement.key]: statement for statement in said if statement.kind == "detail"}
        left = []
        for pk, language, is_shared in fetch(LANGUAGES, [self.report, list(details)]) if details else ():
            if language != details[pk].language:
                if is_shared and not overwrite:
                    left.append(details[pk])
                else:
                    FACTS["detail"]._base_manager.filter(pk=pk).update(language=details[pk].language)
        return left

    def write_citations(self, pairs: Sequence[Pair]) -> None:
        places = positions([row and row.position for *_, row in pairs])
        new: list[tuple[dict[str, Any], CitationItem]] = []
        for (kind, fact, item, row), position in zip(pairs, places, strict=True):
            if row is None:
                head = {"report_id": self.report, "position": position} | NO_FACT | {f"{kind}_id": fact}
                new.append((head | _words(item), item))
            elif row.item != item or row.position != position:
                self.rewrite(row, item, position)
        ids = insert(Citation, [values for values, _ in new])
        capacities = zip(ids, (item for _, item in new), strict=True)
        insert(Capacity, [values for citation, item in capacities for values in self.capacities(citation, item)])

    def rewrite(self, row: StoredCitation, item: CitationItem, position: int) -> None:
        Citation.objects.filter(pk=row.pk).update(position=position, **_words(item))
        if row.item.capacities != item.capacities:
            rows = {capacity.order: capacity for capacity in Capacity.objects.filter(citation=row.pk)}
            for values in self.capacities(row.pk, item):
                old = rows.pop(values["order"], None)
                Capacity(pk=old and old.pk, **values).save()
            for old in rows.values():
                old.delete()

    def capacities(self, citation: int, item: CitationItem) -> list[dict[str, Any]]:
        return [
            {
                "citation_id": citation,
                "order": order,
                "title": capacity.title,
                "organization_id": self.slugs["organization", capacity.organization] if capacity.organization else None,
                "printed": capacity.printed,
                "relation": capacity.relation,
            }
            for order, capacity in enumerate(item.capacities, start=1)
        ]


def _words(item: CitationItem) -> dict[str, Any]:
    return {"paragraphs": list(item.paragraphs)} | {word: getattr(item, word) for word in WORDS}


def match(
    items: Sequence[CitationItem], rows: Sequence[StoredCitation]
) -> tuple[list[tuple[CitationItem, StoredCitation | None]], list[StoredCitation]]:
    """Each citation with the stored one it is or replaces; and those left.

    Equal ones first, then those in the same paragraphs and words (the database would not have two), then in order.
    """
    left = {row.pk: row for row in rows}
    found: dict[int, StoredCitation] = {}
    for likeness in (lambda item: item, lambda item: item.unique, lambda item: None):
        alike: dict[Any, list[StoredCitation]] = defaultdict(list)
        for row in reversed(left.values()):
            alike[likeness(row.item)].append(row)
        for i, item in enumerate(items):
            if i not in found and alike[likeness(item)]:
                found[i] = alike[likeness(item)].pop()
                del left[found[i].pk]
    return [(item, found.get(i)) for i, item in enumerate(items)], list(left.values())


def positions(stored: Sequence[int | None]) -> list[int]:
    """A position for each citation: as many as can be keep theirs, the others go between; all anew without room."""
    kept = _rising(stored)
    found: list[int] = []
    between = 0
    for place, position in enumerate(stored):
        if place not in kept:
            between += 1
            continue
        assert position is not None
        low = found[-1] if found else position - GAP * (between + 1)
        step = (position - low) // (between + 1)
        found += [*(low + step * (i + 1) for i in range(between)), position]
        between = 0
    low = found[-1] if found else 0
    found += [low + GAP * (i + 1) for i in range(between)]
    has_room = all(one < next_one for one, next_one in pairwise(found))
    return found if has_room else [GAP * (i + 1) for i in range(len(stored))]


def _rising(values: Sequence[int | None]) -> set[int]:
    """The places of the longest run of values that rise, others between them left out."""
    lowest: list[int] = []  # the lowest value that ends a run of each length, and its place
    ends: list[int] = []
    before: dict[int, int | None] = {}
    for place, value in enumerate(values):
        if value is not None:
            length = bisect_left(lowest, value)
            before[place] = ends[length - 1] if length else None
            lowest[length : length + 1], ends[length : length + 1] = [value], [place]
    run, last = set(), ends[-1] if ends else None
    while last is not None:
        run.add(last)
        last = before[last]
    return run
