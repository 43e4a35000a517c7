"""All tables of the dump."""

from events.interop.dump.columns import Table
from events.interop.dump.facts import facts
from events.interop.dump.records import records


def tables() -> list[Table]:
    """Each after those that it links to, itself apart."""
    return [*records(), *facts()]
