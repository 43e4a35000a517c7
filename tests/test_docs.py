"""What the documentation shows is true."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from events.reportfile.reading import read, source
from events.reportfile.schema import ReportFile

ROOT = Path(__file__).parent.parent


def test_the_report_file_of_the_documentation_is_sound():
    example = re.search(r"```yaml\n(.*?)```", (ROOT / "docs/report-file.md").read_text(), re.DOTALL)[1]
    file = read(source(example.encode(), "example"), ReportFile)
    assert file.report.slug == "harbour-forum-news-2024"
    assert [figure.low for figure in file.forums[0].figures] == [81]


def test_every_command_has_a_sentence_in_the_readme():
    commands = {path.stem for path in ROOT.glob("*/management/commands/[a-z]*.py")}
    readme = (ROOT / "README.md").read_text()
    assert {command for command in commands if f"manage.py {command}" not in readme} == set()


@pytest.mark.parametrize("tool", ["benchmarks", "faults", "fuzzing", "load"])
def test_each_tool_of_make_tells_its_options(tool):
    """From a shell, where nobody has named the settings."""
    env = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    line = [sys.executable, "-m", f"tests.{tool}", "--help"]
    done = subprocess.run(line, cwd=ROOT, env=env, capture_output=True, text=True)
    assert (done.returncode, done.stderr, done.stdout.startswith("usage: ")) == (0, "", True)
