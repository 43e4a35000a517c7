"""Every example of docs/take-the-data.md works."""

import re
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import Client

from tests.five_reports import five_reports

DOCS = (settings.BASE_DIR / "docs/take-the-data.md").read_text(encoding="utf-8")
HERE = "http://127.0.0.1:8000"
ASKED = re.findall(rf"^ +curl .*?'?{HERE}(/[^\s']*)", DOCS, re.M)
QUERIES = re.findall(r"^ +(SELECT .*?;)$", DOCS, re.M | re.S)

pytestmark = pytest.mark.django_db


@pytest.fixture
def dumped(tmp_path: Path, settings: Any) -> Path:
    five_reports()
    settings.DUMP_FOLDER = tmp_path / "dump"
    call_command("dump", verbosity=0)
    return tmp_path / "dump"


def status(path: str) -> int:
    answer = Client().get(path)
    b"".join(answer)  # type: ignore[arg-type]  # read to the end, a file is closed, and the connection is not
    return int(answer.status_code)


def test_every_address_in_it_answers(dumped: Path) -> None:
    assert {path: status(path) for path in ASKED} == dict.fromkeys(ASKED, 200)


def test_every_query_in_it_finds_rows(dumped: Path) -> None:
    with closing(sqlite3.connect(dumped / "rostrum.sqlite")) as database:
        assert [query for query in QUERIES if not database.execute(query).fetchone()] == []
    assert len(QUERIES) == DOCS.count("SELECT ")
