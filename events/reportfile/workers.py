"""Several processes that load reports beside one another."""

import os
import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from multiprocessing import get_context, parent_process
from pathlib import Path
from typing import TYPE_CHECKING

import django
from django.db import connection

from archive.embedded.lifeline import die_with_parent

if TYPE_CHECKING:
    from events.reportfile.loader import Outcome

AT_ONCE = 8  # files handed to a process at a time
_load_report: "Callable[[Path], Outcome]"


def outcomes_beside(paths: Sequence[Path], jobs: int) -> "Iterator[Outcome]":
    """What becomes of each path, in order, when `jobs` processes load them; it ends early if one is killed."""
    database = connection.settings_dict["NAME"]
    with (
        suppress(BrokenProcessPool),
        ProcessPoolExecutor(jobs, get_context("spawn"), _begin, [database]) as pool,
    ):
        yield from pool.map(_load, paths, chunksize=AT_ONCE)


def _begin(database: str) -> None:
    global _load_report
    die_with_parent()  # nobody else would end the helpers of a killed loader
    if not (parent := parent_process()) or not parent.is_alive():
        os._exit(1)  # it was killed before
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # who is asked to stop lets the file at hand be finished
    django.setup()
    from events.reportfile.loader import Loader  # noqa: PLC0415  a new process has no models before setup()

    connection.settings_dict["NAME"] = database  # a test has one of its own
    _load_report = Loader(beside=True).load_report


def _load(path: Path) -> "Outcome":
    return _load_report(path)
