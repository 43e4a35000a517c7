"""Admin of reports, forums and the facts that reports state."""

from events.admin import reports, forums, agreements, facts, citations, corrections, lists, decisions, sheets, waiting  # noqa: F401, I001 the order of the index
