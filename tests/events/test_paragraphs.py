"""A report's page: what each paragraph states, under what it is about."""

import pytest
from django.test import Client

from events.models import Citation
from tests import records as make

pytestmark = pytest.mark.django_db


def test_facts_about_one_thing_stand_together_in_the_order_of_its_first_mention(client: Client) -> None:
    report = make.report("news")
    first, second = make.forum("First", by=report, on=""), make.forum("Second", by=report, on="")
    panel = make.session(first, "panel", by=report, title="Panel")
    make.held(first, make.city("Beijing"), by=report)
    make.mention(make.person("Ann"), by=report)
    pact = make.agreement("Pact", make.organization(), by=report)
    (paragraph,) = client.get("/reports/news/").context["paragraphs"]
    told = [(told.about, [one.kind for one in told.citations]) for told in paragraph.told]
    assert told == [
        (first, ["forum", "detail", "location"]),
        (second, ["forum", "detail"]),
        (panel, ["session"]),
        (None, ["mention"]),
        (pact, ["agreement", "detail", "party"]),
    ]


@pytest.mark.parametrize(
    ("name", "printed"),
    [("Ann", {}), ("ANN", {"name": "ANN"})],
)
def test_printed_words_are_repeated_only_where_they_differ_from_the_name_shown(name: str, printed: dict) -> None:
    make.appears(make.person("Ann"), make.forum(), name=name)
    assert Citation.objects.get(name=name).printed_otherwise == printed
