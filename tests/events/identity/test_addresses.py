"""No address dies: those of merged records lead to the one that is shown, through chains, in files too."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from events.identity.kinds import KINDS
from events.models import Appearance
from tests import records as make
from tests.events.reportfile.keeping import exported, loaded, statuses

pytestmark = pytest.mark.django_db

NEW: dict[str, Any] = {
    "person": make.person,
    "organization": make.organization,
    "place": lambda slug: make.city(slug=slug),
    "forum": lambda slug: make.forum(slug=slug),
    "session": lambda slug: make.session(make.forum(slug=f"{slug}-forum"), slug),
}


@pytest.mark.parametrize("called", KINDS)
@pytest.mark.parametrize("prefix", ["", "/zh-hans"])
@pytest.mark.parametrize("query", ["", "?format=json", "?utm=a&utm=b%20c"])
def test_through_chains_with_language_and_query(client: Client, called: str, prefix: str, query: str) -> None:
    one, two, three, four = (NEW[called](slug=slug) for slug in ("one", "two", "three", "four"))
    make.merge(one, into=two)
    make.merge(two, into=three)
    make.merge(three, into=four)
    to = prefix + four.get_absolute_url() + query.replace("%20", "+")
    for old in (one, two, three):
        answer = client.get(prefix + old.get_absolute_url() + query)
        assert (answer.status_code, answer.headers["Location"]) == (301, to)


def test_a_file_that_names_a_merged_record_loads_and_its_facts_keep_the_name(tmp_path: Path) -> None:
    old, kept, news = make.person("Li Xiang", "old"), make.person("Li Xiang", "kept"), make.report("news")
    make.appears(old, make.forum(slug="fair"), by=news)
    files = exported()
    news.delete()
    make.merge(old, into=kept)
    path = tmp_path / "news.yaml"
    path.write_text(files["reports/news.yaml"])
    assert statuses(loaded(path)) == ["new"]
    assert Appearance.objects.values_list("person__slug", "person__canonical__slug").get() == ("old", "kept")
    assert exported()["reports/news.yaml"] == files["reports/news.yaml"]


def test_forums_joined_by_a_file_have_the_years_of_both_until_a_file_parts_them(tmp_path: Path) -> None:
    news = make.report("news")
    kept, other = make.forum("Fair", by=news, on="2023"), make.forum("Gala", by=news, on="2024")
    path = tmp_path / "decisions.yaml"
    head = "format: rostrum-authority/1\ndecisions:\n- {kind: forum, record: gala, other: fair, reason: R., "
    for judgement, years in (("same", [[2023, 2024], [2024]]), ("different", [[2023], [2024]])):
        path.write_text(f"{head}judgement: {judgement}}}\n")
        loaded(path, overwrite=True)
        for forum in (kept, other):
            forum.refresh_from_db()
        assert [kept.years, other.years] == years
