"""Which records may be meant by a name, or be the forum of a report: found through the indexes, however many there are.

How a name is looked up is told by the database's function `search_named` (migration 0012).
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from django.db import connection

from archive.dates import EdtfError, parse
from archive.search import START

BY_NAME = "SELECT place, record FROM search_named(%s, %s)"
CALLED_SO, OF_A_FORUM = 40, 20
# People are found by how their names begin, which has an index; `+ 0` keeps the server from reading all people in the
# order of their numbers until it has so many.
BY_PEOPLE = f"""
    SELECT place, record FROM (
        SELECT place, forum.canonical_id AS record,
            row_number() OVER (PARTITION BY place ORDER BY count(DISTINCT person.canonical_id) DESC, forum.canonical_id)
                AS rank
        FROM (SELECT place, ' ' || search_fold(name) || ' /' AS in_full
              FROM unnest(%s::int[], %s::text[]) AS given (place, name)) AS asked
        CROSS JOIN LATERAL (
            SELECT record FROM events_phrase phrase
            WHERE kind = 'person' AND weight IN ('A', 'B') AND starts_with(forms, in_full)
                AND left(forms, {START}) ~>=~ left(in_full, {START})
                AND left(forms, {START}) ~<~ (left(in_full, {START}) || chr(1114111))
            ORDER BY record + 0 LIMIT {CALLED_SO}) AS phrase
        JOIN people_person named ON named.id = phrase.record
        JOIN people_person person ON person.canonical_id = named.canonical_id
        JOIN events_appearance appearance ON appearance.person_id = person.id
        JOIN events_forum forum ON forum.id = appearance.forum_id
        GROUP BY 1, 2
    ) AS found WHERE rank <= {OF_A_FORUM}
"""  # noqa: S608
BY_DAY = f"""
    SELECT place, record FROM unnest(%s::int[], %s::date[], %s::date[]) AS asked (place, first, last)
    CROSS JOIN LATERAL (
        SELECT canonical_id AS record FROM events_forum
        WHERE earliest BETWEEN first AND last ORDER BY earliest LIMIT {OF_A_FORUM * 5}) AS found
"""  # noqa: S608
A_FEW_DAYS = timedelta(days=3)
Found = Mapping[int, set[int]]


def by_name(asked: Sequence[tuple[str, str]]) -> Found:
    """Ids of records, of the asked (kind, name) at each place."""
    kinds, names = zip(*asked, strict=True) if asked else ((), ())
    # Their places count from one, as those of rows do.
    return {place - 1: records for place, records in _rows(BY_NAME, list(kinds), list(names)).items()}


def forums_with(people: Sequence[tuple[int, str]]) -> Found:
    """Forums where most of the people named at a place appeared."""
    return _rows(BY_PEOPLE, [place for place, _ in people], [name for _, name in people]) if people else {}


def forums_near(days: Sequence[tuple[int, str]]) -> Found:
    """Forums that began within a few days of a date in EDTF."""
    spans = [(place, *around) for place, edtf in days if (around := _around(edtf))]
    return _rows(BY_DAY, *map(list, zip(*spans, strict=True))) if spans else {}


def _around(edtf: str) -> tuple[date, date] | None:
    """A few days before and after; none for what is no date, or one known to the year only."""
    try:
        known = parse(edtf)
    except EdtfError:
        return None
    if not (known.earliest and known.latest) or known.latest - known.earliest > 10 * A_FEW_DAYS:
        return None
    return known.earliest - A_FEW_DAYS, known.latest + A_FEW_DAYS


def _rows(statement: str, *params: Iterable[object]) -> dict[int, set[int]]:
    found: dict[int, set[int]] = defaultdict(set)
    with connection.cursor() as cursor:
        cursor.execute(statement, params)
        for place, record in cursor.fetchall():
            found[place].add(record)
    return found
