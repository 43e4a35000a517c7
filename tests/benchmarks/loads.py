"""What loading costs: report files of twenty facts, and a generated archive, each beside bare COPY of the same rows."""

import shutil
from pathlib import Path
from typing import Any

from tests.benchmarks.archives import Archive
from tests.benchmarks.files import FACTS, write_files

FEWER = 10  # times: whether memory grows with the number of files
PER_FORUM = 5  # report files: about as many rows as a generated forum
Load = dict[str, Any]


def loads(folder: Path, reports: int) -> list[Load]:
    """One row for each kind of load; the archives are made anew and not kept."""
    forums = max(1, reports // PER_FORUM)
    return [
        _files(folder, max(1, reports // FEWER)),
        _files(folder, reports),
        _generated(folder, max(1, forums // FEWER)),
        _generated(folder, forums),
    ]


def _files(folder: Path, reports: int) -> Load:
    files = folder / f"files-{reports}"
    write_files(files, reports)
    what = {"what": f"load_reports, {reports:,} files of {FACTS} facts", "unit": "reports", "number": reports}
    return what | _loaded(folder / f"loaded-{reports}", "load_reports", str(files), "--verbosity=0")


def _generated(folder: Path, forums: int) -> Load:
    what = {"what": f"generate_archive, {forums:,} forums", "unit": "forums", "number": forums}
    return what | _loaded(folder / f"made-{forums}", "generate_archive", "--forums", str(forums), "--seed", "7")


def _loaded(folder: Path, *command: str) -> Load:
    shutil.rmtree(folder, ignore_errors=True)
    archive = Archive(folder)
    with archive.running():
        spent = archive.manage(*command)
        copied = archive.measured("copies")
    shutil.rmtree(folder)
    return {**spent.as_json(), **copied}
