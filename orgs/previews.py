"""Organizations and places in a few words."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import ngettext

from archive.formats.previews import Preview, preview, sentence
from orgs.models import Organization, Place


@preview.register
def _(organization: Organization, shown: Mapping[str, Any]) -> Preview:
    many, parent = shown["facts"]["involvements"].total, organization.parent
    forums = ngettext("part in an event: %(many)d", "parts in events: %(many)d", many) % {"many": many} if many else ""
    kind = organization.get_kind_display() if organization.kind != Organization.Kind.OTHER else ""
    country = organization.country and organization.country.canonical
    return Preview(sentence(organization.note, kind, parent and parent.canonical, country, forums))


@preview.register
def _(place: Place, shown: Mapping[str, Any]) -> Preview:
    many = shown["forums"].total
    forums = ngettext("%(many)d forum", "%(many)d forums", many) % {"many": many} if many else ""
    return Preview(sentence(place.get_kind_display(), place.land if place.land != place else "", forums))
