"""Datasette, asked for the same facets and as many rows: `python -m tests.benchmarks.beside SQLITE SIZE FILE`.

It is asked in process through its own client, as our pages are. FILE has what is asked: {name: [list, query]}; it is
rewritten as {name: seconds, or null where its table has no such rows}. Limits of time are set so high that it finishes.
"""

import asyncio
import json
import sys
import time
from pathlib import Path
from statistics import median
from urllib.parse import parse_qsl, urlencode

from datasette.app import Datasette
from tqdm import tqdm

LONG = 600_000  # ms
TIMES, ENOUGH = 5, 3.0  # at most so often, or until so many seconds are spent
SETTINGS = {
    "facet_time_limit_ms": LONG,
    "sql_time_limit_ms": LONG,
    "facet_suggest_time_limit_ms": 1,
    "suggest_facets": False,
    "default_facet_size": 58,  # as many as a page of ours has: those on top, and those folded away
    "max_returned_rows": 1000,
}
OK = 200
Facets = dict[str, list[str]]


async def seconds(
    sqlite: Path, size: int, facets: Facets, asked: dict[str, tuple[str, str]]
) -> dict[str, float | None]:
    datasette = Datasette([str(sqlite)], settings=SETTINGS)
    await datasette.invoke_startup()
    took = {}
    for name, (table, query) in tqdm(asked.items(), unit=" pages", disable=None):
        where = f"/{sqlite.stem}/{table}"
        has_rows = await _rows(datasette, f"{where}.json?{_query(query, facets[table], 0)}")
        took[name] = await _seconds(datasette, f"{where}?{_query(query, facets[table], size)}") if has_rows else None
    return took


async def _rows(datasette: Datasette, address: str) -> int:
    """How many rows are counted: a first value of several that is chosen may be nobody's first."""
    response = await datasette.client.get(address)
    return int(response.json()["filtered_table_rows_count"]) if response.status_code == OK else 0


def _query(query: str, facets: list[str], size: int) -> str:
    """The same choices, with every facet of the list; what is chosen that the flat table does not have stays out."""
    chosen = [(name, value) for name, value in parse_qsl(query) if name in facets]
    return urlencode([*chosen, *(("_facet", name) for name in facets), ("_size", size), ("_nosuggest", 1)])


async def _seconds(datasette: Datasette, address: str) -> float | None:
    took: list[float] = []
    while not took or (len(took) < TIMES and sum(took) < ENOUGH):
        start = time.perf_counter()
        response = await datasette.client.get(address)
        took.append(time.perf_counter() - start)
        if response.status_code != OK:
            return None
    return median(took[1:] or took)


if __name__ == "__main__":
    sqlite, size, facets, file = Path(sys.argv[1]), int(sys.argv[2]), json.loads(sys.argv[3]), Path(sys.argv[4])
    file.write_text(json.dumps(asyncio.run(seconds(sqlite, size, facets, json.loads(file.read_text())))))
