"""The words a draft is made of: every controlled list, with the names that readers see."""

from collections.abc import Iterable
from typing import Any

from archive.dates import Basis
from events.filters import LANGUAGES
from events.models import Agreement, Capacity, Choice, Detail, Forum, Party, Report, ReportLink, Series, Session, Topic
from events.models.citations import Mode, Standing
from events.roles import GROUPS, BodyRole, MentionRole, PersonRole
from orgs.models import Organization, OrganizationName, Place, PlaceName
from people.models import PersonName

LISTS: dict[str, Any] = {
    "report_kinds": Report.Kind,
    "entered": Report.Entered,
    "link_kinds": ReportLink.Kind,
    "forum_kinds": Forum.Kind,
    "coverages": Forum.Coverage,
    "session_kinds": Session.Kind,
    "organization_kinds": Organization.Kind,
    "place_kinds": Place.Kind,
    "agreement_kinds": Agreement.Kind,
    "properties": Detail.Property,
    "choosable": Choice.Property,
    "relations": Capacity.Relation,
    "party_roles": Party.Role,
    "mention_roles": MentionRole,
    "standings": Standing,
    "modes": Mode,
    "bases": Basis,
}

NAMES: dict[str, Any] = {"person": PersonName, "organization": OrganizationName, "place": PlaceName}


def vocabulary() -> dict[str, Any]:
    said = {name: _choices(choices.choices) for name, choices in LISTS.items()}
    return said | {
        "roles": _roles(),
        "name_kinds": {kind: _choices(model.Kind.choices) for kind, model in NAMES.items()},
        "languages": _choices(LANGUAGES.items()),
        "countries": list(Place.objects.countries().values("slug", "name")),
        "topics": list(Topic.objects.values("slug", "name")),
        "agreements": [
            {"slug": one.slug, "name": str(one)} for one in Agreement.objects.only("slug", "title", "label")
        ],
        "series": list(Series.objects.values("slug", "name")),
    }


def _choices(choices: Iterable[tuple[Any, Any]]) -> list[dict[str, str]]:
    return [{"value": value, "label": str(label)} for value, label in choices if value]


def _roles() -> list[dict[str, str]]:
    groups = {role: group for group, roles in GROUPS.items() for role in roles}
    people = [
        {"value": role.value, "label": str(role.label), "group": groups[role].value, "applies": "person"}
        for role in PersonRole
    ]
    return people + [
        {"value": role.value, "label": str(role.label), "group": "", "applies": "organization"} for role in BodyRole
    ]
