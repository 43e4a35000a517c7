"""The sheets there are: their columns, and what a row of each says."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Sheet:
    """A kind of sheet: what it is called in addresses, its columns, and those without which a row says nothing."""

    called: str
    title: str | Promise
    columns: tuple[str, ...]
    needed: tuple[str, ...]
    about: str | Promise
    # Of definitions: the list of the authority file that a row is an item of, and the columns that are identifiers.
    list: str = ""
    schemes: tuple[str, ...] = ()


NAMES = ("native", "pinyin", "other_names")
SHEETS = {
    sheet.called: sheet
    for sheet in (
        Sheet(
            "people",
            _("People"),
            ("slug", "name", "family", "given", "note", "source", *NAMES, "wikidata", "orcid", "isni"),
            ("slug", "name"),
            _("One person a row. A slug that is known changes that record; other names are parted by “;”."),
            "persons",
            ("wikidata", "orcid", "isni"),
        ),
        Sheet(
            "organizations",
            _("Organizations"),
            (
                *("slug", "name", "abbreviation", "kind", "parent", "country", "note", "source"),
                *(*NAMES, "wikidata", "ror", "isni"),
            ),
            ("slug", "name", "kind"),
            _("One body a row. Parent and country are slugs; other names are parted by “;”."),
            "organizations",
            ("wikidata", "ror", "isni"),
        ),
        Sheet(
            "appearances",
            _("Appearances"),
            (
                *("report", "forum", "session", "person", "role", "paragraphs", "printed_name", "printed_role"),
                *("title", "organization", "printed_organization", "relation", "standing", "mode", "note"),
            ),
            ("forum", "person", "role", "paragraphs"),
            _(
                "One passage a row: who appeared where, in which role, and the words printed in these paragraphs of the"
                " report. Report, forum, person and organization are slugs that the archive knows."
            ),
        ),
    )
}
