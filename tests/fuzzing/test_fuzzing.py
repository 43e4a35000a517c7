"""No parser crashes, answers 500, or works without bound, whatever it is given."""

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from tests.fuzzing import of_addresses, of_files, of_the_desk
from tests.fuzzing.kit import Parser, Tally

pytestmark = [pytest.mark.django_db]
PARSERS = [*of_files.PARSERS, *of_addresses.PARSERS, *of_the_desk.PARSERS]


@pytest.mark.parametrize("parser", PARSERS, ids=lambda parser: parser.name)
def test_takes_whatever_it_is_given(parser: Parser, archive: None) -> None:
    tally = Tally(parser)

    @settings(
        max_examples=parser.examples,
        derandomize=True,
        database=None,
        deadline=None,
        phases=[Phase.generate, Phase.shrink],
        suppress_health_check=list(HealthCheck),
    )
    @given(parser.inputs)
    def fed(value: object) -> None:
        tally.tried(value)

    fed()
    assert sum(tally.outcomes.values()) >= min(parser.examples, 5)
