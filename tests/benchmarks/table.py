"""The tables of a run, in Markdown."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from tests.benchmarks.goals import Run, goals

OK = 200
WORDS = """
Made by `make bench`; everything was measured in the same run, so read ratios, not milliseconds: the machine does other
things too. Times are in ms.
"""
GOALS = "What was aimed at, how many of the pages reach it, and the worst."
PAGES = """
Pages are asked for through WSGI in one process, without a network and without anybody else asking. *Cold* is a page
made anew (median, 95 %, its part of SQL), *warm* the same sent again from memory. *× bare* is cold against the same
statements sent through psycopg alone. *Datasette* has the same facets over as many rows in SQLite with indexes, and
counts rows where we count people; *× faster* is that against cold. *Five* is the same page, cold, with five reports,
*growth* how many times that it takes here. A page whose statement takes longer than a reader is made to wait is marked
503.
"""
SERVED = """
Requests a second, of `manage.py serve` with two workers on this machine: a warm page, the same asked with its tag
(304), and a static file of the same bytes from the same process. *Generator* is its part of one processor.
"""
LOADED = """
*Bare COPY* is of the same rows into tables without indexes or rules, *COPY* into the archive's own, with indexes,
rules, history and search. *Memory* is the most that one of our processes had.
"""
GOAL_COLUMNS = ("goal", "wanted", "reach it", "worst", "")
PAGE_COLUMNS = (
    *("page", "cold", "95 %", "SQL", "× bare", "queries", "kB", "Datasette", "× faster"),
    *("five", "growth", "warm", "95 %", "growth", "queries"),
)
SERVED_COLUMNS = ("page", "kB", "warm", "304", "static", "warm / static", "304 / static", "generator")
LOADED_COLUMNS = ("what", "seconds", "a second", "bare COPY", "× bare", "COPY", "× COPY", "memory, MB")


def report(run: Run) -> str:
    """The whole page; what was not measured is not there."""
    parts = [f"# Benchmarks\n{WORDS}\n{run['heading']}"]
    parts += _part("Goals", GOALS, GOAL_COLUMNS, goals(run))
    parts += _part("Pages", PAGES, PAGE_COLUMNS, _pages(run))
    parts += _part("Served", SERVED, SERVED_COLUMNS, _served(run.get("serving", {})))
    parts += _part("Loaded", LOADED, LOADED_COLUMNS, _loaded(run.get("loads", [])))
    return "\n\n".join(parts) + "\n"


def _part(title: str, words: str, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    lines = [f"| {' | '.join(row)} |" for row in rows]
    head = [f"| {' | '.join(columns)} |", f"|{'|'.join([' --- ', *[' ---: '] * (len(columns) - 1)])}|"]
    return [f"## {title}", words.strip(), "\n".join([*head, *lines])] if lines else []


def _pages(run: Run) -> Iterator[tuple[str, ...]]:
    five, beside = run.get("five", {}), run.get("beside", {})
    for name, cost in run.get("pages", {}).items():
        small = five.get(name)
        yield (
            name if cost["status"] == OK else f"{name} ({cost['status']:.0f})",
            *(_ms(cost[what]) for what in ("cold", "p95", "sql")),
            _times(cost["cold"], cost["bare"]),
            f"{cost['queries']}",
            f"{cost['size'] / 1000:.0f}",
            _ms(beside.get(name)),
            _times(beside.get(name), cost["cold"]),
            _ms(small and small["cold"]),
            _times(cost["cold"], small and small["cold"]),
            *(_ms(cost[what]) for what in ("warm", "warm_p95")),
            _times(cost["warm"], small and small["warm"]),
            f"{cost['warm_queries']}",
        )


def _served(serving: Run) -> Iterator[tuple[str, ...]]:
    for name, rate in serving.items():
        yield (
            name,
            f"{rate['size'] / 1000:.0f}",
            *(f"{rate[what]:.0f}" for what in ("warm", "not modified", "static")),
            *(_times(rate[what], rate["static"]) for what in ("warm", "not modified")),
            f"{rate['generator']:.0%}",
        )


def _loaded(loads: list[Run]) -> Iterator[tuple[str, ...]]:
    for load in loads:
        yield (
            load["what"],
            f"{load['seconds']:.1f}",
            f"{load['number'] / load['seconds']:.0f} {load['unit']}",
            f"{load['bare']:.1f}",
            _times(load["seconds"], load["bare"]),
            f"{load['real']:.1f}",
            _times(load["seconds"], load["real"]),
            f"{load['memory'] / 1e6:.0f}",
        )


def _ms(seconds: Any) -> str:
    return "" if seconds is None else f"{seconds * 1000:.1f}" if seconds < 0.01 else f"{seconds * 1000:.0f}"


def _times(one: Any, other: Any) -> str:
    return f"{one / other:.2f}" if one and other else ""
