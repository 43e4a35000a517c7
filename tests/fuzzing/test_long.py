"""The longer run, by command: as many inputs as fit in some minutes, going on after each crash (`make fuzz`)."""

import os
import sys
from random import Random
from time import monotonic

import pytest
from hypothesis import HealthCheck, Phase, given, seed, settings

from tests.fuzzing.kit import Tally
from tests.fuzzing.test_fuzzing import PARSERS

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
MINUTES = float(os.environ.get("FUZZ_MINUTES", "1"))
ONLY = os.environ.get("FUZZ_ONLY", "")
AT_ONCE = 40
HEADS = ("Parser", "Inputs", "What became of them", "Crashes", "Slowest", "Times the median for a byte")
HEAD = f"| {' | '.join(HEADS)} |\n{'|---' * len(HEADS)}|"


def feed(tally: Tally, number: int) -> None:
    @seed(number)
    @settings(
        max_examples=AT_ONCE,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(tally.parser.inputs)
    def fed(value: object) -> None:
        tally.tried_gladly(value)

    fed()


def test_goes_on_for_minutes(archive: None) -> None:
    chance, until = Random(), monotonic() + 60 * MINUTES
    tallies = [Tally(parser) for parser in PARSERS if ONLY in parser.name]
    while monotonic() < until:
        for tally in tallies:
            feed(tally, chance.getrandbits(60))
            if monotonic() > until:
                break
    told(tallies)
    assert [failure.says for tally in tallies for failure in tally.failures.values()] == []


def told(tallies: list[Tally]) -> None:
    lines = [HEAD, *(tally.line() for tally in tallies)]
    for tally in tallies:
        for failure in tally.failures.values():
            lines.append(f"\n{tally.parser.name}, {failure.many} times: {failure.says}\n    {failure.value!r:.1500}")
    sys.__stdout__.write("\n" + "\n".join(lines) + "\n")
