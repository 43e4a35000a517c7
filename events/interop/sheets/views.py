"""The curator's pages: choosing a sheet, seeing what it would do, bringing it in, and the empty sheets.

Nothing is kept of a sheet between the pages but what the page itself carries, signed.
"""

from http import HTTPStatus
from typing import Any

from django.contrib import admin, messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views import View

from events.interop.sheets.columns import SHEETS, Sheet
from events.interop.sheets.forms import ConfirmForm, SheetForm, packed
from events.interop.sheets.known import plan_known
from events.interop.sheets.planning import CHANGED, NEW, REFUSED, SAME, Plan, Planner, Stale, carried_out, examined
from events.interop.sheets.reading import PROBLEM, Table, Unreadable, written
from events.interop.sheets.stated import plan_appearances

MOST_SHOWN = 200
TYPES = {"csv": "text/csv; charset=utf-8", "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}
STATUSES = {NEW: _("new"), CHANGED: _("changed"), SAME: _("the same"), REFUSED: _("refused")}


def planner(sheet: Sheet) -> Planner:
    return plan_known if sheet.list else plan_appearances


def attached(name: str, file_type: str, body: bytes) -> HttpResponse:
    disposition = f'attachment; filename="{name}.{file_type}"'
    return HttpResponse(body, content_type=TYPES[file_type], headers={"Content-Disposition": disposition})


class SheetsPage(View):
    """A form for a file; then what it would do, row by row, with a form to bring it in."""

    http_method_names = ["get", "post"]

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.page(form=SheetForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        return self.confirmed() if "sheet" in request.POST else self.looked_at()

    def page(self, status: int = HTTPStatus.OK, **context: Any) -> HttpResponse:
        shared = {
            **admin.site.each_context(self.request),
            "title": gettext("Bring in a sheet"),
            "sheets": SHEETS.values(),
        }
        answer = TemplateResponse(self.request, "admin/sheets/sheets.html", shared | context, status=status)
        answer["Cache-Control"] = "no-store"
        return answer

    def looked_at(self) -> HttpResponse:
        form = SheetForm(self.request.POST, self.request.FILES)
        if form.is_valid():
            said = form.cleaned_data
            try:
                return self.preview(SHEETS[said["kind"]], said["table"], said["report"])
            except Unreadable as error:
                form.add_error("file", str(error))
        return self.page(HTTPStatus.BAD_REQUEST, form=form)

    def preview(self, sheet: Sheet, table: Table, report: str, *said: str) -> HttpResponse:
        plan = examined(planner(sheet), sheet, table, report)
        carried = packed(sheet, table, report, plan.state, self.request.user)
        form = ConfirmForm(self.request.user, initial={"sheet": carried, "why": self.request.POST.get("why", "")})
        return self.show(plan, sheet, form, *said)

    def show(self, plan: Plan, sheet: Sheet, form: Any, *said: str, status: int = HTTPStatus.OK) -> HttpResponse:
        rows = sorted(plan.rows, key=lambda row: row.status != REFUSED)[:MOST_SHOWN]
        return self.page(
            HTTPStatus.CONFLICT if said else status,
            plan=plan,
            sheet=sheet,
            confirm=form,
            said=said,
            counts=[(label, status, plan.many(status)) for status, label in STATUSES.items()],
            rows=[(row, STATUSES[row.status]) for row in rows],
            hidden=len(plan.rows) - len(rows),
            does=plan.many(NEW) + plan.many(CHANGED),
        )

    def confirmed(self) -> HttpResponse:
        form = ConfirmForm(self.request.user, self.request.POST)
        form.full_clean()
        if "sheet" not in form.cleaned_data:
            again = SheetForm()
            return self.page(HTTPStatus.BAD_REQUEST, form=again, said=form.errors.get("sheet", []))
        carried = form.cleaned_data["sheet"]
        for file_type in TYPES:
            if f"as-{file_type}" in self.request.POST:
                return self.problems(file_type, **carried)
        if not form.is_valid():
            plan = examined(planner(carried["sheet"]), carried["sheet"], carried["table"], carried["report"])
            return self.show(plan, carried["sheet"], form, status=HTTPStatus.BAD_REQUEST)
        return self.bring(form.cleaned_data["why"], **carried)

    def bring(self, why: str, sheet: Sheet, table: Table, report: str, state: str) -> HttpResponse:
        try:
            plan = carried_out(planner(sheet), sheet, table, report, state, why)
        except Stale:
            words = gettext(
                "The archive has changed since: nothing was brought in. This is what the sheet would do now."
            )
            return self.preview(sheet, table, report, words)
        if plan.is_refused:
            return self.preview(sheet, table, report, gettext("Nothing was brought in."))
        many = plan.many(NEW) + plan.many(CHANGED)
        words = ngettext("%(many)d row was brought in.", "%(many)d rows were brought in.", many)
        messages.success(self.request, words % {"many": many})
        return redirect("sheets")

    def problems(self, file_type: str, sheet: Sheet, table: Table, report: str, state: str) -> HttpResponse:
        """The sheet as it came, with what is wrong in a column more."""
        plan = examined(planner(sheet), sheet, table, report)
        columns = [name for name in table.columns if name != PROBLEM]
        rows = [[*(row.cells.get(name, "") for name in columns), "; ".join(row.problems)] for row in plan.rows]
        return attached(f"{sheet.called}-problems", file_type, written(file_type, [*columns, PROBLEM], rows))


class EmptySheet(View):
    """A sheet with its heads alone, to fill in."""

    http_method_names = ["get"]

    def get(self, request: HttpRequest, called: str, form: str) -> HttpResponse:
        if called not in SHEETS or form not in TYPES:
            raise Http404
        return attached(called, form, written(form, SHEETS[called].columns, []))
