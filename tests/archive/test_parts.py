"""Templates that are put into others."""

from typing import Any

import pytest
from django.template import engines
from django.template.base import TemplateSyntaxError


def shown(text: str, **context: Any) -> str:
    return engines["django"].from_string(text).render(context).strip()


def test_a_part_sees_what_is_around_it_and_what_it_is_given() -> None:
    said = shown('{% include "_pills.html" with clear=there %}', pills=[{"label": "Year", "value": 2024}], there="/x/")
    assert "2024" in said and 'href="/x/"' in said


def test_what_a_part_is_given_ends_with_it() -> None:
    assert shown('{% include "_pills.html" with pills=none %}{{ pills }}', pills="as before", none=[]) == "as before"


def test_a_part_that_a_variable_names_is_the_one_of_the_moment() -> None:
    said = shown("{% for part in parts %}[{% include part %}]{% endfor %}", parts=["_pills.html", "robots.txt"])
    assert said.startswith("[") and "User-agent" in said


def test_a_part_without_a_name_is_refused() -> None:
    with pytest.raises(TemplateSyntaxError):
        shown("{% include %}")
