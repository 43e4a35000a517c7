"""Records that readers do not find under their own address: merged into another, or told of by no report any longer.

Harvesters and feeds are told of them, so that nobody keeps what the archive has taken back.
"""

from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.db.models.expressions import Combinable

LATELY = 1000  # changes of a kind of record, among which those of what is gone are looked for


def hidden(model: Any) -> Combinable:
    """Whether a record is none of those that readers find; asked of one at a time."""
    public = model.objects.each_public() if hasattr(model.objects, "each_public") else model.objects.public()
    return ~Exists(public.filter(pk=OuterRef("pk")))


def lately_hidden(rows: QuerySet[Any]) -> QuerySet[Any]:
    """Those hidden among the last changes, the latest first."""
    last = rows.model._default_manager.order_by("-changed_at").values("pk")[:LATELY]
    return rows.filter(hidden(rows.model), pk__in=last).order_by("-changed_at", "pk")
