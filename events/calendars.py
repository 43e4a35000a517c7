"""Forums and sessions as events of a calendar."""

from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext

from archive.formats.calendars import Occasion, occasion
from events.models import Forum, Session
from events.wording import OCCURRED

STATUS = {OCCURRED: "CONFIRMED", "cancelled": "CANCELLED"}


@occasion.register
def _(forum: Forum) -> Occasion:
    return _held(forum, forum.name, forum)


@occasion.register
def _(session: Session) -> Occasion:
    forum = session.forum.canonical
    return _held(session, f"{session} · {forum}", session if session.edtf else forum)


def _held(event: Any, name: str, dated: Any) -> Occasion:
    printed = event.date_as_printed
    return Occasion(
        name=name,
        first=dated.earliest,
        last=dated.latest,
        status=STATUS.get(event.standing, "TENTATIVE"),
        places=[where.place.name for where in event.places],
        words=[
            capfirst(event.kind_in_words),
            capfirst(event.standing_in_words),
            gettext("The date as printed: %(words)s") % {"words": printed} if printed else "",
            *(gettext("Report: %(title)s") % {"title": report.name} for report in event.reports),
        ],
        kind=event.kind,
    )
