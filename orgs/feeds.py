"""Organizations and places, told in a line."""

from archive.formats.feeds import summary
from archive.formats.previews import in_a_line
from orgs.models import Organization, Place


@summary.register
def _(body: Organization) -> str:
    country, parent = (one and one.canonical for one in (body.country, body.parent))
    return in_a_line(body.get_kind_display(), body.abbreviation, body.note, parent, country)


@summary.register
def _(place: Place) -> str:
    return in_a_line(place.get_kind_display(), place.country and place.country.canonical)
