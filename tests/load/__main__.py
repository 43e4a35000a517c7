"""`make load`: how many requests a second an archive answers; then 70 % of that for long, then three times as many."""

import os
import platform
import sys
import time
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from math import inf
from pathlib import Path

from tests.benchmarks.busy import busy
from tests.load.crowd import Answer, Crowd
from tests.load.curator import Curator
from tests.load.mix import LISTS, Mix
from tests.load.site import Site, served
from tests.load.table import Phase, by_kind, percentile, phases, recovery, refusals

READY = 20  # seconds in which each process has got a list ready
FIRST, FASTER = 1.0, 1.5  # requests a second at first, and from step to step
STEADY, TOO_MUCH, AFTER = 0.7, 3.0, 15.0  # of the capacity; seconds to look at how it recovers


def main() -> None:
    options = arguments()
    at_first = busy()
    with served(options.archive.absolute()) as site:
        text = "\n".join(measured(site, options, at_first))
    sys.stdout.write(text)
    if options.write:
        options.write.write_text(text)


def arguments() -> Namespace:
    parser = ArgumentParser(prog="make load", description=__doc__)
    parser.add_argument("--archive", type=Path, required=True, help="An archive that may be written to, as its folder.")
    parser.add_argument("--minutes", type=float, default=10, help="How long the steady load lasts (10).")
    parser.add_argument("--crowd", type=float, default=1, help="How many minutes three times the capacity lasts (1).")
    parser.add_argument("--step", type=float, default=15, help="Seconds of each step towards the capacity (15).")
    parser.add_argument("--within", type=float, default=6, help="Seconds in which 95 %% have to be answered (6).")
    parser.add_argument("--seed", type=int, default=7, help="Which requests come when (7).")
    parser.add_argument("--write", type=Path, metavar="FILE", help="Keep the tables here (docs/load.md).")
    return parser.parse_args()


def measured(site: Site, options: Namespace, at_first: str) -> Iterator[str]:
    mix, curator = Mix(site, options.seed), Curator(site)
    crowd = Crowd(site.port, mix.requests(), lambda: curator.edition, options.seed)
    warm_up(crowd)
    with curator.working():
        capacity = bearable(lambda rate: crowd.ask(rate, options.step), options.within)
        before = site.memory()
        with site.looked_at() as by_minute:
            steady = phase("70 % of the capacity", STEADY * capacity, options.minutes * 60, crowd, curator)
        many = phase("300 %", TOO_MUCH * capacity, options.crowd * 60, crowd, curator)
        end = time.perf_counter()
        again = phase("70 % again", STEADY * capacity, AFTER, crowd, curator)
        at_last = site.memory()
    yield "# How the archive bears load\n"
    yield (
        f"{datetime.now(UTC).date()}, Python {platform.python_version()}, {os.cpu_count()} cores, of which the readers "
        f"took their part.\nHow busy the machine was: at first {at_first}; at last {busy()}. Times are from when a "
        "request was due.\n"
    )
    said = f"95 % of them answered within {options.within:g} s, and no errors"
    yield f"Capacity: {capacity:.1f} requests a second ({said}).\n"
    yield from phases([steady, many, again])
    yield from by_kind(steady.answers)
    yield f"Answers that told their edition: {sum(one.tells_edition for one in steady.answers):,}.\n"
    yield f"{refusals(many.answers)} {recovery(again.answers, end)}\n"
    first, last = memories(before), memories(at_last)
    steadily = ", ".join(map(memories, by_minute))
    yield f"Memory of the workers, MB: {first} at first, each minute of the steady load {steadily}, {last} at last.\n"


def phase(name: str, rate: float, seconds: float, crowd: Crowd, curator: Curator) -> Phase:
    said = len(curator.answers)
    sys.stderr.write(f"{name}: {rate:.1f} requests a second for {seconds:.0f} seconds …\n")
    answers = crowd.ask(rate, seconds)
    return Phase(name, rate, answers, curator.answers[said:])


def warm_up(crowd: Crowd) -> None:
    """Ask for each list once, and give what is got ready beside the requests its time."""
    for name in LISTS:
        crowd.requests = _first((("browse: lists", f"/{name}/"),) * 4, crowd.requests)
        crowd.ask(FIRST, READY)


def _first(some: tuple[tuple[str, str], ...], rest: Iterator[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    yield from some
    yield from rest


def bearable(ask: Callable[[float], list[Answer]], within: float) -> float:
    """The highest rate, in steps, at which nothing goes wrong and 95 % are answered soon."""
    rate, borne = FIRST, 0.0
    while True:
        answers = ask(rate)
        soon = percentile([one.seconds if one.is_fine else inf for one in answers], 0.95)
        sys.stderr.write(f"{rate:.1f} a second: 95 % within {soon * 1000:.0f} ms\n")
        if soon > within or not all(one.is_fine or one.is_polite for one in answers):
            break
        rate, borne = rate * FASTER, rate
    if not borne:
        sys.exit(f"Not even {FIRST:.0f} request a second is answered within {within:g} s.")
    return borne


def memories(of: dict[int, int]) -> str:
    return " + ".join(map(str, of.values()))


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        sys.exit("Stopped; the archive holds one report more, load-test-news.")
