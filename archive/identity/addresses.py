"""Public addresses: given once, never changed, never reused."""

from functools import cache

import pgtrigger
from django.db import models
from django.db.models import Q
from django.urls import get_script_prefix, reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from archive.identity.names import SLUG, validate_slug


class Addressed(models.Model):
    """A record with a public address."""

    slug = models.CharField(
        max_length=120,
        unique=True,
        validators=[validate_slug],
        help_text=_("The name in addresses and files: lower-case words joined by hyphens. It can't be changed later."),
    )

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(slug__regex=f"^{SLUG}$"),
                name="%(app_label)s_%(class)s_slug_is_an_address",
                violation_error_message=_("A slug holds lower-case words and digits joined by single hyphens."),
            )
        ]


def address(kind: str, record: str) -> str:
    """Where a record is read, by its public id: as `reverse` has it, which is slow for a page with hundreds of them."""
    before, after = _around(kind, record.count("."), get_language(), get_script_prefix())
    return f"{before}{record}{after}"


@cache
def _around(kind: str, dots: int, language: str | None, prefix: str) -> tuple[str, str]:
    """What every address of the kind has before the record's id and after it."""
    some = ".".join(["some-record"] * (dots + 1))
    before, _, after = reverse(kind, args=[some]).partition(some)
    return before, after


def fixed(*columns: str) -> pgtrigger.Trigger:
    """A trigger that refuses to change the columns once written: addresses stand on them."""
    return pgtrigger.ReadOnly(name="fixed", fields=columns)
