"""Exporting the archive as files: authority files by kind, and one file for each report."""

from collections.abc import Collection, Iterator

from events.models import Report
from events.reportfile.decisions import stored_decisions
from events.reportfile.definitions import KINDS, stored_definitions
from events.reportfile.gone import stored_removed, stored_withdrawn
from events.reportfile.schema import AuthorityFile
from events.reportfile.stored import stored
from events.reportfile.writing import Document, minimal, write

AUTHORITY = "rostrum-authority/1"
MOST_IN_A_FILE = 5000  # definitions, so that the file stays well below what is read of one


def authority_document(name: str, slugs: Collection[str] | None = None) -> Document:
    """The archive's definitions of one list (persons, places…), all or those named; decisions are never selected."""
    if name == "decisions":
        file = AuthorityFile(format=AUTHORITY, decisions=tuple(stored_decisions()))
    else:
        kind = next(kind for kind in KINDS if kind.list == name)
        file = AuthorityFile.model_validate(
            {"format": AUTHORITY, name: tuple(stored_definitions(kind, slugs).values())}
        )
    return {"format": AUTHORITY} | minimal(file)


def gone_document() -> Document:
    """Addresses that answer 410; empty where there are none."""
    said = {"withdrawn": tuple(stored_withdrawn()), "removed": tuple(stored_removed())}
    return {"format": AUTHORITY} | minimal(AuthorityFile(format=AUTHORITY, **said)) if any(said.values()) else {}


def exported_files() -> Iterator[tuple[str, str]]:
    """(path below the folder, text) of every file. Call it in one REPEATABLE READ transaction."""
    for kind in KINDS:
        document = authority_document(kind.list)
        items = document.get(kind.list, [])
        for start in range(0, len(items), MOST_IN_A_FILE):
            suffix = f"-{start // MOST_IN_A_FILE + 1}" if start else ""
            yield f"authority/{kind.list}{suffix}.yaml", write(document | {kind.list: items[start:][:MOST_IN_A_FILE]})
    if "decisions" in (document := authority_document("decisions")):
        yield "authority/decisions.yaml", write(document)
    if gone := gone_document():
        yield "authority/gone.yaml", write(gone)
    for report in Report.objects.select_related("publisher").order_by("slug").iterator(chunk_size=100):
        yield f"reports/{report.slug}.yaml", write(minimal(stored(report).file))
