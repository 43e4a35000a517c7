"""Forums, sessions, appearances and reports as they are cited."""

from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext, pgettext

from archive.citing.works import Author, Kind, Work, described, work
from archive.languages import fixed_address, listed
from events.models import Appearance, Citation, Forum, Report, Session
from events.models.forums import Event
from events.models.stated import Cited
from events.roles import CONVENERS, RoleGroup
from people.models import Person

FEW = 3  # reports that a citation names


def stated(fact: Cited) -> str:
    """Which reports state it, in which paragraphs."""
    reports = fact.reports
    if not reports:
        return ""
    named = [_named(report, [one for one in fact.sources if one.report == report]) for report in reports[:FEW]]
    words = pgettext("between notes", "; ").join([*named, "…"] if reports[FEW:] else named)
    return gettext("Stated in %(reports)s.") % {"reports": words}


def _named(report: Report, citations: list[Citation]) -> str:
    numbers = listed(sorted({number for one in citations for number in one.paragraphs}))
    said = {"title": report.name, "date": report.date_in_words, "numbers": numbers}
    if not report.edtf:
        return gettext("“%(title)s”, ¶ %(numbers)s") % said
    return gettext("“%(title)s” (%(date)s), ¶ %(numbers)s") % said


def author(named: Any) -> Author:
    return Author(named.name, named.family, named.given) if isinstance(named, Person) else Author(named.name)


def _places(event: Event) -> str:
    return listed(where.place.name for where in event.places if where.is_past)


def _organizers(event: Event) -> tuple[str, ...]:
    held = (one.named.name for one in event.bodies if one.role in CONVENERS and one.is_past)
    return tuple(dict.fromkeys(held))


def _genre(event: Event) -> str:
    """What it is, and whether it is only announced."""
    return listed(filter(None, (event.kind_in_words, event.standing_in_words)))


@work.register
def _(forum: Forum) -> Work:
    return Work(
        key=forum.slug,
        kind=Kind.EVENT,
        title=described(forum.title, str(forum)),
        record=fixed_address(forum.get_absolute_url),
        changed_at=forum.changed_at,
        date=forum.edtf,
        organizers=_organizers(forum),
        place=_places(forum),
        genre=_genre(forum),
        language=forum.language,
        stated=stated(forum),
    )


@work.register
def _(session: Session) -> Work:
    forum = session.forum.canonical
    return Work(
        key=session.public_id,
        kind=Kind.EVENT,
        title=described(session.title, str(session)),
        record=fixed_address(session.get_absolute_url),
        changed_at=session.changed_at,
        date=session.edtf or forum.edtf,
        organizers=_organizers(session),
        event=forum.name,
        place=_places(session),
        genre=_genre(session),
        language=session.language,
        stated=stated(session),
    )


@work.register
def _(appearance: Appearance) -> Work:
    """A talk by whom it names, where the reports say that it was given; else what is told of somebody."""
    forum, named = appearance.forum.canonical, appearance.named
    titled = appearance.session.canonical.name if appearance.session else ""
    role = capfirst(appearance.role_words)
    has_spoken = appearance.role_group == RoleGroup.SPOKE and appearance.is_past
    return Work(
        key=appearance.public_id,
        kind=Kind.TALK if has_spoken else Kind.EVENT,
        title=described(titled, role) if has_spoken else described("", listed((named.name, appearance.role_words))),
        record=fixed_address(appearance.get_absolute_url),
        changed_at=appearance.changed_at,
        date=appearance.dated.edtf,
        authors=(author(named),) if has_spoken else (),
        event=forum.name,
        place=_places(forum),
        genre=role if has_spoken and titled else "",
        stated=stated(appearance),
    )


@work.register
def _(report: Report) -> Work:
    return Work(
        key=report.slug,
        kind=Kind.NEWS if report.kind == Report.Kind.NEWS else Kind.PAGE,
        title=described(report.title, report.label),
        record=fixed_address(report.get_absolute_url),
        changed_at=report.changed_at,
        date=report.edtf,
        authors=tuple(author(one.mention.named) for one in report.author_citations),
        genre=report.get_kind_display(),
        publisher=report.publisher.canonical.name if report.publisher else "",
        language=report.language,
        source=report.url,
    )
