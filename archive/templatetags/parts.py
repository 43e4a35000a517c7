"""`{% include %}` of a template that is named in so many words: its nodes are found once, not at each time it is shown.

A list shows hundreds of parts. What Django does for each, it does because the name may be another one every time.
"""

from functools import cached_property
from typing import Any

from django import template
from django.template.base import NodeList, Parser, Token
from django.template.context import Context
from django.template.loader import get_template
from django.template.loader_tags import IncludeNode, do_include
from django.utils.safestring import SafeString

register = template.Library()


class Part(IncludeNode):
    @cached_property
    def nodes(self) -> NodeList:
        return get_template(self.template.var).template.nodelist  # type: ignore[attr-defined, no-any-return]

    def render(self, context: Context) -> SafeString:
        with context.push(**{name: value.resolve(context) for name, value in self.extra_context.items()}):
            return self.nodes.render(context)


@register.tag
def include(parser: Parser, token: Token) -> Any:
    node = do_include(parser, token)
    is_named = isinstance(node.template.var, str) and not node.template.filters and not node.isolated_context
    return Part(node.template, extra_context=node.extra_context) if is_named else node
