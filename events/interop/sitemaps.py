"""What search engines are told of: the lists, and every public record."""

from archive.pages.sitemaps import Kind, SitemapIndex, SitemapOfLists, SitemapOfRecords
from events.models import Agreement, Forum, Report, Session
from orgs.models import Organization, Place
from people.models import Person

LISTS = ("home", "data", "forums", "sessions", "speakers", "organizations", "places", "reports")
KINDS = {
    "forums": Kind(Forum.objects.public(), "forum"),
    "sessions": Kind(Session.objects.public(), "session", ("forum__slug", "key")),
    "speakers": Kind(Person.objects.public(), "speaker"),
    "organizations": Kind(Organization.objects.public(), "organization"),
    "places": Kind(Place.objects.public(), "place"),
    "reports": Kind(Report.objects.all(), "report"),
    "agreements": Kind(Agreement.objects.cited(), "agreement"),
}
INDEX = SitemapIndex.as_view(kinds=KINDS)
OF_LISTS = SitemapOfLists.as_view(lists=LISTS)
OF_RECORDS = SitemapOfRecords.as_view(kinds=KINDS)
