"""Forums, sessions, reports, agreements and the facts that reports state, as plain data."""

from typing import Any

from archive.formats.plain import plain
from archive.languages import fixed_address
from events.models import (
    Agreement,
    Appearance,
    Capacity,
    Citation,
    Correction,
    Figure,
    Forum,
    Involvement,
    Mention,
    Party,
    Report,
    Session,
)
from events.models.forums import Listed
from events.models.stated import Cited, Whereabouts


@plain.register
def _(citation: Citation) -> dict[str, Any]:
    said = {word: getattr(citation, word) for word in ("basis", "inference", "note")}
    said["right_reading"] = citation.reading
    return {
        "report": citation.report.slug,
        "paragraphs": citation.paragraphs,
        "printed": citation.printed,
        "standing": citation.standing,
        **{what: words for what, words in said.items() if words},
    }


@plain.register
def _(capacity: Capacity) -> dict[str, Any]:
    return {
        "title": capacity.title or None,
        "organization": _slug(capacity.organization),
        "organization_as_printed": capacity.printed or None,
        "relation": capacity.relation,
    }


@plain.register
def _(forum: Forum) -> dict[str, Any]:
    return {
        "slug": forum.slug,
        "name": forum.name,
        "title": forum.title or None,
        "kind": forum.kind,
        "coverage": forum.coverage,
        "dates": _dates(forum),
        "places": [_place(where) for where in forum.places],
        "part_of": _slug(forum.part_of),
        "series": forum.series.slug if forum.series else None,
        "figures": [plain(figure) for figure in forum.numbers],
        "citations": _citations(forum),
    }


@plain.register
def _(session: Session) -> dict[str, Any]:
    return {
        "id": session.public_id,
        "forum": session.forum.canonical.slug,
        "name": session.name,
        "title": session.title or None,
        "kind": session.kind,
        "order": session.order,
        "parent": session.parent.canonical.public_id if session.parent else None,
        "dates": _dates(session),
        "places": [_place(where) for where in session.places],
        "figures": [plain(figure) for figure in session.numbers],
        "citations": _citations(session),
    }


@plain.register
def _(appearance: Appearance) -> dict[str, Any]:
    first, capacities = appearance.first, [plain(capacity) for capacity in appearance.first.capacities.all()]
    return {
        **_where(appearance),
        "role": appearance.role,
        "role_group": appearance.role_group,
        "capacities": [plain(capacity) for capacity in appearance.capacities],
        "organization": next((one["organization"] for one in capacities if one["organization"]), None),
        "name_as_printed": first.name or None,
        "title_as_printed": next((one["title"] for one in capacities if one["title"]), None),
        "mode": first.mode or None,
        "citations": _citations(appearance),
    }


@plain.register
def _(involvement: Involvement) -> dict[str, Any]:
    return {
        **_where(involvement),
        "role": involvement.role,
        "printed": next(iter(involvement.names_printed), None),
        "citations": _citations(involvement),
    }


@plain.register
def _(figure: Figure) -> dict[str, Any]:
    return {
        "counted": figure.counted,
        "printed": next((citation.number for citation in figure.sources if citation.number), None),
        "low": figure.low,
        "high": figure.high,
        "citations": _citations(figure),
    }


@plain.register
def _(mention: Mention) -> dict[str, Any]:
    return {"role": mention.role, "citations": _citations(mention)}


@plain.register
def _(party: Party) -> dict[str, Any]:
    return {
        "agreement": party.agreement.slug,
        "organization": _slug(party.organization),
        "person": _slug(party.person),
        "role": party.role,
        "citations": _citations(party),
    }


@plain.register
def _(agreement: Agreement) -> dict[str, Any]:
    return {
        "slug": agreement.slug,
        "name": agreement.name,
        "title": agreement.title or None,
        "kind": agreement.kind,
        "dates": _dates(agreement),
        "parties": [plain(party) for party in agreement.parties.all()],
        "citations": _citations(agreement),
    }


@plain.register
def _(listed: Listed) -> dict[str, Any]:
    return {"slug": listed.slug, "name": listed.name, "description": listed.description or None}


@plain.register
def _(correction: Correction) -> dict[str, Any]:
    subject = correction.subject
    return {
        "answered": correction.answered_at and correction.answered_at.date().isoformat(),
        "about": fixed_address(subject.get_absolute_url) if subject else None,
        "answer": correction.answer,
        "words": correction.words,
    }


@plain.register
def _(report: Report) -> dict[str, Any]:
    author = next(iter(report.author_citations), None)
    return {
        "slug": report.slug,
        "title": report.title or None,
        "name": report.name,
        "kind": report.kind,
        "publisher": _slug(report.publisher),
        "publisher_as_printed": report.publisher_printed or None,
        "author": author and _slug(author.mention.person or author.mention.organization),
        "author_as_printed": (author and author.name) or None,
        "published": report.edtf or None,
        "published_as_printed": report.published_printed or None,
        "language": report.language,
        "entered": report.entered,
        "url": report.url or None,
        "file": report.file or None,
        "counts": report.counts,
    }


def _citations(fact: Cited) -> list[dict[str, Any]]:
    return [plain(citation) for citation in fact.sources]


def _where(fact: Any) -> dict[str, Any]:
    return {
        "forum": fact.forum.canonical.slug,
        "session": fact.session.canonical.public_id if fact.session else None,
    }


def _dates(record: Any) -> dict[str, Any]:
    return {
        "edtf": record.edtf or None,
        "printed": record.date_as_printed or None,
        "earliest": record.earliest and record.earliest.isoformat(),
        "latest": record.latest and record.latest.isoformat(),
        "basis": record.basis or None,
    }


def _place(where: Whereabouts) -> dict[str, Any]:
    return {
        "slug": where.place.slug,
        "name": where.place.name,
        "country": where.place.land.slug,
        "standing": where.standing,
        "citations": _citations(where),
    }


def _slug(record: Any) -> str | None:
    return record.canonical.slug if record else None
