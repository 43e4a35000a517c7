"""What the desk's page says, in the reader's language; the script takes its words from here."""

from typing import Any

from django.utils.translation import gettext_lazy as _

LABELS: dict[str, Any] = {
    "saved": _("Saved"),
}
