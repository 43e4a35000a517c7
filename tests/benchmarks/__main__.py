"""`make bench`: what pages, serving and loading cost, on a generated archive beside the five reports and Datasette."""

import json
import os
import platform
import subprocess
import sys
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from datetime import UTC, datetime
from pathlib import Path

from archive.database.paging import SIZE
from tests.benchmarks.archives import ROOT, Archive
from tests.benchmarks.busy import busy
from tests.benchmarks.flat import TABLES
from tests.benchmarks.goals import Run
from tests.benchmarks.loads import loads
from tests.benchmarks.table import report

PARTS = {
    "a": "every page, cold and warm",
    "b": "the same with five reports",
    "c": "lists in Datasette",
    "d": "bare SQL",
    "e": "throughput against a static file",
    "f": "loading against COPY",
}


def main() -> None:
    options = arguments()
    at_first = busy()
    run = measured(options, options.data.absolute())
    at_last = busy()
    forums, rows = run["size"]["forums"], run["size"]["appearances"]
    run["heading"] = (
        f"{datetime.now(UTC).date()}, Python {platform.python_version()}, {os.cpu_count()} cores; {forums:,} generated "
        f"forums with {rows:,} appearances.\nHow busy the machine was: at first {at_first}; at last {at_last}."
    )
    text = report(run)
    sys.stdout.write(text)
    if options.write:
        options.write.write_text(text)


def arguments() -> Namespace:
    parser = ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--forums", type=int, default=10_000, help="How many forums are generated (10000).")
    parser.add_argument("--reports", type=int, default=10_000, help="How many report files are loaded (10000).")
    parser.add_argument("--only", default="", help="Only pages whose name begins so.")
    says = ", ".join(f"{letter} {what}" for letter, what in PARTS.items())
    parser.add_argument("--parts", type=letters, default=set(PARTS), help=f"Which parts, with commas: {says} (all).")
    parser.add_argument("--write", type=Path, metavar="FILE", help="Keep the tables here (docs/benchmarks.md).")
    parser.add_argument(
        "--data", type=Path, default=ROOT / ".archive" / "bench", help="Where archives are kept for the next run."
    )
    parser.add_argument("--archive", type=Path, help="A generated archive that is there, as its ROSTRUM_DATA.")
    return parser.parse_args()


def letters(text: str) -> set[str]:
    chosen = set(text.split(","))
    if chosen - set(PARTS):
        raise ArgumentTypeError(f"give some of {','.join(PARTS)}, with commas between")
    return chosen


def measured(options: Namespace, data: Path) -> Run:
    parts, run = options.parts, Run()
    many = Archive((options.archive or data / f"generated-{options.forums}").absolute())
    with many.running():
        many.fill("generate_archive", "--forums", str(options.forums), "--seed", "7")
        run["size"] = many.measured("size")
        if parts & set("acd"):
            run["pages"] = many.measured("pages", options.only)
        if "c" in parts:
            run["beside"] = beside(many, run["pages"])
        if "e" in parts:
            run["serving"] = many.measured("serving")
    if "b" in parts:
        run["five"] = five_reports(data, options.only)
    if "f" in parts:
        run["loads"] = loads(data, options.reports)
    return run


def five_reports(data: Path, only: str) -> Run:
    five = Archive(data / "five")
    with five.running():
        five.fill("load_reports", "fixtures", "--verbosity=0")
        return dict(five.measured("pages", only))


def beside(archive: Archive, pages: Run) -> Run:
    """What Datasette takes for each list and selection of which it has a table."""
    sqlite, file = archive.folder / "flat.sqlite", archive.folder / "beside.json"
    if not sqlite.exists():
        archive.run("-m", "tests.benchmarks.measure", "flat", str(archive.folder / "flat.json"), str(sqlite))
    asked = {
        name: (table, cost["address"].partition("?")[2])
        for name, cost in pages.items()
        if (table := name.split(",")[0]) in TABLES and not name.endswith("far in")
    }
    file.write_text(json.dumps(asked))
    facets = json.dumps({table: facets for table, (_, facets) in TABLES.items()})
    archive.run("-m", "tests.benchmarks.beside", str(sqlite), str(SIZE), facets, str(file))
    return dict(json.loads(file.read_text()))


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        sys.exit("Stopped. Archives that are whole are kept for the next run.")
    except subprocess.CalledProcessError as error:
        sys.exit(f"This failed: {' '.join(map(str, error.cmd))}")
