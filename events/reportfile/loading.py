"""Loading files into the archive: authority files first, then each report in a transaction of its own."""

from collections.abc import Callable, Sequence
from pathlib import Path

from django.db import transaction

from events.reportfile.authority import AuthorityLoader
from events.reportfile.loader import Loader, Outcome
from events.reportfile.workers import outcomes_beside

WORTH_A_PROCESS = 50  # reports: one process loads as many while another starts

Tell = Callable[[Outcome], None]


def load(paths: Sequence[Path], tell: Tell, *, keep: bool = True, overwrite: bool = False, jobs: int = 1) -> None:
    """Load files, and the *.yaml files below folders; `tell` hears of each. Without `keep` nothing stays written.

    With several jobs, as many processes write new reports beside one another; all else is loaded by this one.
    """
    if keep:
        _load(paths, tell, overwrite=overwrite, jobs=jobs)
        return
    with transaction.atomic():
        _load(paths, tell, overwrite=overwrite)
        transaction.set_rollback(True)


def _load(paths: Sequence[Path], tell: Tell, *, overwrite: bool, jobs: int = 1) -> None:
    loader = Loader(overwrite=overwrite)
    authority, reports = files_below(paths)
    if authority:
        outcomes = AuthorityLoader(loader).load(authority)
        for outcome in outcomes:
            tell(outcome)
        if any(outcome.status == "refused" for outcome in outcomes):
            return
    jobs = min(jobs, len(reports) // WORTH_A_PROCESS)
    if jobs > 1:
        reports = _load_beside(reports, tell, jobs)
    while reports:
        reports = _load_in_turn(reports, tell, loader)


def _load_beside(paths: Sequence[Path], tell: Tell, jobs: int) -> list[Path]:
    """Load what can be loaded beside others; give back the rest, which may only have come too early."""
    left = list(paths)
    for path, outcome in zip(paths, outcomes_beside(paths, jobs), strict=False):
        if outcome.status != "refused":
            left.remove(path)
            tell(outcome)
    return left


def _load_in_turn(paths: Sequence[Path], tell: Tell, loader: Loader) -> list[Path]:
    """Load reports in this order; give back those that are linked to a report that came after them."""
    coming = {path.stem for path in paths}
    early = []
    for path in paths:
        outcome = loader.load_report(path)
        coming.discard(path.stem)
        if outcome.awaits & coming:
            early.append(path)
        else:
            tell(outcome)
    return early


def files_below(paths: Sequence[Path]) -> tuple[list[Path], list[Path]]:
    """The authority files and the report files meant by the paths, each in order of name."""
    found = sorted({file for path in paths for file in (path.rglob("*.yaml") if path.is_dir() else [path])})
    authority = [path for path in found if _is_authority(path)]
    return authority, sorted(set(found) - set(authority))


def _is_authority(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return b"rostrum-authority/" in file.read(200)
    except OSError:
        return False  # loading it as a report says what is wrong
