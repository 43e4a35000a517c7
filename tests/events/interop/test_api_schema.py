"""The whole schema of the API, asked by schemathesis: what fits it and what does not, and every answer held to it."""

import logging
from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, given, seed, settings
from schemathesis import Case, GenerationMode

from events.interop.api.schema import DOCUMENT
from tests.small_archive import small_archive

pytestmark = pytest.mark.django_db

EXAMPLES = 12
RECORDS = {
    "/api/v1/forums/{slug}/": ("cleantech-forum", "cleantech-twice"),
    "/api/v1/sessions/{public_id}/": ("cleantech-forum.opening", "turn-of-the-year-mission.visit"),
    "/api/v1/speakers/{slug}/": ("li-xiang-ccpit", "li-xiang-again", "zhou-lin"),
    "/api/v1/appearances/{public_id}/": ("cleantech-forum.opening.li-xiang-ccpit.moderator",),
    "/api/v1/organizations/{slug}/": ("ccpit", "governors-office"),
    "/api/v1/places/{slug}/": ("beijing", "china"),
    "/api/v1/reports/{slug}/": ("news", "programme"),
    "/api/v1/agreements/{slug}/": ("memorandum-on-trade",),
}


@pytest.fixture(autouse=True)
def archive() -> Iterator[None]:
    small_archive()
    logging.disable()
    # The connection holds the test's transaction, which ends with the test and not with a request.
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)
    logging.disable(logging.NOTSET)


@pytest.fixture
def schema() -> Any:
    return schemathesis.openapi.from_wsgi("/api/v1/openapi.json", WSGIHandler())


def ask(operation: Any, mode: GenerationMode, **put: str) -> None:
    """Ask the operation with generated data, and hold each answer to the schema and to all checks."""

    @seed(1)
    @settings(
        max_examples=EXAMPLES,
        database=None,
        deadline=None,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(generation_mode=mode))
    def asked(case: Case) -> None:
        case.path_parameters.update(put)
        case.call_and_validate()

    asked()


@pytest.mark.parametrize("path", DOCUMENT["paths"])
def test_every_answer_fits_the_schema(path: str, schema: Any) -> None:
    for mode in GenerationMode:
        ask(schema[path]["GET"], mode)


@pytest.mark.parametrize("path", RECORDS)
def test_every_record_fits_the_schema(path: str, schema: Any) -> None:
    name = path.split("{")[1].rstrip("}/")
    for key in RECORDS[path]:
        ask(schema[path]["GET"], GenerationMode.POSITIVE, **{name: key})


def test_records_of_every_kind_are_asked() -> None:
    assert [path for path in DOCUMENT["paths"] if "{" in path] == list(RECORDS)
