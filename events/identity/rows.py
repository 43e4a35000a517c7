"""What reports say of a record, line by line, and moving lines to another record, which only a split does."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext

from archive.database.bulk import insert
from events.identity.kinds import Kind
from events.models import Capacity, Citation, Forum, Report, Session
from events.models.citations import FACTS
from events.reportfile.storing import COLUMNS
from events.settling import settle_events, settle_forums
from orgs.models import Organization

CITATION, CAPACITY, REPORT = "citation", "capacity", "report"
MOST = 500


@dataclass(frozen=True)
class Line:
    """One thing that a report says of a record: a citation, a capacity with its body, or that it is the publisher."""

    what: str
    pk: int
    of: int
    report: Report
    says: str
    printed: str = ""
    paragraphs: Sequence[int] = ()
    session: int | None = None

    @property
    def key(self) -> str:
        return f"{self.what}-{self.pk}"


def lines(kind: Kind, record: Any, more: int = 0) -> list[Line]:
    """All that reports say of the record and those that are the same, earliest first; of each kind MOST, and more."""
    most = MOST + more
    found = [_of_citation(kind, one) for one in _citations(kind, record)[:most]]
    if kind.model is Organization:
        found += [_of_capacity(one) for one in _capacities(record)[:most]]
        reports = Report.objects.filter(publisher__canonical=record).order_by("earliest", "slug")
        found += [Line(REPORT, one.pk, one.publisher_id, one, gettext("publisher")) for one in reports[:most]]
    return found


def _citations(kind: Kind, record: Any) -> Any:
    ways = reduce(or_, (Q(**{f"{way}__canonical": record}) for way in _ways(kind)))
    rows = Citation.objects.filter(ways).earliest_first().select_related("report").with_facts()
    return rows.prefetch_related("capacities__organization")


def _ways(kind: Kind) -> Iterator[str]:
    for fact in kind.facts:
        yield fact if fact == kind.called else f"{fact}__{kind.called}"


def _owner(kind: Kind, citation: Citation) -> int:
    """The record that the citation was made of."""
    fact: Any = citation.fact
    return fact.pk if citation.kind == kind.called else getattr(fact, kind.column)  # type: ignore[no-any-return]


def _of_citation(kind: Kind, citation: Citation) -> Line:
    fact: Any = citation.fact
    capacities = (str(one) for one in citation.capacities.all())
    return Line(
        CITATION,
        citation.pk,
        _owner(kind, citation),
        citation.report,
        _said(citation, fact),
        "; ".join([*citation.printed_by_label.values(), *capacities][:3]),
        citation.paragraphs,
        fact.pk if citation.kind == "session" else getattr(fact, "session_id", None),
    )


def _said(citation: Citation, fact: Any) -> str:
    about = citation.about
    what = str(fact) if about != getattr(fact, "canonical", fact) else str(fact._meta.verbose_name)
    if about is None:
        return what
    return gettext("%(what)s — %(where)s") % {"what": what, "where": about}


def _capacities(record: Any) -> Any:
    rows = Capacity.objects.filter(organization__canonical=record).select_related("citation__report")
    return rows.order_by("citation__report__earliest", "citation__report__slug", "citation__position", "order")


def _of_capacity(capacity: Capacity) -> Line:
    cited = capacity.citation
    says = gettext("%(title)s, the title of %(name)s") % {"title": capacity.title or "—", "name": cited.name}
    assert capacity.organization_id
    return Line(CAPACITY, capacity.pk, capacity.organization_id, cited.report, says, capacity.printed, cited.paragraphs)


Moved = dict[str, Any]


def move(kind: Kind, chosen: Iterable[Line], to: Any) -> list[Moved]:
    """Move the lines to another record; what is to be known to move them back."""
    moved = []
    for line in chosen:
        _move(kind, line.what, line.pk, to.pk, _twin(to, line.session) if kind.model is Forum else line.session)
        moved.append({"what": line.what, "id": line.pk, "of": line.of, "session": line.session})
    return moved


def move_back(kind: Kind, moved: Iterable[Moved], where: Any) -> None:
    """Move lines back to where they were, but for those that are gone, or that somebody moved elsewhere since."""
    for one in moved:
        if _stands_at(kind, one["what"], one["id"]) == where.pk:
            _move(kind, one["what"], one["id"], one["of"], one["session"])


def _stands_at(kind: Kind, what: str, pk: int) -> int | None:
    if what == CITATION:
        citation = Citation.objects.filter(pk=pk).first()
        return _owner(kind, citation) if citation else None
    model, column = (Capacity, "organization") if what == CAPACITY else (Report, "publisher")
    return model._default_manager.filter(pk=pk).values_list(column, flat=True).first()


def _move(kind: Kind, what: str, pk: int, to: int, session: int | None) -> None:
    if what == CAPACITY:
        Capacity.objects.filter(pk=pk).update(organization=to)
    elif what == REPORT:
        Report.objects.filter(pk=pk).update(publisher=to)
    else:
        citation = Citation.objects.get(pk=pk)
        fact = _fact(kind, citation, to, session)
        Citation.objects.filter(pk=pk).update(**{f"{citation.kind}_id": fact})


def _fact(kind: Kind, citation: Citation, to: int, session: int | None) -> int | None:
    """The fact that says of the other record what the cited one says, made where there is none."""
    if citation.kind == kind.called:
        return to
    if citation.kind == "session":
        return session
    fact: Any = citation.fact
    columns = COLUMNS[citation.kind]
    values = {column: getattr(fact, column) for column in (*columns, *(("language",) * (citation.kind == "detail")))}
    if kind.model is Session:
        values |= {"session_id": to, "forum_id": Session.objects.get(pk=to).forum_id}
    elif kind.model is Forum:
        values |= {"session_id": session, "forum_id": to}
    else:
        values[kind.column] = to
    [pk] = insert(FACTS[citation.kind], [values], unique=columns)
    return pk


def _twin(forum: Any, session: int | None) -> int | None:
    """The session of the forum that has the key of another forum's, made where there is none."""
    if session is None:
        return None
    like = Session.objects.get(pk=session)
    known = {"kind": like.kind, "label": like.label or like.title, "order": like.order}
    return Session.objects.get_or_create(forum=forum, key=like.key, defaults=known)[0].pk


def settle(kind: Kind, moved: Iterable[Moved], *records: Any) -> None:
    """Settle titles and dates of the records that lines were moved between."""
    concerned = {*(one["of"] for one in moved), *(record.pk for record in records)}
    if kind.model is Forum:
        settle_forums(concerned)
    if kind.model is Session:
        settle_events((), concerned)
