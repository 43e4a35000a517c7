"""Reports that are linked to others: loaded after them, whatever their names."""

from pathlib import Path

import pytest

from events.models import ReportLink
from events.reportfile.loading import Outcome, load

pytestmark = pytest.mark.django_db


def loaded(folder: Path, **links: str) -> dict[str, str]:
    """Load reports named by the keys, each linked to the report of its value; what became of each."""
    for slug, to in links.items():
        link = f"\n  links:\n  - kind: copy\n    to: {to}" if to else ""
        text = f"format: rostrum-report/1\nreport:\n  slug: {slug}\n  kind: news\n  title: News\n  language: en{link}\n"
        (folder / f"{slug}.yaml").write_text(text)
    outcomes: list[Outcome] = []
    load([folder], outcomes.append)
    return {Path(outcome.file).stem: outcome.status for outcome in outcomes}


def test_a_report_waits_for_one_that_comes_later(tmp_path: Path) -> None:
    assert loaded(tmp_path, a="b", b="c", c="") == {"a": "new", "b": "new", "c": "new"}
    assert set(ReportLink.objects.values_list("report__slug", "to__slug")) == {("a", "b"), ("b", "c")}


def test_reports_that_are_copies_of_each_other_are_refused(tmp_path: Path) -> None:
    assert loaded(tmp_path, a="b", b="a", c="") == {"a": "refused", "b": "refused", "c": "new"}


def test_a_report_is_refused_where_the_one_it_awaits_is(tmp_path: Path) -> None:
    assert loaded(tmp_path, a="b", b="nowhere") == {"a": "refused", "b": "refused"}
