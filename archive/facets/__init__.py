"""Facets: what a list can be narrowed by, with exact counts.

A *value row* (a location, a capacity…) ties a *subject*, the row that choices select (a forum, an appearance), to a
value; and the subject leads to the *record* that is listed. Values of one facet are OR, facets are AND, a value can
be excluded (`-ccpit`), what is not known is a value too (`unknown`), and where values have parts, so is a value with
all its parts (`ccpit*`). Facets that share their subjects must be met
by one and the same subject: organization and year on speakers mean one appearance, not two. A count says how many
distinct records would be listed if that value were the facet's only choice and all other facets stayed as they are.

Two ways give the same answer: `sql` asks the database, `selecting` the columns that this process keeps of it.
"""

from archive.facets.choices import Chosen
from archive.facets.facet import Facet, Named
from archive.facets.sets import FacetSet, find
from archive.facets.tallies import Counted, Tally
from archive.facets.values import SPAN, UNKNOWN, Subjects, Values, Years, years_of

__all__ = [
    "SPAN",
    "UNKNOWN",
    "Chosen",
    "Counted",
    "Facet",
    "FacetSet",
    "Named",
    "Subjects",
    "Tally",
    "Values",
    "Years",
    "find",
    "years_of",
]
