"""How pages read the database: what is narrow is found by an index, however large the tables are.

The planner reads a small table whole, so what it would rather do on a large one is asked for: no table read whole, no
join that needs one. Where an index can answer it then does, and a big table that is still read without a condition of
an index would be read whole at any size.
"""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from tests.events.test_thousands import thousands, time_enough

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("thousands", "time_enough")]
__all__ = ["thousands", "time_enough"]

# Tables of which there are ten thousand rows here.
BIG = {
    *(f"events_{name}" for name in ("appearance", "citation", "forum", "involvement", "location", "phrase", "report")),
    "events_session",
    "orgs_organization",
    "people_person",
}
NARROW = ("Index Cond", "Recheck Cond")
FEW = ("events_citation_mention",)  # an index with a few rows alone
ALL_OF_A_KIND = re.compile(r"\(\(kind\)::text = '\w+'::text\)")
PAGES = (
    "/forums/forum-1/",
    "/sessions/forum-1.panel/",
    "/speakers/speaker-1/",
    "/speakers/speaker-1/?format=json",
    "/speakers/speaker-1/co-appearances/",
    "/speakers/speaker-1/co-appearances/?format=json",
    "/speakers/speaker-1/co-appearances/?format=csv",
    "/organizations/host-1/",
    "/organizations/host-1/?format=json",
    "/organizations/host-1/co-appearances/",
    "/reports/report-1/",
    "/agreements/pact-1/",
    "/search/?q=speaker",
    "/search/?q=speaker+1",
    "/search/?q=%E6%B8%85%E6%B4%81",
    "/search/?q=sp&format=suggestions",
    "/search/?q=speaker&format=suggestions",
)


@pytest.mark.parametrize("address", PAGES)
def test_a_narrow_page_reads_no_big_table_whole(address: str, client: Client) -> None:
    asked = kept_of(address, client)
    assert [whole for sql, params in asked for whole in read_whole(sql, params)] == []


FEEDS = {
    "/forums/?format=atom": "events_forum_changed",
    "/forums/?year=2024&format=atom": "events_forum_changed",
    "/sessions/?format=atom": "events_session_changed",
    "/speakers/?format=atom": "people_person_changed",
    "/organizations/?format=atom": "orgs_organization_changed",
    "/reports/?format=atom": "events_report_changed",
}


@pytest.mark.parametrize("address", FEEDS)
def test_what_changed_last_comes_in_the_order_of_an_index(address: str, client: Client) -> None:
    statements = kept_of(address, client)
    last = [one for one in statements if '."changed_at" DESC' in one[0] and "LIMIT" in one[0]]
    assert last and [sql for sql, params in last if FEEDS[address] not in planned(sql, params)] == []


def kept_of(address: str, client: Client) -> list[tuple[str, Any]]:
    """The statements that a page asks."""
    statements: list[tuple[str, Any]] = []

    def keep(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        statements.append((sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(keep):
        assert client.get(address).status_code == 200
    return [one for one in statements if one[0].lstrip().startswith(("SELECT", "WITH"))]


def planned(sql: str, params: Any) -> str:
    """The plan on a table so large that nobody would sort it or read it whole."""
    with connection.cursor() as cursor:
        for way in ("seqscan", "bitmapscan", "hashjoin", "mergejoin", "sort"):
            cursor.execute(f"SET LOCAL enable_{way} = off")
        cursor.execute(f"EXPLAIN {sql}", params)
        return "\n".join(line for (line,) in cursor.fetchall())


def read_whole(sql: str, params: Any) -> Iterator[str]:
    with connection.cursor() as cursor:
        for way in ("seqscan", "hashjoin", "mergejoin"):
            cursor.execute(f"SET LOCAL enable_{way} = off")
        cursor.execute(f"EXPLAIN (FORMAT JSON) {sql}", params)
        plan = cursor.fetchone()[0]
    plan = json.loads(plan) if isinstance(plan, str) else plan
    for node in nodes(plan[0]["Plan"]):
        narrow = any(mark in node for mark in NARROW) or node.get("Index Name") in FEW
        if node.get("Relation Name") in BIG and not narrow:
            yield f"{node['Node Type']} of {node['Relation Name']} in {sql.strip()[:300]}"
        if ALL_OF_A_KIND.fullmatch(node.get("Index Cond", "")):
            yield f"{node['Index Name']} for all of a kind in {sql.strip()[:300]}"


def nodes(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield plan
    for part in plan.get("Plans", ()):
        yield from nodes(part)
