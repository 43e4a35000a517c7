"""What was aimed at, and what the run found of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

Run = dict[str, Any]
Found = dict[str, float]  # by what it was found of
LIST_NAMES = ("forums", "sessions", "speakers", "organizations", "reports", "places")
DETAILS = ("forum", "session", "speaker", "organization", "place", "report", "agreement")


@dataclass(frozen=True)
class Goal:
    says: str
    limit: float
    at_least: bool = False

    def row(self, found: Found) -> tuple[str, ...]:
        """The goal, what was wanted, how many reach it, the worst with its name, and by which factor that misses."""
        name, worst = (min if self.at_least else max)(found.items(), key=lambda one: one[1])
        factors = {what: self.limit / value if self.at_least else value / self.limit for what, value in found.items()}
        reached = sum(factor <= 1 for factor in factors.values())
        verdict = "reached" if reached == len(found) else f"missed by {factors[name]:.1f} ×"
        wanted = f"{'≥' if self.at_least else '≤'} {self.limit:g}"
        return self.says, wanted, f"{reached} of {len(found)}", f"{worst:.2f} ({name})", verdict


def goals(run: Run) -> Iterator[tuple[str, ...]]:
    """A row for each goal of which something was found."""
    for goal, found in _found(run):
        if found:
            yield goal.row(found)


def _found(run: Run) -> Iterator[tuple[Goal, Found]]:
    pages = {name: cost for name, cost in run.get("pages", {}).items() if cost["cold"]}
    lists = {name: cost for name, cost in pages.items() if _kind(name) in LIST_NAMES}
    choices = {name: cost for name, cost in lists.items() if name.endswith((" mid", " narrow"))}
    yield Goal("cold list pages: times faster than Datasette", 10, at_least=True), _faster(lists, run.get("beside", {}))
    yield Goal("cold list pages, mid and narrow: 95 % within, ms", 100), _each(choices, "p95", 1000)
    yield Goal("list pages: queries", 8), _each(lists, "queries")
    yield from _growth(pages, lists, run.get("five", {}))
    yield Goal("deep pages: times the first page", 1), _deep(lists)
    yield from _served(run.get("serving", {}))
    searches = {name: cost for name, cost in pages.items() if name.startswith("search, ")}
    typing = {name: cost for name, cost in pages.items() if name.startswith("suggestions")}
    yield Goal("search: times its bare SQL", 1.5), _over_bare(searches)
    yield Goal("suggestions: 95 % within, ms", 30), _each(typing, "p95", 1000)
    yield from _loaded(run.get("loads", []))


def _kind(name: str) -> str:
    return name.split(",")[0]


def _each(costs: Run, what: str, times: float = 1) -> Found:
    return {name: cost[what] * times for name, cost in costs.items()}


def _faster(lists: Run, beside: Run) -> Found:
    return {name: beside[name] / cost["cold"] for name, cost in lists.items() if beside.get(name)}


def _growth(pages: Run, lists: Run, five: Run) -> Iterator[tuple[Goal, Found]]:
    """Against the page of the same name with five reports; details as if both pages had the same size."""
    details = [name for name in pages if _kind(name) in DETAILS and name.endswith("common") and name in five]
    same_size = {
        name: pages[name]["cold"] / five[name]["cold"] / max(1, pages[name]["size"] / five[name]["size"])
        for name in details
    }
    yield Goal("details, from 5 reports on: growth for the same size of page", 1.3), same_size
    both = [name for name in lists if name in five]
    yield Goal("cold lists, from 5 reports on: growth", 4), {n: lists[n]["cold"] / five[n]["cold"] for n in both}
    yield Goal("warm pages, from 5 reports on: growth", 1), {n: lists[n]["warm"] / five[n]["warm"] for n in both}


def _deep(lists: Run) -> Found:
    deep = {name: cost for name, cost in lists.items() if name.endswith("far in")}
    return {name: cost["cold"] / lists[_kind(name)]["cold"] for name, cost in deep.items() if _kind(name) in lists}


def _served(serving: Run) -> Iterator[tuple[Goal, Found]]:
    rates = {name: rate["warm"] / rate["static"] for name, rate in serving.items() if rate["warm"] and rate["static"]}
    yield Goal("warm page: of the throughput of a static file of its size", 0.6, at_least=True), rates


def _over_bare(searches: Run) -> Found:
    return {name: cost["cold"] / cost["bare"] for name, cost in searches.items() if cost["bare"]}


def _loaded(loads: list[Run]) -> Iterator[tuple[Goal, Found]]:
    of_files = [load for load in loads if load["unit"] == "reports"]
    yield (
        Goal("loading: reports of 20 facts a second", 200, at_least=True),
        {load["what"]: load["number"] / load["seconds"] for load in of_files[-1:]},
    )
    if len(of_files) > 1:
        fewer, more = of_files
        grows = {f"{more['number']:,} against {fewer['number']:,} files": more["memory"] / fewer["memory"]}
        yield Goal("loading: memory for ten times the files", 1.1), grows
