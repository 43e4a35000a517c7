"""What the desk's page asks and tells in JSON."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext

from archive.identity.names import slugify
from events.desk import publishing
from events.desk.answering import DraftView, JsonView, Refused, json_response
from events.desk.asking import asked_names, forums_like
from events.desk.drafts import Saved, TakenOver, save, take_over
from events.desk.held import known_forum
from events.desk.page import editor
from events.desk.publishing import NotPublished, Stale
from events.desk.suggestions import suggestions
from events.models import Draft, Forum
from events.reportfile.fields import MOST
from events.reportfile.writing import write


class DraftJson(DraftView):
    """The document: read, and saved."""

    def get(self, request: HttpRequest, **where: Any) -> dict[str, Any]:
        return said(self.draft, request.user, request.GET.get("tab", ""))

    def put(self, request: HttpRequest, **where: Any) -> Any:
        version, tab = whole_number(self.sent, "version"), tab_of(self.sent)
        document, text = self.sent.get("document"), self.sent.get("text")
        saved = save(self.draft.pk, document, version, tab, request.user, text)  # type: ignore[arg-type]
        if saved.kept is None:
            return {"version": saved.draft.version, "saved_at": saved.draft.edited_at}
        return json_response(self.refused(saved), 409)

    def refused(self, saved: Saved) -> dict[str, Any]:
        assert saved.kept
        return {
            "error": saved.kept.get_why_display(),
            "mend": gettext("Compare both versions; yours is kept whole."),
            "kept": reverse("desk:kept", args=[self.draft.pk, saved.kept.pk]),
            **said(saved.draft, self.request.user),
        }


class Kept(DraftView):
    """A document that was kept beside the draft."""

    def get(self, request: HttpRequest, kept: int, **where: Any) -> dict[str, Any]:
        row = get_object_or_404(self.draft.kept, pk=kept)
        return {"document": row.document, "version": row.version, "why": row.get_why_display(), "at": row.at}


class TakeOver(DraftView):
    """Edit here from now on."""

    def post(self, request: HttpRequest, **where: Any) -> dict[str, Any]:
        try:
            draft = take_over(self.draft.pk, tab_of(self.sent), request.user, only_own=bool(self.sent.get("own")))
        except TakenOver as taken:
            says, mend = gettext("Somebody else is editing."), gettext("Take over, if they have stopped.")
            raise Refused(409, says, mend, **said(taken.draft, request.user)) from None
        return {"version": draft.version, "document": draft.document, "text": draft.sha256}


class Ready(DraftView):
    """Ask a curator to look at it, or no longer."""

    def post(self, request: HttpRequest, **where: Any) -> dict[str, Any]:
        ready = bool(self.sent.get("ready"))
        if not Draft.objects.filter(pk=self.draft.pk).update(ready=ready):
            raise Http404
        return {"ready": ready}


class Suggestions(DraftView):
    """What the text seems to say."""

    def get(self, request: HttpRequest, **where: Any) -> dict[str, Any]:
        return suggestions(self.draft)


class Candidates(JsonView):
    """Whom or what names may mean."""

    def post(self, request: HttpRequest) -> dict[str, Any]:
        return asked_names(self.sent)


class Forums(DraftView):
    """Which forum it may be about, and which report it may be a copy of."""

    def post(self, request: HttpRequest, **where: Any) -> dict[str, Any]:
        return forums_like(self.draft, self.sent)


class KnownForum(JsonView):
    """What is known of a forum."""

    def get(self, request: HttpRequest) -> dict[str, Any]:
        forums = Forum.objects.to_read()
        found = get_object_or_404(forums, slug=request.GET.get("slug", ""))
        return known_forum(found if found.is_canonical else get_object_or_404(forums, pk=found.canonical_id))


class Preview(DraftView):
    """What publishing would do."""

    def post(self, request: HttpRequest, **where: Any) -> dict[str, Any]:
        if whole_number(self.sent, "version") != self.draft.version:
            raise stale()
        plan = publishing.plan(self.draft, overwrite=bool(self.sent.get("overwrite")))
        return {
            "lines": plan.outcome.lines,
            "creates": plan.creates,
            "changes": plan.changes,
            "problems": publishing.problems(self.draft, plan.outcome),
            "warnings": plan.warnings,
            "unnamed": plan.unnamed,
            "may_publish": not plan.is_refused and request.user.has_perm("events.publish_draft"),
        }


class Publish(DraftView):
    """Publish the draft, as loading its report file would."""

    permission = "events.publish_draft"

    def post(self, request: HttpRequest, **where: Any) -> dict[str, Any]:
        version, overwrite = whole_number(self.sent, "version"), bool(self.sent.get("overwrite"))
        try:
            draft = publishing.publish(self.draft.pk, version, overwrite=overwrite)
        except Stale:
            raise stale() from None
        except NotPublished as refused:
            problems = publishing.problems(self.draft, refused.outcome)
            raise Refused(
                400, gettext("Nothing was published."), gettext("Mend what is listed."), problems=problems
            ) from None
        assert draft.report
        return {"url": draft.report.get_absolute_url(), "version": draft.version, "document": draft.document}


class Withdraw(DraftView):
    """Take the report out of the archive."""

    permission = "events.publish_draft"

    def post(self, request: HttpRequest, **where: Any) -> dict[str, Any]:
        try:
            draft = publishing.withdraw(self.draft.pk, whole_number(self.sent, "version"))
        except Stale:
            raise stale() from None
        except publishing.Linked as linked:
            says = gettext("Other reports are copies, translations or follow-ups of it: %(reports)s.")
            raise Refused(400, says % {"reports": linked}, gettext("Take those links out first.")) from None
        return {"version": draft.version}


class ReportFile(DraftView):
    """The draft as a report file."""

    def get(self, request: HttpRequest, **where: Any) -> HttpResponse:
        said = publishing.report_file(self.draft)
        name = slugify(str((said.get("report") or {}).get("slug", ""))) or "draft"
        headers = {"Content-Disposition": f'attachment; filename="{name}.yaml"'}
        return HttpResponse(write(said), content_type="application/yaml; charset=utf-8", headers=headers)


def said(draft: Draft, user: Any, tab: str = "") -> dict[str, Any]:
    """How the draft stands; `text` is the digest of the text that it is read from."""
    known = {"version": draft.version, "document": draft.document, "text": draft.sha256}
    return known | {"editor": editor(draft, user, tab)}


def stale() -> Refused:
    return Refused(409, gettext("The draft was changed meanwhile."), gettext("Look at it again, then publish."))


def whole_number(sent: dict[str, Any], name: str) -> int:
    number = sent.get(name)
    if not isinstance(number, int) or isinstance(number, bool) or not 0 <= number <= MOST:
        raise Refused(400, gettext("%(name)s is not a number.") % {"name": name}, gettext("Reload the page."))
    return number


def tab_of(sent: dict[str, Any]) -> str:
    tab = sent.get("tab")
    if not isinstance(tab, str) or not 0 < len(tab) <= 60:
        raise Refused(400, gettext("The request does not say which tab it comes from."), gettext("Reload the page."))
    return tab
