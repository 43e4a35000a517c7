"""The table of a run, in Markdown."""

from collections.abc import Iterator

Costs = dict[str, dict[str, float]]
OK = 200
WORDS = """
Made by `make bench`. Pages are asked for through WSGI in one process, without a network and without anybody else
asking. *First* is the first request for an address; *median*, *95 %* and *SQL* are of those after it, in ms.
*Overhead* is the median against that of the same statements, sent through psycopg alone. *Five* is the median of
the same page in the archive of five reports, *growth* how many times that the page takes here. Read ratios, not
milliseconds: the machine does other things too. A page whose statement takes longer than a reader is made to wait
is marked 503.
"""
COLUMNS = ("page", "first", "median", "95 %", "SQL", "overhead", "queries", "kB", "five", "growth")


def table(five: Costs, many: Costs, heading: str) -> str:
    rows = [COLUMNS, ("---", *["---:"] * (len(COLUMNS) - 1)), *_rows(five, many)]
    lines = "\n".join(f"| {' | '.join(row)} |" for row in rows)
    return f"# Benchmarks\n{WORDS}\n{heading}.\n\n{lines}\n"


def _rows(five: Costs, many: Costs) -> Iterator[tuple[str, ...]]:
    for name, cost in many.items():
        small = five.get(name)
        yield (
            name if cost["status"] == OK else f"{name} ({cost['status']:.0f})",
            *(f"{cost[what] * 1000:.0f}" for what in ("first", "median", "p95", "sql")),
            f"{cost['median'] / cost['bare']:.1f}" if cost["bare"] else "",
            f"{cost['queries']:.0f}",
            f"{cost['size'] / 1000:.0f}",
            f"{small['median'] * 1000:.0f}" if small else "",
            f"{cost['median'] / small['median']:.1f}" if small else "",
        )
