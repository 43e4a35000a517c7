"""Rows in batches, however many they are: a cursor of the database knows where it is in them."""

from collections.abc import Iterator
from itertools import islice
from typing import Any

from django.db.models import QuerySet


def batches(rows: QuerySet[Any], size: int) -> Iterator[list[Any]]:
    """All rows in their order, so many at a time; none is held once the next are asked for."""
    cursor = rows.iterator(chunk_size=size)
    while some := list(islice(cursor, size)):
        yield some
