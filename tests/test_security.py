"""The document on security answers every requirement once, and names tests that there are."""

import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent
TEXT = (ROOT / "docs/security.md").read_text()
# The requirements of levels 1 and 2 of ASVS 5.0.0, by section.
REQUIRED = """
1.1.1-2 1.2.1-9 1.3.1-11 1.4.1-3 1.5.1-2 2.1.1-3 2.2.1-3 2.3.1-4 2.4.1 3.2.1-2 3.3.1-4 3.4.1-6 3.5.1-5 3.7.1-2
4.1.1-3 4.2.1 4.3.1-2 4.4.1-4 5.1.1 5.2.1-3 5.3.1-2 5.4.1-3 6.1.1-3 6.2.1-12 6.3.1-4 6.4.1-4 6.5.1-5 6.6.1-3 6.8.1-4
7.1.1-3 7.2.1-4 7.3.1-2 7.4.1-5 7.5.1-2 7.6.1-2 8.1.1-2 8.2.1-3 8.3.1 8.4.1 9.1.1-3 9.2.1-4 10.1.1-2 10.2.1-2
10.3.1-4 10.4.1-11 10.5.1-5 10.6.1-2 10.7.1-3 11.1.1-2 11.2.1-3 11.3.1-3 11.4.1-4 11.5.1 11.6.1 12.1.1-3 12.2.1-2
12.3.1-4 13.1.1 13.2.1-5 13.3.1-2 13.4.1-5 14.1.1-2 14.2.1-4 14.3.1-3 15.1.1-3 15.2.1-3 15.3.1-7 16.1.1 16.2.1-5
16.3.1-4 16.4.1-3 16.5.1-3 17.1.1 17.2.1-4 17.3.1-2
"""


def required() -> Iterator[str]:
    for section, first, last in re.findall(r"(\d+\.\d+)\.(\d+)(?:-(\d+))?", REQUIRED):
        yield from (f"{section}.{number}" for number in range(int(first), int(last or first) + 1))


def test_every_requirement_is_answered_once() -> None:
    answered = re.findall(r"^\| (\d+\.\d+\.\d+) \| (?:shown|by design|open) \| \S", TEXT, re.MULTILINE)
    not_for_us = re.findall(r"\d+\.\d+\.\d+", TEXT.partition("## What does not apply")[2])
    assert sorted(answered + not_for_us) == sorted(required())


def test_what_is_shown_names_tests_that_there_are() -> None:
    named = re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", TEXT)
    assert {one for one in named if f"def {one[1]}(" not in (ROOT / one[0]).read_text()} == set()
    shown = re.findall(r"^\| [\d.]+ \| shown \| (.*) \|$", TEXT, re.MULTILINE)
    assert [words for words in shown if "`tests/" not in words and "the same test" not in words] == []
