"""Exporting the archive as files: authority files by kind, and one file for each report."""

from collections.abc import Collection, Iterator

from django.db.models.functions import Collate

from archive.database.batches import batches
from events.models import Report
from events.reportfile.decisions import stored_decisions
from events.reportfile.definitions import KINDS, stored_definitions
from events.reportfile.gone import stored_removed, stored_withdrawn
from events.reportfile.schema import AuthorityFile
from events.reportfile.stored import stored_together
from events.reportfile.writing import Document, minimal, write

AUTHORITY = "rostrum-authority/1"
AT_ONCE = 100  # reports
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
    """(path below the folder, text) of every file, a few held at a time. Call it in one REPEATABLE READ transaction."""
    for kind in KINDS:
        slugs = kind.model._base_manager.order_by(Collate("slug", "C")).values_list("slug", flat=True)
        for number, some in enumerate(batches(slugs, MOST_IN_A_FILE), 1):
            suffix = f"-{number}" if number > 1 else ""
            yield f"authority/{kind.list}{suffix}.yaml", write(authority_document(kind.list, some))
    if "decisions" in (document := authority_document("decisions")):
        yield "authority/decisions.yaml", write(document)
    if gone := gone_document():
        yield "authority/gone.yaml", write(gone)
    for reports in batches(Report.objects.select_related("publisher").order_by("slug"), AT_ONCE):
        for one in stored_together(reports):
            yield f"reports/{one.file.report.slug}.yaml", write(minimal(one.file))
