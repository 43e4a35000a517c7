"""Public addresses: given once, never changed, never reused."""

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from archive.names import SLUG, validate_slug


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


def fixed(*columns: str) -> pgtrigger.Trigger:
    """A trigger that refuses to change the columns once written: addresses stand on them."""
    return pgtrigger.ReadOnly(name="fixed", fields=columns)
