"""The values of a facet on a page: a template rendered once for all of a kind, since a page has hundreds."""

import re
from collections.abc import Iterable
from functools import cache
from html import escape
from types import SimpleNamespace

from django import template
from django.template.loader import get_template
from django.utils.safestring import SafeString, mark_safe

from archive.pages.panels import FacetValue, FacetView

register = template.Library()

# Characters that stand in the rendered template for what differs from value to value; no text has them.
HOLES = {name: chr(0xE000 + place) for place, name in enumerate(("value", "label", "count", "url", "exclude_url"))}
HOLE = re.compile(f"([{''.join(HOLES.values())}])")
FILLS = {hole: name for name, hole in HOLES.items()}


@register.simple_tag
def facet_values(facet: FacetView, values: Iterable[FacetValue]) -> SafeString:
    """The values as items of a list."""

    @cache
    def pattern(selected: bool, excluded: bool, is_empty: bool) -> list[str]:
        value = SimpleNamespace(**HOLES, selected=selected, excluded=excluded, is_empty=is_empty)
        return HOLE.split(get_template("_value.html").render({"facet": facet, "value": value}))

    filled = (_fill(pattern(one.selected, one.excluded, one.is_empty), one) for one in values)
    return mark_safe("".join(f"<li>{one}</li>" for one in filled))  # noqa: S308


def _fill(pattern: list[str], value: FacetValue) -> str:
    said = {hole: escape(str(getattr(value, name))) for hole, name in FILLS.items()}
    return "".join([said.get(part, part) for part in pattern])
