"""What has changed between two editions, as the database notes it: ids by what is touched.

Migration events/0016_changes_noted.py says which rows touch what. Notes are kept for an hour.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from django.db import connections

from archive.facets.tallies import Array

EVERYTHING = "*"
NOTED = """
    SELECT kind, ids FROM archive_change JOIN archive_moved USING (writer)
    WHERE number > %s AND EXISTS (SELECT FROM archive_moved WHERE number = %s)
    UNION ALL SELECT %s, NULL WHERE NOT EXISTS (SELECT FROM archive_moved WHERE number = %s)
"""


@dataclass(frozen=True)
class Changes:
    """Notes (what is touched, its ids), where these are none for all of its kind."""

    notes: list[tuple[str, list[int] | None]]

    @property
    def is_everything(self) -> bool:
        """Whether more was changed than was noted one by one."""
        return any(kind == EVERYTHING or ids is None for kind, ids in self.notes)

    def of(self, kind: str) -> Array:
        """The ids of what is touched of a kind, sorted."""
        return self._ids.get(kind, np.empty(0, dtype=np.int64))

    @cached_property
    def _ids(self) -> dict[str, Array]:
        return {
            kind: np.unique(np.array([pk for noted, ids in self.notes if noted == kind for pk in ids or ()], np.int64))
            for kind in {kind for kind, _ in self.notes}
        }


def since(number: int, using: str) -> Changes:
    """What has changed since an edition, in the transaction at hand; everything, where that is long ago."""
    with connections[using].cursor() as cursor:
        cursor.execute(NOTED, [number, number, EVERYTHING, number])
        return Changes(cursor.fetchall())
