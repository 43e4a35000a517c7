"""Addresses of records, made without asking for each how addresses are made."""

import pytest
from django.urls import reverse, set_script_prefix
from django.utils.translation import override

from archive.identity.addresses import address


@pytest.mark.parametrize("language", ["en", "zh-hans"])
@pytest.mark.parametrize(
    ("kind", "record"),
    [("forum", "year-of-tea"), ("session", "tea.panel"), ("appearance", "tea.li-min.host"), ("place", "a")],
)
def test_a_record_is_where_its_view_answers(kind: str, record: str, language: str) -> None:
    with override(language):
        assert address(kind, record) == reverse(kind, args=[record])


def test_an_archive_below_an_address_has_its_records_there() -> None:
    set_script_prefix("/archive/")
    try:
        assert address("forum", "year-of-tea") == "/archive/forums/year-of-tea/"
    finally:
        set_script_prefix("/")
    assert address("forum", "year-of-tea") == "/forums/year-of-tea/"
