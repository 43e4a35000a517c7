"""Rows that keep all rules, as keyword arguments of their models: one of each kind that holds words."""

from collections.abc import Callable
from typing import Any

from django.db.models import CharField, Model, TextField
from django.test import Client

from archive.identity.decisions import Judgement
from archive.identity.identifiers import Identifier
from events.models import (
    Agreement,
    Capacity,
    Choice,
    Citation,
    Detail,
    Figure,
    Forum,
    ForumDecision,
    Report,
    Series,
    Session,
    SessionDecision,
    Topic,
)
from orgs.models import (
    Organization,
    OrganizationDecision,
    OrganizationIdentifier,
    OrganizationName,
    Place,
    PlaceDecision,
    PlaceIdentifier,
    PlaceName,
)
from people.models import Person, PersonDecision, PersonIdentifier, PersonName
from tests import records as make
from tests.filling import filled, page_to_add

Values = dict[str, Any]


def other(**values: Any) -> Callable[[Any], Values]:
    return lambda valid: {name: value() if callable(value) else value for name, value in values.items()}


def n() -> int:
    return next(make.numbers)


def a_place() -> Values:
    return {"slug": f"place-{n()}", "name": "Springfield", "kind": "city", "country": make.country()}


def an_organization() -> Values:
    return {"slug": f"body-{n()}", "name": "The Body", "kind": "company"}


def a_person() -> Values:
    return {"slug": f"somebody-{n()}", "name": "Li Xiang"}


def a_report() -> Values:
    head = {"slug": f"news-{n()}", "kind": "news", "title": "News", "language": "en"}
    text = {"file": "news.txt", "sha256": "0" * 64, "paragraphs": 2}
    return head | text | {"publisher": make.organization(), "edtf": "2024-05-07"}


def a_forum() -> Values:
    return {"slug": f"summit-{n()}", "kind": "summit"}


def an_agreement() -> Values:
    return {"slug": f"treaty-{n()}", "kind": "treaty"}


def a_listed() -> Values:
    return {"slug": f"listed-{n()}", "name": "Listed"}


def a_session() -> Values:
    return {"forum": make.forum(), "key": "opening", "kind": "opening"}


def a_name(of: str) -> Callable[[], Values]:
    makers = {"place": make.city, "organization": make.organization, "person": make.person}
    return lambda: {of: makers[of](), "text": "The Name", "kind": "alias"}


def an_identifier(of: str) -> Callable[[], Values]:
    makers = {"place": make.city, "organization": make.organization, "person": make.person}
    return lambda: {of: makers[of](), "scheme": "wikidata", "value": f"Q{n()}"}


def a_decision(new: Callable[[], Any]) -> Callable[[], Values]:
    return lambda: {"record": new(), "other": new(), "judgement": Judgement.UNDECIDED, "reason": "Not known."}


def a_fact(**values: Callable[[], Any] | str | int) -> Callable[[], Values]:
    return lambda: {"forum": make.forum(), **other(**values)(None)}


a_detail = a_fact(property="title", value="The Forum")
a_location = a_fact(place=make.city)
an_appearance = a_fact(person=make.person, role="speaker")
an_involvement = a_fact(organization=make.organization, role="host")
a_figure = a_fact(counted="participants", low=81)
a_choice = a_fact(property="title", value="The Forum", reason="It is on the banner.")
a_forum_topic = a_fact(topic=make.topic)


def a_party() -> Values:
    return {"agreement": make.agreement(), "organization": make.organization(), "role": "party"}


def a_mention() -> Values:
    return {"person": make.person(), "role": "quoted"}


def a_citation() -> Values:
    return {"report": make.report(), "forum": make.forum(), "paragraphs": [1, 2], "name": "The Forum"}


def a_correction() -> Values:
    return {"message": "The name is spelt otherwise in the release."}


def a_capacity() -> Values:
    held = {"title": "Chair", "organization": make.organization(), "printed": "The Body"}
    return {"citation": make.appears().citations.get(), "order": 1, **held}


def a_link() -> Values:
    return {"report": make.report(), "kind": "copy", "to": make.report()}


VALID: dict[type[Model], Callable[[], Values]] = {
    Place: a_place,
    Organization: an_organization,
    Person: a_person,
    PlaceName: a_name("place"),
    OrganizationName: a_name("organization"),
    PersonName: a_name("person"),
    PlaceIdentifier: an_identifier("place"),
    OrganizationIdentifier: an_identifier("organization"),
    PersonIdentifier: an_identifier("person"),
    Series: a_listed,
    Topic: a_listed,
    Forum: a_forum,
    Session: a_session,
    Agreement: an_agreement,
    Choice: a_choice,
    PlaceDecision: a_decision(make.city),
    OrganizationDecision: a_decision(make.organization),
    PersonDecision: a_decision(make.person),
    ForumDecision: a_decision(make.forum),
    SessionDecision: a_decision(make.session),
    Report: a_report,
    Detail: a_detail,
    Figure: a_figure,
    Citation: a_citation,
    Capacity: a_capacity,
}

# Texts that are no words: names in addresses, and what has a form and rules of its own.
NO_WORDS = {"slug", "key", "language", "edtf", "sha256", "url", "archived_url"}


def texts(model: type[Model]) -> dict[str, Any]:
    """The columns with words in them that somebody types."""
    columns = (field for field in model._meta.fields if isinstance(field, CharField | TextField))
    left_out = NO_WORDS | ({"value"} if issubclass(model, Identifier) else set())
    words = (field for field in columns if field.editable and not field.choices and field.name not in left_out)
    return {field.name: field for field in words}


def is_prose(field: Any) -> bool:
    """Whether it may run over several lines."""
    return isinstance(field, TextField)


def all_of_a_page(client: Client, model: type[Model], values: Values) -> Values:
    """What a browser sends to add the row, with a citation where the page asks for one."""
    sent = filled(client, page_to_add(model), **typed(values))
    if sent.get("citations-MIN_NUM_FORMS") == 1:
        sent |= {"citations-0-report": make.report().pk, "citations-0-paragraphs": "1"}
    return sent


def typed(values: Values) -> Values:
    return {name: _typed(value) for name, value in values.items()}


def _typed(value: Any) -> Any:
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return "" if value is None else getattr(value, "pk", value)
