"""Names: how they are told apart in addresses, and how they are put in order."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from anyascii import anyascii
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from archive.texts import in_a_language, plain

SLUG = r"[a-z0-9]+(?:-[a-z0-9]+)*"
validate_slug = RegexValidator(
    rf"^{SLUG}\Z",
    _("Write lower-case letters a to z and digits, in words joined by single hyphens (li-xiang-ccpit)."),
    "slug",
)


def sort_key(name: str) -> str:
    """The key names are ordered by: letters without accents or case, other scripts by their sound.

    The database has no language-aware order, so the key is stored.
    """
    return re.sub(r"[^a-z0-9]+", " ", anyascii(name).casefold()).strip() or name


def slugify(name: str) -> str:
    """A slug for a name in any script; empty when nothing in it has a sound."""
    return re.sub(r"[^a-z0-9]+", "-", anyascii(name).casefold()).strip("-")


def forms(printed: Iterable[tuple[str, Any]]) -> dict[str, list[Any]]:
    """The forms of a name, each with the citations that print it, the earliest first."""
    found: dict[str, list[Any]] = {}
    for text, citation in sorted(printed, key=lambda pair: pair[1].age):
        if text:
            found.setdefault(text, []).append(citation)
    return found


@dataclass(frozen=True)
class Form:
    """A form of a name as reports print it, how many passages do, and the earliest of them."""

    text: str
    many: int
    citations: list[Any]

    @property
    def more(self) -> int:
        return self.many - len(self.citations)


class SortKeyField(models.CharField):
    """A stored sort key, computed from another attribute whenever the row is written."""

    def __init__(self, source: str = "name", **kwargs: Any) -> None:
        self.source = source
        super().__init__(**{"max_length": 300, "editable": False, "db_index": True, **kwargs})

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "source": self.source}

    def pre_save(self, instance: models.Model, add: bool) -> str:
        key = sort_key(getattr(instance, self.source))[: self.max_length]
        setattr(instance, self.attname, key)
        return key


class Name(models.Model):
    """A form of a record's name that is known apart from what reports print. Subclasses add the kinds."""

    text = models.CharField(max_length=300, help_text=_("The name, letter for letter."))
    language = models.CharField(
        max_length=20, blank=True, help_text=_("Language tag of the form (en, zh-Hans), if known.")
    )
    source = models.CharField(
        max_length=300, blank=True, help_text=_("Where the form is known from, if not from a report.")
    )

    class Meta:
        abstract = True
        ordering = ("kind", "text")
        constraints = [
            plain("%(app_label)s_%(class)s", lines=("text", "source")),
            in_a_language("%(app_label)s_%(class)s"),
            models.CheckConstraint(
                condition=~models.Q(text=""),
                name="%(app_label)s_%(class)s_not_empty",
                violation_error_message=_("Write the name."),
            ),
        ]

    def __str__(self) -> str:
        return self.text
