"""Exporting the archive as files: authority files by kind, and one file for each report."""

from collections.abc import Collection, Iterator

from events.models import Report
from events.reportfile.decisions import stored_decisions
from events.reportfile.definitions import KINDS, stored_definitions
from events.reportfile.schema import AuthorityFile
from events.reportfile.stored import stored
from events.reportfile.writing import Document, minimal, write

AUTHORITY = "rostrum-authority/1"


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


def exported_files() -> Iterator[tuple[str, str]]:
    """(path below the folder, text) of every file. Call it in one REPEATABLE READ transaction."""
    for name in (*(kind.list for kind in KINDS), "decisions"):
        document = authority_document(name)
        if name in document:
            yield f"authority/{name}.yaml", write(document)
    for report in Report.objects.select_related("publisher").order_by("slug").iterator(chunk_size=100):
        yield f"reports/{report.slug}.yaml", write(minimal(stored(report).file))
