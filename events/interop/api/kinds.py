"""The kinds of record that the API has, each with the pages that answer for it and the forms in which they do."""

from dataclasses import dataclass

from django.utils.translation import gettext_noop as _

from archive.identity.names import SLUG
from archive.pages.page import ListPage, ReadPage
from events import views as events
from events.interop.api import lists
from events.interop.api.schemas import events as of_events
from events.interop.api.schemas import facts, orgs, people
from events.interop.api.schemas.base import Record
from orgs import views as of_orgs
from people import views as of_people


@dataclass(frozen=True)
class One:
    """How one record is answered, and by what its address names it."""

    page: type[ReadPage]
    form: type[Record]
    key: str = "slug"
    pattern: str = SLUG


@dataclass(frozen=True)
class Kind:
    """The name in addresses, what is listed there, and in which form; some kinds have records at addresses too."""

    name: str
    title: str
    words: str
    page: type[ListPage]
    form: type[Record]
    one: One | None = None


KINDS = (
    Kind(
        "forums",
        _("Forums"),
        _("Events that reports tell of, or mention."),
        events.Forums,
        of_events.Forum,
        One(events.ForumPage, of_events.ForumRecord),
    ),
    Kind(
        "sessions",
        _("Sessions"),
        _("Parts of the programmes of forums."),
        events.Sessions,
        of_events.Session,
        One(events.SessionPage, of_events.SessionRecord, "public_id", rf"{SLUG}\.{SLUG}"),
    ),
    Kind(
        "speakers",
        _("Speakers"),
        _("People whom reports name; those who appeared at a forum, unless others are asked for."),
        of_people.Speakers,
        people.Person,
        One(of_people.SpeakerPage, people.PersonRecord),
    ),
    Kind(
        "appearances",
        _("Appearances"),
        _("A person in a forum or session in a role, in the order they came in."),
        lists.Appearances,
        facts.ListedAppearance,
        One(events.AppearancePage, facts.ListedAppearance, "public_id", rf"{SLUG}(?:\.{SLUG}){{2,3}}"),
    ),
    Kind(
        "organizations",
        _("Organizations"),
        _("Bodies named as themselves."),
        of_orgs.Organizations,
        orgs.Organization,
        One(of_orgs.OrganizationPage, orgs.OrganizationRecord),
    ),
    Kind(
        "involvements",
        _("Involvements"),
        _("An organization in a forum or session in a role, in the order they came in."),
        lists.Involvements,
        facts.ListedInvolvement,
    ),
    Kind(
        "places",
        _("Places"),
        _("Cities, regions and countries where something was held."),
        of_orgs.Places,
        orgs.Place,
        One(of_orgs.PlacePage, orgs.PlaceRecord),
    ),
    Kind(
        "reports",
        _("Reports"),
        _("What the archive is built from."),
        events.Reports,
        of_events.Report,
        One(events.ReportPage, of_events.ReportRecord),
    ),
    Kind(
        "agreements",
        _("Agreements"),
        _("Memoranda, statements and treaties that reports name."),
        lists.Agreements,
        of_events.Agreement,
        One(events.AgreementPage, of_events.AgreementRecord),
    ),
    Kind("series", _("Series"), _("Forums that follow one another."), lists.AllSeries, of_events.Series),
    Kind("topics", _("Topics"), _("What forums and sessions are about."), lists.Topics, of_events.Topic),
)
