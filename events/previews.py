"""Forums, sessions, reports and agreements in a few words."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import ngettext

from archive.formats.previews import Preview, preview, sentence
from archive.languages import listed
from events.models import Agreement, Forum, Report, Session
from events.models.forums import Event
from events.programme import Item

FEW = 5  # names


@preview.register
def _(forum: Forum, shown: Mapping[str, Any]) -> Preview:
    sessions = [item.session for item in _every(shown["programme"])]
    return _event(forum, sessions, forum.date_in_words, shown)


@preview.register
def _(session: Session, shown: Mapping[str, Any]) -> Preview:
    whole = session.forum.canonical
    when = f"{whole}, {session.date_in_words or whole.date_in_words}".removesuffix(", ")
    return _event(session, [item.session for item in _every(shown["programme"])], when, shown)


def _event(event: Event, sessions: list[Session], when: str, shown: Mapping[str, Any]) -> Preview:
    people = [fact.named for part in (event, *sessions) for fact in part.people]
    places = listed(where.place for where in event.places)
    many = len(shown["reports"])
    told = ngettext("told by %(many)d report", "told by %(many)d reports", many) % {"many": many}
    return Preview(sentence(event.kind_in_words, event.standing_in_words, when, places, few(people), told))


def _every(programme: Iterable[Item]) -> list[Item]:
    return [one for item in programme for one in (item, *_every(item.parts))]


@preview.register
def _(report: Report, shown: Mapping[str, Any]) -> Preview:
    publisher = report.publisher and report.publisher.canonical
    events = [citation.about for paragraph in shown["paragraphs"] for citation in paragraph.citations]
    return Preview(
        sentence(report.get_kind_display(), publisher, report.date_in_words, few(filter(None, events))), "article"
    )


@preview.register
def _(agreement: Agreement, shown: Mapping[str, Any]) -> Preview:
    parties = few(party.named for party in agreement.parties.all())
    return Preview(sentence(agreement.get_kind_display(), agreement.date_in_words, parties))


def few(records: Iterable[Any]) -> str:
    """The names of the first of them, each once."""
    names = list(dict.fromkeys(map(str, records)))
    return listed(names[:FEW]) + (" …" if len(names) > FEW else "")
