"""Pages of speakers: everybody whom a report names."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from archive.pages import ListPage, RecordPage
from archive.paging import by_number
from people.filters import SpeakerFacets
from people.models import Person
from people.namesakes import namesakes


class Speakers(ListPage):
    queryset = Person.objects.public().to_read().counting("appearances")
    facets = SpeakerFacets
    orders = ListPage.orders | by_number("appearances", _("most appearances"))
    template_name = "people/person_list.html"
    section, title = "speakers", _("Speakers")


class SpeakerPage(RecordPage):
    queryset = Person.objects.to_read()
    template_name = "people/person_detail.html"
    section = "speakers"

    def beside(self, record: Person) -> dict[str, Any]:
        return {"namesakes": namesakes(record), "joined": record.joined}
