"""The kinds of record that are identified, and which rows of reports name each."""

import re
from dataclasses import dataclass
from typing import Any

from django.http import Http404
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from archive.identity.names import SLUG
from events.models import Forum, ForumDecision, Session, SessionDecision
from events.models.citations import FACTS
from orgs.models import Organization, OrganizationDecision, Place, PlaceDecision
from people.models import Person, PersonDecision

ADDRESS = re.compile(rf"{SLUG}(\.{SLUG})?")
OF_EVENTS = ("detail", "location", "figure", "involvement", "appearance")


@dataclass(frozen=True)
class Kind:
    """A kind of record: what it is called in addresses and files, and the facts that name it (keys of FACTS)."""

    called: str
    title: str | Promise
    model: Any
    decisions: Any
    facts: tuple[str, ...]
    # What a record made by a split takes over from the other, and what holds its name.
    inherits: tuple[str, ...] = ()
    name: str = "name"
    # What is known of a record apart from reports: compared before a merge.
    columns: tuple[str, ...] = ()

    @property
    def column(self) -> str:
        """The column of facts that names the record."""
        return f"{self.called}_id"

    @property
    def related(self) -> tuple[str, ...]:
        """What the name and address of a record are made of."""
        return ("canonical__forum", "forum") if self.model is Session else ("canonical",)

    def to_read(self) -> Any:
        """Records with all that a preview tells of them."""
        return self.model._default_manager.to_read().select_related(*self.related)

    def find(self, address: str) -> Any:
        """The record at an address, with the one that stands for it; None where there is none."""
        if not ADDRESS.fullmatch(address):
            return None
        rows = self.model._default_manager.select_related(*self.related)
        rows = rows.at_address(address) if self.model is Session else rows.filter(slug=address)
        return rows.first()

    def get(self, address: str) -> Any:
        if (record := self.find(address)) is None:
            raise Http404
        return record

    def decisions_with_both(self) -> Any:
        related = [f"{end}{way}" for end in ("record", "other") for way in ("", *(f"__{way}" for way in self.related))]
        return self.decisions._default_manager.select_related("decided_by", *related)

    def decision(self, pk: int) -> Any:
        return self.decisions_with_both().filter(pk=pk).first()

    def latest_decisions(self, judgement: str) -> Any:
        """The latest first; of all judgements where none is named."""
        named = {"judgement": judgement} if judgement else {}
        return self.decisions_with_both().filter(**named).order_by("-decided_on", "-pk")

    def __str__(self) -> str:
        return self.called


def address(record: Any) -> str:
    return str(record.public_id if isinstance(record, Session) else record.slug)


def named(record: Any) -> str:
    """Its name, and its address: the two of a pair are often of one name."""
    return f"{record} ({address(record)})"


KINDS = {
    kind.called: kind
    for kind in (
        Kind(
            "person",
            _("People"),
            Person,
            PersonDecision,
            ("appearance", "mention", "party"),
            columns=("name", "family", "given", "note", "source", "confirmed"),
        ),
        Kind(
            "organization",
            _("Organizations"),
            Organization,
            OrganizationDecision,
            ("involvement", "mention", "party"),
            inherits=("kind", "country_id", "parent_id"),
            columns=("name", "abbreviation", "kind", "parent", "country", "note", "source"),
        ),
        Kind(
            "place",
            _("Places"),
            Place,
            PlaceDecision,
            ("location",),
            inherits=("kind", "country_id", "parent_id"),
            columns=("name", "kind", "parent", "country", "latitude", "longitude", "source"),
        ),
        Kind(
            "forum",
            _("Forums"),
            Forum,
            ForumDecision,
            ("forum", "session", *OF_EVENTS),
            inherits=("kind", "coverage", "series_id", "part_of_id"),
            name="label",
            columns=("title", "edtf", "kind", "coverage", "label", "summary", "part_of", "series"),
        ),
        Kind(
            "session",
            _("Sessions"),
            Session,
            SessionDecision,
            ("session", *OF_EVENTS),
            inherits=("kind", "forum_id", "parent_id", "order"),
            name="label",
            columns=("title", "edtf", "kind", "label", "forum", "parent", "order"),
        ),
    )
}
assert all(fact in FACTS for kind in KINDS.values() for fact in kind.facts)
