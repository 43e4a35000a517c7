"""What the archive holds, as documents: one report's statements, and definitions of records."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from events.models import Capacity, Citation, Report, ReportLink
from events.models.citations import FACTS
from events.reportfile.schema import CapacityItem, CitationItem, ReportFile
from events.reportfile.statements import Key, Statement, document

Fact = tuple[str, int]  # its kind, and its row

# How to read the key of each kind of fact from its row.
KEYS: dict[str, tuple[str, ...]] = {
    "forum": ("slug",),
    "session": ("forum__slug", "key"),
    "detail": ("forum__slug", "session__key", "property", "value", "agreement__slug"),
    "location": ("forum__slug", "session__key", "place__slug"),
    "figure": ("forum__slug", "session__key", "counted", "low", "high"),
    "involvement": ("forum__slug", "session__key", "organization__slug", "role"),
    "appearance": ("forum__slug", "session__key", "person__slug", "role"),
    "agreement": ("slug",),
    "party": ("agreement__slug", "organization__slug", "person__slug", "role"),
    "mention": ("organization__slug", "person__slug", "role"),
}
WORDS = ("name", "role", "date", "number", "words", "standing", "mode", "basis", "inference", "note", "reading")


@dataclass(frozen=True)
class StoredCitation:
    pk: int
    position: int
    item: CitationItem


@dataclass(frozen=True)
class StoredReport:
    """A report of the archive: the row, its file, and the row of each fact and citation."""

    pk: int
    file: ReportFile
    facts: dict[tuple[str, Key], int]
    citations: dict[Fact, list[StoredCitation]]


def stored_report(slug: str) -> StoredReport | None:
    """The report as it stands, locked until the transaction ends; None if there is none."""
    report = Report.objects.select_for_update(of=("self",)).select_related("publisher").filter(slug=slug).first()
    return report and stored(report)


def stored(report: Report) -> StoredReport:
    (one,) = stored_together([report])
    return one


def stored_together(reports: Sequence[Report]) -> Iterator[StoredReport]:
    """Each of the reports, in their order: as many statements for many as for one."""
    pks = [report.pk for report in reports]
    of_reports, links = _citations(pks), _links(pks)
    keys = _keys({fact for by_fact in of_reports.values() for fact in by_fact})
    for report in reports:
        by_fact = of_reports[report.pk]
        said = [
            Statement(kind, keys[kind, pk][0], tuple(citation.item for citation in cited), language=keys[kind, pk][1])
            for (kind, pk), cited in by_fact.items()
        ]
        facts = {(kind, keys[kind, pk][0]): pk for kind, pk in by_fact}
        yield StoredReport(report.pk, _file(report, links[report.pk], said), facts, by_fact)


def _citations(reports: list[int]) -> dict[int, dict[Fact, list[StoredCitation]]]:
    """By report and fact, in the order of the report."""
    found: dict[int, dict[Fact, list[StoredCitation]]] = {report: {} for report in reports}
    capacities = _capacities(reports)
    for row in Citation.objects.filter(report__in=reports).order_by("position", "pk").values():
        kind = next(kind for kind in FACTS if row[f"{kind}_id"] is not None)
        item = CitationItem(
            paragraphs=tuple(row["paragraphs"]),
            capacities=tuple(capacities[row["id"]]),
            **{word: row[word] for word in WORDS},
        )
        cited = found[row["report_id"]].setdefault((kind, row[f"{kind}_id"]), [])
        cited.append(StoredCitation(row["id"], row["position"], item))
    return found


def _capacities(reports: list[int]) -> dict[int, list[CapacityItem]]:
    found: dict[int, list[CapacityItem]] = defaultdict(list)
    rows = Capacity.objects.filter(citation__report__in=reports).order_by("order")
    for citation, title, organization, printed, relation in rows.values_list(
        "citation", "title", "organization__slug", "printed", "relation"
    ):
        found[citation].append(CapacityItem(title=title, organization=organization, printed=printed, relation=relation))
    return found


def _links(reports: list[int]) -> dict[int, list[dict[str, str]]]:
    found: dict[int, list[dict[str, str]]] = defaultdict(list)
    rows = ReportLink.objects.filter(report__in=reports).order_by("kind", "to__slug")
    for report, kind, to in rows.values_list("report", "kind", "to__slug"):
        found[report].append({"kind": kind, "to": to})
    return found


def _keys(facts: Iterable[Fact]) -> dict[Fact, tuple[Key, str]]:
    """The key and language of each fact: one query for each kind."""
    ids: dict[str, list[int]] = defaultdict(list)
    for kind, pk in facts:
        ids[kind].append(pk)
    keys: dict[Fact, tuple[Key, str]] = {}
    for kind, pks in ids.items():
        columns = (*KEYS[kind], "language") if kind == "detail" else KEYS[kind]
        width = len(KEYS[kind])
        for pk, *row in FACTS[kind]._base_manager.filter(pk__in=pks).values_list("pk", *columns):
            keys[kind, pk] = tuple(row[:width]), "".join(row[width:])
    return keys


def _file(report: Report, links: list[dict[str, str]], said: list[Statement]) -> ReportFile:
    head: dict[str, Any] = {name: getattr(report, name) for name in ("slug", "kind", "title", "label", "language")}
    if report.publisher:
        head["publisher"] = {
            "organization": report.publisher.slug,
            "printed": report.publisher_printed,
            "paragraph": report.publisher_paragraph,
        }
    if report.edtf:
        head["published"] = {
            "date": report.edtf,
            "basis": report.basis or "stated",
            "printed": report.published_printed,
            "paragraph": report.published_paragraph,
        }
    head |= {name: getattr(report, name) for name in ("url", "archived_url", "retrieved", "entered", "notes")}
    head["links"] = links
    text = {name: getattr(report, name) for name in ("file", "sha256", "paragraphs", "openings")}
    return ReportFile.model_validate(
        {"format": "rostrum-report/1", "report": head, "text": text if report.sha256 else None} | document(said)
    )
