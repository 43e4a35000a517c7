"""`{% command "dump" %}`: a command of the archive, as it is typed on its server."""

from django import template

from archive.program import NAME

register = template.Library()


@register.simple_tag
def command(name: str) -> str:
    return f"{NAME} {name}"
