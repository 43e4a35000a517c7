"""What the documentation shows is true."""

import re
from pathlib import Path

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
