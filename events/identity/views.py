"""The curator's pages: pairs that may be one, merging with a preview, splitting, and taking decisions back.

Each works without JavaScript and by keyboard alone: a form for each pair, and links.
"""

from typing import Any

from django.contrib import admin, messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.functional import Promise, cached_property
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views import View

from archive.identity.decisions import Judgement
from archive.identity.edges import Refused, version
from events.identity import rows
from events.identity.kinds import KINDS, Kind, address, named
from events.identity.merging import Preview, decide, merge
from events.identity.rows import lines
from events.identity.splitting import split
from events.identity.suggesting import queue, suggestions
from events.identity.undoing import becomes, obstacle, undo, undone

PER_PAGE = 50


class IdentityPage(View):
    """What the pages share: the kind of record, and tabs to those of other kinds."""

    template_name = ""
    title: str | Promise = ""

    @cached_property
    def kind(self) -> Kind:
        if (kind := KINDS.get(self.kwargs["called"])) is None:
            raise Http404
        return kind

    def page(self, status: int = 200, **context: Any) -> HttpResponse:
        shared = {
            **admin.site.each_context(self.request),
            "title": self.title,
            "kind": self.kind,
            "kinds": KINDS.values(),
        }
        return TemplateResponse(self.request, self.template_name, shared | context, status=status)

    def there(self, name: str, *args: Any, **query: Any) -> str:
        """The address of another of these pages, for this kind."""
        return reverse(name, args=[self.kind.called, *args]) + (f"?{urlencode(query)}" if query else "")

    def typed(self, name: str) -> str:
        """What was typed into a field; the database has no room for the character of number 0."""
        return self.request.POST.get(name, "").replace("\0", "").strip()

    @property
    def reason(self) -> str:
        if not (reason := self.typed("reason")):
            raise Refused(gettext("Say why: what a reader would need in order to agree."))
        return reason

    def record(self, name: str) -> Any:
        """The record whose address was sent; the one that stands for it."""
        sent = self.request.POST.get(name) or self.request.GET.get(name, "")
        # The whole address is what one copies; its last part is the record's.
        if (found := self.kind.find(sent.strip().rstrip("/").rpartition("/")[2])) is None:
            raise Refused(gettext("There is no record with the address “%(sent)s”.") % {"sent": sent})
        return self.kind.to_read().get(pk=found.canonical_id)


class QueuePage(IdentityPage):
    """Pairs that may be one, a run at a time; an answer is remembered, "later" too."""

    template_name = "admin/identity/queue.html"
    title = _("Records that may be one")

    def get(self, request: HttpRequest, **where: Any) -> HttpResponse:
        after = request.GET.get("after", "0")
        found = queue(self.kind, int(after) if after.isdecimal() and len(after) < 19 else 0)
        more = self.there("identity-queue", after=found.after) if found.after else ""
        return self.page(suggestions=found.suggestions, left=found.left, more=more, after=after)

    def post(self, request: HttpRequest, **where: Any) -> HttpResponse:
        judgement = request.POST.get("judgement", "")
        try:
            one, other = self.record("one"), self.record("other")
            if judgement == Judgement.SAME:
                asked = {"one": address(one), "other": address(other), "reason": request.POST.get("reason", "")}
                return redirect(self.there("identity-merge", **asked))
            if judgement not in (Judgement.DIFFERENT, Judgement.UNDECIDED):
                raise Refused(gettext("Choose an answer."))
            decision = decide(self.kind, one, other, judgement, self.reason, request.user)
            messages.success(request, _remembered(decision))
        except Refused as refused:
            messages.error(request, str(refused))
        if request.POST.get("from") == "decisions":
            return redirect(self.there("identity-decisions", judgement=Judgement.UNDECIDED))
        return redirect(self.there("identity-queue", after=request.POST.get("after", "0")))


def _remembered(decision: Any) -> str:
    words = gettext("Remembered: %(record)s and %(other)s are %(judgement)s.")
    said = {"record": named(decision.record), "other": named(decision.other)}
    return words % {**said, "judgement": decision.get_judgement_display()}


class MergePage(IdentityPage):
    """What a merge concerns, and one press to confirm it."""

    template_name = "admin/identity/merge.html"
    title = _("Merge two records")

    def get(self, request: HttpRequest, **where: Any) -> HttpResponse:
        if not request.GET.get("one"):
            return self.page(preview=None, near=[])
        try:
            one = self.record("one")
            if not request.GET.get("other"):
                return self.page(preview=None, one=one, first=address(one), near=suggestions(self.kind, [one.pk]))
            return self.previewed(one, self.record("other"))
        except Refused as refused:
            messages.error(request, str(refused))
            typed = {"first": request.GET["one"], "second": request.GET.get("other", "")}
            return self.page(preview=None, near=[], status=400, **typed)

    def previewed(self, kept: Any, other: Any, reason: str = "", status: int = 200) -> HttpResponse:
        if kept == other:
            raise Refused(gettext("%(one)s and %(other)s are the same already.") % {"one": kept, "other": other})
        turned = self.there("identity-merge", one=address(other), other=address(kept), reason=reason)
        sent = self.request.GET.get("reason", "")
        return self.page(preview=Preview(self.kind, kept, other), turned=turned, reason=reason or sent, status=status)

    def post(self, request: HttpRequest, **where: Any) -> HttpResponse:
        try:
            kept, other = self.record("one"), self.record("other")
        except Refused as refused:
            messages.error(request, str(refused))
            return self.page(preview=None, near=[], status=400)
        try:
            decision = merge(self.kind, kept, other, self.reason, request.user)
        except Refused as refused:
            messages.error(request, str(refused))
            if kept == other:
                return redirect(self.there("identity-queue"))
            return self.previewed(kept, other, request.POST.get("reason", ""), status=400)
        words = gettext("%(other)s is shown as %(kept)s now. Nothing was moved: it can be taken back at any time.")
        messages.success(request, words % {"other": named(other), "kept": named(kept)})
        return redirect(self.there("identity-undo", decision.pk))


class SplitPage(IdentityPage):
    """What reports say of one record; what is chosen goes to a new one."""

    template_name = "admin/identity/split.html"
    title = _("Split a record in two")

    @cached_property
    def one(self) -> Any:
        return self.kind.get(self.kwargs["address"]).canonical

    def get(self, request: HttpRequest, **where: Any) -> HttpResponse:
        return self.listed()

    def listed(self, status: int = 200) -> HttpResponse:
        every = lines(self.kind, self.one)
        chosen = set(self.request.POST.getlist("line"))
        return self.page(
            one=self.one,
            lines=every,
            chosen=chosen,
            most=rows.MOST if len(every) >= rows.MOST else 0,
            sent=self.request.POST,
            status=status,
        )

    def post(self, request: HttpRequest, **where: Any) -> HttpResponse:
        chosen, slug, name = request.POST.getlist("line"), self.typed("slug"), self.typed("name")
        try:
            decision = split(self.kind, self.one, chosen, slug, name, self.reason, request.user)
        except Refused as refused:
            messages.error(request, str(refused))
            return self.listed(status=400)
        words = gettext("What you chose is said of %(new)s now; both addresses stay.")
        messages.success(request, words % {"new": named(decision.record)})
        return redirect(self.there("identity-undo", decision.pk))


class DecisionsPage(IdentityPage):
    """What was decided, the latest first."""

    template_name = "admin/identity/decisions.html"
    title = _("Decisions on identity")

    def get(self, request: HttpRequest, **where: Any) -> HttpResponse:
        asked = request.GET.get("judgement", "")
        found = self.kind.latest_decisions(asked if asked in Judgement.values else "")
        page = Paginator(found, PER_PAGE).get_page(request.GET.get("p"))
        for decision in page:
            decision.addresses = address(decision.record), address(decision.other)
        return self.page(page=page, page_var="p", asked=asked, judgements=Judgement.choices)


class UndoPage(IdentityPage):
    """One decision: what it says, and what taking it back would leave."""

    template_name = "admin/identity/undo.html"
    title = _("A decision on identity")

    @cached_property
    def decision(self) -> Any:
        if (found := self.kind.decision(self.kwargs["pk"])) is None:
            raise Http404
        return found

    def get(self, request: HttpRequest, **where: Any) -> HttpResponse:
        return self.shown()

    def shown(self, status: int = 200) -> HttpResponse:
        return self.page(
            decision=self.decision,
            obstacle=obstacle(self.kind, self.decision),
            becomes=becomes(self.kind, self.decision),
            undone=undone(self.kind, self.decision),
            seen=version(self.decision),
            status=status,
        )

    def post(self, request: HttpRequest, **where: Any) -> HttpResponse:
        decision = self.decision
        try:
            undo(self.kind, decision.pk, self.reason, request.user, seen=self.typed("seen"))
        except Refused as refused:
            messages.error(request, str(refused))
            del self.decision
            there = self.kind.decision(decision.pk) is not None
            return self.shown(status=400) if there else redirect(self.there("identity-decisions"))
        words = gettext("The decision on %(record)s and %(other)s was taken back.")
        said = {"record": named(decision.record), "other": named(decision.other)}
        messages.success(request, words % said)
        return redirect(self.there("identity-decisions"))
