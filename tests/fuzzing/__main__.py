"""`make fuzz`: parsers are given what they should refuse, for as long as is said."""

import os
import sys
from argparse import ArgumentParser

import pytest


def main() -> int:
    options = ArgumentParser(prog="make fuzz", description=__doc__)
    options.add_argument("--minutes", default="5", help="How long (5).")
    options.add_argument("--only", default="", help="Only parsers whose name has these words.")
    said = options.parse_args()
    os.environ |= {"FUZZ_MINUTES": said.minutes, "FUZZ_ONLY": said.only}
    return pytest.main(["tests/fuzzing/test_long.py", "-m", "slow", "-n", "0", "-s", "-q", "--tb=line"])


if __name__ == "__main__":
    sys.exit(main())
