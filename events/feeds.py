"""Forums, sessions, reports and agreements, told in a line."""

from typing import Any

from django.utils.translation import gettext

from archive.formats.feeds import summary
from archive.formats.previews import in_a_line
from archive.languages import listed
from events.models import Agreement, Forum, Report, Session


@summary.register
def _(forum: Forum) -> str:
    return in_a_line(*_held(forum), forum.series, _told_by(forum))


@summary.register
def _(session: Session) -> str:
    return in_a_line(*_held(session), session.forum.canonical, _told_by(session))


@summary.register
def _(report: Report) -> str:
    publisher = report.publisher and report.publisher.canonical
    return in_a_line(report.get_kind_display(), report.publisher_printed or publisher, report.date_in_words)


@summary.register
def _(agreement: Agreement) -> str:
    parties = dict.fromkeys(party.named for party in agreement.parties.all())
    return in_a_line(agreement.get_kind_display(), agreement.date_in_words, *parties)


def _held(event: Any) -> list[Any]:
    places = listed(where.place.name for where in event.places)
    return [event.kind_in_words, event.standing_in_words, event.date_in_words, places]


def _told_by(event: Any) -> str:
    reports = listed(f"“{report.name}”" for report in event.reports)
    return gettext("told by %(reports)s") % {"reports": reports} if reports else ""
