"""Titles and dates are settled again after every save that they hang on."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from django.db.models import QuerySet
from django.http import HttpRequest

from archive.admin.records import RecordAdmin
from events.models import Agreement, Capacity, Citation, Forum, ForumDecision, Report, SessionDecision
from events.settling import settle_agreements, settle_forums


class Concerned(NamedTuple):
    """The forums and agreements whose title or date hangs on something."""

    forums: frozenset[int] = frozenset()
    agreements: frozenset[int] = frozenset()

    def union(self, others: Iterable["Concerned"]) -> "Concerned":
        forums, agreements = zip(self, *others, strict=True)
        return Concerned(frozenset().union(*forums), frozenset().union(*agreements))

    def settle(self) -> None:
        settle_forums(self.forums)
        settle_agreements(self.agreements)


def concerned(record: Any) -> Concerned:
    match record:
        case Forum():
            return Concerned(forums=frozenset({record.pk, record.canonical_id}))
        case ForumDecision():
            return concerned(record.record).union([concerned(record.other)])
        case SessionDecision():
            return _of_sessions(record)
        case Agreement():
            return Concerned(agreements=frozenset({record.pk}))
        case Report():
            return _stated_by(record)
        case Citation():
            return concerned(record.fact)
        case Capacity():
            return Concerned()
    return Concerned(_key(record, "forum_id"), _key(record, "agreement_id"))


def _of_sessions(decision: SessionDecision) -> Concerned:
    ends = (decision.record, decision.other)
    sessions = [session for end in ends for session in (end, end.canonical)]
    return Concerned(frozenset(session.forum_id for session in sessions))


def _key(record: Any, name: str) -> frozenset[int]:
    return frozenset({getattr(record, name, None)} - {None})


def _stated_by(report: Report) -> Concerned:
    details = report.citations.values_list("detail__forum_id", "detail__agreement_id").distinct()
    forums, agreements = zip(*details, strict=True) if details else ((), ())
    return Concerned(frozenset(forums) - {None}, frozenset(agreements) - {None})


class SettlingAdmin(RecordAdmin):
    """Records that titles and dates hang on."""

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        form.concerned = concerned(self.get_object(request, str(obj.pk))) if change else Concerned()
        super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        form.concerned.union([concerned(form.instance)]).settle()

    def settle_restored(self, records: Iterable[Any]) -> None:
        Concerned().union(map(concerned, records)).settle()

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        hanging = concerned(obj)
        super().delete_model(request, obj)
        hanging.settle()

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        hanging = Concerned().union(map(concerned, queryset))
        super().delete_queryset(request, queryset)
        hanging.settle()
