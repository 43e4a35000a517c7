"""The archives that tests start as a user does."""

import sys
from pathlib import Path

from tests.served import Site


class Talkative(Site):
    program = [sys.executable, "-c", "print('a line of its log\\n' * 20_000)"]


def test_one_that_says_more_than_a_pipe_holds_goes_on_while_nobody_waits_for_its_words(tmp_path: Path) -> None:
    site = Talkative(tmp_path, 0)
    assert site.process.wait() == 0
    assert (site.ended(), site.said.count("log\n")) == (0, 20_000)
