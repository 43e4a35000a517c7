"""Reports whose text is the same as a draft's, or nearly."""

from typing import Any

from events.models import Draft, Report


def near_copies(draft: Draft) -> list[dict[str, Any]]:
    """The most alike first."""
    if not draft.text_frozen:
        return []
    same = Report.objects.filter(sha256=draft.sha256).exclude(pk=draft.report_id)
    return [{"slug": one.slug, "name": one.name, "url": one.get_absolute_url(), "likeness": 1.0} for one in same]
