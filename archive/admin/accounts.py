"""The admin's pages of users. What a user may do is said by roles, which migrate keeps: there is no more to grant."""

from typing import Any

from allauth.account.admin import EmailAddress
from allauth.mfa.admin import Authenticator
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import Group, User
from django.db.models import Model
from django.forms import CheckboxSelectMultiple, ModelMultipleChoiceField
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from archive.access.roles import seat

# Nobody reads another's keys here; those two are taken from where they are registered, so that they are by now.
admin.site.unregister((User, Group, EmailAddress, Authenticator))


class Roles(ModelMultipleChoiceField):
    def label_from_instance(self, role: Model) -> str:
        return gettext(str(role))


@admin.register(User)
class Accounts(UserAdmin):
    list_display = ("username", "first_name", "last_name", "is_active", "is_staff", "last_login")
    list_filter = ("is_active", "groups")
    filter_horizontal = ()
    readonly_fields = ("last_login", "date_joined")
    fieldsets = (
        (None, {"fields": ("username", "password", "is_active")}),
        (
            _("Roles"),
            {
                "description": _(
                    "A contributor writes drafts. A curator publishes them, keeps all records and answers corrections."
                    " An administrator looks after users. Without a role nobody gets in here."
                ),
                "fields": ("groups",),
            },
        ),
        (_("Person"), {"fields": ("first_name", "last_name", "email", "last_login", "date_joined")}),
    )

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        choices = Group.objects.order_by("pk")
        return Roles(choices, required=False, widget=CheckboxSelectMultiple, label=_("Roles"))

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        seat(form.instance)

    # Who has every right is out of reach of those who have not.

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and _in_reach(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_delete_permission(request, obj) and _in_reach(request, obj)

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        return {}  # none that would delete users by the dozen, whom a page each protects


def _in_reach(request: HttpRequest, user: Any) -> bool:
    return user is None or not user.is_superuser or bool(request.user.is_superuser)
