"""The admin's front: one site, its records grouped by what curators look for, not by application."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import Any

from allauth.account.decorators import reauthentication_required
from django.contrib.admin import AdminSite
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.contrib.auth.forms import SetPasswordForm
from django.contrib.auth.views import PasswordChangeView
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse, reverse_lazy
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Section(Enum):
    """The groups of the index page, in their order."""

    WORK = _("Reports and forums")
    KNOWN = _("People, organizations and places")
    FACTS = _("What reports state")
    IDENTITY = _("Decisions on identity")
    LISTS = _("Lists to choose from")
    ACCOUNTS = _("Accounts")
    # Edited inside other records, so no index lists them.
    INSIDE = ""


@dataclass(frozen=True)
class Tool:
    """A page of the admin that is no list of records: what it is called, the name of its address, who may use it."""

    name: str | Promise
    address: str
    permission: str

    @property
    def entry(self) -> dict[str, Any]:
        """As the index page lists models."""
        url = reverse(self.address)
        return {"name": self.name, "object_name": self.address, "admin_url": url, "add_url": None, "view_only": True}


@dataclass(frozen=True)
class Waiting:
    """What waits for somebody's hand, told on the index page to those who may do it while there is any."""

    permission: str
    address: str | Promise
    count: Callable[[], int]
    words: Callable[[int], str]

    def told(self, user: Any) -> dict[str, str] | None:
        many = self.count() if user.has_perm(self.permission) else 0
        return {"url": str(self.address), "words": self.words(many)} if many else None


class Autocomplete(AutocompleteJsonView):
    """Suggestions labelled so that like-named records can be told apart, within the record they must belong to."""

    def get_queryset(self) -> QuerySet[Any]:
        queryset = super().get_queryset().select_related(*getattr(self.model_admin, "label_related", ()))
        owner = getattr(self.model_admin, "narrowed_by", None)
        pk = self.request.GET.get("within", "")
        return queryset.complex_filter({owner: pk}) if owner and pk.isdecimal() else queryset

    def serialize_result(self, obj: Model, to_field_name: str) -> dict[str, str]:
        result: dict[str, str] = super().serialize_result(obj, to_field_name)
        label = getattr(self.model_admin, "label", str)
        return {**result, "text": label(obj)}


class FirstPassword(PasswordChangeView):
    """Of those who came by a link, and so have none that could be asked for."""

    form_class = SetPasswordForm
    template_name = "account/first_password.html"
    success_url = reverse_lazy("admin:password_change_done")


class Site(AdminSite):
    site_header = site_title = "Rostrum"
    index_title = _("What would you like to mend?")

    def __init__(self, name: str = "admin") -> None:
        super().__init__(name)
        self.tools: dict[Section, list[Tool]] = {}
        self.waiting: list[Waiting] = []

    def offer(self, section: Section, tool: Tool) -> None:
        """List a tool on the index page, before the records of its section."""
        self.tools.setdefault(section, []).append(tool)

    def await_hand(self, *waiting: Waiting) -> None:
        self.waiting += waiting

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        told = [waiting.told(request.user) for waiting in self.waiting]
        return super().index(request, {"waiting": list(filter(None, told)), **(extra_context or {})})

    def password_change(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        """For the first one a factor is the proof, of those who have one and signed in a while ago."""
        if request.user.has_usable_password():
            return super().password_change(request, extra_context)
        return reauthentication_required(FirstPassword.as_view())(request)

    def autocomplete_view(self, request: HttpRequest) -> HttpResponse:
        return Autocomplete.as_view(admin_site=self)(request)  # type: ignore[return-value]

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[Any]:
        apps: list[Any] = super().get_app_list(request, app_label)
        return apps if app_label else self._sections(request, [model for app in apps for model in app["models"]])

    def _sections(self, request: HttpRequest, models: list[Any]) -> list[Any]:
        registered = list(self._registry)
        models.sort(key=lambda entry: registered.index(entry["model"]))
        groups: dict[Section, list[Any]] = {section: self._tools(request, section) for section in Section}
        for entry in models:
            groups[getattr(self._registry[entry["model"]], "section", Section.ACCOUNTS)].append(entry)
        return [
            {"name": section.value, "app_label": section.name.lower(), "app_url": "#", "models": entries}
            for section, entries in groups.items()
            if entries and section is not Section.INSIDE
        ]

    def _tools(self, request: HttpRequest, section: Section) -> list[Any]:
        user: Any = request.user
        return [tool.entry for tool in self.tools.get(section, []) if user.has_perm(tool.permission)]
