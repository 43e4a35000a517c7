"""`make bench`: every page of the five-report archive and of a generated one, in one table."""

import json
import os
import platform
import subprocess
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from tests.benchmarks.table import Costs, table

Manage = Callable[..., None]
ROOT = Path(__file__).parent.parent.parent


def main() -> None:
    options = arguments()
    data = options.data.absolute()
    five = measured(data / "five", options.only, lambda run: run("load_reports", "fixtures", "--verbosity=0"))
    size = ("--forums", str(options.forums), "--seed", "7")
    many = measured(data / f"generated-{options.forums}", options.only, lambda run: run("generate_archive", *size))
    text = table(five, many, heading(options.forums))
    sys.stdout.write(text)
    if options.write:
        options.write.write_text(text)


def arguments() -> Namespace:
    parser = ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--forums", type=int, default=10_000, help="How many forums are generated (10000).")
    parser.add_argument("--only", default="", help="Only pages whose name begins so.")
    parser.add_argument("--write", type=Path, metavar="FILE", help="Keep the table here (docs/benchmarks.md).")
    parser.add_argument("--data", type=Path, default=ROOT / ".archive" / "bench", help="Where the archives are kept.")
    return parser.parse_args()


def measured(folder: Path, only: str, fill: Callable[[Manage], None]) -> Costs:
    """The costs of all pages of the archive in the folder, which is filled if it is new."""
    folder.mkdir(parents=True, exist_ok=True)
    environment = {**os.environ, "ROSTRUM_DATA": str(folder), "STATIC_ROOT": str(folder / "static")}
    environment.pop("DATABASE_URL", None)

    def run(*words: str) -> None:
        subprocess.run([sys.executable, *words], cwd=ROOT, env=environment, check=True, stdout=sys.stderr)

    def manage(*words: str) -> None:
        run("manage.py", *words)

    manage("migrate", "--verbosity=0")
    if not (filled := folder / "filled").exists():
        fill(manage)
        filled.touch()
    costs = folder / "costs.json"
    run("-m", "tests.benchmarks.measure", str(costs), *([only] if only else []))
    return dict(json.loads(costs.read_text()))


def heading(forums: int) -> str:
    return (
        f"{datetime.now(UTC).date()}, Python {platform.python_version()}, {os.cpu_count()} cores, load "
        f"{os.getloadavg()[0]:.1f} at the end; {forums:,} generated forums against the five reports"
    )


if __name__ == "__main__":
    main()
