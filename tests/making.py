"""Records for tests, each made by one call that says only what matters to the test."""

from itertools import count
from typing import Any

from events.models import Agreement, Appearance, Citation, Forum, Report, Session, Topic
from orgs.models import Organization, Place
from people.models import Person

numbers = count(1)


def report(slug: str = "", **values: Any) -> Report:
    slug = slug or f"report-{next(numbers)}"
    return Report.objects.create(
        **{"slug": slug, "kind": "news", "title": f"Title of {slug}", "language": "en", **values}
    )


def forum(slug: str = "", **values: Any) -> Forum:
    slug = slug or f"forum-{next(numbers)}"
    return Forum.objects.create(**{"slug": slug, "kind": "forum", "label": f"Label of {slug}", **values})


def session(of: Forum | None = None, key: str = "", **values: Any) -> Session:
    return Session.objects.create(
        forum=of or forum(), key=key or f"session-{next(numbers)}", **{"kind": "panel", **values}
    )


def person(name: str = "", **values: Any) -> Person:
    number = next(numbers)
    return Person.objects.create(**{"slug": f"person-{number}", "name": name or f"Person {number}", **values})


def organization(name: str = "", **values: Any) -> Organization:
    number = next(numbers)
    given = {"slug": f"organization-{number}", "name": name or f"Organization {number}", "kind": "company"}
    return Organization.objects.create(**{**given, **values})


def country(name: str = "") -> Place:
    number = next(numbers)
    return Place.objects.create(slug=f"country-{number}", name=name or f"Country {number}", kind="country")


def city(name: str = "", **values: Any) -> Place:
    number = next(numbers)
    given = {"slug": f"city-{number}", "name": name or f"City {number}", "kind": "city"}
    return Place.objects.create(**{"country": values.get("country") or country(), **given, **values})


def cited(fact: Any, by: Report | None = None, **values: Any) -> Any:
    """The fact, with a citation of it."""
    cite(fact, by, **values)
    return fact


def cite(fact: Any, by: Report | None = None, **values: Any) -> Citation:
    given = {"report": by or report(), "paragraphs": [1], fact._meta.model_name: fact}
    return Citation.objects.create(**{**given, **values})


def appearance(at: Forum | None = None, by: Report | None = None, **values: Any) -> Appearance:
    given = {"forum": at or forum(), "person": values.get("person") or person(), "role": "speaker"}
    return cited(Appearance.objects.create(**{**given, **values}), by)


def agreement(slug: str = "", **values: Any) -> Agreement:
    slug = slug or f"agreement-{next(numbers)}"
    return Agreement.objects.create(**{"slug": slug, "kind": "memorandum", "label": f"Label of {slug}", **values})


def topic(name: str = "") -> Topic:
    number = next(numbers)
    return Topic.objects.create(slug=f"topic-{number}", name=name or f"Topic {number}")
