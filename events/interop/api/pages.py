"""Pages as the API answers them: made as readers' pages are, of one moment and kept, and told as data alone."""

from http import HTTPStatus
from typing import Any

from django.http import HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.http import urlencode
from django.utils.translation import gettext

from archive.database.paging import SIZE, Page
from archive.formats.format import Format
from archive.pages.page import ListPage, ReadPage
from archive.serving.breakdowns import SOON
from archive.serving.problems import problem

Data = dict[str, Any]


def as_answer(page: Any) -> HttpResponse:
    said = page.data()
    response = JsonResponse(page.sparse(said), json_dumps_params={"ensure_ascii": False})
    if said.get("next"):
        response.headers["Link"] = f'<{said["next"]}>; rel="next"'
    return response


class Answer(ReadPage):
    """What lists and records of the API share."""

    format = Format("json", "JSON", "application/json", as_answer)
    formats = ()
    is_whole = True

    @cached_property
    def fields(self) -> list[str]:
        asked = self.request.GET.get("fields", "")
        return asked.split(",") if asked else []

    def parts(self, record: Data) -> Data:
        """Of a record what is asked for."""
        return {name: told for name, told in record.items() if name in self.fields} if self.fields else record

    def sparse(self, said: Data) -> Data:
        raise NotImplementedError

    def give_up(self) -> HttpResponse:
        said = problem(HTTPStatus.SERVICE_UNAVAILABLE, gettext("This takes too long to work out: ask for less."))
        said.headers["Retry-After"] = SOON
        return said

    def say_gone(self) -> HttpResponse:
        return problem(HTTPStatus.GONE, gettext("What stood here was removed."))

    def gone(self) -> HttpResponse:
        return problem(HTTPStatus.GONE, gettext("This report was withdrawn."))


class AnswerList(Answer, ListPage):
    """The records that meet the choices. Values are not counted, so that a page of a large list costs little."""

    counting = False

    @property
    def size(self) -> int:
        return int(self.request.GET.get("limit", SIZE))

    @property
    def asked_beside(self) -> dict[str, str]:
        return {name: self.request.GET.get(name, "") for name in ("sort", "limit", "fields")}

    @cached_property
    def page(self) -> Page:
        found = super().page
        if found.message:
            raise NoPage
        return found

    @property
    def number(self) -> int:
        counted = self.filtered.number
        return self.filtered.qs.count() if counted is None else counted

    def data(self) -> Data:
        following = self.request.build_absolute_uri(self.next) if self.next else None
        return {"count": self.number, "next": following, "results": self.plain_rows(self.page.rows)}

    def tells(self, name: str) -> bool:
        return not self.fields or name in self.fields

    def sparse(self, said: Data) -> Data:
        return {**said, "results": [self.parts(record) for record in said["results"]]}


class AnswerRecord(Answer):
    """One record; that of a record which is the same as another is answered from the other's address."""

    def address(self, record: Any) -> str:
        key = {name: getattr(record, name) for name in self.kwargs}
        return reverse(self.request.resolver_match.view_name, kwargs=key)

    @property
    def rest(self) -> str:
        """Where the facts of a record go on."""
        return f"?{urlencode({**self.request.GET.dict(), 'page': self.number + 1})}"

    def sparse(self, said: Data) -> Data:
        return self.parts(said)


class NoPage(Exception):
    """No page starts after the mark that the address names."""


def answering(page: type[ReadPage]) -> type[Answer]:
    """The page as the API answers it."""
    kind = AnswerList if issubclass(page, ListPage) else AnswerRecord
    return type(f"{page.__name__}Answer", (kind, page), {})
